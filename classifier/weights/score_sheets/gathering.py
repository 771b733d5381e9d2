"""From passages to score sheets: rows that stand together, with headings of social value among them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Verified
from classifier.weights.asides import is_among_others, stands_over
from classifier.weights.score_sheets.bounds import bounds_at
from classifier.weights.score_sheets.crossed import crossed_at
from classifier.weights.score_sheets.grids import grid_at
from classifier.weights.score_sheets.lines import table_at
from classifier.weights.score_sheets.names import is_social, is_total
from classifier.weights.score_sheets.numbers import NUMBER, row_of
from classifier.weights.score_sheets.records import ROUND_SUMS, Placed, RowsFound, SheetRow
from classifier.weights.score_sheets.rows import rows_of
from classifier.weights.score_sheets.single_lines import NUMBER_LINE, single_lines_at
from classifier.weights.score_sheets.stacked import stacked_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_BARE_WEIGHTING = expression("bare_weighting")
_HEADING = expression("heading")
_SPEAKS_OF_AWARD = re.compile(
    r"\b(?:weight\w*|marks|scor\w+|evaluat\w+|points|carr(?:y|ies)|worth|share|counts?|attracts?|gained|percentage)\b"
    r"|^\W*(?:[a-z][\w&'/()-]* ?){1,2}:? ?[(\u2013-]? ?\d{1,3}(?:\.\d+)? ?%|^[^.:]{2,60}[:\u2013] ?\d",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:prices?|costs?|quality|technical|commercial)\b", re.IGNORECASE)
_ALONE = re.compile(
    r"\W*\d{1,3}(?:\.\d+)? ?(?:%|(?:marks|points)(?: out of \d{2,4}(?: (?:marks|points))?)?)\W*", re.IGNORECASE
)
_SUM = re.compile(r"\W*=|\W*100\b")  # what the rows above come to
_VERB = re.compile(r"\b(?:is|are|will|shall|must|should|be|was|has|have|carries|forms?)\b", re.IGNORECASE)
_LOT = re.compile(r"\W*lots?\b", re.IGNORECASE)
_FIELD = re.compile(r"(?:name|type|title|description|criterion)\W*", re.IGNORECASE)
_KIND = re.compile(r"type\W*", re.IGNORECASE)
_NAMED = re.compile(
    r"^\W*(?:name|title|type(?=: (?:price|cost))|(?:(?:award|cost|quality|price) |sub-?)?criterion|question|item"
    r"|(?P<described>description))"
    r"(?: ?\d{1,2})?\s*:\s*",
    re.IGNORECASE,
)
_NO_SCORE = expression("no_score")
_OPENS_PARTS = expression("opens_parts")
_PRICE = expression("price")
_LEADS_PART = re.compile(r"(?:[:(]|\s[-\u2013\u2014])\s*$")
_OTHER_HEADING = expression("other_heading")
_SIGN_OF_WEIGHT = Verified(
    re.compile(
        r"\d\)?\s*(?:%|per ?cent|points?\b|pts\b|marks?\b)|\d\)?\W*$|\d ?[:/] ?\d|per ?cent|tenth"
        r"|[a-z] \d{1,3}(?:[,;] [a-z]| [a-z])|^\W*\d{1,3} ?[|\t]|\d,? respectively",
        re.IGNORECASE,
    )
)
_TOMS = re.compile(r"\btoms?\b", re.IGNORECASE)
_SEPARATOR = expression("sheet_separator")

MAX_ROW = 400
MAX_QUESTION = 7  # passages from the heading of a question to its weighting
MAX_ASKED = 400  # characters of a question with its weight behind it
MAX_TABLE = 40
MAX_BETWEEN = 3  # passages between two rows of one sheet
MAX_HEADING = 70
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
        alone = _stated_alone(passages, index) if may_be_row and found is None else None
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
    bounded = bounds_at(passages, index)
    if bounded is not None:
        return [bounded[0]], bounded[1]
    headed = table_at(passages, index)
    if headed is None or not _makes_whole(headed[0]):
        grid = grid_at(passages, index)
        if grid is not None:
            return grid
    found = headed or crossed_at(passages, index) or single_lines_at(passages, index) or stacked_at(passages, index)
    return ([found[0]], found[1]) if found is not None else None


def _makes_whole(rows: Sequence[Placed]) -> bool:
    """Whether the weights make up a whole, as they stand or where some are parts of others."""
    return any(row.is_part for row in rows) or sum(row.row.value or 0 for row in rows if row.is_outer) in ROUND_SUMS


def _heading_above(passages: Sequence[Passage], index: int) -> int | None:
    """The heading of the question that a bare weighting ends; None where there is none near."""
    for place in range(index - 1, max(-1, index - MAX_QUESTION), -1):
        if _FIELD.fullmatch(passages[place].clean) or (place and _KIND.fullmatch(passages[place - 1].clean)):
            continue  # `Name`, `Type` and what stands under the latter, as on Find a Tender
        if _is_described(passages, place):
            continue
        text = _NAMED.sub("", passages[place].clean)
        is_name = text != passages[place].clean or _is_right_before(passages, place, index)
        if is_name:  # `Criterion: Social value. Weighting: 10`
            text = text.rstrip(".;,")
        is_short = len(text) <= MAX_HEADING and text[-1:] not in ".;,"
        if is_short and _HEADING.match(text) and not _BARE_WEIGHTING.match(text):
            return place
    return None


def _is_described(passages: Sequence[Passage], place: int) -> bool:
    """Whether a passage is the description of what is named right above it: `Name: ...`, `Description: ...`."""
    named = _NAMED.match(passages[place].clean) if place else None
    is_described = named is not None and named["described"] is not None
    return is_described and _NAMED.match(passages[place - 1].clean) is not None


def _is_right_before(passages: Sequence[Passage], place: int, index: int) -> bool:
    """Whether a passage is a name without a verb, in the line of the weighting that follows it."""
    is_beside = place == index - 1 and passages[place].block == passages[index].block
    return is_beside and _VERB.search(passages[place].clean) is None


def _stated_alone(passages: Sequence[Passage], index: int) -> Placed | None:
    """The row of a weight that stands below its name: `Weighting: 15%` under a question, `Social value. 10%`."""
    text = passages[index].clean
    stated = _BARE_WEIGHTING.match(text) if not stands_over(passages, index) else None
    named = _heading_above(passages, index) if stated is not None else None
    if _is_after_name(passages, index):
        named, stated = index - 1, NUMBER.search(text)
    if named is None or stated is None:
        return None
    name = passages[named].clean
    return Placed(named, row_of(name, stated), is_social(name), is_sure=True)


def _is_heading(passages: Sequence[Passage], index: int) -> bool:
    """Whether a passage is a heading of social value, and no sentence nor key: `Key: P = price, SV = social value`."""
    text = passages[index].clean
    if len(text) > MAX_HEADING or not is_social(text) or " = " in text or is_among_others(text):
        return False
    return not _is_said(passages, index)


def _is_after_name(passages: Sequence[Passage], index: int) -> bool:
    """Whether a passage is no more than a weight, right after the name of social value."""
    if index == 0 or _ALONE.fullmatch(passages[index].clean) is None or _SUM.match(passages[index].clean):
        return False
    most = MAX_ASKED if passages[index].clean[:1] in "[(" else MAX_HEADING  # `Describe ... [20 marks out of 200]`
    before = passages[index - 1].clean
    return len(before) <= most and "%" not in before and is_social(before)


def _is_said(passages: Sequence[Passage], index: int) -> bool:
    """Whether a passage is a sentence, after which the next of its paragraph speaks of something else."""
    after = passages[index + 1] if index + 1 < len(passages) else None
    if after is None or after.block != passages[index].block or not passages[index].clean.endswith("."):
        return False
    is_of_award = _SPEAKS_OF_AWARD.search(after.clean) is not None and _OTHERS.search(after.clean) is None
    return _VERB.search(passages[index].clean) is not None and not is_of_award


def may_hold_rows(passage: Passage) -> bool:
    """Whether a passage may be a row of a score sheet; quick."""
    return _SIGN_OF_WEIGHT.search(passage.words) is not None or NUMBER_LINE.fullmatch(passage.words) is not None


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
    if is_social(found.lead) and _OPENS_PARTS.search(found.lead) and not any(map(_is_whole_of_it, rows)):
        if any(row.unit is None for row in found.rows):
            return rows
        parent = Placed(index, SheetRow(found.lead, None, None, None), True)
        return [parent, *(replace(placed, is_part=True) for placed in rows)]
    return rows


def _is_whole_of_it(placed: Placed) -> bool:
    """Whether a row is named for all of social value, and not for one of its measures: `TOMs submission 6%`."""
    return placed.is_social and _TOMS.search(placed.row.label) is None
