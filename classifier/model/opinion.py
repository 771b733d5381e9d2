"""The seam between rules and model: what the second opinion says of a passage, and when it stands against a rule.

Rules come first. The model sees what they saw and what they said, and says how likely each kind is. From that comes the
score of every piece of evidence: the chance, calibrated on passages that the model had not seen, that its kind is
right. Where the model holds another kind to be likelier the evidence is disputed, and audits look there first. It
overrules a rule only from one kind to another where it was shown, on passages it had not seen, to be right more often.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import TYPE_CHECKING, Protocol

from classifier.discourse.neighbours import MIN_BENEFITS
from classifier.discourse.open_lists import BARE_NAMES
from classifier.discourse.subject import SERVED, WEAK
from classifier.evidence import NAMED
from classifier.rules.facts import Decision
from classifier.rules.kinds import NO_RULE
from classifier.rules.theme_rules import OPEN, UNASKED, open_decision

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from classifier.discourse.pointers import Judged
    from classifier.rules.kinds import PassageAnalysis

    Words = tuple[str, ...]
    Pair = tuple[str, str]  # what the rules say, and the kind that the model says

# What stands for `none` where the rules leave a passage open: to one who supplies or buys, to any words on a theme, and
# as a theme that the notice may be about; and where no second opinion is asked.
LEFT_OPEN, ANY_THEME, OF_SUBJECT, SILENT = "open", "theme", "subject", "silent"
UNNAMED = frozenset({LEFT_OPEN, ANY_THEME, OF_SUBJECT})  # may become a theme only
BESIDE = frozenset({LEFT_OPEN, ANY_THEME})  # and that only where it is not what the notice buys
_LEFT = {OPEN: LEFT_OPEN, UNASKED: ANY_THEME, WEAK: OF_SUBJECT, SERVED: OF_SUBJECT}
NEVER = 2.0  # no probability reaches it
# In the names of rules of which there is no doubt: a portal's own wording, what is said of an earlier contract, notes
# to those who write notices, names of bodies, lists of laws, the well-being of a place.
CERTAIN = (
    *(".template_", "mention.previous"),
    *("none.guidance", "none.organisation", "none.statutes", "none.wellbeing_elsewhere"),
    *(
        "none.work_on_it",
        "none.subject_skill",
        "none.subject_tool",
        "none.taught",
        "none.act_studied",
        "none.bought",
        "none.product",
        "excluded.list_item",
        "none.of_turbines",
        "none.to_be_deleted",
        "requirement.measured_later",
        "requirement.in_duties",  # by what stands before it, which the model does not read
        "requirement.undertaken",
    ),
)
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a probability of the model becomes a score: a line through its log odds (Platt, 1999)."""

    slope: float = 1.0
    offset: float = 0.0

    def score(self, probability: float) -> float:
        """The chance that a kind is right which the model gives this probability."""
        return round(1 / (1 + exp(-(self.slope * log_odds(probability) + self.offset))), 3)


@dataclass(frozen=True, slots=True)
class Opinion:
    """The probability, 0 to 1, of each kind."""

    kinds: Mapping[str, float]

    @property
    def kind(self) -> str:
        """The likeliest kind."""
        return max(self.kinds, key=self.kinds.__getitem__)


class Model(Protocol):
    """What the engine asks of a model. `version` becomes part of the version of every piece of evidence."""

    version: str
    calibration: Calibration
    overrules: dict[Pair, float]  # from which probability

    def opinions(self, passages: Sequence[Words]) -> Sequence[Opinion]:
        """One opinion for each passage, given as the words that `features_of` makes of it."""

    def themes(self, texts: Sequence[str]) -> Sequence[tuple[str, ...]]:
        """The themes of passages that ask for a theme which the rules cannot name."""


def log_odds(probability: float) -> float:
    """The log odds of a probability, bounded."""
    bounded = min(max(probability, _LEAST), 1 - _LEAST)
    return log(bounded / (1 - bounded))


def said_by(item: Judged) -> str:
    """What the rules say, as it stands in the pairs of which one may overrule the other.

    It is the kind, or `named` for a mention that no rule gives a reason for. A passage that is none is `none` where it
    names social value; else it is what the rules leave open.
    """
    if item.decision.rule in BARE_NAMES:
        return NAMED
    if item.decision.kind != "none" or (item.analysis is not None and item.analysis.has_concept):
        return item.decision.kind
    left = _LEFT.get(item.decision.rule, SILENT)
    has_theme = item.analysis is not None and bool(item.analysis.themes)
    return left if left == LEFT_OPEN or has_theme else SILENT


def left_by(item: Judged) -> str:
    """What would be said of a passage on themes only, had no rule answered; of others what is said."""
    if item.decision.kind != "theme_only":
        return said_by(item)
    unanswered = open_decision(item.passage.clean)
    return said_by(replace(item, decision=unanswered)) if unanswered is not None else SILENT


def may_be_on_themes(decision: Decision) -> bool:
    """Whether a passage speaks of themes only, or may do so by a second opinion."""
    return decision.kind == "theme_only" or decision.rule == OPEN


def kind_said(said: str) -> str:
    """The kind of what the rules say."""
    if said == NAMED:
        return "mention"
    return "none" if said in UNNAMED or said == SILENT else said


def is_heard(item: Judged, overruled: Container[str]) -> bool:
    """Whether a second opinion is asked: of all evidence, and of what could become some, as rules may be overruled."""
    return item.decision.kind != "none" or said_by(item) in overruled


def are_mute(analyses: Iterable[PassageAnalysis | None]) -> bool:
    """Whether the passages of a text say nothing that is heard, and nothing that those beside them could take up.

    Only benefits are taken up, and a denial that follows several passages on themes; all else needs a passage on
    social value.
    """
    themes = 0
    for analysis in analyses:
        if analysis is not None:
            if analysis.decision != NO_RULE or analysis.has_benefit or analysis.has_concept:
                return False
            themes += analysis.has_theme
    return themes < MIN_BENEFITS


def settled(item: Judged, opinion: Opinion, overrules: Mapping[Pair, float]) -> Judged:
    """The passage with the kind of the opinion, where it may overrule the rule."""
    said, kind = said_by(item), opinion.kind
    if opinion.kinds[kind] < overrules.get((said, kind), NEVER) or any(name in item.decision.rule for name in CERTAIN):
        return item
    because = (
        f"the model says {kind} with probability {opinion.kinds[kind]:.2f}; the rule {item.decision.rule} said {said}"
    )
    return replace(item, decision=Decision(kind, f"{kind}.model", because))
