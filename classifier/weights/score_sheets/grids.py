"""Tables that are known by their sums: a column of weights that makes up a whole, for all lots or for each of them.

Their heads need not say so: `Question | Multiplier | Max`, a column for each region, lines that open with their lot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.columns import Line, line_at
from classifier.weights.score_sheets.names import is_price, is_social, is_total
from classifier.weights.score_sheets.numbers import NUMBER, row_of
from classifier.weights.score_sheets.records import MAX_LABEL, STRIP, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_POINTS = re.compile(r"\b(?:max\w*|marks?|points|scores?|most)\b", re.IGNORECASE)
_OF_MEASURES = re.compile(r"\W*(?:kpis?|measures?|indicators?|slas?|service levels?)\b", re.IGNORECASE)
_NO_WEIGHT = re.compile(
    r"\W*(?:targets?|qty|quantit\w+|units?|number|no|pages?|words?|spend|budget|value|hours|staff|visits|bid\w*|cost|price)\b"
    r"(?!.*\b(?:weight|%|marks|points))",
    re.IGNORECASE,
)
_MARKS = ("|", "\t", ";", ",", "   ", " / ")
MAX_LINES = 60
MIN_CELLS = 2
MIN_ROWS = 2
WHOLES = (100, 1000)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with the name in it, and its numbers by their columns."""

    line: Line
    name: str
    numbers: dict[int, SheetRow]


def grid_at(passages: Sequence[Passage], index: int) -> tuple[list[list[Placed]], int] | None:
    """The sheets of the table whose first line is the passage at `index`, and its last passage; None where none is."""
    if not _may_be_line(passages[index]) or (index and _is_inside(passages, index)):
        return None
    lines = _lines(passages, index)
    head = lines[0].cells if lines and not any(map(_is_number, lines[0].cells)) else ()
    rows = _rows(lines[1:] if head else lines)
    if len(rows) < MIN_ROWS or not any(is_social(row.name) for row in rows):
        return None
    lots = [list(group) for _, group in groupby(rows, lambda row: row.line.cells[0])]
    are_lots = all(len(lot) >= MIN_ROWS and is_whole(lot) for lot in lots)
    sheets = [sheet for lot in (lots if are_lots else [rows]) if (sheet := _sheet(lot, head, passages)) is not None]
    return (sheets, rows[-1].line.places[-1]) if sheets else None


def is_whole(rows: Sequence[_Row]) -> bool:
    """Whether a column of the rows, price among them, makes up a whole."""
    return bool(_columns_of_whole(rows))


def _may_be_line(passage: Passage) -> bool:
    return any(mark in passage.words for mark in _MARKS) and len(passage.words) <= MAX_LABEL * MIN_CELLS * 2


def _is_inside(passages: Sequence[Passage], index: int) -> bool:
    """Whether a line follows another with marks between cells, so that the table begins before it."""
    before = passages[index - 1]
    return " | " in before.clean or "\t" in before.words or "   " in before.words


def _lines(passages: Sequence[Passage], index: int) -> list[Line]:
    lines: list[Line] = []
    while index < len(passages) and len(lines) < MAX_LINES:
        line = line_at(passages, index) if _may_be_line(passages[index]) else None
        if line is None or len(line.cells) < MIN_CELLS:
            break
        lines.append(line)
        index = line.places[-1] + 1
    return lines


def _rows(lines: Sequence[Line]) -> list[_Row]:
    """The lines that have as many cells as the first, without those that add up others; none where one has no name."""
    rows: list[_Row] = []
    for line in lines:
        names = [cell.strip(STRIP) for cell in line.cells if _is_name(cell)]
        if len(line.cells) != len(lines[0].cells) or not names:
            break
        name = next((each for each in names if is_social(each) or is_price(each)), names[-1])
        if not is_total(name):
            numbers = {place: _number(cell) for place, cell in enumerate(line.cells) if _is_number(cell)}
            rows.append(_Row(line, name, numbers))
    return rows


def _is_name(cell: str) -> bool:
    return sum(map(str.isalpha, cell)) > 1 and len(cell) <= MAX_LABEL and not _is_number(cell)


def _is_number(cell: str) -> bool:
    text = cell.strip(" ().*")
    match = NUMBER.match(text)
    return match is not None and match.end() == len(text)


def _number(cell: str) -> SheetRow:
    match = NUMBER.match(cell.strip(" ().*"))
    return row_of("", match) if match is not None else SheetRow("", None, None, None)


def _columns_of_whole(rows: Sequence[_Row]) -> list[int]:
    """The columns in which every row has a number, and these make up a whole."""
    if not any(is_price(row.name) for row in rows):
        return []
    return [
        place
        for place in rows[0].numbers
        if all(place in row.numbers for row in rows) and sum(row.numbers[place].value or 0 for row in rows) in WHOLES
    ]


def _sheet(rows: Sequence[_Row], head: Sequence[str], passages: Sequence[Passage]) -> list[Placed] | None:
    """The rows with the weights of the column, or lot, in which social value weighs most."""
    columns = [place for place in _columns_of_whole(rows) if not _is_of_others(rows, head, place)]
    if not columns or not any(is_social(row.name) for row in rows):
        return None
    column = max(columns, key=lambda place: _share_of_social(rows, place))
    name = _head_of(rows, head, column)
    unit = "points" if _POINTS.search(name) and "%" not in name else None
    names = [row.name for row in rows]
    told = [replace(row, name=_full_name(row)) if names.count(row.name) > 1 else row for row in rows]
    return [_placed(row, row.numbers[column], unit, passages) for row in told]


def _full_name(row: _Row) -> str:
    """The name with the other words of its line, where several lines have it: `Social value: Q7`."""
    others = [cell.strip(STRIP) for cell in row.line.cells if any(map(str.isalpha, cell)) and row.name not in cell]
    return ": ".join([row.name, *others])[:MAX_LABEL]


def _head_of(rows: Sequence[_Row], head: Sequence[str], column: int) -> str:
    """The head of a column, counted from the end: a blank first cell of the head is lost."""
    at_end = column - len(rows[0].line.cells)
    return head[at_end] if len(head) >= -at_end else ""


def _is_of_others(rows: Sequence[_Row], head: Sequence[str], column: int) -> bool:
    """Whether the head says that the numbers of a column are no weights."""
    return bool(head) and bool(_OF_MEASURES.match(head[0]) or _NO_WEIGHT.match(_head_of(rows, head, column)))


def _share_of_social(rows: Sequence[_Row], column: int) -> float:
    weights = [(row.name, row.numbers[column].value or 0) for row in rows]
    return sum(value for name, value in weights if is_social(name)) / sum(value for _, value in weights)


def _placed(row: _Row, number: SheetRow, unit: str | None, passages: Sequence[Passage]) -> Placed:
    places = row.line.places
    place = next((each for each in places if row.name.split(": ")[0][:20] in passages[each].clean), places[0])
    return Placed(place, replace(number, label=row.name, unit=number.unit or unit), is_social(row.name))
