"""The columns of a table of weights, by its head: weights, weights within a section, lots, and what is no weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classifier.text.numerals import digits
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_BEST_COLUMN = expression("best_weight_column")
_CELL_MARK = re.compile(r"[ \xa0]*[|\t] ?| {3,}| {2,}(?=\d)")
_COLUMN_OF_LOT = expression("column_of_lot")
_COLUMN_OF_TOTAL = expression("column_of_total")
_COLUMN_WITHIN = expression("column_within")
_NO_WEIGHT_COLUMN = expression("no_weight_column")
_NEW_COLUMN = expression("new_weight_column")
_OLD_COLUMN = expression("old_weight_column")
_POINTS_COLUMN = re.compile(r"\b(?:marks?|points|scores?|out of|max(?:imum)?)\b", re.IGNORECASE)
_PERCENT_COLUMN = re.compile(r"%|\bper ?cent", re.IGNORECASE)
# A number in a head, unless it counts levels or says what a section is worth: `Level 1 weight`, `Marks (of 60)`.
_VALUE = re.compile(r"(?<!level )(?<!tier )(?<!stage )(?<!\()(?<!\(of )\b\d", re.IGNORECASE)
_WEIGHT_COLUMN = expression("weight_column")
_WEIGHTED_COLUMN = expression("weighted_column")
MAX_CUT = 60  # passages that a line of a table may be cut into
MAX_HEAD_CELL = 60
MIN_CELLS = 2
MIN_SLASHES = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns. `section` is that of the weight of a section, where `weight` is of its parts."""

    count: int
    weight: int
    unit: str | None
    section: int | None = None
    is_of_total: bool = False
    lots: tuple[int, ...] = ()
    numbers: frozenset[int] = frozenset()  # of all columns of numbers, weights or not


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its cells, and the passages it was cut into."""

    cells: tuple[str, ...]
    places: tuple[int, ...]


def line_at(passages: Sequence[Passage], index: int) -> Line | None:
    """The line that begins with a passage, in cells; None where it has no marks between cells."""
    block = passages[index].block
    end = index + 1
    while end < len(passages) and passages[end].block == block:
        if end - index == MAX_CUT:  # no line, but a long paragraph
            return None
        end += 1
    words = " ".join(passage.words for passage in passages[index:end])
    if end == index + 1 and _CELL_MARK.search(words) is None:  # values set apart by commas
        mark = " / " if words.count(" / ") >= MIN_SLASHES else "; "
        words = passages[index].clean if " | " in passages[index].clean else words.replace(mark, " | ")
    if "\n" in words or _CELL_MARK.search(words) is None:
        return None
    edged = words.strip()
    cells = _CELL_MARK.split(edged.removeprefix("|").removesuffix("|") if edged[:1] == "|" else edged)
    return Line(tuple(digits(cell.strip()) for cell in cells), tuple(range(index, end)))


def columns_of(cells: Sequence[str]) -> Columns | None:
    """The columns that a line heads; None where it is no head of a table of weights."""
    if len(cells) < MIN_CELLS or any(len(cell) > MAX_HEAD_CELL for cell in cells):
        return None
    lots = tuple(place for place, cell in enumerate(cells) if _COLUMN_OF_LOT.match(cell))
    if len(lots) == len(cells):  # the head of the names is blank, and lost
        return columns_of(["", *cells])
    if any(_VALUE.search(cell) for place, cell in enumerate(cells) if place not in lots):
        return None
    old, new = _changed(cells)
    weights = new or [place for place, cell in enumerate(cells) if _WEIGHT_COLUMN.match(cell)]
    idle = {place for place, cell in enumerate(cells) if _NO_WEIGHT_COLUMN.match(cell)} - {*lots, *new} | set(old)
    named = [place for place in weights if _BEST_COLUMN.search(cells[place]) and place not in idle]
    scored = [place for place in weights if _WEIGHTED_COLUMN.search(cells[place]) and place not in idle]
    idle |= set(weights) if scored or named else set()
    weights = scored[-1:] or named or [place for place in weights if place not in idle][:1]
    if not weights and (len(lots) < MIN_CELLS or not lots[0]):
        return None
    numbers = frozenset({*weights, *idle, *lots})
    total = [place for place in weights if _COLUMN_OF_TOTAL.search(cells[place])]
    weight = total[-1] if total else (weights or lots)[0]
    section = None
    if len(weights) > 1 and not (total and _are_side_by_side(weights)):
        within = [place for place in weights if _COLUMN_WITHIN.search(cells[place])]
        within = within or [place for place in weights[1:] if place - 1 not in weights]
        if within:
            weight = within[-1]
            section = next(place for place in weights if place != weight)
    return Columns(len(cells), weight, _unit(cells[weight]), section, bool(total), () if weights else lots, numbers)


def _changed(cells: Sequence[str]) -> tuple[list[int], list[int]]:
    """The columns of weights that hold no longer, and the last of those that hold; none where there are not both."""
    old = [place for place, cell in enumerate(cells) if place and _OLD_COLUMN.match(cell)]
    new = [place for place, cell in enumerate(cells) if place and place not in old and _NEW_COLUMN.match(cell)]
    return (old, new[-1:]) if old and new else ([], [])


def _are_side_by_side(places: Sequence[int]) -> bool:
    return places[-1] - places[0] == len(places) - 1


def _unit(head: str) -> str | None:
    if _PERCENT_COLUMN.search(head):
        return "percent"
    return "points" if _POINTS_COLUMN.search(head) else None
