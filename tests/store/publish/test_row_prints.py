"""Prints of tables that are brought up to date are those of all rows, and are trusted only where they come to it."""

import random
from collections.abc import Iterator

import duckdb
import pytest

from store.publish.checks import _emptied
from store.publish.export.prints import print_of
from store.publish.row_prints import fingerprint_of, keep_prints, kept_prints, prints_of, renewed
from store.sql_files import run_script

LARGE, SMALL = "out.award", "core.tenderer"  # rows of the one are told apart by portal and year
CHANGED = dict.fromkeys((LARGE, SMALL), "t.ocid IN (SELECT ocid FROM changed)")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        run_script(con, "schema/kept.sql")
        con.execute("CREATE SCHEMA core")
        con.execute("CREATE SCHEMA out")
        con.execute("CREATE TABLE core.notice (source VARCHAR, ocid VARCHAR, release_id VARCHAR, year BIGINT)")
        con.execute("CREATE TABLE core.process (ocid VARCHAR, year BIGINT)")
        con.execute("CREATE TABLE core.counted_notice (ocid VARCHAR, process_ocid VARCHAR)")
        con.execute("CREATE TEMP TABLE changed (ocid VARCHAR)")
        for table in (LARGE, SMALL):
            con.execute(
                f"CREATE TABLE {table} AS SELECT 'p' || i % 40 AS ocid, ['ted', 'fts'][1 + i % 2] AS source, "
                "CASE WHEN i % 7 > 0 THEN 2020 + i % 5 END AS year, i AS value FROM range(200) AS s (i)"
            )
        yield con


def whole(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {table: str(print_of(con, table)) for table in (LARGE, SMALL)}


def test_what_is_brought_up_to_date_is_what_all_rows_come_to(con: duckdb.DuckDBPyConnection) -> None:
    moments = random.Random(5)
    keep_prints(con, {table: print_of(con, table) for table in (LARGE, SMALL)})
    for _ in range(5):
        kept = kept_prints(con, fingerprint_of({table: print_of(con, table) for table in (LARGE, SMALL)}))
        con.execute("DELETE FROM changed")
        con.execute("INSERT INTO changed SELECT 'p' || unnest(?)", [moments.sample(range(45), 6)])
        before = prints_of(con, CHANGED)
        for table in (LARGE, SMALL):
            con.execute(f"DELETE FROM {table} WHERE ocid IN (SELECT ocid FROM changed) AND value % 2 = 0")
            con.execute(f"UPDATE {table} SET year = 2031, value = 1 WHERE ocid IN (FROM changed) AND value % 3 = 0")
            con.execute(f"INSERT INTO {table} SELECT ocid, 'ted', NULL, 7 FROM changed")
        found = renewed(kept, before, prints_of(con, CHANGED))
        assert {table: str(printed) for table, printed in found.items()} == whole(con)
        keep_prints(con, found)


def test_a_cell_that_has_lost_all_rows_is_gone(con: duckdb.DuckDBPyConnection) -> None:
    kept = {LARGE: print_of(con, LARGE)}
    con.execute("INSERT INTO changed SELECT DISTINCT ocid FROM out.award WHERE year = 2021")
    before = prints_of(con, CHANGED)
    con.execute("DELETE FROM out.award WHERE year = 2021")
    found = renewed(kept, before, prints_of(con, CHANGED))
    assert ("ted", 2021) in kept[LARGE].cells
    assert ("ted", 2021) not in found[LARGE].cells
    assert SMALL not in found  # of it nothing was kept


def test_prints_that_do_not_come_to_the_fingerprint_are_not_taken(con: duckdb.DuckDBPyConnection) -> None:
    prints = {table: print_of(con, table) for table in (LARGE, SMALL)}
    keep_prints(con, prints)
    assert kept_prints(con, fingerprint_of(prints)) == prints
    assert kept_prints(con, "another") == {}
    con.execute("UPDATE kept.row_print SET hash_total = hash_total + 1 WHERE table_name = 'out.award' AND year = 2022")
    assert kept_prints(con, fingerprint_of(prints)) == {}


def test_a_large_table_without_rows_has_no_cells(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DELETE FROM out.award")
    prints = {LARGE: print_of(con, LARGE)}
    keep_prints(con, prints)
    assert kept_prints(con, fingerprint_of(prints))[LARGE].cells == {}


@pytest.mark.parametrize(("gone", "found"), [(1, []), (2, [("core.tenderer.value", 200)])])
def test_columns_are_counted_where_rows_that_were_replaced_could_have_emptied_them(
    con: duckdb.DuckDBPyConnection, gone: int, found: list[tuple[str, int]]
) -> None:
    con.execute("ATTACH ':memory:' AS previous")
    con.execute("CREATE SCHEMA previous.core")
    con.execute("CREATE TABLE previous.core.tenderer AS FROM core.tenderer")
    con.execute("UPDATE core.tenderer SET value = NULL")
    assert list(_emptied(con, "previous", {})) == [("core.tenderer.value", 200)]
    assert list(_emptied(con, "previous", {"core.tenderer": gone})) == found
