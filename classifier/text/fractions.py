"""Fractions in words as percentages: `one tenth of the marks`, `half of it`, `quality 45%, of which a third`."""

from __future__ import annotations

import re

from classifier.text.number_words import NUMBER, value_of
from classifier.vocabulary.supersets import Verified

PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "tenth": 10,
    "twelfth": 12,
}
PARTS |= {"twentieth": 20, "hundredth": 100, "thousandth": 1000}
MIN_WHOLE = 2
_SCORE = (
    r"(?:marks?|scores?|points|weighting|evaluation|total|award|assessment|available|overall"
    r"|whole(?! (?:contract|spend|workforce|team|of|fleet|life)\b))"
)
_FRACTION = re.compile(
    rf"\b(?P<count>{NUMBER}|a|an|last|final|remaining|\d)[ -](?P<part>{'|'.join(PARTS)})s?\b"
    rf"(?= of (?:the |all |our |its |this )*(?:(?:\w+ ){{0,4}}?{_SCORE}|quality|technical|non-price)\b)",
    re.IGNORECASE,
)
_ANY_FRACTION = re.compile(
    rf"\b(?P<count>{NUMBER}|a|an|other|last|remaining|final|\d)[ -]"
    r"(?P<part>tenth|fifth|quarter|third|twentieth|hundredth|eighth|sixth|twelfth)s?\b",
    re.IGNORECASE,
)
_FRACTIONS = re.compile(
    rf"\b(?:(?P<count>{NUMBER}|a|an|remaining|other|last)[ -])?(?P<part>{'|'.join(PARTS)})s?\b", re.IGNORECASE
)
_PARENT = re.compile(
    r"\b(?:quality|technical|non-price)\b[^.;%\d]{0,30}?(?P<whole>\d{2}) ?(?:%|per ?cent\b)", re.IGNORECASE
)
_OF_EVALUATION = re.compile(r"\b(?:price|costs?|quality|technical|commercial)\b", re.IGNORECASE)
_WORTH_FRACTION = Verified(
    re.compile(
        r"\b(?:worth|carr(?:y|ies)|(?:ac)?counts? for|weighted(?: at)?|weighting of|gets?|given|has) (?:a|one)[ -]"
        r"(?:tenth|fifth|twentieth|quarter)\b",
        re.IGNORECASE,
    )
)
_OF_QUALITY_FIRST = re.compile(  # `Of the quality marks, one third go to social value`
    r"\b(?P<whole>of (?:the |all |our )*(?:(?:quality|technical|total|available|overall) (?:marks|score|points)"
    r"|(?P<share>\d{1,2}) ?% (?:available |set aside |given )?(?:for|to) (?:quality|technical))),? "
    rf"(?:(?P<count>{NUMBER}|a|an)[ -](?P<part>{'|'.join(PARTS)})s?\b|(?P<half>half)\b)",
    re.IGNORECASE,
)
_HALF_OF_QUALITY = re.compile(
    r"\b(?:(?:a|one) )?half (?=of (?:the |all |our )*(?:quality|technical|total|available) (?:marks|scores?|points)\b"
    r"|(?:the |all |our )+(?:marks|scores?|points)\b)",
    re.IGNORECASE,
)
_NAMED_SHARE_OF_IT = re.compile(  # `quality 45%, of which social value makes up a third`
    rf"\bof which (?P<name>(?:the )?(?:social value|community benefits?)\b[^.;,\d%]{{0,30}}?) "
    rf"(?P<count>{NUMBER}|a|an)[ -](?P<part>{'|'.join(PARTS)})s?\b",
    re.IGNORECASE,
)
_SHARE_OF_IT = re.compile(rf"\bof which (?P<count>{NUMBER}|a|an)[ -](?P<part>{'|'.join(PARTS)})s?\b", re.IGNORECASE)
_PART_OF_WHICH = re.compile(  # `quality is 80%, a quarter of which is for social value`
    rf"(?:\b(?P<count>{NUMBER}|a|an)[ -])?\b(?P<part>{'|'.join(PARTS)})s? of which\b", re.IGNORECASE
)
_PART_OF_SHARE = re.compile(  # `Half of the 20% set aside for sustainability is for social value`
    rf"(?:\b(?P<count>{NUMBER}|a|an)[ -])?\b(?P<part>{'|'.join(PARTS)})s? of (?:the |that |its |this )?"
    r"(?P<share>\d{1,2}) ?%",
    re.IGNORECASE,
)
_LEFT = (  # `the other half`, `the remaining 40%`, `that half`, `the rest`
    r"(?:(?:the|that|this|those) (?:(?:other|remaining|last) )?"
    r"(?P<left>half|two[ -]thirds|third|three[ -]quarters|quarter"
    r"|(?<=other )\d{1,2} ?(?:%|per ?cent)|(?<=remaining )\d{1,2} ?(?:%|per ?cent))"
    r"|(?:the )?(?:rest|remainder|balance)|what (?:is left|remains)|(?:the )?(?:marks|points) left)(?!\w)(?! of)"
)
_COUNTED_PART = rf"(?:(?P<count>{NUMBER}|a|an)[ -])?(?P<part>{'|'.join(PARTS)})s?\b"
_OF_LEFT = re.compile(  # `Of the other half, two fifths is for social value`
    rf"\b(?:out )?of {_LEFT}(?: of the (?:marks|score|points))?,? {_COUNTED_PART}"
    r"(?= (?:is|are|will|shall|goes?|has|being|for|to)\b)",
    re.IGNORECASE,
)
_PERCENT_OF_LEFT = re.compile(  # `Of the remaining third, 30% is for social value`
    r"\bof (?:the|that|this) (?:(?:other|remaining|last) )?"
    r"(?P<left>half|two[ -]thirds|third|three[ -]quarters|quarter),? "
    rf"(?P<share>\d{{1,2}}|{NUMBER}) ?(?:%|per ?cent\b)(?= (?:is|are|will|shall|goe?s?|has|being|for|to)\b)",
    re.IGNORECASE,
)
_PART_OF_LEFT = re.compile(rf"\b{_COUNTED_PART} of {_LEFT}", re.IGNORECASE)  # `A third of the remainder is for ...`


def may_hold(lower: str) -> bool:
    """Whether a text in small letters may name a fraction; quick."""
    return any(part in lower for part in PARTS)


def with_fractions(text: str) -> str:
    """The text with fractions of the whole, and of what price leaves of it, as percentages."""
    text = _PERCENT_OF_LEFT.sub(_within_left, text)
    text = _PART_OF_LEFT.sub(_within_left, _OF_LEFT.sub(_within_left, text))
    if _FRACTION.search(text) or _WORTH_FRACTION.search(
        text
    ):  # the rest of the list: `quality three tenths and social value one tenth`
        text = _ANY_FRACTION.sub(_fraction, text)
    return _whole(text) if _are_whole(text) else text


def _whole(text: str) -> str:
    """Fractions that make up a whole as percentages: of quality, where they follow what it is worth, else of all."""
    parent, first = _PARENT.search(text), next(each for each in _FRACTIONS.finditer(text) if _is_part(each))
    if parent is None or first.start() < parent.end():
        return _FRACTIONS.sub(_fraction, text)
    return _FRACTIONS.sub(lambda match: _of_parent(match, float(parent["whole"])), text)


def of_quality(text: str) -> str:
    """The text with fractions of quality as shares of it, or of the total."""
    text = _OF_QUALITY_FIRST.sub(_of_quality, text)
    text = _HALF_OF_QUALITY.sub("50% ", text)
    text = _PART_OF_WHICH.sub(lambda match: f"of which {_fraction(match)} of quality", text)
    text = _PART_OF_SHARE.sub(_of_share, text)
    text = _NAMED_SHARE_OF_IT.sub(lambda match: f"of which {match['name']} {_fraction(match)} of quality", text)
    return _SHARE_OF_IT.sub(lambda match: f"of which {_fraction(match)} of quality", text)


def _are_whole(text: str) -> bool:
    """Whether fractions make up a whole: `two fifths to price, half to quality and one tenth to social value`."""
    if _OF_EVALUATION.search(text) is None:  # `split: apprenticeships half, carbon half`
        return False
    found = [match for match in _FRACTIONS.finditer(text) if _is_part(match)]
    shares = [_count(match) / PARTS[match["part"].lower()] for match in found]
    return len(shares) >= MIN_WHOLE and abs(sum(shares) - 1) < 0.001


def _is_part(match: re.Match[str]) -> bool:
    return bool(match["count"]) or match["part"].lower() == "half"


def _of_parent(match: re.Match[str], whole: float) -> str:
    share = whole * _count(match) / PARTS[match["part"].lower()]
    return f"{round(share, 2):g}%" if _is_part(match) else match.group()


def _count(match: re.Match[str]) -> float:
    word = (match["count"] or "a").lower()
    return 1.0 if word in {"a", "an", "remaining", "other", "last", "final"} else value_of(word)


def _of_quality(match: re.Match[str]) -> str:
    """A fraction of quality as a share of it, or of the total where that of quality stands beside it."""
    if match["share"] is None:
        return f"{match['whole']}, {_fraction(match)}"
    return _of_share(match)


def _within_left(match: re.Match[str]) -> str:
    """A fraction of what price leaves, as a share within it; how much is left may be told in the sentence before."""
    left = (match["left"] or "").lower().replace("-", " ")
    count, _, part = left.rpartition(" ")
    if not left:
        whole = "the part beside price"
    elif left[0].isdigit():
        whole = f"the {left.split('%')[0].split()[0]}%"
    else:
        whole = f"the {100 * {'two': 2, 'three': 3}.get(count, 1) / PARTS[part.removesuffix('s')]:.4g}%"
    share = match.groupdict().get("share")
    return f"within {whole}, {f'{value_of(share):g}%' if share else _fraction(match)}"


def _of_share(match: re.Match[str]) -> str:
    """A fraction of a share of the total, as a share of the total."""
    part = match.groupdict().get("half") or match["part"]
    return f"{round(_count(match) / PARTS[part.lower()] * float(match['share']), 2):g}% of the total"


def _fraction(match: re.Match[str]) -> str:
    part = match.groupdict().get("half") or match["part"]
    share = 100 * _count(match) / PARTS[part.lower()]
    return f"{round(share, 2):g}%" if share <= 100 else match.group()
