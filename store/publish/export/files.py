"""The files beside the database of a snapshot: Parquet, CSV, parts and the data package. What stays is linked."""

from __future__ import annotations

import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.publish.export.datapackage import PackageFacts, hashes_of, tables_of, write_columns, write_datapackage
from store.publish.export.job import Job
from store.publish.export.one_file import KINDS, PIECES, part_path, path_of, write_pieces
from store.publish.export.parts import write_parts
from store.publish.export.prints import JOINED, PARTED, Prints

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import duckdb

    from store.publish.export.prints import TablePrint

    Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True)
class Export:
    """What files are written from.

    Attributes:
        data_version: version of the data.
        published_at: when they are published.
        tables: prints of the rows of each table, by name.
        program: fingerprint of the program, which decides how rows are written.
        is_whole: everything is made anew: files that are kept are read from end to end first.
    """

    data_version: str
    published_at: dt.datetime
    tables: Mapping[str, TablePrint]
    program: str
    is_whole: bool


def write_files(
    con: duckdb.DuckDBPyConnection, new: Path, current: Path, export: Export, progress: Progress | None
) -> None:
    """Write the files of the finished snapshot, which is the current database, into the folder `new`.

    `current` is the folder of the snapshot in place: a file of it whose rows are the same is linked.
    """
    before = Prints.read(current, export.program)
    now = Prints.of(export.program, export.tables)
    hashes = hashes_of(current)
    known: dict[str, str] = {}
    tables = tables_of(con, ("core", "out"))
    with ThreadPoolExecutor(1) as beside:  # files of a table are joined while pieces of the next are written
        joining: Future[dict[str, str]] | None = None
        for done, table in enumerate(tables, start=1):
            job = Job(con=con, table=table, new=new, current=current, before=before, now=now, is_whole=export.is_whole)
            paths = [path_of(table, kind) for kind in KINDS]
            if _is_same(job) and all(path in hashes for path in paths):
                for path in _files(job):
                    (new / path).parent.mkdir(parents=True, exist_ok=True)
                    job.link(path)
                known |= {path: hashes[path] for path in paths}
            else:
                join = write_pieces(job)
                known |= joining.result() if joining else {}
                joining = beside.submit(join)
            if table.full_name in PARTED.keys() - JOINED:
                write_parts(job)
            if progress:
                progress("publish: files", done, len(tables))
        known |= joining.result() if joining else {}
    shutil.rmtree(new / PIECES, ignore_errors=True)
    write_columns(tables, new / "csv" / "columns.csv")
    write_datapackage(con, tables, new, PackageFacts(export.data_version, export.published_at, known))
    now.write(new)


def _is_same(job: Job) -> bool:
    """Whether the files in place hold the rows of the table, and are as they were written."""
    printed = job.now.tables.get(job.table.full_name)
    is_same = printed is not None and job.before.tables.get(job.table.full_name) == printed
    return is_same and all(job.keeps(path) for path in _files(job))


def _files(job: Job) -> list[str]:
    """The files of a table: its one files, and the parts that one of them is joined from."""
    parts = job.now.pieces[job.table.full_name] if job.table.full_name in JOINED else ()
    return [*(path_of(job.table, kind) for kind in KINDS), *(part_path(job.table, part) for part in parts)]
