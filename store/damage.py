"""Databases that are damaged: told by the words of DuckDB, and said with what mends them."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING

import duckdb

from store.errors import StoreError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What DuckDB says of blocks that were overwritten, of a file that was cut off, and of a log that does not fit.
_SIGNS = re.compile(
    r"corrupt|checksum|could not read (enough|all) bytes|replaying wal|wal file|deserializ|read past end|invalid block",
    re.IGNORECASE,
)
_LOCKED = re.compile(r"\block\b", re.IGNORECASE)  # and not that of a block
_LOCKED_BY = re.compile(r"PID (\d+)")


def is_damage(error: duckdb.Error) -> bool:
    """Whether an error says that the file is damaged, and not that a statement was wrong."""
    return _SIGNS.search(str(error)) is not None


def in_use(path: Path, message: str) -> StoreError | None:
    """What to say when DuckDB's words are that another process has the database open; None when they are not."""
    if not _LOCKED.search(message):
        return None
    holder = _LOCKED_BY.search(message)
    by = f" (process {holder[1]})" if holder else ""
    return StoreError(f"{path} is in use by another process{by}: wait for it to end, or stop it")


@contextlib.contextmanager
def damage_told(path: Path, remedy: str) -> Iterator[None]:
    """Say in one line that a database is damaged, and what mends it, when that is met in the block.

    Raises:
        UnreadableError: the database is damaged.
    """
    try:
        yield
    except duckdb.Error as error:
        if not is_damage(error):
            raise
        raise UnreadableError(f"{path} is damaged: {remedy} ({str(error).splitlines()[0]})") from error
