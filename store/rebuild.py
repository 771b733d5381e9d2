"""A database made anew from landing/, beside the one in use, and put in its place when it is whole."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

import duckdb

from crawler.home.files import sync
from crawler.text.counts import by_count, how_many
from store.database import DATABASE_NAME, writer
from store.documents.record import landed_documents
from store.errors import StoreError, UnreadableError
from store.ingest.documents import landed_names
from store.sql_files import quoted, read_sql, run_script

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FOLDER = ".rebuild"
_UNREADABLE = f"{DATABASE_NAME}.unreadable"
_LOG = f"{DATABASE_NAME}.wal"
_SHOWN_DOCUMENTS = 3


def new_home(home: Path, *, has_files: bool = False) -> Path:
    """An empty folder of the home to build the database in; what a rebuild that was cut off left is removed.

    Args:
        home: folder of the monitor.
        has_files: whether files are named to build from besides.

    Raises:
        StoreError: there is nothing to build from, or the home cannot be written.
    """
    if not home.is_dir():
        raise StoreError(f"there is no home {home} to rebuild: name it with --home, or ingest into a new one")
    if not has_files and not landed_names(home):
        raise StoreError(f"there is no page in {home / 'landing'} to rebuild from: name the files that were ingested")
    folder = home / _FOLDER
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
    except OSError as error:
        raise StoreError(f"{home} cannot be written: {error.strerror}; the old database stays") from error
    return folder


def carry_over(con: duckdb.DuckDBPyConnection, home: Path, *, is_loss_allowed: bool = False) -> bool:
    """Take from the database in use what does not follow from landing/: the runs, and the levels said before.

    Args:
        con: the database that is being built; landing/ and what else there is has been read into it.
        home: folder of the monitor.
        is_loss_allowed: go on though the database in use holds notices that the new one does not.

    Returns:
        Whether the database in use could be read; there is nothing to take when it is not there.

    Raises:
        StoreError: it is in use by another process, or it holds notices that stand in no file of landing/.
    """
    if not (home / DATABASE_NAME).is_file():
        return True
    try:
        with _attached(con, home):
            lost = con.execute(read_sql("rebuild/lost.sql")).fetchall()
            if lost and not is_loss_allowed:
                raise _loss(lost)
            con.execute("SET VARIABLE landed_documents = ?::VARCHAR[]", [landed_documents(home)])
            run_script(con, "rebuild/carry.sql")
    except (UnreadableError, duckdb.Error):
        return False
    return True


def _loss(lost: list[tuple[str, int]]) -> StoreError:
    names = ", ".join(name for name, _ in lost[:_SHOWN_DOCUMENTS])
    notices = sum(count for _, count in lost)
    return StoreError(
        f"the old database stays: {notices:,} of its notices {by_count(notices, 'is', 'are')} not in "
        f"landing/, from {how_many(len(lost), 'document')} "
        f"such as {names}: name those files too, or add --drop"
    )


@contextlib.contextmanager
def _attached(con: duckdb.DuckDBPyConnection, home: Path) -> Iterator[None]:
    """The database in use, brought to the present shape and attached as `old`."""
    with writer(home):
        pass
    con.execute(f"ATTACH {quoted((home / DATABASE_NAME).absolute())} AS old (READ_ONLY)")
    try:
        yield
    finally:
        con.execute("DETACH old")


def put_in_place(home: Path, *, is_old_readable: bool) -> None:
    """Put the database that was built, and is closed, in the place of the one in use, in one step.

    One that could not be read is kept beside it.

    Raises:
        StoreError: the home cannot be written; the old database stays.
    """
    new, old = home / _FOLDER / DATABASE_NAME, home / DATABASE_NAME
    try:
        sync(new)
        if not is_old_readable:
            os.link(old, home / f".{_UNREADABLE}")
            (home / f".{_UNREADABLE}").replace(home / _UNREADABLE)
        (home / _LOG).unlink(missing_ok=True)  # of a database that could not be read, or it would be empty
        new.replace(old)
        sync(home)
    except OSError as error:
        raise StoreError(f"{home} cannot be written: {error.strerror}; the old database stays") from error
    shutil.rmtree(home / _FOLDER, ignore_errors=True)
