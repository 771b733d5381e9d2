"""Passages that take their meaning from those right beside them: answers, examples, lists of benefits and standards."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from classifier.discourse.open_lists import BARE_NAMES
from classifier.discourse.pointers import Judged, answers, goes_on, withdraws_it
from classifier.rules.facts import Decision
from classifier.rules.theme_rules import asks_bidders
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

_BECOMES_TERM = expression("becomes_term")
_ANSWER = expression("words_of_offer")
_DUTY_OF_WINNER = expression("duty_of_winner")
_HEADING = expression("heading")
_PROGRAMME = expression("programme_that")
_PUTS_QUESTION = expression("puts_question")
_QUESTION = expression("question")
_BINDS = re.compile(r"\b(?:must|shall|will|should|need|are|is)\b", re.IGNORECASE)
# What the law has every firm publish is no benefit of a list.
_KEPT_BY_ALL = re.compile(
    r"^\W*(?:\d[\d.]*\W+)?modern slavery\W*$|\b(?:slavery|trafficking) statement\b|\bsection 54\b", re.IGNORECASE
)
_NAMED_AS_ASKED = frozenset({"requirement.req_clause", "requirement.req_condition"})
_NAMES_OF_OFFERS = frozenset({"requirement.req_clause", "requirement.req_schedule"})
_IS_NAME = expression("name_of_offer")
_OF_SCORES = re.compile(r"\b(?:scor|evaluat|assess|weigh|mark)", re.IGNORECASE)
_SAYS_NONE = expression("says_none")
_ASKED_AND_DENIED = expression("asked_and_denied")
_ANSWERS_NO = expression("answers_no")
_TOLD_IN_ANSWER = expression("told_in_answer")
_THOUGHT_ABOUT = expression("thought_about")
_LEFT_OUT = expression("left_out")
_COUNTS_AS_IT = expression("counts_as_it")
_PLAIN_NO = re.compile(r"\W*(?:no?|none|nil|n/?a|not applicable)\W*", re.IGNORECASE)
_ASKED_BY_BIDDER = re.compile(
    r"\W*(?:[ct]?q|query|question|clarification)(?: ?(?:no\.?|number)?[ -]?\d{1,3})? ?[.:)\u2013-]", re.IGNORECASE
)
_TAKES_OUT = re.compile(
    r"\b(?:removed|withdrawn|deleted|dropped|taken out|left out|in error|no longer|not (?:being )?(?:part|scored"
    r"|evaluated|included|required|applicable|used|assessed|asked)|isn.t|does not apply)\b",
    re.IGNORECASE,
)
MIN_BENEFITS = 2
MIN_LIST = 3
REASONED = 2  # passages, of which one may give the reason
MOST_OF_LIST = 0.6  # share of the items of a list that speak of themes, from which all of these count
_OF_OTHERS = frozenset({"mention.policy_rule", "mention.previous"})  # of other contracts than this
NAME_CHARS = 90
ITEM_CHARS = 120
_ASKS = frozenset({"requirement", "mention"})
_LISTED = Decision("theme_only", "theme_only.list_item", "an item of a list of several benefits")


def after_answers(items: list[Judged]) -> Iterator[Judged]:
    """The passages with what the next sentence says of them: that they are scored, or not scored."""
    is_answer = False
    for place, (item, after) in enumerate(zip_longest(items, items[1:])):
        source = after.source if after is not None else None
        is_spoken_of = source is not None and source.passage is item.passage
        elsewhere = _said_of_others(item, after)
        if elsewhere is not None and item.analysis is not None:  # and so is the weight
            yield replace(item, decision=elsewhere, analysis=replace(item.analysis, weight=None))
        elif is_spoken_of and after.decision.rule == "excluded.points_back" and withdraws_it(after):
            yield replace(item, decision=Decision("excluded", "excluded.unscored", "the next sentence takes it back"))
        elif item.decision.kind == "mention" and _is_taken_out(item, items[place + 1 : place + 1 + REASONED]):
            yield replace(item, decision=Decision("excluded", "excluded.unscored", "a sentence after it takes it out"))
        elif is_spoken_of and after.decision.rule == "criterion.points_back" and _is_question(item):
            yield replace(item, decision=Decision("criterion", "criterion.question", "the next sentence scores it"))
        elif _is_question_denied(item, after) or _is_answered_none(item, after):
            is_answer = after is not None and not speaks(after)
            yield replace(item, decision=Decision("excluded", "excluded.list_item", "what stands under it says none"))
            continue
        elif is_answer:
            yield replace(item, decision=Decision("excluded", "excluded.list_item", "says none under a heading"))
        elif _is_thought_of_in_vain(item, after):
            yield replace(item, decision=Decision("excluded", "excluded.unscored", "thought of, and left out"))
        elif _is_heading_of(item, after):
            yield replace(item, decision=Decision("excluded", "excluded.list_item", "what stands under it says none"))
        else:
            yield item
        is_answer = False


def _said_of_others(item: Judged, after: Judged | None) -> Decision | None:
    """A denial, where a passage speaks of an earlier contract or of others, and the next that it is not so here."""
    if after is None:
        return None
    if item.decision.rule == "mention.previous" and after.decision.kind == "excluded":
        return Decision("excluded", "excluded.unscored", "the next sentence says that it is no longer so")
    if speaks(item) and _ASKED_AND_DENIED.match(after.passage.clean) is not None:  # `Others score it. Do you? | No`
        return Decision("excluded", "excluded.list_item", "asked whether it is so here, and answered no")
    return None


def _is_answered_none(item: Judged, after: Judged | None) -> bool:
    """Whether a bare heading or a question is answered by a denial: `Social value considerations`, `There are none`."""
    if after is None or not speaks(item) or item.analysis is None or item.analysis.weight is not None:
        return False
    text = item.passage.clean
    if text.endswith("?"):  # where something else is to count as it, the answer is about that
        is_plain = len(text) <= NAME_CHARS and _PLAIN_NO.fullmatch(after.passage.clean) is not None
        return _COUNTS_AS_IT.match(text) is None and (is_plain or _is_no(after))
    if len(text) > NAME_CHARS or not _HEADING.match(text) or _BINDS.search(text):
        return False
    if speaks(after):
        return after.decision.kind == "excluded" and _denies_what_it_names(item, after)
    return _SAYS_NONE.match(after.passage.clean) is not None


def _is_question_denied(item: Judged, after: Judged | None) -> bool:
    """Whether a bidder's question about it, under a label, is followed by an answer that takes it out."""
    if after is None or not speaks(item) or not speaks(after) or _ASKED_BY_BIDDER.match(item.passage.clean) is None:
        return False
    return after.decision.kind == "excluded" and _TAKES_OUT.search(after.passage.clean) is not None


def _is_no(after: Judged) -> bool:
    """Whether a passage answers a question by no."""
    if speaks(after):
        return after.decision.kind == "excluded"
    return _SAYS_NONE.match(after.passage.clean) is not None or _ANSWERS_NO.match(after.passage.clean) is not None


def _is_thought_of_in_vain(item: Judged, after: Judged | None) -> bool:
    """Whether a passage says that it was thought about, and the next that there is to be none."""
    if after is None or item.decision.kind != "mention" or _THOUGHT_ABOUT.search(item.passage.clean) is None:
        return False
    if speaks(after):
        return after.decision.kind == "excluded"
    return _LEFT_OUT.match(after.passage.clean) is not None


def _denies_what_it_names(item: Judged, after: Judged) -> bool:
    """Whether a denial takes away what a heading names: `Social value requirements` stay though not scored."""
    if item.decision.rule in BARE_NAMES or item.decision.rule == "criterion.list_item":
        return True
    return item.decision.rule in _NAMED_AS_ASKED and _OF_SCORES.search(after.passage.clean) is None


def _is_taken_out(item: Judged, after: list[Judged]) -> bool:
    """Whether a sentence soon after says that it is left out: `It would add cost.`, `It has been left out.`."""
    return any(
        each.decision.rule == "excluded.points_back" and each.source is not None and each.source.passage is item.passage
        for each in after
    )


def _is_heading_of(item: Judged, after: Judged | None) -> bool:
    """Whether a bare heading stands over an entry that says none: `Community benefits`, `None sought`."""
    is_none = after is not None and after.decision.rule == "excluded.list_item"
    if item.decision.rule == "requirement.template_required":  # `The Community Benefits included are:`, `N/A`
        return is_none and item.passage.clean.endswith(":")
    return is_none and item.decision.rule in BARE_NAMES and _HEADING.match(item.passage.clean) is not None


def _is_question(item: Judged) -> bool:
    return item.decision.kind in _ASKS and _QUESTION.search(item.passage.clean) is not None


def name_theme_lists(items: list[Judged]) -> None:
    """Items of a list of several benefits are theme_only together, though each is too short to say so."""
    for is_item, run in groupby(range(len(items)), lambda index: items[index].passage.is_item):
        places = list(run)
        named = [index for index in places if is_item and _has_theme(items[index])]
        if not any(has_benefit(items[index]) for index in named) or any(speaks(items[index]) for index in named):
            continue
        opener = items[max(0, places[0] - 1)].passage.clean
        is_long = len(named) >= MIN_LIST and sum(has_benefit(items[index]) for index in named) >= MIN_BENEFITS
        if not (is_long or asks_bidders(opener)):
            continue
        if _PROGRAMME.search(opener):  # what is bought does so
            continue
        if len(named) < MOST_OF_LIST * len(places):
            named = [index for index in named if has_benefit(items[index])]
        for index in named:
            if items[index].decision.kind == "none" and not items[index].decision.rule.startswith("none.subject"):
                items[index] = replace(items[index], decision=_LISTED)


def _has_theme(item: Judged) -> bool:
    is_met = item.analysis is not None and (item.analysis.has_theme or item.analysis.has_benefit)
    return is_met and _KEPT_BY_ALL.search(item.passage.clean) is None


def has_benefit(item: Judged) -> bool:
    """Whether the passage names a benefit that serves others."""
    return item.analysis is not None and item.analysis.has_benefit


def speaks(item: Judged) -> bool:
    """Whether the passage itself speaks of social value."""
    if item.decision.kind in {"none", "theme_only"}:
        return False
    return item.analysis is not None


def listed_standard(near: Judged, item: Judged) -> Judged:
    """A law or note that speaks of more than social value counts in a list of standards that do not."""
    if near.analysis is None or not near.analysis.standards or item.analysis is None or not _is_short(item):
        return item
    because = f"listed with {near.passage.clean[:80]!r}"
    analysis = replace(item.analysis, standards=item.analysis.weak_standards, themes=())
    return replace(item, analysis=analysis, decision=Decision("mention", "mention.listed", because))


def _is_short(item: Judged) -> bool:
    return len(item.passage.clean) <= NAME_CHARS


def example_of(near: Judged | None, item: Judged) -> Judged:
    """`Examples of community benefits are ...` after a requirement is part of the requirement."""
    if near is None or item.decision.kind != "mention" or not goes_on(item):
        return item
    kind = near.decision.kind
    return replace(item, decision=Decision(kind, f"{kind}.goes_on", f"goes on from {near.passage.clean[:80]!r}"))


def answer_to(near: Judged | None, item: Judged) -> Judged:
    """`Your social value response must ...` after words that it is scored is part of what is scored."""
    if item.decision.kind not in {"requirement", "mention"} or item.decision.rule in _OF_OTHERS:
        return item
    if _BECOMES_TERM.search(item.passage.clean):
        is_of_answer = item.decision.kind == "mention" and _ANSWER.search(item.passage.clean) is not None
        bound = Decision("requirement", "requirement.becomes_term", "what is offered is to bind")
        return replace(item, decision=bound) if is_of_answer else item
    if item.decision.kind == "requirement" and _lays_duty(item.passage.clean):
        return item
    if near is None or near.decision.kind != "criterion" or (not answers(item) and not is_question_under(near, item)):
        return item
    because = f"the answer to {near.passage.clean[:80]!r}"
    return replace(item, decision=Decision("criterion", "criterion.answer", because))


def _lays_duty(text: str) -> bool:
    """Whether a passage binds who wins, or what is offered, and is not met by what an answer says."""
    return _DUTY_OF_WINNER.search(text) is not None and _TOLD_IN_ANSWER.search(text) is None


def is_question_under(near: Judged | None, item: Judged) -> bool:
    """Whether a passage is a question under a heading or row that is scored: `Social value 10%`, `Describe how ...`."""
    if near is None or near.decision.kind != "criterion" or len(near.passage.clean) > NAME_CHARS:
        return False
    return _PUTS_QUESTION.match(item.passage.clean) is not None


def is_bare_name(item: Judged) -> bool:
    """Whether the passage is little more than the name of social value; a share that is no weight tells of more."""
    if "%" in item.passage.clean and item.analysis is not None and item.analysis.weight is None:
        return False
    return item.decision.rule in BARE_NAMES and len(item.passage.clean) <= NAME_CHARS


def is_name_of_offer(item: Judged) -> bool:
    """Whether the passage is no more than a name of what bidders offer: `Social value commitment`."""
    has_weight = item.analysis is not None and item.analysis.weight is not None
    return item.decision.rule in _NAMES_OF_OFFERS and not has_weight and _IS_NAME.match(item.passage.clean) is not None


def is_short_item(item: Judged) -> bool:
    """Whether the passage is short, without a weight, and says no more than that something is named or asked for."""
    has_weight = item.analysis is not None and item.analysis.weight is not None
    return len(item.passage.clean) <= ITEM_CHARS and not has_weight and item.decision.kind in _ASKS
