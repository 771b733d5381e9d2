"""Labelling functions for passages that name social value, a standard or the Act; the first answer stands.

Each answers with a rule id of its own, `<kind>.<cue>`, so that the precision of every rule can be measured.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.rules.affirmed import is_restored, is_scored_once
from classifier.rules.cued import (
    asked_unscored,
    criterion_scored,
    measured_later,
    mention_optional,
    mention_plain,
    mention_policy,
    requirement,
)
from classifier.rules.facts import Decision, Facts, fixed
from classifier.rules.labelled import labelled
from classifier.rules.list_openers import excluded_in_list
from classifier.rules.no_evidence import statutes, subject, wellbeing_elsewhere
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.wordings import MARK

if TYPE_CHECKING:
    from classifier.rules.facts import Rule

_APPOINTS = expression("bidder_appoints")
_CLAUSE_END = expression("clause_end")
_BINDS = expression("binds")
_CONDITION = expression("condition")
_ON_CONSULTING = expression("on_consulting")
_MINIMUM_POINTS = expression("minimum_points")
_WEIGHED_NOW = re.compile(
    r"\b(?:this (?:time|one|contract|tender|competition|procurement|agreement)|here|now|today)\b[^.;%]{0,60}\d ?%"
)
# What was left out of a notice, but is asked for: `the notice did not name it, but bidders had to show their ...`.
_BUT_ASKED = re.compile(
    rf"\b(?:but|however|although|nevertheless)\b[^.]{{0,120}}\b(?:required|expected|asked|must|shall)\b[^.]{{0,80}}{MARK}"
)
_ITS_POLICY = re.compile(
    rf"{MARK} (?:strateg|polic|charter|framework|approach|commitment|requirement|plan)", re.IGNORECASE
)
# Nobody gets marks who says nothing of it: it is scored.
_IF_MISSING = re.compile(
    rf"\b(?:where|if|when)\b[^.;]{{0,40}}{MARK}[^.;]{{0,30}}\b(?:not|no)\b[^.;]{{0,100}}\bno marks\b"
    rf"|\b(?:answers?|responses?|bids?|tenders?|offers?|submissions?|those|bidders?|tenderers?|suppliers?)\b[^.;{MARK}]{{0,30}}"
    rf"\b(?:no|without|not|any)\b[^.;{MARK}]{{0,20}}{MARK}[^.;]{{0,40}}"
    r"\b(?:zero|nil|nought|nothing|0|no (?:marks|points|score))\b"
    rf"|^\W*no {MARK}(?: \w+){{0,2}} ?[:=\u2013-] ?(?:0|zero|nil|nought|no) ?(?:marks?|points?)?\W*$",
    re.IGNORECASE,
)
# Nothing is had for some of it, so for the rest there is: `no marks for social value that would have come anyway`.
_FOR_SOME = re.compile(
    rf"\bno (?:marks|credit|points)\b[^.;{MARK}]{{0,30}}{MARK} (?:\w+ )?(?:which|that|already|beyond|outside)\b",
    re.IGNORECASE,
)
# A clause of concession denies no more than itself: `Although clauses were not needed, the Council expects ...`.
_ALTHOUGH = re.compile(
    rf"^\W*(?:even )?(?:although|though|while|whilst)\b[^,]{{0,160}}\b(?:not|never|no)\b[^,]{{0,120}},[^.]{{0,120}}"
    rf"\b(?:expects?|requires?|asks?|must|shall|will|wants?|is to|are to)\b(?! not\b)[^.]{{0,120}}{MARK}",
    re.IGNORECASE,
)
# A denial that it counts for less affirms it: `It is not our wish to dilute social value`.
_NO_LESS = re.compile(
    rf"\b(?:not|no|never|n['\u2019]t)\b[^.;{MARK}]{{0,40}}\b(?:limit|dilut|weaken|reduc|diminish|lessen|undermin|understat|downplay"
    rf"|detract)\w*\b[^.;{MARK}]{{0,60}}{MARK}"
    rf"|\b(?:not|no|never|n['\u2019]t)\b[^.;{MARK}]{{0,30}}{MARK}[^.;]{{0,20}}"
    r"\b(?:optional extra|afterthought|add-on|bolt-on|nice to have)",
    re.IGNORECASE,
)
# Denied twice, or a limit that is denied, asks for it: `no reason why it should not be scored`, `no cap on it`.
_DENIED_TWICE = re.compile(
    rf"\bthere (?:is|are|was|were) no (?:\w+ )?(?:reason (?:why|that|for|not)|cap|limit|ceiling|maximum|exemption"
    rf"|exception|excuse|opt-out)\b[^.;{MARK}]{{0,60}}{MARK}"
    rf"|\bno (?:\w+ )?(?:suppliers?|bidders?|tenderers?|contractors?|providers?) (?:may|can|should|must|will|is to)\b"
    rf" (?:leave|skip|omit|ignore|avoid|refuse|opt out of|pass over)\b[^.;{MARK}]{{0,20}}{MARK}"
    rf"|\b(?:cannot|can['\u2019]t|must not|may not|should not) (?:leave out|skip|omit|ignore|avoid|overlook|neglect)\b"
    rf"[^.;{MARK}]{{0,20}}{MARK}"
    rf"|{MARK}[^.;]{{0,30}}\b(?:cannot|can['\u2019]t|must not|may not|should not) be (?:left out|skipped|omitted"
    r"|ignored|avoided|overlooked|neglected|forgotten)\b"
    rf"|\b(?:disregard|ignore)\b (?:the |any )?(?:statement|sentence|note|line|suggestion|words?) that"
    rf" [^.;{MARK}]{{0,20}}{MARK}"
    rf"|\b(?:not|n['\u2019]t) (?:ask|want|need|require|expect|look)(?: for)? "
    rf"(?:essays?|lengthy|long|glossy|brochures|prose)\b[^.;{MARK}]{{0,30}}{MARK}"
    rf"|\b(?:under no circumstances|on no account|in no (?:case|event))\b[^.;{MARK}]{{0,25}}{MARK}[^.;]{{0,25}}"
    r"\b(?:blank|empty|unanswered|altered|amended|changed|incomplete|unsigned|skipped|omitted)\b",
    re.IGNORECASE,
)
_HAS_NONE = re.compile(r"\b(?:do(?:es)? not|has no|have no|lacks?|omits?)\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:will|shall|is to|are to) (?:once )?again\b", re.IGNORECASE
)  # `As before, it will again carry 10%`
_OF_WEIGHTS = {"denied.exempted", "denied.weight_not_in_force"}  # denials that a pass mark may look like
_SAID_OF = {"scored", "negated", "required"}  # cues by which more is said than a name


def template_excluded(facts: Facts) -> Decision | None:
    """The portals' wording for no community benefits."""
    return fixed(facts, "template_excluded", "excluded")


def _template_required(facts: Facts) -> Decision | None:
    if any("negated" in span._.cues for span in facts.concepts):
        return None
    return fixed(facts, "template_required", "requirement")


def template_mention(facts: Facts) -> Decision | None:
    """The portals' wording on contract performance conditions."""
    return fixed(facts, "template_mention", "mention")


def _excluded_zero(facts: Facts) -> Decision | None:
    if facts.weight is None or facts.weight.weight.value or _IF_MISSING.search(facts.marked) is not None:
        return None
    return Decision("excluded", "excluded.zero_weight", "the weight stated is 0")


def _criterion_weight(facts: Facts) -> Decision | None:
    if facts.weight is None or _is_minimum_points(facts):
        return None
    return Decision("criterion", "criterion.weight", f"weight {facts.weight.weight.value:g} {facts.weight.weight.unit}")


def _is_minimum_points(facts: Facts) -> bool:
    """A minimum of community-benefit points is asked for, not a weight."""
    weight = facts.weight
    if weight is None or weight.weight.unit != "points" or weight.weight.out_of or facts.words["scored"]:
        return False
    return _MINIMUM_POINTS.search(facts.text) is not None


def without_previous(facts: Facts) -> tuple[Facts, Decision | None]:
    """The facts without what is said of an earlier contract, and the decision where nothing else is said."""
    text = facts.marked
    match = next((match for _, match in facts.found("previous")), None)
    if (
        match is None
        or _is_name_of_firm(facts)
        or _AGAIN.search(text) is not None
        or (facts.weight is not None and _WEIGHED_NOW.search(text, match.end()) is not None)
    ):
        return facts, None
    place = text[: match.end()].count(MARK) - 1
    rest = [span for number, span in enumerate(facts.concepts) if number != place]
    clause_end = _CLAUSE_END.search(facts.text, facts.concepts[place].end_char)
    for span in rest:  # cues of the clause on the earlier contract act on nothing else
        until = clause_end.start() if clause_end is not None else 0
        span._.cues = {name: cue for name, cue in span._.cues.items() if cue.start_char >= until}
    because = f"said of an earlier contract: {match.group()[:60].replace(MARK, chr(0x2026))!r}"
    return replace(facts, concepts=rest, weight=None), Decision("mention", "mention.previous", because)


def _is_name_of_firm(facts: Facts) -> bool:
    """Whether all that is said of social value is a name: `Current contractor: Social Value Landscapes CIC`."""
    is_named = any(wording.id == "organisation" for wording, _ in facts.found("none"))
    return is_named and facts.marked.count(MARK) == 1


def _worded(facts: Facts, kind: str) -> Decision | None:
    """The first wording of that kind in the passage. A denial under a condition denies nothing."""
    for wording, match in facts.found(kind):
        is_denial = kind in {"excluded", "denied"} and wording.id != "not_penalised"
        if is_denial and _ON_CONSULTING.search(match.group()) is not None:
            continue
        if not (is_denial and is_under_condition(facts.marked, match.end())):
            found = match.group().replace(MARK, "\u2026")
            return Decision(kind, f"{kind}.{wording.id}", f"worded {found[:80]!r}")
    return None


def is_under_condition(text: str, end: int) -> bool:
    """Whether what ends at `end` stands in a clause of `if`, `where` or `when`."""
    return _CONDITION.search(text, 0, end) is not None


def _not_evidence(facts: Facts) -> Decision | None:
    return None if _is_named_again(facts) else _worded(facts, "none")


def _is_named_again(facts: Facts) -> bool:
    """Whether social value is spoken of beside the name of a body: `Our social value strategy, made with ...`."""
    found = [(wording.id, match) for wording, match in facts.found("none")]
    if not found or {name for name, _ in found} != {"organisation"}:
        return False
    if _APPOINTS.search(facts.text) is not None:  # `Appoint a social value champion within a month`
        return True
    [(_, match), *_] = found
    if match.group().count(MARK) < facts.marked.count(MARK) and _ITS_POLICY.search(facts.marked) is not None:
        return True
    named = facts.marked[: match.end()].count(MARK) - 1
    others = [span for place, span in enumerate(facts.concepts) if place != named]
    return bool(others) and (facts.weight is not None or any(_SAID_OF & span._.cues.keys() for span in others))


def _policy_rule(facts: Facts) -> Decision | None:
    if wellbeing_elsewhere(facts) is not None:
        return None
    found = _worded(facts, "policy") if _BINDS.search(facts.text) is None else None
    return Decision("mention", "mention.policy_rule", found.because) if found is not None else None


def _optional_worded(facts: Facts) -> Decision | None:
    found = _worded(facts, "optional")
    return Decision("mention", "mention.may_be_asked", found.because) if found is not None else None


def _excluded_denied(facts: Facts) -> Decision | None:
    is_in_force = is_restored(facts.marked) or is_scored_once(facts.marked)
    found = _worded(facts, "denied") if not is_in_force else None
    if found is not None and found.rule in _OF_WEIGHTS and _is_bid_thrown_out(facts):
        return None
    return Decision("excluded", found.rule.replace("denied", "excluded"), found.because) if found is not None else None


def _is_bid_thrown_out(facts: Facts) -> bool:
    """Whether it is the bid that is set aside for its mark: that decides who stays in, and denies nothing."""
    return any(wording.id == "bids_out" for wording, _ in facts.found("criterion"))


def _excluded_worded(facts: Facts) -> Decision | None:
    return None if _is_asked_after_all(facts) else _worded(facts, "excluded")


def _is_asked_after_all(facts: Facts) -> bool:
    is_asked = _BUT_ASKED.search(facts.marked, facts.marked.find(MARK)) is not None
    is_asked = is_asked or _is_bid_thrown_out(facts)
    is_asked = is_asked or is_restored(facts.marked) or is_scored_once(facts.marked)
    return is_asked or any(
        each.search(facts.marked) is not None for each in (_IF_MISSING, _FOR_SOME, _ALTHOUGH, _NO_LESS, _DENIED_TWICE)
    )


def _criterion_worded(facts: Facts) -> Decision | None:
    found = _worded(facts, "criterion")
    is_minimum = found is not None and found.rule == "criterion.earns_marks" and _MINIMUM_POINTS.search(facts.text)
    return None if is_minimum else found


def _requirement_worded(facts: Facts) -> Decision | None:
    return _worded(facts, "requirement")


def _nothing_without(facts: Facts) -> Decision | None:
    """No bid is accepted, no contract signed, nothing paid without it: that asks for it, and denies nothing."""
    found = next((match for each, match in facts.found("requirement") if each.id == "nothing_without"), None)
    is_told_whole = found is not None and _HAS_NONE.search(found.group()) is not None
    is_denied_otherwise = not is_told_whole and any(
        span._.cues["negated"].id_ != "neg_without" for span in facts.concepts if "negated" in span._.cues
    )
    return None if found is None or is_denied_otherwise else _worded(facts, "requirement")


def _excluded_negated(facts: Facts) -> Decision | None:
    for concept in () if _is_asked_after_all(facts) else facts.concepts:
        cue = concept._.cues.get("negated")
        if cue is not None and not is_under_condition(facts.text, cue.end_char):
            return Decision("excluded", f"excluded.{cue.id_}", f"{concept.text!r} is denied by {cue.text!r}")
    return None


CONCEPT_RULES: tuple[Rule, ...] = (
    template_excluded,
    _not_evidence,
    statutes,
    _excluded_zero,
    _excluded_denied,
    _policy_rule,
    _criterion_weight,
    excluded_in_list,
    _nothing_without,
    _excluded_negated,
    subject,
    _excluded_worded,
    measured_later,
    asked_unscored,
    criterion_scored,
    _template_required,
    wellbeing_elsewhere,
    _criterion_worded,
    mention_optional,
    _optional_worded,
    requirement,
    template_mention,
    mention_policy,
    _requirement_worded,
    labelled,
    mention_plain,
)
