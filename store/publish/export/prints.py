"""What the files of a snapshot were written from, kept beside them: it tells which need not be written anew.

Of each table it holds a fingerprint of the rows, of each part and each piece of a large one too; of each file what
tells it from one that was changed since.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from store.publish.export.file_notes import FileNote

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import duckdb

FILE = "fingerprints.json"
UNDATED = "__HIVE_DEFAULT_PARTITION__"
_OF_NOTICE = " LEFT JOIN core.notice AS n USING (source, ocid, release_id)"
_OF_PROCESS = " LEFT JOIN core.process AS p USING (ocid)"
# Every day moves the figures over all days and the standardised series of all years: they are a piece of their own.
_OF_FIGURES = """(
    CASE WHEN t.period_kind <> 'all' AND t.cut_value <> 'find_a_tender_ted_standardised' THEN year(t.period_until) END
)"""
# Tables with a source in each row: where their rows are taken from, and the year of each. They have parts.
PARTED = {
    "core.notice": ("core.notice AS t", "t.year"),
    "core.process": ("core.process AS t", "t.year"),
    "core.criterion": (f"core.criterion AS t{_OF_NOTICE}", "n.year"),
    "core.passage": (f"core.passage AS t{_OF_NOTICE}", "n.year"),
    "core.evidence": (f"core.evidence AS t{_OF_NOTICE}", "n.year"),
    "out.process": ("out.process AS t", "t.year"),
    "out.award": ("out.award AS t", "t.year"),
}
# Those of which a part has the very columns of the table: their one Parquet file is joined from the parts.
JOINED = {table for table, (_, year) in PARTED.items() if year == "t.year"}
# Tables whose one file is written year by year: those, and others as large.
CUT = PARTED | {
    "core.counted_notice": (f"core.counted_notice AS t{_OF_NOTICE}", "n.year"),
    "core.process_scope": (f"core.process_scope AS t{_OF_PROCESS}", "p.year"),
    "core.scope_step": (f"core.scope_step AS t{_OF_PROCESS}", "p.year"),
    "out.clause": ("out.clause AS t", "year(t.published_on)"),
    "core.award": (f"core.award AS t{_OF_PROCESS}", "p.year"),
    "core.award_supplier": (f"core.award_supplier AS t{_OF_PROCESS}", "p.year"),
    "out.indicator": ("out.indicator AS t", _OF_FIGURES),
    "out.winner": ("out.winner AS t", _OF_FIGURES),
    "out.delivery_chain": (f"out.delivery_chain AS t{_OF_PROCESS}", "p.year"),
}


Cell = tuple[str, int | None]  # source and year


@dataclass(frozen=True)
class TablePrint:
    """Rows of a table and the sum of their hashes; of a large one the same of each source and year."""

    rows: int
    total: int
    cells: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, cells: Mapping[Cell, tuple[int, int]]) -> TablePrint:
        """That of a large table, in the order of its sources and years."""
        ordered = dict(sorted(cells.items(), key=lambda cell: (cell[0][0], cell[0][1] is None, cell[0][1] or 0)))
        return cls(sum(rows for rows, _ in ordered.values()), sum(total for _, total in ordered.values()), ordered)

    @property
    def told(self) -> str:
        """It in a line."""
        return f"{self.rows} {self.total}"


@dataclass
class Prints:
    """What the files of a snapshot were written from.

    Attributes:
        program: fingerprint of the program that wrote them.
        tables: of each table, by name, a fingerprint of its rows.
        parts: the same of each part of a table, by its folder.
        pieces: the same of each piece of its one file, by name: of a part, or of a year.
        files: each file, by its path in the snapshot.
    """

    program: str
    tables: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    pieces: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, FileNote] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, program: str) -> Prints:
        """Those kept with a snapshot; empty when there are none, or another program wrote them."""
        try:
            told = orjson.loads((folder / FILE).read_bytes())
            files = {path: FileNote.read(note) for path, note in told["files"].items()}
            found = cls(told["program"], dict(told["tables"]), dict(told["parts"]), dict(told["pieces"]), files)
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
            return cls(program)
        return found if found.program == program else cls(program)

    def add(self, table: str, printed: TablePrint) -> None:
        """Note the print of a table."""
        self.tables[table] = printed.told
        if table in CUT:
            cells = {cell: f"{rows} {total}" for cell, (rows, total) in printed.cells.items()}
            if table in PARTED:
                self.parts[table] = {part_folder(source, year): told for (source, year), told in cells.items()}
            self.pieces[table] = self.parts[table] if table in JOINED else _by_year(cells)

    def keeps(self, folder: Path, path: str, *, is_read: bool) -> bool:
        """Whether a file below `folder` is as it was noted: by size and time, or `is_read` from end to end."""
        note = self.files.get(path)
        return note is not None and note.stands(folder / path) and (not is_read or note.is_sound(folder / path))

    def write(self, folder: Path) -> None:
        """Keep them with a snapshot."""
        (folder / FILE).write_bytes(orjson.dumps(self, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def part_folder(source: str, year: int | None) -> str:
    """The folder of a part, below that of its table."""
    return f"source={source}/year={_name(year)}"


def print_of(con: duckdb.DuckDBPyConnection, table: str, where: str | None = None) -> TablePrint:
    """The print of a table of the current database; the same in whatever order its rows stand.

    Of some of its rows, told by a condition, when the temporary tables `some_notice` and `some_process` hold the years
    that these have.
    """
    if table not in CUT:
        hashed = f"SELECT count(*), sum(hash(t)::HUGEINT) FROM {table} AS t WHERE {where or 'true'}"  # noqa: S608 - names of our own catalogue
        count, total = con.execute(hashed).fetchall()[0]
        return TablePrint(count, total or 0)
    rows, year = CUT[table]
    if where:
        rows = f"{rows.replace(' JOIN core.', ' JOIN temp.some_')} WHERE {where}"
    source = "t.source" if table in PARTED else "''"
    found = con.execute(
        f"SELECT {source}, {year}, count(*), sum(hash(t)::HUGEINT) FROM {rows} GROUP BY ALL"  # noqa: S608 - names of our own
    ).fetchall()
    return TablePrint.of({(source, at): (count, total) for source, at, count, total in found})


def _by_year(cells: Mapping[Cell, str]) -> dict[str, str]:
    years: dict[str, str] = {}
    for (source, at), told in cells.items():
        years[_name(at)] = f"{years.get(_name(at), '')}{source} {told};"
    return years


def _name(year: int | None) -> str:
    return UNDATED if year is None else str(year)
