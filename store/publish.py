"""The snapshot for readers: built beside the old one, checked, and swapped in whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from store.datapackage import tables_of, write_datapackage, write_table
from store.derive import derive
from store.errors import StoreError
from store.scripts import CHECKS, SQL, read_sql, run_script
from store.snapshot import snapshot_path

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    Progress = Callable[[str, int, int | None], None]

STORAGE_VERSION = "v1.2.0"  # readable by DuckDB 1.2 and later
LOSS_ALLOWED = 0.1  # a snapshot that loses more of its processes than this is refused
_OUT_TABLES = ("authority", "theme", "standard", "clause", "completeness", "series_break")


class PublishRefusedError(StoreError):
    """A check found rows, or too many processes are gone; the old snapshot stays."""


@dataclass(frozen=True)
class PublishSummary:
    """What was published: counts of processes, of those in scope, of those flagged; data version and database file."""

    processes: int
    in_scope: int
    flagged: int
    data_version: str
    path: Path

    def sentence(self) -> str:
        """Say in a line what was published."""
        return (
            f"published {self.processes:,} processes: {self.in_scope:,} in scope of the Act, "
            f"{self.flagged:,} of those with evidence of social value"
        )


def publish(
    con: duckdb.DuckDBPyConnection, home: Path, *, published_at: dt.datetime, progress: Progress | None = None
) -> PublishSummary:
    """Derive, build a new snapshot, check it, and put it in place of the old one.

    Args:
        con: the writer's database.
        home: folder of the monitor; everything goes to its `published/`.
        published_at: instant of the publication, UTC, stated in the snapshot.
        progress: called as parts are done.

    Raises:
        PublishRefusedError: the new snapshot fails a check; the message holds the offending rows.
        StoreError: the folder cannot be written.
    """
    derive(con)
    folder = home / "published"
    new = folder / f".new-{os.getpid()}"
    try:
        shutil.rmtree(new, ignore_errors=True)
        for name in ("parquet", "csv"):
            (folder / name).mkdir(parents=True, exist_ok=True)
            (new / name).mkdir(parents=True)
        previous = _previous(snapshot_path(home))
        summary = _build(con, new / "monitor.duckdb", previous, published_at)
        _export(new, summary.data_version, published_at, progress)
        _swap(new, folder)
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}; the old snapshot stays") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return PublishSummary(
        summary.processes, summary.in_scope, summary.flagged, summary.data_version, snapshot_path(home)
    )


def _build(
    con: duckdb.DuckDBPyConnection, path: Path, previous: tuple[int, str] | None, published_at: dt.datetime
) -> PublishSummary:
    """Write the snapshot file and check it; the writer's own database is only read."""
    row = con.execute("SELECT current_database()").fetchone()
    own = row[0] if row else ""
    con.execute(f"ATTACH '{_quoted(path)}' AS snapshot (STORAGE_VERSION '{STORAGE_VERSION}')")
    try:
        con.execute("USE snapshot")
        _copy_core(con, own)
        _fill_out(con, published_at)
        processes, in_scope, flagged = _counts(con)
        data_version = _next_version(previous, processes)
        con.execute(read_sql("out_publication.sql"), {"data_version": data_version, "published_at": published_at})
        _check(con)
        _check_size(processes, previous)
    finally:
        con.execute(f'USE "{own}"')
        con.execute("DETACH snapshot")
    return PublishSummary(processes, in_scope, flagged, data_version, path)


def _copy_core(con: duckdb.DuckDBPyConnection, own: str) -> None:
    run_script(con, "schema_raw_core.sql")
    run_script(con, "schema_derived.sql")
    con.execute("DROP SCHEMA raw CASCADE")
    for table in tables_of(con, ("core",)):
        con.execute(f'INSERT INTO core.{table.name} BY NAME SELECT * FROM "{own}".core.{table.name} ORDER BY ALL')  # noqa: S608 - names of our own catalogue


def _fill_out(con: duckdb.DuckDBPyConnection, published_at: dt.datetime) -> None:
    run_script(con, "schema_out.sql")
    run_script(con, "out_macros.sql")
    con.execute(read_sql("out_data_span.sql"), {"published_at": published_at})
    run_script(con, "out_duplicate.sql")
    run_script(con, "out_level.sql")
    _insert(con, "process", "out_process.sql")
    run_script(con, "out_frame.sql")
    for path in sorted((SQL / "indicators").glob("*.sql")):
        con.execute(f"CREATE OR REPLACE TEMP TABLE measure AS {path.read_text(encoding='utf-8')}")
        con.execute(read_sql("out_day_count.sql"), {"indicator": path.stem})
    _insert(con, "indicator", "out_indicator.sql")
    for table in _OUT_TABLES:
        _insert(con, table, "completeness.sql" if table == "completeness" else f"out_{table}.sql")


def _insert(con: duckdb.DuckDBPyConnection, table: str, script: str) -> None:
    con.execute(f"INSERT INTO out.{table} BY NAME\n{read_sql(script)}")


def _counts(con: duckdb.DuckDBPyConnection) -> tuple[int, int, int]:
    row = con.execute(read_sql("out_counts.sql")).fetchone()
    return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)


def _check(con: duckdb.DuckDBPyConnection) -> None:
    """Run every check of store/checks: a check is SQL that returns the rows that are wrong."""
    for path in sorted(CHECKS.glob("*.sql")):
        rows = con.execute(path.read_text(encoding="utf-8")).fetchall()
        if rows:
            shown = "; ".join(str(row) for row in rows[:5])
            raise PublishRefusedError(f"not published, the old snapshot stays: check {path.stem} found {shown}")


def _check_size(processes: int, previous: tuple[int, str] | None) -> None:
    if previous and processes < previous[0] * (1 - LOSS_ALLOWED):
        raise PublishRefusedError(
            f"not published, the old snapshot stays: {processes:,} processes, where it has {previous[0]:,}"
        )


def _previous(path: Path) -> tuple[int, str] | None:
    """Processes and data version of the snapshot in place; None when there is none."""
    if not path.is_file():
        return None
    try:
        with duckdb.connect(str(path), read_only=True) as old:
            row: Any = old.execute(
                "SELECT (SELECT count(*) FROM out.process), value FROM out.publication WHERE name = 'data_version'"
            ).fetchone()
    except duckdb.Error as error:
        raise StoreError(f"{path} is not a database of the monitor: move it away") from error
    return int(row[0]), str(row[1])


def _next_version(previous: tuple[int, str] | None, processes: int) -> str:
    """Minor when the number of processes changed, else patch; the major is the shape of the tables."""
    if previous is None:
        return "1.0.0"
    major, minor, patch = (int(part) for part in previous[1].split("."))
    return f"{major}.{minor}.{patch + 1}" if processes == previous[0] else f"{major}.{minor + 1}.0"


def _export(new: Path, data_version: str, published_at: dt.datetime, progress: Progress | None) -> None:
    """Parquet, CSV and their description, from the finished snapshot."""
    with duckdb.connect(str(new / "monitor.duckdb"), read_only=True) as con:
        con.execute("SET TimeZone = 'UTC'")
        tables = tables_of(con, ("core", "out"))
        for done, table in enumerate(tables, start=1):
            write_table(con, table, new)
            if progress:
                progress("publish", done, len(tables))
        write_datapackage(tables, new / "datapackage.json", data_version, published_at)


def _swap(new: Path, folder: Path) -> None:
    """Put each new file in the place of the old one; the database last, so that it never runs ahead of the rest."""
    files = sorted(path for path in new.rglob("*") if path.is_file() and path.name != "monitor.duckdb")
    for path in [*files, new / "monitor.duckdb"]:
        with path.open("rb") as written:
            os.fsync(written.fileno())
        path.replace(folder / path.relative_to(new))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
