"""Tables inside cells of tables, where a reader gives both as one grid: taken apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.documents.content import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    Rows = list[list[str | None]]


def taken_apart(table: Table) -> list[tuple[int | None, Table]]:
    """The table, and those inside its cells, each with the row that it stands in; the outer one first, with None.

    A run of columns that is one cell in the heading and in other rows, but several cells in the rows that one cell
    beside them covers, holds a table of its own there.
    """
    for first, width in _spans_of_heading(table):
        groups = list(_groups(table, first, width))
        if groups:
            inner = [(row, _cut(table, row, height, first, width)) for row, height in groups]
            outer = _collapsed(table, first, width, groups)
            kept = [(row - _dropped(groups, row), each) for row, each in inner if _is_table(each)]
            return [(None, outer), *kept] if kept else [(None, table)]
    return [(None, table)]


def _spans_of_heading(table: Table) -> Iterator[tuple[int, int]]:
    """First column and width of each run of columns that is one cell in the first row and in a later one."""
    by_row = {(row, column, columns) for row, column, rows, columns in table.merged if columns > 1}
    for row, column, columns in sorted(by_row):
        if row == 0 and any((later, column, columns) in by_row for later in range(1, len(table.rows))):
            yield column, columns


def _groups(table: Table, first: int, width: int) -> Iterator[tuple[int, int]]:
    """First row and height of each run of rows that one cell covers beside the columns, and that has cells in them."""
    beside = {
        (row, rows)
        for row, column, rows, columns in table.merged
        if rows > 1 and row > 0 and (column + columns <= first or column >= first + width)
    }
    for row, rows in sorted(beside):
        is_cut = all(
            sum(cell is not None for cell in table.rows[at][first : first + width]) > 1
            for at in range(row + 1, row + rows)
        )
        if is_cut:
            yield row, rows


def _cut(table: Table, row: int, height: int, first: int, width: int) -> Table:
    """The cells of a region, without the empty ones around them."""
    rows: Rows = [list(cells[first : first + width]) for cells in table.rows[row : row + height]]
    filled = [column for column in range(width) if any(cells[column] for cells in rows)]
    merged = [
        (at - row, filled.index(column - first), min(rows_, row + height - at), 1)
        for at, column, rows_, columns in table.merged
        if row <= at < row + height and column - first in filled and (rows_ > 1 or columns > 1)
    ]
    return Table([[cells[column] for column in filled] for cells in rows], merged)


def _collapsed(table: Table, first: int, width: int, groups: list[tuple[int, int]]) -> Table:
    """The table with the columns as one, and each group as one row."""
    gone = {at for row, height in groups for at in range(row + 1, row + height)}
    shown: Rows = []
    places: dict[int, int] = {}
    for at, cells in enumerate(table.rows):
        if at in gone:
            continue
        places[at] = len(shown)
        is_group = any(at == row for row, _ in groups)
        middle = "" if is_group else next((cell for cell in cells[first : first + width] if cell), "")
        shown.append([*cells[:first], middle, *cells[first + width :]])
    merged = [
        (places[row], column if column < first else column - width + 1, rows, columns)
        for row, column, rows, columns in table.merged
        if row in places
        and not first <= column < first + width
        and not any(row == own for own, _ in groups)
        and (rows > 1 or columns > 1)
    ]
    return Table(shown, merged, table.nested_in)


def _dropped(groups: list[tuple[int, int]], row: int) -> int:
    """How many rows fall away above a row."""
    return sum(height - 1 for own, height in groups if own < row)


def _is_table(table: Table) -> bool:
    return len(table.rows) > 1 and max(map(len, table.rows), default=0) > 1
