"""Ledgers of crawl windows in the database."""

from pathlib import Path
from typing import Any

import duckdb
import orjson

from store.ingest.crawl_windows import load_ledgers


def line(**changes: Any) -> bytes:
    made = {
        "ledger": 1,
        "source": "find_a_tender",
        "from": "2026-11-16T00:00:00Z",
        "until": "2026-11-16T06:00:00Z",
        "run_id": "r1",
        "asked_at": "2026-11-20T10:00:00Z",
        "ended_at": "2026-11-20T10:00:05Z",
        "state": "complete",
        "pages": 1,
        "releases": 7,
        "distinct_ids": 7,
        "proof": [{"kind": "not_full", "is_proven": True, "detail": "7 of 100"}],
        "missing": [],
        "error": None,
        "files": [],
    }
    return orjson.dumps(made | changes) + b"\n"


def loaded(con: duckdb.DuckDBPyConnection, home: Path, *lines: bytes, source: str = "find_a_tender") -> list[Any]:
    folder = home / "landing" / source
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ledger.jsonl").write_bytes(b"".join(lines))
    load_ledgers(con, home)
    query = "SELECT source, window_from::VARCHAR, state, is_proven, release_count FROM core.crawl_window ORDER BY ALL"
    return con.execute(query).fetchall()


def test_window_is_a_row(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert loaded(con, tmp_path, line()) == [("find_a_tender", "2026-11-16 00:00:00+00", "complete", True, 7)]


def test_latest_line_of_a_window_counts(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = loaded(con, tmp_path, line(state="failed", proof=[]), line(), line(state="incomplete", proof=[]))
    assert [row[2:4] for row in rows] == [("incomplete", False)]


def test_torn_last_line_is_passed_over(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert len(loaded(con, tmp_path, line(), line(run_id="r2")[:-40])) == 1


def test_line_that_is_no_entry_is_passed_over(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert len(loaded(con, tmp_path, b"[]\n", b"{}\n", b"\xff\n", line())) == 1


def test_table_is_rebuilt(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    loaded(con, tmp_path, line())
    assert [row[1][11:13] for row in loaded(con, tmp_path, line(**{"from": "2026-11-16T03:00:00Z"}))] == ["03"]


def test_missing_numbers_are_kept(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    loaded(con, tmp_path, line(missing=["060001-2026"]))
    assert con.execute("SELECT missing_ids FROM core.crawl_window").fetchone() == (["060001-2026"],)


DAY = {"from": "2026-11-16T00:00:00Z", "until": "2026-11-17T00:00:00Z"}
CHECK = DAY | {"check": "notice_numbers", "pages": 1, "releases": 1, "distinct_ids": 1}


def checked(con: duckdb.DuckDBPyConnection, home: Path, *lines: bytes) -> list[Any]:
    loaded(con, home, *lines)
    return con.execute("SELECT state, is_proven, release_count, missing_ids FROM core.crawl_window").fetchall()


def test_check_adds_to_the_reading_of_the_same_time(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert checked(con, tmp_path, line(**DAY), line(**CHECK)) == [("complete", True, 8, [])]


def test_reading_after_a_check_keeps_it(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    missing = ["060001-2026"]
    lines = line(**DAY), line(**CHECK, state="incomplete", missing=missing), line(**DAY, releases=9)
    assert checked(con, tmp_path, *lines) == [("complete", False, 10, missing)]


def test_check_alone_makes_nothing_complete(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert checked(con, tmp_path, line(**CHECK)) == [("split", True, 1, [])]


def test_check_that_failed_leaves_the_time_in_doubt(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    lines = line(**DAY), line(**CHECK, state="failed", proof=[], error="http_500")
    assert [row[0] for row in checked(con, tmp_path, *lines)] == ["incomplete"]


def test_no_ledger_is_no_window(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert load_ledgers(con, tmp_path) == 0
