"""Cells of an XLSX that are struck out, or parts of them, from its XML: calamine tells nothing of how cells look."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from store.documents.reading.sheets_hidden import parts_of_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    # By row and column, counted from 0: the words of a cell that are not struck out, and those that are.
    Struck = dict[tuple[int, int], tuple[str, str]]

_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_LINE = re.compile(rb"<(?:\w+:)?strike[\s/>]")
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CHUNK, _OVERLAP = 1 << 20, 50
_OFF = frozenset({"0", "false"})
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError, ValueError, etree.LxmlError)


def struck_cells(archive: zipfile.ZipFile) -> list[Struck] | None:
    """What is struck out in each sheet of an XLSX, in their order; None when it cannot be told."""
    try:
        fonts = _struck_formats(archive)
        strings = _struck_strings(archive)
        if not fonts and not strings and not _has_inline(archive):
            return []
        return [dict(_of_sheet(archive, part, fonts, strings)) for part in parts_of_sheets(archive)]
    except _ERRORS:
        return None


def without_struck(rows: list[list[str]], struck: Struck, top: int, left: int) -> tuple[set[int], list[str]]:
    """Clear what is struck out; the rows, counted as given, that are left empty by it, and the words, a line a row.

    Args:
        rows: cells of a sheet, the first of which stands at `top` and `left`.
        struck: by the place on the sheet.
        top: row of the first cell, counted from 0.
        left: column of the first cell, counted from 0.
    """
    words: dict[int, list[str]] = {}
    for (row, column), (kept, gone) in sorted(struck.items()):
        at, across = row - top, column - left
        if not (0 <= at < len(rows) and 0 <= across < len(rows[at])) or not rows[at][across]:
            continue
        words.setdefault(at, []).append(gone or rows[at][across])
        rows[at][across] = kept
    return {at for at in words if not any(rows[at])}, [" | ".join(each) for each in words.values()]


def _struck_formats(archive: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of the formats of cells whose font is struck out."""
    body = _part(archive, _STYLES)
    if not _LINE.search(body):
        return frozenset()
    root = etree.fromstring(body, _parser())
    fonts = [_is_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    formats = root.iterfind("{*}cellXfs/{*}xf")
    return frozenset(number for number, each in enumerate(formats) if each.get("fontId", "0") in struck)


def _struck_strings(archive: zipfile.ZipFile) -> dict[int, tuple[str, str]]:
    """Shared strings of which a part is struck out, by number: what is not, and what is."""
    body = _part(archive, _STRINGS)
    if not _LINE.search(body):
        return {}
    strings = etree.fromstring(body, _parser()).iterfind("{*}si")
    found = {number: _halves(each) for number, each in enumerate(strings)}
    return {number: halves for number, halves in found.items() if halves[1].strip()}


def _has_inline(archive: zipfile.ZipFile) -> bool:
    """Whether a sheet holds texts of its own with a line through a part of them."""
    return any(_has_line(archive, part) for part in parts_of_sheets(archive))


def _has_line(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            if _LINE.search(tail + chunk):
                return True
            tail = chunk[-_OVERLAP:]
    return False


def _halves(text: _Element) -> tuple[str, str]:
    """The words of a text that are not struck out, and those that are."""
    kept: list[str] = []
    gone: list[str] = []
    for run in text.iterchildren("{*}t", "{*}r"):
        words = "".join(str(each.text or "") for each in run.iter("{*}t"))
        properties = run.find("{*}rPr")
        (gone if properties is not None and _is_struck(properties) else kept).append(words)
    return " ".join("".join(kept).split()), " ".join("".join(gone).split())


def _is_struck(font: _Element) -> bool:
    line = font.find("{*}strike")
    return line is not None and str(line.get("val", "1")).lower() not in _OFF


def _of_sheet(
    archive: zipfile.ZipFile, part: str, formats: frozenset[int], strings: dict[int, tuple[str, str]]
) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    with archive.open(part) as stream:
        for _, cell in etree.iterparse(stream, tag="{*}c", resolve_entities=False, no_network=True, load_dtd=False):
            place = _PLACE.fullmatch(cell.get("r", ""))
            halves = _cell_halves(cell, formats, strings)
            cell.clear()
            if place and halves is not None:
                yield (int(place[2]) - 1, _column(place[1])), halves


def _cell_halves(
    cell: _Element, formats: frozenset[int], strings: dict[int, tuple[str, str]]
) -> tuple[str, str] | None:
    """What stays of a cell and what is struck out; None of one without a line; runs say it before the cell does."""
    is_struck = int(cell.get("s", "0")) in formats
    inline = cell.find("{*}is")
    value = cell.findtext("{*}v") or ""
    if inline is not None:
        halves = _halves(inline)
    elif cell.get("t") == "s" and value.isdigit() and int(value) in strings:
        halves = strings[int(value)]
    else:
        halves = ("", "")
    if halves[1]:
        return halves
    return ("", "") if is_struck else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
