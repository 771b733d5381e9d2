"""What the words of a passage say by themselves: its kind by the rules, its weight, standards and themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from classifier.evidence import STANDARDS
from classifier.rules.concept_rules import CONCEPT_RULES, without_previous
from classifier.rules.facts import Decision
from classifier.rules.theme_rules import THEME_RULES
from classifier.rules.themes import themes_in
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.lexicon import entries

if TYPE_CHECKING:
    from classifier.rules.facts import Facts
    from classifier.weights.prose import WeightFound

_MAY_ASK = expression("may_ask")
_NAMING = ("act", "standard", "standard_weak")
_VALUES = {entry.id: entry.value for entry in entries()}
SHOWN_WORDS = 4
NAME_CHARS = 120
LIST_LENGTH = 3


@dataclass(frozen=True, slots=True)
class PassageAnalysis:
    """What the words of a passage say by themselves, free of spaCy: small enough to keep for passages that recur."""

    decision: Decision
    weight: WeightFound | None = None
    standards: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    has_concept: bool = False
    has_benefit: bool = False
    has_theme: bool = False
    is_wellbeing_only: bool = False
    words: tuple[str, ...] = ()


NO_ANALYSIS = PassageAnalysis(Decision("none", "none.no_words", "holds no word of the lexicon"))


def read(facts: Facts) -> PassageAnalysis:
    """PassageAnalysis of a parsed passage."""
    words = facts.words
    naming = [span for label in _NAMING for span in words[label]] if facts.concepts else []
    standards = {_VALUES[span.id_] for span in naming}
    names = [(span.start_char, span.end_char) for span in (*facts.concepts, *naming) if span.label_ != "wellbeing"]
    themes = themes_in(facts.doc.text, names)
    shown = (facts.concepts or words["benefit"])[:SHOWN_WORDS]
    return PassageAnalysis(
        decision=decide(facts),
        weight=facts.weight,
        standards=tuple(name for name in STANDARDS if name in standards),
        themes=themes,
        has_concept=bool(facts.concepts),
        has_benefit=bool(words["benefit"]),
        has_theme=bool(words["theme"] or words["benefit"] or themes),
        is_wellbeing_only=bool(facts.concepts) and all(span.label_ == "wellbeing" for span in facts.concepts),
        words=tuple(f"{span.text!r} is a {span.label_} word ({span.id_})" for span in shown),
    )


def may_ask(text: str) -> bool:
    """Whether a passage with theme words only could be theme_only: it asks, lists, or is a mere name."""
    return (
        len(text) < NAME_CHARS
        or text.count(",") + text.count(";") >= LIST_LENGTH - 1
        or _MAY_ASK.search(text) is not None
    )


def decide(facts: Facts) -> Decision:
    """Kind of a passage on its own; `none` when no rule answers."""
    if facts.concepts:
        facts, before = without_previous(facts)
        if not facts.concepts and before is not None:
            return before
    for rule in CONCEPT_RULES if facts.concepts else THEME_RULES:
        decision = rule(facts)
        if decision is not None:
            return decision
    return Decision("none", "none.no_rule", "no rule answers")
