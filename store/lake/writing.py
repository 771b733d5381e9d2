"""The published tables written into the lake: of each table the parts that have changed, in one commit."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyiceberg.expressions import AlwaysTrue

from store.lake.catalog import faults_told
from store.lake.change import Change
from store.lake.claims import refuse_lost
from store.lake.cuts import lake_tables
from store.lake.errors import ConflictError
from store.lake.grown import gained
from store.lake.parts import chunks, filter_of, kept_parts, parts_of, rows_of_parts
from store.lake.schema import loaded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import duckdb
    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import Table

    from store.lake.catalog import Place
    from store.lake.claims import Claim
    from store.lake.cuts import LakeTable
    from store.lake.parts import Part

    Progress = Callable[[str, int, int | None], None]

_TRIES = 8
_LONGEST_WAIT_SECONDS = 10.0


@dataclass(frozen=True)
class Written:
    """How much of the lake a write has changed."""

    tables: int = 0
    parts: int = 0
    rows: int = 0
    emptied: int = 0

    def __add__(self, other: Written) -> Written:
        """Both together."""
        return Written(
            self.tables + other.tables,
            self.parts + other.parts,
            self.rows + other.rows,
            self.emptied + other.emptied,
        )


@dataclass(frozen=True)
class Session:
    """One write: the lake, the published database that is written into it, and by what right."""

    catalog: SqlCatalog
    con: duckdb.DuckDBPyConnection
    place: Place
    made: Claim


def write_tables(session: Session, progress: Progress) -> Written:
    """Write what has changed of every table that is written from here.

    Raises:
        LakeError: the lake cannot be written, or the claim is lost; tables written before stay written.
    """
    own = [table for table in lake_tables(session.con) if table.is_of_notices or session.place.is_main]
    total = Written()
    for number, table in enumerate(own, start=1):
        total += _write_table(session, table)
        progress("lake", number, len(own))
    return total


def tried(place: Place, attempt: Callable[[], Written]) -> Written:
    """Do something again when another writer was faster, each time from what is in the lake by then.

    Raises:
        ConflictError: others were faster each time.
    """
    for number in range(_TRIES):
        try:
            with faults_told(place):
                return attempt()
        except ConflictError:
            if number == _TRIES - 1:
                raise
            time.sleep(min(_LONGEST_WAIT_SECONDS, 0.1 * 2**number) * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
    raise AssertionError


def _write_table(session: Session, table: LakeTable) -> Written:
    parts = parts_of(session.con, table, session.place)
    names = {part.property_name for part in parts}

    def attempt() -> Written:
        found = loaded(session.catalog, table)
        kept = kept_parts(found, table, session.place)
        digests = {name: part.digest for name, part in kept.items()}
        changed = [part for part in parts if digests.get(part.property_name) != part.digest]
        emptied = [part for name, part in kept.items() if name not in names]
        if not changed and not emptied and found.current_snapshot():
            return Written()
        with Change(found) as change:
            if not kept and not table.is_of_notices and found.current_snapshot():
                change.delete(AlwaysTrue())  # it was cut in another way: of what stands there no part can be told
            _take_out(change, table, emptied)
            rows = _put_in(session, change, table, found, [(part, kept.get(part.property_name)) for part in changed])
            if not changed and not emptied:  # an edition names a state, and a table that never had a row has none
                change.append(found.schema().as_arrow().empty_table())
            refuse_lost(session.catalog, session.made)
        return Written(1, len(changed), rows, len(emptied))

    return tried(session.place, attempt)


def _take_out(change: Change, table: LakeTable, parts: Sequence[Part]) -> None:
    if parts:
        change.delete(filter_of(table.cut.keys, parts))
        change.remove_properties(*(part.property_name for part in parts))


def _put_in(
    session: Session, change: Change, table: LakeTable, found: Table, parts: Sequence[tuple[Part, Part | None]]
) -> int:
    """Write the parts that have changed, each beside what the lake holds of it; returns how many rows were written."""
    schema = change.table_metadata.schema().as_arrow()
    written, whole = 0, []
    for part, before in parts:
        rows = gained(session.con, table, found, part, before) if before and before.digest else None
        if rows is None:
            whole.append(part)
        else:
            change.append(rows)
            written += len(rows)
    for bundle in chunks(whole):
        rows = rows_of_parts(session.con, table, bundle, schema)
        if table.cut.keys:
            change.dynamic_partition_overwrite(rows)
        else:
            change.overwrite(rows)
        written += len(rows)
    change.set_properties({part.property_name: part.digest for part, _ in parts})
    return written
