"""The writer's own database: opened, checked to be ours, and given its tables."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import duckdb

from crawler.home.files import sync
from store.damage import damage_told, in_use, is_damage
from store.errors import StoreError, UnreadableError
from store.sql_files import run_once, run_script

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASE_NAME = "monitor.duckdb"
SCHEMA_VERSION = 2
# Everything needed is built in. Otherwise DuckDB would fetch an extension for a foreign file, such as one of SQLite.
_NO_EXTENSIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# At each checkpoint whole indexes are written; one in every few batches costs half the time of reading many notices.
_LOG_SIZE = "512MB"
_HEADERS_BYTES = 3 * 4096
_MOST_MEMORY_MIB = 3072  # a snapshot of 1,500,000 notices is made within it
# And brought up to date within this, or within a share of the file where that is more: the keys of the tables that it
# changes, a fifth of the file, are held in memory.
_DAY_MEMORY_MIB = 1408
_DAY_SHARE = 0.55
MORE_THAN_A_DAY = "what has changed is more than the memory of a day holds"  # why all is made anew
_MIB = {"GiB": 1024, "TiB": 1024 * 1024}
REBUILD = "run `svmonitor rebuild`, and name behind it the files that were given to ingest by hand"


def open_writer(home: Path) -> duckdb.DuckDBPyConnection:
    """Open `home/monitor.duckdb` for writing, made with its tables when it is not there.

    Raises:
        UnreadableError: the file is not ours, damaged, or newer than this program.
        StoreError: the home cannot be written, or the file is in use.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{home} cannot be written: {error.strerror}; choose another --home") from error
    path = home / DATABASE_NAME
    con = _connect(path)
    try:
        version = _version_of(con, path)
        con.execute("SET TimeZone = 'UTC'")
        con.execute("SET enable_progress_bar = false")  # commands show their own, on a terminal only
        con.execute(f"SET wal_autocheckpoint = '{_LOG_SIZE}'")
        con.execute(f"SET memory_limit = '{_memory_limit_mib()}MiB'")
        con.execute("BEGIN TRANSACTION")
        if version is not None:
            for later in range(version + 1, SCHEMA_VERSION + 1):
                run_script(con, f"migrations/{later:03d}.sql")
        run_once(con, ("schema/raw_core.sql", "schema/awards.sql", "schema/documents.sql"))
        con.execute("INSERT OR REPLACE INTO core.setting VALUES ('schema_version', ?)", [str(SCHEMA_VERSION)])
        con.execute("COMMIT")
    except BaseException:
        con.close()
        raise
    return con


@contextlib.contextmanager
def writer(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the writer's database of a home and close it whatever happens.

    Raises:
        StoreError: as `open_writer`.
    """
    with damage_told(home / DATABASE_NAME, REBUILD):
        con = open_writer(home)
        try:
            yield con
        finally:
            con.close()


def _memory_limit_mib() -> int:
    """What DuckDB may take before it writes to disk; its own choice is nearly all there is."""
    machine_mib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return min(_MOST_MEMORY_MIB, machine_mib * 6 // 10)


@contextlib.contextmanager
def as_for_a_day(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Hold DuckDB to the memory that a day's work needs: what it has read once it keeps as long as there is room."""
    before = con.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]
    number, unit = before.split()
    wanted_mib = max(_DAY_MEMORY_MIB, int(_DAY_SHARE * _size_mib(con)))
    if float(number) * _MIB.get(unit, 0) <= wanted_mib:
        yield
        return
    with contextlib.suppress(duckdb.Error):  # what is in use cannot be given back
        con.execute(f"SET memory_limit = '{wanted_mib}MiB'")
    con.execute("SET VARIABLE memory_of_all = ?", [before])
    try:
        yield
    finally:
        con.execute("RESET VARIABLE memory_of_all")
        con.execute(f"SET memory_limit = '{before}'")


def allow_all_memory(con: duckdb.DuckDBPyConnection) -> None:
    """Let what is left of a day's work have the memory that making everything anew has, for it does the same."""
    ((before,),) = con.execute("SELECT getvariable('memory_of_all')").fetchall()
    if before:
        con.execute(f"SET memory_limit = '{before}'")


def _size_mib(con: duckdb.DuckDBPyConnection) -> float:
    """The size of the file of the current database."""
    size = "SELECT sum(block_size * total_blocks) FROM pragma_database_size() WHERE database_name = current_database()"
    return float(con.execute(size).fetchall()[0][0]) / (1 << 20)


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if path.is_symlink() and not path.exists():
        raise UnreadableError(f"{path} is a link to nothing: mend the link, or remove it to begin anew")
    if path.is_file() and _is_cut_off(path):
        why = "it is empty, or broken off within its first bytes"
        raise UnreadableError(f"{path} is damaged: {REBUILD} ({why})")
    try:
        if not path.exists():
            _begin(path)
        return duckdb.connect(str(path.absolute()), config=_NO_EXTENSIONS)
    except duckdb.IOException as error:
        raise _explained(path, str(error)) from error
    except duckdb.Error as error:
        if is_damage(error):
            raise
        raise _not_ours(path) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error


def _begin(path: Path) -> None:
    """Make an empty database beside, and put it in place whole.

    So one that is killed in its first moment, or meets a full disk, leaves no file that looks like one that lost all.
    """
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    duckdb.connect(str(fresh.absolute()), config=_NO_EXTENSIONS).close()
    sync(fresh)
    fresh.rename(path)


def _is_cut_off(path: Path) -> bool:
    """Whether a file is empty, or DuckDB's own and broken off within its headers."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADERS_BYTES)
    except PermissionError:
        return False
    return not head or (len(head) < _HEADERS_BYTES and head[8:12] == b"DUCK")


def _explained(path: Path, message: str) -> StoreError:
    used = in_use(path, message)
    if used:
        return used
    if "valid DuckDB database" in message or "extension" in message:
        return _not_ours(path)
    if is_damage(duckdb.Error(message)):
        return UnreadableError(f"{path} is damaged: {REBUILD} ({message.splitlines()[0]})")
    if "Permission denied" in message or "Read-only file system" in message or "Cannot open file" in message:
        return StoreError(f"{path} cannot be written: allow it or choose another --home")
    return UnreadableError(f"{path} cannot be opened: {message.splitlines()[0]}")


def _not_ours(path: Path) -> UnreadableError:
    if (path.parent / "landing").is_dir():
        return UnreadableError(f"{path} is damaged, or not a database of the monitor: {REBUILD}")
    return UnreadableError(f"{path} is not a database of the monitor: move it away or choose another --home")


def _version_of(con: duckdb.DuckDBPyConnection, path: Path) -> int | None:
    """Version of the tables, None when there are none yet.

    Raises:
        UnreadableError: the database is someone else's (tables, but not our settings), or of a later version.
    """
    tables = {
        f"{schema}.{name}"
        for schema, name in con.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
    }
    if not tables:
        return None
    if "core.setting" not in tables:
        raise _not_ours(path)
    row = con.execute("SELECT value FROM core.setting WHERE name = 'schema_version'").fetchone()
    if row is None or not row[0].isdigit():
        raise _not_ours(path)
    if int(row[0]) > SCHEMA_VERSION:
        raise UnreadableError(f"{path} was written by a later version of the monitor: install that version")
    return int(row[0])
