"""Structured award criteria: read each weight as published, then say what share of the total it is.

A weight is only clear beside its neighbours: rows of quality that sum to 100 next to a price of 30 are shares of
quality; rows that sum to 100 together with price are shares of the total; points are shares of their sum.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from classifier.evidence import Criterion, WeightOf
from classifier.weights import to_number

SUM_SLACK = 1.01  # rows of thirds and of rounded figures
_PRICE_NAME = re.compile(r"\b(?:price|pricing|costs?|commercial|financial|pris|cost)\b", re.IGNORECASE)
_UMBRELLA = re.compile(r"^\W*(?:overall |total )?(?:quality|technical|technical merit|non-price)(?: criteria| score| envelope| total)?\W*$", re.IGNORECASE)
_WHOLE = re.compile(r"^[\s(]*(?:weight(?:ing)?\s*(?:of|:|-|=)?\s*)?(\d{1,4}(?:,\d{3})*(?:\.\d+)?)\s*(%|per ?cent|points?|marks?)?\s*(?:(?:/|out of|of)\s*(\d{2,4}))?[\s)]*(?:weight(?:ing)?)?\s*$", re.IGNORECASE)
_STATED = re.compile(r"(?:weight(?:ing|ed|s)?|worth|score)\b[^.%\d]{0,30}(\d{1,3}(?:\.\d+)?)\s*(%|per ?cent|points?|marks?)?|\(\s*(\d{1,3}(?:\.\d+)?)\s*(%)\s*(?:of [^()]{1,40})?\)|[-:\u2013|]\s*(\d{1,3}(?:\.\d+)?)\s*(%)\s*$|^(\d{1,3}(?:\.\d+)?)\s*(%)", re.IGNORECASE)
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
    is_price = kind == "price" or _PRICE_NAME.search(name) is not None or (kind == "cost" and not name)
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
    whole = _WHOLE.match(text)
    if whole is not None:
        unit = _unit(whole[2])
        out_of = float(whole[3]) if whole[3] else None
        if out_of is not None and unit is None:
            unit = "points"
        return replace(blank, raw=text, value=to_number(whole[1]), unit=unit, out_of=out_of)
    stated = _STATED.search(text)
    if stated is None:
        return None
    number, mark = next((stated[i], stated[i + 1]) for i in (1, 3, 5, 7) if stated[i])
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
    value = row.value or 0.0
    price = sum(other.value or 0 for other in same if other.is_price)
    quality = [other for other in same if not other.is_price]
    parts = sum(other.value or 0 for other in quality)
    nested = [other for other in quality if not other.is_umbrella]
    umbrella = sum(other.value or 0 for other in quality if other.is_umbrella)
    nested_sum = sum(other.value or 0 for other in nested)
    if _is_hundred(price + parts) and not (has_open_price and not price):
        return replace(row, of="total", pct=_pct(value))
    if umbrella and _is_hundred(price + umbrella) and not row.is_price and not row.is_umbrella:
        if _is_hundred(nested_sum) and not _is_hundred(umbrella):
            return replace(row, of="quality", pct=_pct(value * umbrella / 100))
        return replace(row, of="total", pct=_pct(value))
    if _is_hundred(parts) and not row.is_price:
        share = (100 - price) / 100 if 0 < price < 100 else None
        return replace(row, of="quality", pct=_pct(value * share) if share is not None else None)
    if row.is_price and _is_hundred(parts) and 0 < price < 100:
        return replace(row, of="total", pct=_pct(value))
    if len(same) == 1 and len(nested) == 1:
        return replace(row, of="total", pct=_pct(value))
    return row


def _is_hundred(total: float) -> bool:
    return abs(total - 100) <= SUM_SLACK


def _pct(value: float) -> float | None:
    return round(value, 4) if 0 <= value <= 100 else None
