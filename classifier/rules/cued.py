"""Labelling functions that rest on a cue near the name of social value: scored, only offered, asked for, a policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision, Facts
from classifier.vocabulary.expressions import expression
from classifier.weights.others import is_of_performance

if TYPE_CHECKING:
    from spacy.tokens import Span

# Words of duty that say nothing beside a pointer: `bidders are to review the Social Value document`.
_POINTED_AWAY = frozenset({"req_clause", "req_condition", "req_included", "req_are_to", "req_schedule"})
_FIRM = frozenset({"must", "shall", "required to", "mandatory", "will be required to", "are required", "is required"})
_HANDED_IN = expression("handed_in")
_HANDED_IN_AFTER = expression("handed_in_after")
_IS_NOTED = expression("is_noted")
_BINDS = expression("binds")
_BOUND_ALL_THE_SAME = expression("bound_all_the_same")
_OF_BIDS = expression("of_bids")
_SCORED_LATER = expression("scored_later")
_NOBODY = re.compile(r"\b(?:no ?one|nobody|none|no \w+) $", re.IGNORECASE)
_UNSCORED_BUT_ASKED = expression("unscored_but_asked")
_THOUGHT_ABOUT = expression("thought_about")
_ON_CONSULTING = expression("on_consulting")
_OF_THE_BUYER = expression("bearer_is_buyer")
_DELIVERS = frozenset({"req_supplier_will", "req_supplier_plural", "req_are_to", "req_role_has"})
# Words of duty whose bearer stands right before them.
_BORNE = frozenset(
    {"must", "shall", "required to", "expected", "is required", "are required", "be required", "obliged", "bound by"}
)


def _is_handed_in(facts: Facts, cue: Span) -> bool:
    """`Bidders must enter both the price and the community benefits offer` lists what to hand in, no criteria."""
    if not cue.id_.startswith("score_list"):
        return False
    before = _HANDED_IN.search(facts.text, 0, cue.start_char)
    return before is not None or _HANDED_IN_AFTER.match(facts.text, cue.end_char) is not None


def _is_delivered(concept: Span, cue: Span) -> bool:
    """`The supplier shall deliver MAC 4.2` names a model criterion as a duty; nothing is scored by its name alone."""
    duty = concept._.cues.get("required")
    return cue.id_ == "score_mac" and duty is not None and duty.id_ in _DELIVERS


def measured_later(facts: Facts) -> Decision | None:
    """Performance that is scored while the contract runs is asked for, and no criterion by which it is awarded."""
    if _SCORED_LATER.search(facts.text) is None:
        return None
    if _OF_BIDS.search(facts.text) is not None and not is_of_performance(facts.text):
        return None
    is_scored = any("scored" in concept._.cues for concept in facts.concepts)
    if not is_scored and next(iter(facts.found("criterion")), None) is None:
        return None
    return Decision("requirement", "requirement.measured_later", "scored while the contract runs")


def asked_unscored(facts: Facts) -> Decision | None:
    """It is not scored, but is to be delivered or offered: asked for, and no criterion."""
    if _UNSCORED_BUT_ASKED.search(facts.marked) is None:
        return None
    return Decision("requirement", "requirement.asked_unscored", "not scored, but to be delivered")


def criterion_scored(facts: Facts) -> Decision | None:
    """A cue of scoring reaches it."""
    for concept in facts.concepts:
        cue = concept._.cues.get("scored")
        if cue is None or concept.label_ == "standard_weak":
            continue
        if not _is_handed_in(facts, cue) and not _is_delivered(concept, cue):
            return Decision("criterion", f"criterion.{cue.id_}", f"{concept.text!r} is scored by {cue.text!r}")
    return None


def mention_optional(facts: Facts) -> Decision | None:
    """It is only offered, and no firm duty is put beside it."""
    for concept in facts.concepts:
        cue = concept._.cues.get("optional")
        duty = concept._.cues.get("required")
        if cue is None or _NOBODY.search(facts.text, 0, cue.start_char):
            continue
        if duty is None or duty.text.lower() not in _FIRM:
            return Decision("mention", f"mention.{cue.id_}", f"{concept.text!r} is only offered: {cue.text!r}")
    return None


def requirement(facts: Facts) -> Decision | None:
    """A cue of duty reaches it, borne by those who win."""
    is_pointed = any("pointer" in concept._.cues for concept in facts.concepts)
    for concept in facts.concepts:
        cue = concept._.cues.get("required")
        if cue is None or concept.label_ == "standard_weak" or (is_pointed and cue.id_ in _POINTED_AWAY):
            continue
        if cue.id_ == "req_answer_yes" and _THOUGHT_ABOUT.search(facts.text, concept.end_char, cue.start_char):
            return Decision("mention", "mention.considered", "a form's question whether it was thought of")
        if cue.text.lower() in _BORNE and _ON_CONSULTING.search(facts.text) is not None:
            continue
        if _IS_NOTED.match(facts.text, cue.end_char) and not _BOUND_ALL_THE_SAME.search(facts.text, cue.end_char):
            return Decision("mention", "mention.noted", f"to be noted: {cue.text!r}")
        if cue.text.lower() in _BORNE and _OF_THE_BUYER.search(facts.text, 0, cue.start_char):
            return Decision("mention", "mention.duty_of_buyer", f"a duty of the buyer: {cue.text!r}")
        return Decision("requirement", f"requirement.{cue.id_}", f"{concept.text!r} is asked for by {cue.text!r}")
    return None


def mention_policy(facts: Facts) -> Decision | None:
    """A duty or policy of the buyer, and nothing that it means to get by this very contract."""
    spans = facts.words["policy"]
    if not spans or _BINDS.search(facts.text) is not None:
        return None
    if any(wording.id == "pursued_here" for wording, _ in facts.found("requirement")):
        return None
    return Decision("mention", f"mention.{spans[0].id_}", f"duty or policy of the buyer: {spans[0].text!r}")


def mention_plain(facts: Facts) -> Decision | None:
    """It is named, and no more is said of it."""
    concept = next((span for span in facts.concepts if span.label_ != "standard_weak"), facts.concepts[0])
    return Decision("mention", f"mention.{concept.label_}", f"names {concept.text!r}")
