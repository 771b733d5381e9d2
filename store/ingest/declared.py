"""Spans that a file is said to cover: `landing/<source>/declared.jsonl`, and from it core.declared_span."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from store.errors import StoreError
from store.reference.tables import reference_rows
from store.sql_files import read_sql

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

_FILE = "declared.jsonl"


@dataclass(frozen=True)
class Span:
    """Days of publication, first and last, of one portal."""

    source: str
    from_on: dt.date
    until_on: dt.date

    @classmethod
    def read(cls, source: str, from_: str, until: str) -> Span:
        """The span that three words of a command line name.

        Raises:
            StoreError: the portal is none, a day is none, or the days cannot have been covered.
        """
        first_day = {row["source"]: row["first_on"] for row in reference_rows("codes/sources")}
        if source not in first_day:
            raise StoreError(f"--covers: there is no source {source!r}: choose from {', '.join(first_day)}")
        from_on, until_on = _day(from_), _day(until)
        if from_on > until_on:
            raise StoreError(f"--covers: {from_} comes after {until}")
        if until_on >= dt.datetime.now(dt.UTC).date():
            raise StoreError(f"--covers: {until} is not over yet: no file can cover it")
        if first_day[source] and from_on < dt.date.fromisoformat(first_day[source]):
            raise StoreError(f"--covers: {source} began on {first_day[source]}: {from_} is before it")
        return cls(source, from_on, until_on)


def declare(con: duckdb.DuckDBPyConnection, home: Path, span: Span, paths: Sequence[Path]) -> None:
    """Keep that the paths (landing/ when there are none) cover a span, and say so in the database.

    Raises:
        StoreError: no notice of the span is held, or the home cannot be written.
    """
    row: dict[str, Any] = {"source": span.source, "from_on": span.from_on, "until_on": span.until_on}
    held = con.execute(
        "SELECT count(*) FROM core.notice WHERE source = $source "
        "AND timezone('Europe/London', published_at)::DATE BETWEEN $from_on AND $until_on",
        row,
    ).fetchall()
    if not held[0][0]:
        raise StoreError(f"--covers: no notice of {span.source} from {span.from_on} to {span.until_on} is held")
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    row |= {"files": sorted(path.name for path in paths), "declared_at": now}
    path = home / "landing" / span.source / _FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(orjson.dumps(row) + b"\n")
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error
    load_declared(con, home)


def load_declared(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Bring core.declared_span up to date with landing/; a torn line is passed over."""
    rows = []
    for path in sorted((home / "landing").glob(f"*/{_FILE}")):
        for line in path.read_bytes().splitlines():
            try:
                row = orjson.loads(line)
                rows.append({name: row[name] for name in ("source", "from_on", "until_on", "files", "declared_at")})
            except (orjson.JSONDecodeError, KeyError, TypeError):
                continue
    latest = {(row["source"], row["from_on"], row["until_on"]): row for row in rows}
    con.execute(read_sql("ingest/declared_spans.sql"), [orjson.dumps(list(latest.values())).decode()])


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise StoreError(f"--covers: {text!r} is not a day: write it as 2026-10-31") from None
