"""The files beside the database of a snapshot: Parquet, CSV, parts and the data package. What stays is linked."""

from __future__ import annotations

import contextlib
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.publish.export.datapackage import PackageFacts, hashes_of, tables_of, write_columns, write_datapackage
from store.publish.export.job import Job
from store.publish.export.one_file import KINDS, PIECES, DamagedPieceError, part_path, path_of, write_pieces
from store.publish.export.parts import write_parts
from store.publish.export.prints import JOINED, PARTED, Prints

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import duckdb

    from store.publish.export.datapackage import PublishedTable
    from store.publish.export.prints import TablePrint

    Progress = Callable[[str, int, int | None], None]
    Write = Callable[[Iterable[PublishedTable], Mapping[str, TablePrint]], None]

_MOST_WAITING = 8  # tables of which the pieces that a day has changed wait to be joined; made anew, they are large


@dataclass(frozen=True)
class Export:
    """Where files are written, and by what.

    Attributes:
        new: folder of the new snapshot.
        current: folder of the snapshot in place: a file of it whose rows are the same is linked.
        program: fingerprint of the program, which decides how rows are written.
        published_at: when they are published.
        is_whole: everything is made anew: files that are kept are read from end to end first.
        progress: told of each table that is written.
    """

    new: Path
    current: Path
    program: str
    published_at: dt.datetime
    is_whole: bool
    progress: Progress | None = None


class Files:
    """The files of a snapshot, table by table."""

    def __init__(self, export: Export, joining: ThreadPoolExecutor) -> None:
        """Nothing is written yet; files of a table are joined in the thread `joining` while the next is written."""
        self._export = export
        self._joining = joining
        self._joined: list[tuple[Job, Future[dict[str, str]]]] = []
        self._before = Prints.read(export.current, export.program)
        self._now = Prints(export.program)
        self._hashes = hashes_of(export.current)
        self._known: dict[str, str] = {}

    def write(self, con: duckdb.DuckDBPyConnection, table: PublishedTable, printed: TablePrint | None) -> None:
        """Write the files of a table of the current database, of whose rows the print is given."""
        export = self._export
        if printed:
            self._now.add(table.full_name, printed)
        job = Job(
            con=con, table=table, new=export.new, current=export.current, before=self._before, now=self._now,
            is_whole=export.is_whole,
        )  # fmt: skip
        paths = [path_of(table, kind) for kind in KINDS]
        if _is_same(job) and all(path in self._hashes for path in paths):
            for path in _files(job):
                (export.new / path).parent.mkdir(parents=True, exist_ok=True)
                job.link(path)
            self._known |= {path: self._hashes[path] for path in paths}
        else:
            join = write_pieces(job)
            self.take(most=0 if export.is_whole else _MOST_WAITING)
            self._joined.append((job, self._joining.submit(join)))
        if table.full_name in PARTED.keys() - JOINED:
            write_parts(job)

    def take(self, most: int = 0) -> None:
        """Wait until no more tables than that are to be joined; a damaged piece has all of its table written anew."""
        while len(self._joined) > most:
            job, joined = self._joined.pop(0)
            try:
                self._known |= joined.result()
            except DamagedPieceError:
                self._known |= write_pieces(replace(job, before=Prints(job.before.program)))()

    def finish(self, con: duckdb.DuckDBPyConnection, data_version: str) -> None:
        """Describe what was written, when all is joined, from the comments of the current database."""
        new = self._export.new
        shutil.rmtree(new / PIECES, ignore_errors=True)
        tables = tables_of(con, ("core", "out"))
        write_columns(tables, new / "csv" / "columns.csv")
        write_datapackage(con, tables, new, PackageFacts(data_version, self._export.published_at, self._known))
        self._now.write(new)


@contextlib.contextmanager
def files_of(export: Export) -> Iterator[Files]:
    """The files of a snapshot, to be written while the context lasts."""
    with ThreadPoolExecutor(1) as joining:
        yield Files(export, joining)


@contextlib.contextmanager
def written_beside(con: duckdb.DuckDBPyConnection, database: str, export: Export, files: Files) -> Iterator[Write]:
    """Write files in a thread, over a connection of its own, while other tables of the database are still worked on.

    Yields what is told of tables that are finished. At the end of the context all are written; when it ends with an
    error, no further one is begun.
    """
    with con.cursor() as own, ThreadPoolExecutor(1) as thread:
        own.execute("SET TimeZone = 'UTC'")
        own.execute(f'USE "{database}"')
        begun: list[Future[None]] = []

        def write(tables: Iterable[PublishedTable], prints: Mapping[str, TablePrint]) -> None:
            begun.extend(thread.submit(files.write, own, table, prints.get(table.full_name)) for table in tables)

        try:
            yield write
            begun.append(thread.submit(files.take))
            for done, each in enumerate(begun, start=1):
                each.result()
                if export.progress:
                    export.progress("publish: files", done, len(begun))
        finally:
            thread.shutdown(cancel_futures=True)


def write_files(
    con: duckdb.DuckDBPyConnection, export: Export, files: Files, prints: Mapping[str, TablePrint], data_version: str
) -> None:
    """Write and describe the files of all tables of the finished snapshot, which is the current database."""
    tables = tables_of(con, ("core", "out"))
    for done, table in enumerate(tables, start=1):
        files.write(con, table, prints.get(table.full_name))
        if export.progress:
            export.progress("publish: files", done, len(tables))
    files.take()
    files.finish(con, data_version)


def _is_same(job: Job) -> bool:
    """Whether the files in place hold the rows of the table, and are as they were written."""
    printed = job.now.tables.get(job.table.full_name)
    is_same = printed is not None and job.before.tables.get(job.table.full_name) == printed
    return is_same and all(job.keeps(path) for path in _files(job))


def _files(job: Job) -> list[str]:
    """The files of a table: its one files, and the parts that one of them is joined from."""
    parts = job.now.pieces[job.table.full_name] if job.table.full_name in JOINED else ()
    return [*(path_of(job.table, kind) for kind in KINDS), *(part_path(job.table, part) for part in parts)]
