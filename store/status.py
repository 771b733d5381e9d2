"""How a home stands: ledger, completeness, last runs, faults, and whether a person is needed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from crawler.text.counts import how_many
from store.database import DATABASE_NAME, writer
from store.errors import StoreError
from store.ingest.crawl_windows import load_ledgers
from store.ingest.job_runs import load_journal
from store.kept_labels import load_labels
from store.quality.gate import read_gate
from store.snapshot import snapshot, snapshot_path
from store.sql_files import rows_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb


Facts = dict[str, Any]
WEEKS_SHOWN = 8
HOLES_SHOWN = 20


@dataclass(frozen=True)
class Seen:
    """What is known of a home besides its database.

    Attributes:
        alarms: what a person should know now, each with `kind`, `subject`, `since`, `title` and `what`.
        running: what is being done in it now, each with `command`, `pid`, `since` and `progress`.
        notes: sentences that a person may want to know and need not act on.
    """

    alarms: list[Facts]
    running: list[Facts]
    notes: list[str]


class Place(StrEnum):
    """Where the state of the data is read."""

    WRITER = "the writer's database"
    SNAPSHOT = "the last snapshot, while the writer's database is being written to or is closed to whoever asks"
    NOWHERE = "nowhere: nothing is published yet, and the writer's database is not there, in use or closed"


def status(home: Path, now: dt.datetime, seen: Seen, place: Place = Place.WRITER) -> Facts:
    """The state of a home.

    Args:
        home: folder of the monitor.
        now: the present instant.
        seen: what is known of it besides its database.
        place: where the state of the data is read.

    Returns:
        `sources`, `completeness` (by source and week, the latest weeks), `holes` (time asked for and not proven),
        `runs`, `issues`, `documents` (by portal and status), `uncounted` (published processes that stand in no figure,
        by reason), `holds` (editions held back), `running`, `notes`, `alarms`, `reasons` (the alarms as sentences) and
        `needs_person`, which is so when there is an alarm.

    Raises:
        StoreError: nothing has been read into the home and nothing was tried, or its database is in use or damaged.
    """
    if place is Place.WRITER and not (home / DATABASE_NAME).is_file():
        if not seen.running and not seen.alarms and not (home / "landing").is_dir():
            raise StoreError(f"nothing has been read into {home} yet: run `svmonitor demo` or `svmonitor run` first")
        place = Place.NOWHERE
    facts: Facts = {
        "home": str(home),
        "now": now,
        "is_published": snapshot_path(home).is_file(),
        "is_of_snapshot": place is Place.SNAPSHOT,
        "is_without_data": place is Place.NOWHERE,
        "running": seen.running,
        "notes": seen.notes,
        **_data(home, now, place),
    }
    facts["uncounted"] = _uncounted(home) if facts["is_published"] else []
    for source in facts["sources"]:
        hours = [hole["hours"] for hole in facts["holes"] if hole["source"] == source["source"]]
        source |= {"holes": len(hours), "hours_open": sum(hours)}
    facts["holds"] = [asdict(hold) for hold in read_gate(home).holds]
    facts["alarms"] = seen.alarms
    facts["reasons"] = [
        f"{alarm['title']}, since {alarm['since']:%Y-%m-%d %H:%M} UTC: {alarm['what']}" for alarm in seen.alarms
    ]
    facts["needs_person"] = bool(seen.alarms)
    return facts


def _uncounted(home: Path) -> list[dict[str, Any]]:
    """What stands in no figure of the published data, by reason; a damaged snapshot, which is told, says nothing."""
    try:
        with snapshot(home) as con:
            return rows_of(con, "status/uncounted.sql")
    except StoreError:
        return []


def _data(home: Path, now: dt.datetime, place: Place) -> Facts:
    if place is Place.NOWHERE:
        return {name: [] for name in ("sources", "completeness", "holes", "runs", "issues", "documents")}
    with writer(home) if place is Place.WRITER else snapshot(home) as con:
        if place is Place.WRITER:
            load_journal(con, home)
            load_ledgers(con, home, now)
            load_labels(con, home)
        return {
            "sources": rows_of(con, "status/sources.sql"),
            "completeness": _latest_weeks(rows_of(con, "out/completeness.sql")),
            "holes": rows_of(con, "status/holes.sql"),
            "runs": rows_of(con, "status/runs.sql", {"now": now}),
            "issues": rows_of(con, "status/issues.sql"),
            "documents": rows_of(con, "status/documents.sql") if _has_documents(con) else [],
        }


def _has_documents(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database knows of tender documents; a snapshot of an earlier version does not."""
    known = "FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = 'document'"
    return con.execute(known).fetchone() is not None


def _latest_weeks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    weeks = sorted({row["week_from"] for row in rows})[-WEEKS_SHOWN:]
    return [row for row in rows if row["week_from"] in weeks]


def status_lines(facts: Facts) -> Iterator[str]:
    """The state as lines for a person."""
    yield f"Home {facts['home']}"
    if facts["is_of_snapshot"]:
        yield "Ledger, completeness and runs as of the last snapshot; alarms and held editions as of now"
    yield from _running_lines(facts)
    if not facts["is_without_data"]:
        yield from _data_lines(facts)
    yield from facts["notes"]
    yield "A person is needed" if facts["needs_person"] else "Nothing needs a person"
    for reason in facts["reasons"]:
        yield f"  {reason}"


def _running_lines(facts: Facts) -> Iterator[str]:
    if facts["running"]:
        yield "Running now"
    for row in facts["running"]:
        progress = f": {row['progress']}" if row["progress"] else ""
        yield f"  {row['command']} (process {row['pid']}, since {row['since']}){progress}"
    if facts["is_without_data"]:
        yield "Nothing has been read into the database yet" if not facts["is_published"] else "The data are not shown"


def _data_lines(facts: Facts) -> Iterator[str]:
    yield "Ledger" if facts["sources"] else "Ledger: no portal has been crawled into this home"
    for row in facts["sources"]:
        span = f"{row['asked_from']:%Y-%m-%d %H:%M} to {row['asked_until']:%Y-%m-%d %H:%M} UTC"
        holes = f"{how_many(row['holes'], 'span')} of time not ({row['hours_open']:,.1f} h)"
        yield (
            f"  {row['source']}: {how_many(row['complete'], 'window')} proven complete, {holes};"
            f" {how_many(row['missing'], 'notice')} missing; asked {span}"
        )
    yield f"Completeness, last {WEEKS_SHOWN} weeks with data"
    for row in facts["completeness"]:
        share = "not crawled" if row["completeness_pct"] is None else f"{row['completeness_pct']:.1f} % proven"
        notices = how_many(row["notice_count"], "notice")
        yield f"  {row['week']} {row['source']}: {share}, {notices}, {row['missing_count']} missing"
    yield from _fault_lines(facts)
    yield "Stands in no figure" if facts["uncounted"] else "Stands in no figure: nothing"
    for row in facts["uncounted"]:
        count = f"{how_many(row['processes'], 'process', 'processes')} ({how_many(row['notices'], 'notice')})"
        yield f"  {count}, such as {row['example']}: {row['reason']}"
    if facts["documents"]:
        yield "Tender documents"
    for row in facts["documents"]:
        yield f"  {row['source']}: {row['count']:,} {row['status']}" + (f" ({row['reason']})" if row["reason"] else "")
    yield "Last runs"
    for row in facts["runs"]:
        yield f"  {row['started_at']:%Y-%m-%d %H:%M:%S} {row['stage']}: {row['outcome']}"


def _fault_lines(facts: Facts) -> Iterator[str]:
    yield "Faults in the data" if facts["issues"] else "Faults in the data: none"
    for row in facts["issues"]:
        yield f"  {row['count']} x {row['code']} ({row['level']}, {row['source'] or 'no source'}): {row['example']}"
    for row in facts["holes"][:HOLES_SHOWN]:
        span = f"{row['window_from']:%Y-%m-%d %H:%M:%S} to {row['window_until']:%Y-%m-%d %H:%M:%S} UTC"
        yield f"  {row['source']} {span}: {row['state']}" + (f": {row['error']}" if row["error"] else "")
    if len(facts["holes"]) > HOLES_SHOWN:
        more = how_many(len(facts["holes"]) - HOLES_SHOWN, "span")
        yield f"  ... and {more} more: see `svmonitor status --json`"
