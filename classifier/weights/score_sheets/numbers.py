"""Numbers in a row of a score sheet that can be weights."""

from __future__ import annotations

import re

from classifier.vocabulary.expressions import expression
from classifier.weights.score_sheets.records import ROUND_SUMS, SheetRow

_COUNTED = expression("counted")
NUMBER = expression("number")
_NUMBER_OF = expression("number_of")
_OF_QUALITY = expression("of_quality")
_OTHER_NUMBER = expression("other_number")
_NOT_A_WEIGHT = expression("not_a_weight")
_RISEN_BY = expression("risen_by")
_TOTAL = re.compile(
    r"\b(?:total(?:ling|s)?|sum|all|overall|making|add(?:ing|s)? up|com(?:ing|es?)|sum(?:ming|s)?)"
    r"(?: of| to| is| =|:)?\W*$",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"of (?:that|it|this)(?=[.,;)]|$| and\b)", re.IGNORECASE)
_OUT_OF = re.compile(r"\bout of (?:a )?(?:total |maximum )?(?:of )?$", re.IGNORECASE)
_RANGE_ON = re.compile(r"\s?(?:-|\u2013|to)\s?\d{1,2}\b(?! ?%)")
MAX_BARE = 1000
MIN_SUMMED = 2
YEARS = range(1990, 2100)


def numbers_in(text: str) -> list[re.Match[str]]:
    """The numbers of a passage that can be weights; those with a unit, where any has one."""
    found = [match for match in NUMBER.finditer(text) if not _is_other(text, match)]
    found = _without_sums(text, found)
    marked = [match for match in found if match["unit"] or match["out_of"]]
    whole = next((value_of(match["out_of"]) for match in marked if match["out_of"]), None)
    if whole is not None and sum(value_of(match["value"]) for match in found) == whole:
        return found  # `55 of 100 points to price, 40 to quality and 5 to social value`
    if marked:
        return marked
    return [match for match in found if (value := value_of(match["value"])) <= MAX_BARE and value not in YEARS]


def _without_sums(text: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    """The numbers without a total that only adds up the others: `jobs 3%, schools 2%, total 5%`."""
    values = [value_of(match["value"]) for match in found]
    return [
        match
        for match, value in zip(found, values, strict=True)
        if len(found) <= MIN_SUMMED or 2 * value != sum(values) or not _TOTAL.search(text[: match.start("value")])
    ]


def _is_other(text: str, match: re.Match[str]) -> bool:
    start = match.start("value")
    if any(pattern.search(text, max(0, start - 60), start) for pattern in (_OTHER_NUMBER, _RISEN_BY)):
        return True
    if value_of(match["value"]) in ROUND_SUMS and _OUT_OF.search(text, 0, start):  # `marked out of 100`
        return True
    is_counted = not (match["unit"] or "").startswith("%") and _NUMBER_OF.search(text, max(0, start - 60), start)
    is_above = 0 < value_of(match["out_of"] or "0") < value_of(match["value"])  # `Ref 2023/77`
    end = match.end("unit") if match["unit"] else match.end("value")
    if is_counted or is_above or _NOT_A_WEIGHT.match(text, end):
        return True
    if match["unit"] or match["out_of"]:
        return False
    if _RANGE_ON.match(text, end):  # `scored 0-5`
        return True
    return text[end : end + 1].isalnum() or _COUNTED.match(text[end : end + 60]) is not None


def value_of(text: str) -> float:
    """The number in a match, `1,000` as 1000."""
    return float(text.replace(",", "")) if text[:1].isdigit() else 0.0


def row_of(label: str, match: re.Match[str]) -> SheetRow:
    """The row of a name and its number."""
    out_of = value_of(match["out_of"]) if match["out_of"] else None
    unit = _unit(match["unit"], out_of)
    after = match.end("unit") + 1
    is_of_quality = bool(match["unit"]) and any(each.match(match.string, after) for each in (_OF_QUALITY, _OF_IT))
    return SheetRow(label, value_of(match["value"]), unit, out_of, is_of_quality=is_of_quality)


def _unit(mark: str | None, out_of: float | None) -> str | None:
    if not mark:
        return "points" if out_of else None
    return "percent" if mark.casefold()[:2] in {"%", "pe", "pc"} else "points"
