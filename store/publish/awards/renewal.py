"""Rows of awards and of delivery process by process, brought up to date for the processes of which they may differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.database import allow_all_memory
from store.publish.awards.twins import tell_twins
from store.publish.changes import small_database, take_some
from store.publish.figures import insert_from
from store.sql_files import read_sql, run_script, transaction

if TYPE_CHECKING:
    import duckdb

# Tables of `out` whose rows stay for processes that are not named.
BY_PROCESS = ("award", "delivery_chain")
_SCHEMA = ("raw_core", "awards", "documents", "derived", "derived_awards", "published", "out", "out_awards")
_OF_AWARDS = ("award", "award_supplier", "contract", "contract_change", "kpi", "kpi_rating", "suitability")
_OF_SUPPLIERS = ("supplier", "supplier_match", "supplier_review")


def tell_awards(con: duckdb.DuckDBPyConnection) -> None:
    """Say of each award of the current database who its suppliers are, and which award on another portal it is.

    Makes the temporary tables `award_supplier_status` and `award_duplicate`.
    """
    run_script(con, "out/awards/award_status.sql")
    run_script(con, "out/awards/award_twin.sql")
    tell_twins(con)
    run_script(con, "out/awards/award_duplicate.sql")


def make_awards(con: duckdb.DuckDBPyConnection) -> None:
    """Make the rows of `BY_PROCESS` of all processes of the current database, whose core tables are filled."""
    tell_awards(con)
    for table in BY_PROCESS:
        con.execute(f"DELETE FROM out.{table}")  # noqa: S608 - a name of our own
        insert_from(con, table, f"out/awards/{table}.sql")


def renew_awards(con: duckdb.DuckDBPyConnection) -> None:
    """Renew those that may differ, in a small database of these alone; all, when another register was taken in.

    Args:
        con: the current database has the filled core tables and `out.process`, and the rows of the snapshot in place
            (attached as `previous`); the temporary table `changed` names the processes that have changed.
    """
    if con.execute(read_sql("out/changes/other_register.sql")).fetchall():
        allow_all_memory(con)
        make_awards(con)
        return
    run_script(con, "out/changes/some_award.sql")
    with small_database(con) as new:
        with transaction(con):
            for script in _SCHEMA:
                run_script(con, f"schema/{script}.sql")
        con.execute(f'INSERT INTO core.register_snapshot BY NAME FROM "{new}".core.register_snapshot')
        for table in _OF_AWARDS:
            take_some(con, new, table, "ocid", "award_wanted")
        for table in _OF_SUPPLIERS:
            con.execute(
                f'INSERT INTO core.{table} BY NAME SELECT * FROM "{new}".core.{table} '  # noqa: S608 - names of our own
                "WHERE supplier_id IN (SELECT supplier_id FROM core.award_supplier)"
            )
        for table in ("process", "notice"):
            take_some(con, new, table, "ocid", "process_wanted")
        con.execute(f'INSERT INTO out.process BY NAME FROM "{new}".out.process WHERE ocid IN (FROM process_wanted)')
        tell_awards(con)
        for table in BY_PROCESS:
            con.execute(f"CREATE OR REPLACE TEMP TABLE {table}_now AS\n{read_sql(f'out/awards/{table}.sql')}")
        con.execute(f'USE "{new}"')
        for table in BY_PROCESS:
            con.execute(f"DELETE FROM out.{table} WHERE ocid IN (FROM award_renewed)")  # noqa: S608 - a name of our own
            con.execute(f"INSERT INTO out.{table} BY NAME SELECT * FROM {table}_now WHERE ocid IN (FROM award_renewed)")  # noqa: S608 - a name of our own
