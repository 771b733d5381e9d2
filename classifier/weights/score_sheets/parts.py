"""Rows under the name of social value: parts that are added up, and parts that are shares of its weight."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from classifier.vocabulary.expressions import expression
from classifier.weights.score_sheets.names import is_price, is_top, is_umbrella
from classifier.weights.score_sheets.records import ROUND_SUMS, Placed, SheetRow

_OPENS_PARTS = expression("opens_parts")
_PRICE = expression("price")
_MADE_OF = re.compile(
    r"\W{0,4}\d{1,3}(?:\.\d+)?(?: ?(?:%|per ?cent|marks|points))?\W{0,3}"
    r"(?:[(\[]|broken down|of which|made up|comprising|consisting|split|being\b)(?P<parts>[^;)\]]*)",
    re.IGNORECASE,
)
_ALL_MARKS = re.compile(r"\b(?:marks?|points|scores?|total|available|maximum)\b", re.IGNORECASE)
_OF_THE_SERVICE = re.compile(  # what is scored beside social value, where it weighs too much to be a part of it
    r"\W*(?:[a-z]?\d{0,2}[.)]? )?(?:method\w*|delivery|service|team|staff\w*|approach|experience|mobili[sz]ation"
    r"|implementation|programme|resourc\w+|technical|management|capability|design|risk)\b(?! (?:of|for) )",
    re.IGNORECASE,
)
MOST_OF_PART = 15  # per cent
MAX_PARTS = 8
MIN_PARTS = 2
MAX_SHEET = 100  # rows; longer runs of numbers are no evaluation
WHOLE = 100


def with_parts(sheet: list[Placed]) -> list[Placed]:
    """The sheet with the rows under a bare heading of social value summed into it."""
    out: list[Placed] = []
    parent: int | None = None
    heading = ""
    for placed in sheet:
        if placed.is_total:
            out.append(placed)
            continue
        if placed.is_other:
            parent, heading = None, f"{placed.row.label}: "
            continue
        if _PRICE.search(heading):  # `PRICE / - Schedule of rates: 50%`
            out.append(replace(placed, row=replace(placed.row, label=heading + placed.row.label)))
            continue
        if placed.is_social and placed.row.value is None:
            parent = len(out)
            out.append(placed)
            continue
        if parent is not None and (placed.is_part or _is_part_of(out[parent], placed)):
            out[parent] = replace(out[parent], row=_plus(out[parent].row, placed.row))
            out.append(replace(placed, is_part=True))
            continue
        parent = None
        out.append(placed)
    return _trusted(_with_shares(_under_quality(out)) if len(out) <= MAX_SHEET else out)


def parts_told_after(words: str, label: str) -> str:
    """What a row is said to be made up of, right behind its weight: `Social value 20% (SV1 wellbeing 10%, ...)`."""
    place = words.find(label) if label else -1
    found = _MADE_OF.match(words, place + len(label)) if place >= 0 else None
    return f" {found['parts']}" if found is not None and not _PRICE.search(found["parts"]) else ""


def with_stated_total(sheet: list[Placed]) -> list[Placed]:
    """The sheet with a row of all marks that the others make up marked as their total: `Marks available: 500`."""
    total = sum(placed.row.value or 0 for placed in sheet if placed.is_outer)
    return [
        replace(placed, is_total=True)
        if placed.is_outer
        and placed.row.value
        and 2 * placed.row.value == total
        and not placed.is_social
        and _ALL_MARKS.search(placed.row.label) is not None
        and _PRICE.search(placed.row.label) is None
        else placed
        for placed in sheet
    ]


def _under_price(sheet: list[Placed]) -> list[Placed]:
    """The sheet with the rows after price that make it up marked as its parts: `Commercial 30%`, `5 Rates 30`."""
    for place, placed in enumerate(sheet):
        weight = placed.row.value
        if not weight or not placed.is_outer or _PRICE.search(placed.row.label) is None:
            continue
        under = list(takewhile(lambda each: each.is_outer and not is_umbrella(each.row.label), sheet[place + 1 :]))
        whole = sum(each.row.value or 0 for each in sheet if each.is_outer)
        if under and sum(each.row.value or 0 for each in under) == weight and whole > WHOLE:
            parts = [replace(each, row=replace(each.row, parent=weight, shared=weight)) for each in under]
            return [*sheet[: place + 1], *parts, *sheet[place + 1 + len(under) :]]
    return sheet


def _under_quality(sheet: list[Placed]) -> list[Placed]:
    """The sheet with the rows after all of quality that make it up marked as its parts, where the rest is then whole.

    `Quality 90%`, `Delivery 50%`, `Staffing 40%`, `Social value 10%`.
    """
    sheet = _under_price(sheet)
    total = sum(placed.row.value or 0 for placed in sheet if placed.is_outer)
    if total == WHOLE:
        return sheet
    if total == 2 * WHOLE and (shared := _shared(sheet)) is not None:
        return shared
    if (left := _beside_price(sheet, total)) is not None:
        return left
    for place, placed in enumerate(sheet):
        weight = placed.row.value
        if not weight or not placed.is_outer or placed.row.unit != "percent" or not is_umbrella(placed.row.label):
            continue
        end, total = place + 1, 0.0
        while end < len(sheet) and total < weight and sheet[end].is_outer:
            total += sheet[end].row.value or 0
            end += 1
        rest = sum(each.row.value or 0 for each in (*sheet[: place + 1], *sheet[end:]) if each.is_outer)
        if total == weight and rest == WHOLE:
            parts = [
                replace(each, row=replace(each.row, parent=weight, shared=total)) for each in sheet[place + 1 : end]
            ]
            return [*sheet[: place + 1], *parts, *sheet[end:]]
    return sheet


def _beside_price(sheet: list[Placed], total: float) -> list[Placed] | None:
    """The sheet with all rows but price as shares of what it leaves, where these bare numbers make up a hundred.

    `Price 70`, `Method 40`, `Team 30`, `Social value 30`; None where they do not. `total` is that of all rows.
    """
    prices = [placed for placed in sheet if placed.is_outer and is_price(placed.row.label)]
    price = prices[0].row.value if len(prices) == 1 else None
    quality = [placed for placed in sheet if placed.is_outer and is_umbrella(placed.row.label)]
    left = WHOLE - (price or 0)
    if not price or not 0 < left < WHOLE or any(each.row.value != left for each in quality):
        return None
    if total != price + left * bool(quality) + WHOLE or any(each.row.unit or each.row.out_of for each in sheet):
        return None
    parts = [each for each in sheet if each.is_outer and each not in prices and each not in quality]
    if len(parts) < MIN_PARTS:
        return None
    return [
        replace(each, row=replace(each.row, unit="percent", parent=left, shared=WHOLE))
        if each in parts
        else replace(each, row=replace(each.row, unit="percent"))
        for each in sheet
    ]


def _shared(sheet: list[Placed]) -> list[Placed] | None:
    """The sheet with the rows under all of quality marked as shares of it, where they make up a hundred themselves.

    `Quality 60%`, `Delivery 50%`, `Staffing 40%`, `Social value 10%`, `Price 40%`; None where they do not.
    """
    for place, placed in enumerate(sheet):
        weight = placed.row.value
        if not weight or placed.row.unit != "percent" or not is_umbrella(placed.row.label):
            continue
        end, total = place + 1, 0.0
        while end < len(sheet) and total < WHOLE and sheet[end].is_outer:
            total += sheet[end].row.value or 0
            end += 1
        if total == WHOLE and all(each.row.unit == "percent" for each in sheet[place + 1 : end]):
            parts = [
                replace(each, row=replace(each.row, parent=weight, shared=WHOLE)) for each in sheet[place + 1 : end]
            ]
            return [*sheet[: place + 1], *parts, *sheet[end:]]
    return None


def _with_shares(sheet: list[Placed]) -> list[Placed]:
    """The sheet with the rows under social value marked as shares of its weight, where they make up a hundred.

    `Social value 10%`, `Jobs: 60%`, `Carbon: 40%`, `Quality 40%`, `Price 50%`.
    """
    tops = sum(other.row.value or 0 for other in sheet if is_top(other.row.label) and other.row.parent is None)
    for place, placed in enumerate(sheet):
        weight = placed.row.value
        if not placed.is_social or not weight or placed.is_part or placed.row.unit != "percent" or placed.row.parent:
            continue
        under = list(takewhile(_is_within, sheet[place + 1 :]))
        if sum(part.row.value or 0 for part in under) == WHOLE and tops + weight == WHOLE:
            shares = [replace(p, row=replace(p.row, parent=weight, shared=WHOLE), is_part=True) for p in under]
            return [*sheet[: place + 1], *shares, *sheet[place + 1 + len(under) :]]
    return sheet


def _is_within(placed: Placed) -> bool:
    row = placed.row
    return row.unit == "percent" and row.parent is None and not is_top(row.label) and not placed.is_part


def _is_part_of(parent: Placed, placed: Placed) -> bool:
    if placed.row.value is None or placed.is_social or is_top(placed.row.label):
        return False
    if placed.row.value >= MOST_OF_PART and placed.row.unit != "points" and _OF_THE_SERVICE.match(placed.row.label):
        return False
    if placed.row.unit is None and _OPENS_PARTS.search(parent.row.label) is None:
        return False
    return placed.index > parent.index or placed.is_part


def _plus(parent: SheetRow, part: SheetRow) -> SheetRow:
    return replace(parent, value=(parent.value or 0) + (part.value or 0), unit=part.unit)


def _trusted(sheet: list[Placed]) -> list[Placed]:
    """Sums are kept where the whole sheet then makes a round sum, or the parts are few and small."""
    parts = [placed for placed in sheet if placed.is_part]
    parents = [placed for placed in sheet if placed.is_social] if parts else []
    if not parents or any(part.row.shared for part in parts):
        return sheet
    total = sum(placed.row.value or 0 for placed in sheet if placed.is_outer)
    is_small = len(parts) <= MAX_PARTS and sum(part.row.value or 0 for part in parts) <= 50
    if total in ROUND_SUMS or (is_small and parents[0].row.unit):
        return sheet
    return [replace(placed, is_part=False) for placed in sheet if not placed.is_social]
