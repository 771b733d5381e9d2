"""Passages that name social value and are no evidence: the thing bought, one of the laws listed, or a vision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.lexicon import cues, expand

if TYPE_CHECKING:
    from classifier.rules.facts import Facts

_DUTY_UNDER = re.compile(
    r"\bdut(?:y|ies) (?:under|imposed by|in)\b|\b(?:had|having|has|have) regard to\b", re.IGNORECASE
)
_SHOWN = re.compile(r"\b(?:demonstrat|show|evidenc|describ|prov)(?:e|es|ing)?\b[^.;]{0,60}$", re.IGNORECASE)
_ASKED_ALL_THE_SAME = (
    re.compile(r"\b(?:further|more|additional) (?:information|details?)\b", re.IGNORECASE),
    expression("bidder_appoints"),
    expression("bidder_fills_in"),
)
# Duties which name the supplier: they count even where social value is the thing bought.
_AMONG_CRITERIA = frozenset({"judged_by", "beside_price"})  # `on the basis of cost and a social value assessment`
_SUPPLIER_DUTY = frozenset({"req_supplier_will", "req_supplier_plural", "req_please", "req_should", "req_are_to"})
_SCORE = frozenset({"score_participle", "score_weighting", "score_pass_fail", "score_scored_question", "score_marks"})
# Single words that show something is being bought; looked up only beside the well-being wording.
_BUYING = frozenset(word for cue in cues() if cue.category == "buying" for word in expand(cue.pattern))
_IMPROVES = re.compile(r"\b(?:might|may|could|would) improve\b", re.IGNORECASE)
_OF_ANOTHER_ACT = expression("of_another_act")
_LAW = expression("law")
# Laws that are taught, or that everybody is to keep.
_IS_LEGAL = re.compile(
    r"\b(?:courses?|training|modules?|syllabus|curriculum|lessons?|e-learning)\b"
    r"|\b(?:compl(?:y|ies|iance)|abid(?:e|es|ance)|observ(?:e|es|ance)|accordance|adher\w+|conform\w*)"
    r" (?:with |by |to |of )?(?:(?:all|any|the|other|relevant|applicable|current|uk|statutory|its|their) )*"
    r"(?:laws?|legislation|statut\w+|acts)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\bfrom \d{1,2} ?%[^.;]{0,60}\bto \d{1,2} ?%", re.IGNORECASE)  # a weight, not a thing bought
MIN_LAWS = 3


def statutes(facts: Facts) -> Decision | None:
    """A list of the laws behind a purchase, with no word of social value itself, is evidence of none of them."""
    is_of_laws = all(span.label_ in {"standard", "standard_weak", "act"} for span in facts.concepts)
    if (
        not is_of_laws
        or facts.words["policy"]
        or _DUTY_UNDER.search(facts.text)
        or (any("required" in span._.cues for span in facts.concepts) and _IS_LEGAL.search(facts.text) is None)
    ):
        return None
    laws = _LAW.findall(facts.text)
    return Decision("none", "none.statutes", f"one of {len(laws)} laws listed") if len(laws) >= MIN_LAWS else None


def subject(facts: Facts) -> Decision | None:
    """Social value as the thing bought, or part of a name, and nobody asked or scored on it."""
    subjects = facts.words["subject"]
    is_judged = any(wording.id in _AMONG_CRITERIA for wording, _ in facts.found("criterion"))
    is_reported = is_judged or any(wording.id == "reporting" for wording, _ in facts.found("requirement"))
    is_reported = is_reported or any(each.search(facts.text) is not None for each in _ASKED_ALL_THE_SAME)
    is_reported = is_reported or _CHANGED.search(facts.marked) is not None
    if not subjects or is_reported or _SHOWN.search(facts.text, 0, subjects[0].start_char) is not None:
        return None
    for concept in facts.concepts:
        if concept.label_ == "standard_weak":
            continue
        duty = concept._.cues.get("required")
        scored = concept._.cues.get("scored")
        if (duty is not None and duty.id_ in _SUPPLIER_DUTY) or (scored is not None and scored.id_ in _SCORE):
            return None
        if not any(span.start <= concept.start + 1 and concept.start <= span.end + 30 for span in subjects):
            return None
    return Decision("none", "none.subject", f"{subjects[0].text!r} is a product, a task or a name")


def wellbeing_elsewhere(facts: Facts) -> Decision | None:
    """The well-being wording where nothing is being bought: visions, powers, strategies."""
    if any(span.label_ != "wellbeing" or span.id_.startswith("act_recital") for span in facts.concepts):
        return None
    if _OF_ANOTHER_ACT.search(facts.text) is not None:
        return Decision("none", "none.wellbeing_elsewhere", "the well-being of another law")
    if facts.words["policy"] or _IMPROVES.search(facts.text) or any(token.lower_ in _BUYING for token in facts.doc):
        return None
    return Decision("none", "none.wellbeing_elsewhere", f"{facts.concepts[0].text!r} without a word on buying")
