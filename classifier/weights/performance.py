"""Tables of performance while a contract runs: targets, frequencies, service credits, points for each failure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_CELL_MARK = re.compile(r"\s*[|\t]\s*| {3,}")
_VALUE_MARK = re.compile(r"[;,](?! |$)")
_SEMICOLON = re.compile("; ")
_SPACED_MARK = re.compile(r"[^;.]{1,60}(?:; [^;.]{1,60}){2,}")
_DEDUCTED = re.compile(
    r"\b(?:deduct\w*|service credits?|penalt(?:y|ies)|(?:failure|default|service|penalty|demerit|remedy) points"
    r"|points? (?:per|for (?:each|every)|a|each) (?:failure|default|miss|breach|fault|lapse|occurrence|point|event)\w*"
    r"|points? (?:lost|deducted|off|if missed|on failure|accrued|incurred)|retention if missed|liquidated damages"
    r"|(?:sum|amount|payment) (?:withheld|held back)|bonus|abatements?"
    r"|prox(?:y|ies)|your (?:pledges?|offers?|commitments?|promises?)|financial value)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\W*(?:(?:key |contract |service |social value |community benefits? )*(?:performance )?"
    r"(?:k?pis?|cpis?|indicators?|metrics?|measures?|service levels?|slas?|standards?)|what (?:we"
    r"|is) measured?|output)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\W*(?:(?:minimum|min|annual|yearly|monthly|contract|pass|required|acceptable|year \w+) )?"
    r"(?:targets?|thresholds?|levels?|frequency|how often|reported|measured by|measurement|reporting(?: period)?|period"
    r"|baseline|red|amber|green)\b",
    re.IGNORECASE,
)
_OF_AWARD = re.compile(
    r"\b(?:weight\w*|criteri\w+|marks|evaluat\w+|questions?|bid\w*|tender\w*|score|available|max\w*)\b|%", re.IGNORECASE
)
_WEIGHED = re.compile(r"\b(?:weight\w*|award criteri\w+)\b", re.IGNORECASE)
_OF_BIDS = re.compile(
    r"\b(?:criteri\w+|evaluat\w+|questions?|bid\w*|tender\w*|award|(?:price|quality|responses?)\b)", re.IGNORECASE
)
_NAMED_ROW = re.compile(
    r"\W*(?:k?pis?|cpi|sla|service level) ?\d{1,2}(?:\.\d{1,2})?\W*\|[^|]*[a-z][^|]*\|", re.IGNORECASE
)
_HEAD_WORD = re.compile(rf"(?:^|[|\t;,])(?:{_TARGET.pattern})", re.IGNORECASE)
MAX_CELL = 60
MAX_ROWS = 40
MIN_CELLS = 2


def is_of_performance_row(passages: Sequence[Passage], place: int) -> bool:
    """Whether a passage is a row of a table of performance, by its own name or by the head above it."""
    return _NAMED_ROW.match(passages[place].clean) is not None or head_of_row(passages, place) is not None


def head_of_row(passages: Sequence[Passage], place: int) -> int | None:
    """The place of the head of the table of performance that a passage is a row of; None where it is of none."""
    first = passages[place]
    if not is_row(first) and not (place and first.block == passages[place - 1].block):
        return None
    for above in range(place - 1, max(-1, place - MAX_ROWS - 1), -1):
        passage = passages[above]
        if not is_row(passage):
            if passage.block == passages[above + 1].block:
                continue  # the sentences of a cell
            return None
        if _is_bare(passage.words):
            return above if is_head(passage.words) else None
    return None


def _is_bare(words: str) -> bool:
    """Whether a line has no numbers, as the head of a table has none, and names what is measured or weighed."""
    if any(map(str.isdigit, words)):
        return False
    return any(pattern.search(words) for pattern in (_OF_AWARD, _DEDUCTED, _HEAD_WORD))


def is_row(passage: Passage) -> bool:
    """Whether a passage has marks between cells."""
    return (
        _CELL_MARK.search(passage.words) is not None
        or " | " in passage.clean
        or _VALUE_MARK.search(passage.words) is not None
        or _SPACED_MARK.fullmatch(passage.words) is not None
    )


def is_head(words: str) -> bool:
    """Whether a line names what is measured and how, or what failing it costs, and is of no award."""
    mark = _CELL_MARK if _CELL_MARK.search(words) else _VALUE_MARK
    mark = _SEMICOLON if _SPACED_MARK.fullmatch(words) else mark
    cells = [cell for cell in mark.split(words.strip(" |\t")) if cell]
    if len(cells) < MIN_CELLS or any(len(cell) > MAX_CELL for cell in cells) or any(map(str.isdigit, words)):
        return False
    is_measured = any(map(_MEASURED.match, cells)) and any(map(_TARGET.match, cells))
    if is_measured and _OF_BIDS.search(words) is None:  # `KPI | Target | Weight`: of the score of the supplier
        return True
    if _OF_AWARD.search(_DEDUCTED.sub("", words)) is not None:
        return False
    if any(map(_WEIGHED.search, cells)):
        return False
    return is_measured or any(map(_DEDUCTED.search, cells))


def last_row(passages: Sequence[Passage], head: int) -> int:
    """The last passage of the table whose head is given."""
    last = head
    while last + 1 < len(passages) and last - head < MAX_ROWS:
        is_within = passages[last + 1].block == passages[last].block
        words = passages[last + 1].words
        is_next_head = not any(map(str.isdigit, words)) and _OF_AWARD.search(words) is not None
        if not is_within and (is_next_head or not is_row(passages[last + 1])):
            break
        last += 1
    return last
