"""The SQL files of the store: read from the package, run, and their rows returned by column name."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import duckdb

    Parameters = dict[str, Any] | None

SQL = Path(__file__).parent / "sql"
_COMMENT = re.compile(r"^COMMENT ON [A-Z]+ (\S+) IS '(.*)';\n", re.MULTILINE)
_SAID = """
SELECT schema_name || '.' || table_name, comment FROM duckdb_tables()
WHERE database_name = current_database() AND comment IS NOT NULL
UNION ALL
SELECT schema_name || '.' || table_name || '.' || column_name, comment FROM duckdb_columns()
WHERE database_name = current_database() AND comment IS NOT NULL
"""


def read_sql(name: str) -> str:
    """Text of `store/sql/<name>`, such as `derive/bodies/match.sql`."""
    return (SQL / name).read_text(encoding="utf-8")


def run_script(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run every statement of `store/sql/<name>`."""
    con.execute(read_sql(name))


def run_bare(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Run a script of tables, less what it says of them: that takes most of its time, and serves readers alone."""
    con.execute(_COMMENT.sub("", read_sql(name)))


def run_once(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Run scripts of tables that may be there already, and say of these only what they do not say yet."""
    said = dict(con.execute(_SAID).fetchall())

    def unless_said(comment: re.Match[str]) -> str:
        return "" if said.get(comment[1]) == comment[2].replace("''", "'") else comment[0]

    for name in names:
        con.execute(_COMMENT.sub(unless_said, read_sql(name)))


def rows_of(
    con: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """What the query in `store/sql/<name>` selects, a dict a row."""
    result = con.execute(read_sql(name), parameters)
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


@contextlib.contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that is done within is kept, or, when anything is raised, nothing of it."""
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()


def rows_of_some(table: str, key: str, named: str) -> str:
    """The condition of the rows of a table whose key is an ocid of another one.

    They are found by their key first: of the others no further column is read.
    """
    return f"rowid IN (SELECT rowid FROM {table} WHERE {key} IN (SELECT ocid FROM {named}))"  # noqa: S608 - names of our own


def quoted(value: str | Path) -> str:
    """A text or path as an SQL literal, for statements that take no parameters (ATTACH, COPY, COMMENT)."""
    return "'" + str(value).replace("'", "''") + "'"
