"""Marks that are won, multiplied or set beside a weight: which of the numbers of a passage is the weight."""

from __future__ import annotations

import re

from classifier.evidence import Weight, WeightUnit
from classifier.text.number_words import NUMBER, value_of
from classifier.vocabulary.expressions import expression
from classifier.weights.wholes import WeightFound, to_number

WHOLE = 100
_MARKS_WON = expression("marks_won")
_WEIGHTED_SCORE = expression("weighted_score")
_IN_BRACKETS = expression("question_in_brackets")
_OF_QUESTION = expression("weight_of_question")
_FOR_QUESTION = expression("weight_for_question")
REACH = 30  # characters between a name and the number of its question, or its weight
_AT_LEAST = re.compile(
    r"\b(?:less than|fewer than|lower than|at least|below|under|above|over|minimum of) \d", re.IGNORECASE
)
_SHARE_AFTER = re.compile(r"[^.;]{0,60}\b(?:weight\w*|worth|count\w*|carr\w+)\b[^.;%\d]{0,20}\d{1,2} ?%", re.IGNORECASE)
_SCALE = re.compile(  # `maximum score 5, weighting 10%`: what answers are scored out of is no weight beside one
    r"(?:max(?:imum)?\.? (?:scores?|marks?|points)|scale|(?:scored|marked|out)(?= )(?: out)?(?: of)?)"
    r"(?: of| is|:| =| -)? ?(?:0 ?(?:-|to|\u2013) ?)?\d{1,3}(?=(?:[,;|)( \u2013-]| and| a){1,4}"
    r"(?:question |section )?weight\w*\W{0,3}"
    r"(?:of |is |at )?\d{1,2}(?:\.\d+)? ?(?:%|per ?cent))",
    re.IGNORECASE,
)
_CODE = re.compile(  # `MAC 6.1 - 10%`, `Themes 2 and 3 - 10%`: the number of a code, which is no end of a range
    r"\b(?:macs?|themes?|outcomes?|missions?|kpis?|ppns?|toms?|nts?|measures?|indicators?|ref(?:erence)?|objectives?"
    r"|policy outcomes?|criteri(?:on|a)|annex|appendix|sections?|schedules?|questions?|clauses?|paragraphs?|parts?"
    r"|items?|lots?|envelopes?|q|sv|ac)(?: no\.?| number| ref\.?)?[ .:]?"
    r"(?:\d{1,3}(?:[./]\d{1,3}){0,2}[a-z]?(?:,| and| &|,? to) )?"
    r"(?P<number>\d{1,3}(?:[./]\d{1,3}){0,2}[a-z]?)"
    r"(?=\)? ?[-\u2013\u2014] ?\(?\d{1,3}(?:\.\d+)? ?(?:%|per ?cent|marks|points))",
    re.IGNORECASE,
)
_OF_THEM_ALL = re.compile(
    r"\b(?:attracts?|carr(?:y|ies)|worth|earns?|gets?|gains?|takes?|has|scores?) (?:up to |a maximum of |at most )?"
    r"(?P<value>\d{1,3}) of (?:them|these|those)\b(?! \w+ing)",
    re.IGNORECASE,
)
_AS_BEFORE = re.compile(
    rf"\d (?P<unit>marks|points|per ?cent|%),? and (?:the |for )?(?:social value|community benefits),? "
    rf"(?P<value>{NUMBER}|\d{{1,3}}(?!\d| ?%))(?=\W*$|[.;])",
    re.IGNORECASE,
)
_EACH_MARKED = re.compile(r"\b(?P<value>\d{1,3}) (?:marks|points)\b", re.IGNORECASE)
_PASS_MARK = re.compile(  # `bidders need at least 40% of the marks for social value or the bid will be set aside`
    r"(?:(?:less|fewer|lower) than|below|under|at least|a minimum of|no less than|not less than) "
    r"\d{1,2}(?:\.\d+)? ?(?:%|per ?cent) of (?:the |its |all |those )?(?:available |possible )?(?:marks|points|score)\b"
    r"(?=[^.;]{0,90}\b(?:fails?\b|or (?:the|your|a|its|their) (?:bids?|tenders?|submissions?) "
    r"(?:\w+ ){0,2}(?:fails?|be|is|are)\b"
    r"|to (?:pass|proceed|go (?:on|through))"
    r"|(?:will|shall|may|can|is|are|be) (?:\w+ ){0,2}(?:go no further|not go|fail\w*|rejected|excluded|set aside"
    r"|eliminated|disqualified|discarded|out)))",
    re.IGNORECASE,
)
_WITHIN_LEFT = re.compile(r"\bwithin the (?:part beside price|\d{1,2}(?:\.\d+)?%),")  # all before it is of others


def without_codes(text: str) -> str:
    """The text without the numbers of codes right before a weight; all else keeps its place."""
    if "-" not in text and "\u2013" not in text and "\u2014" not in text:
        return text
    return _CODE.sub(lambda match: match.group()[: -len(match["number"])] + " " * len(match["number"]), text)


def without_pass_marks(text: str) -> str:
    """The text without shares of marks below which a bid fails; all else keeps its place."""
    return _PASS_MARK.sub(lambda match: " " * len(match.group()), text)


def weights_alone(text: str, concepts: list[tuple[int, int]]) -> str:
    """The text without codes, scales of marks beside a weighting, and what stands before a share of what is left.

    All else keeps its place, so that offsets hold.
    """
    text = without_pass_marks(without_codes(text))
    if "eight" in text:
        text = _SCALE.sub(lambda match: " " * len(match.group()), text)
    left = _WITHIN_LEFT.search(text)
    if left is None or not any(start > left.end() for start, _ in concepts):
        return text
    return " " * left.end() + text[left.end() :]


def of_question(text: str, concepts: list[tuple[int, int]]) -> re.Match[str] | None:
    """The weight beside the one concept whose question has its number in brackets, in a list of such questions."""
    if len(concepts) != 1 or _IN_BRACKETS.search(text) is None:
        return None
    [(start, end)] = concepts
    found = _OF_QUESTION.match(text, end)
    if found is None and _IN_BRACKETS.search(text, end, end + REACH) is not None:
        found = _FOR_QUESTION.search(text, max(0, start - REACH), start)
    return found if found is not None and found["unit"] else None


def as_marked(text: str, found: WeightFound) -> WeightFound:
    """The weight in per cent, where a bare number stands again with its mark: `Social value | 10 | 100/0 | 10%`."""
    weight = found.weight
    if weight.unit != "points" or weight.out_of or re.search(rf"\| ?{weight.value:g} ?%", text) is None:
        return found
    return WeightFound(Weight(weight.value, "percent", "unknown"), weight.value)


def marks_won(text: str) -> WeightFound | None:
    """The marks to be had, where a decision says how many of them a bid won."""
    won = _MARKS_WON.search(text) if " of " in text or "/" in text else None
    if won is not None and (_AT_LEAST.search(won.group()) or _SHARE_AFTER.match(text, won.end())):
        return None
    if won is not None and float(won["value"]) >= WHOLE:  # `10 out of 100 points for social value` is a share of all
        return None
    if won is not None and won["percent"]:
        return WeightFound(Weight(float(won["value"]), "percent", "unknown"), float(won["value"]))
    return WeightFound(Weight(float(won["value"]), "points", "unknown"), None) if won is not None else None


def of_them_all(text: str) -> WeightFound | None:
    """Marks out of those that the sentence before counts: `Your plan attracts a maximum of 32 of them`."""
    match = _OF_THEM_ALL.search(text)
    return WeightFound(Weight(float(match["value"]), "points", "unknown"), None) if match is not None else None


def as_the_one_before(text: str) -> WeightFound | None:
    """A number in words alone, of the unit that stands before it: `quality, 80 marks, and social value, twenty`."""
    match = _AS_BEFORE.search(text)
    if match is None:
        return None
    unit: WeightUnit = "points" if match["unit"][0] in "mp" and not match["unit"].startswith("per") else "percent"
    value = value_of(match["value"])
    if unit == "percent":
        return WeightFound(Weight(value, unit, "unknown"), value)
    is_whole = value + sum(float(each["value"]) for each in _EACH_MARKED.finditer(text)) == WHOLE
    share = value if is_whole else None
    return WeightFound(Weight(value, unit, "total" if is_whole else "unknown", WHOLE if is_whole else None), share)


def total_weighted_score(text: str) -> float | None:
    """The total of all weighted scores, where a text states it."""
    totals = {to_number(match["value"]) for match in _WEIGHTED_SCORE.finditer(text) if match["total"]}
    return totals.pop() if len(totals) == 1 else None


def weighted_score(text: str) -> WeightFound | None:
    """The most that a bid can get where a mark is multiplied: `Max score 5 - Weighting 2 - Weighted score 10`."""
    scores = list(_WEIGHTED_SCORE.finditer(text)) if "eighted " in text else []
    own = [match for match in scores if not match["total"]]
    if len(own) != 1:
        return None
    value = to_number(own[0]["value"])
    total = total_weighted_score(text)
    pct = round(100 * value / total, 4) if total and value <= total else None
    return WeightFound(Weight(value, "points", "total" if pct else "unknown", total), pct)
