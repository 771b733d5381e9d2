"""Lists of bare numbers that are said to be the weights of quality among themselves: they make up a hundred of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.names import is_price, is_social, is_total
from classifier.weights.score_sheets.records import Placed, SheetRow
from classifier.weights.score_sheets.rows import rows_of
from classifier.weights.score_sheets.single_lines import most_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_QUALITY = r"\b(?:quality|technical|non-price|non-cost|qualitative)\b"
_HUNDRED = r"(?:100|(?:a |one |the )?hundred)\b"
_LEAD = re.compile(
    rf"{_QUALITY}[^.]{{0,100}}?(?:\binternal\w*|\bamong(?:st)? themselves|\b(?:is|are) the (?:total|sum) of\b"
    rf"|\bits own weights|\b(?:in|out of|within) {_HUNDRED}|\b(?:sums?|total\w*|add\w*|com(?:es?|ing)|mak\w+)(?: up)?"
    rf"(?: to)? {_HUNDRED}|\bbroken down\b|\bshared out\b|\b(?:these|following) (?:internal |own )?weights?\b)"
    rf"|\b(?:internal|inner) weight\w*[^.]{{0,60}}{_QUALITY}",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})* \| (?=[^|]*[A-Za-z])")
MAX_LEAD = 220
MAX_ROWS = 20
MIN_ROWS = 2
WHOLE = 100


def within_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows that begin at `index` as shares of quality, and their last passage; None where they are none."""
    lead = passages[index - 1].clean if index else ""
    if not lead or len(lead) > MAX_LEAD or _LEAD.search(lead) is None:
        return None
    placed: list[Placed] = []
    last = index - 1
    for place in range(index, min(len(passages), index + MAX_ROWS)):
        row = _row(_ITEM.sub("", passages[place].clean))
        if row is None or sum(each.row.value or 0 for each in placed) == WHOLE:
            break
        last = place
        if not is_total(row.label):
            placed.append(Placed(place, replace(row, unit="percent"), is_social(row.label), is_sure=True))
    is_whole = len(placed) >= MIN_ROWS and sum(row.row.value or 0 for row in placed) == WHOLE
    if not is_whole or any(is_price(row.row.label) for row in placed) or not any(row.is_social for row in placed):
        return None
    return placed, last


def _row(text: str) -> SheetRow | None:
    """The one row of a passage, whose number has no mark of its own; None where it has none."""
    most = most_of(text)
    if most is not None:
        return most
    found = rows_of(text)
    if found is None or len(found.rows) != 1 or found.rows[0].unit == "percent" or found.rows[0].out_of:
        return None
    return found.rows[0] if found.rows[0].value is not None else None
