"""One published criterion: its weight as it is read before its neighbours are looked at."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from classifier.text.number_words import NUMBER
from classifier.vocabulary.expressions import expression
from classifier.weights.criteria.of_quality import in_digits, share_of_quality
from classifier.weights.wholes import to_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.evidence import Criterion, WeightOf

_NO_SCORE = expression("no_score")
_PRICE = expression("price")
_SOCIAL_NAME = expression("social_name")
_STATED_WEIGHT = expression("stated_weight")
_UMBRELLA = expression("umbrella")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d{1,2}),(\d{1,2})(?![\d,]|\.\d)")
_SAID_TWICE = re.compile(rf"\b{NUMBER} ?\((?P<digits>\d{{1,3}})(?P<unit> ?(?:%|per ?cent))?\)", re.IGNORECASE)
_RANGE = re.compile(
    r"\s*(?P<low>\d{1,3})(?:\.0+)? ?%? ?(?:-|to|\u2013) ?(?P<high>\d{1,3}) ?(?:%|per ?cent)?\s*", re.IGNORECASE
)
_UNSCORED = expression("unscored_row")
_WHOLE_WEIGHT = expression("whole_weight")
# Codes of OCDS (`percentageExact`, `pointsRangeMiddle`) and of the eForms they come from (`per-exa`, `poi-mid`).
_UNITS = {"per": "percent", "dec": "decimal", "poi": "points", "ord": "order"}
_PRECISION = ("exa", "mid", "min", "")  # of several numbers: the exact one, else the middle, else the least


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
    is_unscored: bool = False  # said to carry no marks
    is_of_quality: bool = False  # said to be a share of quality


def in_figures(text: str) -> str:
    """The text with a decimal comma as a point, and without the words of a number that stands there in digits too."""
    told = _SAID_TWICE.sub(lambda match: f"{match['digits']}{match['unit'] or ''}", text)
    return _DECIMAL_COMMA.sub(r"\1.\2", told) if "," in told else told


def least_in_range(criterion: Criterion) -> float | None:
    """The lower end of a range that is all that a criterion says of its weight: `10-20`; None where it is no range."""
    stated = [str(number) for number, _ in criterion.numbers] or [criterion.description or ""]
    match = _RANGE.fullmatch(stated[0])
    return float(match["low"]) if match is not None and float(match["low"]) < float(match["high"]) else None


def read_row(criterion: Criterion) -> Row:
    """Weight of one criterion from its numbers, else its description, else its name, else its share of quality."""
    row, share = _stated(criterion), share_of_quality(criterion)
    if share is None or row.value not in {None, share}:
        return row
    return replace(row, raw=row.raw or f"{share:g}% of quality", value=share, unit="percent", is_of_quality=True)


def _stated(criterion: Criterion) -> Row:
    name = criterion.name or ""
    kind = (criterion.type or "").casefold()
    is_umbrella = _UMBRELLA.match(name) is not None
    is_named_price = _PRICE.search(name) is not None and _SOCIAL_NAME.search(name) is None and not is_umbrella
    is_price = kind == "price" or is_named_price or (kind == "cost" and not name)
    is_unscored = any(
        _NO_SCORE.match((text or "").strip(" .(").lower()) or _UNSCORED.match(text or "")
        for text in (criterion.description, criterion.name)
    )
    blank = Row(is_price, is_umbrella, None, None, None, is_unscored=is_unscored)
    for number, weight_kind in _best_first(criterion.numbers):
        read = _from_number(blank, number, weight_kind)
        if read is not None:
            return read
    for text in (criterion.description, criterion.name):
        if text and (read := _from_text(blank, " ".join(in_figures(in_digits(text) or "").split()))) is not None:
            return read
    return blank


def _best_first(
    numbers: Sequence[tuple[float | str | None, str | None]],
) -> list[tuple[float | str | None, str | None]]:
    """Numbers with a stated kind before those without, and exact ones before the middle and ends of a range."""
    return sorted(numbers, key=lambda pair: (pair[1] is None, _precision(pair[1] or "")))


def _precision(kind: str) -> int:
    return next(place for place, mark in enumerate(_PRECISION) if mark in kind.casefold())


def _from_number(blank: Row, number: float | str | None, weight_kind: str | None) -> Row | None:
    try:
        value = float(in_figures(str(number)).replace("%", "").replace(",", ""))
    except ValueError:
        return None
    unit = _UNITS.get(weight_kind.casefold()[:3]) if weight_kind else None
    if not math.isfinite(value) or value < 0 or (weight_kind and unit is None):
        return None
    if unit is None and "%" in str(number):
        unit = "percent"
    raw = f"{number} {weight_kind or ''}".strip()
    if unit == "decimal":
        return replace(blank, raw=raw, value=round(value * 100, 6) if value <= 1 else value, unit="percent")
    return replace(blank, raw=raw, value=value, unit=unit)


def _from_text(blank: Row, text: str) -> Row | None:
    bounds = _RANGE.fullmatch(text)
    if bounds is not None and float(bounds["low"]) == 0:  # `0-20%` may be twenty: no weight, and none denied
        return None
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
