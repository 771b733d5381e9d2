"""The record of runs: each stage of each run, when it began and how it ended."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import duckdb
import orjson


def start_run(con: duckdb.DuckDBPyConnection, run_id: str, stage: str, started_at: dt.datetime) -> None:
    """Note in core.run that a stage has begun; a run that is killed stays `running`."""
    con.execute(
        "INSERT OR REPLACE INTO core.run VALUES (?, ?, ?, NULL, 'running', NULL)",
        [run_id, stage, started_at],
    )


def end_run(  # noqa: PLR0913 - each is a column of the record
    con: duckdb.DuckDBPyConnection,
    run_id: str,
    stage: str,
    *,
    ended_at: dt.datetime,
    outcome: str,
    detail: dict[str, Any],
) -> None:
    """Note in core.run how a stage ended.

    Args:
        con: the writer's database.
        run_id: the run.
        stage: its stage, begun with `start_run`.
        ended_at: when it ended, UTC.
        outcome: `done` or `failed`.
        detail: counts, or the error, kept as JSON.
    """
    con.execute(
        "UPDATE core.run SET ended_at = ?, outcome = ?, detail = ? WHERE run_id = ? AND stage = ?",
        [ended_at, outcome, orjson.dumps(detail, default=str).decode(), run_id, stage],
    )


@contextlib.contextmanager
def recorded(con: duckdb.DuckDBPyConnection, run_id: str, stage: str) -> Iterator[dict[str, Any]]:
    """Record a stage in core.run: its start, its end, and the details put into the yielded dict."""
    detail: dict[str, Any] = {}
    start_run(con, run_id, stage, _now())
    try:
        yield detail
    except BaseException as error:
        cause = str(error) or type(error).__name__
        end_run(con, run_id, stage, ended_at=_now(), outcome="failed", detail={**detail, "error": cause})
        raise
    end_run(con, run_id, stage, ended_at=_now(), outcome="done", detail=detail)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
