"""Indicators of performance that name social value ask for it: `KPI 5 | Local spend, counted as social value | 25%`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.discourse.open_lists import BARE_NAMES
from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression
from classifier.weights.performance import is_of_performance_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged
    from classifier.text.passages import Passage

_IS_INDICATOR = expression("is_indicator")
_HEADS = expression("heads_indicators")
_OF_AWARD = expression("indicator_of_award")
_INDICATOR = Decision("requirement", "requirement.kpi", "an indicator of performance under the contract")
MAX_ROW = 120
MAX_ROWS = 12


def with_indicators(items: Sequence[Judged], passages: Sequence[Passage]) -> list[Judged]:
    """The judged passages, of which indicators that name social value are asked for; `passages` are all of the text."""
    named = [item for item in items if item.decision.rule in BARE_NAMES or item.decision.rule == "criterion.weight"]
    if not named:
        return list(items)
    places = {passage.start: place for place, passage in enumerate(passages)}
    found = {id(item) for item in named if _is_indicator(item, passages, places[item.passage.start])}
    return [_asked(item) if id(item) in found else item for item in items]


def _asked(item: Judged) -> Judged:
    """The passage as asked for, its number a target and no weight."""
    analysis = replace(item.analysis, weight=None) if item.analysis is not None else None
    return replace(item, decision=_INDICATOR, analysis=analysis)


def _is_indicator(item: Judged, passages: Sequence[Passage], place: int) -> bool:
    text = item.passage.clean
    if _OF_AWARD.search(text) is not None:
        return False
    if _IS_INDICATOR.match(text) is not None:
        return True
    if item.decision.rule not in BARE_NAMES:
        return False
    return is_of_performance_row(passages, place) or _is_under_head(passages, place)


def _is_under_head(passages: Sequence[Passage], place: int) -> bool:
    """Whether short lines lead up to one that is no more than a heading of such indicators: `KPIs`."""
    for above in range(place - 1, max(-1, place - MAX_ROWS - 1), -1):
        text = passages[above].clean
        if _HEADS.fullmatch(text) is not None:
            return True
        if len(text) > MAX_ROW or _OF_AWARD.search(text) is not None:
            return False
    return False
