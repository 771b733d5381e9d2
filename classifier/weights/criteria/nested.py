"""Criteria with parts: a section of social value is one criterion, a part of another section has its share of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from classifier.weights.criteria.reading import read_row
from classifier.weights.score_sheets.names import is_social

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.evidence import Criterion

_PARTS_KEY = re.compile(r"(?:sub|child|part|question|element|criteria|item|component|section)\w*$", re.IGNORECASE)
SLACK = 1.01  # thirds and rounded figures
WHOLE = 100.0


def parts_of(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The objects listed inside an object as its parts."""
    lists = (value for key, value in found.items() if isinstance(value, list) and _PARTS_KEY.match(key))
    return [part for value in lists for part in value if isinstance(part, dict)]


def read_section(section: Criterion, parts: Sequence[Criterion]) -> list[Criterion]:
    """The criteria that a section and its parts make up together, none of them counted twice."""
    own = read_row(section)
    rows = [read_row(part) for part in parts]
    total = sum(row.value or 0 for row in rows)
    if is_social(section.name or ""):
        is_summed = own.value is None and total and len({row.unit for row in rows if row.value is not None}) == 1
        unit = next((row.unit for row in rows if row.unit), None)
        return [replace(section, description=_weight(total, unit)) if is_summed else section]
    if not any(is_social(part.name or "") for part in parts) and own.value is not None:
        return [section]
    if own.value is None or not own.value < WHOLE or abs(total - WHOLE) > SLACK:
        return list(parts)
    return [  # shares of the section, as shares of the whole
        replace(part, description=_weight(row.value * own.value / WHOLE, own.unit)) if row.value is not None else part
        for part, row in zip(parts, rows, strict=True)
    ]


def _weight(value: float, unit: str | None) -> str:
    return f"{value:g} points" if unit == "points" else f"{value:g}%"
