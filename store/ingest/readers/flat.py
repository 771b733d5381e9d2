"""Contracts Finder's daily CSV: one release to a row, a column for each field, named by its path."""

from __future__ import annotations

import csv
import re
from collections import deque
from typing import TYPE_CHECKING

from crawler.text.json_mending import to_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.ingest.readers.packages import Notes

_COLUMN = re.compile(r"releases/(\d+)/(.+)")
_MARK = b"releases/0/"
_CELL_LIMIT = 16 << 20
_ROW_LINES = 5_000  # no text of a notice has more
# The portal writes the prefix of its ocids before the ids of releases in some years' files, and not in its answers.
_ID_PREFIX = "ocds-b5fd17-"


def is_flat(head: bytes) -> bool:
    """Whether a document begins with the header line of such a CSV."""
    return _MARK in head.split(b"\n", 1)[0]


def cells_of_rows(lines: Iterable[bytes], notes: Notes) -> Iterator[tuple[str, dict[str, str]]]:
    """The filled cells of each release, as (place in the document, {path: text}), one row in memory at a time."""
    notes.format = "csv"
    encodings: set[str] = set()
    rows = rows_of_csv(_decoded(lines, encodings))
    columns = _columns(next(rows, (1, [])), notes)
    broken: tuple[str, str] | None = None
    for number, row in rows:
        at = f"line {number}"
        if isinstance(row, str):
            broken = broken or (row, at)
        elif broken and len(row) != len(columns):
            pass  # more of the row that is broken
        else:
            if broken:
                notes.add("unreadable_line", *broken)
                broken = None
            yield from _cells(columns, row, at, notes)
    if broken:
        notes.add("truncated_csv", f"broken off: {broken[0]}", broken[1])
    for unclean in sorted(encodings):
        notes.add("unclean_encoding", unclean)


def _columns(header: tuple[int, list[str] | str], notes: Notes) -> list[re.Match[str] | None]:
    names = header[1]
    if isinstance(names, str):
        notes.add("truncated_csv", f"the header cannot be read: {names}", "line 1")
        return []
    return [_COLUMN.fullmatch(name.strip().replace("\\", "/")) for name in names]


def _cells(
    columns: list[re.Match[str] | None], row: list[str], at: str, notes: Notes
) -> Iterator[tuple[str, dict[str, str]]]:
    if len(row) > len(columns):
        notes.add("unreadable_line", "more cells than the header has columns", at)
        return
    releases: dict[str, dict[str, str]] = {}
    for column, text in zip(columns, row, strict=False):
        if column and text.strip():
            releases.setdefault(column[1], {})[column[2]] = text.strip()
    for position, cells in releases.items():
        yield f"{at}/releases/{position}", _with_plain_id(cells)


def rows_of_csv(lines: Iterable[str]) -> Iterator[tuple[int, list[str] | str]]:
    """Rows of CSV text with the number of the line each begins on; a line that is broken is a text that says why.

    A row ends with the line that closes its last quote. A loose quote costs its own line: the next is read again.
    """
    csv.field_size_limit(_CELL_LIMIT)
    source = iter(lines)
    waiting: deque[str] = deque()
    number = 1
    while taken := _lines_of_row(source, waiting):
        row: list[str] | str
        reader = csv.reader(taken, strict=True)
        try:
            row = next(reader, [])
            used = reader.line_num  # fewer than were taken where a quote stands inside a cell
        except csv.Error as error:
            row = str(error)
            used = 1
        waiting.extendleft(reversed(taken[used:]))
        if row:
            yield number, row
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


def _decoded(lines: Iterable[bytes], encodings: set[str]) -> Iterator[str]:
    for line in lines:
        text, unclean = to_utf8(line)
        if unclean:
            encodings.add(unclean)
        yield text.decode()
