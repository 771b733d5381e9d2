"""Contracts Finder's daily CSV: one release to a row, a column for each field, named by its path."""

from __future__ import annotations

import csv
import re
from collections import deque
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from store.ingest.readers.csv_text import delimiter_of, header_line, text_lines, without_foreword

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.ingest.readers.packages import Notes

_COLUMN = re.compile(r"releases/(\d+)/(.+)")
_NAME = re.compile(r"[A-Za-z]\w*(?:/\w+)*", re.ASCII)  # of a column: releases/0/ocid, uri, publisher/name
_MARK = b"releases/0/"
_CELL_LIMIT = 16 << 20
_ROW_LINES = 5_000  # no text of a notice has more
# The portal writes the prefix of its ocids before the ids of releases in some years' files, and not in its answers.
_ID_PREFIX = "ocds-b5fd17-"


class Row(NamedTuple):
    """A row of CSV: the number of its first line, its cells, or in their place why it is broken; whether it ends."""

    number: int
    cells: list[str] | str
    has_end: bool


@dataclass(slots=True)
class _Table:
    """What stands under one header: its names, and the columns among them that are fields of a release."""

    names: list[str]
    columns: list[re.Match[str] | None]
    short_count: int = 0
    first_short: str = ""


def is_flat(head: bytes) -> bool:
    """Whether a document begins with the header line of such a CSV."""
    return head[:1] not in {b"{", b"["} and _MARK in header_line(head)


def cells_of_rows(lines: Iterable[bytes], notes: Notes) -> Iterator[tuple[str, dict[str, str]]]:
    """The filled cells of each release, as (place in the document, {path: text}), one row in memory at a time."""
    notes.format = "csv"
    encodings: set[str] = set()
    text = text_lines(lines, encodings)
    first, header = without_foreword(text)
    rows = rows_of_csv(chain([header], text), delimiter_of(header), first)
    table = _table(next(rows, Row(first, [], has_end=True)), notes)
    broken: tuple[str, str] | None = None
    for row in rows:
        at = f"line {row.number}"
        if isinstance(row.cells, str):
            broken = broken or (row.cells, at)
        elif broken and len(row.cells) != len(table.columns):
            pass  # more of the row that is broken
        else:
            if broken:
                notes.add("unreadable_line", *broken)
                broken = None
            yield from _releases(table, row.cells, at, notes, has_end=row.has_end)
    if broken:
        notes.add("truncated_csv", f"broken off: {broken[0]}", broken[1])
    if table.short_count:
        said = (
            f"rows with fewer cells than the header has columns: {table.short_count:,}; the cells there are were read"
        )
        notes.add("truncated_csv", said, table.first_short)
    for unclean in sorted(encodings):
        notes.add("unclean_encoding", unclean)


def _table(header: Row, notes: Notes) -> _Table:
    if isinstance(header.cells, str):
        notes.add("truncated_csv", f"the header cannot be read: {header.cells}", f"line {header.number}")
        return _Table([], [])
    return _Table(header.cells, _columns(header.cells))


def _columns(names: list[str]) -> list[re.Match[str] | None]:
    return [_COLUMN.fullmatch(name.strip().replace("\\", "/")) for name in names]


def _releases(
    table: _Table, row: list[str], at: str, notes: Notes, *, has_end: bool
) -> Iterator[tuple[str, dict[str, str]]]:
    """The releases of a row; of one that is a header again none, but the columns are from then on as it says."""
    if _is_header(row):
        row = _header_again(table, row, at, notes)
        has_end = False
        if not row:
            return
    if len(row) > len(table.columns):
        notes.add("unreadable_line", "more cells than the header has columns", at)
        return
    if len(row) < len(table.columns) and not has_end:
        notes.add("truncated_csv", f"broken off in cell {len(row)} of {len(table.columns)}, which was not read", at)
        row = row[:-1]
    elif len(row) < len(table.columns):
        table.first_short = table.first_short or at
        table.short_count += 1
    yield from _cells(table.columns, row, at, notes)


def _is_header(row: list[str]) -> bool:
    return "releases/" in "\n".join(row) and any(_COLUMN.fullmatch(cell.strip()) for cell in row)


def _are_names(cells: list[str]) -> bool:
    return all(_NAME.fullmatch(cell.strip()) for cell in cells)


def _header_again(table: _Table, row: list[str], at: str, notes: Notes) -> list[str]:
    """Take the columns of a header in the middle, where two files were joined.

    Returns the cells of the row before that ended without a line end, so that the header stands behind them.
    """
    before: list[str] = []
    names = row
    if not _are_names(row):
        name = table.names[0] if table.names else ""
        starts = (index for index, cell in enumerate(row) if name and cell.endswith(name))
        start = next((index for index in starts if _are_names(row[index + 1 :])), None)
        if start is None:
            notes.add("unreadable_line", "another header in the middle of a row: what follows it is not read", at)
            table.names, table.columns = [], []
            return []
        before = [*row[:start], row[start].removesuffix(name)]
        names = [name, *row[start + 1 :]]
    columns = _columns(names)
    if before and [column and column[0] for column in columns] != [column and column[0] for column in table.columns]:
        notes.add("unreadable_line", "another header behind this row, which was not read", at)
        before = []
    table.names, table.columns = names, columns
    return before


def _cells(
    columns: list[re.Match[str] | None], row: list[str], at: str, notes: Notes
) -> Iterator[tuple[str, dict[str, str]]]:
    releases: dict[str, dict[str, str]] = {}
    for column, text in zip(columns, row, strict=False):
        if not column or not (plain := text.strip()):
            continue
        cells = releases.setdefault(column[1], {})
        if cells.setdefault(column[2], plain) != plain:
            said = f"two columns of the name {column[0]} with different cells; the first is kept"
            notes.add("duplicate_key", said, at)
    for position, cells in releases.items():
        yield f"{at}/releases/{position}", _with_plain_id(cells)


def rows_of_csv(lines: Iterable[str], delimiter: str = ",", first_line: int = 1) -> Iterator[Row]:
    """Rows of CSV text; a line that is broken is a row that says why.

    A row ends with the line that closes its last quote. A loose quote costs its own line: the next is read again.
    """
    source = iter(lines)
    waiting: deque[str] = deque()
    number = first_line
    while taken := _lines_of_row(source, waiting):
        cells: list[str] | str
        reader = csv.reader(taken, delimiter=delimiter, strict=True)
        limit_of_others = csv.field_size_limit(_CELL_LIMIT)  # one limit for the whole process, so it is given back
        try:
            cells = next(reader, [])
            used = reader.line_num  # fewer than were taken where a quote stands inside a cell
        except csv.Error as error:
            cells = str(error)
            used = 1
        finally:
            csv.field_size_limit(limit_of_others)
        waiting.extendleft(reversed(taken[used:]))
        if cells:
            yield Row(number, cells, taken[used - 1].endswith("\n"))
        number += used


def _lines_of_row(source: Iterator[str], waiting: deque[str]) -> list[str]:
    """The lines up to the one that closes the last quote; all that are left, within reason, when none does."""
    taken: list[str] = []
    quotes = size = 0
    while len(taken) < _ROW_LINES and size < _CELL_LIMIT:
        line = waiting.popleft() if waiting else next(source, None)
        if line is None:
            break
        taken.append(line)
        size += len(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            break
    return taken


def _with_plain_id(cells: dict[str, str]) -> dict[str, str]:
    if cells.get("id", "").startswith(_ID_PREFIX):
        return cells | {"id": cells["id"].removeprefix(_ID_PREFIX)}
    return cells
