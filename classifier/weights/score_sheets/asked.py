"""Questions one under the other, each with its bare number at the end: `Q5 Social value. What will you do? 10`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.names import is_social, is_total
from classifier.weights.score_sheets.records import MAX_LABEL, STRIP, Placed, SheetRow
from classifier.weights.score_sheets.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_QUESTION = re.compile(
    r"^\W*(?:(?:Q|Question)\W{0,2})?\d{1,2}(?:\.\d{1,2})?[.):]?\s+(?P<label>[A-Z][^.:?(]{1,60})[.:?(].{0,220}?"
    r"[\s(](?P<value>\d{1,3})(?: ?(?P<unit>%|marks|points))?\)?\W*$"
)
_IS_ASKED = re.compile(r"\?|\b(?:how|what|who|describe|explain|set out|tell us|outline|give|state)\b", re.IGNORECASE)
MAX_LINES = 30
MAX_SENTENCES = 20  # of a line that may be a question; a text without line breaks is not walked through at each of its
MIN_ASKED = 2
WHOLES = frozenset({100.0, 1000.0})


def asked_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows of the questions that begin at `index`, and the last passage of them; None where they make no whole."""
    placed: list[Placed] = []
    place, asked = _first_of_run(passages, index), 0
    while place < len(passages) and len(placed) < MAX_LINES:
        end = _end_of_line(passages, place)
        text = _line(passages, place, end)
        row = _asked(text)
        asked += row is not None
        row = row or _plain(text)
        if row is None:
            break
        if not is_total(row.label):
            placed.append(Placed(place, row, is_social(row.label)))
        place = end
    is_whole = sum(each.row.value or 0 for each in placed) in WHOLES and len({each.row.unit for each in placed}) == 1
    return (placed, place - 1) if is_whole and asked >= MIN_ASKED and any(each.is_social for each in placed) else None


def _first_of_run(passages: Sequence[Passage], index: int) -> int:
    """The place of the first of the questions that one at `index` follows."""
    first = _start_of_line(passages, index)
    for _ in range(MAX_LINES):
        place = _start_of_line(passages, first - 1) if first else 0
        if not first or _asked(_line(passages, place, first)) is None:
            break
        first = place
    return first


def _line(passages: Sequence[Passage], start: int, end: int) -> str:
    return " ".join(passage.clean for passage in passages[start:end])


def _start_of_line(passages: Sequence[Passage], place: int) -> int:
    """The place of the first passage that a line was cut into, as far as a question may reach."""
    last = max(place - MAX_SENTENCES, 0)
    while place > last and passages[place - 1].block == passages[place].block:
        place -= 1
    return place


def _end_of_line(passages: Sequence[Passage], place: int) -> int:
    """The place after the last passage that a line was cut into, as far as a question may reach."""
    end, last = place + 1, min(place + MAX_SENTENCES, len(passages))
    while end < last and passages[end].block == passages[place].block:
        end += 1
    return end


def _asked(text: str) -> SheetRow | None:
    """The row of a numbered question with its number at the end."""
    match = _QUESTION.match(text)
    if match is None or _IS_ASKED.search(text) is None:
        return None
    unit = None if match["unit"] is None else "percent" if match["unit"] == "%" else "points"
    return SheetRow(match["label"].strip(STRIP), float(match["value"]), unit, None)


def _plain(text: str) -> SheetRow | None:
    """The one row of a line that asks nothing: `Price 60`."""
    found = rows_of(text) if len(text) <= MAX_LABEL else None
    return found.rows[0] if found is not None and len(found.rows) == 1 and found.rows[0].value else None
