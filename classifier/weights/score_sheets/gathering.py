"""From passages to score sheets: rows that stand together, with headings of social value among them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Verified
from classifier.weights.asides import is_among_others
from classifier.weights.maxima import most_in_head
from classifier.weights.performance import is_head, last_row
from classifier.weights.score_sheets.asked import asked_at
from classifier.weights.score_sheets.bounds import bounds_at
from classifier.weights.score_sheets.crossed import crossed_at
from classifier.weights.score_sheets.fields import fields_at
from classifier.weights.score_sheets.grids import grid_at
from classifier.weights.score_sheets.lines import table_at
from classifier.weights.score_sheets.named_above import MAX_HEADING, VERB, stated_alone
from classifier.weights.score_sheets.names import is_social, is_total
from classifier.weights.score_sheets.outlines import outline_at
from classifier.weights.score_sheets.ratios import ratio_rows
from classifier.weights.score_sheets.records import ROUND_SUMS, Placed, RowsFound, SheetRow
from classifier.weights.score_sheets.rows import rows_of
from classifier.weights.score_sheets.single_lines import NUMBER_LINE, single_lines_at
from classifier.weights.score_sheets.stacked import stacked_at
from classifier.weights.score_sheets.within import within_at
from classifier.weights.score_sheets.worded import may_be_worded, worded_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_SPEAKS_OF_AWARD = re.compile(
    r"\b(?:weight\w*|marks|scor\w+|evaluat\w+|points|carr(?:y|ies)|worth|share|counts?|attracts?|gained|percentage)\b"
    r"|^\W*(?:[a-z][\w&'/()-]* ?){1,2}:? ?[(\u2013-]? ?\d{1,3}(?:\.\d+)? ?%|^[^.:]{2,60}[:\u2013] ?\d",
    re.IGNORECASE,
)
_TYPE = re.compile(r"\W*(?:price|cost|commercial)\W*", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:prices?|costs?|quality|technical|commercial)\b", re.IGNORECASE)
_LOT = re.compile(r"\W*lots?\b", re.IGNORECASE)
_RATIO_ALONE = re.compile(r"\W*\d{1,3} ?%?(?: ?[:/-] ?\d{1,3} ?%?){1,5}\W*")
_NO_SCORE = expression("no_score")
_OPENS_PARTS = expression("opens_parts")
_PRICE = expression("price")
_LEADS_PART = re.compile(r"(?:[:(]|\s[-\u2013\u2014])\s*$")
_OTHER_HEADING = expression("other_heading")
_SIGN_OF_WEIGHT = Verified(
    re.compile(
        r"\d\)?\s*(?:%|per ?cent|points?\b|pts\b|marks?\b)|\d\)?\W*$|\d ?[:/] ?\d|per ?cent|tenth"
        r"|\d ?[-\u2013] ?\d\d ?[-\u2013] ?\d"
        r"|[a-z)] [/:] \d{1,3} \(?[a-z]"
        r"|[a-z] \d{1,3}(?:[,;] [a-z]| [a-z])|^\W*\d{1,3} ?[|\t]|\d,? respectively",
        re.IGNORECASE,
    )
)
_TOMS = re.compile(r"\btoms?\b", re.IGNORECASE)
_SEPARATOR = expression("sheet_separator")

MAX_ROW = 400
MAX_TABLE = 40
MAX_BETWEEN = 3  # passages between two rows of one sheet
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
            sheets, read_to = table
            yield from [sheet, *sheets] if sheet else sheets
            sheet = []
            continue
        if _SEPARATOR.match(text) and sheet:
            yield sheet
            sheet, last = [], index
        may_be_row = len(text) <= MAX_ROW and _may_be_row(text)
        found = rows_of(text) if may_be_row else None
        alone = stated_alone(passages, index) if may_be_row and found is None else None
        if alone is not None:
            _put(sheet, alone)
            last = index
            continue
        heading = found is None and _is_heading(passages, index)
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


def _put(sheet: list[Placed], alone: Placed) -> None:
    """Put a row at the end of a sheet, in place of the bare name that stands there."""
    first = len(sheet)
    while first and sheet[first - 1].index >= alone.index:
        first -= 1
    sheet[first:] = [*(placed for placed in sheet[first:] if placed.index != alone.index), alone]


def top_of_table(passages: Sequence[Passage], place: int) -> int:
    """The first of the lines with cells that a passage stands under: the head of a long table."""
    top = place
    while 0 < top < len(passages) and top > place - MAX_TABLE and _is_of_table(passages, top):
        top -= 1
    return top


def _is_of_table(passages: Sequence[Passage], place: int) -> bool:
    """Whether a passage has marks between cells, or goes on from one of the same line."""
    has_cells = any(mark in passages[place].words for mark in "|\t") or " | " in passages[place].clean
    return has_cells or passages[place].block == passages[place - 1].block


def _table_at(passages: Sequence[Passage], index: int) -> tuple[list[list[Placed]], int] | None:
    """The sheets of a table that is read as a whole, and the last passage of it."""
    if is_head(passages[index].words):  # of what is measured while the contract runs
        return [], last_row(passages, index)
    for reader in (_head_at, fields_at, bounds_at, outline_at, within_at, worded_at, asked_at):
        read = reader(passages, index)
        if read is not None:
            return [read[0]], read[1]
    headed = table_at(passages, index)
    if headed is None or not _makes_whole(headed[0]):
        grid = grid_at(passages, index)
        if grid is not None:
            return grid
    found = (
        headed
        or crossed_at(passages, index)
        or _ratio_under(passages, index)
        or single_lines_at(passages, index)
        or stacked_at(passages, index)
    )
    return ([found[0]], found[1]) if found is not None else None


def _head_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows of a head of scores that says what each criterion is out of."""
    most = most_in_head(passages[index].clean)
    total = sum(value for _, value in most)
    rows = [Placed(index, SheetRow(name, value, "points", total), is_social(name)) for name, value in most]
    return (rows, last_row(passages, index)) if rows else None


def _ratio_under(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows of a ratio that stands alone under its names: `Price:Quality:Social value`, `60:30:10`."""
    text = passages[index].clean
    found = ratio_rows(f"{passages[index - 1].clean} {text}") if index and _RATIO_ALONE.fullmatch(text) else None
    if found is None:
        return None
    return [Placed(index - 1, row, is_social(row.label)) for row in found.rows], index


def _makes_whole(rows: Sequence[Placed]) -> bool:
    """Whether the weights make up a whole, as they stand or where some are parts of others."""
    return any(row.is_part for row in rows) or sum(row.row.value or 0 for row in rows if row.is_outer) in ROUND_SUMS


def _is_heading(passages: Sequence[Passage], index: int) -> bool:
    """Whether a passage is a heading of social value, and no sentence nor key: `Key: P = price, SV = social value`."""
    text = passages[index].clean
    if len(text) > MAX_HEADING or not is_social(text) or " = " in text or is_among_others(text):
        return False
    return not _is_said(passages, index)


def _is_said(passages: Sequence[Passage], index: int) -> bool:
    """Whether a passage is a sentence, after which the next of its paragraph speaks of something else."""
    after = passages[index + 1] if index + 1 < len(passages) else None
    if after is None or after.block != passages[index].block or not passages[index].clean.endswith("."):
        return False
    is_of_award = _SPEAKS_OF_AWARD.search(after.clean) is not None and _OTHERS.search(after.clean) is None
    return VERB.search(passages[index].clean) is not None and not is_of_award


def may_hold_rows(passage: Passage) -> bool:
    """Whether a passage may be a row of a score sheet; quick."""
    if _SIGN_OF_WEIGHT.search(passage.words) is not None or may_be_worded(passage.words):
        return True
    return NUMBER_LINE.fullmatch(passage.words) is not None


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
    if len(rows) == 1 and _TYPE.fullmatch(found.lead) is not None:  # `Price: Schedule of rates: 60%`
        return [replace(rows[0], row=replace(rows[0].row, label=f"{found.lead} {rows[0].row.label}"))]
    if is_social(found.lead) and len(rows) > 1 and all(_LOT.match(placed.row.label) for placed in rows):
        most = max(rows, key=lambda placed: placed.row.value or 0)  # `Social value: lot 1 10%, lot 2 5%`
        return [replace(most, is_social=True, is_sure=True)]
    if is_social(found.lead) and _OPENS_PARTS.search(found.lead) and not any(map(_is_whole_of_it, rows)):
        if any(row.unit is None for row in found.rows):
            return rows
        parent = Placed(index, SheetRow(found.lead, None, None, None), True)
        return [parent, *(replace(placed, is_part=True) for placed in rows)]
    return rows


def _is_whole_of_it(placed: Placed) -> bool:
    """Whether a row is named for all of social value, and not for one of its measures: `TOMs submission 6%`."""
    return placed.is_social and _TOMS.search(placed.row.label) is None
