"""The published database: opened as readers open it, and put in the place of the one before all at once.

`published/current` points to the folder of the newest snapshot; `monitor.duckdb`, `parquet/`, `csv/`, `parts/` and
`datapackage.json` beside it lead through that one link, so that turning it changes them all in the same instant. The
snapshot before stays until the next publish, for readers in the middle of it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

import duckdb

from crawler.home.files import sync
from store.damage import damage_told, is_damage
from store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASE = "monitor.duckdb"
PARTS = ("parquet", "csv", "parts", "datapackage.json", DATABASE)
CURRENT = "current"
_KEPT = ".snapshots"
_READ_ONLY = 0o444
_LEAVINGS = (
    "*.wal",
    "*.wal.*",
    "*.tmp",
)  # of DuckDB: its log, what it makes of one that is broken, its temporary files


def snapshot_path(home: Path) -> Path:
    """Where the published database of a home stands."""
    return home / "published" / DATABASE


def open_snapshot(home: Path) -> duckdb.DuckDBPyConnection:
    """Open the published database, read-only.

    Raises:
        StoreError: nothing has been published there, or the file is not a published database of the monitor.
    """
    path = snapshot_path(home)
    if not path.is_file():
        raise StoreError(f"nothing is published in {home} yet: run `svmonitor publish` (or `svmonitor demo`) first")
    try:
        con = duckdb.connect(str(path.absolute()), read_only=True)
    except duckdb.Error as error:
        if is_damage(error):
            raise
        raise StoreError(f"{path} is not a database of the monitor: publish again") from error
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET enable_progress_bar = false")
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
    with damage_told(snapshot_path(home), "run `svmonitor publish`, which makes it anew"):
        con = open_snapshot(home)
        try:
            yield con
        finally:
            con.close()


def new_folder(published: Path) -> Path:
    """An empty folder to build a snapshot in; what killed publishes and older snapshots left is removed first."""
    kept = published / _KEPT
    kept.mkdir(parents=True, exist_ok=True)
    current = (published / CURRENT).resolve()
    for folder in kept.iterdir():
        if folder.resolve() != current:  # a home may be named relative to where one stands, or through a link
            shutil.rmtree(folder)
    for link in published.glob(".link-*"):
        link.unlink()
    folder = kept / f".new-{os.getpid()}"
    for name in ("parquet", "csv", "parts"):
        (folder / name).mkdir(parents=True)
    return folder


def put_in_place(new: Path, published: Path, name: str) -> None:
    """Make a finished folder the current snapshot, under a name of its own, in one step for readers.

    Its files can only be read. What a reader that opened the file for writing left beside it is removed: DuckDB would
    take a log of changes to the old file for one of the new.
    """
    for path in sorted(path for path in new.rglob("*") if path.is_file()):
        path.chmod(_READ_ONLY)
        sync(path)
    _remove_leavings(published)
    folder = new.with_name(name)
    new.replace(folder)
    sync(folder.parent)
    _turn(published / CURRENT, f"{_KEPT}/{folder.name}")
    for part in PARTS:
        if not (published / part).is_symlink():
            _turn(published / part, f"{CURRENT}/{part}")
    _remove_leavings(published)
    sync(published)


def _remove_leavings(published: Path) -> None:
    """Remove the logs and temporary files of readers, beside the link and beside the file itself."""
    for folder in (published, (published / CURRENT).resolve()):
        for pattern in _LEAVINGS:
            for path in folder.glob(pattern):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


def _turn(link: Path, target: str) -> None:
    """Make a symbolic link, or turn it to another target, in one step."""
    if link.is_dir() and not link.is_symlink():  # of an older program, or of a home copied without its links
        link.replace(link.parent / _KEPT / f"old-{link.name}")
    fresh = link.with_name(f".link-{link.name}")
    fresh.symlink_to(target)
    fresh.replace(link)
