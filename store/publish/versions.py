"""The data version of a snapshot: major.minor.patch, raised only when what readers get has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.publish.export.prints import print_of
from store.publish.row_prints import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

    from store.publish.export.prints import TablePrint

MEANING = "4"  # raise it when a column comes to mean something else under the same name
FIRST = "1.0.0"
# These change with every publish, though the data do not.
APART = ("core.run", "core.setting", "out.publication")


@dataclass(frozen=True)
class Shape:
    """What decides the next version: columns with their types, the meaning in force, a fingerprint of all rows.

    `tables` holds the print of each table, by name; of a snapshot in place it is not known.
    """

    columns: frozenset[tuple[str, str]]
    meaning: str
    fingerprint: str
    tables: Mapping[str, TablePrint] = field(default_factory=dict)


def shape_of(con: duckdb.DuckDBPyConnection, database: str, known: Mapping[str, TablePrint]) -> Shape:
    """The shape of a database that is being made, the current one: its columns, and the prints of its tables.

    Those that are not `known` are computed from the rows.
    """
    columns = columns_of(con, database)
    views = {
        f"{schema}.{name}"
        for schema, name in con.execute(
            "SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = ? AND NOT internal", [database]
        ).fetchall()
    }
    tables = sorted({column.rpartition(".")[0] for column, _ in columns} - views - set(APART))
    prints = {table: known[table] if table in known else print_of(con, table) for table in tables}
    return Shape(columns, MEANING, fingerprint_of(prints), prints)


def columns_of(con: duckdb.DuckDBPyConnection, database: str) -> frozenset[tuple[str, str]]:
    """Columns of the tables and views of an attached database, as `schema.table.column` and type."""
    rows = con.execute(
        "SELECT schema_name || '.' || table_name || '.' || column_name, data_type FROM duckdb_columns() "
        "WHERE database_name = $database AND schema_name IN ('core', 'out') AND NOT internal",
        {"database": database},
    ).fetchall()
    return frozenset((name, kind) for name, kind in rows)


def next_version(before: str, old: Shape, new: Shape) -> str:
    """Major when something is gone or of new meaning, minor for new columns, patch for new data, else the same."""
    major, minor, patch = (int(part) for part in before.split("."))
    if old.columns - new.columns or old.meaning != new.meaning:
        return f"{major + 1}.0.0"
    if new.columns - old.columns:
        return f"{major}.{minor + 1}.0"
    if old.fingerprint != new.fingerprint:
        return f"{major}.{minor}.{patch + 1}"
    return before
