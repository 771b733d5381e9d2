"""Tools for social value, and advice or training on it, as what is bought: what they are to do asks for none."""

from __future__ import annotations

import re
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
_BUYS_SOFTWARE = re.compile(
    r"\b(?:supply|purchase|procurement|provision|licen[cs]e|hosting|tenders? for|quot\w+ for|needs?|wants?"
    r"|seeks?|buy(?:s|ing)?"
    r"|require[sd]?|bought|procured|procure|looking for)\b[^.]{0,60}\b(?:tool|software|system|platform|app"
    r"|application|module"
    r"|portal|solution)s?\b|\b(?:tool|software|system|platform|app|application|module|portal|solution)s?\b[^.]{0,20}\b(?:is|are|to"
    r" be) (?:being )?(?:bought|procured|purchased|supplied)\b",
    re.IGNORECASE,
)
_TOOL_WEIGHS = re.compile(  # `software that weights offers: price 60%, quality 30%, social value 10%`
    r"(?:\b(?:tool|software|system|platform|app|application|module|portal|solution)s?\b"
    r"(?: to be (?:bought|supplied))?,?|^\W*it) (?:(?:that|which|to|must|shall|should|will|can|needs? to|is to|lets?"
    r"|letting|allows?|allowing|helps?|buyers|users|us|officers|able|be|automatically|itself) ){0,4}"
    r"(?:weights?|scores?|evaluates?|ranks?|weighs?|marks?|compares?) (?:the |all |our )?(?:bids|offers|tenders|quotes"
    r"|quotations|submissions|proposals|suppliers)\b",
    re.IGNORECASE,
)
_IS_DEMAND = Decision("none", "none.subject_tool", "says what the tool, advice or training that is bought is to do")
_OPEN = frozenset({"requirement", "mention"})
OPENING = 6  # passages, among which what is bought is said


def without_tools(items: Sequence[Judged], passages: Sequence[Passage]) -> list[Judged]:
    """The judged passages of a text that buys such a tool, without demands on it; `passages` are all of the text."""
    items = _without_its_weights(items, passages)
    asked = {place for place, item in enumerate(items) if _is_demand(item)}
    if not asked or not any(_TOOL.search(passage.clean) is not None for passage in passages[:OPENING]):
        return list(items)
    return [replace(item, decision=_IS_DEMAND) if place in asked else item for place, item in enumerate(items)]


def _without_its_weights(items: Sequence[Judged], passages: Sequence[Passage]) -> Sequence[Judged]:
    """The judged passages, of which those are none that say by what weights software that is bought compares offers."""
    if not any(_BUYS_SOFTWARE.search(passage.clean) is not None for passage in passages[:OPENING]):
        return items
    return [
        replace(item, decision=_IS_DEMAND)
        if item.decision.kind != "none" and _TOOL_WEIGHS.search(item.passage.clean) is not None
        else item
        for item in items
    ]


def _is_demand(item: Judged) -> bool:
    is_said = item.decision.kind in _OPEN and item.analysis is not None
    return is_said and _DEMAND.search(item.passage.clean) is not None
