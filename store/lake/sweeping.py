"""What nobody can read any more is removed: states that no edition names, and files that no state names.

The library forgets states and leaves their files; what a writer that was killed had written is known to nobody. So the
files of a table are listed and compared with all that can still be read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyarrow.fs import FileSelector, FileType
from pyiceberg.io.pyarrow import PyArrowFileIO

from store.lake.catalog import NAMESPACES
from store.lake.parts import PROPERTY
from store.lake.writing import Written, tried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyarrow.fs import FileInfo, FileSystem
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import Table

    from store.lake.catalog import Place

    Progress = Callable[[str, int, int | None], None]

# What a writer has begun and not committed yet is younger than this. Counted from the newest file of the table, or from
# now if that is earlier, so that a clock that runs ahead takes nothing from a writer at work.
GRACE = dt.timedelta(days=3)


@dataclass(frozen=True)
class Swept:
    """What was removed, and the tables of which files are gone that are needed."""

    states: int = 0
    files: int = 0
    byte_count: int = 0
    torn: tuple[str, ...] = ()

    def __add__(self, other: Swept) -> Swept:
        """Both together."""
        return Swept(
            self.states + other.states,
            self.files + other.files,
            self.byte_count + other.byte_count,
            self.torn + other.torn,
        )


def sweep(catalog: SqlCatalog, place: Place, progress: Progress) -> Swept:
    """Forget the states of every table that are past their time and in no edition, and remove files that none needs.

    Raises:
        LakeError: the lake cannot be read or written.
    """
    names = table_names(catalog)
    total = Swept()
    for number, name in enumerate(names, start=1):
        total += Swept(_forget(catalog, place, name))
        files = found_files(catalog, name)
        newest = min([dt.datetime.now(dt.UTC), *(each.mtime for each in files[-1:])])
        total += remove_unneeded(catalog, name, files, newest - GRACE)
        total += Swept(torn=_write_again(catalog, place, name))
        progress("sweep", number, len(names))
    return total


def _write_again(catalog: SqlCatalog, place: Place, name: str) -> tuple[str, ...]:
    """Have a table of which files are gone written anew by whoever writes it next; its name, if so.

    Its digests are forgotten, so that every part counts as changed. Editions that need the files stay torn.
    """
    torn: tuple[str, ...] = ()

    def attempt() -> Written:
        nonlocal torn
        table = catalog.load_table(name)
        system, _ = _place_of(table)
        needed = [PyArrowFileIO.parse_location(location)[2] for location in _data_files(table)]
        there = system.get_file_info(needed) if needed else []
        torn = (name,) if any(each.type != FileType.File for each in there) else ()
        digests = [key for key in table.properties if key.startswith(PROPERTY)]
        if torn and digests:
            with table.transaction() as change:
                change.remove_properties(*digests)
        return Written()

    tried(place, attempt)
    return torn


def table_names(catalog: SqlCatalog) -> list[str]:
    """Every table of the lake."""
    return sorted(".".join(name) for namespace in NAMESPACES for name in catalog.list_tables(namespace))


def _forget(catalog: SqlCatalog, place: Place, name: str) -> int:
    count = 0

    def attempt() -> Written:
        nonlocal count
        table = catalog.load_table(name)
        last = dt.datetime.fromtimestamp(table.metadata.last_updated_ms / 1000, dt.UTC)
        count = forget(table, min(last, dt.datetime.now(dt.UTC)) - dt.timedelta(days=place.keep_days))
        return Written()

    tried(place, attempt)
    return count


def forget(table: Table, before: dt.datetime) -> int:
    """Forget the states of a table that are older than an instant and named by nothing; returns how many."""
    named = {ref.snapshot_id for ref in table.refs().values()}
    moment = before.timestamp() * 1000
    old = [
        each.snapshot_id for each in table.snapshots() if each.timestamp_ms < moment and each.snapshot_id not in named
    ]
    if old:
        table.maintenance.expire_snapshots().by_ids(old).commit()
    return len(old)


def found_files(catalog: SqlCatalog, name: str) -> list[FileInfo]:
    """Every file of a table, whether it is needed or not, oldest first."""
    system, folder = _place_of(catalog.load_table(name))
    found = system.get_file_info(FileSelector(folder, recursive=True, allow_not_found=True))
    return sorted((each for each in found if each.type == FileType.File), key=lambda each: (each.mtime, each.path))


def modified(table: Table) -> dt.datetime:
    """When the last commit to a table was made, by the clock of the warehouse."""
    system, _ = _place_of(table)
    (found,) = system.get_file_info([PyArrowFileIO.parse_location(table.metadata_location)[2]])
    at: dt.datetime = found.mtime
    return at


def remove_unneeded(
    catalog: SqlCatalog, name: str, files: Sequence[FileInfo], before: dt.datetime | None, *, is_trial: bool = False
) -> Swept:
    """Remove those files of a table that no state of it needs, if last written before an instant; with none, all such.

    They were listed before it is read here what is needed: what is committed in between is needed now.

    Args:
        catalog: the lake.
        name: the table.
        files: its files; those that are no longer there are passed over.
        before: as said.
        is_trial: only tell what would go.
    """
    table = catalog.load_table(name)
    system, _ = _place_of(table)
    needed = {PyArrowFileIO.parse_location(location)[2] for location in _needed(table)}
    old = [each for each in files if each.path not in needed and (before is None or each.mtime < before)]
    there = system.get_file_info([each.path for each in old]) if old else []
    left = [each for each in there if each.type == FileType.File]
    for each in left:
        if not is_trial:
            system.delete_file(each.path)
    return Swept(0, len(left), sum(each.size or 0 for each in left))


def _place_of(table: Table) -> tuple[FileSystem, str]:
    """Where the files of a table are: the file system, and the folder in it."""
    io = table.io
    assert isinstance(io, PyArrowFileIO)  # noqa: S101 - set when the catalogue is opened
    scheme, netloc, folder = PyArrowFileIO.parse_location(table.location())
    return io.fs_by_scheme(scheme, netloc), folder


def _needed(table: Table) -> Iterator[str]:
    """Every file that some state of a table needs, and the descriptions of the table that are kept."""
    metadata = table.metadata
    yield table.metadata_location
    yield from (entry.metadata_file for entry in metadata.metadata_log)
    yield from (each.statistics_path for each in metadata.statistics)
    seen = set()
    for snapshot in metadata.snapshots:
        yield snapshot.manifest_list
        for manifest in snapshot.manifests(table.io):
            if manifest.manifest_path in seen:
                continue
            seen.add(manifest.manifest_path)
            yield manifest.manifest_path
            for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True):
                yield entry.data_file.file_path


def _data_files(table: Table) -> Iterator[str]:
    """Every file with rows that a named state of a table needs."""
    seen = set()
    for ref in table.refs().values():
        snapshot = table.snapshot_by_id(ref.snapshot_id)
        for manifest in snapshot.manifests(table.io) if snapshot else ():
            if manifest.manifest_path not in seen:
                seen.add(manifest.manifest_path)
                for entry in manifest.fetch_manifest_entry(table.io, discard_deleted=True):
                    yield entry.data_file.file_path
