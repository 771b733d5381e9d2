"""Personal data taken out of a lake: out of every edition, every state and every file, for good.

A file of the lake is never changed, so one that holds the words is written anew without them, and every named state
that has it is made anew with the new one: the present, and each edition under its own name. Other states that have it
are forgotten, and what nobody needs any more goes at once, with what killed writers left. Tables that hold the words
nowhere stay as they are, with all their states.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from pyiceberg.expressions import AlwaysTrue
from pyiceberg.io.pyarrow import ArrowScan, PyArrowFileIO, _dataframe_to_data_files
from pyiceberg.table.refs import MAIN_BRANCH, SnapshotRefType
from pyiceberg.table.update.snapshot import ManageSnapshots

from store.lake.change import Change
from store.lake.claims import TABLE as CLAIMS
from store.lake.sweeping import Swept, found_files, modified, remove_unneeded, table_names
from store.lake.writing import Written, tried

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from pyarrow.fs import FileSystem
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import FileScanTask, Table

    from store.lake.catalog import Place
    from store.lake.words import Words

    Progress = Callable[[str, int, int | None], None]

_ROUNDS = 3
_ROWS = ".parquet"
_CLOCK_TICK_SECONDS = 1.1  # buckets tell the time of a file in whole seconds


@dataclass(frozen=True)
class Erased:
    """What was done: values changed, files written anew, and what was removed."""

    values: int = 0
    files: int = 0
    swept: Swept = field(default_factory=Swept)

    def __add__(self, other: Erased) -> Erased:
        """Both together."""
        return Erased(self.values + other.values, self.files + other.files, self.swept + other.swept)


def erase(catalog: SqlCatalog, place: Place, words: Words, progress: Progress) -> Erased:
    """Take words out of a lake: out of what it holds now, every edition, and every file; other tables stay as they are.

    A writer that is at work meanwhile is refused its next commit, and writes anew from what is in the lake by then.

    Raises:
        LakeError: the lake cannot be read or written; tables that were done before stay done.
    """
    names = [name for name in table_names(catalog) if name != CLAIMS.name]  # it holds names of monitors, of nobody
    total = Erased()
    for number, name in enumerate(names, start=1):
        total += _erase_table(catalog, place, name, words)
        progress("erase", number, len(names))
    return total


def _erase_table(catalog: SqlCatalog, place: Place, name: str, words: Words) -> Erased:
    fresh: dict[str, list[DataFile]] = {}  # file to the ones in its place; none where it holds no such words
    holding: set[str] = set()
    total = Erased()

    def attempt() -> Written:
        nonlocal total
        table = catalog.load_table(name)
        states = {ref.snapshot_id for ref in table.refs().values()}
        tasks = {state: list(table.scan(snapshot_id=state).plan_files()) for state in states}
        schema_of = _schema_of(table)
        for state in sorted(states, key=schema_of):  # a later state reads the columns of an earlier one
            for task in tasks[state]:
                if task.file.file_path not in fresh:
                    count, files = _rewritten(table, task, words, schema_of(state))
                    fresh[task.file.file_path] = files
                    holding.update([task.file.file_path] if count else [])
                    total += Erased(count, len(files))
        held_aside, count = _held_aside(catalog, table, words, known=fresh)
        total += Erased(count if held_aside - holding else 0)
        holding.update(held_aside)
        if holding:
            listing = {state for state, path in _entries(table) if path in holding}
            _renew(table, {state: [task.file for task in tasks[state]] for state in states & listing}, fresh)
        return Written()

    tried(place, attempt)
    return total + Erased(swept=_remove_old(catalog, place, name, holding)) if holding else total


def _held_aside(catalog: SqlCatalog, table: Table, words: Words, *, known: Collection[str]) -> tuple[set[str], int]:
    """Files that hold the words and are in no named state, and in how many values: of others, or of no state at all."""
    io = table.io
    assert isinstance(io, PyArrowFileIO)  # noqa: S101 - set when the catalogue is opened
    scheme, netloc, _ = PyArrowFileIO.parse_location(table.location())
    system = io.fs_by_scheme(scheme, netloc)
    read = {PyArrowFileIO.parse_location(path)[2] for path in known}
    paths = {PyArrowFileIO.parse_location(path)[2]: path for _, path in _entries(table)}
    found, total = set(), 0
    for file in found_files(catalog, table.name()[-2] + "." + table.name()[-1]):
        if file.path.endswith(_ROWS) and file.path not in read:
            count = _count_in(system, file.path, words)
            if count is None or count:
                found.add(paths.get(file.path, file.path))
                total += count or 0
    return found, total


def _count_in(system: FileSystem, path: str, words: Words) -> int | None:
    """In how many values of a file the words stand; None of one that was begun and never ended: they may."""
    try:
        return words.cleared(pq.read_table(path, filesystem=system, partitioning=None))[1]
    except FileNotFoundError:
        return 0
    except pa.ArrowInvalid:
        return None


def _entries(table: Table) -> Iterator[tuple[int, str]]:
    """Every state of a table with each file of rows that its lists name, also as one that it took out."""
    lists: dict[str, list[str]] = {}
    for snapshot in table.snapshots():
        for manifest in snapshot.manifests(table.io):
            if manifest.manifest_path not in lists:
                entries = manifest.fetch_manifest_entry(table.io, discard_deleted=False)
                lists[manifest.manifest_path] = [entry.data_file.file_path for entry in entries]
            yield from ((snapshot.snapshot_id, path) for path in lists[manifest.manifest_path])


def _remove_old(catalog: SqlCatalog, place: Place, name: str, holding: Collection[str]) -> Swept:
    """Forget the states of a table that hold the words, and remove what no state names.

    That is, what was written before the last commit to it. Whoever wrote such a file had read the table before that
    commit, so is refused; a younger one may be of a writer who read it since, and stays. Where there are younger ones,
    a commit that changes nothing makes them older.
    """
    total = Swept()
    for number in range(_ROUNDS):
        if number:
            time.sleep(_CLOCK_TICK_SECONDS)
            tried(place, lambda: _refuse_all(catalog.load_table(name)))
        last = modified(catalog.load_table(name))
        tried(place, lambda: _forget_holding(catalog.load_table(name), holding))
        files = found_files(catalog, name)
        total += remove_unneeded(catalog, name, files, last)
        if not remove_unneeded(catalog, name, files, None, is_trial=True).files:
            break
    return total


def _refuse_all(table: Table) -> Written:
    """Make the present state anew as it is: who has read the table before cannot commit any more."""
    table.append(table.schema().as_arrow().empty_table())
    return Written()


def _forget_holding(table: Table, holding: Collection[str]) -> Written:
    """Forget the states without a name that hold the words, or list a file that does as taken out."""
    named = {ref.snapshot_id for ref in table.refs().values()}
    old = sorted({state for state, path in _entries(table) if path in holding} - named)
    if old:
        table.maintenance.expire_snapshots().by_ids(old).commit()
    return Written()


def _schema_of(table: Table) -> Callable[[int], int]:
    """Which columns a state of a table is read with."""
    current = table.metadata.current_schema_id

    def schema_id(state: int) -> int:
        snapshot = table.snapshot_by_id(state)
        return current if snapshot is None or snapshot.schema_id is None else snapshot.schema_id

    return schema_id


def _rewritten(table: Table, task: FileScanTask, words: Words, schema_id: int) -> tuple[int, list[DataFile]]:
    """In how many values of a file the words stand, and the files to put in its place."""
    metadata = table.metadata.model_copy(update={"current_schema_id": schema_id})
    rows = ArrowScan(metadata, table.io, metadata.schema(), AlwaysTrue()).to_table(tasks=[task])
    rows, count = words.cleared(rows)
    if not count:
        return 0, []
    return count, list(_dataframe_to_data_files(table_metadata=metadata, df=rows, io=table.io, write_uuid=uuid.uuid4()))


def _renew(table: Table, files: dict[int, list[DataFile]], fresh: dict[str, list[DataFile]]) -> None:
    """Put new files in place of old ones in every state that has a name and lists such, in one commit.

    The present state is made anew even where nothing changes in it: a writer at work has its files removed below, and
    must not commit them. Each state keeps the columns that it is read with. What a step takes out stays in the lists of
    the state it makes, with the first and last values of its columns; a second step that adds nothing drops these.
    """
    renewed: dict[int, int] = {}
    schema_of = _schema_of(table)
    with Change(table) as change:
        if not table.refs():
            change.append(table.schema().as_arrow().empty_table())
        for name, ref in sorted(table.refs().items(), key=lambda item: item[0] != MAIN_BRANCH):
            state = ref.snapshot_id
            old = [file for file in files.get(state, ()) if fresh[file.file_path]]
            if name == MAIN_BRANCH:
                _replace(change, MAIN_BRANCH, old, fresh)
                change.read_with(schema_of(state))
                renewed[state] = _head(change, MAIN_BRANCH)
            elif state in files or state in renewed:
                if state not in renewed:
                    branch = f"erasing-{name}"
                    ManageSnapshots(change).create_branch(state, branch).commit()
                    _replace(change, branch, old, fresh)
                    change.read_with(schema_of(state))
                    renewed[state] = _head(change, branch)
                    ManageSnapshots(change).remove_branch(branch).commit()
                again = ManageSnapshots(change)
                is_tag = ref.snapshot_ref_type is SnapshotRefType.TAG
                (again.create_tag if is_tag else again.create_branch)(renewed[state], name).commit()


def _replace(change: Change, branch: str, old: Sequence[DataFile], fresh: dict[str, list[DataFile]]) -> None:
    if old:
        with change.update_snapshot(branch=branch).overwrite() as made:
            for file in old:
                made.delete_data_file(file)
                for new in fresh[file.file_path]:
                    made.append_data_file(new)
    change.append(change.table_metadata.schema().as_arrow().empty_table(), branch=branch)


def _head(change: Change, branch: str) -> int:
    snapshot = change.table_metadata.snapshot_by_name(branch)
    assert snapshot is not None  # noqa: S101 - it was made right before
    return snapshot.snapshot_id
