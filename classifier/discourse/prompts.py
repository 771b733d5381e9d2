"""What a passage near a scored question is: put to bidders, a duty of who wins, or of something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.discourse.names.question_labels import without_label
from classifier.rules.theme_rules import is_boilerplate
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from classifier.discourse.pointers import Judged

_ASKS_HOW = re.compile(r"\b(?:how|what|which|whether|where|why|who)\b(?! else)", re.IGNORECASE)
_BECOMES_TERM = expression("becomes_term")
_BINDS_WINNER = expression("binds_winner")
_LIMIT = expression("limit_of_answer")
_OF_OTHER_SUBJECT = expression("of_other_subject")
_PUTS_QUESTION = expression("puts_question")
_SPEAKS_TO_BIDDER = expression("speaks_to_bidder")
_TELLS_ANSWER = expression("tells_answer")
_UNSCORED = expression("says_unscored")
_WANTED_OF_BIDS = expression("wanted_of_bids")
MIN_WORDS = 5


def is_asking(text: str) -> bool:
    """Whether a passage puts a question to bidders, or says what is wanted of their answers."""
    if _TELLS_ANSWER.match(text) is not None:
        return True
    return _PUTS_QUESTION.match(without_label(text)) is not None or _WANTED_OF_BIDS.search(text) is not None


def binds_winner(text: str) -> bool:
    """Whether a passage lays a duty on who wins, and does not ask how it would be met."""
    if _BECOMES_TERM.search(text) is not None:
        return True
    duty = _BINDS_WINNER.search(text)
    return duty is not None and _ASKS_HOW.search(text, 0, duty.start()) is None


def is_of_none(item: Judged) -> bool:
    """Whether a passage is of what is not scored, boilerplate, or no more than a limit of words."""
    text = item.passage.clean
    is_other = len(text.split()) < MIN_WORDS or any(each.search(text) for each in (_LIMIT, _OF_OTHER_SUBJECT))
    is_limit = not has_benefit_or_theme(item) and is_other
    return is_limit or _UNSCORED.search(text) is not None or is_boilerplate(text)


def speaks_to(text: str) -> bool:
    """Whether a passage speaks to those who bid."""
    return _SPEAKS_TO_BIDDER.search(text) is not None


def has_benefit_or_theme(item: Judged) -> bool:
    """Whether a passage names a benefit or speaks of a theme."""
    return item.analysis is not None and (item.analysis.has_benefit or item.analysis.has_theme)
