"""Personal data taken out of a lake: out of every edition, every state and every file, for good.

A file of the lake is never changed, so one that holds the words is written anew without them, and every state that
named it is made anew with the new one: the present, and each edition under its own name. What nobody names any more
goes at once, with what killed writers left.
"""

from __future__ import annotations

import datetime as dt
import re
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
from store.lake.sweeping import Swept, forget, remove_files, table_names
from store.lake.writing import Written, tried

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import FileScanTask, Table

    from store.lake.catalog import Place

    Progress = Callable[[str, int, int | None], None]

REMOVED = "[removed]"


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
    """Words to take out: whole words as they are written, in whatever case and however they are spaced."""

    def __init__(self, words: Sequence[str]) -> None:
        spaced = [r"\s+".join(map(re.escape, each.split())) for each in sorted(words, key=len, reverse=True)]
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)

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
    names = table_names(catalog)
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
        for task in (task for each in tasks.values() for task in each):
            if task.file.file_path not in fresh:
                count, files = _rewritten(table, task, words)
                fresh[task.file.file_path] = files
                total += Erased(count, len(files))
        if states:
            _renew(table, {state: [task.file for task in each] for state, each in tasks.items()}, fresh)
        forget(catalog.load_table(name), dt.datetime.now(dt.UTC) + dt.timedelta(days=1))
        return Written()

    tried(place, attempt)
    return total + Erased(swept=remove_files(catalog, name, None))


def _rewritten(table: Table, task: FileScanTask, words: Words) -> tuple[int, list[DataFile]]:
    """In how many values of a file the words stand, and the files to put in its place."""
    metadata = table.metadata
    rows = ArrowScan(metadata, table.io, table.schema(), AlwaysTrue()).to_table(tasks=[task])
    rows, count = words.cleared(rows)
    if not count:
        return 0, []
    return count, list(_dataframe_to_data_files(table_metadata=metadata, df=rows, io=table.io, write_uuid=uuid.uuid4()))


def _renew(table: Table, files: dict[int, list[DataFile]], fresh: dict[str, list[DataFile]]) -> None:
    """Put new files in place of old ones in every state that has a name, in one commit.

    The present state is made anew even where nothing changes in it: a writer at work has its files removed below, and
    must not commit them.
    """
    renewed: dict[int, int] = {}
    with Change(table) as change:
        for name, ref in sorted(table.refs().items(), key=lambda item: item[0] != MAIN_BRANCH):
            state = ref.snapshot_id
            old = [file for file in files[state] if fresh[file.file_path]]
            if name == MAIN_BRANCH:
                if old:
                    _replace(change, MAIN_BRANCH, old, fresh)
                else:
                    change.append(table.schema().as_arrow().empty_table())
                renewed[state] = _head(change, MAIN_BRANCH)
            elif old or state in renewed:
                if state not in renewed:
                    branch = f"erasing-{name}"
                    ManageSnapshots(change).create_branch(state, branch).commit()
                    _replace(change, branch, old, fresh)
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
