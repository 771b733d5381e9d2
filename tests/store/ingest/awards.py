"""Releases with awards for tests, all made up, and short calls to read what came of them."""

import contextlib
from pathlib import Path
from typing import Any

import duckdb
import orjson

from store.database import open_writer
from store.derive.run import derive
from store.ingest.mapping.ocds import map_release
from store.ingest.mapping.rows import NoticeRows
from store.ingest.run import ingest_paths
from store.publish.run import publish
from store.registers.matching import match_suppliers
from store.snapshot import open_snapshot
from tests.store.builders import at, begin
from tests.store.ingest.notices import party, release, tender
from tests.store.lean import lean

PUBLISHED_AT = at("2026-12-01")
FTS = "ocds-h6vhtk-"


def supplier(name: str | None = "Hollin Joinery Ltd", number: str | None = None, **changes: Any) -> dict[str, Any]:
    """A party in the role of supplier; `number` is a company number."""
    identifier = {"legalName": name} if number is None else {"legalName": name, "scheme": "GB-COH", "id": number}
    made: dict[str, Any] = {
        "id": f"GB-CFS-{abs(hash(name)) % 10**6}" if number is None else f"GB-COH-{number}",
        "name": name,
        "roles": ["supplier"],
        "identifier": identifier,
        "address": {"streetAddress": "1 Mill Lane", "locality": "Leeds", "postalCode": "LS1 4AB", "country": "GB"},
    }
    return made | changes


def award(award_id: str = "1", *parties: dict[str, Any], **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": award_id,
        "status": "active",
        "date": "2026-11-02T00:00:00Z",
        "value": {"amount": 90000, "currency": "GBP"},
        "suppliers": [{"id": each["id"], "name": each["name"]} for each in parties],
    }
    return made | changes


def awarded(number: int = 1, *parties: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An award notice of process `number`: one award to these suppliers (one by default)."""
    who = parties or (supplier(),)
    made = {
        "ocid": f"ocds-h6vhtk-0a{number:04d}",
        "id": f"{number + 500:06d}-2026",
        "date": "2026-11-10T09:00:00Z",
        "tag": ["award"],
        "parties": [party(), *who],
        "tender": tender(f"{number + 500:06d}-2026", status="complete"),
        "awards": [award("1", *who)],
    }
    return release(number) | made | changes


def mapped(release_: dict[str, Any]) -> NoticeRows:
    return map_release(release_, "/", None)


def suppliers(rows: NoticeRows) -> list[dict[str, Any]]:
    return rows.awarding.get("supplier", [])


def home_of(folder: Path, *releases: dict[str, Any]) -> Path:
    """A home into which these releases were read."""
    home = begin(folder / "home")
    file = folder / f"given-{len(list(folder.glob('given-*')))}.json"
    file.write_bytes(orjson.dumps({"releases": releases}))
    with open_writer(home) as con:
        ingest_paths(con, [file])
    return home


def published(home: Path, *, has_files: bool = False) -> duckdb.DuckDBPyConnection:
    """Publish a home and open what was published.

    Files for readers, and figures of anything but awards, are left out unless files are asked for.
    """
    with contextlib.nullcontext() if has_files else lean(), open_writer(home) as con:
        derive(con)
        match_suppliers(con, home)
        publish(con, home, published_at=PUBLISHED_AT)
    return open_snapshot(home)


def counted(folder: Path, *releases: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """Read these releases and publish."""
    return published(home_of(folder, *releases))


def all_bytes(home: Path) -> bytes:
    """Everything that is published with its files, as bytes, unpacked where they are text."""
    assert list((home / "published/current/csv").glob("*.csv"))
    return b"".join(path.read_bytes() for path in sorted((home / "published").rglob("*")) if path.is_file())
