"""The data page: downloads, dictionary, queries and how to cite."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from reports.content import FromFile
from reports.pages.parts.layout import Common
from reports.pages.parts.render import page
from reports.snapshot.csv_tables import csv_of_query
from reports.snapshot.load import fetch
from store.query import list_queries

Files = Iterator[tuple[str, str | bytes | FromFile]]
DOWNLOADS = ("indicators", "themes", "standards", "completeness", "series_breaks", "accuracy")


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
