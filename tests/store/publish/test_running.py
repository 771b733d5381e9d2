"""Sums over periods are those taken segment by segment, also where the series begins anew."""

from collections.abc import Iterator

import duckdb
import pytest

from store.publish.running import Periods, keep_sums

EVERY = "SELECT segment, place, n, k FROM cell"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(
            "CREATE TEMP TABLE period AS SELECT i::INTEGER AS period_id, (1 + hash(i) % 40)::BIGINT AS first_segment, "
            "(first_segment + hash(i, 'long') % 30)::BIGINT AS last_segment, "
            "least((first_segment + hash(i, 'late') % 5)::BIGINT, last_segment) AS series_first_segment "
            "FROM range(60) AS s (i)"
        )
        con.execute(
            "CREATE TEMP TABLE cell AS SELECT (hash(i) % 80)::BIGINT AS segment, (hash(i, 'p') % 7)::INTEGER AS place, "
            "(hash(i, 'n') % 50)::BIGINT AS n, (hash(i, 'k') % 3)::BIGINT AS k FROM range(300) AS s (i)"
        )
        yield con


@pytest.mark.parametrize(("is_series", "first"), [(False, "first_segment"), (True, "series_first_segment")])
def test_sums_are_those_taken_segment_by_segment(con: duckdb.DuckDBPyConnection, is_series: bool, first: str) -> None:
    keep_sums(con, "found", EVERY, Periods(con, "period_id % 3 > 0"), is_series=is_series)
    direct = (
        f"SELECT period_id, place, sum(n), sum(k) FROM period JOIN cell ON segment BETWEEN {first} AND last_segment "
        "WHERE period_id % 3 > 0 GROUP BY ALL HAVING sum(n) <> 0 OR sum(k) <> 0 ORDER BY ALL"
    )
    assert con.execute("FROM found ORDER BY ALL").fetchall() == con.execute(direct).fetchall() != []


@pytest.mark.parametrize("table", ["cell", "period"])
def test_of_nothing_there_is_nothing(con: duckdb.DuckDBPyConnection, table: str) -> None:
    con.execute(f"DELETE FROM {table}")
    keep_sums(con, "found", EVERY, Periods(con, "true"))
    assert con.execute("SELECT count(*) FROM found").fetchall() == [(0,)]
