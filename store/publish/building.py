"""The tables of a new snapshot: copied and made from everything, or, on a day, brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.publish.accuracy import fill_accuracy
from store.publish.awards.figures import AWARDS_KEPT, fill_award_figures
from store.publish.changes import clear_figures, renew_processes, rows_from
from store.publish.clauses import count_evidence, fill_clauses, renew_clauses
from store.publish.export.datapackage import tables_of
from store.publish.export.prints import JOINED
from store.publish.figures import BY_PERIOD, FILLED, fill_figures, fill_hidden_share, insert_from
from store.publish.keys import CORE_SCHEMA, schema_without_indexes
from store.sql_files import quoted, run_script, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb

    from store.publish.figures import AuditLabel

    Begin = Callable[[str], None]
    Done = Callable[[Sequence[str]], None]

# Scripts of store/sql/schema, in the order in which one rests on another.
_FIGURE_SCHEMA = ("out_figures", "out_documents", "out_awards", "accuracy", "kept")


def copy_core(con: duckdb.DuckDBPyConnection, own: str) -> None:
    """Make the tables of `core` as the writer's own database has them."""
    with transaction(con):  # else every comment waits for the disk
        for script in CORE_SCHEMA:
            con.execute(schema_without_indexes(script))
    con.execute("DROP SCHEMA raw CASCADE")
    for table in tables_of(con, ("core",)):
        # Rows stand in the order of the files, which are written by year and source.
        order = ", ".join([*(["year", "source"] if table.full_name in JOINED else []), *table.key]) or "ALL"
        con.execute(f"INSERT INTO core.{table.name} BY NAME {rows_from(own, table.name)} ORDER BY {order}")


def _explain_view(con: duckdb.DuckDBPyConnection) -> None:
    """Say of the columns that out.counted takes from out.process what they say there."""
    for column in next(table for table in tables_of(con, ("out",)) if table.name == "process").columns:
        con.execute(f"COMMENT ON COLUMN out.counted.{column.name} IS {quoted(column.comment)}")


def fill_out(con: duckdb.DuckDBPyConnection, labels: Sequence[AuditLabel], begin: Begin) -> None:
    """Make and fill the tables of `out`; `begin` is told of each step."""
    with transaction(con):
        run_script(con, "schema/out.sql")
        _explain_view(con)
        for script in _FIGURE_SCHEMA:
            run_script(con, f"schema/{script}.sql")
        run_script(con, "macros/statistics.sql")
    count_evidence(con)
    run_script(con, "out/documents/document_level.sql")
    run_script(con, "out/level.sql")
    insert_from(con, "process", "out/process.sql")
    _fill_figures(con, labels, begin, lambda _: None, is_day=False)
    fill_clauses(con)


def renew_out(  # noqa: PLR0913 - what it is brought up to date with is named, not placed
    con: duckdb.DuckDBPyConnection,
    own: str,
    *,
    labels: Sequence[AuditLabel],
    begin: Begin,
    is_done: Done,
    is_same_ground: bool,
) -> None:
    """Bring the tables of `out` up to date; figures of periods stay where they may, on the same ground.

    `is_done` is told of tables that are done before all are.
    """
    clear_figures(con, ("clause", *(BY_PERIOD + AWARDS_KEPT if is_same_ground else ())))
    renew_processes(con, own)
    is_done(["out.process"])
    renew_clauses(con)
    is_done(["out.clause"])
    run_script(con, "out/documents/document_level.sql")
    _fill_figures(con, labels, begin, is_done, is_day=is_same_ground)


def _fill_figures(
    con: duckdb.DuckDBPyConnection, labels: Sequence[AuditLabel], begin: Begin, is_done: Done, *, is_day: bool
) -> None:
    begin("figures")
    insert_from(con, "completeness", "out/completeness.sql")
    fill_accuracy(con)
    fill_figures(con, labels, is_day=is_day)
    is_done(FILLED)
    fill_hidden_share(con)
    begin("awards")
    fill_award_figures(con, is_day=is_day, is_done=is_done)
