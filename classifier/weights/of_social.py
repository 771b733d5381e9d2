"""Weights said to be shares of social value itself: `Jobs, 50% of social value`, `Within social value: carbon 40%`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.evidence import Evidence, passage_level
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

_PRICE = expression("price")
_SHARE = r"(?:%|per ?cent)"
_NAME = r"(?:social value(?: model)?|svm?|community benefits?|cbs?|social impact|community value)"
_OF_NAME = re.compile(
    rf"(?P<value>\d{{1,3}}(?:\.\d+)?) ?{_SHARE} of (?:the |our |all |its |that |available |overall |total ){{0,3}}"
    rf"{_NAME}"
    r"(?: (?:marks?|scores?|points|weight\w*|section|criteri\w+|element|part|question|envelope|allocation))*\b"
    r"(?! (?:commitments?|offers?|outcomes?|targets?|pledges?|measures?|delivered|activit\w+|budget|fund|spend))",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    rf"(?P<value>\d{{1,3}}(?:\.\d+)?) ?{_SHARE} of (?:that|it|this)(?: (?:weight\w*|score|\d{{1,2}} ?%))?"
    r"(?=[.,;)]|$| and\b)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\W*(?:with)?in (?:the |that )?{_NAME}(?: (?:section|criteri\w+|element|score|envelope|part|marks|weight\w*))*\b",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(rf"(?<![\d.])(?P<value>\d{{1,3}}(?:\.\d+)?) ?{_SHARE}", re.IGNORECASE)
WHOLE = 100


def within_social_value(evidence: list[Evidence], words: dict[int, str]) -> list[Evidence]:
    """Evidence whose shares of social value are told as shares of the total, where social value's own is known.

    `words` holds the text of a passage by its start. A share of what is not known keeps no share of the total.
    """
    parts = [place for place, item in enumerate(evidence) if _is_part(evidence, place, words)]
    if not parts:
        return evidence
    wholes = [item.weight_pct for place, item in enumerate(evidence) if place not in parts and item.weight_pct]
    whole = max(wholes, default=None)
    return [_part_of(item, whole) if place in parts else item for place, item in enumerate(evidence)]


def _is_part(evidence: Sequence[Evidence], place: int, words: dict[int, str]) -> bool:
    """Whether the weight of one passage is said to be a share of social value."""
    item = evidence[place]
    if item.weight is None or item.weight.unit != "percent" or item.weight.of != "unknown":
        return False
    text = words.get(item.start, "")
    if _PRICE.search(text) is not None:
        return False
    value = item.weight.value
    if any(float(match["value"]) == value for match in _OF_NAME.finditer(text)):
        return True
    before = evidence[place - 1] if place else None
    is_under = before is not None and before.weight_pct is not None and before.kind == "criterion"
    if is_under and any(float(match["value"]) == value for match in _OF_IT.finditer(text)):
        return True
    found = _PERCENTAGE.findall(text) if _WITHIN.match(text) is not None else []
    return len(found) > 1 and sum(map(float, found)) == WHOLE


def _part_of(item: Evidence, whole: float | None) -> Evidence:
    if item.weight is None:
        return item
    share = round(item.weight.value * whole / WHOLE, 4) if whole else None
    level = passage_level(item.kind, item.weight, share, item.standards, is_wellbeing_only=False)
    return replace(item, weight_pct=share, level=level)
