"""What `status` says of the ledger: time proven, time still open, notices missing."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from store.database import open_writer
from store.sql_files import read_sql
from store.status import status, status_lines
from tests.store.builders import insert, writer
from tests.store.publish.publishing import window

MON, TUE, WED, THU, FRI = (date(2026, 11, day) for day in range(16, 21))


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    return writer()


def holes(con: duckdb.DuckDBPyConnection) -> list[Any]:
    rows = con.execute(read_sql("status/holes.sql")).fetchall()
    return [(since.astimezone(UTC).day, until.astimezone(UTC).day, state) for _, since, until, _, state, _ in rows]


def test_time_asked_and_proven_is_no_hole(con: duckdb.DuckDBPyConnection) -> None:
    window(con, MON, WED)
    assert holes(con) == []


def test_time_planned_and_never_asked_is_a_hole(con: duckdb.DuckDBPyConnection) -> None:
    window(con, MON, FRI, "split")
    window(con, TUE, WED)
    assert holes(con) == [(16, 17, "not asked yet"), (18, 20, "not asked yet")]


def test_window_that_failed_is_a_hole(con: duckdb.DuckDBPyConnection) -> None:
    window(con, MON, TUE)
    window(con, TUE, WED, "failed")
    assert holes(con) == [(17, 18, "failed")]


def test_window_that_failed_and_was_read_since_as_others_is_none(con: duckdb.DuckDBPyConnection) -> None:
    window(con, MON, WED, "failed")
    window(con, MON, TUE)
    window(con, TUE, THU)
    assert holes(con) == []


def test_time_that_nobody_wanted_is_no_hole(con: duckdb.DuckDBPyConnection) -> None:
    window(con, MON, TUE)
    window(con, THU, FRI)
    assert holes(con) == []


def test_week_that_was_planned_and_never_asked_is_not_complete(con: duckdb.DuckDBPyConnection) -> None:
    window(con, MON, date(2026, 11, 30), "split")
    window(con, MON, date(2026, 11, 23))
    cursor = con.execute(read_sql("out/completeness.sql"))
    names = [column[0] for column in cursor.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    assert [(row["week"], row["completeness_pct"]) for row in rows] == [("2026-W47", 100), ("2026-W48", 0)]


def test_person_is_told_what_is_open_and_what_is_missing(tmp_path: Path) -> None:
    with open_writer(tmp_path) as con:
        window(con, MON, TUE)
        window(con, TUE, WED, "failed")
        values = {"source": "ted", "state": "complete", "is_proven": False, "missing_ids": ["000002-2020"]}
        span = {"window_from": "2020-01-01T00:00:00Z", "window_until": "2020-01-02T00:00:00Z"}
        insert(con, "core.crawl_window", **values, **span)
    facts = status(tmp_path, datetime(2026, 11, 20, tzinfo=UTC))
    assert facts["reasons"][:2] == [
        "find_a_tender: 1 span of time (24.0 h) is not proven complete; the next run asks for it again",
        "ted: 1 notice is known to be missing: 000002-2020",
    ]
    assert "  find_a_tender 2026-11-17 00:00:00 to 2026-11-18 00:00:00 UTC: failed" in list(status_lines(facts))
