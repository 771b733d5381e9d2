"""Rows and columns that are hidden in XLS and XLSB, from their records: calamine does not tell them.

Numbers of records and places in them are those of [MS-XLS] and [MS-XLSB].
"""

from __future__ import annotations

import io
import posixpath
import struct
from typing import TYPE_CHECKING

import olefile
from lxml import etree

from store.documents.reading.hidden import Hidden

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_STREAMS = ("Workbook", "Book")  # of Excel 97 and later, of Excel 5 and 95
_BOF, _EOF, _BOUNDSHEET, _ROW, _COLINFO = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D
_ROW_HIDDEN = 0x20
_BRT_ROW, _BRT_COLUMN, _BRT_SHEET = 0, 60, 156
_BRT_ROW_HIDDEN = 0x10
_WORKBOOK, _RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"


def hidden_in_xls(body: bytes) -> list[Hidden]:
    """What is hidden in each sheet of an XLS, in the order of the workbook.

    Raises:
        ValueError, OSError: it is no XLS that can be read.
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
    if not body.startswith(olefile.MAGIC):
        return body  # of Excel 4 and before, the records alone
    with olefile.OleFileIO(io.BytesIO(body)) as compound:
        name = next((name for name in _STREAMS if compound.exists(name)), None)
        if name is None:
            raise ValueError("no workbook in it")
        stream: bytes = compound.openstream(name).read()
    return stream


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
