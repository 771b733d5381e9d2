"""Rows and columns of a spreadsheet that are hidden: calamine does not tell them, the XML of XLSX and ODS does."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from store.documents.reading.hidden import MOST_COLUMNS, MOST_ROWS, Hidden
from store.documents.reading.sheets_binary import hidden_in_xls, hidden_in_xlsb

if TYPE_CHECKING:
    from collections.abc import Iterator

    Merged = tuple[int, int, int, int]

_WORKBOOK, _RELATIONS, _ODS_CONTENT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "content.xml"
_TAG = re.compile(rb"<(?:\w+:)?(row|col|table-row|table-column|table)(?=[\s/>])([^>]*)>")
_VALUE = re.compile(rb"[\s:]([\w-]+)\s*=\s*[\"']([^\"']*)[\"']")
_CHUNK = 1 << 20
_LONGEST_TAG = 2_000
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError, ValueError, etree.LxmlError)


def hidden_places(body: bytes, name: str, archive: zipfile.ZipFile | None) -> list[Hidden] | None:
    """What is hidden in each sheet, in their order; None when it cannot be told.

    Args:
        body: the spreadsheet.
        name: its format.
        archive: the same, opened, where it is one.
    """
    try:
        if archive is None:
            return hidden_in_xls(body) if name == "xls" else None
        if name == "xlsx":
            return [_of_xlsx(archive, part) for part in parts_of_sheets(archive)]
        if name == "xlsb":
            return hidden_in_xlsb(archive)
        return _of_ods(archive) if name == "ods" else None
    except _ERRORS:
        return None


def without(
    rows: list[list[str]], merged: list[Merged], hidden: Hidden
) -> tuple[list[list[str]], list[Merged], list[str]]:
    """Rows and merged cells less what is hidden, and the hidden words, a line a row.

    Args:
        rows: cells of a sheet.
        merged: (row, column, rows, columns) of each merged cell.
        hidden: counted as the rows are.
    """
    if not hidden.rows and not hidden.columns:
        return rows, merged, []
    width = max(map(len, rows), default=0)
    lines = [line for at, row in enumerate(rows) if (line := " | ".join(filter(None, _hidden_of(row, at, hidden))))]
    kept_rows = [at for at in range(len(rows)) if at not in hidden.rows]
    kept_columns = [at for at in range(width) if at not in hidden.columns]
    moved: list[Merged] = []
    for top, left, height, breadth in merged:
        down = [at for at in range(top, top + height) if at not in hidden.rows]
        across = [at for at in range(left, left + breadth) if at not in hidden.columns]
        if min(top, left) < 0 or not down or not across or down[0] >= len(rows) or across[0] >= width:
            continue
        # a merged cell whose first row is hidden is seen in those that are left
        rows[down[0]][across[0]] = rows[top][left]
        first = sum(at < down[0] for at in kept_rows), sum(at < across[0] for at in kept_columns)
        moved.append((*first, len(down), len(across)))
    return (
        [[rows[row][column] for column in kept_columns] for row in kept_rows],
        moved,
        [line for line in lines if line],
    )


def _hidden_of(row: list[str], at: int, hidden: Hidden) -> list[str]:
    if at in hidden.rows:
        return row
    return [cell for column, cell in enumerate(row) if column in hidden.columns]


def parts_of_sheets(archive: zipfile.ZipFile) -> list[str]:
    """Names of the parts that hold the sheets, in the order of the workbook."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    relations = etree.fromstring(archive.read(_RELATIONS), parser)
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    workbook = etree.fromstring(archive.read(_WORKBOOK), parser)
    found = []
    for sheet in workbook.iterfind(".//{*}sheets/{*}sheet"):
        number = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        target = str(targets.get(str(number), ""))
        found.append(posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"))
    return found


def _of_xlsx(archive: zipfile.ZipFile, part: str) -> Hidden:
    hidden = Hidden()
    row = 0
    for tag, values in _tags(archive, part):
        is_hidden = values.get(b"hidden") in {b"1", b"true"}
        if tag == b"row":
            row = int(values.get(b"r", row + 1))
            if is_hidden and row <= MOST_ROWS:
                hidden.rows.add(row - 1)
        elif tag == b"col" and (is_hidden or values.get(b"width") == b"0"):
            first, last = int(values.get(b"min", 1)), int(values.get(b"max", 0))
            hidden.columns |= set(range(first - 1, min(last, MOST_COLUMNS)))
    return hidden


def _of_ods(archive: zipfile.ZipFile) -> list[Hidden]:
    found: list[Hidden] = []
    row = column = 0
    for tag, values in _tags(archive, _ODS_CONTENT):
        is_hidden = values.get(b"visibility") in {b"collapse", b"filter"}
        if tag == b"table":
            found.append(Hidden())
            row = column = 0
        elif tag == b"table-row" and found:
            last = row + int(values.get(b"number-rows-repeated", 1))
            found[-1].rows |= set(range(row, min(last, MOST_ROWS))) if is_hidden else set()
            row = last
        elif tag == b"table-column" and found:
            last = column + int(values.get(b"number-columns-repeated", 1))
            found[-1].columns |= set(range(column, min(last, MOST_COLUMNS))) if is_hidden else set()
            column = last
    return found


def _tags(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, dict[bytes, bytes]]]:
    """Openings of rows, columns and tables with their values, each once."""
    with archive.open(part) as stream:
        left = b""
        while chunk := stream.read(_CHUNK):
            words, end = left + chunk, 0
            for match in _TAG.finditer(words):
                end = match.end()
                yield match[1], dict(_VALUE.findall(match[2]))
            left = words[max(end, len(words) - _LONGEST_TAG) :]
