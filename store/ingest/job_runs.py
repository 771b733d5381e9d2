"""The server's journal of jobs, from `server/jobs.jsonl` into core.run; the scheduler itself opens no database."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import orjson

from crawler.server.journal import read_journal
from store.sql_files import read_sql

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

_BEGUN = "begun"


def load_journal(con: duckdb.DuckDBPyConnection, home: Path) -> int:
    """Bring the rows `job:<name>` of core.run up to date with the journal; returns how many the journal holds.

    A line torn by a crash is passed over, and so is one that a clock which was ahead has written.
    """
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in read_journal(home, dt.datetime.now(dt.UTC)):
        if entry.is_by_hand:  # its stages have rows of their own
            continue
        key = entry.run_id, f"job:{entry.job}"
        is_begun = entry.event == _BEGUN
        rows[key] = {
            "run_id": entry.run_id,
            "stage": key[1],
            "started_at": rows[key]["started_at"] if key in rows else entry.at,
            "ended_at": None if is_begun else entry.at,
            "outcome": "running" if is_begun else entry.event,
            "detail": orjson.dumps(entry.detail).decode(),
        }
    if rows:
        con.execute(read_sql("ingest/job_runs.sql"), [orjson.dumps(list(rows.values())).decode()])
    return len(rows)
