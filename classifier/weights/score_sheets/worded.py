"""Lines that end with a number in words, which make up a hundred: `Rent - thirty`, `Cost: sixty`, `SV. Ten`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.text.number_words import NUMBER, value_of
from classifier.weights.score_sheets.names import is_price, is_social
from classifier.weights.score_sheets.records import STRIP, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

AT_END = re.compile(
    rf"(?:^|[\u2013\u2014:,.-]|\.{{2,}})\s*(?P<value>{NUMBER})(?: (?:marks|points))?\W*$", re.IGNORECASE
)
_AT_START = re.compile(rf"^\W*{NUMBER} (?:marks|points)\b", re.IGNORECASE)
_OF_PAYMENT = re.compile(
    r"^\W*(?:the )?(?:rent|tender sum|bid|offer|rates?|charges?|tariffs?|sum|money|takings)\b", re.IGNORECASE
)
MAX_BEFORE = 8  # passages of a line before its number
MAX_LABEL = 80
MAX_ROWS = 12
MIN_ROWS = 2
WHOLE = 100


def may_be_worded(words: str) -> bool:
    """Whether a line may have its number in words; quick."""
    return AT_END.search(words) is not None or _AT_START.match(words) is not None


def worded_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows that begin with the passage at `index`, and their last; None where none make up a hundred."""
    placed: list[Placed] = []
    start = place = index
    total = 0.0
    while place < len(passages) and total < WHOLE and len(placed) < MAX_ROWS and place - start <= MAX_BEFORE:
        match = AT_END.search(passages[place].clean)
        if match is not None:
            row = _placed(passages, start, place, match)
            total += row.row.value or 0
            placed.append(row)
            start = place + 1
        elif not placed and place + 1 < len(passages) and passages[place + 1].block != passages[place].block:
            return None  # a line of something else
        place += 1
    is_whole = total == WHOLE and len(placed) >= MIN_ROWS and any(row.is_social for row in placed)
    has_price = any(is_price(row.row.label) or _OF_PAYMENT.match(row.row.label) for row in placed)
    return (placed, placed[-1].index) if is_whole and has_price else None


def _placed(passages: Sequence[Passage], start: int, end: int, match: re.Match[str]) -> Placed:
    """The row of a line; it stands where social value is named."""
    words = [passage.clean for passage in passages[start:end]] + [match.string[: match.start()]]
    social = next((at for at, text in enumerate(words) if is_social(text)), None)
    label = words[0] if social is None else words[social]
    place = start + (social or 0)
    unit = SheetRow(label.strip(STRIP)[:MAX_LABEL], value_of(match["value"]), "percent", None)
    return Placed(place if words[-1].strip() or social is not None else start, unit, social is not None, is_sure=True)
