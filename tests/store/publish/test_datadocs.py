"""Every table and column is documented, and the page says what the database says."""

from pathlib import Path

from store.publish.datadocs import data_page, schema_tables, schema_views, table_of

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


def test_every_view_has_a_comment_and_so_has_each_column_that_it_adds() -> None:
    tables = schema_tables()
    views = schema_views()
    assert [view.full_name for view in views] == ["out.counted"]
    for view in views:
        table = table_of(view, tables)
        assert table.full_name == "out.process"
        assert view.comment
        assert all(column.comment for column in view.columns if column.name not in table.names)
        assert set(table.names) < set(view.names)


def test_every_view_and_table_has_a_section() -> None:
    page = data_page()
    for table in (*schema_tables(), *schema_views()):
        assert f"\n## `{table.full_name}`" in page
