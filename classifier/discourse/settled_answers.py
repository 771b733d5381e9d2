"""Answers that settle which of two weights holds: `The ITT says 10%, the table 5%. Which? A: The table, 5%.`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.discourse.pointed_at import pointed_at

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
    r"\W*(?:[ct]?q|query|question|clarification(?: (?:question|query|request))?|ref)"
    r"(?: ?(?:no\.?)?[ -]?\d{1,3})? ?[.:)\u2013-]",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:clarify|confirm|discrepanc\w+|which|contradict\w*|inconsisten\w+|conflict\w*)\b", re.IGNORECASE
)
_ANSWER = re.compile(
    r"\W*(?:a ?\d{0,3}|(?:\w+(?:['\u2019]s)? )?(?:answer|response|reply))(?: ?\d{1,3})? ?[:.)\u2013-]"
    r"|\W*(?:we|the (?:council|authority|buyer|trust)) (?:can |would |hereby )?(?:confirm|advise|clarif(?:y|ies))s?\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(  # shares that are no weights of it
    r"\b(?:prices?|costs?|discounts?|recycled|targets?|spend|retention|deduct\w*|pass mark|threshold|increases?)\b",
    re.IGNORECASE,
)
_NEITHER = re.compile(
    r"\b(?:neither|both (?:figures |weights |of (?:these|those|them) )?(?:are|were) (?:wrong|incorrect|out of date)"
    r"|not correct|nor|incorrect|should (?:be|read)|typo|error)\b",
    re.IGNORECASE,
)
_ASKS_WHICH = re.compile(
    r"\bwhich\b|\b(?:discrepanc|contradict|inconsisten|conflict)\w*|\bor \d{1,2}(?:\.\d+)? ?%|\bor is it\b",
    re.IGNORECASE,
)
_OF_QUALITY = re.compile(r"\b(?:quality|technical|method\w*|delivery)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\bnot (?:be |being )?(?:scored|evaluated|weighted|assessed|marked|used|part of|apply)\b"
    r"|\bno (?:longer|weight\w*)\b|\b(?:withdrawn|removed|dropped|deleted)\b",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(  # `is the 10% of quality or of the total?`
    r"\b(?:quality|technical)\b[^.?]{0,40}\bor\b[^.?]{0,30}\b(?:total|overall|whole|full)\b"
    r"|\b(?:total|overall|whole|full)\b[^.?]{0,40}\bor\b[^.?]{0,30}\b(?:quality|technical)\b",
    re.IGNORECASE,
)
_TOTAL_SAID = re.compile(
    r"\b(?P<not>not )?(?:of |to )?(?:the )?(?:total|overall|whole|full|all (?:the )?marks)\b", re.IGNORECASE
)
_QUALITY_SAID = re.compile(r"\b(?P<not>not )?(?:of |to )?(?:the )?(?:quality|technical)\b", re.IGNORECASE)
_PUT_RIGHT = re.compile(
    r"^\W*(?:no\b|not\b|incorrect|that is (?:wrong|incorrect|not)|this is (?:wrong|incorrect|not)|apologies|sorry)"
    r"|\b(?:correct(?:ed)?|right|true|actual|updated|revised|amended) (?:weight\w*|figure|percentage|share"
    r"|value|number)\b"
    r"|\bnot \d|\bshould (?:be|read|say|have)\b|\bin error\b|\b(?:is|was) (?:a typo|wrong|incorrect)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(?:no\b|not\b|incorrect)", re.IGNORECASE)
_ASKED = "The weighting of social value is asked about."
MAX_ANSWER = 3  # passages of an answer that may point at a weight
MAX_PASSAGES = 6  # of a question and its answer


def with_settled_answers(passages: Sequence[Passage], strong: set[int]) -> tuple[list[Passage], set[int]]:
    """The passages, a question with two weights of social value read without them, and its answer read as the weight.

    `strong` holds the places of the passages that name social value; the places of such answers come second.
    """
    out, found = list(passages), set()
    for place in sorted(strong):
        asked = _asked(passages, place)
        answer = _answer(passages, asked[-1] + 1) if asked else []
        settled = _settled(passages, asked, answer) if answer else None
        if settled is None:
            continue
        is_denied = not settled[1] and any(_DENIED.search(passages[at].clean) for at in answer)
        out[place] = passages[place].reworded(_ASKED if not is_denied else "This is asked about.")
        for at in asked[1:]:
            out[at] = passages[at].reworded(_SHARE.sub("a weighting", passages[at].clean))
        told, share = settled
        words = f"Social value: {share}" if share else _denial(passages, answer)
        if words:
            out[told] = passages[told].reworded(words)
            found.add(told)
    return out, found


def _denial(passages: Sequence[Passage], answer: list[int]) -> str:
    """What a `No` that denies scoring says in full; empty where the answer says it in other words."""
    words = [_ANSWER.sub("", passages[at].clean) for at in answer]
    is_denied = _NO.match(words[0]) is not None and any(map(_DENIED.search, words))
    return "Social value is not scored." if is_denied else ""


def _settled(passages: Sequence[Passage], asked: list[int], answer: list[int]) -> tuple[int, str] | None:
    """The place in an answer that settles the weight, and the weight: empty where none is told, or none is right.

    None where the question need not be settled, or is left as it is.
    """
    question = " ".join(_QUESTION.sub("", passages[at].clean) for at in asked)
    values = set(_shares(question))
    words = " ".join(_ANSWER.sub("", passages[at].clean) for at in answer)
    told = _told(passages, answer)
    if len(values) == 1:
        return _settled_one(question, words, values.pop(), told, answer[0])
    if told is not None and len(values) > 1 and (told[1] in values or _NEITHER.search(words) is not None):
        return told[0], f"{told[1]}%"
    if told is not None:
        return None
    share = pointed_at(question, words)
    is_open = len(values) > 1 and _ASKS_WHICH.search(question) is not None and not _OF_QUALITY.search(question)
    if share is None and not is_open:
        return None
    return answer[0], f"{share}%" if share else ""


def _settled_one(
    question: str, words: str, asked: str, told: tuple[int, str] | None, place: int
) -> tuple[int, str] | None:
    """What an answer makes of the one weight asked about: another, none, or a share of the total or of quality."""
    if told is not None:
        return (told[0], f"{told[1]}%") if told[1] != asked and _PUT_RIGHT.search(words) is not None else None
    if _OF_WHICH.search(question) is not None:
        total, quality = _TOTAL_SAID.search(words), _QUALITY_SAID.search(words)
        is_total = total is not None and not total["not"]
        is_quality = quality is not None and not quality["not"]
        if is_total != is_quality:
            return place, f"{asked}% of the {'total' if is_total else 'quality'} marks"
    share = pointed_at(question, words)
    if share is not None:
        return place, f"{share}%" if share else ""
    is_denied = _NO.match(words) is not None and _DENIED.search(words) is not None
    return (place, "") if is_denied else None


def _asked(passages: Sequence[Passage], place: int) -> list[int]:
    """The places of a question that opens at `place` and tells shares, up to its answer; none where it asks nothing."""
    if not _shares(passages[place].clean):
        return []
    end = place + 1
    while end < min(len(passages), place + MAX_PASSAGES) and _ANSWER.match(passages[end].clean) is None:
        end += 1
    words = " ".join(passage.clean for passage in passages[place:end])
    is_asked = (
        end < len(passages) and (_ASKS.search(words) or _QUESTION.match(words)) and _OF_OTHERS.search(words) is None
    )
    return list(range(place, end)) if is_asked else []


def _answer(passages: Sequence[Passage], start: int) -> list[int]:
    """The places of the answer that opens at `start`, up to the next question; none where it speaks of others."""
    if start >= len(passages) or _ANSWER.match(passages[start].clean) is None:
        return []
    end = start + 1
    while end < min(len(passages), start + MAX_ANSWER) and not _ends_answer(passages, end):
        end += 1
    return list(range(start, end))


def _ends_answer(passages: Sequence[Passage], place: int) -> bool:
    """Whether a passage is a question, or of another paragraph."""
    return _QUESTION.match(passages[place].clean) is not None or passages[place].block != passages[place - 1].block


def _told(passages: Sequence[Passage], answer: list[int]) -> tuple[int, str] | None:
    """The place in an answer of the one share that it says is right, and that share."""
    for place in range(answer[0], min(len(passages), answer[0] + MAX_PASSAGES)):
        text = passages[place].clean
        if _QUESTION.match(text) or _OF_OTHERS.search(text):
            return None
        shares = _shares(_WRONG.sub("", text))
        if shares:
            return (place, shares[0]) if len(set(shares)) == 1 else None
    return None


def _shares(text: str) -> list[str]:
    return [match["value"] for match in _SHARE.finditer(text)]
