"""Large published tables keep no index of their keys, and are the same tables otherwise."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from store.publish import checks
from store.publish.export.datapackage import PublishedTable, tables_of
from store.publish.keys import CORE_SCHEMA, schema_without_indexes
from store.sql_files import read_sql
from tests.store.publish.figure_rows import filled


def made_of(script: Callable[[str], str]) -> tuple[list[PublishedTable], set[str]]:
    """The core tables as scripts make them, and which of them have an index."""
    with duckdb.connect() as con:
        for name in CORE_SCHEMA:
            con.execute(script(name))
        indexed = con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'core' AND has_primary_key")
        names = {name for (name,) in indexed.fetchall()}
        return tables_of(con, ("core",)), names


def test_without_indexes_tables_have_the_columns_comments_and_keys_that_they_have_with_them() -> None:
    tables, indexed = made_of(lambda name: read_sql(f"schema/{name}.sql"))
    without, none_indexed = made_of(schema_without_indexes)
    assert tables == without
    assert {table.name for table in tables if table.key} == indexed
    assert "notice" in indexed
    assert not none_indexed


def test_a_row_that_stands_twice_is_found() -> None:
    unique = (Path(checks.__file__).parent / "checks" / "keys_unique.sql").read_text(encoding="utf-8")
    with filled([{"ocid": "one"}, {"ocid": "other"}]) as con:
        assert con.execute(unique).fetchall() == []
        con.execute("INSERT INTO out.process FROM out.process WHERE ocid = 'one'")
        assert con.execute(unique).fetchall() == [("out.process", "one", 2)]
