"""Which rows of a score sheet make up its whole: without strays, in per cent, beside what is left for price."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, combinations

from classifier.weights.score_sheets.names import is_top, is_umbrella
from classifier.weights.score_sheets.parts import MAX_SHEET
from classifier.weights.score_sheets.records import ROUND_SUMS, Placed

LEAST_BESIDE_PRICE = 20
MIN_LISTED = 3
WHOLE = 100
WHOLES = (WHOLE, 10 * WHOLE)


def rows_of_whole(weighed: list[Placed]) -> list[Placed]:
    """The rows that belong to one whole, in the unit that they share."""
    return _with_price(_without_strays(_in_hundredths(_whole_run(without_told(weighed)))))


def without_told(weighed: list[Placed]) -> list[Placed]:
    """The rows without the whole that is told before them: `There are 100 marks to win. Price carries 60 of them`."""
    told = weighed[0].row if weighed else None
    if told is None or told.value not in WHOLES or len(weighed) <= MIN_LISTED or weighed[0].is_social:
        return weighed
    sums = list(accumulate(placed.row.value or 0 for placed in weighed[1:]))
    is_sum = told.value == sums[-1] or (told.unit == "points" and told.value in sums[MIN_LISTED - 1 :])
    return weighed[1:] if is_sum and not is_top(told.label) else weighed


def _whole_run(weighed: list[Placed]) -> list[Placed]:
    """The rows that follow one another and make up a whole, where others stand near: `Duration in months: 48`."""
    values = [placed.row.value or 0 for placed in weighed]
    is_nested = any(is_umbrella(placed.row.label) or not placed.is_outer for placed in weighed)
    units = {placed.row.unit for placed in weighed if placed.row.value}  # `Fee - 40 marks`, `Method - 30`
    is_mixed = "percent" in units and len(units) > 1
    if sum(values) in ROUND_SUMS or is_nested or is_mixed or len(weighed) > MAX_SHEET:
        return weighed
    sums = [0.0, *accumulate(values)]
    for start, end in combinations(range(len(sums)), 2):
        if end - start < MIN_LISTED or sums[end] - sums[start] not in WHOLES:
            continue
        run = weighed[start:end]
        if any(placed.is_social and placed.row.value for placed in run):
            return [placed for placed in weighed if placed in run or placed.row.value is None]
    return weighed


def _in_hundredths(weighed: list[Placed]) -> list[Placed]:
    """The rows in per cent, where bare parts of one make it up: `Price (0.6)`, `Method (0.3)`, `Social value (0.1)`."""
    bare = [placed for placed in weighed if placed.row.value is not None]
    is_of_one = len(bare) >= MIN_LISTED and all(
        placed.row.unit is None and (placed.row.value or WHOLE) < 1 for placed in bare
    )
    if not is_of_one or round(sum(placed.row.value or 0 for placed in bare), 4) != 1:
        return weighed
    return [
        replace(placed, row=replace(placed.row, value=round(WHOLE * (placed.row.value or 0), 4), unit="percent"))
        for placed in bare
    ]


def _without_strays(weighed: list[Placed]) -> list[Placed]:
    """The rows without bare numbers among percentages, unless all of them make up a hundred: `some 22 staff`."""
    marked = [placed for placed in weighed if _is_marked(placed)]
    bare = [placed for placed in weighed if not _is_marked(placed)]
    if (rest := _beside_parts(bare, marked)) is not None:
        return rest
    if _are_parts(bare, marked):
        return [placed if _is_marked(placed) else _in_percent(placed) for placed in weighed]
    total = sum(placed.row.value or 0 for placed in weighed if placed.is_outer)
    is_mixed = sum(placed.row.value is not None for placed in marked) > 1
    return marked if is_mixed and total != WHOLE and all(p.row.unit != "points" for p in weighed) else weighed


def _beside_parts(bare: list[Placed], marked: list[Placed]) -> list[Placed] | None:
    """The rows in per cent, where bare ones add up to quality: `Technical 60%`, `Method 50`, `Social value 10`."""
    total = sum(placed.row.value or 0 for placed in bare)
    quality = [placed for placed in marked if is_umbrella(placed.row.label) and placed.row.value == total]
    has_social = any(placed.is_social for placed in bare) and not any(placed.is_social for placed in marked)
    is_whole = sum(placed.row.value or 0 for placed in marked) == WHOLE
    if len(bare) < 2 or len(quality) != 1 or not has_social or not is_whole:
        return None
    return [*(placed for placed in marked if placed not in quality), *map(_in_percent, bare)]


def _is_marked(placed: Placed) -> bool:
    return placed.row.unit == "percent" or placed.row.value is None


def _are_parts(bare: list[Placed], marked: list[Placed]) -> bool:
    """Whether bare rows make up quality, whose share stands beside them: `Quality 60%. Safety 90, social value 10.`."""
    is_whole = sum(placed.row.value or 0 for placed in marked) == WHOLE == sum(p.row.value or 0 for p in bare)
    has_social = any(placed.is_social for placed in bare) and not any(placed.is_social for placed in marked)
    return is_whole and has_social and len(bare) > 1 and len({placed.row.unit for placed in bare}) == 1


def _in_percent(placed: Placed) -> Placed:
    return replace(placed, row=replace(placed.row, unit="percent"))


def _with_price(weighed: list[Placed]) -> list[Placed]:
    """The rows in per cent with what is left for price, where quality and social value stand alone and bare.

    Portals list only what is scored beside price so: `Quality: 65`, `Social Value: 15`.
    """
    is_bare = all(placed.row.unit is None and placed.row.out_of is None and placed.row.value for placed in weighed)
    names = {"social" if placed.is_social else "quality" if is_umbrella(placed.row.label) else "" for placed in weighed}
    total = sum(placed.row.value or 0 for placed in weighed)
    if not is_bare or names != {"social", "quality"} or len(weighed) > 2 or not LEAST_BESIDE_PRICE <= total < WHOLE:
        return weighed
    quality = next(placed for placed in weighed if not placed.is_social)
    price = replace(quality, row=replace(quality.row, label="price", value=WHOLE - total))
    return [_in_percent(placed) for placed in (price, *weighed)]
