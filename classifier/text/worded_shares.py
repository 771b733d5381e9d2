"""Shares of social value beside words that hide them: `quality 30% (one third social value)`, `scored (10% in all)`."""

from __future__ import annotations

import re

from classifier.text.fractions import PARTS
from classifier.text.number_words import NUMBER, value_of

_SOCIAL = r"(?:social value|community benefits?)"
_QUALITY = r"(?:quality|technical|non-price|method statements?)"
_FRACTION = rf"(?:(?P<count>{NUMBER}|an?|\d)[ -](?P<part>{'|'.join(PARTS)})s?|(?P<half>half))"
_OF_IT = rf"(?: of (?:it|that|this|them|the (?:marks|score|points)|(?:the )?{_QUALITY}(?: (?:score|marks|section))?))?"
_VERB = r"(?P<verb>(?: (?:is|are|being|goes?|go|will be|given|set aside|kept|reserved|for|to|on|the|our|its))*)"
_PART_OF_QUALITY = re.compile(
    rf"(?P<lead>\b{_QUALITY}\b[^.;%\d]{{0,40}}?(?P<whole>\d{{2}}) ?%)(?P<gap>[^.%\d]{{0,20}}?)"
    rf"\b{_FRACTION}{_OF_IT}{_VERB}"
    rf" (?P<name>{_SOCIAL})(?! (?:commitments?|outcomes?|pledges?|offers?|measures?))\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(
    rf"\b(?P<name>{_SOCIAL})(?: (?:themes?|questions?|outcomes?|topics?|parts?|areas?|elements?))?,? (?:(?:are"
    rf"|is|to be) )?"
    r"scored,? ?\((?P<share>\d{1,2}(?:\.\d+)?) ?% (?:in all|in total|altogether|overall|all told|together|combined)\)"
    r"(?=\s*[:.]|$)",
    re.IGNORECASE,
)
_ANSWER = re.compile(  # `Your social value answer (10%) should cover:`
    rf"^\W*(?:(?:your|the|each|this) )?(?P<name>{_SOCIAL}) (?P<what>answers?|responses?|repl(?:y|ies)"
    rf"|statements?|plans?"
    r"|offers?|proposals?|submissions?|method statements?) \((?P<share>\d{1,2}(?:\.\d+)?) ?%\),? "
    r"(?=(?:should|must|shall|is to|needs to|has to|will|can|may)\b)",
    re.IGNORECASE,
)
WHOLE = 100


def with_worded_shares(text: str) -> str:
    """The text with such shares as shares of the total, beside the name of social value."""
    lower = text.lower()
    if "%" not in text or not ("social value" in lower or "community benefit" in lower):
        return text
    text = _IN_ALL.sub(lambda match: f"{match['name']} is scored at {match['share']}%", text)
    text = _ANSWER.sub(lambda match: f"Your {match['what']} on {match['name']} ({match['share']}%) ", text)
    return _PART_OF_QUALITY.sub(_of_total, text) if any(part in lower for part in PARTS) else text


def _of_total(match: re.Match[str]) -> str:
    if (
        match["gap"].endswith("of which ") and match["verb"]
    ):  # read as a share of quality: `of which a third is for ...`
        return match.group()
    count = (match["count"] or "a").lower()
    share = (1 if count in {"a", "an"} else value_of(count)) / PARTS[(match["part"] or "half").lower()]
    value = round(share * float(match["whole"]), 2)
    return f"{match['lead']}, of which {value:g}% of the total is for {match['name']}"
