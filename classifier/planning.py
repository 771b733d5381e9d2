"""What of a text must be read: most texts hold nothing, and of the others most passages do not matter."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from classifier.discourse.blank_cells import with_blank_cells
from classifier.discourse.changed_weights import with_changed_weights
from classifier.discourse.equal_in_lines import with_equal_parts
from classifier.discourse.frames import POINT_BACK
from classifier.discourse.json_pairs import with_json_pairs
from classifier.discourse.left_out import with_left_out
from classifier.discourse.names.aliases import with_aliases
from classifier.discourse.names.row_labels import may_name_row
from classifier.discourse.open_lists import MAX_ITEMS, ends_frame, may_open
from classifier.discourse.other_lots import with_other_lots
from classifier.discourse.other_shares import with_other_shares
from classifier.discourse.parts_in_fractions import with_parts_in_fractions
from classifier.discourse.pointers import may_point_back
from classifier.discourse.pronouns import with_bearers
from classifier.discourse.said_shares import with_said_shares
from classifier.discourse.settled_answers import with_settled_answers
from classifier.discourse.weights_below import with_weights_below
from classifier.rules.theme_rules import asking_places
from classifier.rules.themes import benefits_in
from classifier.text.cleaning import Cleaned, clean
from classifier.text.masking import is_damaged, mask
from classifier.text.passages import Passage, split
from classifier.text.prefilter import the_prefilter
from classifier.weights.asides import stands_over
from classifier.weights.criteria.embedded import criteria_within
from classifier.weights.measures import without_measures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from classifier.evidence import Criterion

_ASKS_SHARE = re.compile(  # or says that it is missing: `there is no percentage for it in the ITT.`
    r"\b(?:weigh|weight\w*|worth|marks|shares?|percentage|scored|counts? (?:for|towards))(?![\w-])[^?]{0,60}\?\W*$"
    r"|\b(?:no|not|missing|without|lacks?)\b[^.?]{0,60}\b(?:weight\w*|percentage|share|figure)\b[^?]{0,60}\W*$"
    r"|\bsocial value (?:missing|left out|omitted)\?\W*$",
    re.IGNORECASE,
)
_ANSWERS_BY_SHARE = re.compile(
    r"\W*(?:(?:a\d{0,3}|answer|response|reply)\b ?[:.)\u2013-]{0,2} ?(?:[^.%\d]{0,90}\b"
    r"(?:should (?:have )?(?:read|been|be)|reads?|is|carries|carry|was|has) )?)?(?:it is |it's )?"
    r"(?P<share>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)"
)
_WEIGHTS = ("weight", "maximum score", "maximum mark", "maximum of", "max ", "max. score", "marks available")
_WEIGHT_SIGNS = ("weigh", "max", "marks", "score")  # what is left of them in words that are not yet made clean
Key = tuple[str, str]  # the words of a passage, and the weighting that follows it


@dataclass(frozen=True, slots=True)
class Plan:
    """A text cut into passages, and which of them must be read; and the criteria that stand in it as JSON."""

    text: Cleaned
    passages: list[Passage] = field(default_factory=list)
    wanted: dict[int, Key] = field(default_factory=dict)
    criteria: list[tuple[int, int, Criterion]] = field(default_factory=list)


def plans_of(texts: Iterable[str]) -> dict[str, Plan]:
    """What to read of each text; those that cannot hold evidence, which most are, are left out.

    Each step is done for all texts before the next is: an expression is quick while its states are at hand.
    """
    cleaned = {text: clean(text) for text in texts}
    readable = {text: mask(each.text) if is_damaged(each.text) else each.text for text, each in cleaned.items()}
    named = {text for text, words in readable.items() if the_prefilter().opens(words)}
    asking = asking_places(readable.values())
    plans = (
        (text, _plan(each, readable[text], asking.get(readable[text], []), is_named=text in named))
        for text, each in cleaned.items()
    )
    return {text: plan for text, plan in plans if plan is not None}


def _plan(cleaned: Cleaned, readable: str, asking: list[int], *, is_named: bool) -> Plan | None:
    """What to read of a text, which names social value or has places where something may be asked.

    `readable` is the text, masked where words may be broken. A criterion may be named by a word too common to be
    looked for in running text: `Sustainability`.
    """
    text = cleaned.text
    criteria, prose = criteria_within(text)
    if criteria:
        is_named, asking = (
            is_named and bool(prose.strip()),
            [place for place in asking if prose[place : place + 1].strip()],
        )
    is_row_named = may_name_row(prose if criteria else readable)
    if not is_named and not asking and not is_row_named:
        return Plan(cleaned, criteria=criteria) if criteria else None
    masked = mask(prose) if criteria or readable is text else readable
    passages = list(split(masked))
    starts = [passage.start for passage in passages]
    strong = _places(starts, the_prefilter().hits(masked)) if is_named else set()
    if strong or is_row_named:
        passages, aliased = with_aliases(masked, passages, strong)
        strong |= aliased
        passages, lots = with_other_lots(passages, strong)
        strong |= lots
        passages = with_left_out(with_json_pairs(masked, passages), strong)
        passages = with_said_shares(with_other_shares(passages, strong), strong)
        passages = with_equal_parts(masked, with_parts_in_fractions(masked, passages))
        passages = with_weights_below(with_changed_weights(passages, strong), strong)
        passages, parts = with_blank_cells(masked, passages, strong)
        passages, answers = with_settled_answers(passages, strong | parts)
        strong |= parts | answers
        passages = without_measures(passages, sorted(strong))
    places = _places(starts, asking)
    passages = with_bearers(passages, places - strong)
    return Plan(cleaned, passages, _wanted(passages, strong, places), criteria)


def _wanted(passages: list[Passage], strong: set[int], asking: set[int]) -> dict[int, Key]:
    """Which passages to read, and each with the weighting that follows it."""
    wanted: list[int] = []
    lists_until = points_until = -1
    beside = {place + step for place in strong for step in (-1, 1)} - strong - asking
    asking = asking | {place for place in beside if 0 <= place < len(passages) and benefits_in(passages[place].clean)}
    reach = asking | {place + step for place in strong for step in range(MAX_ITEMS + 1)}
    for index in sorted(place for place in reach if place < len(passages)):
        passage = passages[index]
        if index <= lists_until and ends_frame(passage.clean):
            lists_until = -1
        if index in strong:
            points_until = index + POINT_BACK
            lists_until = max(lists_until, index + MAX_ITEMS if may_open(passage.clean) else -1)
            wanted.append(index)
        elif index in asking or index <= lists_until or (index <= points_until and may_point_back(passage.clean)):
            wanted.append(index)
    return {index: (passages[index].clean, _weighting_after(passages, index)) for index in wanted}


def _places(starts: list[int], offsets: Iterable[int]) -> set[int]:
    """Which passages, of which `starts` are the starts, hold the offsets."""
    return {max(0, bisect_right(starts, offset) - 1) for offset in offsets}


def _weighting_after(passages: list[Passage], index: int) -> str:
    """The next passage, when it is nothing but a weighting, and not one that stands over the next question."""
    words = passages[index + 1].words.lower() if index + 1 < len(passages) else ""
    is_asked = bool(words) and _ASKS_SHARE.search(passages[index].words) is not None
    answer = _ANSWERS_BY_SHARE.match(passages[index + 1].clean.lower()) if is_asked else None
    if answer is not None:  # `What is the weighting of social value?`, `A: 10%`
        return f"weighting {answer['share']}%"
    if not any(sign in words for sign in _WEIGHT_SIGNS) or stands_over(passages, index + 1):
        return ""
    following = passages[index + 1].clean
    return following[:60] if following[:16].lower().lstrip("( ").startswith(_WEIGHTS) else ""
