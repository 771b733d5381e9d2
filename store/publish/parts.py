"""Large tables as folders of Parquet, a folder for each source and year; what has not changed keeps its files.

`fingerprints.json` beside them says what each table, and each part of one, was written from, and by which program.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from store.sql_files import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import duckdb

FOLDER = "parts"
FILE = "fingerprints.json"
_UNDATED = "__HIVE_DEFAULT_PARTITION__"
_OF_NOTICE = " JOIN core.notice AS n USING (source, ocid, release_id)"
# Tables with a source in each row: where their rows are taken from, and the year of each.
PARTED = {
    "core.notice": ("core.notice AS t", "t.year"),
    "core.process": ("core.process AS t", "t.year"),
    "core.criterion": (f"core.criterion AS t{_OF_NOTICE}", "n.year"),
    "core.passage": (f"core.passage AS t{_OF_NOTICE}", "n.year"),
    "core.evidence": (f"core.evidence AS t{_OF_NOTICE}", "n.year"),
    "out.process": ("out.process AS t", "t.year"),
    "out.award": ("out.award AS t", "t.year"),
}


@dataclass
class Prints:
    """What the files of a snapshot were written from.

    Attributes:
        program: fingerprint of the program that wrote them.
        tables: of each table, by name, a fingerprint of its rows.
        parts: the same of each part of a table, by its folder.
    """

    program: str
    tables: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, program: str) -> Prints:
        """Those kept with a snapshot; empty when there are none, or another program wrote them."""
        try:
            told = orjson.loads((folder / FILE).read_bytes())
            found = cls(told["program"], dict(told["tables"]), dict(told["parts"]))
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
            return cls(program)
        return found if found.program == program else cls(program)

    def write(self, folder: Path) -> None:
        """Keep them with a snapshot."""
        (folder / FILE).write_bytes(orjson.dumps(self, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def part_prints(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Fingerprints of all parts of the current database."""
    return {table: _prints(con, *PARTED[table]) for table in PARTED}


def _prints(con: duckdb.DuckDBPyConnection, rows: str, year: str) -> dict[str, str]:
    found = con.execute(
        f"SELECT t.source, {year}, count(*), sum(hash(t)::HUGEINT) FROM {rows} GROUP BY ALL ORDER BY ALL"  # noqa: S608 - names of our own
    ).fetchall()
    return {part_folder(source, at): f"{count} {total}" for source, at, count, total in found}


def part_folder(source: str, year: int | None) -> str:
    """The folder of a part, below that of its table."""
    return f"source={source}/year={_UNDATED if year is None else year}"


def write_parts(
    con: duckdb.DuckDBPyConnection, table: str, metadata: str, new: Path, kept: Iterable[tuple[str, Path]]
) -> None:
    """Write the parts of a table below `new/parts/`; those of `kept`, a folder and where it stands now, are linked."""
    folder = new / FOLDER / table.replace(".", "_")
    folder.mkdir(parents=True)
    standing = []
    for part, old in kept:
        shutil.copytree(old, folder / part, copy_function=os.link)
        standing.append(part)
    rows, year = PARTED[table]
    columns = "t.*" if year == "t.year" else f"t.*, {year} AS year"
    con.execute("CREATE OR REPLACE TEMP TABLE part_standing AS SELECT unnest(?::VARCHAR[]) AS part", [standing])
    place = f"'source=' || t.source || '/year=' || coalesce({year}::VARCHAR, {quoted(_UNDATED)})"
    con.execute(
        f"COPY (SELECT {columns} FROM {rows} WHERE {place} NOT IN (SELECT part FROM part_standing)) "  # noqa: S608 - names of our own
        f"TO {quoted(folder)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARTITION_BY (source, year), "
        f"WRITE_PARTITION_COLUMNS true, OVERWRITE_OR_IGNORE true, KV_METADATA {metadata})"
    )
