"""Contracts Finder's daily CSV: one release to a row, a column for each field, named by its path."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from crawler.json_mending import to_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.ingest.readers.packages import Notes

_COLUMN = re.compile(r"releases/(\d+)/(.+)")
_MARK = b"releases/0/"
_CELL_LIMIT = 16 << 20
# The portal writes the prefix of its ocids before the ids of releases in some years' files, and not in its answers.
_ID_PREFIX = "ocds-b5fd17-"


def is_flat(head: bytes) -> bool:
    """Whether a document begins with the header line of such a CSV."""
    return _MARK in head.split(b"\n", 1)[0]


def cells_of_rows(lines: Iterable[bytes], notes: Notes) -> Iterator[tuple[str, dict[str, str]]]:
    """The filled cells of each release, as (place in the document, {path: text}), one row in memory at a time."""
    notes.format = "csv"
    csv.field_size_limit(_CELL_LIMIT)
    encodings: set[str] = set()
    reader = csv.reader(_decoded(lines, encodings), strict=True)
    try:
        columns = [_COLUMN.fullmatch(name.strip().replace("\\", "/")) for name in next(reader, [])]
        for row in reader:
            if len(row) > len(columns):
                notes.add("unreadable_line", "more cells than the header has columns", f"line {reader.line_num}")
                continue
            releases: dict[str, dict[str, str]] = {}
            for column, text in zip(columns, row, strict=False):
                if column and text.strip():
                    releases.setdefault(column[1], {})[column[2]] = text.strip()
            for number, cells in releases.items():
                yield f"line {reader.line_num}/releases/{number}", _with_plain_id(cells)
    except csv.Error as error:
        notes.add("truncated_csv", f"broken off: {error}", f"line {reader.line_num}")
    for unclean in sorted(encodings):
        notes.add("unclean_encoding", unclean)


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
