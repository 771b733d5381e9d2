"""Tables read column by column, as from a PDF: the names of the criteria one under the other, then as many numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.names import is_price, is_social, is_total
from classifier.weights.score_sheets.records import ROUND_SUMS, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_HEAD = re.compile(
    r"\W*(?:weight\w*|marks?|points|scores?|%|per ?cent\w*)(?: ?\(?%?\)?| available| max\w*)\W*", re.IGNORECASE
)
_A_NUMBER = r"\d{1,3}(?:\.\d+)? ?%?"
_NUMBERS = re.compile(rf"(?:{_HEAD.pattern}\s+)?{_A_NUMBER}(?:\s+{_A_NUMBER})*", re.IGNORECASE)
_RUN_ON = re.compile(  # the last name and the numbers, where these run on from it
    rf"(?P<name>[A-Za-z][^\d%:]{{2,68}}[A-Za-z)])\s+(?P<numbers>{_A_NUMBER}(?:\s+{_A_NUMBER})+)"
)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?")
MAX_NAME = 70
MAX_ROWS = 12
MIN_ROWS = 2


def stacked_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows of a table whose numbers begin at `index`, and the last passage of it; None where none do."""
    text = passages[index].clean
    run_on = _RUN_ON.fullmatch(text) if _NUMBERS.fullmatch(text) is None else None
    numbers = run_on["numbers"] if run_on is not None else text
    values, last = _values(numbers, passages, index)
    end = index + (run_on is not None)
    while end == index and end and _HEAD.fullmatch(passages[end - 1].clean):
        end -= 1
    start = max(0, end - len(values))
    names = [passage.clean for passage in passages[start:end]]
    if run_on is not None:
        names[-1] = run_on["name"]
    if values and is_total(names[-1] if names else "") and len(names) == len(values):
        names, values = names[:-1], values[:-1]
    elif values and sum(values[:-1]) == values[-1]:  # the last adds up the others
        names, values, start = names[1:], values[:-1], start + 1
    is_whole = len(names) == len(values) >= MIN_ROWS and sum(values) in ROUND_SUMS and all(map(_is_name, names))
    if not is_whole or not any(map(is_price, names)) or not any(map(is_social, names)):
        return None
    unit = "percent" if "%" in numbers else None
    rows = (SheetRow(name, value, unit, None) for name, value in zip(names, values, strict=True))
    return [Placed(start + place, row, is_social(row.label)) for place, row in enumerate(rows)], last


def _values(text: str, passages: Sequence[Passage], index: int) -> tuple[list[float], int]:
    """The numbers of `text` and of the passages behind `index` that hold nothing else, and the last of these."""
    values: list[float] = []
    place = index
    while text and len(values) <= MAX_ROWS and _NUMBERS.fullmatch(text):
        values += [float(number) for number in _NUMBER.findall(text)]
        place += 1
        text = passages[place].clean if place < len(passages) else ""
    return values, place - 1


def _is_name(text: str) -> bool:
    return len(text) <= MAX_NAME and not any(map(str.isdigit, text)) and text[-1:] not in ".;:"
