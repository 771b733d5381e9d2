"""Questions to the published database: any SQL that only reads, and named example queries."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from store.damage import is_damage
from store.errors import StoreError

_HINTS = ("did you mean", "candidate", "possible solution")
_BETWEEN_INTERRUPTS_SECONDS = 0.2
_LIMIT = re.compile(r"^LIMIT (\d+);?\s*\Z", re.MULTILINE)
_FACT = re.compile(r"FROM out\.publication WHERE name = '(\w+)'")
T = TypeVar("T")
_FOLDER = Path(__file__).parent / "queries"


@dataclass(frozen=True)
class NamedQuery:
    """An example query: its name, what it answers, and its SQL."""

    name: str
    title: str
    sql: str

    @property
    def limit(self) -> int | None:
        """How many rows it gives at most, where it does not give all; one that asks for one row is whole."""
        found = _LIMIT.search(self.sql)
        return int(found[1]) if found and int(found[1]) > 1 else None


def list_queries() -> list[NamedQuery]:
    """The example queries of store/queries/<about what>, by name; the first line of each says what it answers."""
    files = sorted(_FOLDER.glob("*/*.sql"), key=lambda path: path.stem)
    return [_read(path.stem, path.read_text(encoding="utf-8")) for path in files]


def _read(name: str, sql: str) -> NamedQuery:
    return NamedQuery(name, sql.partition("\n")[0].removeprefix("--").strip(), sql)


def lacks_facts(con: duckdb.DuckDBPyConnection, query: NamedQuery) -> bool:
    """Whether a query asks for a fact of out.publication that a snapshot does not state, as an older program made it.

    One in which nothing was opened has no last week, and lacks nothing.
    """
    wanted = set(_FACT.findall(query.sql))
    if not wanted:
        return False
    stated = {name for (name,) in con.execute("SELECT name FROM out.publication").fetchall()}
    if wanted <= stated:
        return False
    return bool(con.execute("SELECT 1 FROM out.process WHERE opened_on IS NOT NULL LIMIT 1").fetchall())


def run_sql(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Run one SQL query and return its columns and rows.

    Args:
        con: the published database, opened read-only; files outside it stay closed to the query.
        sql: the query.

    Raises:
        StoreError: the SQL is wrong, holds several queries, or tries to change something.
    """
    try:
        con.execute("SET enable_external_access = false")
        count = len(con.extract_statements(sql))
        if count > 1:
            raise StoreError(f"there are {count:,} queries in this SQL: ask one at a time")
        return interruptible(con, lambda: _asked(con, sql))
    except duckdb.Error as error:
        if is_damage(error):
            raise
        raise StoreError(f"the query failed: {_cause(str(error))}") from error


def _asked(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    result = con.execute(sql)
    if result is None or result.description is None:
        raise StoreError("there is nothing to ask in this SQL: write a SELECT")
    return [column[0] for column in result.description], result.fetchall()


def interruptible(con: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    """Do a piece of work on a connection so that Ctrl-C ends it; DuckDB looks for one only between its own steps."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(work)
        try:
            return running.result()
        except KeyboardInterrupt:
            while not running.done():
                con.interrupt()
                wait([running], _BETWEEN_INTERRUPTS_SECONDS)
            raise


def _cause(message: str) -> str:
    """The database's words in one line: what is wrong, and what it thinks was meant, but not the SQL drawn again."""
    lines = message.splitlines()
    hints = [line.strip() for line in lines[1:] if line.strip().lower().startswith(_HINTS)]
    return " ".join([lines[0], *hints])
