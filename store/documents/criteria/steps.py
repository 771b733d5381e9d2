"""Columns of weights one below another: `Weighting | Sub-weighting`, where a row has its weight in one of the two."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from store.documents.criteria.names import is_total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.documents.criteria.columns import WeightColumn
    from store.documents.criteria.grid import Grid
    from store.documents.criteria.tables import Node
    from store.documents.weights import CellWeight

_SLACK = 1.01  # thirds, and rounded figures


@dataclass(slots=True)
class _Group:
    """A weight of the outer column with those of the inner column that stand beside and below it."""

    name: str
    value: float
    parts: list[float] = field(default_factory=list)

    def adds_up(self) -> bool:
        """Whether the parts make a whole, 1 where a sheet keeps 60 % as 0.6, or the weight that they divide."""
        total = sum(self.parts)
        whole = 1 if max(self.value, *self.parts) <= 1 else 100
        return abs(total - whole) <= _SLACK * whole / 100 or abs(total - self.value) < 0.0005 * whole


def steps_of(
    grid: Grid, columns: Sequence[WeightColumn], header_rows: int, weighed: Sequence[Sequence[CellWeight | None]]
) -> list[WeightColumn]:
    """The columns of weights, the outer first, when each divides the weights of the one before; else none.

    Args:
        grid: the table.
        columns: its columns of weights; between two of them may stand what names no row.
        header_rows: rows above the first of data.
        weighed: what each cell says of a weight.
    """
    places = [column.column for column in columns]
    if len(columns) < 2 or any(column.lot for column in columns):
        return []
    names = next((column for column in range(grid.width) if column not in places), 0)
    rows = [row for row in range(header_rows, grid.height) if not is_total(grid.text(row, names))]
    stated = {place: _stated(grid, place, rows, weighed) for place in places}
    if not all(stated.values()):
        return []
    for before, after in pairwise(places):
        is_named = all(grid.text(row, names) and row not in stated[before] for row in stated[after])
        if after - before != 1 and not is_named:
            return []
    ordered = sorted(columns, key=lambda column: (min(stated[column.column]), column.is_sub))
    for outer, inner in pairwise(ordered):
        groups = _groups(grid, names, rows, stated[outer.column], stated[inner.column])
        are_marks = inner.unit == "points" and outer.unit == "percent" and _are_apart(stated, outer, inner)
        if not any(len(group.parts) > 1 for group in groups):
            return []
        if not are_marks and not all(group.adds_up() for group in groups if group.parts):
            return []
    return ordered


def put_under_steps(roots: Sequence[Node], steps: Mapping[int, int]) -> list[Node]:
    """Rows put under the last row before them with a weight further out.

    Args:
        roots: the rows that no name of another column holds.
        steps: by row of the table, the place of its column of weights, 0 the outermost.
    """
    tree: list[Node] = []
    holders: list[tuple[int, Node]] = []
    for node in roots:
        step = steps.get(node.row)
        if step is None:
            tree.append(node)
            continue
        while holders and holders[-1][0] >= step:
            holders.pop()
        (holders[-1][1].children if holders else tree).append(node)
        holders.append((step, node))
    return tree


def _stated(
    grid: Grid, place: int, rows: Sequence[int], weighed: Sequence[Sequence[CellWeight | None]]
) -> dict[int, float]:
    found: dict[int, float] = {}
    for row in rows:
        weight = weighed[row][place]
        if weight is not None and weight.value is not None and not grid.is_continued(row, place):
            found[row] = weight.value
    return found


def _are_apart(stated: Mapping[int, Mapping[int, float]], outer: WeightColumn, inner: WeightColumn) -> bool:
    return not set(stated[outer.column]) & set(stated[inner.column])


def _groups(
    grid: Grid, names: int, rows: Sequence[int], outer: Mapping[int, float], inner: Mapping[int, float]
) -> list[_Group]:
    """Weights of the inner column by the one that they divide; none when one comes before any of the outer."""
    groups: list[_Group] = []
    for row in rows:
        value, part, name = outer.get(row), inner.get(row), grid.text(row, names)
        is_same = bool(groups) and groups[-1].value == value and name in {"", groups[-1].name}
        if value is not None and not is_same:
            groups.append(_Group(name, value))
        if part is None:
            continue
        if not groups:
            return []
        groups[-1].parts.append(part)
    return groups
