"""The one Parquet and the one CSV file of a table: joined from pieces, of which those that have not changed are copied.

A large table has a piece for each year, or for each year and source, any other is one piece. Rows stand by piece and
then by their key, so that the files are the same however they came about. Of most large tables the pieces of the
Parquet file are the parts of `store.publish.export.parts`, which are written here.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from crawler.home.files import sync
from store.errors import StoreError
from store.publish.export.datapackage import csv_header, write_rows
from store.publish.export.file_notes import FileNote, Piece, chunks_of, crc32_of
from store.publish.export.parquet_footer import MAGIC, Footer, RowGroup, footer_bytes, moved, read_footer
from store.publish.export.prints import CUT, JOINED, UNDATED
from store.sql_files import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import duckdb

    from store.publish.export.datapackage import PublishedTable
    from store.publish.export.job import Job

KINDS = ("parquet", "csv")
PIECES = ".pieces"  # folder of the new snapshot in which they wait to be joined
_ALL = "all"  # the name of the piece of a table that is not cut


class DamagedPieceError(Exception):
    """A piece of the file in place does not hold the bytes that were written."""


@dataclass(frozen=True)
class _Source:
    """Where a piece is copied from: the file in place or one written just now; `first_group` counts in its footer."""

    path: Path
    start: int
    first_group: int
    piece: Piece

    def chunks(self) -> Iterator[memoryview]:
        """Its bytes, which are compared with those that were written.

        Raises:
            DamagedPieceError: they are others.
        """
        crc32 = 0
        for chunk in chunks_of(self.path, self.start, self.start + self.piece.bytes):
            crc32 = zlib.crc32(chunk, crc32)
            yield chunk
        if crc32 != self.piece.crc32:
            raise DamagedPieceError(self.piece.name)


class _Target:
    """A file that is being joined: where its end is, and the hash of all that was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.end = 0

    def write(self, chunks: Iterable[bytes | memoryview]) -> None:
        """Add bytes."""
        for chunk in chunks:
            self._file.write(chunk)
            self._hash.update(chunk)
            self.end += len(chunk)

    @property
    def hash(self) -> str:
        """As data packages state it."""
        return f"sha256:{self._hash.hexdigest()}"


def path_of(table: PublishedTable, kind: str) -> str:
    """The one file of a table, in a snapshot."""
    return f"{kind}/{table.file_stem}.{kind}"


def part_path(table: PublishedTable, part: str) -> str:
    """The file of a part of a table that is joined from its parts."""
    return f"parts/{table.file_stem}/{part}/data_0.parquet"


def write_pieces(job: Job) -> Callable[[], dict[str, str]]:
    """Write the pieces of both files of a table; those that have not changed stand in the snapshot in place.

    Returns:
        What joins them: it needs no database, notes the files, and returns the hash of each by its path, or raises
        `DamagedPieceError`.
    """
    names = sorted(job.now.pieces.get(job.table.full_name, ()), key=_order) or [_ALL]
    is_joined = job.table.full_name in JOINED
    kept = {"csv": _standing(job, "csv"), "parquet": _parts(job) if is_joined else _standing(job, "parquet")}
    sources: dict[str, list[_Source]] = {kind: [] for kind in KINDS}
    folder = job.new / PIECES / job.table.file_stem
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        lacking = [kind for kind in KINDS if name not in kept[kind]]
        written = _write_piece(job, name, lacking, folder) if lacking else {}
        for kind in KINDS:
            sources[kind].append(kept[kind].get(name) or written[kind])

    def join() -> dict[str, str]:
        hashes = {path_of(job.table, kind): _join(job, kind, sources[kind]) for kind in KINDS}
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        return hashes

    return join


def _order(name: str) -> tuple[bool, int, str]:
    """By year, then by source; the undated come last."""
    year = name.rpartition("=")[2]
    return (True, 0, name) if year == UNDATED else (False, int(year), name)


def _write_piece(job: Job, name: str, kinds: Sequence[str], folder: Path) -> dict[str, _Source]:
    """Write the rows of a piece, in order, in the kinds of file that lack it."""
    table = job.table
    rows, year = CUT.get(table.full_name, (f'"{table.schema}"."{table.name}" AS t', ""))
    rows = f"{rows} WHERE {_is_of(name, year)}"
    if not (job.is_whole and table.full_name in JOINED):  # else they stand in order
        order = ", ".join(f't."{column}"' for column in table.key or table.names)
        job.con.execute(f"CREATE OR REPLACE TEMP TABLE piece AS SELECT t.* FROM {rows} ORDER BY {order}")  # noqa: S608 - names of our own catalogue
        rows = "temp.piece AS t"
    written = {}
    for kind in kinds:
        is_part = kind == "parquet" and table.full_name in JOINED and name != _ALL
        path = job.new / part_path(table, name) if is_part else folder / f"{len(list(folder.iterdir()))}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # it may be linked from the snapshot in place
        with _columns_may_be_null(job.con):
            write_rows(job.con, table, rows, path)
        start, end, groups = 0, path.stat().st_size, 0
        if kind == "parquet":
            footer = _footer(path)
            start, end, groups = len(MAGIC), footer.body_end, len(footer.groups)
        piece = Piece(name, end - start, crc32_of(path, start, end), groups)
        written[kind] = _Source(path, start, 0, piece)
        if is_part:
            job.now.files[part_path(table, name)] = FileNote.of(path, start, (piece,))
    job.con.execute("DROP TABLE IF EXISTS temp.piece")
    return written


def _is_of(name: str, year: str) -> str:
    """The condition of the rows of a piece, in SQL."""
    if name == _ALL:
        return "true"
    part, _, at = name.rpartition("=")
    is_of_year = f"{year} IS NULL" if at == UNDATED else f"{year} = {int(at)}"
    source = part.removeprefix("source=").removesuffix("/year")
    return f"{is_of_year} AND t.source = {quoted(source)}" if source else is_of_year


@contextlib.contextmanager
def _columns_may_be_null(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Have Parquet say of every column that it may hold nulls, whatever a piece holds: all pieces are then alike.

    DuckDB says of a column that it holds none when the statistics of the rows say so.
    """
    con.execute("SET disabled_optimizers = 'statistics_propagation'")
    try:
        yield
    finally:
        con.execute("RESET disabled_optimizers")


def _parts(job: Job) -> dict[str, _Source]:
    """The parts in place that hold what they are to hold, and are as they were written, by name; they are linked."""
    before, now = (prints.pieces.get(job.table.full_name, {}) for prints in (job.before, job.now))
    found = {}
    for name in (name for name, printed in now.items() if before.get(name) == printed):
        path = part_path(job.table, name)
        note = job.before.files.get(path)
        if note is None or not note.stands(job.current / path) or not note.is_sound(job.current / path):
            continue
        (job.new / path).parent.mkdir(parents=True)
        job.link(path)
        found[name] = _Source(job.new / path, note.head_bytes, 0, note.pieces[0])
    return found


def _standing(job: Job, kind: str) -> dict[str, _Source]:
    """The pieces of the file in place that hold what they are to hold, by name."""
    before, now = (prints.pieces.get(job.table.full_name, {}) for prints in (job.before, job.now))
    path = path_of(job.table, kind)
    note, place = job.before.files.get(path), job.current / path
    if note is None or not note.stands(place) or not note.is_rest_sound(place):
        return {}
    found, at, first_group = {}, note.head_bytes, 0
    for piece in note.pieces:
        if piece.name in now and before.get(piece.name) == now[piece.name]:
            found[piece.name] = _Source(place, at, first_group, piece)
        at += piece.bytes
        first_group += piece.row_groups
    return found


def _join(job: Job, kind: str, sources: Sequence[_Source]) -> str:
    """Write a file, force it to the disk and note it; returns its hash."""
    path = path_of(job.table, kind)
    with (job.new / path).open("wb") as file:
        target = _Target(file)
        head_bytes = _join_csv(job, target, sources) if kind == "csv" else _join_parquet(path, target, sources)
    sync(job.new / path)
    job.now.files[path] = FileNote.of(job.new / path, head_bytes, tuple(source.piece for source in sources))
    return target.hash


def _join_csv(job: Job, target: _Target, sources: Sequence[_Source]) -> int:
    """Write the file; returns how many bytes stand before the first piece."""
    header = csv_header(job.table)
    target.write([header])
    for source in sources:
        target.write(source.chunks())
    return len(header)


def _join_parquet(name: str, target: _Target, sources: Sequence[_Source]) -> int:
    """Write the file; returns how many bytes stand before the first piece."""
    footers: Mapping[Path, Footer] = {path: _footer(path) for path in {source.path for source in sources}}
    shell = footers[sources[0].path].shell
    if any(footer.shell != shell for footer in footers.values()):
        raise StoreError(f"{name}: its pieces have unlike columns; remove published/current/fingerprints.json")
    groups: list[RowGroup] = []
    target.write([MAGIC])
    for source in sources:
        by = target.end - source.start
        last = source.first_group + source.piece.row_groups
        for group in footers[source.path].groups[source.first_group : last]:
            groups.append(moved(group, by, len(groups)))
        target.write(source.chunks())
    target.write([footer_bytes(shell, groups)])
    return len(MAGIC)


def _footer(path: Path) -> Footer:
    with path.open("rb") as file:
        return read_footer(file)
