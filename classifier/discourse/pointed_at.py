"""Which of two weights an answer points at without its number: `The latter`, `Annex B prevails`."""

from __future__ import annotations

import re
from itertools import pairwise

_SHARE = re.compile(r"(?<![\d.])(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_UNSCORED = (
    r"(?:pass ?(?:/|or|and) ?fail|not (?:scored|weighted|evaluated)|unscored|unweighted|(?:for )?information only)"
)
_SOURCE = (  # where a weight is told
    r"(?:\b(?:annex|appendix|section|schedule|part|para(?:graph)?|page|pp?\.|clause|table|volume|document|attachment|tab"
    r"|envelope|form|item|row|column|lot) ?(?:\d+(?:\.\d+)*|[A-Z]\d?)\b"
    r"|\b(?:(?:contract|tender|fts|prior information|planning|original|revised) )?(?:notice|advert(?:isement)?)\b"
    r"|\b(?:itt|ift|itq|rfq|rfp|pin|sq|psq|fts|invitation|specification|spec|matrix|spreadsheet|workbook|portal"
    r"|questionnaire|instructions|guidance|table|pack|schedule|letter|brochure|evaluation (?:guide|table|criteria)"
    r"|scoring (?:guide|table)|weightings? (?:table|sheet)|award criteria|find a tender|contracts finder)\b)"
)
_TOKEN = re.compile(rf"(?P<source>{_SOURCE})|{_SHARE.pattern}", re.IGNORECASE)
_OPTION = re.compile(rf"{_SHARE.pattern}|(?P<unscored>\b{_UNSCORED})", re.IGNORECASE)
_WRONG = (
    r"[^.;]{0,20}\b(?:(?:is|was|are|were) (?:\w+ ){0,2}?(?:wrong|incorrect|an? (?:error|mistake|typo)|out of date|not\b"
    r"|superseded|in error|old)|should be (?:ignored|disregarded)"
    r"|(?:has been|have been|will be|is being) (?:now )?(?:corrected|amended|updated|replaced|withdrawn|changed))"
)
_ORDER = re.compile(
    r"\b(?P<not>not )?(?:the )?(?:(?P<last>latter|second|last)|(?P<first>former|first)|(?P<most>higher|highest|larger"
    r"|greater|bigger)|(?P<least>lower|lowest|smaller|lesser))\b"
    r"(?! (?:week|day|lot|question|part|stage|bidder|paragraph))"
    rf"(?P<wrong>{_WRONG})?",
    re.IGNORECASE,
)
_SOURCE_SAID = re.compile(
    r"(?P<against>\b(?:over|not|rather than|instead of|ignore|disregard|supersedes|replaces|overrides|prevails over"
    rf"|precedence over)(?: (?:in|the|that|what))*\s)?(?:the )?"
    rf"(?<!revised )(?<!amended )(?<!updated )(?<!new )(?P<source>{_SOURCE})(?P<wrong>{_WRONG})?",
    re.IGNORECASE,
)
_UNSCORED_SAID = re.compile(rf"\b(?P<not>not |isn['\u2019]t )?(?:an? )?{_UNSCORED}", re.IGNORECASE)
PAIR = 2
NONE = ""  # the option that it is not weighted


def pointed_at(question: str, answer: str) -> str | None:
    """The weight in per cent, as it is written, that an answer points at; empty where it says that there is none.

    None where the question names no two options, or the answer points at neither or at both.
    """
    options = list(dict.fromkeys(match["value"] or NONE for match in _OPTION.finditer(question)))
    if len(options) != PAIR:
        return None
    first, last = options
    found = {_by_order(each, first, last) for each in _ORDER.finditer(answer)}
    if not found and NONE not in options:
        found = _by_source(question, answer, first, last)
    elif not found:
        found = {last if (each["not"] is None) == (last == NONE) else first for each in _UNSCORED_SAID.finditer(answer)}
    return found.pop() if len(found) == 1 else None


def _by_order(match: re.Match[str], first: str, last: str) -> str:
    is_last = match["last"] is not None
    if match["most"] or match["least"]:
        is_last = (float(last or 0) > float(first or 0)) == (match["most"] is not None)
    is_against = (match["not"] is not None) != (match["wrong"] is not None)
    return last if is_last != is_against else first


def _by_source(question: str, answer: str, first: str, last: str) -> set[str]:
    """The weights of the places that an answer is for, and of those beside the ones that it is against."""
    told = _told_where(question)
    found = set()
    for match in _SOURCE_SAID.finditer(answer):
        value = told.get(_named(match["source"]))
        if value is None:
            continue
        is_against = match["against"] is not None or match["wrong"] is not None
        found.add((first if value == last else last) if is_against else value)
    return found


def _told_where(question: str) -> dict[str, str]:
    """The weight of each of two places, where a question names them by turns: `The notice says 5%, the ITT 10%`."""
    tokens = list(_TOKEN.finditer(question))
    sources = [match for match in tokens if match["source"]]
    are_by_turns = all((one["source"] is None) != (other["source"] is None) for one, other in pairwise(tokens))
    if not are_by_turns or len(sources) != PAIR or len(tokens) != 2 * PAIR:
        return {}
    pairs = (tokens[:PAIR], tokens[PAIR:])
    return {_named(one["source"] or other["source"]): one["value"] or other["value"] for one, other in pairs}


def _named(source: str) -> str:
    return " ".join(source.lower().replace(".", " ").split())
