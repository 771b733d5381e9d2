"""The whole that a weight in prose is a share of: of the total, of quality, of a number of points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classifier.evidence import Weight
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from classifier.evidence import WeightOf, WeightUnit

_LABELLED_NUMBER = expression("labelled_number")
_NUMBER = expression("number")
_NUMBER_FOR = expression("number_for_label")
_OF_QUALITY = expression("of_quality")
_OF_TOTAL = expression("of_total")
_PRICE = expression("price")
_QUALITY_SHARE = expression("quality_share")
_SELECTION_STAGE = expression("selection_stage")
_WHOLE = expression("whole")
_WITHIN_IT = expression("within_it")
_WITHIN_QUALITY = expression("within_quality")


_OF_IT = re.compile(r"\s?of (?:that|it|this)(?=[.,;)]|$| and\b)", re.IGNORECASE)  # `quality is 60%, ... 10% of that`
_PRICE_CODE = re.compile(r"\d ?% ?\(?[PC]\b")  # `0.6P + 0.3Q + 0.1SV`
_OF_OTHER = re.compile(r"\bof the (?:other|remaining|last) \d", re.IGNORECASE)
_OF_WHICH = re.compile(  # `Quality is 40%, of which social value is 25%`
    r"\b(?:quality|technical|non-price)\b[^.;%\d]{0,30}(?P<whole>\d{2}) ?%[^.;%\d]{0,12}\bof which (?:the )?"
    r"(?:social value|community benefits?)\b[^.;%\d]{0,20}(?P<part>\d{1,2}) ?%",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(r"[^.;\d]{0,60}\d")
_NUMBER_AHEAD = re.compile(
    r"\d ?(?:marks?|points?|pts)?,? (?:(?:are|is|go|goes|will be|available|given) ){0,2}\W{0,2}"
    r"(?:(?:for|to|on|by) )?(?:the |our )?(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
WHOLES = frozenset({100, 200, 500, 1000})
MIN_LISTED = 2
_COUNTS = re.compile(  # `Pages: price 60, quality 30, social value 10` counts by subject
    r"\W*(?:number of |total )?(?:[\w-]+ ){0,2}(?:pages|visits|visitors|views|hits|words|characters|lines|rows|files"
    r"|copies|minutes|hours|emails|queries|downloads|clicks|attendees|delegates|attendance|seats|people|bids|answers)"
    r"(?: (?:by|per|for|on) [\w ]{3,20})?(?: ?[:\u2013-]|,)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WeightFound:
    """A weight with its share of the total score in per cent, where known."""

    weight: Weight
    pct: float | None


def to_number(text: str) -> float:
    """`1,000` or `7.5` as a number."""
    return float(text.replace(",", ""))


def of_what(text: str, match: re.Match[str], value: float, unit: WeightUnit) -> WeightOf:
    """What the weight is said to be a share of; `10 %` alone says nothing of it."""
    around = text[match.start() : match.end() + 60]
    is_of_it = _OF_IT.match(text, match.end()) is not None and quality_share(text[: match.start()]) is not None
    of_quality, of_total = _OF_QUALITY.search(around), _OF_TOTAL.search(around)
    if (match["unit"] or "").endswith(("age point", "age points")) or (
        of_total is not None and (of_quality is None or of_total.start() < of_quality.start())
    ):
        return "total"
    if is_of_it or of_quality is not None or _WITHIN_QUALITY.search(text, 0, match.start("value")):
        return "quality"
    if unit == "points" or _SELECTION_STAGE.search(text):
        return "unknown"
    if _are_parts_of_quality(text):
        return "quality"
    return "total" if _is_whole(text, value) else "unknown"


def _is_whole(text: str, value: float) -> bool:
    """Whether the numbers of a list that names price make up a whole, one value beside them or in one of them.

    `Price 60%, quality 30%, social value 10%`; `Price 40%, quality 60% (including social value 10%)`.
    """
    numbers = [match for match in _NUMBER.finditer(text) if to_number(match["value"]) != 100]
    shares = [match for match in numbers if (match["unit"] or "").startswith(("%", "p", "P"))]
    values = [to_number(match["value"]) for match in shares or numbers]
    return len(values) > 1 and _WHOLE.search(text) is not None and sum(values) in {100, 100 + value}


def _are_parts_of_quality(text: str) -> bool:
    """Whether the percentages of a list make up a whole in which price has no part."""
    values = [to_number(match["value"]) for match in _NUMBER.finditer(text) if (match["unit"] or "")[:1] == "%"]
    parts = [value for value in values if value != 100]
    is_left = _OF_OTHER.search(text) is not None  # `of the other 50%, 40% is for service and 10% for social value`
    has_price = _WHOLE.search(text) is not None or _PRICE_CODE.search(text) is not None
    return len(parts) > 2 and sum(parts) == 100 and not is_left and not has_price


def share(text: str, weight: Weight) -> float | None:
    """The weight in per cent of the total score; one not said to be of anything counts as of the total."""
    if weight.of == "quality":
        return share_of_quality(text, weight)
    if weight.unit == "percent":
        return weight.value if weight.value <= 100 and not _SELECTION_STAGE.search(text) else None
    return round(100 * weight.value / weight.out_of, 4) if weight.out_of and weight.value <= weight.out_of else None


def share_of_quality(text: str, weight: Weight) -> float | None:
    """A share of quality in per cent of the total, where `text` says what quality as a whole is worth."""
    whole = quality_share(text) if weight.unit == "percent" else None
    return round(weight.value * whole / 100, 2) if whole is not None else None  # `33.33%` is a third


def quality_around(text: str, before: str) -> tuple[float, str] | None:
    """What quality is worth that a weight is said to stand within, and the words of what stands there.

    `before` is the passage before `text`, which `it` may point back to. None where the numbers within make up quality
    themselves, and so are shares of the total: `Quality 40%; within it delivery 30%, social value 10%`.
    """
    named, within = _most_of_quality(text), _WITHIN_IT.search(text)
    if named is not None or within is None:
        return named
    head, inside = text[: within.start()], text[within.end() :]
    if _OF_TOTAL.search(inside):
        return None
    if within["whole"]:
        told = float(within["whole"])
        return None if _adds_up(inside, told) else (told, inside)
    if within["rest"]:
        left = _left_by_price(head if head.strip(" ,;") else before)
        return (left, inside) if left is not None else None
    whole = quality_share(head) or (None if head.strip() else quality_share(before))
    if not any(map(str.isdigit, inside)):  # `The 40% for quality has social value, weighted 25% within that element`
        return (whole, head) if whole is not None else None
    return None if whole is None or _adds_up(inside, whole) else (whole, inside)


def _most_of_quality(text: str) -> tuple[float, str] | None:
    """What quality is worth, where more than half of it would be social value, so that this is a share of it."""
    match = _OF_WHICH.search(text)
    if match is None or 2 * float(match["part"]) <= float(match["whole"]):
        return None
    return float(match["whole"]), match["part"]


def _adds_up(text: str, whole: float) -> bool:
    """Whether the numbers of a text make up a whole, so that each of them is a share of the total."""
    return sum(to_number(match["value"]) for match in _NUMBER.finditer(text)) == whole


def _left_by_price(text: str) -> float | None:
    """What is left in per cent where a text says what price is worth; None where it does not."""
    stated = [to_number(match["value"]) for match in _NUMBER.finditer(text) if (match["unit"] or "")[:1] in {"%", "p"}]
    return 100 - stated[0] if len(stated) == 1 and _PRICE.search(text) and stated[0] < 100 else None


def quality_share(text: str) -> float | None:
    """What quality as a whole is worth in per cent, where a text says so."""
    whole = _QUALITY_SHARE.search(text)
    return float(whole["after"] or whole["before"]) if whole is not None else None


def bare_total(text: str) -> float | None:
    """Sum of the bare numbers beside labels, when it is a round hundred or thousand: `Price 40 / Social Value 10`."""
    if not _PRICE.search(text) or _COUNTS.match(text) is not None:
        return None
    found = [match for pattern in (_LABELLED_NUMBER, _NUMBER_FOR) for match in pattern.finditer(text)]
    values = list({match.start("value"): float(match["value"]) for match in found}.values())
    total = sum(values)
    return total if len(values) > 1 and total in {100, 1000} else None


def points_total(text: str) -> float | None:
    """Sum of all points or marks in a list which names price too, so that it is the whole of the score."""
    if not _PRICE.search(text):
        return None
    values = [
        to_number(match["value"])
        for match in _NUMBER.finditer(text)
        if match["unit"] and match["unit"][0] in "pPmMwWqQ" and not match["unit"].lower().startswith(("per", "pc"))
    ]
    if sum(values) not in WHOLES and not _has_number_of_price(text):
        return None
    return _without_told(values, text) if len(values) > 1 else None


def _has_number_of_price(text: str) -> bool:
    """Whether price has a number of its own in a list, and is not just asked for: `10 marks, and give a price`."""
    return any(
        _NUMBER_BEHIND.match(text, price.end()) or _NUMBER_AHEAD.search(text, 0, price.start())
        for price in _PRICE.finditer(text)
    )


def _without_told(values: list[float], text: str) -> float:
    """The sum of numbers, or the first of them where the others make it up: `100 points: price 50 points, ...`."""
    first = _NUMBER.search(text)
    is_told = len(values) > MIN_LISTED and 2 * values[0] == sum(values)
    is_of_none = first is not None and _PRICE.search(text, 0, first.start()) is None
    return values[0] if is_told and is_of_none else sum(values)


def reading_of(text: str, match: re.Match[str]) -> WeightFound:
    """The weight that a match of a number says, and what it is a share of."""
    value = to_number(match["value"])
    out_of = to_number(match["out_of"]) if match["out_of"] else None
    unit: WeightUnit = "percent" if re.match(r"%|per|pc", match["unit"] or "", re.IGNORECASE) else "points"
    if match["unit"] is None and out_of is None and bare_total(text) == 100:
        unit = "percent"
    if unit == "points" and out_of is None:
        out_of = points_total(text) or (bare_total(text) if match["unit"] is None else None)
    weight = Weight(value, unit, "total" if out_of else of_what(text, match, value, unit), out_of)
    return WeightFound(weight, share(text, weight))
