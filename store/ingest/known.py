"""Releases that the database shows just as they stand: told by their content, none of them is mapped again.

Only what leaves no trace when it is read again is passed over: a release without an issue, in the fullest format. Of
it, nothing but the document and the last receipt can be other than before.
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


@dataclass(frozen=True, slots=True)
class KnownReleases:
    """The contents of such releases, a file a source, which every process that maps looks into."""

    folder: str

    def row(self, release: Any, source: str | None) -> dict[str, str] | None:
        """Source and content id of a release that is known; None of any other."""
        ocid = release.get("ocid") if type(release) is dict else None
        if type(ocid) is not str:
            return None
        content_id = short_hash(content_of(release))
        source = source or source_of_ocid(in_one_line(ocid))
        is_known = bytes.fromhex(content_id) in _opened(self.folder, source)
        return {"source": source, "content_id": content_id} if is_known else None


class _Keys:
    """Keys of a file, in their order."""

    def __init__(self, held: bytes | mmap.mmap) -> None:
        self._held = held
        self._count = len(held) // _KEY_BYTES
        # Where the keys stand that begin with each byte: half of the way to a key.
        self._starts = [*(bisect_left(self, bytes([first])) for first in range(256)), self._count]

    def __contains__(self, key: bytes) -> bool:
        end = self._starts[key[0] + 1]
        at = bisect_left(self, key, self._starts[key[0]], end)
        return at < end and self[at] == key

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> bytes:
        return self._held[at * _KEY_BYTES : (at + 1) * _KEY_BYTES]


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
    found = con.execute(read_sql("ingest/known_releases.sql")).fetchall()
    for source, _, keys in found:
        with (folder / f"{source}.known").open("ab") as file:
            file.write(bytes.fromhex(keys))
    return KnownReleases(str(folder)) if found else None
