"""From a judged passage to a piece of evidence: standards, themes, weight, level, score and the trail for `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classifier.evidence import STANDARDS, Evidence, passage_level
from classifier.rules.kinds import NO_ANALYSIS
from classifier.vocabulary.lexicon import read_rows

if TYPE_CHECKING:
    from classifier.rules.pointers import Judged

# What is said there gives the reason for leaving social value out; it names no benefit.
_REASONS = frozenset({"excluded.reason", "excluded.template_excluded"})
_WEIGHTED_KINDS = frozenset({"criterion", "theme_only", "excluded"})


class Assembler:
    """Builds evidence with the packaged scores of the rules."""

    def __init__(self) -> None:
        self._scores = {row["prefix"]: float(row["score"]) for row in read_rows("rules.csv")}

    def evidence(self, judged: Judged, start: int, end: int, text: str) -> Evidence:
        """Evidence for one passage, which stands at `start` to `end` and reads `text`."""
        kind, rule = judged.decision.kind, judged.decision.rule
        analysis = judged.analysis or NO_ANALYSIS
        standards = _standards(judged)
        found = analysis.weight if kind in _WEIGHTED_KINDS else None
        weight = found.weight if found is not None else None
        pct = found.pct if found is not None else None
        return Evidence(
            start=start,
            end=end,
            text=text,
            kind=kind,
            level=passage_level(kind, weight, pct, standards, is_wellbeing_only=analysis.is_wellbeing_only),
            weight=weight,
            weight_pct=pct,
            act_named="PSSVA" in standards,
            standards=standards,
            themes=() if rule in _REASONS else analysis.themes,
            rule=rule,
            score=self.score(rule),
            trail=(*analysis.words, judged.decision.because, f"rule {rule}"),
        )

    def score(self, rule: str) -> float:
        """How far a rule is to be trusted, 0 to 1: its own figure in rules.csv, else that of its kind."""
        return self._scores.get(rule) or self._scores[rule.partition(".")[0]]


def _standards(judged: Judged) -> tuple[str, ...]:
    """Standards named in the passage, or in the one it points back to."""
    analyses = [item.analysis for item in (judged, judged.source) if item is not None and item.analysis is not None]
    found = {name for analysis in analyses for name in analysis.standards}
    return tuple(name for name in STANDARDS if name in found)
