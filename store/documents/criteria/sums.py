"""Bare numbers under `Weighting`: scores multiplied by them, the column that makes a whole, weights of another sum."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from store.documents.criteria.names import is_price, is_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.documents.criteria.columns import WeightColumn
    from store.documents.criteria.grid import Grid
    from store.documents.criteria.tables import Criteria, Node
    from store.documents.weights import CellWeight

FACTOR = "factor"
_SLACK = 1.01
# A sum near 100 is more often one of per cents with a slip or a row left out than one of other weights.
_NEAR_HUNDRED = 85.0
_LARGEST_PERCENT = 100.0
_BARE = re.compile(r"[x\u00d7*\s\d.,]+", re.IGNORECASE)


def multiplied(
    grid: Grid, columns: Sequence[WeightColumn], header_rows: int, weighed: Sequence[Sequence[CellWeight | None]]
) -> WeightColumn | None:
    """The column of greatest scores, to be multiplied by weights beside it, when the products add up to 100.

    Args:
        grid: the table.
        columns: its columns of numbers.
        header_rows: rows above the first of data.
        weighed: what each cell says of a weight.
    """
    scores = [column for column in columns if column.unit == "points" and not column.lot]
    factors = [column for column in columns if (column.is_bare or column.unit == FACTOR) and not column.lot]
    rows = _rows(grid, columns, header_rows)
    for score in scores:
        for factor in factors:
            first, second = _values(rows, score, weighed), _values(rows, factor, weighed)
            if len(first) < 2 or not first.keys() <= second.keys() or abs(sum(second.values()) - 100) <= _SLACK:
                continue
            # a row without a score, mostly price, has all its points in the weight
            if abs(sum(first.get(row, 1) * weight for row, weight in second.items()) - 100) <= _SLACK:
                return replace(score, factor=factor.column)
    return None


def product_column(grid: Grid, header_rows: int, weighed: Sequence[Sequence[CellWeight | None]]) -> int | None:
    """The column of numbers that are each the product of two others in their row, and that add up to 100.

    A row may have the product alone, as that of price mostly does.
    """
    rows = [row for row in range(header_rows, grid.height) if not any(map(is_total, grid.row_texts(row)))]
    values = {
        column: {
            row: weight.value
            for row in rows
            if (weight := weighed[row][column]) is not None and weight.value is not None
        }
        for column in range(grid.width)
    }
    for column, product in values.items():
        if len(product) < 2 or abs(sum(product.values()) - 100) > _SLACK:
            continue
        for first, second in combinations([each for each in values if each != column], 2):
            both = values[first].keys() & values[second].keys()
            if len(both) > 1 and all(
                row in product and abs(values[first][row] * values[second][row] - product[row]) < 0.01 for row in both
            ):
                return column
    return None


def is_whole(grid: Grid, column: int, header_rows: int, weighed: Sequence[Sequence[CellWeight | None]]) -> bool:
    """Whether the numbers of a column add up to 100, less rows that only add up."""
    rows = [row for row in range(header_rows, grid.height) if not any(map(is_total, grid.row_texts(row)))]
    found = [weight.value for row in rows if (weight := weighed[row][column]) is not None and weight.value is not None]
    return abs(sum(found) - 100) <= _SLACK


def whole_of(
    grid: Grid, columns: Sequence[WeightColumn], header_rows: int, weighed: Sequence[Sequence[CellWeight | None]]
) -> list[WeightColumn]:
    """Columns of bare weights without those of another sum, where one of them adds up to 100: the weighted scores."""
    bare = [column for column in columns if column.is_bare and not column.lot]
    rows = _rows(grid, columns, header_rows)
    values = {column.column: _values(rows, column, weighed) for column in bare}
    whole = [column for column in bare if abs(sum(values[column.column].values()) - 100) <= _SLACK]
    if not whole or len(whole) == len(bare):
        return list(columns)
    most = max(len(each) for each in values.values())
    if all(len(values[column.column]) < most for column in whole):
        return list(columns)
    return [column for column in columns if column not in bare or column in whole]


def from_bare(criteria: Criteria) -> None:
    """Take bare weights that add up to another sum than 100 for points, where all that is weighed is there.

    Price must be among them: without it they may be per cents of the total that a part of the criteria has.
    """
    roots = criteria.roots
    values = [value for node in roots if (value := node.value) is not None]
    every = [
        node for root in roots for node in root.walk() if node.weight is not None and node.weight.value is not None
    ]
    is_all = len(values) > 1 and all(node.value is not None or node.weight is not None for node in roots)
    if not criteria.is_bare or not is_all or not all(_is_bare(node) for node in every):
        return
    total = sum(values)
    is_other_sum = max(values) > _LARGEST_PERCENT or total < _NEAR_HUNDRED
    if not is_other_sum or not any(is_price(node.name) for node in roots) or _holds_sums(roots, total):
        return
    criteria.unit = "points"
    for node in every:
        assert node.weight is not None  # noqa: S101 - so they were chosen
        node.weight = replace(node.weight, unit="points")


def _is_bare(node: Node) -> bool:
    return node.weight is not None and _BARE.fullmatch(node.weight.raw) is not None


def _holds_sums(roots: Sequence[Node], total: float) -> bool:
    """Whether a row may be the heading of rows below it, which add up to it: then no sum is sure but a round one."""
    if total in {10, 20, 50, 1000}:
        return False
    for at, heading in enumerate(roots):
        run = 0.0
        for count, node in enumerate(roots[at + 1 :], 1):
            if is_price(heading.name) or is_price(node.name):
                break
            run += node.value or 0
            if count > 1 and heading.value and abs(run - heading.value) < 0.01:
                return True
    return False


def _rows(grid: Grid, columns: Sequence[WeightColumn], header_rows: int) -> list[int]:
    """Rows of data, less those that only add up."""
    places = {column.column for column in columns}
    names = [column for column in range(grid.width) if column not in places]
    return [
        row for row in range(header_rows, grid.height) if not any(is_total(grid.text(row, column)) for column in names)
    ]


def _values(
    rows: Sequence[int], column: WeightColumn, weighed: Sequence[Sequence[CellWeight | None]]
) -> dict[int, float]:
    return {
        row: weight.value
        for row in rows
        if (weight := weighed[row][column.column]) is not None and weight.value is not None
    }
