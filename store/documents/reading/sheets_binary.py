"""Rows and columns that are hidden in XLS and XLSB, from their records: calamine does not tell them.

Numbers of records and places in them are those of [MS-XLS], [MS-XLSB] and [MS-CFB].
"""

from __future__ import annotations

import posixpath
import struct
from typing import TYPE_CHECKING

from lxml import etree

from store.documents.reading.hidden import Hidden

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("Workbook", "Book")  # of Excel 97 and later, of Excel 5 and 95
_LAST_SECTOR = 0xFFFFFFFA  # greater numbers say that a chain ends
_ENTRY, _MOST_ENTRIES = 128, 10_000
_BOF, _EOF, _BOUNDSHEET, _ROW, _COLINFO = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D
_ROW_HIDDEN = 0x20
_BRT_ROW, _BRT_COLUMN, _BRT_SHEET = 0, 60, 156
_BRT_ROW_HIDDEN = 0x10
_WORKBOOK, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"


def hidden_in_xls(body: bytes) -> list[Hidden]:
    """What is hidden in each sheet of an XLS, in the order of the workbook.

    Raises:
        ValueError: it is no XLS that can be read.
    """
    try:
        book = _workbook_stream(body)
        starts = [struct.unpack_from("<I", data)[0] for kind, data in _records(book, 0) if kind == _BOUNDSHEET]
        found = {start: _of_sheet(book, start) for start in dict.fromkeys(starts)}
        return [found[start] for start in starts]
    except (struct.error, IndexError) as error:
        raise ValueError("a record of the workbook is cut off") from error


def _of_sheet(book: bytes, start: int) -> Hidden:
    hidden = Hidden()
    for kind, data in _records(book, start):
        if kind == _ROW and struct.unpack_from("<H", data, 12)[0] & _ROW_HIDDEN:
            hidden.hide_row(struct.unpack_from("<H", data)[0])
        elif kind == _COLINFO:
            first, last, width, _, flags = struct.unpack_from("<5H", data)
            if flags & 1 or not width:
                hidden.hide_columns(first, last)
    return hidden


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from one that begins a part to the one that ends it, without those of charts within."""
    depth = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + size]
        if depth == 0:
            return
        at += 4 + size


def _workbook_stream(body: bytes) -> bytes:
    """The stream of the workbook in a compound file."""
    if not body.startswith(_MAGIC):
        return body  # of Excel 4 and before, the records alone
    sector, mini = 1 << struct.unpack_from("<H", body, 0x1E)[0], 1 << struct.unpack_from("<H", body, 0x20)[0]
    directory_at, cutoff, mini_at = (struct.unpack_from("<I", body, at)[0] for at in (0x30, 0x38, 0x3C))
    table = _table(body, sector)
    directory = _chain(body[sector:], table, directory_at, sector)
    root = directory[:_ENTRY]
    for at in range(0, min(len(directory), _ENTRY * _MOST_ENTRIES), _ENTRY):
        entry = directory[at : at + _ENTRY]
        name = entry[: max(struct.unpack_from("<H", entry, 0x40)[0] - 2, 0)].decode("utf-16-le", "replace")
        if name not in _STREAMS:
            continue
        first, size = struct.unpack_from("<II", entry, 0x74)
        if size >= cutoff:
            return _chain(body[sector:], table, first, sector)[:size]
        small = _chain(body[sector:], table, struct.unpack_from("<I", root, 0x74)[0], sector)
        return _chain(small, _numbers(_chain(body[sector:], table, mini_at, sector)), first, mini)[:size]
    raise ValueError("no workbook in it")


def _table(body: bytes, sector: int) -> tuple[int, ...]:
    """Which sector follows each sector."""
    places = list(struct.unpack_from("<109I", body, 0x4C))
    following, left = struct.unpack_from("<II", body, 0x44)
    left = min(left, len(body) // sector)  # a chain that goes in a circle ends
    while following < _LAST_SECTOR and left:
        *more, following = _numbers(body[(following + 1) * sector : (following + 2) * sector])
        places += more
        left -= 1
    return _numbers(b"".join(body[(at + 1) * sector : (at + 2) * sector] for at in places if at < _LAST_SECTOR))


def _chain(content: bytes, table: tuple[int, ...], at: int, size: int) -> bytes:
    """The sectors of a chain joined; one that goes in a circle ends."""
    found: list[bytes] = []
    while at < _LAST_SECTOR and len(found) <= len(table):
        found.append(content[at * size : (at + 1) * size])
        at = table[at]
    return b"".join(found)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def hidden_in_xlsb(archive: zipfile.ZipFile) -> list[Hidden]:
    """What is hidden in each sheet of an XLSB, in the order of the workbook.

    Raises:
        ValueError, KeyError: it is no XLSB that can be read.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    relations = etree.fromstring(archive.read(_RELATIONS), parser)
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    try:
        return [
            _of_part(archive.read(posixpath.normpath(posixpath.join("/xl", targets[_relation(data)])).lstrip("/")))
            for kind, data in _brt_records(archive.read(_WORKBOOK))
            if kind == _BRT_SHEET
        ]
    except (struct.error, IndexError) as error:
        raise ValueError("a record of the workbook is cut off") from error


def _relation(data: bytes) -> str:
    """The relation that a sheet of the workbook goes by."""
    count = struct.unpack_from("<I", data, 8)[0]
    return data[12 : 12 + 2 * count].decode("utf-16-le")


def _of_part(part: bytes) -> Hidden:
    hidden = Hidden()
    for kind, data in _brt_records(part):
        if kind == _BRT_ROW and data[11] & _BRT_ROW_HIDDEN:
            hidden.hide_row(struct.unpack_from("<I", data)[0])
        elif kind == _BRT_COLUMN:
            first, last, width = struct.unpack_from("<3I", data)
            if data[16] & 1 or not width:
                hidden.hide_columns(first, last)
    return hidden


def _brt_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in range(0, 28, 7):
            size |= (part[at] & 0x7F) << shift
            at += 1
            if not part[at - 1] & 0x80:
                break
        yield kind, part[at : at + size]
        at += size
