"""One table whose files are to be written, with what stands in place and what it was written from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from store.publish.export.datapackage import PublishedTable
    from store.publish.export.prints import Prints


@dataclass(frozen=True, kw_only=True)
class Job:
    """A table to be written.

    Attributes:
        con: the finished snapshot is its current database.
        table: the table.
        new: folder of the new snapshot.
        current: folder of the snapshot in place.
        before: what the files in place were written from.
        now: the same of the new snapshot; files are noted there as they are written.
        is_whole: the snapshot was made anew: its rows stand in order, and what is kept of the one in place is read from
            end to end first, not known by size and time alone.
    """

    con: duckdb.DuckDBPyConnection
    table: PublishedTable
    new: Path
    current: Path
    before: Prints
    now: Prints
    is_whole: bool

    def keeps(self, path: str) -> bool:
        """Whether a file in place is as it was written."""
        return self.before.keeps(self.current, path, is_read=self.is_whole)

    def link(self, path: str) -> None:
        """Take over a file in place as it is."""
        os.link(self.current / path, self.new / path)
        self.now.files[path] = self.before.files[path]
