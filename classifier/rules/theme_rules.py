"""Labelling functions for passages that speak of themes only, without naming social value; the first answer stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

from classifier.rules.concept_rules import template_excluded, template_mention
from classifier.rules.facts import Decision, Facts, fixed
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.lexicon import cues, entries
from classifier.vocabulary.wordings import wordings

if TYPE_CHECKING:
    from spacy.tokens import Span

    from classifier.rules.facts import Rule

_BIDDER = expression("bidder")
# Cues strong enough to make bare theme words an ask.
_ASK = frozenset(
    {
        "req_must",
        "req_supplier_will",
        "req_supplier_plural",
        "req_are_to",
        "req_please",
        "req_should",
        "req_asked",
        "req_be_requested",
        "req_minimum",
        "req_expect",
    }
)
# Cues that ask by themselves, whoever is meant.
_PLAIN = frozenset({"ask_where_possible", "ask_would_like", "ask_commitment", "ask_maximise", "ask_to_be", "ask_tell"})
_SCORE = frozenset({"score_participle", "score_weighting", "score_pass_fail", "score_scored_question", "score_marks"})
_NOT_COUNTED = frozenset({"neg_information_only", "neg_information_purposes_only", "neg_not_part_of"})
# Benefits whose bare name is asked for; most others may as well be the title of a service.
_NAMES = frozenset(
    {"csr", "responsible_business", "fair_work", "fair_work_first", "fair_work_words", "fair_words", "apprentice"}
    | {"living_wage", "living_wage_foundation", "code_of_conduct", "sustainability_weighed", "local_supply_strong"}
    | {"sustainable_procurement_env", "supply_chain_support", "wider_benefits", "targeted_recruitment", "local_impact"}
)
_NAME_WORDS = frozenset({"etc", "practices", "sustainable", "procurement"})
_REACH = {cue.id: cue.scope for cue in cues() if cue.category == "ask"}
_VALUES = {entry.id: entry.value for entry in entries()}


def _template_required(facts: Facts) -> Decision | None:
    """The portals' categories of community benefits, where the words themselves were cut away."""
    return fixed(facts, "template_required", "requirement")


def _template_theme(facts: Facts) -> Decision | None:
    if not any(span.id_.startswith(("regeneration", "objectives")) for span in facts.words["benefit"]):
        return None
    return fixed(facts, "template_theme", "theme_only")


def _theme_weighted(facts: Facts) -> Decision | None:
    if facts.weight is None or not facts.words["benefit"]:
        return None
    return Decision("theme_only", "theme_only.weight", f"{facts.words['benefit'][0].text!r} carries a weight")


def is_subject(facts: Facts) -> bool:
    """Whether the theme is the service's own work, the law's demand or a name, and nothing asked beside the service."""
    return any(wording.pattern.search(facts.doc.text) for wording in wordings("subject"))


def _theme_asked(facts: Facts) -> Decision | None:
    benefits = facts.words["benefit"]
    asks = [span for span in facts.words["required"] if span.id_ in _ASK]
    asks += [span for span in facts.words["scored"] if span.id_ in _SCORE]
    asks += [span for span in facts.words["ask"] if any(_is_near(span, benefit) for benefit in benefits)]
    if not benefits or not asks or facts.words["subject"] or is_subject(facts):
        return None
    if not _BIDDER.search(facts.doc.text) and not any(span.label_ == "scored" or span.id_ in _PLAIN for span in asks):
        return None
    return Decision("theme_only", "theme_only.asked", f"{benefits[0].text!r} is asked for by {asks[0].text!r}")


def _is_near(ask: Span, benefit: Span) -> bool:
    return max(benefit.start - ask.end, ask.start - benefit.end) <= _REACH[ask.id_]


def _theme_not_scored(facts: Facts) -> Decision | None:
    """Fair work is asked for, but said not to count: reads as excluded."""
    benefits = [span for span in facts.words["benefit"] if _VALUES[span.id_] == "fair_work"]
    denials = [span for span in facts.words["negated"] if span.id_ in _NOT_COUNTED]
    if not benefits or not denials or benefits[0].start > denials[0].start:
        return None
    return Decision(
        "excluded", f"excluded.{denials[0].id_}", f"{benefits[0].text!r} is asked for, but {denials[0].text!r}"
    )


def _theme_list(facts: Facts) -> Decision | None:
    """A list of several benefits of different kinds is about wider benefits even without a word of asking."""
    benefits = facts.words["benefit"]
    if len({span.start for span in benefits}) < 3 or len({span.id_ for span in benefits}) < 3:
        return None
    if facts.words["subject"] or is_subject(facts):
        return None
    return Decision(
        "theme_only", "theme_only.list", f"lists {benefits[0].text!r}, {benefits[1].text!r}, {benefits[2].text!r}"
    )


def _theme_name(facts: Facts) -> Decision | None:
    """A bare heading or criterion name made of nothing but theme words."""
    if not facts.words["benefit"] or len(facts.doc) > 10 or is_subject(facts):
        return None
    spans = [span for label in ("benefit", "theme") for span in facts.words[label]]
    covered = {index for span in spans for index in range(span.start, span.end)}
    others = [token.lower_ for token in facts.doc if token.text.isalpha() and token.i not in covered]
    if any(word not in STOP_WORDS and word not in _NAME_WORDS for word in others):
        return None
    if not any(span.id_ in _NAMES for span in facts.words["benefit"]):
        return None
    return Decision("theme_only", "theme_only.name", f"a name made of theme words: {facts.words['benefit'][0].text!r}")


THEME_RULES: tuple[Rule, ...] = (
    template_excluded,
    _template_required,
    template_mention,
    _template_theme,
    _theme_not_scored,
    _theme_weighted,
    _theme_asked,
    _theme_list,
    _theme_name,
)
