"""The snapshots that a publication works on, attached to the writer's connection: the new one, and the one in place."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.publish.changes import is_known
from store.publish.versions import columns_of
from store.sql_files import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

NEW, PREVIOUS = "snapshot", "previous"


class EmptyDatabaseError(Exception):
    """The file of the snapshot in place is a database without tables: what DuckDB makes of an empty file."""


@contextlib.contextmanager
def using(con: duckdb.DuckDBPyConnection, path: Path, options: str) -> Iterator[str]:
    """Attach the new snapshot and make it the current database; yields the name of the writer's own.

    All is done in one connection: a second one would take as much memory again.
    """
    row = con.execute("SELECT current_database()").fetchone()
    own = row[0] if row else ""
    con.execute(f"ATTACH {quoted(path.absolute())} AS {NEW} ({options})")
    try:
        con.execute(f"USE {NEW}")
        yield own
    finally:
        con.execute(f'USE "{own}"')
        con.execute(f"DETACH {NEW}")  # last, as it fails on a full disk


def attach_previous(con: duckdb.DuckDBPyConnection, path: Path) -> str | None:
    """Attach the snapshot in place, read-only, and return its name; None when there is none.

    Raises:
        duckdb.Error: it does not open.
        EmptyDatabaseError: it opens, and holds nothing at all.
        StoreError: it is a database, and not one of ours.
    """
    if not path.is_file():
        return None
    con.execute(f"ATTACH {quoted(path.resolve())} AS {PREVIOUS} (READ_ONLY)")
    if not any(name.startswith("out.publication.") for name, _ in columns_of(con, PREVIOUS)):
        tables = "SELECT count(*) FROM duckdb_tables() WHERE database_name = ?"
        count = con.execute(tables, [PREVIOUS]).fetchall()[0][0]
        con.execute(f"DETACH {PREVIOUS}")
        if not count:
            raise EmptyDatabaseError
        raise StoreError(f"{path} is not a database of the monitor: move it away")
    return PREVIOUS


def begin_with_previous(con: duckdb.DuckDBPyConnection, path: Path, old_path: Path) -> str | None:
    """Copy the snapshot in place, to be brought up to date; returns why that cannot be, None when it can."""
    previous = attach_previous(con, old_path)
    if previous is None:
        return "there is no snapshot yet"
    try:
        if not is_known(con, previous):
            return "the snapshot in place is not the one that was made last"
    finally:
        con.execute(f"DETACH {PREVIOUS}")
    shutil.copyfile(old_path, path)
    return None
