"""The seam between rules and model: which passages the rules leave in doubt, and how a model's opinion settles them.

Rules come first and stay first. A model is heard where the rules found social value named but no word on what is done
about it, and where they found a theme asked for but cannot say which. It can never make social value out of a passage
that does not name it, never strike it out, and it must be confident to be heard. Without a model nothing changes.
What it is allowed was settled by cross-validation: with more freedom it lost on real notices what it gained on ours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from classifier.evidence import THEMES
from classifier.rules.facts import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from classifier.rules.kinds import PassageAnalysis

SURE_SCORE = 0.85  # a rule trusted this much is not questioned
KIND_FROM = 0.8  # probability from which a model's kind stands against an unsure rule
THEME_FROM = 0.5  # probability from which a model names a theme where the rules name none
_MAY_SAY = frozenset({"requirement"})  # the others were not shown to be more often right than the rule, fold by fold
_MAY_OVERRULE = frozenset({"mention.concept"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage with words of the lexicon, and what the rules say of it by itself.

    `score` is how far the rule is trusted, 0 to 1; `has_concept` says that the passage names social value, community
    benefits, the Act or a standard; `is_sure` that no model need be asked for its kind.
    """

    text: str
    kind: str
    rule: str
    score: float
    themes: tuple[str, ...]
    has_concept: bool
    is_sure: bool

    @property
    def is_in_doubt(self) -> bool:
        """Whether a model could settle anything: its kind, or which themes it asks for."""
        return (self.has_concept and not self.is_sure) or (self.kind == "theme_only" and not self.themes)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A model's probabilities, 0 to 1, for kinds and themes; those it says nothing of may be missing."""

    kinds: Mapping[str, float]
    themes: Mapping[str, float]


class Model(Protocol):
    """What the engine asks of a model. `version` becomes part of the version of every piece of evidence."""

    version: str

    def opinions(self, candidates: Sequence[Candidate]) -> Sequence[Opinion]:
        """One opinion for each candidate, in order."""


def candidate_of(text: str, analysis: PassageAnalysis, score: float) -> Candidate | None:
    """The passage as a candidate; None when it holds no word that a model could weigh."""
    if not (analysis.has_concept or analysis.has_benefit):
        return None
    decision = analysis.decision
    return Candidate(
        text, decision.kind, decision.rule, score, analysis.themes, analysis.has_concept, is_sure=score >= SURE_SCORE
    )


def settle(analysis: PassageAnalysis, candidate: Candidate, opinion: Opinion) -> PassageAnalysis:
    """The analysis with kind and themes settled by the opinion, where the rules are unsure and the model is not."""
    themes = _themes(analysis, opinion)
    decision = _decision(candidate, opinion)
    if decision is None:
        return replace(analysis, themes=themes)
    return replace(analysis, themes=themes, decision=decision)


def _decision(candidate: Candidate, opinion: Opinion) -> Decision | None:
    if candidate.rule not in _MAY_OVERRULE or candidate.is_sure or not opinion.kinds:
        return None
    kind, probability = max(opinion.kinds.items(), key=lambda item: item[1])
    if probability < KIND_FROM or kind not in _MAY_SAY:
        return None
    because = (
        f"the model says {kind} with probability {probability:.2f}; the rule {candidate.rule} said {candidate.kind}"
    )
    return Decision(kind, f"{kind}.model", because)


def _themes(analysis: PassageAnalysis, opinion: Opinion) -> tuple[str, ...]:
    if analysis.themes or analysis.decision.kind != "theme_only":
        return analysis.themes
    return tuple(name for name in THEMES if opinion.themes.get(name, 0.0) >= THEME_FROM)
