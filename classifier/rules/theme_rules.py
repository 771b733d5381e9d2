"""Passages that speak of themes only, without naming social value: asked of bidders beside the service, or its subject.

Works on the words alone, without a tokeniser: such passages are many, and most ask for nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.rules.concept_rules import template_excluded, template_mention
from classifier.rules.facts import Decision, fixed
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.wordings import wordings

if TYPE_CHECKING:
    from classifier.rules.facts import Facts, Rule
    from classifier.weights.prose import WeightFound

_FAIR_WORK = expression("fair_work_asked")
_NAME = expression("theme_name")
_NOT_COUNTED = expression("not_counted")
_STATES = expression("states")
_REGENERATION = re.compile(r"\b(?:regeneration|objectives)\b", re.IGNORECASE)
MIN_LISTED = 3
MAX_LISTED = 400


def _template_required(facts: Facts) -> Decision | None:
    """The portals' categories of community benefits, where the words themselves were cut away."""
    return fixed(facts, "template_required", "requirement")


def _template_theme(facts: Facts) -> Decision | None:
    return fixed(facts, "template_theme", "theme_only") if _REGENERATION.search(facts.doc.text) else None


TEMPLATE_RULES: tuple[Rule, ...] = (template_excluded, _template_required, template_mention, _template_theme)


def is_subject(text: str) -> bool:
    """Whether the theme is the service's own work, the law's demand or a name, and no more is asked."""
    return any(wording.pattern.search(text) for wording in wordings("subject"))


def theme_decision(text: str, benefits: list[tuple[int, int]], weight: WeightFound | None) -> Decision | None:
    """What a passage that names no social value says of its benefits; None when it asks for nothing."""
    if not benefits:
        return None
    first = text[slice(*benefits[0])]
    if _FAIR_WORK.search(text) and _NOT_COUNTED.search(text):
        return Decision("excluded", "excluded.not_counted", f"{first!r} is asked for, but does not count")
    if weight is not None:
        return Decision("theme_only", "theme_only.weight", f"{first!r} carries a weight")
    return None if is_subject(text) else _asked(text, benefits) or _listed(text, benefits)


def _asked(text: str, benefits: list[tuple[int, int]]) -> Decision | None:
    first = text[slice(*benefits[0])]
    for wording in wordings("asked"):
        match = wording.pattern.search(text)
        if match is not None:
            return Decision("theme_only", f"theme_only.{wording.id}", f"{first!r} is asked for: {match.group()[:60]!r}")
    if _NAME.match(text):
        return Decision("theme_only", "theme_only.name", f"a name made of theme words: {first!r}")
    return None


def _listed(text: str, benefits: list[tuple[int, int]]) -> Decision | None:
    names = sorted({text[start:end].lower() for start, end in benefits})
    if len(names) < MIN_LISTED or len(text) > MAX_LISTED or _STATES.search(text):
        return None
    return Decision("theme_only", "theme_only.list", f"lists {', '.join(map(repr, names[:MIN_LISTED]))}")
