"""Shares of a whole said with two numbers, in words that a reader of weights knows: `15 of the 100 points`."""

from __future__ import annotations

import re

from classifier.text.coded_shares import with_coded_shares
from classifier.text.parts_of_total import with_parts_of_total
from classifier.vocabulary.supersets import Verified

_MARKS = r"(?:marks|points)"
_OF_MARKS = re.compile(  # `15 of the 100 points on offer`, `10 of our 200 available marks`
    rf"\b(?P<value>\d{{1,3}}) (?:{_MARKS} )?(?:out )?(?:of|from) (?:the |our |all |a |those |these |its )*"
    r"(?:total |maximum |possible |available |final )*(?:of )?(?P<total>\d{2,4}|\d,\d{3})"
    rf"(?: (?:total|available|possible|quality))? (?P<unit>{_MARKS})\b"
    r"(?: (?:on offer|to be (?:had|won|gained)|that can be won|there are))?",
    re.IGNORECASE,
)
_OF_THEM = re.compile(  # `The evaluation awards 100 marks, and social value can gain you 10 of them`
    rf"\b(?P<total>\d{{2,4}}|\d,\d{{3}}) (?P<unit>{_MARKS})\b(?P<between>[^.;%]{{1,160}}?)\b(?P<value>\d{{1,3}}) of "
    r"(?:them|these|those|which)\b",
    re.IGNORECASE,
)
_IN_EVERY = re.compile(  # `one mark in ten`, `one in every ten marks`, where marks are spoken of
    r"\b(?P<value>one|two|three|1|2|3) (?:marks? |points? )?in (?:every )?"
    r"(?P<total>four|five|six|eight|ten|twelve|twenty|4|5|6|8|10|12|20)\b",
    re.IGNORECASE,
)
_COUNTS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
    "twenty": 20,
}
_FRACTION = re.compile(  # `1/10 of the total mark`, `counts 1/6`
    r"(?:(?<=[a-z] )(?P<verb>counts?|counts? for|worth|carries|makes up|gets|weighted(?: at)?) )?"
    r"(?<![\d/])(?P<part>[1-9])/(?P<whole>[2-9]|[12]\d)(?![\d/])"
    r"(?P<after>(?:th)? of (?:the |all |our |its )*(?:total |overall |final |available |quality )*"
    r"(?:marks?|scores?|points|evaluation|total|weighting|quality|award)\b)?",
    re.IGNORECASE,
)
_PART_IN_LIST = re.compile(  # `price (2/5), quality (2/5), social value (1/5)`, `1 part in 10`
    r"(?<![\d/.])(?P<part>\d{1,2})(?:/| parts? (?:in|of|out of) )(?P<whole>\d{1,2})(?![\d/])", re.IGNORECASE
)
_TOTAL_OF_LIST = re.compile(  # `Overall 1000 marks: 600 price; 300 quality; 100 social value`
    r"(?:\b(?P<total>\d{1,2},\d{3}|\d{2,4}) (?:available )?(?:marks|points)"
    r"|\b(?:out of|total of) (?:a |the |an? )?(?:total |maximum |overall )*(?:of )?(?P<of>\d{1,2},\d{3}|\d{2,4})"
    r"(?: (?:marks|points))?)"
    r"(?: in (?:all|total)| available| overall| on offer)? ?"
    r"(?::|(?:,| -| \u2013)? ?(?:being|made up of|comprising|consisting of|split|of which|shared|divided|namely)\b)"
    r"(?P<rest>[^:]*)$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"(?<![\d.,/])(?P<number>\d{1,4})\b(?![.,/]\d| ?%)(?: (?:marks|points))?", re.IGNORECASE)
_OF_WHICH = re.compile(  # `85% for everything else, of which social value 10`
    r"(?P<lead>\d ?%[^.;]{0,80}\b(?:of (?:which|this|that|these|it)|including),? (?:the )?[a-z][^.;\d%]{3,60}? )"
    r"(?P<value>\d{1,2}(?:\.\d)?)(?=[.,;)](?!\d)|$)",
    re.IGNORECASE,
)
_OFF_OFFER = re.compile(r"\b(?:must|at least|minimum|below|fewer than|less than|pass|threshold)\b", re.IGNORECASE)
_FACTOR = re.compile(  # `(0.5 x price score) + (0.1 x social value score)`, `price score x 0.5`
    r"(?P<before>(?<![\d.])0?\.\d{1,3}) ?[x\u00d7*] ?(?=\(?[A-Za-z])"
    r"|(?<![\d.])(?P<glued>0?\.\d{1,3})(?=[A-Z]{1,3}\b)|(?<=[A-Za-z)]) ?[x\u00d7*] ?(?P<after>0?\.\d{1,3})(?![\d%])"
)
_DECIMAL = re.compile(r"[.,]\d")
_PART_OF_ONE = re.compile(r"(?<![\d.,\u00a3$])(?P<part>(?:0[.,]|(?<= )\.)\d{1,3})(?![\d.,]*\d| ?%)")
_PART_OF_SCORE = re.compile(  # `social value .10 of the score`
    r"(?<![\d.,\u00a3$])(?P<part>0?\.\d{1,3})(?= of (?:the |all |our )*(?:total |overall |final |available )*"
    r"(?:marks|scores?|points|evaluation|award)\b)",
    re.IGNORECASE,
)
_OF_AWARD = re.compile(r"\b(?:price|cost|quality|technical|weight\w*)\b", re.IGNORECASE)
_FIRST_UNIT = re.compile(rf"\b(?P<value>\d{{1,3}}) (?P<unit>{_MARKS})\b", re.IGNORECASE)
_GIVEN = re.compile(r"(?:(?<=[,;] )|(?<=and ))(?P<value>\d{1,3})(?= (?:are |is )?(?:for|to|on) )", re.IGNORECASE)
_REST = re.compile(r"\b(?:the rest|remainder|remaining|the balance)\b", re.IGNORECASE)
_BETWEEN = re.compile(  # `between 10 and 20 per cent`
    r"\bbetween (?P<low>\d{1,2}) ?(?:%|per ?cent)? and (?P<high>\d{1,2}) ?(?:%|per ?cent)", re.IGNORECASE
)
_SHARE_OF_SHARE = re.compile(  # `10% of the 40% for quality`
    r"\b(?P<part>\d{1,2}) ?% of (?:the|that|this) (?P<whole>\d{1,2}) ?% (?:for|given to|on|set aside for) (?:the )?"
    r"(?:quality|technical)\b",
    re.IGNORECASE,
)
_PART_OF_SHARE = re.compile(  # `Good Jobs (12 of the 20%)`, `8 of the 20 percentage points for social value`
    r"(?<![\d.])(?<!given )(?<!scored )(?<!achieved )(?<!received )(?<!awarded )(?<!gained )(?<!got )(?<!won )"
    r"(?P<value>\d{1,2}(?:\.\d+)?)(?:(?<=\(\d)%|(?<=\(\d\d)%)?(?: percentage points)? (?:out )?of "
    r"(?:the |that |its |these |those |this |our )+(?P<whole>\d{1,2})(?: ?(?:%|per ?cent\b)| percentage points\b)"
    r"(?! (?:for|given to|on|set aside for) (?:the )?(?:quality|technical)\b)",
    re.IGNORECASE,
)
_OUT_OF_THE = re.compile(  # `Out of the 80 marks that a bidder can collect, 10 are reserved for social value`
    rf"\b(?:out )?of the (?P<total>\d{{2,4}}) (?P<unit>{_MARKS})(?P<between>[^.;%\d]{{0,90}}), "
    r"(?P<value>\d{1,3}) "
    r"(?P<for>(?:are|is|go|goes|will be|being) (?:reserved|kept|set aside|given|held|left|allotted|for)\b)",
    re.IGNORECASE,
)
_HUNDREDTHS = re.compile(r"\b(?P<value>\d{1,3}) (?:hundred|(?P<thousand>thousand))ths\b", re.IGNORECASE)
_TIMES = re.compile(r" ?[x\u00d7] ?\d{1,2} ?\((?:max(?:imum)?\.? ?)?(?P<most>\d{1,3})\)")  # `Social value x 3 (max 15)`
_OUT_OF_LATER = re.compile(  # `20 points for social value out of an overall total of 200`
    rf"\b(?P<value>\d{{1,3}}) {_MARKS}(?P<for> (?:for|on|to) [^.;\d]{{3,60}}?) out of (?:an? |the )?"
    r"(?:overall |possible |total |maximum )*(?:of )?(?P<total>\d{2,4})\b(?! ?%)",
    re.IGNORECASE,
)
_WON = re.compile(  # `a score of 7.5% for social value was awarded out of a possible 10%`
    r"\bscores? of \d{1,2}(?:\.\d+)? ?%(?P<for> (?:for|on|in) [^.;\d%]{3,40}?)(?: was| were| is)?"
    r"(?: awarded| given| achieved)?,? out of (?:an? |the )?(?:possible |maximum |available )*(?P<total>\d{1,2}) ?%",
    re.IGNORECASE,
)
_SAME_WEIGHT = re.compile(  # `social value is given the same weight as delivery, 20% each, with 60% for price`
    r"(?P<one>[^,.;:]{3,60}?) (?:(?:is|are|has|have|gets?|carr(?:y|ies)|will be|will have|will carry) )?(?:given )?"
    r"the same (?:weight\w*|share|percentage|marks) (?:as|to) (?P<other>[^,.;:\d]{3,40}?),? (?:at |namely )?"
    r"(?P<value>\d{1,2} ?%) (?:each|apiece)"
    r"(?:,? (?:with|leaving|and) (?P<rest>\d{1,2} ?%) (?:for|to|on) (?:the )?(?P<name>[a-z]{4,20})\b)?",
    re.IGNORECASE,
)
_SPEAKS_OF_MARKS = re.compile(r"\b(?:marks?|scores?|points|evaluation)\b", re.IGNORECASE)
MIN_PARTS = 2
WHOLE_SUMS = (100, 1000)
_MAY_HOLD = Verified(
    re.compile(
        r"\d (?:marks |points )?(?:out )?(?:of|from) (?:the|our|all|a|those|these|its|total|\d)"
        r"|of (?:them|these|those|which)|(?:one|two|three|\d) (?:marks? |points? )?(?:in|out of) |\d/\d"
        r"|(?:marks|points)[a-z ]*(?::|,| -| being| made| split)"
        r"|\.\d+ ?[x\u00d7*] ?\(?[a-z]|[a-z)] ?[x\u00d7*] ?0?\.\d|(?:out of|total of) "
        r"|the same (?:weight|share|percentage|marks)"
        r"|between \d|\d ?% of (?:the|that|this) \d|\.\d+[A-Z]|of (?:which|this|that|it)|including"
        r"|(?:sv|cb) ?-? ?\d|\d ?%? ?(?:sv|cb)\b"
        r"| parts? (?:in|of|out of) \d| [x\u00d7] ?\d{1,2} ?\(|\d (?:hundred|thousand)ths\b"
        r"|of the \d{2,4} (?:marks|points)\b"
        r"|[a-z):=|] ?\(?(?:0[.,]|(?<= )\.)\d",
        re.IGNORECASE,
    )
)


def with_shares(text: str) -> str:
    """The text with every share of a whole written as `value out of total`, or as a percentage.

    Each wording is looked for only where a word stands that it cannot do without.
    """
    if not _MAY_HOLD.may_match(text):
        return text
    lower = text.lower()
    text = _TIMES.sub(lambda match: f" ({match['most']} points)", text)
    text = _OUT_OF_THE.sub(
        lambda match: f"{match['value']} {match['unit']} out of {match['total']}{match['between']} {match['for']}", text
    )
    text = _HUNDREDTHS.sub(lambda match: f"{float(match['value']) / (10 if match['thousand'] else 1):g}%", text)
    text = _PART_OF_SHARE.sub(_part_of_share, text)
    if _DECIMAL.search(text):
        text = _parts_of_one(_factors(text))
        text = _PART_OF_SCORE.sub(lambda match: f"{100 * float(match['part']):g}%", text)
    text = with_parts_of_total(_shares_in_words(text, lower), lower)
    has_marks = "marks" in lower or "points" in lower
    if has_marks and not _OFF_OFFER.search(text):
        text = _OF_MARKS.sub(_out_of, text)
        text = _OF_THEM.sub(lambda match: f"{_freed(match['between'])}{_out_of(match)}", text)
    if " in " in lower and _SPEAKS_OF_MARKS.search(text):
        text = _IN_EVERY.sub(_percentage, text)
    if "/" in text or " part" in lower:
        text = _FRACTION.sub(_fraction, _fractions_of_list(text))
    return _OF_WHICH.sub(lambda match: f"{match['lead']}{match['value']}%", text) if "%" in text else text


def _shares_in_words(text: str, lower: str) -> str:
    """The shares that are told of in a row of words; `lower` is the text in small letters."""
    if "marks" in lower or "points" in lower:
        text = _with_units(text)
    if "score" in lower:
        text = _WON.sub(lambda match: f"weighting of {match['total']}%{match['for']}", text)
    if "between" in lower:
        text = _BETWEEN.sub(lambda match: f"{match['low']}-{match['high']}%", text)
    if "%" in text:
        text = _SHARE_OF_SHARE.sub(_multiplied, text)
    if "the same" in lower:
        text = _SAME_WEIGHT.sub(_listed_alike, text)
    if "out of" in lower:
        text = _OUT_OF_LATER.sub(lambda match: f"{match['value']} out of {match['total']}{match['for']}", text)
    if "SV" in text or "CB" in text:
        text = with_coded_shares(text)
    return _TOTAL_OF_LIST.sub(_shares_of_list, text)


def _listed_alike(match: re.Match[str]) -> str:
    rest = f", {match['name']} {match['rest']}" if match["rest"] else ""
    return f"{match['one']} and {match['other']} are worth {match['value']} each{rest}"


def _multiplied(match: re.Match[str]) -> str:
    return f"{float(match['part']) * float(match['whole']) / 100:g}% of the total"


def _part_of_share(match: re.Match[str]) -> str:
    """Percentage points of a share of the total, which are a share of the total themselves."""
    is_part = float(match["value"]) < float(match["whole"])
    return f"{match['value']}% of the total" if is_part else match.group()


def _factors(text: str) -> str:
    """A formula whose factors make up one, with these as percentages."""
    found = [float(_factor(match)) for match in _FACTOR.finditer(text)]
    if len(found) < MIN_PARTS or abs(sum(found) - 1) > 0.001:
        return text
    return _FACTOR.sub(lambda match: f" {100 * float(_factor(match)):g}% ", text)


def _parts_of_one(text: str) -> str:
    """A list of weights that make up one, with these as percentages: `price 0.6, quality 0.3, social value 0.1`."""
    found = [float(match["part"].replace(",", ".")) for match in _PART_OF_ONE.finditer(text)]
    if len(found) <= MIN_PARTS or abs(sum(found) - 1) > 0.001 or _OF_AWARD.search(text) is None:
        return text
    return _PART_OF_ONE.sub(lambda match: f"{100 * float(match['part'].replace(',', '.')):g}%", text)


def _factor(match: re.Match[str]) -> str:
    return match["before"] or match["glued"] or match["after"]


def _with_units(text: str) -> str:
    """A list whose first number alone has its unit, with it on all: `15 marks for this, 45 for that and 40 for it`."""
    unit = _FIRST_UNIT.search(text)
    if unit is None:
        return text
    bare = [int(match["value"]) for match in _GIVEN.finditer(text)]
    if len(bare) < MIN_PARTS or sum(bare) + int(unit["value"]) not in WHOLE_SUMS:
        return text
    return _GIVEN.sub(lambda match: f"{match['value']} {unit['unit']}", text)


def _out_of(match: re.Match[str]) -> str:
    if int(match["value"]) > int(match["total"].replace(",", "")):
        return match.group()
    return f"{match['value']} out of {match['total']} {match['unit']}"


def _freed(between: str) -> str:
    return between.lstrip(", ")


def _percentage(match: re.Match[str]) -> str:
    value, total = (_COUNTS.get(match[key].lower()) or int(match[key]) for key in ("value", "total"))
    return f"{100 * value / total:g}%"


def _fractions_of_list(text: str) -> str:
    """A list of fractions that make up one, as percentages."""
    found = [(int(match["part"]), int(match["whole"])) for match in _PART_IN_LIST.finditer(text)]
    is_whole = all(whole for _, whole in found) and abs(sum(part / whole for part, whole in found) - 1) < 0.001
    if len(found) <= MIN_PARTS or not is_whole or _OF_AWARD.search(text) is None:
        return text
    return _PART_IN_LIST.sub(lambda match: f"{round(100 * int(match['part']) / int(match['whole']), 2):g}%", text)


def _fraction(match: re.Match[str]) -> str:
    part, whole = int(match["part"]), int(match["whole"])
    if part >= whole or not (match["verb"] or match["after"]):
        return match.group()
    verb = f"{match['verb']} " if match["verb"] else ""
    return f"{verb}{round(100 * part / whole, 2):g}%{(match['after'] or '').removeprefix('th')}"


def _shares_of_list(match: re.Match[str]) -> str:
    """Numbers that make up the total before them, each as a share of it."""
    total = int((match["total"] or match["of"]).replace(",", ""))
    parts = [int(number) for number in _BARE_NUMBER.findall(match["rest"])]
    is_open = sum(parts) < total and _REST.search(match["rest"]) is not None
    if len(parts) < MIN_PARTS or (sum(parts) != total and not is_open):
        return match.group()
    return ":" + _BARE_NUMBER.sub(lambda number: f"{number['number']} marks (of {total})", match["rest"])
