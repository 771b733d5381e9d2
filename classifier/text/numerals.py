"""Numbers in words and fractions as digits: `ten per cent`, `one tenth of the marks`, `5 in every 100 points`."""

from __future__ import annotations

import re

from classifier.text.fractions import may_hold, of_quality, with_fractions
from classifier.text.joint_shares import with_joint_shares
from classifier.text.moved_shares import with_moved_shares
from classifier.text.number_words import NUMBER, SMALL, UNITS, value_of
from classifier.text.parts_of_quality import with_parts_of_quality
from classifier.text.proportions import with_shares
from classifier.text.told_in_turn import with_numbers_in_turn
from classifier.text.worded_shares import with_worded_shares
from classifier.vocabulary.supersets import Verified

_TAILS = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75}
_COUNT = rf"(?:(?:{NUMBER}|a|an)[ -](?:hundred|thousand)(?: and {NUMBER})?|{NUMBER}|nil|zero)"
_TAIL = r"(?: and (?:a |one[ -])?(?P<tail>half|quarter|three[ -]quarters)| point (?P<point>(?:\w+)))?"
_UNIT = r"(?P<unit>(?: or \w+)?[ -]?(?:per ?cent\b|percent\b|percentage points?\b|%|marks?\b|points?\b))"
_WORDS = re.compile(rf"\b(?P<count>{_COUNT}){_TAIL}{_UNIT}", re.IGNORECASE)
_FROM_WORDS = re.compile(rf"\bfrom (?P<count>{NUMBER}) to (?=\d)", re.IGNORECASE)
_TURNED = re.compile(  # `Out of 1000 marks social value has 50`
    r"(?:^\W*|(?<=[,;] ))(?:out of|of|from) (?:the |a |all )?(?:total of )?(?P<total>\d{2,4}) "
    r"(?:available |possible )?(?P<unit>marks|points)\b"
    r"(?: available)?,? "
    r"(?P<rest>[^.;]{5,80}\d)\b(?! ?(?:%|per|out of|/))",
    re.IGNORECASE,
)
_COUNT_TURNED = re.compile(  # `Of 1,000 points in all, 50 are kept for social value`
    r"^\W*(?:out )?of (?:the |a )?(?P<total>\d{1,2},\d{3}|\d{2,4}) (?:available |possible )?(?P<unit>marks|points)"
    r"(?: in all| in total| available| overall)?, (?P<value>\d+) (?P<rest>(?:is|are|will|go|goes|shall|have been)\b)"
    r"(?![^.;%]*(?:,| and) \d+ (?:is|are|go|goes|for|to|on|will)\b)",  # no list of them all
    re.IGNORECASE,
)
_MARKED_OUT_OF = re.compile(
    r"\b(?P<verb>marked|scored|evaluated|judged) out of (?:100|a hundred)(?: marks| points)?(?=:)",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"\b(?P<lead>out of|from|of|in) (?P<count>(?:{NUMBER}|a|one|the)[ -](?:hundred|thousand))\b", re.IGNORECASE
)
_IN_LIST = re.compile(  # `40 for price, 50 for quality and ten for social value`
    rf"(?:(?<=[,;:] )|(?<=and ))(?P<count>{NUMBER})"
    r"(?= (?:for|to|on) (?:the )?(?:social|community|price|cost|quality|technical))",
    re.IGNORECASE,
)
_EVERY_TURNED = re.compile(
    rf"\bout of every (?:100|hundred) (?:marks|points),? (?P<value>\d+|{NUMBER}) (?P<rest>(?:is|are|go|goes|will)\b)",
    re.IGNORECASE,
)
_BARE_WORDS = re.compile(rf"(?<=[a-z] )(?P<count>{NUMBER})(?=,| \(|;|\.|$)", re.IGNORECASE)
MIN_BARE = 2
MIN_PARTS = 2
LEAST_WHOLE = 100
WHOLES = {100, 200, 500, 1000}
_GLYPHS = {"\u00bd": ".5", "\u00bc": ".25", "\u00be": ".75"}
_HALVES = re.compile(r"(?P<whole>\d+) ?(?P<glyph>[\u00bc\u00bd\u00be])(?= ?%| ?per)")
_OF_HUNDRED = re.compile(
    rf"\b(?P<value>\d+|{NUMBER})(?: marks| points)? (?:out )?of (?:the |our |all |its |their |a |those )?(?:one )?"
    r"(?:hundred|100)(?: available| possible)? (?P<unit>marks|points)\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"\b{NUMBER} \((?P<digits>\d+(?:\.\d+)?\s?%?)\)", re.IGNORECASE)
_BRACKETED_WORD = re.compile(rf"(?<=\d) \({NUMBER}\)(?= ?(?:%|per ?cent))", re.IGNORECASE)  # `10 (ten) percent`
_TWICE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s?(?:%|per ?cent) \((?P=number)\s?%\)")
_EVERY = re.compile(
    rf"\b(?P<value>\d+|{NUMBER}) (?:marks?|points?)? ?(?:in|of|out of) every (?:100|hundred)\b(?: (?:marks|points))?",
    re.IGNORECASE,
)
_IN_THE_HUNDRED = re.compile(  # `five marks in the hundred`, `twelve points out of a hundred`
    rf"\b(?P<value>\d{{1,2}}|{NUMBER}) (?:marks?|points?) "
    r"(?:in (?:the |a |each |one )?(?:100|hundred)|out of (?:the |a |each |one )hundred)\b"
    rf"|\b(?P<told>\d{{1,2}}|{NUMBER}) (?:out of|in) (?:the |a |every |each |one )?(?:100|hundred)\b"
    r"(?=[^.;\d]{0,40}\b(?:social value|community benefits?)\b)"
    rf"|(?<=weighted )(?:at )?(?P<bare>\d{{1,2}}|{NUMBER}) out of (?:a|one) hundred\b",
    re.IGNORECASE,
)
_WORD_OF_MARKS = re.compile(  # `ten of the 200 points`
    rf"\b(?P<value>{NUMBER})(?= (?:out )?of (?:the |our |its |all |a )*\d[\d,]{{1,4}} (?:\w+ )?(?:marks|points)\b)",
    re.IGNORECASE,
)
_ANY_COUNT = re.compile(  # of marks that are shared out: `of the two hundred marks forty-five go to price`
    rf"(?<![\w.,-])(?P<lead>the (?=hundred|thousand))?(?:(?P<words>(?:(?:{NUMBER}|an?)[ -])?(?:hundred|thousand)"
    rf"(?: and {NUMBER})?|{NUMBER})|(?P<digits>\d,\d{{3}}|\d{{1,4}}))(?![\w-]|[.,]\d)",
    re.IGNORECASE,
)
_LABELS = re.compile(r"\b(?:lots?|questions?|sections?|parts?|stages?|annex|appendix|page|schedule) $", re.IGNORECASE)
_PER_MILLE = re.compile(r"\b(?P<value>\d+(?:\.\d+)?)\s?(?:\u2030|per mille\b|per thousand\b)", re.IGNORECASE)
_DECIMAL = re.compile(
    r"(?P<lead>\bweight(?:ing|ed|s)?(?: factor)?(?: of| is| at|:| =)? ?(?:\(| of )?)"
    r"(?P<value>0?\.\d{1,3})\b(?!\s*%|\.\d)",
    re.IGNORECASE,
)
_MARKS_WON = re.compile(r"(?<![\d./])(?P<won>\d{1,3}(?:\.\d{1,2})?) ?(?:/|out of) ?(?P<of>\d{1,3})\b(?![/.]\d)")
_SAID_PERCENT = re.compile(  # `Weight (percentage, exact): 10`
    r"(?P<weight>\bweight\w*) ?\((?:%|percentage|per ?cent|(?P<points>points))[^()\d]{0,20}\)[: ]{0,3}"
    r"(?:(?:award )?criterion )?(?:(?:number|value)[: ]{1,3})?(?P<value>\d{1,3}(?:\.\d+)?)\b(?! ?%|\.\d)",
    re.IGNORECASE,
)
_PERCENT_FIRST = re.compile(
    r"(?:\bpercentage|(?<![\d] )(?<!\d)%) weight(?:ing)?:?(?: of)? (?P<value>\d{1,3}(?:\.\d+)?)\b(?! ?%|\.\d)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}\s?%)")
_MAY_HOLD = re.compile(
    r"per ?cent|percent|[\u00bc\u00bd\u00be]|marks|points|tenth|fifth|quarter|third|half|twentieth|hundred|thousand"
    r"|\u2030|per mille|every|(?:ty|teen|ten|five|eight|twelve) ?%"
    r"|weight[a-z]*(?: factor)?(?: of| is| at|:| =)? ?\(?0?\.\d|,\d{1,2}\s?%"
    r"|twelfth|eighth|seventh|sixth"
    r"|(?:ty|teen|ten|five|eight|twelve|hundred) \(\d|weight[a-z]*\b[^%\d]{0,80}\b(?:ten|[a-z]{2,5}(?:ty|teen))\b"
    r"|(?:price|cost)[^%]{0,200}\b(?:ten|[a-z]{2,5}(?:ty|teen|een|elve|ive))\b"
    r"|out of 1,?0?00:|\band [a-z]+ (?:for|to|on) (?:the )?(?:social|community)",
    re.IGNORECASE,
)


_FURTHER = re.compile(  # the last of names with their numbers: `Price 60, method 30 and a further 10 to social value`
    r"\b(?:a further|another|the (?:last|other|remaining)) (?P<value>\d{1,3}) (?:(?:marks|points) )?"
    r"(?:to|for|on) (?:the )?(?P<name>social value|community benefits)(?=\W*$)",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"(?<=[a-z]) (?:out of|of|in) (?:the |a |one )?100(?=\W*$)", re.IGNORECASE)
_Y_CANT = re.compile(r"(?<=\d) y cant\b")

_QUICK = Verified(_MAY_HOLD)
_COUNT_WORD = Verified(rf"\b(?:{SMALL}|hundred|thousand|nil|zero)")


def digits(text: str) -> str:
    """The text with numbers that can be weights in digits; a share of all marks becomes a percentage.

    Each wording is looked for only where a word stands that it cannot do without.
    """
    text = with_worded_shares(text)
    if text.count("/") + text.count("out of") > 1:
        text = _without_marks_won(text)
    if "(" in text and "eight" in text:
        text = _SAID_PERCENT.sub(_said_unit, text)
    if "ercentage weight" in text or "% weight" in text:
        text = _PERCENT_FIRST.sub(lambda match: f"weighting {match['value']}%", text)
    if " y cant" in text:
        text = _Y_CANT.sub("%", text)
    if not _QUICK.may_match(text):
        return _told_apart(with_shares(with_parts_of_quality(text)))
    lower = text.lower()
    is_of_award = ("price" in lower or "cost" in lower) and ("social" in lower or "community" in lower)
    if is_of_award or "marks" in lower or "points" in lower or "weight" in lower:
        text = _shared_out(text)
    if "hundred" in lower or "100" in text:
        text = _IN_THE_HUNDRED.sub(_of_hundred, text)
    text = _turned(_of_every(_of_a_whole(text, lower), lower), lower)
    if _COUNT_WORD.may_match(text):
        text = _counts(text)
    return _told_apart(_percentages(with_shares(text), lower))


def _told_apart(text: str) -> str:
    """Each share beside its own name, where several are told of several names."""
    return with_numbers_in_turn(with_joint_shares(with_moved_shares(text))) if any(map(str.isdigit, text)) else text


def _of_a_whole(text: str, lower: str) -> str:
    """Fractions, halves and marks out of a hundred; `lower` is the text in small letters."""
    if "," in text and "%" in text:
        text = _COMMA.sub(".", text)
    has_fraction = may_hold(lower)
    if has_fraction:
        text = with_fractions(text)
    if not text.isascii():
        text = _HALVES.sub(lambda match: f"{match['whole']}{_GLYPHS[match['glyph']]}", text)
    if "hundred" in lower or "100" in text:
        text = _OF_HUNDRED.sub(lambda match: f"{value_of(match['value']):g} out of 100 {match['unit']}", text)
    text = of_quality(text) if has_fraction else text
    return with_parts_of_quality(text)


def _percentages(text: str, lower: str) -> str:
    """Thousandths and decimals as percentages, and what is left in words in a list of numbers."""
    if "mille" in lower or "thousand" in lower or "\u2030" in text:
        text = _PER_MILLE.sub(lambda match: f"{float(match['value']) / 10:g}%", text)
    if "weight" in lower:
        text = _DECIMAL.sub(lambda match: f"{match['lead']}{100 * float(match['value']):g}%", text)
    text = _IN_LIST.sub(lambda match: f"{value_of(match['count']):g}", text) if any(map(str.isdigit, text)) else text
    return _TWICE.sub(lambda match: f"{match['number']}%", text) if "(" in text else text


def _of_every(text: str, lower: str) -> str:
    """Marks in every hundred; `lower` is the text in small letters."""
    if "every" not in lower:
        return text
    text = _EVERY.sub(lambda match: f"{value_of(match['value']):g}% of the marks", text)
    return _EVERY_TURNED.sub(lambda match: f"{value_of(match['value']):g}% {match['rest']}", text)


def _turned(text: str, lower: str) -> str:
    """Totals that stand before their part: `Out of 1000 marks social value has 50`; `lower` is in small letters."""
    if "per" in text and len(_BARE_WORDS.findall(text)) >= MIN_BARE:
        text = _BARE_WORDS.sub(lambda match: f"{value_of(match['count']):g}%", text)
    if "hundred" in lower or "thousand" in lower:
        text = _OUT_OF.sub(lambda match: f"{match['lead']} {value_of(match['count']):g}", text)
    text = _MARKED_OUT_OF.sub(lambda match: match["verb"], text)
    if "marks" not in lower and "points" not in lower:
        return text
    text = _COUNT_TURNED.sub(
        lambda match: f"{match['value']} out of {match['total']} {match['unit']} {match['rest']}", text
    )
    return _TURNED.sub(lambda match: f"{match['rest']} out of {match['total']} {match['unit']}", text)


def _of_hundred(match: re.Match[str]) -> str:
    return f"{value_of(match['value'] or match['told'] or match['bare']):g}% of the marks"


def _counts(text: str) -> str:
    """Numbers in words before their unit, or told again in brackets: `ten per cent`, `ten (10) per cent`."""
    text = _BRACKETED_WORD.sub("", text)
    text = _BRACKETED.sub(lambda match: match["digits"], text)
    text = _FROM_WORDS.sub(lambda match: f"from {value_of(match['count']):g} to ", _WORDS.sub(_worded, text))
    return _WORD_OF_MARKS.sub(lambda match: f"{value_of(match['value']):g}", text) if " of " in text else text


def _shared_out(text: str) -> str:
    """A number of marks and its parts, all in digits: `of the hundred marks on offer, forty-five go to price, ...`."""
    found = [match for match in _ANY_COUNT.finditer(text) if not _LABELS.search(text, 0, match.start())]
    values = [_counted(match) for match in found]
    whole = max(values, default=0)
    is_shared = whole in WHOLES and sum(values) == 2 * whole
    is_in_words = sum(values) == LEAST_WHOLE and not all(match["digits"] for match in found)  # `Price sixty, ...`
    if len(found) <= MIN_PARTS or not (is_shared or is_in_words):
        return text
    text = _ANY_COUNT.sub(lambda match: f"{match['lead'] or ''}{_counted(match):g}", text)
    text = _OF_ALL.sub("", text) if whole == LEAST_WHOLE else text
    return _FURTHER.sub(lambda match: f"{match['name']} {match['value']}", text)


def _said_unit(match: re.Match[str]) -> str:
    """A weight whose unit stands before it, as in a form: `Weight (percentage, exact) Award criterion number: 15`."""
    return f"{match['weight']}: {match['value']}{' points' if match['points'] else '%'}"


def _counted(match: re.Match[str]) -> float:
    return float(match["digits"].replace(",", "")) if match["digits"] else value_of(match["words"])


def _without_marks_won(text: str) -> str:
    """`Price 38/40, quality 45/50, social value 7/10`: marks won out of those to be had, which make up a hundred."""
    found = list(_MARKS_WON.finditer(text))
    is_whole = len(found) > 1 and sum(int(match["of"]) for match in found) in {100, 1000}
    if not is_whole or any(float(match["won"]) > int(match["of"]) for match in found):
        return text
    return _MARKS_WON.sub(lambda match: match["of"], text)


def _worded(match: re.Match[str]) -> str:
    value = value_of(match["count"])
    if match["tail"]:
        value += _TAILS[match["tail"].lower().replace("-", " ")]
    if match["point"]:
        value += UNITS.get(match["point"].lower(), 0) / 10
    unit = match["unit"].split()[-1] if " or " in match["unit"] else match["unit"].strip(" -")
    return f"{value:g} {unit}"
