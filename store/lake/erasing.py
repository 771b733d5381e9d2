"""Personal data taken out of a lake: out of every edition, every state and every file, for good.

A file of the lake is never changed, so one that holds the words is written anew without them, and every state that
named it is made anew with the new one: the present, and each edition under its own name. What nobody names any more
goes at once, with what killed writers left.
"""

from __future__ import annotations

import datetime as dt
import re
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyiceberg.expressions import AlwaysTrue
from pyiceberg.io.pyarrow import ArrowScan, _dataframe_to_data_files
from pyiceberg.table.refs import MAIN_BRANCH, SnapshotRefType
from pyiceberg.table.update.snapshot import ManageSnapshots

from store.lake.change import Change
from store.lake.claims import TABLE as CLAIMS
from store.lake.sweeping import Swept, forget, found_files, modified, remove_unneeded, table_names
from store.lake.words import alternatives
from store.lake.writing import Written, tried

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import FileScanTask, Table

    from store.lake.catalog import Place

    Progress = Callable[[str, int, int | None], None]

REMOVED = "[removed]"
_ROUNDS = 3
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


class Words:
    """Words to take out: whole words, in whatever case and however they are spaced, in addresses too."""

    def __init__(self, words: Sequence[str]) -> None:
        before, behind = r"(?:(?<![^\W_])|(?<=%[0-9A-F]{2}))", "(?![^\\W_]|[\u0300-\u036f])"
        self._pattern = re.compile(f"{before}(?:{alternatives(words)}){behind}", re.IGNORECASE)

    def cleared(self, rows: pa.Table) -> tuple[pa.Table, int]:
        """Rows without the words, and in how many values they stood."""
        total = 0
        for number, each in enumerate(rows.schema):
            column = rows.column(number)
            if _is_list(each.type):
                items = pc.list_flatten(column)
            elif _is_text(each.type):
                items = column
            else:
                continue
            count = sum(1 for text in items.to_pylist() if text and self._pattern.search(text))
            if count:
                total += count
                fresh = [self._without(value) for value in column.to_pylist()]
                rows = rows.set_column(number, each, pa.array(fresh, each.type))
        return rows, total

    def _without(self, value: str | list[str] | None) -> str | list[str | None] | None:
        if value is None:
            return None
        if isinstance(value, list):
            return [text if text is None else self._pattern.sub(REMOVED, text) for text in value]
        return self._pattern.sub(REMOVED, value)


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def erase(catalog: SqlCatalog, place: Place, words: Words, progress: Progress) -> Erased:
    """Take words out of a lake: out of what it holds now, every edition, and every file.

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
                    total += Erased(count, len(files))
        _renew(table, {state: [task.file for task in each] for state, each in tasks.items()}, fresh)
        return Written()

    tried(place, attempt)
    return total + Erased(swept=_remove_old(catalog, place, name))


def _remove_old(catalog: SqlCatalog, place: Place, name: str) -> Swept:
    """Remove what no state of a table names, and was written before the last commit to it.

    Whoever wrote such a file had read the table before that commit, so is refused; a younger one may be of a writer who
    read it since, and stays. Where there are younger ones, a commit that changes nothing makes them older.
    """
    total = Swept()
    for number in range(_ROUNDS):
        if number:
            time.sleep(_CLOCK_TICK_SECONDS)
            tried(place, lambda: _refuse_all(catalog.load_table(name)))
        last = modified(catalog.load_table(name))
        tried(place, lambda: _forget_all(catalog.load_table(name)))
        files = found_files(catalog, name)
        total += remove_unneeded(catalog, name, files, last)
        if not remove_unneeded(catalog, name, files, None, is_trial=True).files:
            break
    return total


def _refuse_all(table: Table) -> Written:
    """Make the present state anew as it is: who has read the table before cannot commit any more."""
    table.append(table.schema().as_arrow().empty_table())
    return Written()


def _forget_all(table: Table) -> Written:
    forget(table, dt.datetime.now(dt.UTC) + dt.timedelta(days=366))
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
    """Put new files in place of old ones in every state that has a name, in one commit.

    The present state is made anew even where nothing changes in it: a writer at work has its files removed below, and
    must not commit them. Each state keeps the columns that it is read with.
    """
    renewed: dict[int, int] = {}
    schema_of = _schema_of(table)
    with Change(table) as change:
        if not table.refs():
            change.append(table.schema().as_arrow().empty_table())
        for name, ref in sorted(table.refs().items(), key=lambda item: item[0] != MAIN_BRANCH):
            state = ref.snapshot_id
            old = [file for file in files[state] if fresh[file.file_path]]
            if name == MAIN_BRANCH:
                if old:
                    _replace(change, MAIN_BRANCH, old, fresh)
                else:
                    change.append(table.schema().as_arrow().empty_table())
                change.read_with(schema_of(state))
                renewed[state] = _head(change, MAIN_BRANCH)
            elif old or state in renewed:
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
    with change.update_snapshot(branch=branch).overwrite() as made:
        for file in old:
            made.delete_data_file(file)
            for new in fresh[file.file_path]:
                made.append_data_file(new)


def _head(change: Change, branch: str) -> int:
    snapshot = change.table_metadata.snapshot_by_name(branch)
    assert snapshot is not None  # noqa: S101 - it was made right before
    return snapshot.snapshot_id
