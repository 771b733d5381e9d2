"""Releases that the database shows just as they stand: told by their content, none of them is mapped again.

Only what leaves no trace when it is read again is passed over: a release in the fullest format whose issues, if it has
any, come again with its content (known_issues.sql). Of it, nothing but the document and the last receipt can be other
than before, and the document of its issues.
"""

from __future__ import annotations

import mmap
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.text.printable import in_one_line
from store.hashes import short_hash
from store.ingest.mapping.sources import source_of_ocid
from store.ingest.readers.packages import content_of
from store.sql_files import read_sql

if TYPE_CHECKING:
    import duckdb

WORTH_BYTES = 32 << 20  # of files; below, to ask the database for all it holds takes longer than it saves
_KEY_BYTES = 16
_BYTES = _KEY_BYTES + 2  # with the number of its issues


@dataclass(frozen=True, slots=True)
class KnownReleases:
    """The contents of such releases, a file a source, which every process that maps looks into."""

    folder: str

    def row(self, release: Any, source: str | None) -> tuple[dict[str, str], int] | None:
        """Source and content id of a release that is known, and how many issues it raises; None of any other."""
        ocid = release.get("ocid") if type(release) is dict else None
        if type(ocid) is not str:
            return None
        content_id = short_hash(content_of(release))
        source = source or source_of_ocid(in_one_line(ocid))
        issues = _opened(self.folder, source).issues_of(bytes.fromhex(content_id))
        return None if issues is None else ({"source": source, "content_id": content_id}, issues)


class _Keys:
    """Keys of a file in their order, each followed by a number of issues."""

    def __init__(self, held: bytes | mmap.mmap) -> None:
        self._held = held
        self._count = len(held) // _BYTES
        # Where the keys stand that begin with each byte: half of the way to a key.
        self._starts = [*(bisect_left(self, bytes([first])) for first in range(256)), self._count]

    def issues_of(self, key: bytes) -> int | None:
        """The number that follows a key; None when it is not there."""
        end = self._starts[key[0] + 1]
        at = bisect_left(self, key, self._starts[key[0]], end)
        if at >= end or self[at] != key:
            return None
        return int.from_bytes(self._held[at * _BYTES + _KEY_BYTES : (at + 1) * _BYTES])

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> bytes:
        return self._held[at * _BYTES : at * _BYTES + _KEY_BYTES]


@lru_cache(maxsize=32)
def _opened(folder: str, source: str) -> _Keys:
    path = Path(folder) / f"{source}.known"
    if not path.is_file():
        return _Keys(b"")
    with path.open("rb") as file:
        return _Keys(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def write_known(con: duckdb.DuckDBPyConnection, folder: Path) -> KnownReleases | None:
    """Write what the database holds now into a folder of its own; None when it holds nothing."""
    _opened.cache_clear()  # another run may have had a folder of the same name
    folder.mkdir()
    con.execute(read_sql("ingest/known_issues.sql"))
    found = con.execute(read_sql("ingest/known_releases.sql")).fetchall()
    for source, _, contents in found:
        with (folder / f"{source}.known").open("ab") as file:
            file.write(bytes.fromhex(contents))
    return KnownReleases(str(folder)) if found else None
