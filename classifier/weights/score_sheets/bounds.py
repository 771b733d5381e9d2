"""Bounds within which buyers set weights: `Price: 20 to 70`, `Social value: not less than 10`. The lower end counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.columns import line_at
from classifier.weights.score_sheets.names import is_price, is_social, is_total
from classifier.weights.score_sheets.records import ROUND_SUMS, STRIP, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_N = r"\d{1,3}(?:\.\d+)?(?: ?%| ?per ?cent)?"
_BOUNDED = re.compile(
    r"\W*(?P<label>[A-Za-z][A-Za-z'&/() -]{2,60}?)(?:\s?[:|=\u2013-]\s?|\s)(?:is |are |at |between |from |of )?"
    rf"(?:(?P<low>{_N}) ?(?:-|\u2013|to|and) ?(?P<high>{_N})"
    rf"|(?:not less than|no less than|not below|at least|min(?:imum)?\.?(?: of)?|from) (?P<least>{_N})"
    rf"(?: up(?:wards)?| or more|,? (?:and |nor |but )?(?:not |no )?(?:more than|above|over|exceeding) {_N})?"
    rf"|(?:not more than|no more than|not above|at most|up to|max(?:imum)?\.?(?: of)?) (?P<most>{_N}))\W*",
    re.IGNORECASE,
)
_LOW_HEAD = re.compile(r"\W*(?:weight\w* |% )?(?:min\w*|low\w*|least|from|floor)\b", re.IGNORECASE)
_HIGH_HEAD = re.compile(r"\W*(?:weight\w* |% )?(?:max\w*|high\w*|most|to|up to|ceiling|upper)\b", re.IGNORECASE)
_SPEAKS_OF_SHARES = re.compile(
    r"\b(?:weight\w*|criteri(?:a|on)|per ?cent|marks|scor(?:e|es|ed|ing)|evaluat\w+|award\w*"
    r"|shares? (?:of|in) (?:the |all )?(?:total|whole|overall|available)"
    r"|(?:adds?|makes?|sums?|totals?|comes?)(?: up)?(?: to)?:? (?:always |exactly )?(?:a )?(?:100|hundred)"
    r"|100 (?:points|in (?:all|total))|bands|ranges? of weights?)\b|%",
    re.IGNORECASE,
)
MAX_ROWS = 12
MAX_LEAD = 3  # passages around the rows that say what they are
MIN_ROWS = 2
CELLS = 3
WHOLE = 100


def bounds_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The lower bound of social value in the rows that begin at `index`, and their last passage; None where none do."""
    rows = _lines(passages, index) or _columns(passages, index)
    names = [label for _, label, _ in rows]
    if len(rows) < MIN_ROWS or not any(map(is_price, names)) or not any(map(is_social, names)):
        return None
    last = rows[-1][0]
    if sum(low for _, _, low in rows) > WHOLE or not _are_shares(passages, rows[0][0], last):
        return None
    placed = [
        Placed(place, SheetRow(label, low, "percent", WHOLE), is_social=True, is_sure=True)
        for place, label, low in rows
        if is_social(label)
    ]
    return placed, last


def _lines(passages: Sequence[Passage], index: int) -> list[tuple[int, str, float]]:
    """Passages that are each a name with its bounds, as place, name and lower bound."""
    rows: list[tuple[int, str, float]] = []
    most: list[float] = []
    for place in range(index, min(len(passages), index + MAX_ROWS)):
        match = _BOUNDED.fullmatch(passages[place].clean)
        if match is None:
            break
        rows.append((place, match["label"].strip(STRIP), _value(match["low"] or match["least"] or "0")))
        most.append(_value(match["most"] or "0"))
    return rows if sum(most) not in ROUND_SUMS or not all(most) else []  # `Price: up to 60`: what each is out of


def _columns(passages: Sequence[Passage], index: int) -> list[tuple[int, str, float]]:
    """Lines of a table whose head names a column for the lower bounds, and one for the upper."""
    head = line_at(passages, index) if any(mark in passages[index].words for mark in "|\t") else None
    if (
        head is None
        or len(head.cells) != CELLS
        or not (_LOW_HEAD.match(head.cells[1]) and _HIGH_HEAD.match(head.cells[2]))
    ):
        return []
    rows: list[tuple[int, str, float]] = []
    highs: list[float] = []
    place = head.places[-1] + 1
    while place < len(passages) and len(rows) < MAX_ROWS:
        line = line_at(passages, place)
        if line is None or len(line.cells) != CELLS or not re.fullmatch(_N, line.cells[1]):
            break
        if not is_total(line.cells[0]):
            rows.append((line.places[0], line.cells[0].strip(STRIP), _value(line.cells[1])))
            highs.append(_value(line.cells[2]) if re.fullmatch(_N, line.cells[2]) else 0)
        place = line.places[-1] + 1
    is_changed = sum(highs) == WHOLE == sum(low for _, _, low in rows)  # `From 5%`, `To 10%`: what was and what is
    return [] if is_changed else rows


def _are_shares(passages: Sequence[Passage], first: int, last: int) -> bool:
    """Whether the rows, or the words around them, say that the numbers are shares of the award."""
    around = passages[max(0, first - MAX_LEAD) : last + MAX_LEAD + 1]
    return any(_SPEAKS_OF_SHARES.search(passage.clean) is not None for passage in around)


def _value(text: str) -> float:
    return float(re.sub(r"[^\d.]", "", text))
