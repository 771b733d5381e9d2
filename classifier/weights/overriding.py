"""Weights that take the place of others told before them: `normally 10%, but here it is 15%`, `amended to 12%`."""

from __future__ import annotations

import re

from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import verified
from classifier.weights.score_sheets.names import is_social
from classifier.weights.several import UNIT
from classifier.weights.wholes import WeightFound, reading_of

_CORRECTED = expression("corrected")
_OVERRIDING = expression("overriding")
_PRICE = expression("price")
_RAISED = verified("raised")
_READ_FOR = expression("read_for")
_NEW_OF_OTHERS = re.compile(  # `The 10% for social value is kept; price is now 70%`
    r"(?:[;,.(]|\b(?:and|but|as|with|while|whilst|whereas|where|so)\b)(?: (?:that|then|now|the))* "
    r"(?:(?:corrected |revised |amended |new )?(?:weight\w*|share|marks) (?:of|for) )?(?:the )?"
    r"(?:corrected |revised |amended |new )?"
    r"(?:price|pricing|quality|costs?|technical|commercial|financial)\b(?P<after>[^.;%\d]*)$",
    re.IGNORECASE,
)


def overriding(text: str) -> WeightFound | None:
    """The weight of this contract, where the usual one or one put right stands before it, and it is not of others."""
    changes = (_OVERRIDING, _RAISED, _READ_FOR, _CORRECTED) if len(UNIT.findall(text)) > 1 else (_RAISED,)
    found = (match for pattern in changes for match in pattern.finditer(text) if not _is_of_others(text, match))
    match = next(found, None)
    return reading_of(text, match) if match is not None and match["unit"] else None


def _is_of_others(text: str, match: re.Match[str]) -> bool:
    """Whether the clause of a number gives it to price or quality: `price is now 70%`, `for price 60% read 70%`."""
    start = match.start("value")
    other = _NEW_OF_OTHERS.search(text, 0, start)
    if other is not None and not is_social(other["after"]):
        return True
    words = text[match.start() : start]
    return match.re is _CORRECTED and _PRICE.search(words) is not None and not is_social(words)
