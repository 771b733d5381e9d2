"""Tables laid out as stairs: names of a part stand one column further in than the part, where its weight stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.documents.criteria.grid import EMPTY, Cell, Grid
from store.documents.weights import cell_weight

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST_ROWS = 2


def without_stairs(grid: Grid) -> Grid:
    """The same table with such rows moved back, so that all names stand in one column and all weights in one.

    `Quality | 60% | ` above ` | Delivery | 80%` gives `Quality | 60%` above `Delivery | 80%`.
    """
    if grid.width < 3:
        return grid
    steps = [_step(grid, row) for row in range(grid.height)]
    columns = {step for step in steps if step and _holds_weights(grid, step)}
    moved = [row for row, step in enumerate(steps) if step in columns]
    if len(moved) < _LEAST_ROWS:
        return grid
    return Grid([_moved(grid.cells[row], steps[row] if row in moved else 0) for row in range(grid.height)])


def _step(grid: Grid, row: int) -> int:
    """How many empty places stand before the name of a row with its weight; 0 for any other row."""
    cells = grid.cells[row]
    step = next((column for column, cell in enumerate(cells) if cell.text), 0)
    if not step or step + 1 >= grid.width or any(cell.rows > 1 or cell.columns > 1 for cell in cells):
        return 0
    weight = cell_weight(cells[step + 1].text)
    is_name = cell_weight(cells[step].text) is None and any(map(str.isalpha, cells[step].text))
    return step if is_name and weight is not None and weight.value is not None else 0


def _holds_weights(grid: Grid, column: int) -> bool:
    """Whether the column in which names stand holds weights of rows whose names stand before them."""
    stated = [
        row
        for row in range(grid.height)
        if (weight := cell_weight(grid.text(row, column))) is not None
        and weight.unit == "percent"
        and grid.text(row, column - 1)
    ]
    return len(stated) >= _LEAST_ROWS


def _moved(cells: Sequence[Cell], step: int) -> list[Cell]:
    return [replace(cell, column=cell.column - step) for cell in cells[step:]] + [EMPTY] * step if step else list(cells)
