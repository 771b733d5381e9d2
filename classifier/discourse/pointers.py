"""Passages that point back: `This will be tested in your response`, `Failure to choose an option ...`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Quick

if TYPE_CHECKING:
    from classifier.rules.kinds import PassageAnalysis
    from classifier.text.passages import Passage

REGENERATION = "theme_only.template_theme"
_ANSWER_ASKS = expression("answer_asks")
_ANSWERS_IT = expression("answers_it")
_ASKS_IT = expression("asks_it")
_COUNTS_FOR_THAT = expression("counts_for_that")
_DENIES_IT = expression("denies_it")
_DOES_IT = expression("does_it")
_GOES_ON = expression("goes_on")
_GOES_ON_ASKING = expression("goes_on_asking")
_HANDS_IT_IN = expression("hands_it_in")
_NOUN_OF_ASKED = expression("noun_of_asked")
_QUESTION_OF_BIDDER = expression("question_of_bidder")
_SCORED_SHORTLY = expression("scored_shortly")
_SCORES_IT = expression("scores_it")
_SCORES_TOTAL = expression("scores_total")
_SEES_IT = expression("sees_it")
_TELLS_ANSWER = expression("tells_answer")
_WEIGHS_IT = expression("weighs_it")
_WITHDRAWS_IT = expression("withdraws_it")
_POINTING = (
    _ANSWER_ASKS,
    _COUNTS_FOR_THAT,
    _DENIES_IT,
    _SCORES_IT,
    _SCORES_TOTAL,
    _SCORED_SHORTLY,
    _WEIGHS_IT,
    _GOES_ON,
    _GOES_ON_ASKING,
    _NOUN_OF_ASKED,
    _ASKS_IT,
    _DOES_IT,
    _SEES_IT,
    _TELLS_ANSWER,
    _WITHDRAWS_IT,
)
_MAY_POINT = Quick(rf"\A(?:{'|'.join(f'(?:{each.pattern})' for each in _POINTING)})|{_HANDS_IT_IN.pattern}")
_OF_ANOTHER = re.compile(
    r"\d ?(?:%|per ?cent) (?:for )?(?:quality|price|cost|technical)\b(?! score| marks)", re.IGNORECASE
)
_BEFORE_TENDERS = expression("before_tenders")
_NOT = re.compile(r"\bnot\b|n't\b|\bneither\b|\bno\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with what its own words say (None when they hold nothing of the lexicon), and the kind it ends with."""

    passage: Passage
    analysis: PassageAnalysis | None
    decision: Decision
    source: Judged | None = None  # the passage it points back to


def may_point_back(text: str) -> bool:
    """Whether a passage may speak of the one before it."""
    if not _MAY_POINT.may_match(text):
        return False
    return any(pattern.match(text) for pattern in _POINTING) or _HANDS_IT_IN.search(text) is not None


def goes_on(item: Judged) -> bool:
    """Whether a passage goes on with examples of what was named before."""
    return _GOES_ON.match(item.passage.clean) is not None


def answers(item: Judged) -> bool:
    """Whether a passage speaks of the answer to a question."""
    return _ANSWERS_IT.search(item.passage.clean) is not None


def withdraws_it(item: Judged) -> bool:
    """Whether a passage takes back what the one before it was to score."""
    return _WITHDRAWS_IT.match(item.passage.clean) is not None


def points_back(near: Judged, item: Judged) -> Decision | None:
    """What a passage says of the one before it, which is `near`; None when it does not point back."""
    found = _said_of_it(near, item)
    if found is None:
        return None
    kind, rule = found
    return Decision(kind, f"{kind}.{rule}", f"points back to {near.passage.clean[:80]!r}")


def _counted_by_it(near: Judged, item: Judged) -> str | None:
    """Whether a passage says that what was named before is scored, is not scored, or does not apply."""
    text, before = item.passage.clean, near.decision.kind
    if _BEFORE_TENDERS.search(text) or _BEFORE_TENDERS.search(near.passage.clean):
        return None  # what a market test is not scored by may be scored in the competition
    if withdraws_it(item) or (before == "mention" and _DENIES_IT.match(text)):
        return "excluded"
    if _SCORES_IT.match(text):
        return "excluded" if _NOT.search(text) else "criterion"
    is_scored = _SCORED_SHORTLY.match(text) or (_SCORES_TOTAL.match(text) and not _NOT.search(text))
    if is_scored or (_COUNTS_FOR_THAT.match(text) and not _NOT.search(text)):
        return "criterion"
    has_weight = item.analysis is not None and item.analysis.weight is not None
    if before == "criterion" and near.passage.block == item.passage.block and _TELLS_ANSWER.match(text):
        return "criterion"
    return "criterion" if has_weight and _WEIGHS_IT.match(text) and not _OF_ANOTHER.search(text) else None


def _is_asked_in_answer(near: Judged, text: str) -> bool:
    """Whether the answer to a bidder's question about it asks for something: `A16 One sheet for each lot please`."""
    is_denied = near.decision.kind == "excluded"
    return (
        not is_denied
        and _ANSWER_ASKS.match(text) is not None
        and _QUESTION_OF_BIDDER.match(near.passage.clean) is not None
    )


def _is_of_same(near: Judged, text: str) -> bool:
    """Whether a sentence is about a thing asked for before it: `keeps a log`, `The log is sent in each quarter`."""
    noun = _NOUN_OF_ASKED.match(text)
    if noun is None:
        return False
    return re.search(rf"\b{re.escape(noun['noun'].rstrip('s'))}s?\b", near.passage.clean, re.IGNORECASE) is not None


def _said_of_it(near: Judged, item: Judged) -> tuple[str, str] | None:
    text, before = item.passage.clean, near.decision.kind
    has_theme = item.analysis is not None and item.analysis.has_theme
    if (kind := _counted_by_it(near, item)) is not None:
        return kind, "points_back"
    if _HANDS_IT_IN.search(text):
        return ("criterion" if before == "criterion" else "requirement"), "points_back"
    is_done = has_theme and before == "requirement" and _DOES_IT.match(text) is not None
    is_more = before == "requirement" and (_GOES_ON_ASKING.match(text) is not None or _is_of_same(near, text))
    if is_done or is_more or _ASKS_IT.match(text) or _is_asked_in_answer(near, text):
        return "requirement", "beside" if is_done else "points_back"
    if _GOES_ON.match(text) and (text.endswith(":") or has_theme):
        return before, "goes_on"
    if item.decision.rule == REGENERATION and before != "excluded":
        return "requirement", "template_theme"
    return ("mention", "pointer") if _SEES_IT.match(text) and before != "excluded" else None
