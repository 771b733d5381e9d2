"""What each row of a score sheet is a share of, read beside the other rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.weights.criteria.reading import Row
from classifier.weights.criteria.structured import normalise
from classifier.weights.score_sheets.names import is_price, is_umbrella
from classifier.weights.score_sheets.records import ROUND_SUMS, SheetRow

if TYPE_CHECKING:
    from classifier.weights.around import Around

_KEY_CRITERION = re.compile(r"\W*(?:[\d.]+\W+)?quality (?:and|&) innovation\b", re.IGNORECASE)
WHOLE = 100


def normalised(rows: list[SheetRow], around: Around, total: float | None = None) -> list[Row]:
    """The rows with what each is a share of; `around` is the text they stand in, `total` what they are said to make."""
    outer = [row for row in rows if row.parent is None]
    is_price_out = around.is_price_unscored
    read = [_converted(row, is_unscored=is_price_out and not row.value) for row in outer]
    if any(_is_named(row, "quality") for row in outer):  # of which what is technical is then a part
        read = [
            replace(each, is_umbrella=False) if _is_named(row, "technical") else each
            for row, each in zip(outer, read, strict=True)
        ]
    if total is not None and total != WHOLE and not any(row.unit for row in outer):
        read = [replace(row, unit="points") if row.value is not None else row for row in read]
    settled = normalise(read, total or around.total_points or _told_by_rows(read))
    sum_of_all = sum(row.value or 0 for row in outer)
    is_marked = any(row.unit == "percent" for row in outer)
    is_whole = sum_of_all == WHOLE if is_marked else sum_of_all in ROUND_SUMS  # `jobs 6%, carbon 4%` is no whole
    is_price_open = not is_price_out and not any(row.is_price and row.value for row in read)
    has_umbrella = any(row.is_umbrella for row in read)
    is_without = not has_umbrella and (around.is_list_of_quality or around.is_price_named)
    if any(_KEY_CRITERION.match(row.label) for row in outer):  # of the Provider Selection Regime, which has no price
        is_without = False
    if is_whole and (around.is_column_of_quality or (is_price_open and is_without)):
        settled = [_as_quality(row) for row in settled]
    found = iter(settled)
    return [next(found) if row.parent is None else _inner(row, settled) for row in rows]


def _told_by_rows(rows: list[Row]) -> float | None:
    """The total that some of the rows state, which holds for the others: `price 240 marks (of 600)`, `Method 200`."""
    told = [row.out_of for row in rows if row.out_of]
    return told[0] if len(told) > 1 and len(set(told)) == 1 and len(told) < len(rows) else None


def _is_named(row: SheetRow, name: str) -> bool:
    return row.label.strip().casefold().startswith(name)


def _converted(row: SheetRow, *, is_unscored: bool) -> Row:
    return Row(
        is_price(row.label), is_umbrella(row.label), None, row.value, row.unit, row.out_of, is_unscored=is_unscored
    )


def _inner(row: SheetRow, outer: list[Row]) -> Row:
    """A row in brackets: a share of the row before it where the rows there make up a hundred, else of the total."""
    unit = row.unit or next((each.unit for each in outer if each.unit), None)
    read = Row(False, False, None, row.value, unit, row.out_of)
    if row.value is None or row.parent is None:
        return read
    if unit == "points":
        total = next((each.out_of for each in outer if each.out_of), None)
        return replace(read, of="total", out_of=total, pct=round(100 * row.value / total, 4)) if total else read
    if row.is_of_quality or (row.shared == 100 and row.parent < 100):
        return replace(read, of="quality", pct=round(row.value * row.parent / 100, 2))  # `33.33%` is a third
    is_whole = any(each.of == "total" for each in outer)
    return replace(read, of="total" if is_whole else "unknown", pct=row.value)


def _as_quality(row: Row) -> Row:
    if row.of != "total" or row.unit != "percent":
        return row
    return replace(row, of="quality", pct=None)
