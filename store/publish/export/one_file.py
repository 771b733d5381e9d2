"""The one Parquet and the one CSV file of a table: joined from pieces, of which those that have not changed are copied.

A large table has a piece for each year, any other is one piece. Rows stand by year and then by their key, so that the
files are the same however they came about.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.publish.export.datapackage import csv_header, write_rows
from store.publish.export.file_notes import FileNote, Piece, chunks_of, crc32_of
from store.publish.export.parquet_footer import MAGIC, Footer, RowGroup, footer_bytes, moved, read_footer
from store.publish.export.prints import CUT, UNDATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import duckdb

    from store.publish.export.datapackage import PublishedTable
    from store.publish.export.job import Job

KINDS = ("parquet", "csv")
_ALL = "all"  # the name of the piece of a table that is not cut


@dataclass(frozen=True)
class _Source:
    """Where a piece is copied from: the file in place or one written just now; `first_group` counts in its footer."""

    path: Path
    start: int
    first_group: int
    piece: Piece

    def chunks(self) -> Iterator[memoryview]:
        """Its bytes."""
        return chunks_of(self.path, self.start, self.start + self.piece.bytes)

    def is_sound(self) -> bool:
        """Whether its bytes are those that were written."""
        return crc32_of(self.path, self.start, self.start + self.piece.bytes) == self.piece.crc32


def path_of(table: PublishedTable, kind: str) -> str:
    """The one file of a table, in a snapshot."""
    return f"{kind}/{table.file_stem}.{kind}"


def write_one_files(job: Job) -> None:
    """Write both files of a table and note them; pieces that have not changed are copied from the files in place."""
    names = sorted(job.now.years.get(job.table.full_name, ()), key=_order) or [_ALL]
    kept = {kind: _standing(job, kind) for kind in KINDS}
    sources: dict[str, list[_Source]] = {kind: [] for kind in KINDS}
    folder = job.new / ".pieces"
    folder.mkdir()
    for name in names:
        lacking = [kind for kind in KINDS if name not in kept[kind]]
        written = _write_piece(job, name, lacking, folder) if lacking else {}
        for kind in KINDS:
            sources[kind].append(kept[kind].get(name) or written[kind])
    for kind, join in (("parquet", _join_parquet), ("csv", _join_csv)):
        path = job.new / path_of(job.table, kind)
        head_bytes = join(job, path, sources[kind])
        job.now.files[path_of(job.table, kind)] = FileNote.of(path, head_bytes, tuple(s.piece for s in sources[kind]))
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _order(year: str) -> tuple[bool, int]:
    return (True, 0) if year == UNDATED else (False, int(year))


def _write_piece(job: Job, name: str, kinds: Sequence[str], folder: Path) -> dict[str, _Source]:
    """Write the rows of a piece, in order, in the kinds of file that lack it."""
    table = job.table
    rows, year = CUT.get(table.full_name, (f'"{table.schema}"."{table.name}" AS t', ""))
    where = "" if name == _ALL else f"WHERE {year} IS NULL" if name == UNDATED else f"WHERE {year} = {int(name)}"
    order = ", ".join(f't."{column}"' for column in table.key or table.names)
    job.con.execute(f"CREATE OR REPLACE TEMP TABLE piece AS SELECT t.* FROM {rows} {where} ORDER BY {order}")  # noqa: S608 - names of our own catalogue
    written = {}
    for kind in kinds:
        path = folder / f"{name}.{kind}"
        with _columns_may_be_null(job.con):
            write_rows(job.con, table, "temp.piece AS t", path)
        start, end, groups = 0, path.stat().st_size, 0
        if kind == "parquet":
            footer = _footer(path)
            start, end, groups = len(MAGIC), footer.body_end, len(footer.groups)
        written[kind] = _Source(path, start, 0, Piece(name, end - start, crc32_of(path, start, end), groups))
    job.con.execute("DROP TABLE temp.piece")
    return written


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


def _standing(job: Job, kind: str) -> dict[str, _Source]:
    """The pieces of the file in place that hold what they are to hold, and are as they were written, by name."""
    before, now = (prints.years.get(job.table.full_name, {}) for prints in (job.before, job.now))
    path = path_of(job.table, kind)
    note, place = job.before.files.get(path), job.current / path
    if note is None or not note.stands(place) or not note.is_rest_sound(place):
        return {}
    found, at, first_group = {}, note.head_bytes, 0
    for piece in note.pieces:
        source = _Source(place, at, first_group, piece)
        if piece.name in now and before.get(piece.name) == now[piece.name] and source.is_sound():
            found[piece.name] = source
        at += piece.bytes
        first_group += piece.row_groups
    return found


def _join_csv(job: Job, target: Path, sources: Sequence[_Source]) -> int:
    """Write the file; returns how many bytes stand before the first piece."""
    header = csv_header(job.table)
    with target.open("wb") as file:
        file.write(header)
        for source in sources:
            file.writelines(source.chunks())
    return len(header)


def _join_parquet(_: Job, target: Path, sources: Sequence[_Source]) -> int:
    """Write the file; returns how many bytes stand before the first piece."""
    footers = {path: _footer(path) for path in {source.path for source in sources}}
    shell = footers[sources[0].path].shell
    if any(footer.shell != shell for footer in footers.values()):
        raise StoreError(f"{target.name}: its pieces have unlike columns; remove published/current/fingerprints.json")
    groups: list[RowGroup] = []
    with target.open("wb") as file:
        file.write(MAGIC)
        for source in sources:
            by = file.tell() - source.start
            last = source.first_group + source.piece.row_groups
            for group in footers[source.path].groups[source.first_group : last]:
                groups.append(moved(group, by, len(groups)))
            file.writelines(source.chunks())
        file.write(footer_bytes(shell, groups))
    return len(MAGIC)


def _footer(path: Path) -> Footer:
    with path.open("rb") as file:
        return read_footer(file)
