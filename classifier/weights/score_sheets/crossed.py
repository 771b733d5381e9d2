"""Tables whose head names the criteria, and whose lines are lots: `Lot | Price | Quality | Social value`.

Where the lines are bidders, the numbers are the scores that they won, and no weights.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.columns import Line, line_at
from classifier.weights.score_sheets.names import is_price, is_social_column, is_total
from classifier.weights.score_sheets.numbers import NUMBER, row_of
from classifier.weights.score_sheets.records import ROUND_SUMS, STRIP, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_BIDDERS = re.compile(
    r"\W*(?:bidders?|tender(?:er|s)?s?|suppliers?|firms?|compan(?:y|ies)|applicants?|providers?|contractors?|candidates?"
    r"|organi[sz]ations?|participants?|competitors?|entrants?|consultants?)\b"
    r"(?! (?:criteri|weight|question|type|size|categor|class|group|region|location))",
    re.IGNORECASE,
)
_OF_MOST = re.compile(
    r"\W*(?:max(?:imum)?|available|weight\w*|possible|out of|marks available|criteria weight\w*)\b", re.IGNORECASE
)
_COUNTS = re.compile(  # of what is counted, under the names of criteria: `Price complaints`
    r" (?:complaints?|enquir(?:y|ies)|inquir(?:y|ies)|quer(?:y|ies)|calls?|visits?|incidents?|tickets?|comments?|cases?"
    r"|meetings?|sessions?|courses?|training|hours|days|requests?|issues?|faults?|votes?|mentions?|staff|officers?"
    r"|emails?|letters?)\W*$",
    re.IGNORECASE,
)
_RATIO = re.compile(r"(?<![\d/:.])\d{1,3} ?%?(?: ?[/:] ?\d{1,3} ?%?){1,6}(?![\d/:])")
_OF_WEIGHTS = re.compile(r"\b(?:weight\w*|criteria|split|ratio)\b", re.IGNORECASE)
AROUND = 3  # passages on either side of a table of scores that may state the weights
MIN_CELLS = 2
MAX_LINES = 30
WHOLE = 100


def crossed_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The weights of the lot in which social value weighs most, and the last passage of the table."""
    head = line_at(passages, index)
    if (
        head is None
        or not any(map(is_social_column, head.cells))
        or any(map(str.isdigit, "".join(head.cells)))
        or not any(map(is_price, head.cells))
    ):
        return None
    last = _last_line(passages, head)
    if any(map(_COUNTS.search, head.cells)):
        return [], last
    if _BIDDERS.match(head.cells[0]):
        rows = _best_of(passages, head, _OF_MOST)[0] or _told(passages, head, last)
        return [Placed(index, row, is_social_column(row.label), is_sure=True) for row in rows], last
    rows, last = _best_of(passages, head)
    index = next((place for place in head.places if is_social_column(passages[place].clean)), index)
    return ([Placed(index, row, is_social_column(row.label), is_sure=True) for row in rows], last) if rows else None


def _best_of(
    passages: Sequence[Passage], head: Line, named: re.Pattern[str] | None = None
) -> tuple[list[SheetRow], int]:
    """The weights of the line, of those `named`, in which social value weighs most, and the last passage read."""
    best: list[SheetRow] = []
    last = head.places[-1]
    for _ in range(MAX_LINES):
        line = line_at(passages, last + 1) if last + 1 < len(passages) else None
        rows = _weights(head.cells, line.cells) if line is not None else []
        if line is None or not (rows or named):
            break
        last = line.places[-1]
        if named is None or named.match(line.cells[0]):
            best = max(best, rows, key=_of_social)
    return best, last


def _last_line(passages: Sequence[Passage], head: Line) -> int:
    """The last passage of the lines under a head that have about as many cells."""
    last = head.places[-1]
    while last + 1 < len(passages) and (line := line_at(passages, last + 1)) is not None:
        if abs(len(line.cells) - len(head.cells)) > 1:
            break
        last = line.places[-1]
    return last


def _told(passages: Sequence[Passage], head: Line, last: int) -> list[SheetRow]:
    """The weights that a ratio beside a table of scores states, under the names of its head; none where none does."""
    names = [cell for cell in head.cells[1:] if not is_total(cell)]
    around = (*passages[max(0, head.places[0] - AROUND) : head.places[0]], *passages[last + 1 : last + AROUND + 1])
    for passage in around:
        match = _RATIO.search(passage.clean) if _OF_WEIGHTS.search(passage.clean) else None
        values = [float(value) for value in re.findall(r"\d+", match.group())] if match is not None else []
        if len(values) == len(names) and sum(values) == WHOLE:
            return [SheetRow(name, value, "percent", None) for name, value in zip(names, values, strict=True)]
    return []


def _weights(names: Sequence[str], cells: Sequence[str]) -> list[SheetRow]:
    """The numbers of a line under the names of its head, which make up a whole."""
    if len(cells) == len(names) + 1:  # the name of the line stands under no head
        cells = cells[1:]
    if len(cells) != len(names):
        return []
    found = [(name.strip(STRIP), NUMBER.fullmatch(cell.strip())) for name, cell in zip(names, cells, strict=True)]
    rows = [row_of(name, match) for name, match in found if match is not None]
    for kept in (rows, rows[1:]):  # the first may be the number of a lot
        if len(kept) >= MIN_CELLS and sum(row.value or 0 for row in kept) in ROUND_SUMS:
            return kept
    return []


def _of_social(rows: list[SheetRow]) -> float:
    return max((row.value or 0 for row in rows if is_social_column(row.label)), default=0)
