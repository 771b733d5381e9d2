"""Small published databases of a home, and what stands in the lake beside them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import duckdb
from pyiceberg.catalog.sql import SqlCatalog

from store.lake.catalog import Place, opened
from store.lake.cuts import lake_tables
from store.sql_files import run_script, transaction

FTS, CF = "find_a_tender", "contracts_finder"
TABLES = (
    "core.notice",
    "core.process",
    "core.passage",
    "core.buyer",
    "core.issue",
    "core.duplicate_review",
    "out.process",
    "out.indicator",
    "out.source",
    "out.publication",
)
_SCRIPTS = ("raw_core", "awards", "documents", "derived", "derived_awards", "out", "out_figures")
_EMPTY: dict[str, Any] = {
    "VARCHAR": "",
    "INTEGER": 0,
    "SMALLINT": 0,
    "BIGINT": 0,
    "DOUBLE": 0.0,
    "BOOLEAN": False,
    "DATE": datetime(2026, 1, 1, tzinfo=UTC).date(),
    "TIMESTAMP WITH TIME ZONE": datetime(2026, 1, 1, tzinfo=UTC),
}


class Published:
    """The published database of a home, with a few tables, changed in place as each publish would."""

    def __init__(self, home: Path, content: bytes) -> None:
        self.home = home
        self.path = home / "published" / "monitor.duckdb"
        self.at = datetime(2026, 11, 20, 5, tzinfo=UTC)
        self.path.parent.mkdir(parents=True)
        self.path.write_bytes(content)
        self.publish()

    @classmethod
    def again(cls, home: Path) -> Self:
        """The published database of a home that was made elsewhere."""
        found = cls.__new__(cls)
        found.home, found.path = home, home / "published" / "monitor.duckdb"
        found.at = datetime(2026, 11, 24, 5, tzinfo=UTC)
        return found

    def publish(self, *statements: str) -> None:
        """Change the data, and state that they were published a day later, in another file, as by a swap."""
        with self._next() as con:
            for statement in statements:
                con.execute(statement)

    def add(self, *ocids: str, source: str = FTS, year: int = 2026, title: str = "Title") -> None:
        """Publish notices, each a process of its own."""
        with self._next() as con:
            insert(con, *ocids, source=source, year=year, title=title)

    @contextmanager
    def _next(self) -> Iterator[duckdb.DuckDBPyConnection]:
        self.at += timedelta(days=1)
        fresh = self.path.with_suffix(".new")
        fresh.write_bytes(self.path.read_bytes())
        with duckdb.connect(str(fresh)) as con:
            yield con
            con.execute("DELETE FROM out.publication")
            facts = {"published_at": f"{self.at:%Y-%m-%dT%H:%M:%SZ}", "data_version": "1.0.0", "is_sample": "false"}
            con.executemany("INSERT INTO out.publication VALUES (?, ?)", list(facts.items()))
        fresh.replace(self.path)

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """The rows of a table as the lake is to have them."""
        with duckdb.connect(str(self.path), read_only=True) as con:
            con.execute("SET TimeZone = 'UTC'")
            found = next(each for each in lake_tables(con) if each.name == table)
            names = sorted(column.name for column in found.columns)
            return ordered(con.execute(f"SELECT {', '.join(names)} FROM ({found.select})").fetchall())

    def all_rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every table and its rows."""
        return {table: self.rows(table) for table in TABLES}


def empty_database(path: Path) -> bytes:
    """What a published database with a few tables and no row comes to as a file."""
    with duckdb.connect(str(path)) as con:
        with transaction(con):  # else every comment waits for the disk
            for script in _SCRIPTS:
                run_script(con, f"schema/{script}.sql")
        views = "SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE NOT internal"
        for (name,) in con.execute(views).fetchall():
            con.execute(f"DROP VIEW {name}")
        con.execute("DROP SCHEMA raw CASCADE")
        for (name,) in con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall():
            if name not in TABLES:
                con.execute(f"DROP TABLE {name}")
    return path.read_bytes()


def insert(con: duckdb.DuckDBPyConnection, *ocids: str, source: str, year: int, title: str) -> None:
    """Notices, each with what is made of it."""
    at = datetime(year, 5, 1, 12, tzinfo=UTC)
    for ocid in ocids:
        own = {"ocid": ocid, "source": source, "title": f"{title} {ocid}"}
        told = {"release_id": "1", "notice_id": f"n-{ocid}", "published_at": at, "tags": ["tender", title]}
        fill(con, "core.notice", **own, **told)
        fill(con, "core.process", **own, release_id="1", first_published_at=at)
        fill(con, "core.passage", ocid=ocid, source=source, release_id="1", passage_id=ocid, text=f"{title} asks")
        fill(con, "core.buyer", buyer_id=f"b-{ocid}", name=f"Body {ocid}", source=source)
        fill(con, "out.process", **own, year=year, level="R2", best_quote=f"{title} asks", themes=["jobs_skills"])
        fill(con, "out.indicator", indicator="I1", period=ocid, period_until=at.date(), n=1, rate=0.5)


def fill(con: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    """A row; what is required and not given is empty."""
    row = {name: [] if kind.endswith("[]") else _EMPTY[kind] for name, kind in _required(con, table)} | values
    con.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' for _ in row)})", list(row.values()))


def _required(con: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    return con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() "
        "WHERE schema_name || '.' || table_name = ? AND NOT is_nullable",
        [table],
    ).fetchall()


def lake_rows(catalog: SqlCatalog, table: str, tag: str | None = None) -> list[tuple[Any, ...]]:
    """The rows of a table in the lake, now or in an edition."""
    found = catalog.load_table(table)
    state = found.refs()[tag].snapshot_id if tag else None
    read = found.scan(snapshot_id=state).to_arrow()
    names = sorted(read.column_names)
    return ordered([tuple(_plain(row[name]) for name in names) for row in read.to_pylist()])


def held(place: Place, tag: str | None = None, tables: Sequence[str] = TABLES) -> dict[str, list[tuple[Any, ...]]]:
    """Every table and its rows in the lake, now or in an edition."""
    with opened(place) as catalog:
        return {table: lake_rows(catalog, table, tag) for table in tables}


def ordered(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows in an order that does not depend on where they were read."""
    return sorted((tuple(_plain(value) for value in row) for row in rows), key=repr)


def _plain(value: Any) -> Any:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def quiet(*_: object) -> None:
    """No progress is shown."""
