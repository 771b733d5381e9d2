"""Award criteria in the tables of a document: names under their parents, each with its weight as stated."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from store.documents.criteria.columns import Columns, WeightColumn, columns_of
from store.documents.criteria.names import is_total
from store.documents.criteria.stairs import without_stairs
from store.documents.criteria.steps import put_under_steps
from store.documents.expressions import expression
from store.documents.weights import CellWeight, cell_weight, weight_in_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.documents.criteria.grid import Cell, Grid

_TOTAL = expression("total")
_OF_PART = expression("of_part_heading")
_NUMBERED = expression("numbered")
_CUT_NAME = expression("cut_name")
_DELETED = expression("deleted_weight")
_NO_CHANGE = expression("no_change")
_NO_WEIGHT_NOW = expression("no_weight_now")
_LONGEST_NAME = 300


@dataclass(slots=True)
class Node:
    """A criterion with what stands under it.

    `share_pct` is its part of the total score in per cent, once known; `of` says of what the stated weight is a share.
    """

    name: str
    description: str = ""
    weight: CellWeight | None = None
    row: int = -1
    number: str = ""
    children: list[Node] = field(default_factory=list)
    share_pct: float | None = None
    of: str = "unknown"
    is_weighed_elsewhere: bool = False  # in a column that is not read: its row is no heading

    def walk(self) -> Iterator[Node]:
        """This criterion and all under it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def value(self) -> float | None:
        """The weight stated, or, of one that states none, the sum of what stands under it."""
        if self.weight is not None and self.weight.value is not None:
            return self.weight.value
        values = [value for child in self.children if (value := child.value) is not None]
        return sum(values) if values else None


@dataclass(slots=True)
class Criteria:
    """The criteria of one column of weights, for one lot or for all."""

    roots: list[Node]
    unit: str | None
    lot: str | None = None
    stated_total: float | None = None
    is_bare: bool = False  # nothing says that the numbers are per cent
    is_of_part: bool = False  # their heading says that they are shares of a part


def criteria_of(grid: Grid) -> list[Criteria]:
    """The criteria that a table states; one set for each lot that has a column of its own, none for other tables."""
    grid = without_stairs(grid)
    across = _across(grid)
    if across is not None:
        return [across]
    columns = columns_of(grid)
    if columns is None:
        return []
    by_lot = [column for column in columns.weights if column.lot]
    sets = [[column] for column in by_lot] if len(by_lot) > 1 else [_levels(columns)]
    found = [_read(grid, columns, weights) for weights in sets]
    return [criteria for criteria in found if criteria.roots]


def _across(grid: Grid) -> Criteria | None:
    """Criteria side by side: a row of names above a row of weights."""
    if not 2 <= grid.height <= 3 or grid.width < 2:
        return None
    for names, weights in pairwise(range(grid.height)):
        found = [
            (grid.text(names, column), cell_weight(grid.text(weights, column)))
            for column in range(grid.width)
            if grid.text(names, column)
        ]
        stated = [(name, weight) for name, weight in found if weight is not None and weight.value is not None]
        is_named = all(cell_weight(name) is None for name, _ in stated)
        total = sum(weight.value or 0 for _, weight in stated)
        is_whole = abs(total - 100) < 1.01 or abs(total - 1) < 0.011
        if len(stated) > 1 and len(stated) >= len(found) - 1 and is_named and is_whole:
            return Criteria([Node(_name(name), weight=weight, row=weights) for name, weight in stated], "percent")
    return None


def _levels(columns: Columns) -> list[WeightColumn]:
    """The columns to read together: one weight for each level of names, or the one that says it is of the total."""
    weights = columns.weights
    overall = [column for column in weights if column.is_overall and not column.is_sub]
    between = [
        any(before.column < name < after.column for name in columns.names) for before, after in pairwise(weights)
    ]
    if len(weights) > 1 and not columns.is_stepped and not all(between):
        return overall[-1:] or [column for column in weights if not column.is_sub][:1] or weights[:1]
    return weights


def _read(grid: Grid, columns: Columns, weights: Sequence[WeightColumn]) -> Criteria:
    """The tree of a table."""
    reader = _RowReader(grid, columns, weights)
    for row in range(columns.header_rows, grid.height):
        reader.take(row)
    if columns.is_stepped:
        reader.roots = put_under_steps(reader.roots, reader.steps)
    units = {weight.unit for node in reader.every if (weight := node.weight) is not None and weight.unit}
    unit = next(iter(units)) if len(units) == 1 else weights[0].unit or ("percent" if "percent" in units else None)
    lots = {column.lot for column in weights}
    lot = next(iter(lots)) if len(lots) == 1 else None
    is_bare = all(column.is_bare for column in weights)
    is_of_part = len(weights) == 1 and _OF_PART.search(weights[0].header) is not None
    return Criteria(reader.roots, unit, lot, reader.stated_total, is_bare=is_bare, is_of_part=is_of_part)


class _RowReader:
    """Takes the rows of a table one by one and builds the tree."""

    def __init__(self, grid: Grid, columns: Columns, weights: Sequence[WeightColumn]) -> None:
        self._grid = grid
        self._columns = columns
        self._weights = weights
        self._levels = _name_levels(columns.names, weights)
        self.roots: list[Node] = []
        self.every: list[Node] = []
        self.steps: dict[int, int] = {}  # by row, the place of the first column that gives it a weight
        self.stated_total: float | None = None
        unread = {column.column for column in columns.weights if column not in weights}
        self._unread = unread | set(columns.unread)
        read = {*columns.names, *(each.column for each in columns.weights), *self._unread}
        self._beside = [column for column in range(grid.width) if column not in read]
        self._open: dict[int, tuple[Cell, Node]] = {}  # by column of names: the cell last read, and its criterion

    def take(self, row: int) -> None:
        """Read one row."""
        path = self._path(row)
        if not path:
            return
        stated = [self._weight(row, column) for column in self._weights]
        last = path[-1]
        if is_total(last.name) and not last.children:
            self._take_total(last, next((weight for weight in stated if weight is not None), None))
            return
        if not self._is_new(last, row):
            return
        if not any(stated) and any(self._is_weight(row, column) for column in self._unread):
            last.is_weighed_elsewhere = True
        for level, (weight, column) in enumerate(zip(stated, self._weights, strict=True)):
            if weight is not None:
                self.steps.setdefault(row, level)
                self._give(weight, path, column, level, row)

    def _is_weight(self, row: int, column: int) -> bool:
        found = cell_weight(self._grid.text(row, column))
        return found is not None and found.value is not None

    def _is_new(self, node: Node, row: int) -> bool:
        return node.row == row or not any(self._grid.is_continued(row, column.column) for column in self._weights)

    def _path(self, row: int) -> list[Node]:
        """The criterion of a row below its parents; cells that reach down, or are left empty below one, are parents."""
        found: list[Node] = []
        grid = self._grid
        for place, column in enumerate(self._columns.names):
            cell = grid.cells[row][column]
            before = self._open.get(column)
            is_more = any(grid.text(row, later) for later in self._columns.names[place + 1 :])
            if before is not None and (cell is before[0] or (is_more and cell.text in {"", before[0].text})):
                found.append(before[1])
                continue
            if not cell.text or (found and cell.text == found[-1].name) or cell.column != column:
                continue
            node = self._new(cell, row, column, found[-1] if found else None)
            found.append(node)
            self._open[column] = (cell, node)
            for later in self._columns.names[place + 1 :]:
                self._open.pop(later, None)
        return found

    def _new(self, cell: Cell, row: int, column: int, parent: Node | None) -> Node:
        first, _, rest = _CUT_NAME.sub(" ", cell.text, count=1).partition("\n")
        bare, weight = weight_in_name(first.strip())
        if weight is None and rest:
            follows = cell_weight(rest)
            weight, rest = (follows, "") if follows is not None and follows.unit else (None, rest)
        reference = self._columns.reference
        number = self._grid.text(row, reference) if reference is not None else ""
        texts = [rest, *(self._grid.text(row, each) for each in self._columns.descriptions)]
        node = Node(_name(bare), " ".join(" ".join(texts).split()), weight, row, number or _number_of(first))
        if column != self._columns.names[-1] and self._grid.cells[row][column].rows > 1:
            node.description = rest
        (parent.children if parent is not None else self.roots).append(node)
        self.every.append(node)
        return node

    def _weight(self, row: int, column: WeightColumn) -> CellWeight | None:
        if self._grid.is_continued(row, column.column):
            return None
        found = cell_weight(self._grid.text(row, column.column))
        factor = cell_weight(self._grid.text(row, column.factor)) if column.factor is not None else None
        found = self._now(row, column, found)
        if (found is None or found.value is None) and factor is not None and factor.value is not None:
            return CellWeight(factor.value, "points", factor.raw)
        if found is None or found.value is None:
            return found
        if factor is not None and factor.value is not None:
            return CellWeight(found.value * factor.value, "points", f"{found.raw} \u00d7 {factor.value:g}")
        if found.unit is not None or column.unit is None:
            return found
        return CellWeight(found.value, column.unit, found.raw, found.out_of)

    def _now(self, row: int, column: WeightColumn, found: CellWeight | None) -> CellWeight | None:
        """The weight of a cell that says in words what became of it: deleted, or as it was."""
        words = " ".join(self._grid.text(row, column.column).split())
        if found is not None and found.value is not None:
            is_gone = any(_DELETED.fullmatch(self._grid.text(row, each)) for each in self._beside)
            return CellWeight(0.0, found.unit, f"{found.raw}, deleted") if is_gone else found
        if _DELETED.fullmatch(words):
            return CellWeight(0.0, column.unit, words)
        before = cell_weight(self._grid.text(row, column.before)) if column.before is not None else None
        if before is None or before.value is None:
            return found
        if _NO_CHANGE.fullmatch(words):
            return before
        is_none = not words or _NO_WEIGHT_NOW.fullmatch(words) is not None
        return CellWeight(0.0, before.unit, words or "no weight") if is_none and column.is_whole else found

    def _give(self, weight: CellWeight, path: list[Node], column: WeightColumn, level: int, row: int) -> None:
        """Give a weight to the criterion it stands beside: the parent whose rows its own cell covers, else the last."""
        covers = self._grid.cells[row][column.column].rows
        names = self._levels[level]
        own = [node for node in path if self._column_of(node) in names] or path[-1:]
        node = own[-1]
        is_outer = self._columns.is_stepped and level < len(self._weights) - 1
        if is_outer and self._is_weight(row, self._weights[-1].column):
            node = own[min(level, len(own) - 1)]
        if covers > 1:
            node = next((each for each in path if self._rows_of(each) == covers), node)
        if node.weight is None or node.weight.value is None:
            node.weight = weight

    def _column_of(self, node: Node) -> int:
        return next((column for column, (_, own) in self._open.items() if own is node), -1)

    def _rows_of(self, node: Node) -> int:
        return next((cell.rows for cell, own in self._open.values() if own is node), 1)

    def _take_total(self, node: Node, weight: CellWeight | None) -> None:
        """A row that only adds up: taken out; a subtotal becomes the parent of the rows it adds up."""
        for holder in [self.roots, *(each.children for each in self.every)]:
            if node in holder:
                holder.remove(node)
        self.every.remove(node)
        for column, (_, own) in list(self._open.items()):
            if own is node:
                del self._open[column]
        value = (weight or node.weight or CellWeight(None, None, "")).value
        if value is None:
            return
        self.stated_total = value
        name = _TOTAL.sub("", node.name).strip(" :-()")
        run = _run_that_sums(self.roots, value)
        if name and run and len(run) < len(self.roots):
            parent = Node(name, weight=weight, row=node.row, children=run)
            self.roots[-len(run) :] = [parent]
            self.every.append(parent)


def _run_that_sums(nodes: list[Node], value: float) -> list[Node]:
    total = 0.0
    for count, node in enumerate(reversed(nodes), 1):
        if node.children:
            return []
        total += node.value or 0
        if abs(total - value) < 0.01:
            return nodes[-count:]
    return []


def _name_levels(names: Sequence[int], weights: Sequence[WeightColumn]) -> list[set[int]]:
    """For each column of weights, the columns of names that it weighs: those since the weights before it."""
    if len(weights) == 1:
        return [set(names)]
    bounds = [-1, *(column.column for column in weights)]
    levels = [{name for name in names if low < name < high} for low, high in pairwise(bounds)]
    return [level or set(names) for level in levels]


def _name(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_NAME]


def _number_of(name: str) -> str:
    match = _NUMBERED.match(name)
    return (match["number"] or match["letter"] or "") if match else ""
