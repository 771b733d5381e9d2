"""Names without a number in tables of what is scored: `Quality 40%`, `Social value`, `Price 60%`; `Question | 0-5`."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.score_sheets.names import is_price

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged
    from classifier.text.passages import Passage

_IS_ROW = expression("row_of_scores")
_BESIDE = expression("row_beside")
_LAST_NUMBER = re.compile(r"(\d{1,4}(?:\.\d+)?)\D{0,12}$")
_SCALE = expression("scale_of_marks")
MAX_ROW = 60
MAX_BESIDE = 6  # rows on one side
LEAST_SUM, MOST_SUM = 50, 1000  # what the numbers of criteria beside an unscored one come to
MAX_NAME = 40
MAX_ABOVE = 12  # rows between the head of a table and a row of it


def is_among_rows(items: Sequence[Judged], position: int) -> bool:
    """Whether rows of price or quality with their numbers stand right before and after a passage.

    Or all on one side, price among them: under it, or over it at the end of the text.
    """
    if 0 < position < len(items) - 1 and all(_is_row(items[place]) for place in (position - 1, position + 1)):
        return True
    if _are_of_award(items[position + 1 : position + 1 + MAX_BESIDE]):
        return True
    return position == len(items) - 1 and _are_of_award(items[max(0, position - MAX_BESIDE) : position][::-1])


def _are_of_award(items: Sequence[Judged]) -> bool:
    """Whether the first passages are rows with numbers, one of price and one of something else beside it."""
    rows = list(takewhile(_is_numbered, items))
    prices = [row for row in rows if is_price(row.passage.clean)]
    others = [row for row in rows if row not in prices and _is_row(row)]
    numbers = (_LAST_NUMBER.search(row.passage.clean) for row in rows)
    total = sum(float(number[1]) for number in numbers if number is not None)
    return bool(prices and others) and LEAST_SUM <= total <= MOST_SUM


def is_on_scale(items: Sequence[Judged], position: int) -> bool:
    """Whether a row has a cell for marks on a scale, its own or by the head of its table: `Question | Score (0-5)`."""
    rows = [items[place].passage for place in range(max(0, position - MAX_ABOVE), position + 1)]
    heads = [place for place, row in enumerate(rows) if _is_cells(row) and _SCALE.search(row.clean) is not None]
    return bool(heads) and all(_is_cells(row) or _is_name(row) for row in rows[heads[-1] :])


def _is_cells(row: Passage) -> bool:
    return "|" in row.clean or "\t" in row.words


def _is_name(row: Passage) -> bool:
    """Whether a passage is no more than a name, as of a row whose other cells are blank."""
    return len(row.clean) <= MAX_NAME and row.clean[-1:] not in ".;:"


def _is_row(item: Judged) -> bool:
    return _is_numbered(item) and _BESIDE.search(item.passage.clean) is not None


def _is_numbered(item: Judged) -> bool:
    text = item.passage.clean
    return len(text) <= MAX_ROW and _IS_ROW.search(text) is not None
