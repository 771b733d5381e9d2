"""Percentages in sentences on social value that are not its weight: least scores, and shares of its parts.

Notices seldom say either; invitations often do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.evidence import passage_level
from store.documents.expressions import expression

if TYPE_CHECKING:
    from classifier.evidence import Evidence

_LEAST_SCORE = expression("least_score")
_SPLIT_WEIGHT = expression("split_weight")


def with_own_weight(item: Evidence) -> Evidence:
    """The evidence with the weight of social value itself; without one, where its number is none."""
    if item.weight is None or item.weight.unit != "percent":
        return item
    if any(float(match["value"]) == item.weight.value for match in _LEAST_SCORE.finditer(item.text)):
        level = passage_level(item.kind, None, None, item.standards, is_wellbeing_only=False)
        trail = (*item.trail, f"{item.weight.value:g} percent of the marks must be reached: no weight")
        return replace(item, weight=None, weight_pct=None, level=level, trail=trail)
    split = _SPLIT_WEIGHT.search(item.text)
    if split is None or float(split["whole"]) == item.weight.value:
        return item
    weight = replace(item.weight, value=float(split["whole"]))
    pct = weight.value if item.weight_pct is not None else None
    level = passage_level(item.kind, weight, pct, item.standards, is_wellbeing_only=False)
    trail = (*item.trail, f"{item.weight.value:g} percent is a part of these {weight.value:g}")
    return replace(item, weight=weight, weight_pct=pct, level=level, trail=trail)
