"""Weights of published criteria that are said to be shares of quality: `25% of quality`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.text.numerals import digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.evidence import Criterion
    from classifier.weights.criteria.reading import Row

_QUALITY = r"(?:quality|qualitative|technical|non-price|non-cost)"
_SHARE = re.compile(  # the whole text, or a clause that speaks of the weight
    r"(?:^|[(;,.\u2013:-] ?|\b(?:it|this|question|weight\w*|worth|is|has|at|carries|counts for|accounts for) )"
    r"(?:it |this |question )?(?:is |has |carries |counts for |accounts for |worth |weight\w* (?:of|at|:)? ?)*"
    r"(?P<value>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)\)? (?:of|within|in) (?:the |our |all |total |overall |available )*"
    rf"{_QUALITY}(?! ?(?:and|&|/|\+) ?(?:price|cost|commercial))"
    r"(?: (?:total|score|scoring|marks|points|section|element|part|criteri\w+|weight\w*|envelope|evaluation|share"
    r"|questions))*(?=\W*$|[.;,)])",
    re.IGNORECASE,
)
_MAY_BE = re.compile(_QUALITY, re.IGNORECASE)
_PASSED = re.compile(r"\b(?:pass|threshold|minimum|at least|below|less than)\b", re.IGNORECASE)
WHOLE = 100.0


def in_digits(text: str | None) -> str | None:
    """The text with fractions in digits, where it speaks of quality."""
    return digits(text) if text and _MAY_BE.search(text) is not None else text


def share_of_quality(criterion: Criterion) -> float | None:
    """The number in per cent that a criterion says is its share of quality; None where it says none."""
    for text in (criterion.description, criterion.name):
        told = in_digits(text) or ""
        match = _SHARE.search(told) if "%" in told or "cent" in told else None
        if match is not None and _PASSED.search(told) is None:
            return float(match["value"])
    return None


def as_shares_of_quality(rows: Sequence[Row], rest: Sequence[Row]) -> list[Row]:
    """The rows, those said to be shares of quality as such, unless their neighbours have shown them to be.

    `rest` are the rows beside them with their shares of the total. Without what quality is worth they have none.
    """
    whole = _quality_in(rest)
    return [
        replace(
            row,
            unit="percent",
            of="quality",
            pct=round(row.value * whole / WHOLE, 2) if whole is not None and row.value <= WHOLE else None,
        )
        if row.is_of_quality and row.value is not None and not (row.of == "quality" and row.pct is not None)
        else row
        for row in rows
    ]


def _quality_in(rows: Sequence[Row]) -> float | None:
    """What quality is worth in per cent of the total: its own number, else what price leaves."""
    quality = sum(row.pct or 0 for row in rows if row.is_umbrella and not row.is_price)
    price = sum(row.pct or 0 for row in rows if row.is_price)
    whole = quality or (WHOLE - price if price else 0)
    return whole if 0 < whole < WHOLE else None
