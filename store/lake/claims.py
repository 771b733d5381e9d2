"""Who writes the lake: a row a monitor in `lake.writer`, claimed before anything is written.

A claim is a commit like any other, so that of two that come at once one is refused. It carries a token that only the
home that made the last claim knows: a second home under the same name, a copy, or one restored from a backup has
another, and is refused before it can put older data in the place of newer. A copy that has the token still is told by
where it stands. No clock decides anything.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

import pyarrow as pa
from pyiceberg.exceptions import NoSuchTableError

from store.lake.cuts import Cut, LakeTable
from store.lake.errors import LakeError
from store.lake.schema import loaded
from store.publish.export.datapackage import Column, PublishedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyiceberg.catalog.sql import SqlCatalog
    from pyiceberg.table import Table

    from store.lake.catalog import Place

_COLUMNS = (
    Column("writer", "VARCHAR", "Name of the monitor.", is_required=True),
    Column("is_main", "BOOLEAN", "Writes processes and figures.", is_required=True),
    Column("sources", "VARCHAR[]", "Portals whose notices it writes; none named, all that it holds."),
    Column("is_sample", "BOOLEAN", "Writes sample data, which describe no real procurement.", is_required=True),
    Column("token", "VARCHAR", "Known to the home alone that made the last claim.", is_required=True),
    Column("claimed_at", "TIMESTAMP WITH TIME ZONE", "When it last began to write, by its clock.", is_required=True),
    Column("written_at", "TIMESTAMP WITH TIME ZONE", "When the lake last held all of it, by its clock."),
    Column("published_at", "TIMESTAMP WITH TIME ZONE", "When what it last wrote whole had been published."),
    Column("data_version", "VARCHAR", "Data version of that."),
    Column("schema_version", "INTEGER", "Version of the tables of the program that writes."),
)
TABLE = LakeTable(
    PublishedTable("lake", "writer", "The monitors that write this lake.", _COLUMNS, ("writer",)),
    Cut("claims", "", "", ""),
)
_PROPERTY = "svmonitor.token."


@dataclass(frozen=True)
class Claim:
    """A row of `lake.writer`; see its columns."""

    writer: str
    is_main: bool
    sources: tuple[str, ...]
    is_sample: bool
    token: str
    claimed_at: dt.datetime
    written_at: dt.datetime | None = None
    published_at: dt.datetime | None = None
    data_version: str | None = None
    schema_version: int | None = None


def claims(catalog: SqlCatalog) -> list[Claim]:
    """Every claim on a lake, by name of the writer."""
    try:
        table = catalog.load_table(TABLE.name)
    except NoSuchTableError:
        return []
    return _rows(table)


def _rows(table: Table) -> list[Claim]:
    rows = table.scan().to_arrow().to_pylist()
    known = [each.name for each in fields(Claim)]  # a newer program may have more, an older one fewer
    found = [Claim(**{name: row.get(name) for name in known}) for row in rows]
    found = [replace(row, sources=tuple(row.sources or ())) for row in found]
    return sorted(found, key=lambda claim: claim.writer)


@dataclass(frozen=True)
class Request:
    """What a home asks for.

    Attributes:
        token: the new token.
        known: tokens of which the home knows that it made them.
        is_sample: whether what is to be written is sample data.
        is_taken_over: write though another home wrote under this name before.
        schema_version: version of the tables of the program that writes.
    """

    token: str
    known: tuple[str, ...]
    is_sample: bool
    is_taken_over: bool = False
    schema_version: int = 0


def claim(catalog: SqlCatalog, place: Place, asked: Request) -> Claim:
    """Claim the right to write under a name.

    Raises:
        ConflictError: another claim came at the same moment.
        LakeError: the name, a portal or the figures are another's, sample data would meet real ones, the lake is
            elsewhere, or a newer program writes it.
    """
    before = claims(catalog)
    _refuse_newer(before, asked.schema_version)
    table = loaded(catalog, TABLE)
    _refuse_moved(table, place)
    before = _rows(table)
    own = next((each for each in before if each.writer == place.writer), None)
    others = [each for each in before if each.writer != place.writer]
    if own and own.token not in asked.known and not asked.is_taken_over:
        at = f"{own.claimed_at:%Y-%m-%d %H:%M} UTC"
        raise LakeError(
            f"another home wrote this lake as {place.writer!r}, last at {at}: give this one a name of its own"
            " ([lake] writer), or have it take over with `svmonitor lake write --take-over`"
        )
    _refuse_shared(place, others, is_sample=asked.is_sample)
    made = Claim(place.writer, place.is_main, place.sources, asked.is_sample, asked.token, _now())
    made = replace(made, schema_version=asked.schema_version)
    if own:
        made = replace(made, written_at=own.written_at, published_at=own.published_at, data_version=own.data_version)
    _put(table, [*others, made])
    return made


def _refuse_newer(rows: Sequence[Claim], schema_version: int) -> None:
    """An older program would take back what a newer one has made of the tables."""
    for row in rows:
        if (row.schema_version or 0) > schema_version:
            raise LakeError(
                f"a newer program writes the lake as {row.writer!r} (tables of version {row.schema_version}, here"
                f" {schema_version}): bring this one up to date, and publish"
            )


def _refuse_moved(table: Table, place: Place) -> None:
    """The catalogue knows where each table is, so another warehouse in the settings would be passed over in silence."""
    stands = table.location().removesuffix(f"/{TABLE.name.replace('.', '/')}")
    if stands != place.address:
        raise LakeError(
            f"the files of this lake are in {stands.removeprefix('file://')}, not in {place.warehouse}: set [lake]"
            " warehouse to that, or give the new lake a catalogue of its own"
        )


def _refuse_shared(place: Place, others: Sequence[Claim], *, is_sample: bool) -> None:
    for other in others:
        if other.is_sample != is_sample:
            what = "sample data" if other.is_sample else "real data"
            raise LakeError(f"the lake holds {what} of {other.writer!r}: sample and real data never stand together")
        if other.is_main and place.is_main:
            raise LakeError(
                f"processes and figures of this lake are written by {other.writer!r}: set [lake] main to that name"
            )
        shared = sorted(set(place.sources) & set(other.sources))
        if not place.sources or not other.sources or shared:
            names = ", ".join(shared) or "all portals"
            raise LakeError(
                f"{names}: both {place.writer!r} and {other.writer!r} would write their notices: share the portals out"
                " in [lake] sources of each"
            )


def done(catalog: SqlCatalog, made: Claim, published_at: dt.datetime, data_version: str) -> None:
    """Note that all that was published stands in the lake.

    Raises:
        ConflictError: another writer was faster.
        LakeError: the claim is no longer ours.
    """
    table = loaded(catalog, TABLE)
    _refuse_lost(table, made)
    kept = replace(made, written_at=_now(), published_at=published_at, data_version=data_version)
    _put(table, [kept if row.writer == made.writer else row for row in _rows(table)])


def refuse_lost(catalog: SqlCatalog, made: Claim) -> None:
    """Stop a writer whose name another home has taken over since.

    Raises:
        LakeError: as said.
    """
    _refuse_lost(catalog.load_table(TABLE.name), made)


def _refuse_lost(table: Table, made: Claim) -> None:
    if table.properties.get(_PROPERTY + made.writer) != made.token:
        raise LakeError(f"another home has taken over the name {made.writer!r} in the lake: nothing more is written")


def _put(table: Table, rows: Sequence[Claim]) -> None:
    """Write all claims in place of those that were read with the table; refused when any was made since."""
    content = [asdict(row) | {"sources": list(row.sources)} for row in rows]
    with table.transaction() as change:
        change.overwrite(pa.Table.from_pylist(content, schema=table.schema().as_arrow()))
        change.set_properties({_PROPERTY + row.writer: row.token for row in rows})


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
