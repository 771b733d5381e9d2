"""Ask the data: SQL in the browser, over a compact copy of the database, with nothing asked of anybody else."""

import json
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from reports.content import FromFile
from reports.errors import ReportError
from reports.pages.parts.layout import Common
from reports.snapshot.load import fetch
from reports.snapshot.web import make_web_database
from store.query import NamedQuery
from store.weeks import Week

Files = Iterator[tuple[str, str | FromFile]]
# What a browser loads of the two packages, by the folder that npm makes for each: file, and its name in the site.
PARTS = (
    ("apache-arrow", "Arrow.es2015.min.js", "arrow.js"),
    ("@duckdb/duckdb-wasm", "dist/duckdb-browser.cjs", "duckdb.js"),
    ("@duckdb/duckdb-wasm", "dist/duckdb-browser-eh.worker.js", "worker.js"),
    ("@duckdb/duckdb-wasm", "dist/duckdb-eh.wasm", "duckdb.wasm"),
)


@dataclass(frozen=True)
class Engine:
    """The database engine for browsers as npm installed it: its version, and its files by their names in the site."""

    version: str
    parts: dict[str, Path]

    @property
    def megabytes(self) -> int:
        """What a browser loads of it, before compression."""
        return -(-sum(path.stat().st_size for path in self.parts.values()) // 1_000_000)


def find_engine(folder: str) -> Engine | None:
    """The engine in the folder that the settings name; None when they name none.

    Raises:
        ReportError: the folder does not hold it.
    """
    if not folder:
        return None
    given = Path(folder).expanduser()
    for modules in (given, given / "node_modules", given.parent, given.parent.parent):
        parts = {name: modules / package / file for package, file, name in PARTS}
        about = modules / "@duckdb/duckdb-wasm/package.json"
        if about.is_file() and all(path.is_file() for path in parts.values()):
            return Engine(str(json.loads(about.read_text(encoding="utf-8"))["version"]), parts)
    raise ReportError(f"{given} does not hold @duckdb/duckdb-wasm: run 'npm install @duckdb/duckdb-wasm' there")


@dataclass(frozen=True)
class WebDatabase:
    """The database that the page asks, while it is made: its file, and the example queries that it answers."""

    path: Path
    queries: Future[list[NamedQuery]]


@contextmanager
def web_database(con: DuckDBPyConnection, common: Common) -> Iterator[WebDatabase]:
    """The database for browsers, made beside the pages, as that takes long; it goes when the pages stand."""
    week = Week.parse(common.latest.week)
    with tempfile.TemporaryDirectory(prefix="svmonitor-") as folder, con.cursor() as own, ThreadPoolExecutor(1) as side:
        path = Path(folder) / "web.duckdb"
        yield WebDatabase(path, side.submit(make_web_database, own, path, week))


def query_files(con: DuckDBPyConnection, common: Common, web: WebDatabase) -> Files:
    """The page, the database it asks, and the engine where there is one."""
    engine, queries = find_engine(common.publisher.duckdb_wasm), web.queries.result()
    size = -(-web.path.stat().st_size // 1_000_000)
    yield "query/web.duckdb", FromFile(web.path, is_fresh=True)
    lib = ""
    if engine is not None:
        lib = f"lib-{engine.version}"
        for name, part in engine.parts.items():
            yield f"query/{lib}/{name}", FromFile(part)
    tables: dict[str, list[str]] = {}
    for row in fetch(con, "reference/dictionary"):
        tables.setdefault(row["table_name"], []).append(row["column_name"])
    values: dict[str, Any] = {"engine": engine, "lib": lib, "queries": queries, "size": size, "tables": tables}
    yield "query/index.html", common.page("query.html", 1, "query", section_page=True, **values)
