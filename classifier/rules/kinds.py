"""What the words of a passage say by themselves: its kind by the rules, its weight, standards and themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from classifier.evidence import STANDARDS
from classifier.rules.concept_rules import CONCEPT_RULES, without_previous
from classifier.rules.facts import GROUPS, Decision
from classifier.rules.theme_rules import TEMPLATE_RULES, open_decision, own_decision, theme_decision
from classifier.rules.themes import asked, benefits_in, themes, themes_in
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.lexicon import entries
from classifier.vocabulary.wordings import wordings

if TYPE_CHECKING:
    from classifier.rules.facts import Facts
    from classifier.weights.wholes import WeightFound

_DENIED_NOW = expression("denied_now")
_SCORED_NOW = expression("scored_now")
_NAMING = ("act", "standard", "standard_weak")
_VALUES = {entry.id: entry.value for entry in entries()}
SHOWN_WORDS = 4


@dataclass(frozen=True, slots=True)
class PassageAnalysis:
    """What the words of a passage say by themselves, free of spaCy: small enough to keep for passages that recur."""

    decision: Decision
    weight: WeightFound | None = None
    standards: tuple[str, ...] = ()
    weak_standards: tuple[str, ...] = ()  # named where nothing makes them speak of social value
    themes: tuple[str, ...] = ()
    has_concept: bool = False
    has_benefit: bool = False
    has_theme: bool = False
    is_wellbeing_only: bool = False
    words: tuple[str, ...] = ()


NO_RULE = Decision("none", "none.no_rule", "no rule answers")
NO_ANALYSIS = PassageAnalysis(Decision("none", "none.no_words", "holds no word of the lexicon"))


def make_ready() -> None:
    """Make now what is looked for in every text, and the tables that nearly every batch of texts is read with."""
    for each in (asked(), wordings("asked")):
        each.make_ready()
    themes()
    for groups in (("subject",), GROUPS):
        wordings(*groups).make_table()


def analyse(facts: Facts) -> PassageAnalysis:
    """Analysis of a parsed passage."""
    words = facts.words
    naming = [span for label in _NAMING for span in words[label]] if facts.concepts else []
    standards = {_VALUES[span.id_] for span in naming}
    names = [(span.start_char, span.end_char) for span in (*facts.concepts, *naming) if span.label_ != "wellbeing"]
    themes = themes_in(facts.text, names)
    weak = () if facts.concepts else tuple(_VALUES[span.id_] for span in words["standard_weak"])
    return PassageAnalysis(
        decision=decide(facts),
        weight=facts.weight,
        standards=tuple(name for name in STANDARDS if name in standards),
        weak_standards=weak,
        themes=themes,
        has_concept=bool(facts.concepts),
        has_benefit=bool(benefits_in(facts.text)),
        has_theme=bool(themes),
        is_wellbeing_only=bool(facts.concepts) and all(span.label_ == "wellbeing" for span in facts.concepts),
        words=tuple(f"{span.text!r} is a {span.label_} word ({span.id_})" for span in facts.concepts[:SHOWN_WORDS]),
    )


def analyse_themes(text: str, benefits: list[tuple[int, int]], weight: WeightFound | None) -> PassageAnalysis | None:
    """Analysis of a passage without names of social value, by its words alone; None when it speaks of no theme."""
    themes = themes_in(text, ())
    if not themes and not benefits:
        return PassageAnalysis(NO_RULE, weight) if weight is not None else None
    found = theme_decision(text, benefits, weight) or own_decision(text, themes) or open_decision(text)
    return PassageAnalysis(
        decision=found or NO_RULE,
        weight=weight,
        themes=themes,
        has_benefit=bool(benefits),
        has_theme=True,
        words=tuple(f"{text[start:end]!r} is a benefit" for start, end in benefits[:SHOWN_WORDS]),
    )


def _now_scored(facts: Facts) -> Decision | None:
    """What follows words on an earlier contract: `social value was not scored, but it is scored in this one`."""
    match = _SCORED_NOW.search(facts.text)
    if match is not None:
        return Decision("criterion", "criterion.points_back", f"says {match.group()!r}")
    match = _DENIED_NOW.search(facts.text)
    return Decision("excluded", "excluded.points_back", f"says {match.group()!r}") if match is not None else None


def decide(facts: Facts) -> Decision:
    """Kind of a passage on its own; `none` when no rule answers."""
    if facts.concepts:
        facts, before = without_previous(facts)
        if not facts.concepts and before is not None:
            return _now_scored(facts) or before
    for rule in CONCEPT_RULES if facts.concepts else TEMPLATE_RULES:
        decision = rule(facts)
        if decision is not None:
            return decision
    return (None if facts.concepts else theme_decision(facts.text, benefits_in(facts.text), facts.weight)) or NO_RULE
