"""Checks of a new snapshot before it is published: each is SQL that returns the rows that are wrong."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.text.counts import how_many
from store.errors import StoreError
from store.sql_files import rows_of_some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    import duckdb

_FOLDER = Path(__file__).parent / "checks"
# Tables of which single rows are checked, and by which column of each a row belongs to a process.
_CHECKED = {"out.process": "ocid", "core.counted_notice": "process_ocid"} | dict.fromkeys(
    ("core.notice", "core.passage", "core.evidence"), "ocid"
)
_SHOWN_ROWS = 10
_A_FEW = 2
_MUCH = 100
_WHOLE_TABLE = "*"
_GONE = (
    "what the snapshot in place holds is missing from this one: docs/runbook.md (When a check refuses) says how to see"
    " why; where it is to be so, the same command with --accept-losses publishes it, and nothing that was read is lost"
)
_WRONG = "nothing that was read is lost: docs/runbook.md (When a check refuses) says what to do"


class PublishRefusedError(StoreError):
    """A check found rows; the old snapshot stays. The message holds the rows, one a line."""


def check(con: duckdb.DuckDBPyConnection, previous: str | None, gone: Mapping[str, int] | None = None) -> None:
    """Run the checks of store/publish/checks on the current database.

    Args:
        con: the new snapshot is its current database.
        previous: name under which the snapshot in place is attached; None when there is none. The checks in
            store/publish/checks/previous compare the two.
        gone: of tables in which rows were replaced, by name, how many were; they still hold all the others. The
            checks in store/publish/checks/rows then ask for rows of the processes in the temporary table `changed`
            alone: the others passed when they were published.

    Raises:
        PublishRefusedError: a check returned rows.
    """
    _name_rows(con, is_day=gone is not None)
    for path in sorted([*_FOLDER.glob("*.sql"), *_FOLDER.glob("rows/*.sql")]):
        _run(con, path)
    if previous:
        for path in sorted((_FOLDER / "previous").glob("*.sql")):
            _run(con, path, _GONE)
        _refuse("columns_emptied", ["column", "filled_before"], list(_emptied(con, previous, gone or {})), _GONE)


def _name_rows(con: duckdb.DuckDBPyConnection, *, is_day: bool) -> None:
    """Make the views that the checks of rows read from."""
    for table, key in _CHECKED.items():
        some = f"WHERE {rows_of_some(table, key, 'changed')}" if is_day else ""
        con.execute(f"CREATE OR REPLACE TEMP VIEW checked_{table.partition('.')[2]} AS FROM {table} {some}")


def _run(con: duckdb.DuckDBPyConnection, path: Path, what_to_do: str = _WRONG) -> None:
    result = con.execute(path.read_text(encoding="utf-8"))
    _refuse(path.stem, [column[0] for column in result.description or []], result.fetchall(), what_to_do)


def _refuse(name: str, columns: list[str], rows: list[tuple[Any, ...]], what_to_do: str) -> None:
    if not rows:
        return
    shown = [zip(columns, row, strict=True) for row in rows[:_SHOWN_ROWS]]
    lines = ["  " + ", ".join(f"{column}: {value}" for column, value in row) for row in shown]
    told = "".join(f"\n{line}" for line in [*lines, what_to_do])
    raise PublishRefusedError(
        f"not published, the old snapshot stays: check {name} found {how_many(len(rows), 'row')}{told}"
    )


@cache
def _may_be_empty() -> frozenset[tuple[str, str]]:
    """Columns that are empty at times though nothing is lost, each with its table; `*` stands for all of it."""
    with (_FOLDER / "may_be_empty.csv").open(encoding="utf-8", newline="") as file:
        return frozenset((row["table"], row["column"]) for row in csv.DictReader(file))


def _emptied(con: duckdb.DuckDBPyConnection, previous: str, gone: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Columns, and whole tables, that held values in the snapshot in place and hold none in the new one."""
    new = con.execute("SELECT current_database()").fetchall()[0][0]
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in con.execute(
        "SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns() AS old "
        "SEMI JOIN duckdb_tables() AS base USING (database_name, schema_name, table_name) "
        "WHERE database_name = $previous AND schema_name IN ('core', 'out') AND NOT internal AND EXISTS ("
        "    FROM duckdb_columns() AS new WHERE new.database_name = $new AND new.schema_name = old.schema_name "
        "    AND new.table_name = old.table_name AND new.column_name = old.column_name"
        ") ORDER BY ALL",
        {"previous": previous, "new": new},
    ).fetchall():
        columns.setdefault(table, []).append((column, kind))
    for table, named in columns.items():
        if (table, _WHOLE_TABLE) in _may_be_empty():
            continue
        rows = con.execute(f'SELECT count(*) FROM "{previous}".{table}').fetchall()[0][0]  # noqa: S608 - names of our own catalogue
        if rows <= _A_FEW:
            continue  # a few rows may go, with all they held
        if table in gone and gone[table] * _MUCH < rows:
            continue  # a column that was filled in one row of a hundred still is
        before, now = (_filled(con, f'"{database}".{table}', named) for database in (previous, new))
        if not now[0]:
            yield table, before[0]
            continue
        for (column, _), filled_before, filled in zip(named, before[1:], now[1:], strict=True):
            # A value or two may go for good reasons; a column that was filled in one row of a hundred may not.
            is_lost = filled_before > _A_FEW and filled_before * _MUCH >= before[0] and not filled
            if is_lost and (table, column) not in _may_be_empty():
                yield f"{table}.{column}", filled_before


def _filled(con: duckdb.DuckDBPyConnection, table: str, columns: list[tuple[str, str]]) -> tuple[int, ...]:
    """Rows of a table, and of each column those that hold something."""
    counts = ", ".join(
        f'count(*) FILTER (len("{name}") > 0)' if kind.endswith("[]") else f'count("{name}")' for name, kind in columns
    )
    return con.execute(f"SELECT count(*), {counts} FROM {table}").fetchall()[0]  # noqa: S608 - names of our own catalogue
