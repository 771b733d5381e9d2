"""Lines with one number each that make up a whole without a table: `50 Price`, `Social value (out of 100)`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.names import is_price, is_social
from classifier.weights.score_sheets.records import Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

NUMBER_LINE = re.compile(  # `50 Price`, `* 45% - price`
    r"(?:[*\u2022\u00b7-] )?(?P<value>\d{1,3})(?: |%[ :]{1,2}(?:[\u2013\u2014-] )?| [\u2013\u2014-] )"
    r"(?P<label>[A-Za-z][^\d%|]{2,110})"
)
_MOST_LINE = re.compile(  # `Price (out of 600)`, `Social value /100`, `Quality - max 30`, `Price: up to 50`
    r"(?:[*\u2022\u00b7\u2013-] ?)?(?P<label>[A-Za-z][^\d%|]{2,90}?)[ ,:|\u2013-]{1,3}"
    r"[(\[]?(?:(?:worth )?(?:out of|/|(?:a )?max(?:imum)?\.?(?: of| score| marks| points)?:?|up to|as many as|at most"
    r"|(?:no|not) more than)) ?"
    r"(?P<value>\d{1,4})(?: (?:marks|points))?(?: each)?[)\]]?[.;,]?(?: and)?"
    r"|(?P<name>[A-Za-z][^\d%|]{2,90}?)[ :|\u2013-]{1,3}(?P<most>\d{1,4}) max(?:imum)?\.?",
    re.IGNORECASE,
)
_PRODUCT_LINE = re.compile(  # `Social value x 1 = 10`
    r"(?P<label>[A-Za-z][^\d%|=]{2,60}?) ?[x\u00d7*] ?\d{1,2}(?:\.\d)? ?= ?(?P<value>\d{1,3})", re.IGNORECASE
)
MAX_NUMBERED = 20
WHOLE = 100


def single_lines_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """Lines that make up a hundred or a thousand: `50 Price`, `15 Social value`; `Price (out of 600)`."""
    line = next(
        (each for each in (NUMBER_LINE, _MOST_LINE, _PRODUCT_LINE) if each.fullmatch(passages[index].clean)), None
    )
    placed: list[Placed] = []
    for place in range(index, min(len(passages), index + MAX_NUMBERED) if line is not None else index):
        match = line.fullmatch(passages[place].clean) if line is not None else None
        if match is None:
            break
        placed.append(_placed(place, match))
    total = sum(row.row.value or 0 for row in placed)
    is_whole = len(placed) > 1 and (total == WHOLE or (total == 10 * WHOLE and line is _MOST_LINE))
    is_award = any(is_price(row.row.label) for row in placed) and any(row.is_social for row in placed)
    return (placed, placed[-1].index) if is_whole and is_award else None


def _placed(place: int, match: re.Match[str]) -> Placed:
    """The row of a line: its name and its number."""
    row = SheetRow(match["label"], float(match["value"]), "percent", None) if match.re is NUMBER_LINE else _most(match)
    return Placed(place, row, is_social(row.label))


def most_of(text: str) -> SheetRow | None:
    """The row of a line that says what is the most to be had: `Social value - up to 15`; None where it says none."""
    match = _MOST_LINE.fullmatch(text)
    return _most(match) if match is not None else None


def _most(match: re.Match[str]) -> SheetRow:
    name, value = (
        (match["name"], match["most"]) if match.re is _MOST_LINE and match["name"] else match.group("label", "value")
    )
    return SheetRow(name, float(value), None, None)
