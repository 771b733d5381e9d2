"""The server's journal of jobs, from `server/jobs.jsonl` into core.run; the scheduler itself opens no database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from store.sql_files import read_sql

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

_BEGUN = "begun"


def load_journal(con: duckdb.DuckDBPyConnection, home: Path) -> int:
    """Bring the rows `job:<name>` of core.run up to date with the journal; returns how many the journal holds.

    A line torn by a crash is passed over.
    """
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    path = home / "server" / "jobs.jsonl"
    if path.is_file():
        with path.open("rb") as lines:
            for line in lines:
                _take(rows, line)
    if rows:
        con.execute(read_sql("ingest/job_runs.sql"), [orjson.dumps(list(rows.values())).decode()])
    return len(rows)


def _take(rows: dict[tuple[str, str], dict[str, Any]], line: bytes) -> None:
    try:
        entry = orjson.loads(line)
        stage, event, at = f"job:{entry['job']}", entry["event"], entry["at"]
        key, detail = (entry["run_id"], stage), orjson.dumps(entry["detail"]).decode()
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return
    begun_at = rows[key]["started_at"] if key in rows else at
    is_begun = event == _BEGUN
    rows[key] = {
        "run_id": entry["run_id"],
        "stage": stage,
        "started_at": begun_at,
        "ended_at": None if is_begun else at,
        "outcome": "running" if is_begun else event,
        "detail": detail,
    }
