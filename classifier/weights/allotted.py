"""Marks allotted one after another in a sentence: `sixty marks go to price, thirty to quality, the ten left to ...`."""

from __future__ import annotations

import re

from classifier.evidence import Weight
from classifier.vocabulary.expressions import expression
from classifier.weights.wholes import WeightFound

_PRICE = expression("price")
_SPLIT = re.compile(r"[;:](?=\s)|[,.](?!\d)|\s(?:and|with|while|leaving|plus|then)\s", re.IGNORECASE)
_LABEL = re.compile(  # numbers that name things, and the hundred that marks are out of
    r"\b(?:lots?|questions?|q|sections?|parts?|stages?|annex|appendix|themes?|macs?|ppns?|pages?|schedules?|envelopes?"
    r"|clauses?|item|criteri(?:on|a))\.? ?\d{1,3}(?:[./]\d{1,2})*\b"
    r"|\b(?:out of|of|in) (?:the |a |every |each |all )?100\b(?: (?:marks|points))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d.,£$€/-])(?P<value>\d{1,4}(?:\.\d+)?)(?![\d/]|[.,]\d)")
_IN_POINTS = re.compile(r"\d (?:marks|points)\b", re.IGNORECASE)
MIN_PARTS = 3
WHOLES = frozenset({100.0, 1000.0})
WHOLE = 100


def allotted(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """The part of a concept where each clause gives one number to one name, price among them, and these make a whole.

    `concepts` are (start, end) offsets. None where a clause holds two numbers, or the parts make up no round whole.
    """
    if _PRICE.search(text) is None or len(_NUMBER.findall(text)) < MIN_PARTS:
        return None
    bare = _LABEL.sub(lambda match: " " * len(match.group()), text)
    parts: list[tuple[float, bool, bool]] = []  # number, whether price, whether the concept
    start = 0
    for end in (*(match.start() for match in _SPLIT.finditer(bare)), len(bare)):
        found = list(_NUMBER.finditer(bare, start, end))
        if len(found) > 1:
            return None
        if found:
            is_own = any(start <= first and last <= end for first, last in concepts)
            number = float(found[0]["value"])
            parts.append((number, not is_own and _PRICE.search(bare[start:end]) is not None, is_own))
        start = end
    own = [number for number, _, is_own in parts if is_own]
    total = sum(number for number, _, _ in parts)
    if len(parts) < MIN_PARTS or total not in WHOLES or len(own) != 1 or not any(is_price for _, is_price, _ in parts):
        return None
    if total != WHOLE or _IN_POINTS.search(text) is not None:
        return WeightFound(Weight(own[0], "points", "total", total), round(WHOLE * own[0] / total, 4))
    return WeightFound(Weight(own[0], "percent", "total"), own[0])
