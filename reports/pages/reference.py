"""Pages that explain: method, glossary and data."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from reports.content import FromFile
from reports.pages.parts.layout import Common
from reports.pages.parts.record import Record
from reports.pages.parts.render import page
from reports.snapshot.csv_tables import csv_of_query
from reports.snapshot.load import fetch
from reports.words.labels import rows
from store.query import list_queries

Files = Iterator[tuple[str, str | bytes | FromFile]]
DOWNLOADS = ("indicators", "themes", "standards", "completeness", "series_breaks")
MOST_REVISED = 30  # editions that the page lists; the archive has all


def method_files(con: DuckDBPyConnection, common: Common, records: Sequence[Record]) -> Files:
    """How a figure is made, with one real path through the data, and what was corrected; and the glossary."""
    latest = records[0]
    found = fetch(con, "reference/example", first_day=latest.headline_from, last_day=latest.last_day)
    example = found[0] if found else None
    steps = fetch(con, "reference/example_steps", ocid=example["ocid"]) if example else []
    lacks = {row["source"]: row for row in rows("portals")}
    covered = fetch(
        con, "reference/portal_coverage", first_day=latest.last_day - timedelta(weeks=52), last_day=latest.last_day
    )
    values: dict[str, Any] = {
        "example": example,
        "steps": steps,
        "latest": latest,
        "series": fetch(con, "series/headline_series", period=latest.week),
        "errors": fetch(con, "reference/reading_errors"),
        "doubts": fetch(con, "reference/law_doubts"),
        "tested": next((row["tests"] for row in fetch(con, "edition/changes", period=latest.week)), None),
        "changes": rows("method_changes"),
        "portals": [row | lacks.get(row["source"], {"since": "", "lacks": ""}) for row in covered],
        "revised": [record for record in records if record.earlier][:MOST_REVISED],
    }
    values |= {name: fetch(con, f"reference/{name}") for name in ("accuracy", "reliability", "mistakes")}
    yield (
        "method/index.html",
        common.page("method_page.html", 1, "method", section_page=True, **values),
    )
    terms = rows("glossary")
    yield "glossary/index.html", common.page("glossary.html", 1, "glossary", terms=terms)


def data_files(con: DuckDBPyConnection, common: Common) -> Files:
    """The data page with its downloads, how to cite them, the dictionary and the queries to copy."""
    downloads = []
    for name in DOWNLOADS:
        count, table = csv_of_query(con, f"reference/download_{name}", is_sample=common.cut.is_sample)
        if count:
            downloads.append({"name": name, "rows": count, "kilobytes": -(-len(table) // 1000)})
            yield f"data/{name}.csv", table
    published = published_files(con)
    for name, path in published.items():
        yield f"data/{name}", FromFile(path, is_linked=True)
    tables = [
        (name, list(columns))
        for name, columns in groupby(fetch(con, "reference/dictionary"), key=lambda row: row["table_name"])
    ]
    address = common.publisher.address("data/index.html", "")
    yield "data/CITATION.cff", page("CITATION.cff", cut=common.cut, address=address, latest=common.latest)
    sizes = {name: size_words(path.stat().st_size) for name, path in published.items()}
    names = dict.fromkeys(name.split("/")[1].split(".")[0] for name in published if "/" in name)
    values: dict[str, Any] = {"downloads": downloads, "tables": tables, "queries": list_queries()}
    yield (
        "data/index.html",
        common.page("data_page.html", 1, "data", section_page=True, sizes=sizes, names=list(names), **values),
    )


def published_files(con: DuckDBPyConnection) -> dict[str, Path]:
    """The files published with the database, by their names below its folder; none when it stands in memory."""
    path = (
        con.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
        or (None,)
    )[0]
    if not path:
        return {}
    folder = Path(path).parent
    whole = [folder / "monitor.duckdb", folder / "datapackage.json"]
    tables = sorted(folder.glob("parquet/*")) + sorted(folder.glob("csv/*"))
    return {str(file.relative_to(folder)): file for file in [*whole, *tables] if file.is_file()}


def size_words(size: int) -> str:
    """The size of a file as people say it."""
    return f"{-(-size // 1_000_000)} MB" if size >= 1_000_000 else f"{-(-size // 1000)} kB"
