"""The snapshots of registers that a home keeps: `registers/<register>/<day>.parquet`, each with a note beside it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from store.registers.layouts import REGISTERS

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One register as it stood on a day."""

    register: str
    day: dt.date
    path: Path
    bodies: int
    names: int
    checksum: str
    origin: str
    loaded_at: str


def folder_of(home: Path) -> Path:
    """Where the registers of a home stand."""
    return home / "registers"


def kept(home: Path) -> list[Snapshot]:
    """All snapshots, by register and day; one without its note, or half written, is none."""
    found = []
    for register in REGISTERS:
        for note in sorted((folder_of(home) / register).glob("*.json")):
            table = note.with_suffix(".parquet")
            if table.is_file():
                found.append(_read(note, table))
    return found


def _read(note: Path, table: Path) -> Snapshot:
    said: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    return Snapshot(
        register=said["register"],
        day=dt.date.fromisoformat(said["snapshot"]),
        path=table,
        bodies=said["bodies"],
        names=said["names"],
        checksum=said["checksum"],
        origin=said["origin"],
        loaded_at=said["loaded_at"],
    )


def keep(home: Path, table: Path, snapshot: Snapshot) -> Snapshot:
    """Put a finished table in its place, the note last: until it stands the snapshot before is the one in force."""
    folder = folder_of(home) / snapshot.register
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / f"{snapshot.day.isoformat()}.json"
    said = {
        "register": snapshot.register,
        "snapshot": snapshot.day.isoformat(),
        "bodies": snapshot.bodies,
        "names": snapshot.names,
        "checksum": snapshot.checksum,
        "origin": snapshot.origin,
        "loaded_at": snapshot.loaded_at,
    }
    fresh = note.with_suffix(".json.new")
    fresh.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    table.replace(note.with_suffix(".parquet"))
    fresh.replace(note)
    return replace(snapshot, path=note.with_suffix(".parquet"))
