"""How each table is cut in the lake: by which expressions its rows have a source and a year, and who writes it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from store.publish.export.datapackage import Column, PublishedTable, tables_of

if TYPE_CHECKING:
    import duckdb

SCHEMAS = ("core", "out")
_ADDED = {
    "source": Column("source", "VARCHAR", "Portal; the lake keeps the rows of each in files of their own."),
    "year": Column("year", "INTEGER", "Year that the lake keeps the row under; null where no date is known."),
}


@dataclass(frozen=True)
class Cut:
    """How one table is cut.

    Attributes:
        level: `notice`, written by whoever reads the portal; `process`, by the main monitor alone.
        source: SQL of the portal of a row; empty when the table is not cut by portal.
        year: SQL of its year; empty when it is not cut by year.
        joined: SQL of what has to be joined for these.
        also: a column of its own that it is cut by besides, so that a change in few rows of a year writes few.
    """

    level: str
    source: str
    year: str
    joined: str
    also: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns it is cut by."""
        dated = tuple(name for name in ("source", "year") if getattr(self, name))
        return (*dated, self.also) if self.also else dated


_WHOLE = Cut("process", "", "", "")


@dataclass(frozen=True)
class LakeTable:
    """A published table as it stands in the lake: columns by which it is cut are added where it has none."""

    published: PublishedTable
    cut: Cut

    @property
    def name(self) -> str:
        """Schema and name, as in SQL."""
        return f"{self.published.schema}.{self.published.name}"

    @property
    def is_of_notices(self) -> bool:
        """Whether every monitor writes the rows of its own portals."""
        return self.cut.level == "notice"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns in the lake."""
        own = {column.name for column in self.published.columns}
        return (*self.published.columns, *(_ADDED[key] for key in self.cut.keys if key not in own))

    @property
    def select(self) -> str:
        """SQL of its rows."""
        own = {column.name for column in self.published.columns}
        wanted = {"source": self.cut.source, "year": f"({self.cut.year})::INTEGER"}
        added = [f"{wanted[key]} AS {key}" for key in self.cut.keys if key not in own]
        joined = self.cut.joined if added else ""
        return f"SELECT {', '.join(['t.*', *added])} FROM {self.name} AS t {joined}"  # noqa: S608 - names of our own catalogue


def lake_tables(con: duckdb.DuckDBPyConnection) -> list[LakeTable]:
    """The tables of a published database as they stand in the lake."""
    cuts = _cuts()
    return [
        LakeTable(published, cuts.get(f"{published.schema}.{published.name}", _WHOLE))
        for published in tables_of(con, SCHEMAS)
    ]


@cache
def _cuts() -> dict[str, Cut]:
    """Table to its cut, from store/lake/cuts.csv; what does not stand there is replaced whole."""
    text = files("store.lake").joinpath("cuts.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {row.pop("table"): Cut(**row) for row in rows}
