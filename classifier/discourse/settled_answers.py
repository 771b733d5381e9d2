"""Answers that settle which of two weights holds: `The ITT says 10%, the table 5%. Which? A: The table, 5%.`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_SHARE = re.compile(r"(?<![\d.])(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_WRONG = re.compile(
    r"\d{1,2}(?:\.\d+)? ?(?:%|per ?cent\b)[^.;%\d]{0,30}\b(?:is|was|are|were) (?:\w+ )?"
    r"(?:wrong|incorrect|an? (?:error|mistake|typo)|out of date|not\b|superseded|in error)"
    r"|\b(?:not|instead of|rather than|replac(?:es|ing)) (?:the )?\d{1,2}(?:\.\d+)? ?(?:%|per ?cent\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\W*(?:[ct]?q|query|question|clarification|ref)(?: ?(?:no\.?)?[ -]?\d{1,3})? ?[.:)\u2013-]", re.IGNORECASE
)
_ASKS = re.compile(
    r"\?|\b(?:clarify|confirm|discrepanc\w+|which|contradict\w*|inconsisten\w+|conflict\w*)\b", re.IGNORECASE
)
_ANSWER = re.compile(
    r"\W*(?:a ?\d{0,3}|(?:\w+(?:['\u2019]s)? )?(?:answer|response|reply))(?: ?\d{1,3})? ?[:.)\u2013-]", re.IGNORECASE
)
_OF_OTHERS = re.compile(  # shares that are no weights of it
    r"\b(?:prices?|costs?|discounts?|recycled|targets?|spend|retention|deduct\w*|pass mark|threshold|increases?)\b",
    re.IGNORECASE,
)
MAX_PASSAGES = 6  # of a question and its answer


def with_settled_answers(passages: Sequence[Passage], strong: set[int]) -> tuple[list[Passage], set[int]]:
    """The passages, a question with two weights of social value read without them, and its answer read as the weight.

    `strong` holds the places of the passages that name social value; the places of such answers come second.
    """
    out, found = list(passages), set()
    for place in sorted(strong):
        asked = _asked(passages, place)
        told = _told(passages, asked[-1] + 1) if asked else None
        values = {share for at in asked for share in _shares(passages[at].clean)}
        if told is None or len(values) < 2 or told[1] not in values:
            continue
        out[place] = passages[place].reworded("The weighting of social value is asked about.")
        for at in asked[1:]:
            out[at] = passages[at].reworded(_SHARE.sub("a weighting", passages[at].clean))
        out[told[0]] = passages[told[0]].reworded(f"Social value: {told[1]}%")
        found.add(told[0])
    return out, found


def _asked(passages: Sequence[Passage], place: int) -> list[int]:
    """The places of a question that opens at `place` and tells shares, up to its answer; none where it asks nothing."""
    if not _shares(passages[place].clean):
        return []
    end = place + 1
    while end < min(len(passages), place + MAX_PASSAGES) and _ANSWER.match(passages[end].clean) is None:
        end += 1
    words = " ".join(passage.clean for passage in passages[place:end])
    is_asked = end < len(passages) and _ASKS.search(words) is not None and _OF_OTHERS.search(words) is None
    return list(range(place, end)) if is_asked else []


def _told(passages: Sequence[Passage], start: int) -> tuple[int, str] | None:
    """The place in an answer, which opens at `start`, of the one share that it says is right, and that share."""
    if start >= len(passages) or _ANSWER.match(passages[start].clean) is None:
        return None
    for place in range(start, min(len(passages), start + MAX_PASSAGES)):
        text = passages[place].clean
        if _QUESTION.match(text) or _OF_OTHERS.search(text):
            return None
        shares = _shares(_WRONG.sub("", text))
        if shares:
            return (place, shares[0]) if len(set(shares)) == 1 else None
    return None


def _shares(text: str) -> list[str]:
    return [match["value"] for match in _SHARE.finditer(text)]
