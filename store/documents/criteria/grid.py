"""A table as a grid in which every place knows its cell, so that merged cells can be followed down and across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.documents.content import Table

MOST_ROWS = 2_000
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, its first place, and how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


EMPTY = Cell("", -1, -1)


class Grid:
    """Places of a table by row and column; `cells[row][column]` is the cell that covers the place."""

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        self.width = max(map(len, rows), default=0)
        self.cells = [[*row, *[EMPTY] * (self.width - len(row))] for row in rows]

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.cells)

    def text(self, row: int, column: int) -> str:
        """The words at a place."""
        return self.cells[row][column].text

    def is_continued(self, row: int, column: int) -> bool:
        """Whether the cell at a place began in a row above."""
        return self.cells[row][column].row not in {-1, row}

    def row_texts(self, row: int) -> list[str]:
        """The words of each different cell of a row, from left to right, empty ones left out."""
        found: list[str] = []
        before: Cell | None = None
        for cell in self.cells[row]:
            if cell is not before and cell.text and not (cell.row not in {-1, row}):
                found.append(cell.text)
            before = cell
        return found


def grid_of(table: Table) -> Grid:
    """The grid of a table as it was read."""
    height, width = min(len(table.rows), MOST_ROWS), min(max(map(len, table.rows), default=0), MOST_COLUMNS)
    cells: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for row, column, rows, columns in table.merged:
        if 0 <= row < height and 0 <= column < width:
            own = table.rows[row]
            text = (own[column] if column < len(own) else None) or ""
            cell = Cell(text, row, column, min(rows, height - row), min(columns, width - column))
            for down in range(cell.rows):
                for across in range(cell.columns):
                    cells[row + down][column + across] = cell
    for row in range(height):
        own = table.rows[row]
        for column in range(width):
            if cells[row][column] is None:
                cells[row][column] = Cell((own[column] if column < len(own) else None) or "", row, column)
    return Grid([[cell for cell in row if cell is not None] for row in cells])


def stacked(above: Grid, below: Grid) -> Grid:
    """Two grids of one width as one: a table that goes on on the next page."""
    return Grid([*above.cells, *_moved(below.cells, above.height)])


def from_row(grid: Grid, first: int) -> Grid:
    """A grid without its first rows."""
    return Grid(_moved(grid.cells[first:], -first))


def _moved(rows: Sequence[Sequence[Cell]], shift: int) -> list[list[Cell]]:
    """The same cells, counted as rows further down."""
    moved: dict[int, Cell] = {}
    for row in rows:
        for cell in row:
            at = cell.row + shift if cell.row >= 0 else -1
            moved.setdefault(id(cell), Cell(cell.text, at, cell.column, cell.rows, cell.columns))
    return [[moved[id(cell)] for cell in row] for row in rows]
