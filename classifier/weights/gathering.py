"""From passages to score sheets: rows that stand together, with the parts of social value summed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.lines import table_at
from classifier.weights.names import is_social, is_top, is_total
from classifier.weights.records import ROUND_SUMS, Placed, RowsFound, SheetRow
from classifier.weights.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_LOT = re.compile(r"\W*lots? \w{1,3}\b", re.IGNORECASE)
_NO_SCORE = expression("no_score")
_OPENS_PARTS = expression("opens_parts")
_PRICE = expression("price")
_LEADS_PART = re.compile(r"(?:[:(]|\s[-\u2013\u2014])\s*$")
_OTHER_HEADING = expression("other_heading")
SIGN_OF_WEIGHT = re.compile(
    r"\d\)?\s*(?:%|per ?cent|points?\b|pts\b|marks?\b)|\d\)?\W*$|\d ?[:/] ?\d|per ?cent|tenth"
    r"|[a-z] \d{1,3}(?:[,;] [a-z]| [a-z])|^\W*\d{1,3} ?[|\t]",
    re.IGNORECASE,
)
_SEPARATOR = expression("sheet_separator")

MAX_ROW = 400
MAX_BETWEEN = 3  # passages between two rows of one sheet
MAX_HEADING = 70
MAX_PARTS = 8
WHOLE = 100
MAX_READ = 5_000  # passages remembered: sheets of one authority look much alike


def sheets_in(passages: Sequence[Passage], near: set[int]) -> Iterator[list[Placed]]:
    """Rows that stand together, with headings of social value among them; only those `near` are looked at."""
    sheet: list[Placed] = []
    last = -MAX_BETWEEN - 1
    read_to = -1  # the last passage of a table read as a whole
    for index in sorted(near):
        if index <= read_to:
            continue
        text = passages[index].clean
        if (table := table_at(passages, index)) is not None:
            rows, read_to = table
            yield from (sheet, rows) if sheet else (rows,)
            sheet = []
            continue
        if _SEPARATOR.match(text) and sheet:
            yield sheet
            sheet, last = [], index
        may_be_row = len(text) <= MAX_ROW and _may_be_row(text)
        found = rows_of(text) if may_be_row else None
        heading = found is None and len(text) <= MAX_HEADING and is_social(text)
        if found is None and not heading:
            if sheet and len(text) <= MAX_HEADING and _OTHER_HEADING.match(text):
                sheet.append(Placed(index, SheetRow(text, None, None, None), False, is_other=True))
            continue
        if sheet and index - last > MAX_BETWEEN:
            yield sheet
            sheet = []
        last = index
        sheet += [Placed(index, SheetRow(text, None, None, None), True)] if found is None else _placed(index, found)
    if sheet:
        yield sheet


@lru_cache(maxsize=MAX_READ)
def _may_be_row(text: str) -> bool:
    return SIGN_OF_WEIGHT.search(text) is not None or (
        _PRICE.search(text) is not None and _NO_SCORE.search(text) is not None
    )


def _placed(index: int, found: RowsFound) -> list[Placed]:
    rows = [
        Placed(index, row, is_social(row.label), is_total=is_total(row.label))
        for row in found.rows
        if row.parent or not row.is_of_quality
    ]
    if len(rows) == 1 and not rows[0].is_social and _LEADS_PART.search(found.lead) and is_social(found.lead):
        label = found.lead + rows[0].row.label  # `Social value - jobs 6%`
        return [Placed(index, replace(rows[0].row, label=label), True)]
    if is_social(found.lead) and len(rows) > 1 and all(_LOT.match(placed.row.label) for placed in rows):
        most = max(rows, key=lambda placed: placed.row.value or 0)  # `Social value: lot 1 10%, lot 2 5%`
        return [replace(most, is_social=True)]
    if is_social(found.lead) and _OPENS_PARTS.search(found.lead) and not any(placed.is_social for placed in rows):
        if any(row.unit is None for row in found.rows):
            return rows
        parent = Placed(index, SheetRow(found.lead, None, None, None), True)
        return [parent, *(replace(placed, is_part=True) for placed in rows)]
    return rows


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
    return _trusted(_with_shares(out))


def _with_shares(sheet: list[Placed]) -> list[Placed]:
    """The sheet with the rows under social value marked as shares of its weight, where they make up a hundred.

    `Social value 10%`, `Jobs: 60%`, `Carbon: 40%`, `Quality 40%`, `Price 50%`.
    """
    for place, placed in enumerate(sheet):
        weight = placed.row.value
        if not placed.is_social or not weight or placed.is_part or placed.row.unit != "percent" or placed.row.parent:
            continue
        under = list(takewhile(_is_within, sheet[place + 1 :]))
        tops = sum(other.row.value or 0 for other in sheet if is_top(other.row.label) and other.row.parent is None)
        if sum(part.row.value or 0 for part in under) == WHOLE and tops + weight == WHOLE:
            shares = [replace(p, row=replace(p.row, parent=weight, shared=WHOLE), is_part=True) for p in under]
            return [*sheet[: place + 1], *shares, *sheet[place + 1 + len(under) :]]
    return sheet


def _is_within(placed: Placed) -> bool:
    row = placed.row
    return row.unit == "percent" and row.parent is None and not is_top(row.label) and not placed.is_part


def _is_part_of(parent: Placed, placed: Placed) -> bool:
    if placed.row.value is None or placed.row.unit is None or placed.is_social or is_top(placed.row.label):
        return False
    return placed.index > parent.index or placed.is_part


def _plus(parent: SheetRow, part: SheetRow) -> SheetRow:
    return replace(parent, value=(parent.value or 0) + (part.value or 0), unit=part.unit)


def _trusted(sheet: list[Placed]) -> list[Placed]:
    """Sums are kept where the whole sheet then makes a round sum, or the parts are few and small."""
    parents = [placed for placed in sheet if placed.is_social and any(other.is_part for other in sheet)]
    if not parents or any(placed.is_part and placed.row.shared for placed in sheet):
        return sheet
    total = sum(placed.row.value or 0 for placed in sheet if placed.is_outer)
    parts = [placed for placed in sheet if placed.is_part]
    is_small = len(parts) <= MAX_PARTS and sum(part.row.value or 0 for part in parts) <= 50
    if total in ROUND_SUMS or (is_small and parents[0].row.unit):
        return sheet
    return [replace(placed, is_part=False) for placed in sheet if placed not in parents]
