"""From passages to score sheets: rows that stand together, with the parts of social value summed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.crossed import crossed_at
from classifier.weights.lines import table_at
from classifier.weights.names import is_price, is_social, is_top, is_total
from classifier.weights.numbers import row_of
from classifier.weights.records import ROUND_SUMS, Placed, RowsFound, SheetRow
from classifier.weights.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_BARE_WEIGHTING = expression("bare_weighting")
_HEADING = expression("heading")
_NUMBER_LINE = re.compile(r"(?P<value>\d{1,3}) (?P<label>[A-Za-z][^\d%|]{2,60})")
_POINTS_BACK = re.compile(
    r"^(?:its?|this|that|these|they|their|the|an?)\b|\bit\b|\b(?:weight\w*|marks|scor\w+|evaluat\w+|points|gained)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:price|costs?|quality|technical|commercial)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|will|shall|be|was|has|have|carries|forms?)\b", re.IGNORECASE)
_LOT = re.compile(r"\W*lots?\b", re.IGNORECASE)
_NO_SCORE = expression("no_score")
_OPENS_PARTS = expression("opens_parts")
_PRICE = expression("price")
_LEADS_PART = re.compile(r"(?:[:(]|\s[-\u2013\u2014])\s*$")
_OTHER_HEADING = expression("other_heading")
_SIGN_OF_WEIGHT = re.compile(
    r"\d\)?\s*(?:%|per ?cent|points?\b|pts\b|marks?\b)|\d\)?\W*$|\d ?[:/] ?\d|per ?cent|tenth"
    r"|[a-z] \d{1,3}(?:[,;] [a-z]| [a-z])|^\W*\d{1,3} ?[|\t]",
    re.IGNORECASE,
)
_SEPARATOR = expression("sheet_separator")

MAX_ROW = 400
MAX_QUESTION = 7  # passages from the heading of a question to its weighting
MAX_ROW_WORDS = 6
MAX_NUMBERED = 20
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
        if (table := _table_at(passages, index)) is not None:
            rows, read_to = table
            yield from (sheet, rows) if sheet else (rows,)
            sheet = []
            continue
        if _SEPARATOR.match(text) and sheet:
            yield sheet
            sheet, last = [], index
        may_be_row = len(text) <= MAX_ROW and _may_be_row(text)
        found = rows_of(text) if may_be_row else None
        stated = _BARE_WEIGHTING.match(text) if may_be_row and found is None else None
        if stated is not None and (named := _heading_above(passages, index)) is not None:
            name = passages[named].clean
            sheet = [placed for placed in sheet if placed.index != named]
            sheet.append(Placed(named, row_of(name, stated), is_social(name), is_sure=True))
            last = index
            continue
        heading = found is None and len(text) <= MAX_HEADING and is_social(text) and not _is_said(passages, index)
        heading = heading and " = " not in text  # `Key: P = price, SV = social value`
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


def _table_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows of a table that is read as a whole, and the last passage of it."""
    return table_at(passages, index) or crossed_at(passages, index) or _numbered(passages, index)


def _numbered(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """Lines that open with a bare number each, which make up a hundred: `50 Price`, `35 Quality`, `15 Social value`."""
    placed: list[Placed] = []
    for place in range(index, min(len(passages), index + MAX_NUMBERED)):
        match = _NUMBER_LINE.fullmatch(passages[place].clean)
        if match is None:
            break
        label = match["label"]
        placed.append(Placed(place, SheetRow(label, float(match["value"]), "percent", None), is_social(label)))
    is_whole = len(placed) > 1 and sum(row.row.value or 0 for row in placed) == WHOLE
    is_award = any(is_price(row.row.label) for row in placed) and any(row.is_social for row in placed)
    return (placed, placed[-1].index) if is_whole and is_award else None


def _heading_above(passages: Sequence[Passage], index: int) -> int | None:
    """The heading of the question that a bare weighting ends; None where there is none near."""
    for place in range(index - 1, max(-1, index - MAX_QUESTION), -1):
        text = passages[place].clean
        if (
            len(text) <= MAX_HEADING
            and text[-1:] not in ".;,"
            and _HEADING.match(text)
            and not _BARE_WEIGHTING.match(text)
        ):
            return place
    return None


def _is_said(passages: Sequence[Passage], index: int) -> bool:
    """Whether a passage is a sentence, after which the next of its paragraph speaks of something else."""
    after = passages[index + 1] if index + 1 < len(passages) else None
    if after is None or after.block != passages[index].block or not passages[index].clean.endswith("."):
        return False
    is_of_award = _POINTS_BACK.search(after.clean) is not None or len(after.clean.split()) <= MAX_ROW_WORDS
    return _VERB.search(passages[index].clean) is not None and (
        not is_of_award or _OTHERS.search(after.clean) is not None
    )


def may_hold_rows(passage: Passage) -> bool:
    """Whether a passage may be a row of a score sheet; quick."""
    return _SIGN_OF_WEIGHT.search(passage.words) is not None or _NUMBER_LINE.fullmatch(passage.words) is not None


@lru_cache(maxsize=MAX_READ)
def _may_be_row(text: str) -> bool:
    return _SIGN_OF_WEIGHT.search(text) is not None or (
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
        return [replace(most, is_social=True, is_sure=True)]
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
