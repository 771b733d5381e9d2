"""Tools for social value, and advice or training on it, as what is bought: what they are to do asks for none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged
    from classifier.text.passages import Passage

_DEMAND = expression("demand_of_tool")
_TOOL = expression("tool_of_it")
_IS_DEMAND = Decision("none", "none.subject_tool", "says what the tool, advice or training that is bought is to do")
_OPEN = frozenset({"requirement", "mention"})
OPENING = 6  # passages, among which what is bought is said


def without_tools(items: Sequence[Judged], passages: Sequence[Passage]) -> list[Judged]:
    """The judged passages of a text that buys such a tool, without demands on it; `passages` are all of the text."""
    asked = {place for place, item in enumerate(items) if _is_demand(item)}
    if not asked or not any(_TOOL.search(passage.clean) is not None for passage in passages[:OPENING]):
        return list(items)
    return [replace(item, decision=_IS_DEMAND) if place in asked else item for place, item in enumerate(items)]


def _is_demand(item: Judged) -> bool:
    is_said = item.decision.kind in _OPEN and item.analysis is not None
    return is_said and _DEMAND.search(item.passage.clean) is not None
