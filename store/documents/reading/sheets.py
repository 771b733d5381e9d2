"""XLSX, XLSB, ODS and XLS: sheets as texts and tables; what is hidden or struck out in them is marked."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from store.documents.content import HIDDEN, STRUCK, Block, Content, NotReadError, Part, Table
from store.documents.reading import limits, mending
from store.documents.reading.hidden import MOST_COLUMNS, MOST_ROWS, Hidden
from store.documents.reading.sheets_hidden import hidden_places, without
from store.documents.reading.sheets_struck import struck_cells, without_struck

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Sequence

    from store.documents.reading.sheets_struck import Struck

    Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
    Merged = tuple[int, int, int, int]

MOST_CELLS = 4_000_000  # calamine makes a place for every cell between the first and the last
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*?(?<!/)>")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CHUNK = 1 << 20
_OVERLAP = 200


def check_extent(archive: zipfile.ZipFile) -> None:
    """Refuse an XLSX of which a cell stands so far from the others that no reader could hold the sheet.

    Raises:
        NotReadError: there is such a cell.
    """
    for entry in archive.infolist():
        if not _SHEET.fullmatch(entry.filename):
            continue
        rows = columns = 0
        with archive.open(entry) as stream:
            tail = b""
            while chunk := stream.read(_CHUNK):
                for letters, digits in _CELL.findall(tail + chunk):
                    rows, columns = max(rows, int(digits)), max(columns, _column_number(letters))
                tail = chunk[-_OVERLAP:]
        if rows * columns > MOST_CELLS:
            raise NotReadError("broken", f"a cell stands far from the others (row {rows:,}, column {columns:,})")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def read_sheets(body: bytes, name: str, archive: zipfile.ZipFile | None = None) -> Content:
    """The sheets of a spreadsheet.

    Args:
        body: the spreadsheet.
        name: its format.
        archive: the same, opened, where it is one.

    Raises:
        NotReadError: it is encrypted, or no spreadsheet that can be opened.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
    except PasswordError as error:
        raise NotReadError("encrypted", "needs a password") from error
    except CalamineError as error:
        raise NotReadError("broken", f"no spreadsheet that can be opened: {error}") from error
    content = Content(name, [], len(workbook.sheet_names))
    places = hidden_places(body, name, archive)
    if places is None:
        content.notes.append("which of its rows are hidden cannot be told")
    struck = struck_cells(archive) if archive is not None and name == "xlsx" else []
    if struck is None:
        content.notes.append("what is struck out in it cannot be told")
    for number, metadata in enumerate(workbook.sheets_metadata, 1):
        if metadata.typ is not SheetTypeEnum.WorkSheet:
            continue
        mark = "" if metadata.visible is SheetVisibleEnum.Visible else HIDDEN
        hidden = places[number - 1] if places is not None and number <= len(places) else Hidden()
        lines = struck[number - 1] if struck and number <= len(struck) else {}
        blocks = list(_blocks(workbook, number - 1, mark, content, (hidden, lines)))
        if blocks:
            content.parts.append(Part(number, blocks, mending.plain(metadata.name).strip()))
    if not content.parts:
        content.status = "broken"
        content.notes.append("holds no text")
    return content


def _blocks(
    workbook: CalamineWorkbook, index: int, mark: str, content: Content, uncounted: tuple[Hidden, Struck]
) -> Iterator[Block]:
    hidden, struck = uncounted
    try:
        sheet = workbook.get_sheet_by_index(index)
    except CalamineError as error:
        content.is_whole = False
        content.notes.append(f"sheet {index + 1} cannot be read: {error}")
        return
    if sheet.start is None:
        return
    rows = [[_shown(value) for value in row[:MOST_COLUMNS]] for row in sheet.to_python(nrows=MOST_ROWS)]
    if sheet.height > MOST_ROWS or sheet.width > MOST_COLUMNS:
        content.notes.append(f"of {sheet.name} only {MOST_ROWS:,} rows and {MOST_COLUMNS} columns were read")
    top, left = sheet.start
    merged = [
        (first_row - top, first_column - left, last_row - first_row + 1, last_column - first_column + 1)
        for (first_row, first_column), (last_row, last_column) in sheet.merged_cell_ranges or ()
    ]
    if content.char_count() + sum(len(cell) for row in rows for cell in row) > limits.CHARS:
        content.is_whole = False
        content.notes.append(f"only the first {limits.CHARS:,} characters were read")
        return
    emptied, gone = without_struck(rows, struck, top, left)
    own = Hidden({row - top for row in hidden.rows}, {column - left for column in hidden.columns})
    own.rows |= emptied
    rows, merged, unseen = without(rows, merged, own)
    yield from _regions(rows, merged, mark)
    if unseen:
        yield Block("\n".join(unseen), mark=HIDDEN)
    if gone:
        yield Block("\n".join(gone), mark=mark or STRUCK)


def _regions(rows: Sequence[Sequence[str]], merged: Sequence[Merged], mark: str) -> Iterator[Block]:
    """Runs of rows between empty ones: tables where rows have several cells, else text."""
    covers = {row for row, _, height, _ in merged for row in range(row, row + height)}
    start = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and (any(rows[at]) or at in covers):
            continue
        if at > start:
            yield from _region(rows[start:at], start, merged, mark)
        start = at + 1


def _region(rows: Sequence[Sequence[str]], start: int, merged: Sequence[Merged], mark: str) -> Iterator[Block]:
    """Lines of a single cell above are a heading; what follows is a table."""
    first = 0
    while first < len(rows) and sum(map(bool, rows[first])) <= 1 and not _reaches_down(start + first, merged):
        first += 1
    heading = "\n".join(cell for row in rows[:first] for cell in row if cell)
    if heading:
        yield Block(heading, mark=mark)
    if first == len(rows):
        return
    own = [
        (row - start - first, column, height, width)
        for row, column, height, width in merged
        if start + first <= row < start + len(rows) and 0 <= column < len(rows[0])
    ]
    covered = {
        (row + down, column + right)
        for row, column, height, width in own
        for down in range(min(height, len(rows)))
        for right in range(min(width, len(rows[0])))
        if down or right
    }
    cells = [
        [None if (at, column) in covered else cell for column, cell in enumerate(row)]
        for at, row in enumerate(rows[first:])
    ]
    yield Block(table=Table(cells, own), mark=mark)


def _reaches_down(row: int, merged: Sequence[Merged]) -> bool:
    return any(first == row and height > 1 for first, _, height, _ in merged)


def _shown(value: Value) -> str:
    """A cell as a person sees it; numbers without the dust of floating point."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return mending.plain(str(value)).strip()
