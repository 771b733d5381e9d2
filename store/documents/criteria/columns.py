"""What the columns of a table hold: references, names, descriptions, and the weights of criteria."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.documents.criteria.steps import steps_of
from store.documents.criteria.sums import FACTOR, is_whole, multiplied, product_column, whole_of
from store.documents.expressions import expression
from store.documents.weights import CellWeight, cell_weight, weight_in_name

if TYPE_CHECKING:
    from store.documents.criteria.grid import Grid

_WEIGHT_HEADER = expression("weight_heading")
_PERCENT_WORDS = expression("percent_words")
_NEW_HEADER = expression("new_weights_heading")
_OLD_HEADER = expression("old_weights_heading")
_FACTOR_HEADER = expression("factor_heading")
_POINTS_HEADER = expression("points_heading")
_OTHER_HEADER = expression("other_heading")
_OVERALL = expression("overall_heading")
_SUB = expression("sub_heading")
_LOT = expression("lot")
_REFERENCE = expression("reference")
_DESCRIPTION_HEADER = expression("description_heading")
_GATE = expression("gate")
_LONG_TEXT = 110
_MOST_HEADER_ROWS = 4
_LEAST_SHARE = 0.5
_NAMED_SHARE = 0.7


@dataclass(slots=True)
class WeightColumn:
    """A column of weights: where it is, its unit by its header, its lot, and whether its cells state a unit.

    `is_bare`: neither header nor cells say that the numbers are per cent. `factor` is the column of weights that its
    scores are multiplied by.
    """

    column: int
    unit: str | None
    lot: str | None
    is_overall: bool
    is_sub: bool
    has_mark: bool
    is_bare: bool
    header: str
    factor: int | None = None
    before: int | None = None  # the column of the weights that it replaces
    is_whole: bool = False  # its numbers make a hundred


@dataclass(slots=True)
class Columns:
    """The columns of a table: `header_rows` rows come before the first of data.

    `is_stepped`: each column of weights divides those of the one before, the outermost coming first. `unread` holds
    columns of weights that are not read.
    """

    header_rows: int
    header: list[str]
    weights: list[WeightColumn]
    names: list[int]
    descriptions: list[int] = field(default_factory=list)
    reference: int | None = None
    is_stepped: bool = False
    unread: list[int] = field(default_factory=list)


def columns_of(grid: Grid) -> Columns | None:
    """The columns of a table that states weights; None for any other."""
    weighed = [[cell_weight(grid.text(row, column)) for column in range(grid.width)] for row in range(grid.height)]
    header_rows = _header_rows(grid, weighed)
    header = [_header_text(grid, column, header_rows) for column in range(grid.width)]
    every = _weight_columns(grid, header_rows, header, weighed)
    weighable = [each for each in every if each.unit != FACTOR]
    plain = _in_force(grid, weighable, header_rows, weighed)
    steps = steps_of(grid, [each for each in plain if each.unit or each.has_mark], header_rows, weighed)
    product = (
        None if steps else multiplied(grid, every, header_rows, weighed) or _product(grid, header_rows, header, weighed)
    )
    weights = steps or ([product] if product else _chosen(whole_of(grid, plain, header_rows, weighed)))
    if not weights:
        return None
    texts = [column for column in range(grid.width) if column not in {each.column for each in weights}]
    reference = next((column for column in texts[:2] if _is_reference(grid, column, header_rows)), None)
    texts = [column for column in texts if column != reference and not _is_numeric(grid, column, header_rows)]
    descriptions = [column for column in texts[1:] if _is_description(grid, column, header_rows, header[column])]
    names = [column for column in texts if column not in descriptions]
    if not names and descriptions:
        names, descriptions = descriptions[:1], descriptions[1:]
    while descriptions and not _name_most_rows(grid, names, weights, header_rows):
        names, descriptions = sorted([*names, descriptions[0]]), descriptions[1:]
    last = max(each.column for each in weights)
    first = min(each.column for each in weights)
    before = [column for column in names if column < last]
    names = before if before and before[0] < first else names
    unread = [each.column for each in every if each not in weights]
    found = Columns(header_rows, header, weights, names, descriptions, reference, bool(steps), unread)
    return found if names else None


def _product(
    grid: Grid, header_rows: int, header: list[str], weighed: list[list[CellWeight | None]]
) -> WeightColumn | None:
    """The column that holds another multiplied by a third and adds up to 100, whatever its heading."""
    column = product_column(grid, header_rows, weighed)
    if column is None:
        return None
    return WeightColumn(column, "percent", None, True, False, False, False, header[column])


def _in_force(
    grid: Grid, columns: list[WeightColumn], header_rows: int, weighed: list[list[CellWeight | None]]
) -> list[WeightColumn]:
    """The columns of weights without those that hold no longer, where another says that it holds now."""
    old = [each for each in columns if _OLD_HEADER.match(each.header)]
    new = [each for each in columns if each not in old and _NEW_HEADER.match(each.header)]
    if not (old and new):
        return columns
    if len(old) == len(new) == 1:
        new[0].before = old[0].column
        new[0].is_whole = is_whole(grid, new[0].column, header_rows, weighed)
    return [each for each in columns if each not in old]


def _name_most_rows(grid: Grid, names: list[int], weights: list[WeightColumn], header_rows: int) -> bool:
    """Whether rows with weights have names of their own; else what looks like a description tells them apart."""
    rows = [
        row
        for row in range(header_rows, grid.height)
        if any(grid.text(row, each.column) and not grid.is_continued(row, each.column) for each in weights)
    ]
    named = sum(any(grid.text(row, name) and not grid.is_continued(row, name) for name in names) for row in rows)
    return named >= _NAMED_SHARE * len(rows)


def _header_rows(grid: Grid, weighed: list[list[CellWeight | None]]) -> int:
    """Rows before the first that holds a weight beside a name, or before the first of several with it in their name."""
    parts = [row for row in range(grid.height) if _is_weighed_heading(grid, row)]
    first = parts[0] if len(parts) > 1 else grid.height
    for row in range(min(grid.height, _MOST_HEADER_ROWS + 1)):
        has_weight = any(found is not None and found.value is not None for found in weighed[row])
        is_judged = row > 0 and any(_GATE.fullmatch(text) for text in grid.row_texts(row)[1:])
        if has_weight or is_judged or row == first:
            return row
    return 1 if grid.height > 1 else 0


def _is_weighed_heading(grid: Grid, row: int) -> bool:
    """Whether a row is only a name with its weight: `Quality (70%)` above what divides it."""
    texts = grid.row_texts(row)
    return len(texts) == 1 and weight_in_name(texts[0])[1] is not None


def _header_text(grid: Grid, column: int, header_rows: int) -> str:
    """The words above a column; those of a row that is one cell across are the title of the table, no header."""
    found: dict[str, None] = {}
    for row in range(header_rows):
        cell = grid.cells[row][column]
        if cell.text and not (cell.columns >= grid.width > 1):
            found[cell.text] = None
    return " ".join(" ".join(found).split())


def _weight_columns(
    grid: Grid, header_rows: int, header: list[str], weighed: list[list[CellWeight | None]]
) -> list[WeightColumn]:
    found: list[WeightColumn] = []
    has_old = any(map(_OLD_HEADER.match, header)) and any(map(_NEW_HEADER.match, header))
    for column in range(grid.width):
        rows = [
            row
            for row in range(header_rows, grid.height)
            if grid.text(row, column) and not grid.is_continued(row, column)
        ]
        values = [weight for row in rows if (weight := weighed[row][column]) is not None]
        stated = [weight for weight in values if weight.value is not None]
        if not stated or len(values) < _LEAST_SHARE * len(rows):
            continue
        words = header[column]
        is_percent, is_points = _WEIGHT_HEADER.search(words), _POINTS_HEADER.search(words)
        is_factor = not is_percent and _FACTOR_HEADER.search(words) is not None
        if _OTHER_HEADER.search(words) and not is_factor and not _WEIGHT_HEADER.search(words.replace("%", "")):
            continue
        if column == 0 and not is_percent and not any(weight.unit for weight in stated):
            continue
        has_mark = any(weight.unit for weight in stated)
        is_revised = has_old and (_OLD_HEADER.match(words) or _NEW_HEADER.match(words))
        if not (is_percent or is_points or is_factor or has_mark or is_revised) and words:
            continue
        lot = _LOT.search(words)
        unit = FACTOR if is_factor else "percent" if is_percent else "points" if is_points else None
        found.append(
            WeightColumn(
                column,
                unit,
                lot["lot"].upper() if lot else None,
                bool(_OVERALL.search(words)),
                bool(_SUB.search(words)),
                has_mark,
                is_percent is not None and not has_mark and _PERCENT_WORDS.search(words) is None,
                words,
            )
        )
    return found


def _chosen(found: list[WeightColumn]) -> list[WeightColumn]:
    """Of weights and greatest scores side by side, the weights; bare numbers only where nothing else is."""
    if any(column.unit == "percent" for column in found):
        found = [column for column in found if column.unit != "points"]
    elif any(column.unit == "points" for column in found):
        found = [column for column in found if column.unit == "points"]
    if any(column.has_mark for column in found):
        found = [column for column in found if column.has_mark or column.unit]
    return found


def _rows_with(grid: Grid, column: int, header_rows: int) -> list[str]:
    return [
        text
        for row in range(header_rows, grid.height)
        if (text := grid.text(row, column)) and not grid.is_continued(row, column)
    ]


def _is_reference(grid: Grid, column: int, header_rows: int) -> bool:
    texts = _rows_with(grid, column, header_rows)
    return bool(texts) and all(_REFERENCE.fullmatch(text.strip()) for text in texts)


def _is_numeric(grid: Grid, column: int, header_rows: int) -> bool:
    texts = _rows_with(grid, column, header_rows)
    return not texts or sum(any(character.isalpha() for character in text) for text in texts) < _LEAST_SHARE * len(
        texts
    )


def _is_description(grid: Grid, column: int, header_rows: int, header: str) -> bool:
    texts = _rows_with(grid, column, header_rows)
    is_long = sum(map(len, texts)) > _LONG_TEXT * len(texts)
    return is_long or _DESCRIPTION_HEADER.search(header) is not None


def lot_of(text: str) -> str | None:
    """The lot that a heading is about: `2` of `Lot 2 award criteria`; None when it names none or several."""
    lots = {match["lot"].upper() for match in _LOT.finditer(text)}
    return next(iter(lots)) if len(lots) == 1 else None
