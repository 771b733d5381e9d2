"""The published database, opened as readers open it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from store.errors import StoreError


def snapshot_path(home: Path) -> Path:
    """Where the published database of a home stands."""
    return home / "published" / "monitor.duckdb"


def open_snapshot(home: Path) -> duckdb.DuckDBPyConnection:
    """Open the published database, read-only.

    Raises:
        StoreError: nothing has been published there, or the file is not a published database of the monitor.
    """
    path = snapshot_path(home)
    if not path.is_file():
        raise StoreError(f"nothing is published in {home} yet: run `svmonitor publish` (or `svmonitor demo`) first")
    try:
        con = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise StoreError(f"{path} is not a database of the monitor: publish again") from error
    con.execute("SET TimeZone = 'UTC'")
    row = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'out' AND table_name = 'publication'"
    ).fetchone()
    if row is None or row[0] != 1:
        con.close()
        raise StoreError(f"{path} is not a database of the monitor: publish again")
    return con


@contextlib.contextmanager
def snapshot(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published database of a home, read-only, and close it whatever happens.

    Raises:
        StoreError: as `open_snapshot`.
    """
    con = open_snapshot(home)
    try:
        yield con
    finally:
        con.close()
