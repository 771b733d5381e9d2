"""Structured award criteria: read each weight as published, then say what share of the total it is.

A weight is only clear beside its neighbours: rows of quality that sum to 100 next to a price of 30 are shares of
quality; rows that sum to 100 together with price are shares of the total; points are shares of their sum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from classifier.expressions import expression
from classifier.weights import to_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from classifier.evidence import Criterion, WeightOf

_PRICE = expression("price")
_STATED_WEIGHT = expression("stated_weight")
_UMBRELLA = expression("umbrella")
_WHOLE_WEIGHT = expression("whole_weight")
SUM_SLACK = 1.01  # rows of thirds and of rounded figures
_KINDS = {
    "percentageexact": "percent",
    "percentagerangemin": "percent",
    "percentagerangemid": "percent",
    "decimalexact": "decimal",
    "decimalrangemin": "decimal",
    "decimalrangemid": "decimal",
    "pointsexact": "points",
    "pointsrangemin": "points",
    "pointsrangemid": "points",
    "order": "order",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A weight as read from one criterion, before its neighbours are looked at."""

    is_price: bool
    is_umbrella: bool
    raw: str | None
    value: float | None
    unit: str | None
    out_of: float | None = None
    of: WeightOf = "unknown"
    pct: float | None = None


def read_row(criterion: Criterion) -> Row:
    """Weight of one criterion from its numbers, else its description, else its name."""
    name = criterion.name or ""
    kind = (criterion.type or "").casefold()
    is_price = kind == "price" or _PRICE.search(name) is not None or (kind == "cost" and not name)
    blank = Row(is_price, _UMBRELLA.match(name) is not None, None, None, None)
    for number, weight_kind in criterion.numbers:
        read = _from_number(blank, number, weight_kind)
        if read is not None:
            return read
    for text in (criterion.description, criterion.name):
        if text and (read := _from_text(blank, " ".join(text.split()))) is not None:
            return read
    return blank


def _from_number(blank: Row, number: float | str | None, weight_kind: str | None) -> Row | None:
    try:
        value = float(str(number).replace("%", "").replace(",", ""))
    except ValueError:
        return None
    unit = _KINDS.get((weight_kind or "percentageExact").casefold())
    if not math.isfinite(value) or value < 0 or unit is None:
        return None
    raw = f"{number} {weight_kind or ''}".strip()
    if unit == "decimal":
        return replace(blank, raw=raw, value=round(value * 100, 6) if value <= 1 else value, unit="percent")
    return replace(blank, raw=raw, value=value, unit=unit)


def _from_text(blank: Row, text: str) -> Row | None:
    whole = _WHOLE_WEIGHT.match(text)
    if whole is not None:
        unit = _unit(whole["unit"])
        out_of = float(whole["out_of"]) if whole["out_of"] else None
        if out_of is not None and unit is None:
            unit = "points"
        return replace(blank, raw=text, value=to_number(whole["value"]), unit=unit, out_of=out_of)
    stated = _STATED_WEIGHT.search(text)
    if stated is None:
        return None
    number, mark = next((stated[key], stated[f"{key}_unit"]) for key in "abcde" if stated[key])
    return replace(blank, raw=stated.group().strip(), value=float(number), unit=_unit(mark))


def _unit(mark: str | None) -> str | None:
    if not mark:
        return None
    return "percent" if mark.casefold()[:2] in {"%", "pe"} else "points"


def normalise(rows: Sequence[Row]) -> list[Row]:
    """The same rows with unit, what the weight is a share of, and its share of the total, where that can be known."""
    units = {row.unit for row in rows if row.value is not None}
    if units == {None}:
        rows = [replace(row, unit=_bare_unit(rows)) if row.value is not None else row for row in rows]
    elif None in units and len(units - {None, "order"}) == 1:
        only = next(iter(units - {None, "order"}))
        rows = [replace(row, unit=only) if row.value is not None and row.unit is None else row for row in rows]
    return [_settle(row, rows) for row in rows]


def _bare_unit(rows: Sequence[Row]) -> str:
    """Numbers without a mark are per cent, unless they are too large to be."""
    return "points" if sum(row.value or 0 for row in rows) > 205 else "percent"


def _settle(row: Row, rows: Sequence[Row]) -> Row:
    if row.value is None or row.unit == "order":
        return row
    if row.out_of:
        return replace(row, of="total", pct=_pct(100 * row.value / row.out_of))
    same = [other for other in rows if other.unit == row.unit and other.value is not None]
    if row.unit == "points":
        return _settle_points(row, same)
    return _settle_percent(row, same, has_open_price=any(other.is_price and not other.value for other in rows))


def _settle_points(row: Row, same: Sequence[Row]) -> Row:
    total = sum(other.value or 0 for other in same)
    if len(same) < 2 or not any(other.is_price and other.value for other in same):
        return row
    return replace(row, of="total", out_of=total, pct=_pct(100 * (row.value or 0) / total))


def _settle_percent(row: Row, same: Sequence[Row], *, has_open_price: bool) -> Row:
    quality_share = _quality_share(row, same, has_open_price=has_open_price)
    if quality_share is None:
        return row
    of, share = quality_share
    return replace(row, of=of, pct=_pct((row.value or 0) * share) if share is not None else None)


def _quality_share(row: Row, same: Sequence[Row], *, has_open_price: bool) -> tuple[WeightOf, float | None] | None:
    """What the row's weight is a share of, and the factor that makes it a share of the total; None if unclear."""
    price = _sum(other for other in same if other.is_price)
    umbrella = _sum(other for other in same if other.is_umbrella and not other.is_price)
    nested = _sum(other for other in same if not other.is_umbrella and not other.is_price)
    is_part = not row.is_price and not row.is_umbrella
    if _is_hundred(price + umbrella + nested) and (price or not has_open_price):
        return "total", 1
    if umbrella and _is_hundred(price + umbrella):
        return ("quality", umbrella / 100) if is_part and _is_hundred(nested) else ("total", 1)
    if _is_hundred(umbrella + nested):
        if row.is_price:
            return ("total", 1) if price < 100 else None
        return "quality", (100 - price) / 100 if 0 < price < 100 else None
    return ("total", 1) if len(same) == 1 and is_part else None


def _sum(rows: Iterable[Row]) -> float:
    return sum(row.value or 0 for row in rows)


def _is_hundred(total: float) -> bool:
    return abs(total - 100) <= SUM_SLACK


def _pct(value: float) -> float | None:
    return round(value, 4) if 0 <= value <= 100 else None
