"""Derive only what has changed since the last derivation: the same rows as deriving everything.

The scripts of the whole run on a small database in memory, which holds the changed processes and what they take facts
from; what they make of these takes the place of their old rows.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import duckdb

from crawler.text.counts import by_count
from store.database import MORE_THAN_A_DAY, as_for_a_day
from store.derive.duplicates import judge_pairs
from store.derive.run import (
    BODY_TABLES,
    PROCESS_TABLES,
    derive_awards,
    derive_bodies,
    derive_loaded,
    derive_scope,
    merge_processes,
)
from store.derive.state import keep_facts, made_by, shape
from store.reference.tables import load_reference
from store.sql_files import rows_of_some, run_bare, run_script, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_CHANGED, FEW = 0.1, 1_000  # of all processes, or so many: with more, deriving everything is as fast
_SMALL = "small"
# What processes are derived from, row by row of the process; core.buyer is small, and taken whole.
_INPUTS = (
    *("core.notice", "core.criterion", "core.evidence"),
    *("raw.award_said", "raw.award_supplier_said", "raw.tenderer_said", "raw.contract_said", "raw.kpi_said"),
    *("raw.rating_said", "raw.change_said", "raw.suitability_said"),
)


def derive_changes(con: duckdb.DuckDBPyConnection) -> str | None:
    """Bring the derived core tables up to date, as `store.derive.run.derive` does, all or none.

    Returns:
        Why everything was derived anew; None when only what has changed was.

    Raises:
        duckdb.Error: when a script fails; the tables are then as they were.
    """
    load_reference(con)
    reason = _unfit(con)
    if not reason:
        try:
            with as_for_a_day(con):
                reason = _derive_changed(con)
        except duckdb.OutOfMemoryException:
            reason = MORE_THAN_A_DAY
        run_script(con, "derive/forget.sql")
    if reason:
        derive_loaded(con)
    return reason


def _unfit(con: duckdb.DuckDBPyConnection) -> str | None:
    """Why what was derived before is no ground to build on."""
    facts = dict(con.execute("SELECT name, value FROM raw.derivation").fetchall())
    if "shape" not in facts:
        return "nothing was derived yet by this program"
    if facts["shape"] != shape(con):
        return "the tables are of another shape"
    if facts.get("made_by") != made_by(con):
        return "the rules, the law or the program have changed"
    return None


def _derive_changed(con: duckdb.DuckDBPyConnection) -> str | None:
    with _small_database(con) as own:
        _derive_bodies(con, own)
        with _current(con, own):
            run_script(con, "derive/process_input.sql")
            run_script(con, "derive/changes/touched.sql")
            touched, before = con.execute(
                "SELECT (SELECT count(*) FROM touched), (SELECT count(*) FROM raw.process_input)"
            ).fetchall()[0]
        if touched > max(FEW, MOST_CHANGED * before):
            return (
                f"{touched:,} of {before:,} processes {by_count(touched, 'is new or has', 'are new or have')} changed"
            )
        _load(con, own, "touched")
        _merge(con)
        _pair(con, own)
        with _current(con, own):
            run_script(con, "derive/changes/closure.sql")
        con.execute("CREATE OR REPLACE TEMP TABLE more AS SELECT * FROM wanted ANTI JOIN touched USING (ocid)")
        _load(con, own, "more")
        con.execute("DELETE FROM core.process")
        _merge(con)
        run_script(con, "derive/duplicates/twin.sql")
        derive_scope(con)
        derive_awards(con)
        with _current(con, own):
            _put_in_place(con)
    return None


@contextlib.contextmanager
def _small_database(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """An empty database in memory, made the current one; yields the name of the writer's own."""
    own = con.execute("SELECT current_database()").fetchall()[0][0]
    con.execute(f"ATTACH ':memory:' AS {_SMALL}")
    try:
        with _current(con, _SMALL):
            yield own
    finally:
        con.execute(f"DETACH {_SMALL}")


@contextlib.contextmanager
def _current(con: duckdb.DuckDBPyConnection, name: str) -> Iterator[None]:
    before = con.execute("SELECT current_database()").fetchall()[0][0]
    con.execute(f'USE "{name}"')
    try:
        yield
    finally:
        con.execute(f'USE "{before}"')


def _derive_bodies(con: duckdb.DuckDBPyConnection, own: str) -> None:
    """Authorities, all of them, into the small database: there are few, and each may hang on any other."""
    con.execute("CREATE SCHEMA core")
    for table in ("buyer", "notice"):
        con.execute(f'CREATE VIEW core.{table} AS SELECT * FROM "{own}".core.{table}')  # noqa: S608 - names of our own
    run_bare(con, "schema/derived.sql")
    derive_bodies(con)
    run_script(con, "derive/bodies/buyer_input.sql")
    for table in ("buyer", "notice"):
        con.execute(f"DROP VIEW core.{table}")
    for script in ("raw_core", "awards", "documents"):
        run_bare(con, f"schema/{script}.sql")
    for table in ("core.buyer", "core.setting"):
        con.execute(f'INSERT INTO {table} BY NAME SELECT * FROM "{own}".{table}')  # noqa: S608 - names of our own
    run_bare(con, "schema/derived_awards.sql")


def _load(con: duckdb.DuckDBPyConnection, own: str, ocids: str) -> None:
    """Rows of some more processes into the small database, and of the suppliers and texts of KPIs that they name."""
    for table in _INPUTS:
        theirs = f'"{own}".{table}'
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {theirs} WHERE {rows_of_some(theirs, 'ocid', ocids)}")  # noqa: S608 - names of our own
    con.execute(
        f'INSERT INTO core.supplier BY NAME SELECT * FROM "{own}".core.supplier '  # noqa: S608 - names of our own
        "WHERE supplier_id IN ("
        "    SELECT supplier_id FROM raw.award_supplier_said UNION SELECT supplier_id FROM raw.tenderer_said"
        ") "
        "AND supplier_id NOT IN (SELECT supplier_id FROM core.supplier)"
    )
    for table in ("raw.judged_text", "raw.text_evidence"):
        con.execute(
            f'INSERT INTO {table} BY NAME SELECT * FROM "{own}".{table} '  # noqa: S608 - names of our own
            "WHERE text_id IN (SELECT text_id FROM raw.kpi_said WHERE text_id IS NOT NULL) "
            f"AND text_id NOT IN (SELECT text_id FROM {table})"
        )


def _merge(con: duckdb.DuckDBPyConnection) -> None:
    run_script(con, "derive/process.sql")
    merge_processes(con)


def _pair(con: duckdb.DuckDBPyConnection, own: str) -> None:
    """Judge the pairs of what was touched, and find anew which process is counted under which (`process_duplicate`)."""
    run_script(con, "derive/opened.sql")
    con.execute("CREATE OR REPLACE TEMP TABLE opened_new AS SELECT * FROM opened_process")
    with _current(con, own):
        run_script(con, "derive/changes/near.sql")
        con.execute("CREATE OR REPLACE TEMP TABLE opened_process AS SELECT * FROM opened_near")
        judge_pairs(con)
        run_script(con, "derive/changes/pair.sql")
        run_script(con, "derive/duplicates/walk.sql")


def _put_in_place(con: duckdb.DuckDBPyConnection) -> None:
    """The new rows of what has changed in place of the old ones, in one transaction."""
    with transaction(con):
        for table, key in PROCESS_TABLES.items():
            con.execute(f"DELETE FROM core.{table} WHERE {key} IN (SELECT ocid FROM changed)")  # noqa: S608 - names of our own
            con.execute(
                f"INSERT INTO core.{table} BY NAME SELECT * FROM {_SMALL}.core.{table} "  # noqa: S608 - names of our own
                f"WHERE {key} IN (SELECT ocid FROM changed)"
            )
        for table in BODY_TABLES:
            con.execute(f"DELETE FROM core.{table}")  # noqa: S608 - names of our own
            con.execute(f"INSERT INTO core.{table} BY NAME SELECT * FROM {_SMALL}.core.{table}")  # noqa: S608 - names of our own
        con.execute("DELETE FROM core.duplicate_review")
        run_script(con, "derive/duplicates/review.sql")
        run_script(con, "derive/changes/keep_state.sql")
        keep_facts(con)
