"""Numbers in words and fractions as digits: `ten per cent`, `one tenth of the marks`, `5 in every 100 points`."""

from __future__ import annotations

import re

from classifier.text.proportions import with_shares
from classifier.vocabulary.supersets import Verified

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_PARTS = {
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
_PARTS |= {"twentieth": 20, "hundredth": 100, "thousandth": 1000}
_TAILS = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
_SMALL = "|".join(sorted([*_UNITS, *_TENS], key=len, reverse=True))
_NUMBER = rf"(?:(?:{'|'.join(_TENS)})[ -](?:{'|'.join(list(_UNITS)[:9])})|{_SMALL})"
_COUNT = rf"(?:(?:{_NUMBER}|a|an)[ -](?:hundred|thousand)(?: and {_NUMBER})?|{_NUMBER}|nil|zero)"
_TAIL = r"(?: and (?:a |one[ -])?(?P<tail>half|quarter|three[ -]quarters)| point (?P<point>(?:\w+)))?"
_UNIT = r"(?P<unit>(?: or \w+)?[ -]?(?:per ?cent\b|percent\b|percentage points?\b|%|marks?\b|points?\b))"
_WORDS = re.compile(rf"\b(?P<count>{_COUNT}){_TAIL}{_UNIT}", re.IGNORECASE)
_FROM_WORDS = re.compile(rf"\bfrom (?P<count>{_NUMBER}) to (?=\d)", re.IGNORECASE)
_TURNED = re.compile(  # `Out of 1000 marks social value has 50`
    r"(?:^\W*|(?<=[,;] ))(?:out of|of|from) (?:the |a |all )?(?:total of )?(?P<total>\d{2,4}) "
    r"(?:available |possible )?(?P<unit>marks|points)\b"
    r"(?: available)?,? "
    r"(?P<rest>[^.;]{5,80}\d)\b(?! ?(?:%|per|out of|/))",
    re.IGNORECASE,
)
_COUNT_TURNED = re.compile(  # `Of 1,000 points in all, 50 are kept for social value`
    r"^\W*(?:out )?of (?:the |a )?(?P<total>\d{1,2},\d{3}|\d{2,4}) (?:available |possible )?(?P<unit>marks|points)"
    r"(?: in all| in total| available| overall)?, (?P<value>\d+) (?P<rest>(?:is|are|will|go|goes|shall|have been)\b)",
    re.IGNORECASE,
)
_MARKED_OUT_OF = re.compile(
    r"\b(?P<verb>marked|scored|evaluated|judged) out of (?:100|a hundred)(?: marks| points)?(?=:)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"\b(?P<lead>out of|from|of|in) (?P<count>(?:{_NUMBER}|a|one|the)[ -](?:hundred|thousand))\b", re.IGNORECASE
)
_SCORE = r"(?:marks?|scores?|points|weighting|evaluation|total|award|assessment|available|overall)"
_FRACTION = re.compile(
    rf"\b(?P<count>{_NUMBER}|a|an|\d)[ -](?P<part>{'|'.join(_PARTS)})s?\b"
    rf"(?= of (?:the |all |our |its |this )*(?:(?:\w+ ){{0,4}}?{_SCORE}|quality|technical)\b)",
    re.IGNORECASE,
)
_ANY_FRACTION = re.compile(
    rf"\b(?P<count>{_NUMBER}|a|an|\d)[ -](?P<part>tenth|fifth|quarter|third|twentieth|hundredth)s?\b", re.IGNORECASE
)
_FRACTIONS = re.compile(
    rf"\b(?:(?P<count>{_NUMBER}|a|an|remaining|other|last)[ -])?(?P<part>{'|'.join(_PARTS)})s?\b", re.IGNORECASE
)
_OF_EVALUATION = re.compile(r"\b(?:price|costs?|quality|technical|commercial)\b", re.IGNORECASE)
_WORTH_FRACTION = re.compile(
    r"\b(?:worth|carr(?:y|ies)|counts? for|gets?|given|has) (?:a|one)[ -](?:tenth|fifth|twentieth|quarter)\b",
    re.IGNORECASE,
)
_IN_LIST = re.compile(  # `40 for price, 50 for quality and ten for social value`
    rf"(?:(?<=[,;:] )|(?<=and ))(?P<count>{_NUMBER})"
    r"(?= (?:for|to|on) (?:the )?(?:social|community|price|cost|quality|technical))",
    re.IGNORECASE,
)
_EVERY_TURNED = re.compile(
    rf"\bout of every (?:100|hundred) (?:marks|points),? (?P<value>\d+|{_NUMBER}) (?P<rest>(?:is|are|go|goes|will)\b)",
    re.IGNORECASE,
)
_BARE_WORDS = re.compile(rf"(?<=[a-z] )(?P<count>{_NUMBER})(?=,| \(|;|\.|$)", re.IGNORECASE)
MIN_BARE = 2
_GLYPHS = {"\u00bd": ".5", "\u00bc": ".25", "\u00be": ".75"}
_HALVES = re.compile(r"(?P<whole>\d+) ?(?P<glyph>[\u00bc\u00bd\u00be])(?= ?%| ?per)")
_OF_HUNDRED = re.compile(
    rf"\b(?P<value>\d+|{_NUMBER}) of (?:the |our |all )?(?:one )?(?:hundred|100)(?: available)? "
    r"(?P<unit>marks|points)\b",
    re.IGNORECASE,
)
_OF_QUALITY_FIRST = re.compile(  # `Of the quality marks, one third go to social value`
    r"\b(?P<whole>of (?:the |all |our )*(?:(?:quality|technical|total|available|overall) (?:marks|score|points)"
    r"|(?P<share>\d{1,2}) ?% (?:available |set aside |given )?(?:for|to) (?:quality|technical))),? "
    rf"(?P<count>{_NUMBER}|a|an)[ -](?P<part>{'|'.join(_PARTS)})s?\b",
    re.IGNORECASE,
)
_HALF_OF_QUALITY = re.compile(
    r"\b(?:(?:a|one) )?half (?=of (?:the |all |our )*(?:quality|technical|total|available) (?:marks|scores?|points)\b)",
    re.IGNORECASE,
)
_NAMED_SHARE_OF_IT = re.compile(  # `quality 45%, of which social value makes up a third`
    rf"\bof which (?P<name>(?:the )?(?:social value|community benefits?)\b[^.;,\d%]{{0,30}}?) "
    rf"(?P<count>{_NUMBER}|a|an)[ -](?P<part>{'|'.join(_PARTS)})s?\b",
    re.IGNORECASE,
)
_SHARE_OF_IT = re.compile(rf"\bof which (?P<count>{_NUMBER}|a|an)[ -](?P<part>{'|'.join(_PARTS)})s?\b", re.IGNORECASE)
_BRACKETED = re.compile(rf"\b{_NUMBER} \((?P<digits>\d+(?:\.\d+)?\s?%?)\)", re.IGNORECASE)
_BRACKETED_WORD = re.compile(rf"(?<=\d) \({_NUMBER}\)(?= ?(?:%|per ?cent))", re.IGNORECASE)  # `10 (ten) percent`
_TWICE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s?(?:%|per ?cent) \((?P=number)\s?%\)")
_EVERY = re.compile(
    rf"\b(?P<value>\d+|{_NUMBER}) (?:marks?|points?)? ?(?:in|of|out of) every (?:100|hundred)\b(?: (?:marks|points))?",
    re.IGNORECASE,
)
_PER_MILLE = re.compile(r"\b(?P<value>\d+(?:\.\d+)?)\s?(?:\u2030|per mille\b|per thousand\b)", re.IGNORECASE)
_DECIMAL = re.compile(
    r"(?P<lead>\bweight(?:ing|ed|s)?(?: factor)?(?: of| is| at|:| =)? ?(?:\(| of )?)"
    r"(?P<value>0?\.\d{1,3})\b(?!\s*%|\.\d)",
    re.IGNORECASE,
)
_MARKS_WON = re.compile(r"(?<![\d./])(?P<won>\d{1,3}(?:\.\d{1,2})?) ?(?:/|out of) ?(?P<of>\d{1,3})\b(?![/.]\d)")
_SAID_PERCENT = re.compile(  # `Weight (percentage, exact): 10`
    r"(?P<weight>\bweight\w*) ?\((?:%|percentage|per ?cent)[^()\d]{0,20}\)[: ]{0,3}"
    r"(?P<value>\d{1,3}(?:\.\d+)?)\b(?! ?%|\.\d)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}\s?%)")
_MAY_HOLD = re.compile(
    r"per ?cent|percent|[\u00bc\u00bd\u00be]|marks|points|tenth|fifth|quarter|third|half|twentieth|hundred|thousand"
    r"|\u2030|per mille|every|weight[a-z]*(?: factor)?(?: of| is| at|:| =)? ?\(?0?\.\d|,\d{1,2}\s?%"
    r"|twelfth|eighth|seventh|sixth"
    r"|out of 1,?0?00:|\band [a-z]+ (?:for|to|on) (?:the )?(?:social|community)",
    re.IGNORECASE,
)


_Y_CANT = re.compile(r"(?<=\d) y cant\b")

_QUICK = Verified(_MAY_HOLD)


def digits(text: str) -> str:
    """The text with numbers that can be weights in digits; a share of all marks becomes a percentage."""
    if text.count("/") + text.count("out of") > 1:
        text = _without_marks_won(text)
    if "(" in text and "eight" in text:
        text = _SAID_PERCENT.sub(lambda match: f"{match['weight']}: {match['value']}%", text)
    if " y cant" in text:
        text = _Y_CANT.sub("%", text)
    if not _QUICK.may_match(text):
        return with_shares(text)
    text = _COMMA.sub(".", text)
    if _FRACTION.search(text) or _WORTH_FRACTION.search(
        text
    ):  # the rest of the list: `quality three tenths and social value one tenth`
        text = _ANY_FRACTION.sub(_fraction, text)
    text = _FRACTIONS.sub(_fraction, text) if _are_whole(text) else text
    text = _HALVES.sub(lambda match: f"{match['whole']}{_GLYPHS[match['glyph']]}", text)
    text = _OF_HUNDRED.sub(lambda match: f"{_value(match['value']):g} out of 100 {match['unit']}", text)
    text = _OF_QUALITY_FIRST.sub(_of_quality, text)
    text = _HALF_OF_QUALITY.sub("50% ", text)
    text = _NAMED_SHARE_OF_IT.sub(lambda match: f"of which {match['name']} {_fraction(match)} of quality", text)
    text = _SHARE_OF_IT.sub(lambda match: f"of which {_fraction(match)} of quality", text)
    text = _EVERY.sub(lambda match: f"{_value(match['value']):g}% of the marks", text)
    text = _EVERY_TURNED.sub(lambda match: f"{_value(match['value']):g}% {match['rest']}", text)
    if len(_BARE_WORDS.findall(text)) >= MIN_BARE and "per" in text:
        text = _BARE_WORDS.sub(lambda match: f"{_value(match['count']):g}%", text)
    text = _OUT_OF.sub(lambda match: f"{match['lead']} {_value(match['count']):g}", text)
    text = _MARKED_OUT_OF.sub(lambda match: match["verb"], text)
    text = _COUNT_TURNED.sub(
        lambda match: f"{match['value']} out of {match['total']} {match['unit']} {match['rest']}", text
    )
    text = _TURNED.sub(lambda match: f"{match['rest']} out of {match['total']} {match['unit']}", text)
    text = _BRACKETED_WORD.sub("", text)
    text = _BRACKETED.sub(lambda match: match["digits"], text)
    text = _FROM_WORDS.sub(lambda match: f"from {_value(match['count']):g} to ", _WORDS.sub(_worded, text))
    text = with_shares(text)
    text = _PER_MILLE.sub(lambda match: f"{float(match['value']) / 10:g}%", text)
    text = _DECIMAL.sub(lambda match: f"{match['lead']}{100 * float(match['value']):g}%", text)
    text = _IN_LIST.sub(lambda match: f"{_value(match['count']):g}", text) if any(map(str.isdigit, text)) else text
    return _TWICE.sub(lambda match: f"{match['number']}%", text)


def _without_marks_won(text: str) -> str:
    """`Price 38/40, quality 45/50, social value 7/10`: marks won out of those to be had, which make up a hundred."""
    found = list(_MARKS_WON.finditer(text))
    is_whole = len(found) > 1 and sum(int(match["of"]) for match in found) in {100, 1000}
    if not is_whole or any(float(match["won"]) > int(match["of"]) for match in found):
        return text
    return _MARKS_WON.sub(lambda match: match["of"], text)


def _value(words: str) -> float:
    text = words.lower().replace("-", " ")
    if text.replace(".", "").isdigit():
        return float(text)
    total, current = 0.0, 0.0
    for word in text.split():
        if word in {"hundred", "thousand"}:
            total += (current or 1) * (100 if word == "hundred" else 1000)
            current = 0
        else:
            current += _UNITS.get(word, _TENS.get(word, 0))
    return total + current


def _worded(match: re.Match[str]) -> str:
    value = _value(match["count"])
    if match["tail"]:
        value += _TAILS[match["tail"].lower().replace("-", " ")]
    if match["point"]:
        value += _UNITS.get(match["point"].lower(), 0) / 10
    unit = match["unit"].split()[-1] if " or " in match["unit"] else match["unit"].strip(" -")
    return f"{value:g} {unit}"


def _are_whole(text: str) -> bool:
    """Whether fractions make up a whole: `two fifths to price, half to quality and one tenth to social value`."""
    if _OF_EVALUATION.search(text) is None:  # `split: apprenticeships half, carbon half`
        return False
    found = [match for match in _FRACTIONS.finditer(text) if match["count"] or match["part"].lower() == "half"]
    shares = [_count(match) / _PARTS[match["part"].lower()] for match in found]
    return len(shares) >= MIN_BARE and abs(sum(shares) - 1) < 0.001


def _count(match: re.Match[str]) -> float:
    word = (match["count"] or "a").lower()
    return 1.0 if word in {"a", "an", "remaining", "other", "last"} else _value(word)


def _of_quality(match: re.Match[str]) -> str:
    """A fraction of quality as a share of it, or of the total where that of quality stands beside it."""
    if match["share"] is None:
        return f"{match['whole']}, {_fraction(match)}"
    return f"{round(_count(match) / _PARTS[match['part'].lower()] * float(match['share']), 2):g}% of the total"


def _fraction(match: re.Match[str]) -> str:
    share = 100 * _count(match) / _PARTS[match["part"].lower()]
    return f"{round(share, 2):g}%" if share <= 100 else match.group()
