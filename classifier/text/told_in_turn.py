"""Names and their numbers told in turn: `Method, team and social value are worth 20%, 20% and 10%`."""

from __future__ import annotations

import re

_SOCIAL = re.compile(r"\b(?:social value|community benefits?|SV)\b", re.IGNORECASE)
_VALUE = r"\d{1,2}(?:\.\d+)?"
_UNIT = r"(?: ?%| ?per ?cent\b| marks\b| points\b)"
_AND = r"(?:, ?and | and | ?& ?|, ?)"
_RUN = rf"(?P<values>{_VALUE}{_UNIT}?(?:{_AND}{_VALUE}{_UNIT}?){{0,5}}{_AND}{_VALUE}(?P<unit>{_UNIT}))"
_NAME = r"[a-z][a-z'\u2019/()-]*(?: (?!and\b)[a-z'\u2019/()-]+){0,5}"
_NAMES = rf"(?P<names>{_NAME}(?:(?:, and |, | and | & ){_NAME}){{1,6}})"
_VERB = (
    r"(?: ?[:=] ?| [\u2013-] | \(|(?:,? (?:are|is|will|shall|be|being|have|has|carry|carries|worth|weighted"
    r"|weigh|count|counts|for|at"
    r"|given|get|score|scored|allocated|assigned|attract|make up|account|weights?|weightings?|of|the|respectively"
    r"|now|to|with|marks|receive|earn|by)){1,6} )"
)
_ENDS = (
    r"(?P<respectively>,? (?:in turn|respectively|in that order))?\)?"
    r"(?=\s*(?:$|[.;,)]|of the|of all|in lot|and price|and the))"
)
_NAMES_FIRST = re.compile(rf"\b{_NAMES}{_VERB}{_RUN}{_ENDS}", re.IGNORECASE)
_NUMBERS_FIRST = re.compile(
    rf"(?<![\w.,%] ){_RUN}(?: of (?:the |all )?(?:total |available |overall )?(?:marks|score|points|weight\w*|total))?"
    rf"(?: (?:are|is|will be|shall be|go|goes|being|given|allocated|set aside))*(?: (?:for|to|on))(?: the)? {_NAMES}"
    r"(?:,? (?:in turn|respectively|in that order))?(?=\s*(?:$|[.;)]))",
    re.IGNORECASE,
)
_LEAD = re.compile(  # what stands before the first name
    r"^.*\b(?:weights?|weightings?|marks|points|shares?|scores?|percentages?) (?:of|for|given to)(?: the| our)? "
    r"|^(?:(?:in|for|at|under|of) [^,]*, )|^(?:the|our|all|both) ",
    re.IGNORECASE,
)
_VERB_LEFT = re.compile(
    r"(?: (?:are|is|will|shall|be|have|has|to|all|each|now|carry|weighted|at|worth))+$", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"\b(?:is|are|was|for|rest|remainder|balance|will|which|has|have|goes?|to|leaving)\b", re.IGNORECASE
)
_SPLIT = re.compile(r", and |, | and | & ")
_COMMAS = re.compile(r", and |, | and (?=[^,]*$)")  # `quality and delivery, team and social value`
_NUMBER = re.compile(_VALUE)


def with_numbers_in_turn(text: str) -> str:
    """The text with each number beside its name, where as many numbers as names are told, one of social value."""
    if (" and " not in text and "&" not in text) or _SOCIAL.search(text) is None:
        return text
    return _NUMBERS_FIRST.sub(_paired, _NAMES_FIRST.sub(_paired, text))


def _paired(match: re.Match[str]) -> str:
    values = _NUMBER.findall(match["values"])
    words = _LEAD.sub("", match["names"])
    lead = match["names"][: len(match["names"]) - len(words)]
    names = next((found for mark in (_COMMAS, _SPLIT) if len(found := mark.split(words)) == len(values)), [])
    is_run = " and " in match["values"] or "&" in match["values"]
    if not names or not is_run or sum(_SOCIAL.search(name) is not None for name in names) != 1:
        return match.group()
    names = [_VERB_LEFT.sub("", name) for name in names]
    if any(map(_NO_NAME.search, names)):
        return match.group()
    pairs = ", ".join(f"{name} {value}{match['unit']}" for name, value in zip(names, values, strict=True))
    is_list = len(lead) > len("the ")
    return f"Weights: {pairs}" if is_list else pairs
