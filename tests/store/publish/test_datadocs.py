"""Every table and column is documented, and the page says what the database says."""

from pathlib import Path

from store.publish.datadocs import data_page, schema_tables

PAGE = Path(__file__).resolve().parents[3] / "docs" / "data.md"


def test_every_table_and_column_has_a_comment() -> None:
    bare = [
        f"{table.schema}.{table.name}.{column.name}"
        for table in schema_tables()
        for column in table.columns
        if not column.comment or not table.comment
    ]
    assert bare == []


def test_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == data_page(), "run python -m store.publish.datadocs > docs/data.md"
