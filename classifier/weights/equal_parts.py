"""The share of social value as one of several equal parts: `Four equally weighted questions (a; b; c; d) = 40%`."""

from __future__ import annotations

import re

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
_LISTS = (  # in brackets; after a colon; up to the verb that gives the whole
    re.compile(r"\((?P<list>[^()]{5,200})\)"),
    re.compile(r"[:\u2013](?P<list>[^:.%=]{5,200})(?=[.:=]|$)"),
    re.compile(
        r"\b(?:on|for|covering|between|among|amongst|across|by) (?P<list>[^:.%()]{5,200}?)"
        r"(?:,? (?=(?:account|count|make|making|carry|total|form|are|share)\b)|[.:]?\s*$)",
        re.IGNORECASE,
    ),
)
_MARK = re.compile(r"[;,/](?: and\b)?|\band\b|&|(?<![\w(])\(?[a-z\d]\)|\b(?:i{1,3}|iv|v)\)", re.IGNORECASE)
_NEXT_TO = re.compile(r"[ :(\u2013-]{0,4}(?:(?:is|at|carries|has|worth) )?")
MIN_PARTS = 2
REACH = 12  # characters between a name and its number
MAX_NAME = 7  # words
WHOLE_OF_PARTS = 95  # per cent: equal parts of more than that have price among them


def equal_part(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """The share in per cent of the total of the one concept, given as (start, end) offsets, that is one of such parts.

    None where a part has no name of its own, where price is among the parts, or the whole of them is not told.
    """
    shares = [
        match
        for match in _SHARE.finditer(text)
        if not _PRICE.search(text[max(0, match.start() - REACH) : match.start()])
    ]
    each = [match for match in shares if match["each"]]
    if not shares or (not each and _EQUAL.search(text) is None):
        return None
    is_whole_of_it = any(_NEXT_TO.fullmatch(text, stop, shares[0].start()) for _, stop in concepts)
    if is_whole_of_it:  # `Social value 15%, three equal parts`
        return None
    names = next((names for listed in _LISTS for names in _named(text, listed, concepts)), [])
    count = _COUNT.search(text)
    if len(names) < MIN_PARTS or (count is not None and value_of(count["count"]) != len(names)):
        return None
    if each:
        value = float(each[0]["value"])
        return WeightFound(Weight(value, "percent", "total"), value)
    if len(shares) != 1 or float(shares[0]["value"]) > WHOLE_OF_PARTS:
        return None
    value = round(float(shares[0]["value"]) / len(names), 2)
    return WeightFound(Weight(value, "percent", "total"), value)


def _named(text: str, listed: re.Pattern[str], concepts: list[tuple[int, int]]) -> list[list[str]]:
    """The names of each list in which exactly one concept is one of several short names, none of them of price."""
    found = []
    for match in listed.finditer(text):
        apart = match["list"].split(";") if ";" in match["list"] else _MARK.split(match["list"])
        names = [name for name in apart if name.strip()]
        own = [span for span in concepts if match.start("list") <= span[0] and span[1] <= match.end("list")]
        is_plain = all(len(name.split()) <= MAX_NAME and _PRICE.search(name) is None for name in names)
        if len(own) == 1 and is_plain:
            found.append(names)
    return found


def are_equal_parts(text: str) -> bool:
    """Whether social value is said to be one of several equal parts, so that the number told is that of all."""
    return equal_part(text, [match.span() for match in _SOCIAL.finditer(text)]) is not None
