"""Weights that stand in a sentence of their own beside the question they weigh: `Worth 5% of the total marks.`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.others import is_told_later
from classifier.weights.score_sheets.names import is_social
from classifier.weights.score_sheets.records import Reading
from classifier.weights.wholes import reading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_AMONG = expression("named_among")
_LENGTH = expression("length_of_answer")
_POSED = expression("posed")
_PUTS_QUESTION = expression("puts_question")
_SOCIAL_FIRST = expression("social_first")
_STATED = expression("weight_of_its_own")
_STATED_BEFORE = (
    expression("weight_of_this"),
    expression("weight_of_what_follows"),
    expression("weight_of_heading"),
)
_NUMBERED = expression("question_heading")
_OVER = expression("weight_over_question")
_BARE_NUMBER = re.compile(r"(?:q(?:uestion)?\.? ?)?\d{1,2}(?:\.\d{1,2})*[.):]?", re.IGNORECASE)
MAX_ROW = 20  # questions with weights that follow one another
MIN_SENTENCE = 30
MAX_LENGTHS = 2  # passages on the length of an answer, before its weight
BECAUSE = "the weight stands in a sentence of its own"


def is_among_others(text: str) -> bool:
    """Whether social value is one of several things asked for together: `cover staffing, safety and social value`."""
    return _AMONG.search(text) is not None


def weight_beside(passages: Sequence[Passage], place: int) -> Reading | None:
    """The weight of the question on social value at `place`, where the sentence beside it is no more than that."""
    text = passages[place].clean
    if not is_social(text) or is_among_others(text) or is_told_later(text):
        return None
    is_first = _SOCIAL_FIRST.match(text) is not None
    if not is_first and _POSED.search(text) is None and _PUTS_QUESTION.match(text) is None:
        return None
    match = _stated_before(passages, place)
    if match is None and (is_first or _POSED.search(text) is not None):
        match = _stated_after(passages, place)
    if match is None or not (match["out_of"] or match.re is _OVER or (match["unit"] or "")[:1] in {"%", "p", "P"}):
        return None
    found = reading_of(match.string, match)
    return Reading(found.weight, found.pct, BECAUSE, is_social=True, is_list=False)


def _stated_after(passages: Sequence[Passage], place: int) -> re.Match[str] | None:
    after = place + 1
    while after < len(passages) and after - place <= MAX_LENGTHS and _LENGTH.match(passages[after].clean):
        after += 1
    return _STATED.match(passages[after].clean) if after < len(passages) else None


def _stated_before(passages: Sequence[Passage], place: int) -> re.Match[str] | None:
    """The weight of what follows; one of `this question` right after another question is the weight of that one."""
    place = _before(passages, place) + 1  # `Q6.` may stand before the words of the question
    while place > 1 and _LENGTH.match(passages[place - 1].clean):  # and how long the answer may be
        place -= 1
    before = passages[place - 1].clean if place else ""
    if (over := _OVER.match(before)) is not None:
        return over if stands_over(passages, place - 1) else None
    match = next((found for each in _STATED_BEFORE if (found := each.match(before)) is not None), None)
    if match is None or match.re is not _STATED_BEFORE[0] or match["next"] or match["named"]:
        return match
    return None if place > 1 and _POSED.search(passages[place - 2].clean) is not None else match


def stands_over(passages: Sequence[Passage], place: int) -> bool:
    """Whether a weight on a line of its own stands over its question, as the first of the row does that it is in.

    Nothing that it could be the weight of stands above that first: it opens the text, or follows a plain sentence.
    """
    if _OVER.match(passages[place].clean) is None or not _is_followed_by_question(passages, place):
        return False
    first = place
    for _ in range(MAX_ROW):
        asked = _before(passages, first)
        if asked < 0 or not _is_asked(passages[asked]):
            return asked < 0 or _is_plain(passages[asked].clean)
        first = _before(passages, asked)
        if first < 0 or _OVER.match(passages[first].clean) is None:
            return False
    return False


def _is_plain(text: str) -> bool:
    """Whether a passage is a sentence that has nothing to be weighed: no name, nothing on social value."""
    return len(text) > MIN_SENTENCE and text.endswith(".") and not is_social(text)


def _is_followed_by_question(passages: Sequence[Passage], place: int) -> bool:
    place += 1
    while place < len(passages) and (
        _BARE_NUMBER.fullmatch(passages[place].clean) or _LENGTH.match(passages[place].clean)
    ):
        place += 1
    return place < len(passages) and _is_asked(passages[place])


def _before(passages: Sequence[Passage], place: int) -> int:
    """The place of the passage before, past a number that stands alone; -1 where there is none."""
    place -= 1
    while place >= 0 and _BARE_NUMBER.fullmatch(passages[place].clean):
        place -= 1
    return place


def _is_asked(passage: Passage) -> bool:
    """Whether a passage is a question or the heading of one."""
    return _POSED.search(passage.clean) is not None or _NUMBERED.match(passage.clean) is not None
