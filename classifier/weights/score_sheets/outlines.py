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
    r"\W*(?:(?:part|section|envelope|area|criterion|schedule)[ ]+(?=[\dA-Z]{1,2}\b))?"
    r"(?:(?P<section>\d{1,2}|[A-Z])(?:\.?(?P<part>(?<=[A-Z]|\.)\d{1,2})|\(?(?P<letter>[a-h])\)?)?[.):]?"
    r"(?:\s*[:\u2013-])?\s+)?"
    r"(?P<name>(?-i:[A-Z])[A-Za-z&,/'() -]{1,70}?)"
    r"(?:[\s:\u2013=(-]{1,4}(?P<value>\d{1,3}(?:\.\d+)?)(?P<unit> ?%| ?per ?cent)?\)?)?\W*",
    re.IGNORECASE,
)
_CELLS = re.compile(r"\s*[|\t]\s*")
MAX_ROW = 120
MAX_ROWS = 40
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
        if not _add(sections, place, passages[place].words):
            break
        last = place
    names = [name for each in sections for name in (each.name, *(name for _, name, _ in each.parts))]
    if len(sections) < MIN_SECTIONS or not any(each.parts for each in sections) or not _makes_whole(sections):
        return None
    if not any(map(is_price, names)) or not any(map(is_social, names)):
        return None
    return [placed for each in sections for placed in _placed(each)], last


def _add(sections: list[_Section], place: int, words: str) -> bool:
    """Put a line into its place in the outline; False where it has none."""
    match = _ROW.fullmatch(_CELLS.sub(" ", words)) if len(words) <= MAX_ROW else None
    if match is None:
        return False
    number, name = (match["section"] or "").upper(), match["name"].strip(STRIP + "()")
    value = float(match["value"]) if match["value"] else None
    if match["part"] or match["letter"]:
        if not sections or sections[-1].number != number or value is None:
            return False
        sections[-1].parts.append((place, name, value))
        return True
    is_row = bool(number) or (value is not None and is_price(name))
    if not is_row or number in {each.number for each in sections}:
        return False
    sections.append(_Section(number, place, name, value))
    return True


def _makes_whole(sections: list[_Section]) -> bool:
    return sum(each.weight for each in sections) == WHOLE and all(each.is_whole for each in sections)


def _placed(section: _Section) -> Iterator[Placed]:
    weight, is_of_social = section.weight, is_social(section.name)
    yield Placed(section.place, SheetRow(section.name, weight, "percent", None), is_of_social)
    for place, name, value in section.parts:
        row = SheetRow(name, value, "percent", None, parent=weight, shared=section.total)
        yield Placed(place, row, is_of_social or is_social(name), is_part=is_of_social)
