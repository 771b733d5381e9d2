"""XLS and XLSB made record by record: no library at hand writes them."""

import io
import struct
import zipfile
from dataclasses import dataclass, field

SECTOR = 512
FREE, END, OF_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class Sheet:
    """A sheet of texts and numbers; rows and columns that are hidden are counted from 0."""

    name: str
    rows: list[list[str | int]]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False


def xls(*sheets: Sheet, is_small: bool = False) -> bytes:
    """A workbook of Excel 97; a small one stands in the stream of small parts."""
    bodies = [_biff_sheet(sheet) for sheet in sheets]
    head = sum(len(_bound(sheet, 0)) for sheet in sheets) + 2 * len(_record(0x0A)) + 16
    parts, at = [], head
    for body in bodies:
        parts.append(at)
        at += len(body)
    bounds = b"".join(_bound(sheet, start) for sheet, start in zip(sheets, parts, strict=True))
    book = _bof(5) + bounds + _record(0x0A)
    book = book.ljust(head, b"\0") + b"".join(bodies)
    return _compound(book if is_small else book.ljust(max(len(book), 4096), b"\0"))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def _bound(sheet: Sheet, start: int) -> bytes:
    name = sheet.name.encode("latin-1")
    return _record(0x85, struct.pack("<IBBBB", start, sheet.is_hidden, 0, len(name), 0) + name)


def _biff_sheet(sheet: Sheet) -> bytes:
    width = max(map(len, sheet.rows))
    found = [_bof(16), _record(0x200, struct.pack("<IIHHH", 0, len(sheet.rows), 0, width, 0))]
    found += [_record(0x7D, struct.pack("<6H", at, at, 2000, 0, 1, 0)) for at in sorted(sheet.hidden_columns)]
    for at in range(len(sheet.rows)):
        flags = 0x100 | (0x20 if at in sheet.hidden_rows else 0)
        found.append(_record(0x208, struct.pack("<HHHHIHH", at, 0, width, 255, 0, flags, 0)))
    for at, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(value, int):
                found.append(_record(0x203, place + struct.pack("<d", value)))
            else:
                found.append(_record(0x204, place + struct.pack("<HB", len(value), 0) + value.encode("latin-1")))
    return b"".join([*found, _record(0x0A)])


def _compound(book: bytes) -> bytes:
    """A compound file of one stream: its table, its directory, then the stream."""
    is_small = len(book) < 4096
    sectors = -(-len(book) // SECTOR)
    chain = [*range(3, sectors + 2), END] if sectors > 1 else [END]
    small = [*range(1, -(-len(book) // 64)), END] if is_small else []
    table = [OF_TABLE, END, *chain, *([END] if is_small else [])]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, sectors + 2 if is_small else END, int(is_small), END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)
    root = _entry("Root Entry", 5, 1, *((2, len(book)) if is_small else (END, 0)))
    stream = _entry("Workbook", 2, FREE, 0 if is_small else 2, len(book))
    body = _numbers(table) + (root + stream).ljust(SECTOR, b"\0") + book.ljust(sectors * SECTOR, b"\0")
    return header + body + (_numbers(small) if is_small else b"")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written) + 2, kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def _numbers(numbers: list[int]) -> bytes:
    return struct.pack(f"<{SECTOR // 4}I", *numbers, *[FREE] * (SECTOR // 4 - len(numbers)))


def xlsb(*sheets: Sheet) -> bytes:
    """A binary workbook of Excel 2007."""
    body = io.BytesIO()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        # Parts stand in another order than sheets.
        parts = [f"sheet{len(sheets) - number}.bin" for number in range(len(sheets))]
        links = "".join(
            f'<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/{part}"/>'
            for number, part in enumerate(parts, 1)
        )
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{space}">{links}</Relationships>')
        bundle = [
            struct.pack("<II", int(sheet.is_hidden), number) + _wide(f"rId{number}") + _wide(sheet.name)
            for number, sheet in enumerate(sheets, 1)
        ]
        listed = b"".join(_brt(156, each) for each in bundle)
        archive.writestr("xl/workbook.bin", _brt(131) + _brt(143) + listed + _brt(144) + _brt(132))
        for sheet, part in zip(sheets, parts, strict=True):
            archive.writestr(f"xl/worksheets/{part}", _brt_sheet(sheet))
    return body.getvalue()


def _brt(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    return head + (bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _brt_sheet(sheet: Sheet) -> bytes:
    width = max(map(len, sheet.rows))
    found = [_brt(129), _brt(148, struct.pack("<4I", 0, len(sheet.rows) - 1, 0, width - 1)), _brt(390)]
    found += [_brt(60, struct.pack("<4IH", at, at, 2000, 0, 1)) for at in sorted(sheet.hidden_columns)]
    found += [_brt(391), _brt(145)]
    for at, row in enumerate(sheet.rows):
        flags = 0x10 if at in sheet.hidden_rows else 0
        found.append(_brt(0, struct.pack("<IIHBBBI", at, 0, 300, 0, flags, 0, 0)))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, int):
                found.append(_brt(5, place + struct.pack("<d", value)))
            else:
                found.append(_brt(6, place + _wide(value)))
    return b"".join([*found, _brt(146), _brt(130)])
