"""From a judged passage to a piece of evidence: standards, themes, weight, level, score and the trail for `why`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classifier.evidence import STANDARDS, THEMES, Evidence, passage_level
from classifier.lexicon import entries, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from classifier.frames import Judged
    from classifier.kinds import Facts

_NAMING = ("act", "standard", "standard_weak")


class Assembler:
    """Builds evidence with the packaged lexicon and rule scores."""

    def __init__(self) -> None:
        self._value = {entry.id: entry.value for entry in entries()}
        self._scores = {row["prefix"]: float(row["score"]) for row in read_rows("rules.csv")}

    def evidence(self, judged: Judged, start: int, end: int, text: str) -> Evidence:
        """Evidence for one passage, which stands at `start` to `end` and reads `text`."""
        decision = judged.decision
        standards = self._standards(judged)
        found = judged.facts.weight if judged.facts is not None else None
        if decision.kind not in {"criterion", "theme_only", "excluded"}:
            found = None
        weight = found.weight if found is not None else None
        pct = found.pct if found is not None else None
        is_wellbeing_only = judged.facts is not None and _is_wellbeing_only(judged.facts)
        return Evidence(
            start=start,
            end=end,
            text=text,
            kind=decision.kind,
            level=passage_level(decision.kind, weight, pct, standards, is_wellbeing_only=is_wellbeing_only),
            weight=weight,
            weight_pct=pct,
            act_named="PSSVA" in standards,
            standards=standards,
            themes=self._themes(judged.facts),
            rule=decision.rule,
            score=self.score(decision.rule),
            trail=(*self._cues(judged.facts), decision.because, f"rule {decision.rule}"),
        )

    def score(self, rule: str) -> float:
        """How far a rule is to be trusted, 0 to 1, by its longest prefix in rules.csv."""
        name = rule
        while name not in self._scores and "." in name:
            name = name.rpartition(".")[0]
        return self._scores.get(name, 0.5)

    def _standards(self, judged: Judged) -> tuple[str, ...]:
        found: set[str] = set()
        for facts in (judged.facts, judged.source.facts if judged.source is not None else None):
            if facts is not None:
                found.update(self._value[span.id_] for label in _NAMING for span in facts.words[label] if facts.concepts)
        return tuple(name for name in STANDARDS if name in found)

    def _themes(self, facts: Facts | None) -> tuple[str, ...]:
        if facts is None:
            return ()
        found = {self._value[span.id_] for label in ("theme", "benefit") for span in facts.words[label]}
        return tuple(name for name in THEMES if name in found)

    def _cues(self, facts: Facts | None) -> Iterable[str]:
        if facts is None:
            return ()
        spans = facts.concepts or facts.words["benefit"]
        return (f"{span.text!r} is a {span.label_} word ({span.id_})" for span in spans[:4])


def _is_wellbeing_only(facts: Facts) -> bool:
    return bool(facts.concepts) and all(span.label_ == "wellbeing" for span in facts.concepts)
