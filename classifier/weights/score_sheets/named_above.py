"""Weights below or beside their names: `Weighting: 15%` under a question, `Criterion: Price. Weighting: 60`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.asides import stands_over
from classifier.weights.score_sheets.names import is_social
from classifier.weights.score_sheets.numbers import NUMBER, row_of
from classifier.weights.score_sheets.records import Placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_BARE_WEIGHTING = expression("bare_weighting")
_HEADING = expression("heading")
_ALONE = re.compile(
    r"\W*\d{1,3}(?:\.\d+)? ?(?:%|(?:marks|points)(?: out of \d{2,4}(?: (?:marks|points))?)?)\W*", re.IGNORECASE
)
_SUM = re.compile(r"\W*=|\W*100\b")  # what the rows above come to
VERB = re.compile(r"\b(?:is|are|will|shall|must|should|be|was|has|have|carries|forms?)\b", re.IGNORECASE)
_FIELD = re.compile(r"(?:name|type|title|description|criterion)\W*", re.IGNORECASE)
_KIND = re.compile(r"type\W*", re.IGNORECASE)
_NAMED = re.compile(
    r"^\W*(?:name|title|type(?=: (?:price|cost))|(?:(?:award|cost|quality|price) |sub-?)?criterion|question|item"
    r"|(?P<described>description))"
    r"(?: ?\d{1,2})?\s*:\s*",
    re.IGNORECASE,
)
MAX_QUESTION = 7  # passages from the heading of a question to its weighting
MAX_ASKED = 400  # characters of a question with its weight behind it
MAX_HEADING = 70


def stated_alone(passages: Sequence[Passage], index: int) -> Placed | None:
    """The row of a weight that stands below its name: `Weighting: 15%` under a question, `Social value. 10%`."""
    text = passages[index].clean
    stated = _BARE_WEIGHTING.match(text) if not stands_over(passages, index) else None
    named = _heading_above(passages, index) if stated is not None else None
    if _is_after_name(passages, index):
        named, stated = index - 1, NUMBER.search(text)
    if named is None or stated is None:
        return None
    name = passages[named].clean
    return Placed(named, row_of(name, stated), is_social(name), is_sure=True)


def _heading_above(passages: Sequence[Passage], index: int) -> int | None:
    """The heading of the question that a bare weighting ends; None where there is none near."""
    for place in range(index - 1, max(-1, index - MAX_QUESTION), -1):
        if _FIELD.fullmatch(passages[place].clean) or (place and _KIND.fullmatch(passages[place - 1].clean)):
            continue  # `Name`, `Type` and what stands under the latter, as on Find a Tender
        if _is_described(passages, place):
            continue
        text = _NAMED.sub("", passages[place].clean)
        is_name = text != passages[place].clean or _is_right_before(passages, place, index)
        if is_name:  # `Criterion: Social value. Weighting: 10`
            text = text.rstrip(".;,")
        is_short = len(text) <= MAX_HEADING and text[-1:] not in ".;,"
        if is_short and _HEADING.match(text) and not _BARE_WEIGHTING.match(text):
            return place
    return None


def _is_described(passages: Sequence[Passage], place: int) -> bool:
    """Whether a passage is the description of what is named right above it: `Name: ...`, `Description: ...`."""
    named = _NAMED.match(passages[place].clean) if place else None
    is_described = named is not None and named["described"] is not None
    return is_described and _NAMED.match(passages[place - 1].clean) is not None


def _is_right_before(passages: Sequence[Passage], place: int, index: int) -> bool:
    """Whether a passage is a name without a verb, in the line of the weighting that follows it."""
    is_beside = place == index - 1 and passages[place].block == passages[index].block
    return is_beside and VERB.search(passages[place].clean) is None


def _is_after_name(passages: Sequence[Passage], index: int) -> bool:
    """Whether a passage is no more than a weight, right after the name of social value."""
    if index == 0 or _ALONE.fullmatch(passages[index].clean) is None or _SUM.match(passages[index].clean):
        return False
    most = MAX_ASKED if passages[index].clean[:1] in "[(" else MAX_HEADING  # `Describe ... [20 marks out of 200]`
    before = passages[index - 1].clean
    return len(before) <= most and "%" not in before and is_social(before)
