"""Studies of social value as what is bought: experience of them is scored, and social value is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression
from classifier.weights.score_sheets.names import is_social

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged
    from classifier.text.passages import Passage

_SKILL = expression("skill_in_its_study")
_STUDY = expression("study_of_it")
_IS_SKILL = Decision("none", "none.subject_skill", "is experience of such studies, and one is bought")


def without_skill(items: Sequence[Judged], passages: Sequence[Passage]) -> list[Judged]:
    """The judged passages of a text that buys a study, without experience of such studies; `passages` are all of it."""
    skilled = {place for place, item in enumerate(items) if _is_skill(item)}
    if not skilled or not any(_STUDY.search(passage.clean) is not None for passage in passages):
        return list(items)
    return [replace(item, decision=_IS_SKILL) if place in skilled else item for place, item in enumerate(items)]


def _is_skill(item: Judged) -> bool:
    """Whether experience of studies is all that a passage says of social value."""
    text = item.passage.clean
    is_said = item.analysis is not None and item.decision.kind != "excluded" and _SKILL.search(text) is not None
    return is_said and not is_social(_SKILL.sub("", text))
