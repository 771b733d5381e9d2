"""Published criteria that leave social value out by name, or whose description says how much of them it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.evidence import ELSEWHERE
from classifier.rules.facts import Decision
from classifier.text.set_apart import SetApart, set_apart
from classifier.vocabulary.expressions import expression
from classifier.weights.wholes import WeightFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged
    from classifier.weights.criteria.reading import Row

_PRICE = expression("price")
_SHARE = re.compile(r"(?<![\d.])(?P<value>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_NAME = r"(?:social value|community benefits?)"
_SPEAKS = r"(?:mention|refer|includ|repeat|discuss|cover|describ|address|stat|offer|giv|writ|add|put|duplicat|talk)\w*"
_KEPT_OUT = re.compile(  # `Social value must not be mentioned in this answer`
    rf"\b{_NAME}\b[^.;]{{0,40}}\b(?:must|should|shall|is|are|may|need|can|will)(?: ?not|n.t)(?: to)? (?:be )?{_SPEAKS}"
    rf"|\b(?:do|must|should|shall|may|please do|are|is)(?: not|n.t)(?: to)? {_SPEAKS}\b[^.;]{{0,40}}\b{_NAME}\b"
    rf"|\b(?:leave|keep) {_NAME}\b[^.;]{{0,20}}\bout of\b|\b(?:avoid|refrain from) {_SPEAKS}\b[^.;]{{0,30}}\b{_NAME}\b",
    re.IGNORECASE,
)
_COST = re.compile(
    r"\b(?:costs?|costed|prices?|priced|rates?|fees?|charges?|paid|pay|sums?|tariffs?|expense\w*|fund\w*)\b",
    re.IGNORECASE,
)
_IN_PRICE = re.compile(
    r"\W*(?:all |the |your |bid |tender(?:ed)? |quoted )*(?:prices?|rates?|fees?|costs?|tariffs?) "
    r"(?:must|should|shall|are to|is to|will|to|need to) (?:also )?(?:include|cover|allow|reflect|take in|account"
    r"|contain)\b",
    re.IGNORECASE,
)
WHOLE = 100.0
MIN_PARTS = 2


def left_out(name: str) -> SetApart | None:
    """What is left of the name of a criterion that says social value is no part of it; None where it says no such."""
    out = set_apart(name)
    return out if out is not None and not out.names_it else None


def said_of_another(named: Sequence[Judged], out: SetApart) -> Judged | None:
    """What the name of a criterion that leaves social value out says of it: not scored, or scored in another place."""
    item = next((each for each in named if each.analysis is not None and each.analysis.has_concept), None)
    if item is None or item.analysis is None:
        return None
    decision = Decision("excluded", "excluded.structured", "the name of the criterion leaves it out")
    if out.is_scored_elsewhere:
        decision = Decision("criterion", ELSEWHERE, "said to be scored in another place")
    return replace(item, decision=decision, analysis=replace(item.analysis, weight=None))


def is_kept_out(item: Judged) -> bool:
    """Whether a description only tells bidders to leave social value out of an answer."""
    return _KEPT_OUT.search(item.passage.clean) is not None


def is_cost(item: Judged) -> bool:
    """Whether the description of price asks that the cost of social value be in it, and scores nothing."""
    text = item.passage.clean
    is_scored = item.decision.kind == "criterion" and _IN_PRICE.match(text) is None
    return not is_scored and _COST.search(text) is not None


def as_asked(item: Judged) -> Judged:
    """What the price must hold is asked for."""
    if item.decision.kind != "criterion":
        return item
    return replace(item, decision=Decision("requirement", "requirement.in_price", "its cost is to be in the price"))


def is_part_of_quality(item: Judged) -> bool:
    """Whether a description says what share of quality social value is: `Social value makes up 15% of quality`."""
    weight = item.analysis.weight if item.analysis is not None and item.analysis.has_concept else None
    return weight is not None and weight.weight.unit == "percent" and weight.weight.of == "quality"


def as_share_of_row(item: Judged, row: Row) -> Judged:
    """The passage with its weight as a share of the criterion it describes, where it can be no share of the whole.

    Its parts make up a hundred, or it is more than the criterion itself; or it is said to be a share of quality.
    """
    analysis = item.analysis
    found = analysis.weight.weight if analysis is not None and analysis.weight is not None else None
    if analysis is None or found is None or found.unit != "percent" or row.is_price:
        return item
    if row.value is None or row.unit != "percent" or row.value >= WHOLE:
        return item
    text = item.passage.clean
    parts = [float(match["value"]) for match in _SHARE.finditer(text)]
    is_split = len(parts) >= MIN_PARTS and sum(parts) == WHOLE and _PRICE.search(text) is None
    is_more = found.value > row.value and found.value in parts and row.value not in parts
    if not (is_split or is_more or found.of == "quality"):
        return item
    share = round(found.value * row.pct / WHOLE, 2) if row.pct is not None and found.value < WHOLE else None
    weight = WeightFound(replace(found, of="quality"), share)
    return replace(item, analysis=replace(analysis, weight=weight))
