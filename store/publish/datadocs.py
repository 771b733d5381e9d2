"""docs/data.md: every table, view and column of the published database, from the comments of the schema.

Run `python -m store.publish.datadocs > docs/data.md` after changing a comment; a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from store.publish.export.datapackage import Column, PublishedTable, tables_of
from store.reference.tables import reference_rows
from store.sql_files import read_sql, run_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_INTRODUCTION = """# The data, table by table

Generated from the comments in the database itself (`python -m store.publish.datadocs > docs/data.md`). The same words
stand in the DuckDB file, in the Parquet files and in `datapackage.json`. Most people want `out.process`; who adds up
figures starts from the view `out.counted`.
"""
_SCHEMAS = ("core", "out")
_SCRIPTS = (
    "raw_core",
    "documents",
    "awards",
    "derived",
    "derived_awards",
    "published",
    "out",
    "out_figures",
    "out_awards",
    "out_documents",
    "accuracy",
)


def schema_tables() -> list[PublishedTable]:
    """The tables of the schemas `out` and `core` as an empty database has them."""
    with empty_database() as con:
        tables = tables_of(con, _SCHEMAS)
    return sorted(tables, key=lambda table: (table.schema != "out", table.name))


def schema_views() -> list[PublishedTable]:
    """The views of the same schemas, each with the columns that it adds to those of its table."""
    with empty_database() as con:
        wanted = {"schemas": list(_SCHEMAS)}
        views = con.execute(read_sql("catalogue/views.sql"), wanted).fetchall()
        columns = con.execute(read_sql("catalogue/columns.sql"), wanted).fetchall()
    return [
        PublishedTable(schema, name, comment, tuple(Column(*row[2:]) for row in columns if row[:2] == (schema, name)))
        for schema, name, comment in views
    ]


def empty_database() -> duckdb.DuckDBPyConnection:
    """The tables and views of a snapshot, with their comments and without rows."""
    con = duckdb.connect()
    for name in _SCRIPTS:
        run_script(con, f"schema/{name}.sql")
    return con


def table_of(view: PublishedTable, tables: Iterable[PublishedTable]) -> PublishedTable:
    """The table whose columns a view has too, the largest of several."""
    return max((table for table in tables if set(table.names) <= set(view.names)), key=lambda table: len(table.names))


def data_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    tables = schema_tables()
    yield _INTRODUCTION
    for view in schema_views():
        table = table_of(view, tables)
        yield f"## `{view.full_name}` (a view)\n\n{view.comment}\n"
        yield f"It has every column of `{table.full_name}`, and these. It is in the DuckDB file alone.\n"
        yield from _rows(column for column in view.columns if column.name not in table.names)
    for table in tables:
        yield f"## `{table.full_name}`\n\n{table.comment}\n"
        yield from _rows(table.columns)
    yield "## Codes of `core.issue`\n\n| code | level | meaning | what to do |\n|---|---|---|---|"
    for row in reference_rows("codes/issue_codes"):
        yield f"| `{row['code']}` | {row['level']} | {_cell(row['meaning'])} | {_cell(row['action'])} |"
    yield ""


def _rows(columns: Iterable[Column]) -> Iterator[str]:
    yield "| column | type | meaning |\n|---|---|---|"
    for column in columns:
        yield f"| `{column.name}` | {column.type} | {_cell(column.comment)} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(data_page(), end="")
