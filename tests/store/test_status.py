"""What `status` says of the ledger: time proven, time still open, notices missing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest

from store.database import open_writer
from store.errors import StoreError
from store.sql_files import read_sql
from store.status import Seen, status, status_lines
from tests.store.builders import writer
from tests.store.publish.publishing import window

NOW = datetime(2026, 11, 20, tzinfo=UTC)
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


ALARM = {"kind": "time_open", "subject": "ted", "since": NOW, "title": "ted: open", "what": "1 span is open."}


def test_an_alarm_needs_a_person_and_nothing_else_does(tmp_path: Path) -> None:
    with open_writer(tmp_path) as con:
        con.execute("INSERT INTO core.run VALUES ('r', 'publish', ?, ?, 'failed', NULL)", [NOW, NOW])
    assert status(tmp_path, NOW, Seen([], [], []))["needs_person"] is False
    facts = status(tmp_path, NOW, Seen([ALARM], [], []))
    assert facts["reasons"] == ["ted: open, since 2026-11-20 00:00 UTC: 1 span is open."]
    assert list(status_lines(facts))[-2:] == ["A person is needed", f"  {facts['reasons'][0]}"]


def test_spans_of_time_that_are_open_are_listed(tmp_path: Path) -> None:
    (tmp_path / "landing" / "ted").mkdir(parents=True)
    line = {"ledger": 1, "source": "ted", "from": "2026-11-17T00:00:00Z", "until": "2026-11-18T00:00:00Z"}
    line |= {"state": "failed", "asked_at": "2026-11-18T00:00:00Z", "run_id": "r"}
    (tmp_path / "landing" / "ted" / "ledger.jsonl").write_bytes(orjson.dumps(line))
    open_writer(tmp_path).close()
    lines = list(status_lines(status(tmp_path, NOW, Seen([], [], []))))
    assert "  ted 2026-11-17 00:00:00 to 2026-11-18 00:00:00 UTC: failed" in lines


def test_during_a_first_crawl_it_says_what_runs(tmp_path: Path) -> None:
    row = {"command": "svmonitor crawl ted", "pid": 7, "since": "now", "progress": "3 windows read"}
    lines = list(status_lines(status(tmp_path, NOW, Seen([], [row], []))))
    assert "  svmonitor crawl ted (process 7, since now): 3 windows read" in lines
    assert "Nothing needs a person" in lines


def test_a_run_of_the_future_is_not_the_last_one(tmp_path: Path) -> None:
    with open_writer(tmp_path) as con:
        for run_id, at in (("now", NOW), ("ahead", NOW + timedelta(days=365))):
            con.execute("INSERT INTO core.run VALUES (?, 'publish', ?, ?, 'done', NULL)", [run_id, at, at])
    assert [run["run_id"] for run in status(tmp_path, NOW, Seen([], [], []))["runs"]] == ["now"]


def test_a_home_in_which_nothing_was_tried_is_most_likely_mistyped(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing has been read"):
        status(tmp_path, NOW, Seen([], [], []))
