"""Ask the data: SQL in the browser, over a compact copy of the database, with nothing asked of anybody else."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from reports.content import FromFile
from reports.errors import ReportError
from reports.pages.parts.layout import Common
from reports.snapshot.load import fetch
from reports.snapshot.web import make_web_database
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


def query_files(con: DuckDBPyConnection, common: Common) -> Files:
    """The page, the database it asks, and the engine where there is one."""
    engine = find_engine(common.publisher.duckdb_wasm)
    with tempfile.TemporaryDirectory(prefix="svmonitor-") as folder:
        path = Path(folder) / "web.duckdb"
        queries = make_web_database(con, path, Week.parse(common.latest.week))
        size = -(-path.stat().st_size // 1_000_000)
        yield "query/web.duckdb", FromFile(path, is_fresh=True)
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
