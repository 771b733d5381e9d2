"""docs/data.md: every table and column of the published database, from the comments of the schema.

Run `python -m store.publish.datadocs > docs/data.md` after changing a comment; a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from store.publish.export.datapackage import PublishedTable, tables_of
from store.reference.tables import reference_rows
from store.sql_files import run_script

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTRODUCTION = """# The data, table by table

Generated from the comments in the database itself (`python -m store.publish.datadocs > docs/data.md`). The same words
stand in the DuckDB file, in the Parquet files and in `datapackage.json`. Most people want `out.process`.
"""


def schema_tables() -> list[PublishedTable]:
    """The tables of the schemas `out` and `core` as an empty database has them."""
    with duckdb.connect() as con:
        run_script(con, "schema/raw_core.sql")
        run_script(con, "schema/documents.sql")
        run_script(con, "schema/awards.sql")
        run_script(con, "schema/derived.sql")
        run_script(con, "schema/derived_awards.sql")
        run_script(con, "schema/published.sql")
        run_script(con, "schema/out.sql")
        run_script(con, "schema/out_figures.sql")
        run_script(con, "schema/out_awards.sql")
        run_script(con, "schema/out_documents.sql")
        run_script(con, "schema/accuracy.sql")
        tables = tables_of(con, ("core", "out"))
    return sorted(tables, key=lambda table: (table.schema != "out", table.name))


def data_page() -> str:
    """The page as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for table in schema_tables():
        yield f"## `{table.schema}.{table.name}`\n\n{table.comment}\n"
        yield "| column | type | meaning |\n|---|---|---|"
        for column in table.columns:
            yield f"| `{column.name}` | {column.type} | {_cell(column.comment)} |"
        yield ""
    yield "## Codes of `core.issue`\n\n| code | level | meaning | what to do |\n|---|---|---|---|"
    for row in reference_rows("codes/issue_codes"):
        yield f"| `{row['code']}` | {row['level']} | {_cell(row['meaning'])} | {_cell(row['action'])} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print(data_page(), end="")
