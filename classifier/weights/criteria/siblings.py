"""Criteria of one lot that belong together: a heading of social value with its parts, social value split over rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from classifier.weights.criteria.of_quality import as_shares_of_quality
from classifier.weights.criteria.structured import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.weights.criteria.reading import Row

MIN_HEADED = 3  # a heading published beside its parts
MIN_PARTS = 2
MOST_PARTS = 60  # of a heading alone: more than that are shares of it
SLACK = 0.01
WHOLE = 100.0


def normalise_lot(rows: Sequence[Row], is_social: Sequence[bool], is_theme: Sequence[bool]) -> list[Row]:
    """The rows of a lot with their shares of the total; parts of social value count in its heading alone.

    `is_theme` says which rows are named for a theme of social value.
    """
    outer = list(rows)
    headed: dict[int, int] = {}
    for place, row in enumerate(rows):
        if not is_social[place] or place in headed or row.is_unscored:
            continue
        parts = _parts_under(rows, place, is_social, is_theme)
        if not parts:
            continue
        if row.value is None:
            raw = " + ".join(rows[at].raw or "" for at in parts)
            outer[place] = replace(row, raw=raw, value=_sum_of(rows, parts), unit=rows[parts[0]].unit)
        headed |= dict.fromkeys(parts, place)
    settled = _normalised([replace(row, value=None) if at in headed else row for at, row in enumerate(outer)])
    return [_part(rows, at, settled[headed[at]], headed) if at in headed else row for at, row in enumerate(settled)]


def _normalised(rows: Sequence[Row]) -> list[Row]:
    settled = normalise(rows)
    if not any(row.is_of_quality for row in rows):
        return settled
    return as_shares_of_quality(settled, normalise([row for row in rows if not row.is_of_quality]))


def _parts_under(rows: Sequence[Row], place: int, is_social: Sequence[bool], is_theme: Sequence[bool]) -> list[int]:
    """The rows right under a heading of social value that make it up; none where they stand for themselves."""
    weight = rows[place].value
    following = range(place + 1, len(rows))
    if weight is None:
        parts = list(takewhile(lambda at: is_theme[at] and not is_social[at], following))
        is_told = all(rows[at].value for at in parts) and len({rows[at].unit for at in parts}) == 1
        return parts if is_told and _may_be_added(rows, parts) else []
    parts = list(takewhile(lambda at: (is_theme[at] or is_social[at]) and rows[at].value is not None, following))
    is_made_up = len(parts) >= MIN_PARTS and abs(_sum_of(rows, parts) - weight) < SLACK
    is_shared = len(parts) >= MIN_PARTS and _sum_of(rows, parts) == WHOLE and weight < WHOLE
    return parts if is_made_up or is_shared else []


def _may_be_added(rows: Sequence[Row], parts: Sequence[int]) -> bool:
    """Whether parts of a heading without a weight are its weight, and not shares of a weight that is not told."""
    rest = sum(row.value or 0 for at, row in enumerate(rows) if at not in parts)
    return _sum_of(rows, parts) < rest if rest else _sum_of(rows, parts) <= MOST_PARTS


def _part(rows: Sequence[Row], place: int, heading: Row, headed: dict[int, int]) -> Row:
    """A part, with its share of what its heading weighs."""
    row = rows[place]
    if row.value is None or heading.pct is None:
        return row
    total = _sum_of(rows, [at for at, head in headed.items() if head == headed[place]])
    return replace(row, unit=row.unit or heading.unit, pct=round(row.value * heading.pct / total, 4))


def _sum_of(rows: Sequence[Row], places: Sequence[int]) -> float:
    return sum(rows[at].value or 0 for at in places)


def split_share(shares: Sequence[float]) -> float | None:
    """The weight of social value that is split over rows; None where it is one row, or a heading and its parts."""
    total, largest = sum(shares), max(shares, default=0)
    is_headed = len(shares) >= MIN_HEADED and abs(total - 2 * largest) < SLACK
    return total if len(shares) > 1 and not is_headed and total <= WHOLE else None
