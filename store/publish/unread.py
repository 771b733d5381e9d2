"""A snapshot in place that cannot be read any more: told apart from what is someone else's, and what is known of it.

It is ours to replace, as all in it is made from the writer's database; what is gone since it was made cannot be told.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb
import orjson

from store.damage import in_use
from store.errors import StoreError
from store.publish.attached import PREVIOUS, EmptyDatabaseError, attach_previous
from store.publish.changes import identity
from store.publish.versions import FIRST
from store.snapshot import DATABASE

if TYPE_CHECKING:
    from pathlib import Path

_UNTOLD = "whether anything is lost since it was made cannot be told"
DAMAGED = f"the snapshot in place is damaged, and was replaced: {_UNTOLD}"
GONE = f"the file of the snapshot in place is gone: {_UNTOLD}"


@dataclass(frozen=True)
class Unread:
    """What is still known of a snapshot whose database cannot be read.

    Attributes:
        reason: why it cannot be read, for a person.
        version: its data version, from the data package beside it; empty when that is lost too.
        fingerprint: that of its rows, as the writer's database noted it; empty when it did not.
    """

    reason: str
    version: str
    fingerprint: str

    def next_version(self, fingerprint: str) -> str:
        """The data version that follows: the same for the same rows, else a major, as what is gone cannot be told."""
        if not self.version:
            return FIRST
        if fingerprint == self.fingerprint:
            return self.version
        return f"{int(self.version.partition('.')[0]) + 1}.0.0"


def unread_at(con: duckdb.DuckDBPyConnection, published: Path) -> Unread | None:
    """What is known of the snapshot in place, when its database is there no more or does not open; else None.

    Raises:
        StoreError: the file in its place is a database of someone else, in use, or closed to this user.
    """
    path = published / DATABASE
    if not path.is_file():
        is_ours = os.path.lexists(path) or (published / "datapackage.json").is_file()
        return what_is_known(con, published, GONE) if is_ours else None
    try:
        attach_previous(con, path)
    except EmptyDatabaseError:
        return what_is_known(con, published, DAMAGED)
    except duckdb.Error as error:
        if "Permission denied" in str(error):
            raise StoreError(f"{path} cannot be read: {str(error).splitlines()[0]}") from error
        used = in_use(path, str(error))
        if used:
            raise used from error
        return what_is_known(con, published, DAMAGED)
    try:
        identity(con, PREVIOUS)
    except duckdb.Error:
        return what_is_known(con, published, DAMAGED)
    finally:
        con.execute(f"DETACH {PREVIOUS}")
    return None


def what_is_known(con: duckdb.DuckDBPyConnection, published: Path, reason: str) -> Unread:
    """What data package and writer's database say of the snapshot in place."""
    noted = con.execute("SELECT value FROM raw.derivation WHERE name = 'snapshot'").fetchone()
    return Unread(reason, _version(published), noted[0] if noted else "")


def _version(published: Path) -> str:
    try:
        said = orjson.loads((published / "datapackage.json").read_bytes())["version"]
        return str(said) if [part.isdigit() for part in said.split(".")] == [True] * 3 else ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
