"""What the files of a snapshot were written from, kept beside them: it tells which need not be written anew.

Of each table it holds a fingerprint of the rows, of each part and each year of a large one too; of each file what tells
it from one that was changed since.
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
# Tables whose one file is written year by year: those, and others as large.
CUT = PARTED | {
    "core.counted_notice": (f"core.counted_notice AS t{_OF_NOTICE}", "n.year"),
    "core.process_scope": (f"core.process_scope AS t{_OF_PROCESS}", "p.year"),
    "core.scope_step": (f"core.scope_step AS t{_OF_PROCESS}", "p.year"),
    "out.indicator": ("out.indicator AS t", "year(t.period_from)"),
}


@dataclass
class Prints:
    """What the files of a snapshot were written from.

    Attributes:
        program: fingerprint of the program that wrote them.
        tables: of each table, by name, a fingerprint of its rows.
        parts: the same of each part of a table, by its folder.
        years: the same of each year of a table; its one file has a piece for each.
        files: each file, by its path in the snapshot.
    """

    program: str
    tables: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    years: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, FileNote] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, program: str) -> Prints:
        """Those kept with a snapshot; empty when there are none, or another program wrote them."""
        try:
            told = orjson.loads((folder / FILE).read_bytes())
            files = {path: FileNote.read(note) for path, note in told["files"].items()}
            found = cls(told["program"], dict(told["tables"]), dict(told["parts"]), dict(told["years"]), files)
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
            return cls(program)
        return found if found.program == program else cls(program)

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, tables: Mapping[str, str], before: Prints) -> Prints:
        """Those of the current database; of a table that is as it was `before` they are taken over."""
        made = cls(before.program, dict(tables))
        for table in CUT:
            if table in before.years and before.tables.get(table) == tables.get(table):
                made.years[table] = before.years[table]
                if table in PARTED:
                    made.parts[table] = before.parts[table]
            elif table in PARTED:
                made.parts[table], made.years[table] = _part_prints(con, table)
            else:
                made.years[table] = _year_prints(con, table)
        return made

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


def _part_prints(con: duckdb.DuckDBPyConnection, table: str) -> tuple[dict[str, str], dict[str, str]]:
    """Fingerprints of the parts of a table, and of its years, which are made of these."""
    rows, year = PARTED[table]
    found = con.execute(
        f"SELECT t.source, {year}, count(*), sum(hash(t)::HUGEINT) FROM {rows} GROUP BY ALL ORDER BY ALL"  # noqa: S608 - names of our own
    ).fetchall()
    years: dict[str, str] = {}
    for source, at, count, total in found:
        years[_name(at)] = f"{years.get(_name(at), '')}{source} {count} {total};"
    return {part_folder(source, at): f"{count} {total}" for source, at, count, total in found}, years


def _year_prints(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    rows, year = CUT[table]
    found = con.execute(
        f"SELECT {year}, count(*), sum(hash(t)::HUGEINT) FROM {rows} GROUP BY ALL ORDER BY ALL"  # noqa: S608 - names of our own
    ).fetchall()
    return {_name(at): f"{count} {total}" for at, count, total in found}


def _name(year: int | None) -> str:
    return UNDATED if year is None else str(year)
