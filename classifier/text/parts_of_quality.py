"""Parts of quality beside what it is worth: `One third of the quality score (30%)`, `quality 50%; a fifth of that`."""

from __future__ import annotations

import re

from classifier.text.fractions import PARTS
from classifier.text.number_words import NUMBER, value_of

_QUALITY = r"(?:quality|technical|non-price)"
_MARKS = r"(?: (?:score|scores|mark|marks|points|section|element|part|weight\w*|criteri\w+|envelope))?"
_FRACTION = rf"(?:(?:(?P<count>{NUMBER}|an?|\d)[ -])?(?P<part>{'|'.join(PARTS)})s?)"
_OF_IT = re.compile(  # `quality carries 50%; a quarter of that`
    rf"(?P<lead>\b{_QUALITY}\b[^.;%\d]{{0,40}}\d{{2}} ?%[^.%\d]{{0,60}}?)"
    r"(?P<mark>[,;:(] ?|\. |\b(?:is|makes up|has|gets|with) )"
    rf"{_FRACTION} of (?:that|it|this)\b(?! (?:\w+ )?(?:weight|score|time|sum))",
    re.IGNORECASE,
)
_QUALITY_FIRST = re.compile(  # `Of the quality score (50%), one fifth is social value`
    rf"\bof (?:the |our )?{_QUALITY}{_MARKS} \((?P<whole>\d{{2}}) ?%\),? "
    rf"{_FRACTION}(?= (?:is|are|goes?|will|for|to)\b)",
    re.IGNORECASE,
)
_BESIDE = re.compile(  # `20% of the quality score (50%)`, `20% of the quality mark, which is 60%`
    rf"(?P<share>\d{{1,2}}(?:\.\d+)?) ?% of (?:the |our |all )?(?P<name>{_QUALITY}{_MARKS})"
    r"(?: \((?P<told>\d{1,2}) ?%\)|,? (?:which|that|itself|and this) (?:is|has|carries|is worth|counts for|makes up) "
    r"(?P<said>\d{2}) ?%(?! of (?:that|it)))",
    re.IGNORECASE,
)
_SAID_AGAIN = re.compile(  # `one third of quality (i.e. 10% of the total)`
    rf"\d{{1,2}}(?:\.\d+)? ?% of (?:the |our |all )?{_QUALITY}{_MARKS},? ?\(?"
    r"(?:i\.? ?e\.?,? |that is,? |or |so |= ?|being )(?P<value>\d{1,2}(?:\.\d+)?) ?% "
    r"(?:of the (?:total|overall|whole)(?: (?:score|marks|weight\w*))?|overall|in all)\)?",
    re.IGNORECASE,
)
_NAMES = ("uality", "echnical", "on-price")
MOST_SOCIAL = 30  # per cent
LEAST_QUALITY, MOST_QUALITY = 20, 85  # per cent that quality is worth
WHOLE = 100


def with_parts_of_quality(text: str) -> str:
    """The text with such parts as shares of quality or of the total.

    Where a number in brackets may be that of quality or that of the part, it is left out.
    """
    if "%" not in text or not any(name in text for name in _NAMES):
        return text
    text = _QUALITY_FIRST.sub(_of_quality_first, _OF_IT.sub(_of_it, text))
    text = _SAID_AGAIN.sub(lambda match: f"{match['value']}% of the total", text)
    return _BESIDE.sub(_of_total, text)


def _share(match: re.Match[str]) -> float:
    count = (match["count"] or "a").lower()
    return WHOLE * (1 if count in {"a", "an"} else value_of(count)) / PARTS[match["part"].lower()]


def _of_it(match: re.Match[str]) -> str:
    share = f"{round(_share(match), 2):g}% of quality"
    if match["mark"].strip().isalpha() or " " in match["mark"].strip():
        return f"{match['lead']}{match['mark']}{share}"
    return f"{match['lead']}, of which {share}" if "(" not in match["mark"] else f"{match['lead']}(of which {share}"


def _of_quality_first(match: re.Match[str]) -> str:
    return f"{round(_share(match) * float(match['whole']) / WHOLE, 2):g}% of the total"


def _of_total(match: re.Match[str]) -> str:
    """The share of the total, where the number beside can only be that of quality, or only that of the part."""
    share, beside = float(match["share"]), float(match["told"] or match["said"])
    is_of_quality = LEAST_QUALITY <= beside <= MOST_QUALITY
    is_of_part = (
        match["told"] is not None
        and beside <= MOST_SOCIAL
        and LEAST_QUALITY * share <= WHOLE * beside <= MOST_QUALITY * share
    )
    if is_of_quality == is_of_part:
        return f"{match['share']}% of the {match['name']}"
    return f"{round(share * beside / WHOLE, 2) if is_of_quality else beside:g}% of the total"
