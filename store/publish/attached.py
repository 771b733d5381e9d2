"""The snapshots that a publication works on, attached to the writer's connection: the new one, and the one in place."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

import duckdb

from store.errors import StoreError
from store.publish.changes import is_known
from store.publish.versions import columns_of
from store.sql_files import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEW, PREVIOUS = "snapshot", "previous"


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
        StoreError: the file in its place is not one of ours.
    """
    if not path.is_file():
        return None
    wrong = f"{path} is not a database of the monitor: move it away"
    try:
        con.execute(f"ATTACH {quoted(path.resolve())} AS {PREVIOUS} (READ_ONLY)")
    except duckdb.Error as error:
        raise StoreError(wrong) from error
    if not any(name.startswith("out.publication.") for name, _ in columns_of(con, PREVIOUS)):
        con.execute(f"DETACH {PREVIOUS}")
        raise StoreError(wrong)
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
