"""Parts of a table, one a portal and year: a hash of the rows of each, by which it is known what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
import pyarrow as pa

from store.hashes import short_hash
from store.sql_files import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb
    from pyiceberg.table import Table

    from store.lake.catalog import Place
    from store.lake.cuts import LakeTable

Value = str | int | None
PROPERTY = "svmonitor.part."
NO_PORTAL = "other"
_CHUNK_ROWS = 200_000  # rows held in memory at once, unless one part is larger


@dataclass(frozen=True)
class Part:
    """The rows of one portal and year; of a table that is not cut, all.

    Attributes:
        values: value of each column that the table is cut by.
        digest: what its rows come to; empty when that is not known.
        row_count: how many there are.
    """

    values: tuple[Value, ...]
    digest: str = ""
    row_count: int = 0

    @property
    def property_name(self) -> str:
        """The property of the table that keeps its digest."""
        return PROPERTY + orjson.dumps(self.values).decode()


def parts_of(con: duckdb.DuckDBPyConnection, table: LakeTable, place: Place) -> list[Part]:
    """The parts of a published table that are written from here."""
    keys = table.cut.keys
    named = "".join(f"t.{key}, " for key in keys)
    rows = con.execute(
        f"SELECT {named} count(*), sum(hash(t)::HUGEINT) FROM ({table.select}) AS t"  # noqa: S608 - names of our own catalogue
        + (" GROUP BY ALL ORDER BY ALL" if keys else "")
    ).fetchall()
    shape = short_hash(repr([(column.name, column.type) for column in table.columns]).encode())[:8]
    found = [Part(row[:-2], f"{row[-2]} {row[-1]} {shape}", row[-2]) for row in rows if row[-2] or not keys]
    return [part for part in found if is_own(table, place, part)]


def is_own(table: LakeTable, place: Place, part: Part) -> bool:
    """Whether a part is written from here."""
    if not table.is_of_notices:
        return place.is_main
    return not place.sources or (part.values[0] or NO_PORTAL) in place.sources


def kept_parts(found: Table, table: LakeTable, place: Place) -> dict[str, Part]:
    """The parts that the lake holds of what is written from here, by the property that keeps the digest of each."""
    kept = {}
    for name, digest in found.properties.items():
        if name.startswith(PROPERTY):
            part = Part(tuple(orjson.loads(name.removeprefix(PROPERTY))), digest)
            if is_own(table, place, part):
                kept[name] = part
    return kept


def chunks(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts in bundles that can be held in memory."""
    bundle: list[Part] = []
    for part in parts:
        if bundle and sum(each.row_count for each in bundle) + part.row_count > _CHUNK_ROWS:
            yield bundle
            bundle = []
        bundle.append(part)
    if bundle:
        yield bundle


def filter_of(keys: Sequence[str], parts: Sequence[Part]) -> str:
    """The rows of some parts, as the lake is asked for them."""
    return " or ".join(
        "(" + " and ".join(_term(key, value) for key, value in zip(keys, part.values, strict=True)) + ")"
        for part in parts
    )


def _term(key: str, value: Value) -> str:
    if value is None:
        return f"{key} is null"
    return f"{key} = {value}" if isinstance(value, int) else f"{key} = {quoted(value)}"


def rows_of_parts(
    con: duckdb.DuckDBPyConnection, table: LakeTable, parts: Sequence[Part], schema: pa.Schema
) -> pa.Table:
    """The rows of some parts, in the columns of the lake; those that are published no longer are empty."""
    select, values = selected(table, parts)
    return in_columns(con.sql(select, params=values or None).to_arrow_table(), schema)


def selected(table: LakeTable, parts: Sequence[Part]) -> tuple[str, list[Value]]:
    """SQL of the rows of some parts, and its values."""
    if not table.cut.keys:
        return table.select, []
    term = " AND ".join(f"t.{key} IS NOT DISTINCT FROM ?" for key in table.cut.keys)
    select = f"SELECT * FROM ({table.select}) AS t WHERE " + " OR ".join(f"({term})" for _ in parts)  # noqa: S608 - names of our own catalogue
    return select, [value for part in parts for value in part.values]


def in_columns(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Rows in the columns of the lake."""
    columns = [
        rows.column(field.name).cast(field.type) if field.name in rows.column_names else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
