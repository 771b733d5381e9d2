"""Suppliers that people have to look at: the queue as a page and CSV, and their decisions taken back in.

Decisions are kept in `registers/decisions.jsonl` of the home, and are read anew at every match.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from store.errors import StoreError
from store.registers.layouts import REGISTERS
from store.registers.review_page import page
from store.registers.snapshots import folder_of
from store.repeated_keys import RepeatedKeyError, loads_once, refuse_repeated

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

DECISIONS = "decisions.jsonl"
_GIVEN = ("supplier_id", "register", "register_id", "decision")  # what a file of decisions has to say
SAME, DIFFERENT = "same", "different"
_INITIALS = re.compile(r"[A-Za-z]{1,5}")
_COLUMNS = (
    *("supplier_id", "name", "postcode_district", "register", "register_id", "candidate_name", "candidate_district"),
    *("candidate_status", "reason", "score", "award_count"),
)


@dataclass(slots=True)
class Decided:
    """How many decisions were taken in, and one line for each that was not."""

    count: int = 0
    faults: list[str] = field(default_factory=list)


def load_decisions(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Fill the temporary table `review_decision` from the file of decisions."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE review_decision (supplier_id VARCHAR, name_key VARCHAR, postcode_district "
        "VARCHAR, register VARCHAR, register_id VARCHAR, is_same BOOLEAN, decided_at VARCHAR)"
    )
    for row in read_decisions(home):
        values = [row["supplier_id"], row["name_key"], row["postcode_district"], row["register"], row["register_id"]]
        con.execute(
            "INSERT INTO review_decision VALUES (?, ?, ?, ?, ?, ?, ?)",
            [*values, row["decision"] == SAME, row["decided_at"]],
        )


def read_decisions(home: Path) -> list[dict[str, Any]]:
    """The decisions of a home, oldest first."""
    path = folder_of(home) / DECISIONS
    if not path.is_file():
        return []
    return [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]


def queue(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What is to be decided, most awards first."""
    result = con.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM core.supplier_review "  # noqa: S608 - our own columns
        "ORDER BY award_count DESC, supplier_id, score DESC, register_id"
    )
    return [dict(zip(_COLUMNS, row, strict=True)) for row in result.fetchall()]


def write_queue(rows: list[dict[str, Any]], folder: Path) -> Path:
    """Write the queue as `review.csv`, with an empty column for the decision, and as a page; returns the page."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "review.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow([*_COLUMNS, "decision", "note"])
            out.writerows([*(_cell(row[column]) for column in _COLUMNS), "", ""] for row in rows)
        path = folder / "index.html"
        path.write_text(page(rows), encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}") from error
    return path


def _cell(value: Any) -> str:
    text = "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def check_initials(decided_by: str) -> None:
    """Stop where these are no initials. Raises StoreError."""
    if not _INITIALS.fullmatch(decided_by):
        raise StoreError(f"{decided_by!r} are no initials: give one to five letters with --by")


def take_in(con: duckdb.DuckDBPyConnection, home: Path, file: Path, decided_by: str) -> Decided:
    """Take decisions in from CSV or JSON lines with supplier_id, register, register_id and decision.

    Args:
        con: the writer's database, to know the suppliers.
        home: folder of the monitor.
        file: what people filled in; rows without a decision are passed over.
        decided_by: initials of who decided.

    Raises:
        StoreError: the file cannot be read, lacks a column, or the initials are none.
    """
    check_initials(decided_by)
    done = Decided()
    lines = []
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    for number, row in _rows(file):
        decision = str(row.get("decision") or "").strip().lower()
        if not decision:
            continue
        fault = _fault(con, row, decision)
        if fault:
            done.faults.append(f"line {number}: {fault}")
            continue
        known = con.execute(
            "SELECT name_key, postcode_district FROM core.supplier WHERE supplier_id = ?", [row["supplier_id"]]
        ).fetchone() or (None, None)
        lines.append(
            {
                "supplier_id": row["supplier_id"],
                "name_key": known[0],
                "postcode_district": known[1],
                "register": row["register"],
                "register_id": row["register_id"],
                "decision": decision,
                "decided_by": decided_by,
                "decided_at": now,
            }
        )
    if lines:
        folder_of(home).mkdir(parents=True, exist_ok=True)
        with (folder_of(home) / DECISIONS).open("ab") as out:
            out.writelines(orjson.dumps(line) + b"\n" for line in lines)
    done.count = len(lines)
    return done


def _rows(file: Path) -> list[tuple[int, dict[str, Any]]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"{file}: not UTF-8 text") from error
    if text.lstrip().startswith("{"):
        try:
            return [
                (number, _row(file, number, line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()
            ]
        except orjson.JSONDecodeError as error:
            raise StoreError(f"{file}: not JSON lines") from error
    reader = csv.DictReader(text.splitlines())
    try:
        refuse_repeated(reader.fieldnames, "column", _GIVEN)
    except RepeatedKeyError as error:
        raise StoreError(f"{file}: {error}") from error
    missing = [name for name in _GIVEN if name not in (reader.fieldnames or [])]
    if missing:
        raise StoreError(f"{file}: has no column {', '.join(missing)}")
    return list(enumerate(reader, start=2))


def _row(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = loads_once(line)
    except RepeatedKeyError as error:
        raise StoreError(f"{file}: line {number}: {error}") from error
    return row


def _fault(con: duckdb.DuckDBPyConnection, row: dict[str, Any], decision: str) -> str | None:
    if decision not in {SAME, DIFFERENT}:
        return f"the decision is {SAME} or {DIFFERENT}, not {decision!r}"
    if row.get("register") not in REGISTERS:
        return f"there is no register {row.get('register')!r}"
    if not row.get("register_id"):
        return "no register_id"
    known = con.execute("SELECT count(*) FROM core.supplier WHERE supplier_id = ?", [row.get("supplier_id")]).fetchone()
    if not known or not known[0]:
        return f"no supplier {row.get('supplier_id')!r} is known"
    return None
