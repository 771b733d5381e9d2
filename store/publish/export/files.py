"""The files beside the database of a snapshot: Parquet, CSV, parts and the data package. What stays is linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.publish.export.datapackage import PackageFacts, hashes_of, tables_of, write_columns, write_datapackage
from store.publish.export.job import Job
from store.publish.export.one_file import KINDS, path_of, write_one_files
from store.publish.export.parts import write_parts
from store.publish.export.prints import PARTED, Prints

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import duckdb

    Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Export:
    """What files are written from.

    Attributes:
        data_version: version of the data.
        published_at: when they are published.
        tables: fingerprints of the rows of each table, by name.
        program: fingerprint of the program, which decides how rows are written.
        is_whole: everything is made anew: files that are kept are read from end to end first.
    """

    data_version: str
    published_at: dt.datetime
    tables: Mapping[str, str]
    program: str
    is_whole: bool


def write_files(
    con: duckdb.DuckDBPyConnection, new: Path, current: Path, export: Export, progress: Progress | None
) -> None:
    """Write the files of the finished snapshot, which is the current database, into the folder `new`.

    `current` is the folder of the snapshot in place: a file of it whose rows are the same is linked.
    """
    before = Prints.read(current, export.program)
    now = Prints.of(con, export.tables, before)
    hashes = hashes_of(current)
    known: dict[str, str] = {}
    tables = tables_of(con, ("core", "out"))
    for done, table in enumerate(tables, start=1):
        job = Job(con=con, table=table, new=new, current=current, before=before, now=now, is_read=export.is_whole)
        paths = [path_of(table, kind) for kind in KINDS]
        printed = now.tables.get(table.full_name)
        is_same = printed is not None and before.tables.get(table.full_name) == printed
        if is_same and all(path in hashes and job.keeps(path) for path in paths):
            for path in paths:
                job.link(path)
                known[path] = hashes[path]
        else:
            write_one_files(job)
        if table.full_name in PARTED:
            write_parts(job)
        if progress:
            progress("publish", done, len(tables))
    write_columns(tables, new / "csv" / "columns.csv")
    write_datapackage(con, tables, new, PackageFacts(export.data_version, export.published_at, known))
    now.write(new)
