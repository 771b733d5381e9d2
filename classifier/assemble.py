"""From a judged passage to a piece of evidence: standards, themes, weight, level, score and the trail for `why`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.evidence import STANDARDS, Evidence, passage_level
from classifier.rules.kinds import NO_ANALYSIS
from classifier.vocabulary.lexicon import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from classifier.discourse.pointers import Judged
    from classifier.model.opinion import Calibration, Opinion

# What is said there gives the reason for leaving social value out; it names no benefit.
_REASONS = frozenset({"excluded.reason", "excluded.template_excluded"})
_WEIGHTED_KINDS = frozenset({"criterion", "theme_only"})  # what is left out has no weight


class Assembler:
    """Builds evidence. Its score is that of the second opinion, else the packaged one of the rule."""

    def __init__(self, calibration: Calibration | None) -> None:
        self._calibration = calibration
        self._scores = {row["prefix"]: float(row["score"]) for row in read_rows("rules.csv")}

    def evidence(self, judged: Judged, start: int, end: int, text: str, opinion: Opinion | None) -> Evidence:
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
            score=self.score(kind, rule, opinion),
            trail=(*analysis.words, judged.decision.because, f"rule {rule}", *_doubt(kind, opinion)),
            second_kind=opinion.kind if opinion is not None else None,
        )

    def settled(
        self, before: list[Evidence], after: list[Evidence], opinions: Mapping[int, Opinion | None]
    ) -> list[Evidence]:
        """Evidence read beside its rows, with the score of the kind that these say, and doubt of that kind alone.

        `opinions` are by the start of each piece of evidence.
        """
        kinds = {item.start: item.kind for item in before}
        return [
            item if item.kind == kinds[item.start] else self._rescored(item, kinds[item.start], opinions[item.start])
            for item in after
        ]

    def _rescored(self, item: Evidence, kind_before: str, opinion: Opinion | None) -> Evidence:
        trail = (each for each in item.trail if each not in _doubt(kind_before, opinion))
        score = self.score(item.kind, item.rule, opinion)
        return replace(item, score=score, trail=(*trail, *_doubt(item.kind, opinion)))

    def score(self, kind: str, rule: str, opinion: Opinion | None) -> float:
        """The chance that the kind is right; without an opinion, the rule's figure in rules.csv, else its kind's."""
        if opinion is not None and self._calibration is not None:
            return self._calibration.score(opinion.kinds[kind])
        return self._scores.get(rule) or self._scores[rule.partition(".")[0]]


def _doubt(kind: str, opinion: Opinion | None) -> tuple[str, ...]:
    if opinion is None or opinion.kind == kind:
        return ()
    return (f"disputed: the model holds {opinion.kind} to be likelier",)


def _standards(judged: Judged) -> tuple[str, ...]:
    """Standards named in the passage, or in the one it points back to."""
    analyses = [item.analysis for item in (judged, judged.source) if item is not None and item.analysis is not None]
    found = {name for analysis in analyses for name in analysis.standards}
    return tuple(name for name in STANDARDS if name in found)
