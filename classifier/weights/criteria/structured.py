"""Structured award criteria: read each weight as published, then say what share of the total it is.

A weight is only clear beside its neighbours: rows of quality that sum to 100 next to a price of 30 are shares of
quality; rows that sum to 100 together with price are shares of the total; points are shares of their sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.criteria.reading import Row, least_in_range, read_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.evidence import Criterion, WeightOf

_NAME_NUMBER = expression("name_number")
_CODE = re.compile(r"\d (?:percentage|decimal|per-|dec-)", re.IGNORECASE)
MIN_NUMBERED = 2
WHOLE = 100
MAX_PERCENT = 205  # a hundred twice over: rows of quality beside the whole
ROUND_SUMS = frozenset({100, 1000})
MOST_SMALL = 50
LEAST_PRICE_PCT = 15  # price with a number below this beside others is in points: no price counts so little
SUM_SLACK = 1.01  # rows of thirds and of rounded figures


def read_rows(criteria: Sequence[Criterion]) -> list[Row]:
    """Weights of the criteria of one lot, one row each."""
    rows = [read_row(criterion) for criterion in criteria]
    values = [row.value for row in rows if row.value is not None]
    if len(values) > 1 and max(values) < 1 and abs(sum(values) - 1) <= SUM_SLACK / 100:  # `0.4`, `0.5`, `0.1`
        return [replace(row, value=round(100 * row.value, 6), unit="percent") if row.value else row for row in rows]
    if values:
        return rows
    return _least_of_ranges(criteria, rows) or _numbers_in_names(criteria, rows)


def _least_of_ranges(criteria: Sequence[Criterion], rows: list[Row]) -> list[Row] | None:
    """`10-20` beside `50-70`: the lower ends, where each criterion says a range and a hundred is in reach."""
    lows = [least_in_range(criterion) for criterion in criteria]
    told = [low for low in lows if low]
    if len(told) < max(MIN_NUMBERED, len(rows)) or not any(row.is_price for row in rows) or sum(told) > WHOLE:
        return None
    return [
        replace(row, raw=criterion.description or row.raw, value=low, unit="percent")
        for criterion, row, low in zip(criteria, rows, lows, strict=True)
    ]


def _numbers_in_names(criteria: Sequence[Criterion], rows: list[Row]) -> list[Row]:
    """`Price 60`, `Quality 30`, `Social value 10`: the numbers are weights when they make a round sum together.

    Criteria without a name are described by it: `description: "Price 60"`.
    """
    ends = [_NAME_NUMBER.search(criterion.name or criterion.description or "") for criterion in criteria]
    values = [float(end["value"]) for end in ends if end is not None]
    if len(values) < MIN_NUMBERED or sum(values) not in ROUND_SUMS:
        return rows
    return [
        replace(row, raw=end["value"], value=float(end["value"])) if end is not None else row
        for row, end in zip(rows, ends, strict=True)
    ]


def normalise(rows: Sequence[Row], points_total: float | None = None) -> list[Row]:
    """The same rows with unit, what the weight is a share of, and its share of the total, where that can be known.

    `points_total` is a total of points stated beside the rows.
    """
    units = {row.unit for row in rows if row.value is not None}
    if units == {None}:
        unit = _bare_unit(rows)
        rows = [replace(row, unit=unit) if row.value is not None else row for row in rows]
    elif None in units and len(units - {None, "order"}) == 1:
        only = next(iter(units - {None, "order"}))
        rows = [replace(row, unit=only) if row.value is not None and row.unit is None else row for row in rows]
    elif units == {"percent"} and _is_small(rows) and _are_coded(rows):
        rows = [replace(row, unit="points") if row.value is not None else row for row in rows]  # whatever the code says
    sums = {unit: _sums([row for row in rows if row.unit == unit]) for unit in ("percent", "points")}
    has_open_price = any(row.is_price and not row.value and not row.is_unscored for row in rows)
    if has_open_price and _is_price_of_nought(rows):
        has_open_price = False
    return [_settle(row, sums, points_total, has_open_price=has_open_price) for row in rows]


def _is_price_of_nought(rows: Sequence[Row]) -> bool:
    """Whether price is published with a weight of 0, and the others in one unit make up a whole without it."""
    weighed = [row for row in rows if row.value]
    is_open = any(row.is_price and (row.value or row.value is None) and not row.is_unscored for row in rows)
    total = sum(row.value or 0 for row in weighed)
    is_whole = _is_hundred(total) or total in ROUND_SUMS
    return not is_open and is_whole and len(weighed) > 1 and len({row.unit for row in weighed}) == 1


def _bare_unit(rows: Sequence[Row]) -> str:
    """Numbers without a mark are per cent, unless they are too large to be, or price among them is too small to be."""
    total = sum(row.value or 0 for row in rows)
    return "points" if total > MAX_PERCENT or _is_small(rows) else "percent"


def _are_coded(rows: Sequence[Row]) -> bool:
    """Whether a code alone says that the numbers are percentages, and no mark beside them."""
    return all(_CODE.search(row.raw or "") is not None for row in rows if row.value is not None)


def _is_small(rows: Sequence[Row]) -> bool:
    """Whether price among the rows has too small a number to be a percentage: `Price 4, quality 5, social value 1`."""
    price = sum(row.value or 0 for row in rows if row.is_price)
    return 0 < price < LEAST_PRICE_PCT and price < sum(row.value or 0 for row in rows) < MOST_SMALL


@dataclass(frozen=True, slots=True)
class _Sums:
    """Weights of the rows of one unit, added up by their place in the evaluation."""

    count: int
    price: float
    umbrella: float
    nested: float


def _sums(rows: Sequence[Row]) -> _Sums:
    weighed = [(row, row.value) for row in rows if row.value is not None]
    return _Sums(
        count=len(weighed),
        price=sum(value for row, value in weighed if row.is_price),
        umbrella=sum(value for row, value in weighed if row.is_umbrella and not row.is_price),
        nested=sum(value for row, value in weighed if not row.is_umbrella and not row.is_price),
    )


def _settle(row: Row, sums: dict[str, _Sums], points_total: float | None, *, has_open_price: bool) -> Row:
    if row.value is None or row.unit not in sums:
        return row
    if row.out_of:
        return replace(row, of="total", pct=_pct(100 * row.value / row.out_of))
    if row.unit == "points":
        total = points_total or _points_total(sums["points"], has_open_price=has_open_price)
        return replace(row, of="total", out_of=total, pct=_pct(100 * row.value / total)) if total else row
    found = _share(row, sums["percent"], has_open_price=has_open_price)
    if found is None:
        return row
    of, share = found
    # In hundredths: `33.33%` is a third.
    return replace(row, of=of, pct=_pct(round(row.value * share, 2)) if share is not None else None)


def _points_total(sums: _Sums, *, has_open_price: bool) -> float | None:
    """The sum of all points, where price is among them or the sum is round."""
    total = sums.price + sums.umbrella + sums.nested
    if sums.price and sums.umbrella and total - sums.nested in ROUND_SUMS and sums.nested <= sums.umbrella:
        total -= sums.nested
    is_whole = sums.price or (total in ROUND_SUMS and not has_open_price)
    return total if sums.count > 1 and is_whole else None


def _share(row: Row, sums: _Sums, *, has_open_price: bool) -> tuple[WeightOf, float | None] | None:
    """What the row's weight is a share of, and the factor that makes it a share of the total; None if unclear."""
    is_part = not row.is_price and not row.is_umbrella
    if _is_hundred(sums.price + sums.umbrella + sums.nested) and (sums.price or not has_open_price):
        return "total", 1
    is_quality_alone = 0 < sums.umbrella < 100 and not sums.price and _is_hundred(sums.nested)  # price is not told
    if sums.umbrella and (is_quality_alone or _is_hundred(sums.price + sums.umbrella)):
        return ("quality", sums.umbrella / 100) if is_part and _is_hundred(sums.nested) else ("total", 1)
    if _is_hundred(sums.umbrella + sums.nested):
        if row.is_price:
            return ("total", 1) if sums.price < 100 else None
        return "quality", (100 - sums.price) / 100 if 0 < sums.price < 100 else None
    if (
        sums.price and sums.price + sums.umbrella + sums.nested < 100
    ):  # rows are missing: shares of the whole all the same
        return "total", 1
    return ("total", 1) if sums.count == 1 and is_part else None


def _is_hundred(total: float) -> bool:
    return abs(total - 100) <= SUM_SLACK


def _pct(value: float) -> float | None:
    return round(value, 4) if 0 <= value <= 100 else None
