"""Pages that explain: method, glossary and data."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection

from reports.pages.layout import Common
from reports.pages.record import Record
from reports.pages.render import csv_text
from reports.snapshot.load import fetch
from reports.words.labels import rows
from store.query import list_queries

Files = Iterator[tuple[str, str | bytes]]
DOWNLOADS = ("indicators", "themes", "standards", "completeness", "series_breaks")
YEAR_INDICATORS = ("I1", "I2", "I3", "I5")
SERIES_SUBTITLE = (
    "Share of procurements within the scope of the Act, in the 12 months to the day shown, with 95% intervals"
)


def method_files(con: DuckDBPyConnection, common: Common, latest: Record) -> Files:
    """How a figure is made, with one real path through the data; and the glossary."""
    found = fetch(con, "example", first_day=latest.headline_from, last_day=latest.last_day)
    example = found[0] if found else None
    steps = fetch(con, "example_steps", ocid=example["ocid"]) if example else []
    changes = rows("method_changes")
    values: dict[str, Any] = {"example": example, "steps": steps, "latest": latest, "changes": changes}
    values |= {"accuracy": fetch(con, "accuracy"), "mistakes": fetch(con, "mistakes")}
    yield (
        "method/index.html",
        common.page("method_page.html", 1, "method", section_page=True, **values),
    )
    terms = rows("glossary")
    yield "glossary/index.html", common.page("glossary.html", 1, "glossary", terms=terms)


def data_files(con: DuckDBPyConnection, common: Common) -> Files:
    """The data page with its downloads, the dictionary and the queries to copy."""
    downloads = []
    for name in DOWNLOADS:
        found = fetch(con, f"download_{name}")
        if found:
            text = csv_text(found, is_sample=common.cut.is_sample)
            downloads.append({"name": name, "rows": len(found), "kilobytes": -(-len(text.encode()) // 1000)})
            yield f"data/{name}.csv", text
    tables = [
        (name, list(columns)) for name, columns in groupby(fetch(con, "dictionary"), key=lambda row: row["table_name"])
    ]
    values: dict[str, Any] = {"downloads": downloads, "tables": tables, "queries": list_queries()}
    yield "data/index.html", common.page("data_page.html", 1, "data", section_page=True, **values)
