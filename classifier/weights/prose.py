"""Read a weight out of prose, table rows and lists: how much, of what, and out of how much."""

from __future__ import annotations

import re

from classifier.evidence import Weight
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import verified
from classifier.weights.allotted import allotted
from classifier.weights.asides import is_among_others
from classifier.weights.equal_parts import equal_part
from classifier.weights.least import least_of
from classifier.weights.marks import (
    as_marked,
    as_the_one_before,
    marks_won,
    of_question,
    of_them_all,
    weighted_score,
    weights_alone,
)
from classifier.weights.maxima import most_for_social
from classifier.weights.others import is_of_others, is_within_umbrella
from classifier.weights.overriding import overriding
from classifier.weights.score_sheets.cells import is_item_number, is_limit
from classifier.weights.score_sheets.names import is_social
from classifier.weights.several import (
    UNIT,
    by_lot,
    changed,
    equally,
    in_run,
    last_of_hundred,
    numbers_are_of_others,
    of_those,
    remainder,
    summed,
)
from classifier.weights.wholes import WeightFound, bare_total, reading_of, to_number

_AIM = verified("aim")
_AIMED_AT = expression("aimed_at")
_COUNTED = expression("counted")
_ASKED_WEIGHT = expression("asked_weight")
_BARE_ROW = expression("bare_row")
_LIMIT_AND_WEIGHT = expression("limit_and_weight")
_LABEL = expression("label")
_LAST_CELL = expression("last_cell")
_CONTRIBUTING = expression("contributing")
_OF_THE_MARKS = expression("of_the_marks")
_NOT_A_WEIGHT = expression("not_a_weight")
_NUMBER_OF = expression("number_of")
_OTHER_NUMBER = expression("other_number")
_OF_ANOTHER = expression("number_of_another")
_PAST_WEIGHT = expression("past_weight")
_PLEDGED = expression("pledged")
_PRICE = expression("price")
_MARKS_OF = expression("marks_of")
_QUESTION_WEIGHT = expression("question_weight")
_RISEN_BY = expression("risen_by")
_SCORE_TALK = verified("score_talk")
_STATED = (
    verified("weight_at_end"),
    expression("weight_by_verb"),
    expression("weight_by_share"),
    expression("weight_by_scoring"),
    expression("weight_in_cell"),
)
_THRESHOLD = expression("threshold")
_WEIGHT_AFTER = expression("weight_after")
_WEIGHT_BEFORE = expression("weight_before")
_WEIGHT_WORD = expression("weight_word")
_WEIGHTING = expression("weighting")
_KPI_BEFORE = expression("kpi_before")
_NOTHING_FOR_NOTHING = expression("nothing_for_nothing")
_BEFORE_OTHERS = (_OTHER_NUMBER, _AIMED_AT, _PAST_WEIGHT, _RISEN_BY)
WHOLE = 100
_GOES_ON = re.compile(  # `Social value and EDI 10% (how you would ...)`
    r"(?: ?(?:and|&|/|\+) (?:the )?(?!(?:price|cost|quality|technical|commercial|delivery|method\w*|service|fees?)\b)"
    r"[a-z][\w'\u2019-]*(?: (?!(?:is|are|will|worth|weight\w*|carr\w+|has|have|at|for|of|by|to|with|each)\b)"
    r"[a-z][\w'\u2019-]*){0,2}){1,2}(?= ?[(:=\u2013-]? ?\d{1,2}(?:\.\d+)? ?(?:%|per ?cent))",
    re.IGNORECASE,
)
REACH = 110  # characters between the name of a criterion and its weight
PRICE_BEFORE = 12
_IN_BRACKETS = re.compile(r" ?[(\[]\s*\d{1,2}(?:\.\d+)? ?%\s*[)\]]|, ?\d{1,2}(?:\.\d+)? ?%\)")
_AT_THE_END = re.compile(
    r"(?:\s[\u2013\u2014|-]|:)\s?\d{1,2}(?:\.\d+)? ?(?:%|per ?cent)\W*$"
    r"|\s(?:[(\[]\d{1,3}(?:\.\d+)? ?(?:%|marks|points)[^()\[\]]{0,40}[)\]])\W*$"
)
_ROW_WEIGHT = re.compile(r" ?[:\u2013-]? ?\d{1,2}(?:\.\d+)? ?%(?=[,.;:]|$)")
_GIVEN_FIRST = re.compile(
    r"^\W*(?:award )?(?:up to )?\d{1,2}(?:\.\d+)? ?(?:%|per ?cent|marks|points) (?:is |are )?(?:for|to|on) (?:the )?$",
    re.IGNORECASE,
)
_AFTER_AND = re.compile(r"(?:%|per ?cent|points|marks)\)?(?: and|,| &|;|, and) (?:the |a )?$", re.IGNORECASE)
_AT = re.compile(r" ?(?:at|is|carries|has|with|worth|on|:|=|\(|\u2013|-)? ?\d", re.IGNORECASE)
_OUT_OF_ALONE = re.compile(  # `Social value /10`, `Social value (/10)`: the most to be had of an unknown whole
    r"\W*(?:[a-z]{0,2}\d{0,2}[.)]? ?)?(?:social value|community benefits?)(?: [a-z]+)? ?\(?/ ?"
    r"(?P<value>\d{1,3})\)?[^\w%]*",
    re.IGNORECASE,
)
_NEXT_CELL = re.compile(r"\s*\|\s*\d{1,3}(?:\.\d+)?\s*(?:\||$)")
_HAS_NUMBER = re.compile(r"\d|per ?cent|\b(?:remaining|last|final|left|kept back|held back)\b", re.IGNORECASE)


def find_weight(text: str, concepts: list[tuple[int, int]], weighting: str = "") -> WeightFound | None:
    """Weight given in `text` to any of the concepts, which are (start, end) offsets; the largest when several are.

    Failing that, a single `weighting 10 %` anywhere in the text, or in `weighting`, the passage that follows.
    """
    told = (
        equally(text, concepts)
        or equal_part(text, concepts)
        or least_of(text)
        or changed(text, concepts)
        or by_lot(text)
        or _out_of_alone(text)
    )
    if told is not None:
        return told
    if (
        (not _HAS_NUMBER.search(text) and not weighting)
        or is_of_others(text, concepts)
        or _NOTHING_FOR_NOTHING.search(text)
    ):
        return None
    concepts = [span for span in concepts if not is_within_umbrella(text, *span)]
    text = weights_alone(text, concepts)
    is_aim = not weighting and _AIM.search(text) and not _SCORE_TALK.search(text)  # `deliver a minimum of 10 %`
    is_aim = is_aim and not _AT_THE_END.search(text) and _asked(text) is None
    if is_aim and not any(_is_weighed_name(text, *span) for span in concepts):
        return in_run(text, concepts)
    whole = most_for_social(text) or (
        marks_won(text) or of_those(text, concepts) or weighted_score(text) or summed(text, concepts)
    )
    whole = (
        whole
        or allotted(text, concepts)
        or overriding(text)
        or remainder(text, concepts)
        or last_of_hundred(text, concepts)
    )
    whole = whole or in_run(text, concepts) or as_the_one_before(text) or of_them_all(text)
    if whole is not None:
        return whole
    match = of_question(text, concepts)
    found = [reading_of(text, match)] if match is not None and _is_weight(text, match) else []
    found = found or [weight for start, end in concepts if (weight := _weight_of(text, start, end)) is not None]
    if found:
        return as_marked(text, max(found, key=lambda item: item.weight.value))
    match = (
        _QUESTION_WEIGHT.match(text) or _asked(text) or _of_the_marks(text) or _stated(text) if concepts else None
    ) or _LAST_CELL.search(text)
    return reading_of(text, match) if match is not None else _weighting(text, weighting)


def _out_of_alone(text: str) -> WeightFound | None:
    """The points of a row that is no more than the name and the most to be had for it."""
    match = _OUT_OF_ALONE.fullmatch(text) if "/" in text else None
    return WeightFound(Weight(float(match["value"]), "points", "unknown"), None) if match is not None else None


def _is_weighed_name(text: str, start: int, end: int) -> bool:
    """Whether a weight stands right after a name: `(10 %)`, or `Social value 20%, of which 12% for what is pledged`.

    Or right before one that opens the passage: `15% for social value: spend with local firms`.
    """
    if _GIVEN_FIRST.match(text[:start]) is not None or _IN_BRACKETS.match(text, end) is not None:
        return True
    is_first = not text[:start].strip(" -|()0123456789.") and is_social(text[start:end])
    return is_first and _ROW_WEIGHT.match(text, end) is not None


def _weighting(text: str, weighting: str) -> WeightFound | None:
    """The only `weighting 10 %` of the text or of what follows it."""
    whole = f"{text} {weighting}".strip()
    stated = [match for match in _WEIGHTING.finditer(whole) if match["unit"] or not whole[match.end() :].strip(" .)|")]
    if len(stated) != 1 or _PRICE.search(text) or _AIMED_AT.search(whole, 0, stated[0].start("value")):
        return None
    return None if _NOT_A_WEIGHT.match(whole, stated[0].end()) else reading_of(whole, stated[0])


def _asked(text: str) -> re.Match[str] | None:
    """The weight in brackets behind the name of a part or at the end of a question, of social value alone."""
    match = _ASKED_WEIGHT.match(text) or _LIMIT_AND_WEIGHT.search(text)
    return match if match is not None and match["unit"] and not is_among_others(text) else None


def _of_the_marks(text: str) -> re.Match[str] | None:
    """The one number of marks out of all of them, however far from the name: `12 out of 100 points on offer`."""
    numbers = [match for match in _MARKS_OF.finditer(text) if match["out_of"] and _is_weight(text, match)]
    is_alone = len(numbers) == 1 and not _PRICE.search(text) and not _THRESHOLD.search(text)
    return numbers[0] if is_alone else None


def _weight_of(text: str, start: int, end: int) -> WeightFound | None:
    goes_on = _GOES_ON.match(text, end)
    end = goes_on.end() if goes_on is not None else end
    after = _WEIGHT_AFTER.match(text, end, min(len(text), end + REACH))
    is_behind = goes_on is not None or numbers_are_of_others(text)  # then no number before it is its own
    before = None if is_behind else _WEIGHT_BEFORE.search(text, max(0, start - REACH), start)
    if before is not None and _AFTER_AND.search(text, 0, start) and _OF_ANOTHER.search(text, 0, before.start("value")):
        before = None  # `price 60%, quality 30% and social value to be confirmed`
    candidates = [match for match in (after, before) if match is not None and _is_weight(text, match)]
    if not candidates:
        return None
    is_number_first = len(candidates) == 2 and _is_number_first(text) and not _is_next_in_list(text, start, end)
    chosen = candidates[-1] if is_number_first else candidates[0]
    return reading_of(text, chosen)


def _is_next_in_list(text: str, start: int, end: int) -> bool:
    """Whether the number before a name is that of what stands before it: `method at 30% and social value at 10%`."""
    return _AFTER_AND.search(text, 0, start) is not None and _AT.match(text, end) is not None


def _stated(text: str) -> re.Match[str] | None:
    """The one weight of a passage that says in words what it is, however far from the name it stands."""
    for pattern in _STATED:
        numbers = [match for match in pattern.finditer(text) if match["unit"] or match["out_of"]]
        matches = [match for match in numbers if _is_weight(text, match) and not _is_of_price(text, match)]
        if len(matches) == 1 and len(UNIT.findall(text)) <= (1 if pattern is _STATED[0] else 4):
            return matches[0]
    return None


def _is_of_price(text: str, match: re.Match[str]) -> bool:
    """Whether the word right before a number is a name of price: `social value is pass/fail; price 100%`."""
    return _PRICE.search(text, match.start("value") - PRICE_BEFORE, match.start("value")) is not None


def _is_weight(text: str, match: re.Match[str]) -> bool:
    start, after = match.start("value"), match.end("unit") if match["unit"] else match.end("value")
    before = _BEFORE_OTHERS if _SCORE_TALK.search(text) else (*_BEFORE_OTHERS, _KPI_BEFORE)
    if any(pattern.search(text, max(0, start - 80), start) for pattern in before):
        return False
    if not (match["unit"] or "").startswith("%") and _NUMBER_OF.search(text, max(0, start - 80), start):
        return False
    if _CONTRIBUTING.search(text, max(0, start - 80), start) and not _OF_THE_MARKS.match(text, after):
        return False
    is_above = (match["unit"] or "")[:3] in {"%", "per"} and to_number(match["value"]) > WHOLE
    if is_above or any(pattern.match(text, after) for pattern in (_NOT_A_WEIGHT, _PLEDGED)):
        return False
    if match["out_of"]:
        return to_number(match["value"]) <= to_number(match["out_of"])
    return bool(match["unit"]) or _is_bare_weight(text, match)


def _is_bare_weight(text: str, match: re.Match[str]) -> bool:
    """Whether a number without a unit is a weight: by the word beside it, or as a row by itself, or in a list."""
    if re.match(r"\s*(?:[/\d]|\.\d|(?:-|to|\u2013)\s?\d)", text[match.end() :]):
        return False
    if is_limit(to_number(match["value"])) and _NEXT_CELL.match(text, match.end("value")) is not None:
        return False
    if _COUNTED.match(text[match.end("value") : match.end("value") + 60]):
        return False
    if not text[: match.start("value")].strip(" |") and is_item_number(text):
        return False
    is_worded = _WEIGHT_WORD.search(match.group()) or _BARE_ROW.match(text)
    return bool(is_worded) or bare_total(text) is not None


def _is_number_first(text: str) -> bool:
    """Whether the list reads `60% quality, 10% social value` and not `quality 60%, social value 10%`."""
    number = re.search(r"\d\s*(?:%|per ?cent|points|marks)", text, re.IGNORECASE)
    label = _LABEL.search(text)
    return number is not None and label is not None and number.start() < label.start()
