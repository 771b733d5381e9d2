"""Sheets that are known by the numbers of their rows: sections with their parts, `3. Responsibility: 10%`, `3.1 ...`.

Parts that make up a hundred are shares of their section; those that make up its weight are shares of the total. What
a section weighs that states nothing is the sum of its parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.columns import columns_of, line_at
from classifier.weights.score_sheets.names import is_price, is_social
from classifier.weights.score_sheets.records import STRIP, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_ROW = re.compile(
    r"\W*(?:(?:part|section|envelope|area|criterion|schedule|question|item)[ ]+(?=[\dA-Z]{1,2}\b))?"
    r"(?:(?P<section>\d{1,2}|[A-Z])(?:\.?(?P<part>(?<=[A-Z]|\.)\d{1,2})|\(?(?P<letter>[a-h])\)?)?[.):]?"
    r"(?:\s*[:\u2013-])?\s+)?"
    r"(?P<name>(?-i:[A-Za-z])[A-Za-z\d&,/'() -]{1,70}?)"
    r"(?:[\s:,\u2013=(-]{1,4}(?P<value>\d{1,3}(?:\.\d+)?)(?P<unit> ?%| ?per ?cent| ?(?P<points>marks|points|pts))?\)?)?"
    r"(?:,? (?:made up of|comprising|consisting of|split(?: as follows)?|divided into|as follows))?\W*",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"\d\)? ?(?:%|per ?cent|marks|points|pts)", re.IGNORECASE)
_CELLS = re.compile(r"\s*[|\t]\s*")
MAX_ROW = 120
MAX_ROWS = 40
MAX_BETWEEN = 2  # passages without a weight between two rows
MIN_SECTIONS = 2
WHOLE = 100


@dataclass(slots=True)
class _Section:
    """A section of the sheet with its rows: its passage, name and weight, and those of its parts."""

    number: str
    place: int
    name: str
    value: float | None
    parts: list[tuple[int, str, float]] = field(default_factory=list)
    units: set[str] = field(default_factory=set)

    @property
    def total(self) -> float:
        """What the parts add up to."""
        return sum(value for _, _, value in self.parts)

    @property
    def weight(self) -> float:
        """What the section weighs in all: as stated, else the sum of its parts."""
        return self.total if self.value is None else self.value

    @property
    def is_whole(self) -> bool:
        """Whether the parts make up the section, or a hundred."""
        return not self.parts or self.total in {self.weight, WHOLE}


def outline_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows of the outline that begins with the passage at `index`, and its last; None where none does."""
    head = line_at(passages, index)
    first = head.places[-1] + 1 if head is not None and columns_of(head.cells) is not None else index
    sections: list[_Section] = []
    last = first
    for place in range(first, min(len(passages), first + MAX_ROWS)):
        if _add(sections, place, passages[place].words):
            last = place
        elif not sections or place - last > MAX_BETWEEN or _WEIGHT.search(passages[place].words):
            break
    names = [name for each in sections for name in (each.name, *(name for _, name, _ in each.parts))]
    units = {unit for each in sections for unit in each.units} - {""}
    is_outline = len(sections) >= MIN_SECTIONS and any(each.parts for each in sections) and len(units) <= 1
    total = _total(sections, is_points=units == {"points"}) if is_outline else None
    if total is None:
        return None
    is_whole = len(sections) > MIN_SECTIONS and total == WHOLE
    if not (is_whole or any(map(is_price, names))) or not any(map(is_social, names)):
        return None
    return [placed for each in sections for placed in _placed(each, total, "".join(units) or "percent")], last


def _add(sections: list[_Section], place: int, words: str) -> bool:
    """Put a line into its place in the outline; False where it has none."""
    match = _ROW.fullmatch(_CELLS.sub(" ", words)) if len(words) <= MAX_ROW else None
    if match is None:
        return False
    number, name = (match["section"] or "").upper(), match["name"].strip(STRIP + "()")
    value = float(match["value"]) if match["value"] else None
    unit = "points" if match["points"] else "percent" if match["unit"] else ""
    if match["part"] or match["letter"]:
        if not sections or sections[-1].number != number or value is None:
            return False
        sections[-1].parts.append((place, name, value))
        sections[-1].units.add(unit)
        return True
    is_row = bool(number) or (value is not None and is_price(name))
    if not is_row or number in {each.number for each in sections}:
        return False
    sections.append(_Section(number, place, name, value, units={unit}))
    return True


def _total(sections: list[_Section], *, is_points: bool) -> float | None:
    """What the sections add up to, a hundred unless in points; None where their parts do not make them up."""
    total = sum(each.weight for each in sections)
    if is_points:
        return total if all(not each.parts or each.total == each.weight for each in sections) else None
    return total if total == WHOLE and all(each.is_whole for each in sections) else None


def _placed(section: _Section, total: float, unit: str) -> Iterator[Placed]:
    out_of = total if unit == "points" else None
    weight, is_of_social = section.weight, is_social(section.name)
    yield Placed(section.place, SheetRow(section.name, weight, unit, out_of), is_of_social)
    for place, name, value in section.parts:
        row = SheetRow(name, value, unit, out_of, parent=weight, shared=section.total)
        yield Placed(place, row, is_of_social or is_social(name), is_part=is_of_social)
