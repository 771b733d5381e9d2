"""How a home stands: ledger, completeness, last runs, faults, and whether a person is needed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from store.database import DATABASE_NAME, open_writer
from store.errors import StoreError
from store.ingest.job_runs import load_journal
from store.quality.gate import read_gate
from store.snapshot import open_snapshot, snapshot_path
from store.sql_files import rows_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb


Facts = dict[str, Any]
WEEKS_SHOWN = 8
HOLES_SHOWN = 20


def status(home: Path, now: dt.datetime, alarms: Sequence[Facts] = (), *, is_in_use: bool = False) -> Facts:
    """The state of a home.

    Args:
        home: folder of the monitor.
        now: the present instant, for the age of the snapshot.
        alarms: what the server tells people now, each with `kind`, `subject`, `since`, `title` and `what`.
        is_in_use: the writer's database is being written to, so the ledger and the runs are those of the last snapshot.

    Returns:
        `sources`, `completeness` (by source and week, the latest weeks), `holes` (time asked for and not proven),
        `runs`, `issues`, `documents` (by portal and status), `holds` (editions held back), `alarms`, `needs_person` and
        `reasons`.

    Raises:
        StoreError: there is no database in the home, or it is in use.
    """
    if not (home / DATABASE_NAME).is_file():
        raise StoreError(f"nothing has been read into {home} yet: run `svmonitor demo` or `svmonitor run` first")
    with closing(open_snapshot(home) if is_in_use else open_writer(home)) as con:
        if not is_in_use:
            load_journal(con, home)
        facts: Facts = {
            "home": str(home),
            "now": now,
            "is_published": snapshot_path(home).is_file(),
            "is_of_snapshot": is_in_use,
            "sources": rows_of(con, "status/sources.sql"),
            "completeness": _latest_weeks(rows_of(con, "out/completeness.sql")),
            "holes": rows_of(con, "status/holes.sql"),
            "runs": rows_of(con, "status/runs.sql"),
            "issues": rows_of(con, "status/issues.sql"),
            "documents": rows_of(con, "status/documents.sql") if _has_documents(con) else [],
        }
    for source in facts["sources"]:
        hours = [hole["hours"] for hole in facts["holes"] if hole["source"] == source["source"]]
        source |= {"holes": len(hours), "hours_open": sum(hours)}
    gate = read_gate(home)
    facts["holds"] = [asdict(hold) for hold in gate.holds]
    facts["alarms"] = list(alarms)
    facts["reasons"] = list(_reasons(facts))
    facts["needs_person"] = bool(facts["reasons"])
    return facts


def _has_documents(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the database knows of tender documents; a snapshot of an earlier version does not."""
    known = "FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = 'document'"
    return con.execute(known).fetchone() is not None


def _latest_weeks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    weeks = sorted({row["week_from"] for row in rows})[-WEEKS_SHOWN:]
    return [row for row in rows if row["week_from"] in weeks]


def _reasons(facts: Facts) -> Iterator[str]:
    """What a person has to look at, one sentence each."""
    for source in facts["sources"]:
        if source["holes"]:
            spans, them = ("span of time", "it") if source["holes"] == 1 else ("spans of time", "them")
            are = "is" if source["holes"] == 1 else "are"
            open_time = f"{source['holes']:,} {spans} ({source['hours_open']:,.1f} h) {are} not proven complete"
            yield f"{source['source']}: {open_time}; the next run asks for {them} again"
        if source["missing"]:
            notices = "notice is" if source["missing"] == 1 else "notices are"
            more = " ..." if source["missing"] > len(source["missing_first"]) else ""
            names = ", ".join(source["missing_first"]) + more
            yield f"{source['source']}: {source['missing']:,} {notices} known to be missing: {names}"
    for run in facts["runs"]:
        is_told = run["stage"].startswith("job:") and facts["alarms"]  # below, with what has to be done
        if run["outcome"] == "failed" and not is_told:
            yield f"{run['stage']}: the last run failed: {run['detail']}"
    for hold in facts["holds"]:
        yield f"the edition of {hold['week']} is held back: {'; '.join(hold['reasons'])}"
    for alarm in facts["alarms"]:
        if alarm["kind"] != "edition_held":
            yield f"{alarm['title']}, since {alarm['since']:%Y-%m-%d %H:%M} UTC: {alarm['what']}"
    if not facts["is_published"]:
        yield "nothing is published: run `svmonitor publish`"


def status_lines(facts: Facts) -> Iterator[str]:
    """The state as lines for a person."""
    yield f"Home {facts['home']}"
    if facts["is_of_snapshot"]:
        yield "Ledger, completeness and runs as of the last snapshot; alarms and held editions as of now"
    yield "Ledger" if facts["sources"] else "Ledger: no portal has been crawled into this home"
    for row in facts["sources"]:
        span = f"{row['asked_from']:%Y-%m-%d %H:%M} to {row['asked_until']:%Y-%m-%d %H:%M} UTC"
        holes = f"{row['holes']:,} spans of time not ({row['hours_open']:,.1f} h)"
        yield (
            f"  {row['source']}: {row['complete']:,} windows proven complete, {holes};"
            f" {row['missing']:,} notices missing; asked {span}"
        )
    yield f"Completeness, last {WEEKS_SHOWN} weeks with data"
    for row in facts["completeness"]:
        share = "not crawled" if row["completeness_pct"] is None else f"{row['completeness_pct']:.1f} % proven"
        yield f"  {row['week']} {row['source']}: {share}, {row['notice_count']} notices, {row['missing_count']} missing"
    yield from _fault_lines(facts)
    if facts["documents"]:
        yield "Tender documents"
    for row in facts["documents"]:
        yield f"  {row['source']}: {row['count']:,} {row['status']}" + (f" ({row['reason']})" if row["reason"] else "")
    yield "Last runs"
    for row in facts["runs"]:
        yield f"  {row['started_at']:%Y-%m-%d %H:%M:%S} {row['stage']}: {row['outcome']}"
    yield "A person is needed" if facts["needs_person"] else "Nothing needs a person"
    for reason in facts["reasons"]:
        yield f"  {reason}"


def _fault_lines(facts: Facts) -> Iterator[str]:
    yield "Faults in the data" if facts["issues"] else "Faults in the data: none"
    for row in facts["issues"]:
        yield f"  {row['count']} x {row['code']} ({row['level']}, {row['source'] or 'no source'}): {row['example']}"
    for row in facts["holes"][:HOLES_SHOWN]:
        span = f"{row['window_from']:%Y-%m-%d %H:%M:%S} to {row['window_until']:%Y-%m-%d %H:%M:%S} UTC"
        yield f"  {row['source']} {span}: {row['state']}" + (f": {row['error']}" if row["error"] else "")
    if len(facts["holes"]) > HOLES_SHOWN:
        yield f"  ... and {len(facts['holes']) - HOLES_SHOWN:,} spans more: see `svmonitor status --json`"
