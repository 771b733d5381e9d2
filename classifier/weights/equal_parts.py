"""The share of social value as one of several equal parts: `Four equally weighted questions (a; b; c; d) = 40%`."""

from __future__ import annotations

import re
from itertools import pairwise

from classifier.evidence import Weight
from classifier.text.number_words import NUMBER, value_of
from classifier.vocabulary.expressions import expression
from classifier.weights.wholes import WeightFound

_EQUAL = expression("of_equal_weight")
_PRICE = expression("price")
_SOCIAL = re.compile(r"\b(?:social value|community benefits?|sv)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"(?<![\d.])(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)(?P<each>,? (?:each|apiece)\b)?", re.IGNORECASE
)
_COUNT = re.compile(
    rf"\b(?P<count>{NUMBER}|\d{{1,2}}) (?:[a-z]+[ -]){{0,4}}?(?:questions?|parts?|criteria|sub-?criteria|elements?"
    r"|method statements?|sections?|topics?|headings?|responses?|items?|areas?)\b",
    re.IGNORECASE,
)
_LISTS: tuple[re.Pattern[str], ...] = (  # in brackets; after a colon; up to the verb that gives the whole
    re.compile(r"\((?P<list>[^()]{5,200})\)"),
    re.compile(r"[:\u2013](?P<list>[^:.%=]{5,200})(?=[.:=]|$)"),
    re.compile(
        r"\b(?:on|for|covering|between|among|amongst|across|by) (?P<list>[^:.%()]{5,200}?)"
        r"(?:,? (?=(?:account|count|make|making|carry|total|form|are|share)\b)|[.:]?\s*$)",
        re.IGNORECASE,
    ),
)
_LISTS += (
    re.compile(r"\b(?:between|among|amongst|across|by) (?P<list>[^:;.%()]{5,200}?)(?=;)", re.IGNORECASE),
    re.compile(  # before the verb: `Q1, Q2 and Q3 Social Value carry equal weight and together make up the 45%`
        r"(?:^|[.:;] )(?:the |our )?(?P<list>(?:[^:;.%()=]|\([^(),;]{2,30}\)){5,200}?),? "
        r"(?=(?:(?:are|is|will|shall|be|each|all|have|has|both|being|together) ){0,3}"
        r"(?:carry|carries|weighted|shares?|of equal|given|worth|equal|the same|equally|an equal)\b)",
        re.IGNORECASE,
    ),
)
_MARK = re.compile(r"[;,/](?: and\b)?|\band\b|&|(?<![\w(])\(?[a-z\d]\)|\b(?:i{1,3}|iv|v)\)", re.IGNORECASE)
_OF_PRICE = re.compile(  # `the remaining 60% is price`
    r"(?: of (?:the |all )?(?:total |overall )?(?:marks|score|points|evaluation))?,? "
    r"(?:is |are |goes |being |will be |left )?(?:(?:for|to|on) )?(?:the |our )?"
    r"(?:price|pricing|costs?|commercial|financial|fees?)\b",
    re.IGNORECASE,
)
_OF_ALL_BUT_PRICE = re.compile(r"\b(?:quality|technical|non-price|the (?:rest|remainder|balance))\b", re.IGNORECASE)
_ONE_OF = re.compile(  # `five questions worth 8% each, one of them social value`
    r"\b(?:one|the (?:last|first|final|second|third|fourth|fifth)|another|the other)"
    r"(?: of (?:them|these|those|which))?,? "
    r"(?:being |is |are |on |asks |about |concerns |covers |deals |with |for |to do |the |our |your ){0,4}$",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(  # `Social value is one of five questions worth 8% each`
    r"(?: question| criterion| answer)? (?:is|being|will be|forms?|was) one of (?:the |our )?[^.;%\d]{3,60}?"
    r"(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent) (?:each|apiece)\b",
    re.IGNORECASE,
)
_OF_ITS_GROUP = re.compile(  # `three at 10% each and the two others, social value and equality, at 5% each`
    r"(?:(?:,|,? (?:and|&|or)) (?:the |our )?(?!(?:price|pricing|costs?|commercial|quality|technical)\b)[a-z'\u2019-]+"
    r"(?: (?!at\b|are\b|is\b|of\b|with\b|each\b)[a-z'\u2019-]+){0,3}){0,3}"
    r"(?:[,:)]{0,2} ?(?:are|is|have|has|carry|carries|being|get|gets|will be|each)?(?: ?(?:at|of|with|worth"
    r"|weighted)){0,2}) ?",
    re.IGNORECASE,
)
_NEXT_TO = re.compile(r"[ :(\u2013-]{0,4}(?:(?:is|at|carries|has|worth) )?")
MIN_PARTS = 2
REACH = 12  # characters between a name and its number
MAX_NAME = 7  # words
WHOLE = 100
WHOLE_OF_PARTS = 95  # per cent: equal parts of more than that have price among them


def equal_part(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """The share in per cent of the total of the one concept, given as (start, end) offsets, that is one of such parts.

    None where a part has no name of its own, where price is among the parts, or the whole of them is not told.
    """
    value = _of_its_group(text, concepts)
    value = _one_of_them(text, concepts) if value is None else value
    value = _share_of_list(text, concepts) if value is None else value
    return WeightFound(Weight(value, "percent", "total"), value) if value is not None else None


def _of_its_group(text: str, concepts: list[tuple[int, int]]) -> float | None:
    """The share of the group that the concept is in, where what stands before it is told by another share each."""
    shares = list(_SHARE.finditer(text)) if " each" in text or " apiece" in text else []
    for before, own in pairwise(shares):
        inside = [stop for start, stop in concepts if before.end() <= start and stop <= own.start()]
        is_own = not _is_of_price(text, own)
        if before["each"] and is_own and inside and _OF_ITS_GROUP.fullmatch(text, inside[-1], own.start()) is not None:
            return float(own["value"])
    return None


def _share_of_list(text: str, concepts: list[tuple[int, int]]) -> float | None:
    """The share of the concept as one of a list of names that weigh the same."""
    found = list(_SHARE.finditer(text))
    shares = [match for match in found if not _is_of_price(text, match)]
    each = [match for match in shares if match["each"]]
    if not found or (not each and _EQUAL.search(text) is None):
        return None
    if shares and any(_NEXT_TO.fullmatch(text, stop, shares[0].start()) for _, stop in concepts):
        return None  # `Social value 15%, three equal parts`
    names = next((names for listed in _LISTS for names in _named(text, listed, concepts)), [])
    count = _COUNT.search(text)
    if not names or (count is not None and value_of(count["count"]) != len(names)):
        return None
    whole = _whole_of(text, found, shares)
    if each:
        return float(each[0]["value"])
    return round(whole / len(names), 2) if whole is not None and whole <= WHOLE_OF_PARTS else None


def _one_of_them(text: str, concepts: list[tuple[int, int]]) -> float | None:
    """What each of several weighs, where the one concept is said to be one of them."""
    if " each" not in text and " apiece" not in text:
        return None
    values = {float(match["value"]) for match in _SHARE.finditer(text) if match["each"]}
    of_them = next((match for _, stop in concepts if (match := _ONE_OF_THEM.match(text, stop))), None)
    if of_them is not None:
        return float(of_them["value"])
    is_one = any(_ONE_OF.search(text, 0, start) is not None for start, _ in concepts)
    return values.pop() if is_one and len(values) == 1 else None


def _is_of_price(text: str, match: re.Match[str]) -> bool:
    """Whether a share is that of price, whose name stands right before or after it."""
    before = text[max(0, match.start() - REACH) : match.start()]
    return _PRICE.search(before) is not None or _OF_PRICE.match(text, match.end()) is not None


def _whole_of(text: str, found: list[re.Match[str]], shares: list[re.Match[str]]) -> float | None:
    """What the parts make up together in per cent: the one share told, else what price leaves for quality."""
    if len(shares) == 1:
        return float(shares[0]["value"])
    is_left = not shares and len(found) == 1 and _OF_ALL_BUT_PRICE.search(text) is not None
    return WHOLE - float(found[0]["value"]) if is_left else None


def _named(text: str, listed: re.Pattern[str], concepts: list[tuple[int, int]]) -> list[list[str]]:
    """The names of each list in which exactly one concept is one of several short names, none of them of price."""
    found = []
    for match in listed.finditer(text):
        apart = match["list"].split(";") if ";" in match["list"] else _MARK.split(match["list"])
        names = [name for name in apart if name.strip()]
        own = [span for span in concepts if match.start("list") <= span[0] and span[1] <= match.end("list")]
        is_plain = all(len(name.split()) <= MAX_NAME and _PRICE.search(name) is None for name in names)
        if len(own) == 1 and is_plain and len(names) >= MIN_PARTS:
            found.append(names)
    return found


def are_equal_parts(text: str) -> bool:
    """Whether social value is said to be one of several equal parts, so that the number told is that of all."""
    return equal_part(text, [match.span() for match in _SOCIAL.finditer(text)]) is not None
