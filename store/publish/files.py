"""The files beside the database of a snapshot: Parquet, CSV, parts and the data package. What stays is linked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.publish.datapackage import (
    PackageFacts,
    PublishedTable,
    hashes_of,
    metadata_of,
    tables_of,
    write_columns,
    write_datapackage,
    write_table,
)
from store.publish.parts import FOLDER, PARTED, Prints, part_prints, write_parts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import duckdb

    Progress = Callable[[str, int, int | None], None]

_KINDS = ("parquet", "csv")


@dataclass(frozen=True)
class Export:
    """What files are written from.

    Attributes:
        data_version: version of the data.
        published_at: when they are published.
        tables: fingerprints of the rows of each table, by name.
        program: fingerprint of the program, which decides how rows are written.
    """

    data_version: str
    published_at: dt.datetime
    tables: Mapping[str, str]
    program: str


def write_files(
    con: duckdb.DuckDBPyConnection, new: Path, current: Path, export: Export, progress: Progress | None
) -> None:
    """Write the files of the finished snapshot, which is the current database, into the folder `new`.

    `current` is the folder of the snapshot in place: a file of it whose rows are the same is linked.
    """
    before = Prints.read(current, export.program)
    now = Prints(export.program, dict(export.tables), part_prints(con))
    hashes = hashes_of(current)
    known: dict[str, str] = {}
    tables = tables_of(con, ("core", "out"))
    for done, table in enumerate(tables, start=1):
        name = f"{table.schema}.{table.name}"
        paths = [f"{kind}/{table.file_stem}.{kind}" for kind in _KINDS]
        is_same = name in before.tables and before.tables[name] == now.tables.get(name)
        if is_same and all(path in hashes and (current / path).is_file() for path in paths):
            for path in paths:
                os.link(current / path, new / path)
                known[path] = hashes[path]
        else:
            write_table(con, table, new)
        if name in PARTED:
            _write_parts(con, table, new, current, (before, now))
        if progress:
            progress("publish", done, len(tables))
    write_columns(tables, new / "csv" / "columns.csv")
    write_datapackage(con, tables, new, PackageFacts(export.data_version, export.published_at, known))
    now.write(new)


def _write_parts(
    con: duckdb.DuckDBPyConnection, table: PublishedTable, new: Path, current: Path, prints: tuple[Prints, Prints]
) -> None:
    name = f"{table.schema}.{table.name}"
    before, now = (each.parts.get(name, {}) for each in prints)
    old = current / FOLDER / table.file_stem
    kept = [
        (part, old / part) for part, printed in now.items() if before.get(part) == printed and (old / part).is_dir()
    ]
    write_parts(con, name, metadata_of(table), new, kept)
