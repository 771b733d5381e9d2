"""Score sheets in running text: rows of one or more passages read together, since a weight is only clear beside others.

Where social value stands among the rows, its weight is its own number, or the sum of the rows under its name; what that
is a share of follows from the other rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from classifier.evidence import Evidence, Weight, passage_level
from classifier.text.prefilter import the_prefilter
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Verified
from classifier.weights.prose import share_of_quality
from classifier.weights.rows import RowsFound, SheetRow, rows_of, weight_column
from classifier.weights.structured import Row, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_MAY_WEIGH = Verified(expression("may_weigh"))
_NO_SCORE = expression("no_score")
_OPENS_PARTS = expression("opens_parts")
_PRICE = expression("price")
_LEADS_PART = re.compile(r"(?:[:(]|\s[-\u2013\u2014])\s*$")
_OTHER_HEADING = expression("other_heading")
_OTHER_SECTION = expression("other_section")
_PRICE_UNSCORED = expression("price_unscored")
_QUALITY_LIST = expression("quality_list")
_SIGN_OF_WEIGHT = re.compile(
    r"\d\)?\s*(?:%|per ?cent|points?\b|pts\b|marks?\b)|\d\)?\W*$|\d ?[:/] ?\d|per ?cent|tenth"
    r"|[a-z] \d{1,3}(?:[,;] [a-z]| [a-z])|^\W*\d{1,3} ?[|\t]",
    re.IGNORECASE,
)
_SEPARATOR = expression("sheet_separator")
_SOCIAL_NAME = expression("social_name")
_SOCIAL_PART = re.compile(
    r"(?:\w{1,4}[.)]? )?(?:social value|community benefits?)(?: ?[:(]| [-\u2013\u2014]) ?\w", re.IGNORECASE
)
_TOTAL_POINTS = expression("total_points")
_UMBRELLA = expression("umbrella")
_OF_OTHERS = frozenset({"mention.previous", "mention.policy_rule"})  # said of other contracts
_KINDS = frozenset({"criterion", "requirement", "mention", "theme_only"})
MAX_ROW = 400
REACH = 12  # passages on either side of evidence that can be rows of the same table
MAX_BETWEEN = 3  # passages between two rows of one sheet
MAX_HEADING = 70
MIN_LISTED = 3
MAX_PARTS = 8
MAX_READ = 5_000  # passages remembered: sheets of one authority look much alike
ROUND_SUMS = (10, 100, 1000)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, its passage, whether it is named for social value, and whether it is part of a row that is."""

    index: int
    row: SheetRow
    is_social: bool
    is_part: bool = False
    is_other: bool = False  # a bare heading of something else, which ends the parts of social value


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sheet says of the social value row in one passage."""

    weight: Weight
    pct: float | None
    because: str
    is_social: bool
    is_list: bool  # the passage lists other criteria too, whose names are no themes of social value


def may_weigh(text: str) -> bool:
    """Whether a text may hold a score sheet; quick."""
    return _MAY_WEIGH.may_match(text)


def settle(evidence: list[Evidence], passages: Sequence[Passage]) -> list[Evidence]:
    """Evidence with its weights read beside the rows around it."""
    if not any(item.kind in _KINDS for item in evidence):
        return evidence
    where = {passage.start: index for index, passage in enumerate(passages)}
    places = [where[item.start] for item in evidence if item.kind in _KINDS and item.start in where]
    near = {place + step for place in places for step in range(-REACH, REACH + 1) if 0 <= place + step < len(passages)}
    if not any(_SIGN_OF_WEIGHT.search(passages[index].words) for index in near):
        return [_of_total(item, passages) for item in evidence]
    readings = {index: reading for sheet in _sheets(passages, near) for index, reading in _read(sheet, passages)}
    settled = [_settled(item, readings.get(where.get(item.start, -1))) for item in evidence]
    return [_of_total(item, passages) for item in settled]


def _of_total(item: Evidence, passages: Sequence[Passage]) -> Evidence:
    """A share of quality as a share of the total, where another passage says what quality is worth."""
    if item.weight is None or item.weight.of != "quality" or item.weight_pct is not None or item.kind != "criterion":
        return item
    pct = share_of_quality(" ".join(passage.clean for passage in passages), item.weight)
    level = passage_level("criterion", item.weight, pct, item.standards, is_wellbeing_only=False)
    return replace(item, weight_pct=pct, level=level)


def _settled(item: Evidence, reading: Reading | None) -> Evidence:
    if reading is None or item.kind not in _KINDS or item.rule in _OF_OTHERS:
        return item
    if not reading.is_social and (item.kind != "theme_only" or item.weight is not None):
        return item
    if item.weight is not None and reading.weight.of == "unknown" and reading.weight.value == item.weight.value:
        return item
    if item.kind == "theme_only":
        return replace(item, weight=reading.weight, weight_pct=reading.pct)
    level = passage_level("criterion", reading.weight, reading.pct, item.standards, is_wellbeing_only=False)
    rule = item.rule if item.kind == "criterion" else "criterion.weight"
    trail = (*item.trail, reading.because)
    themes = () if reading.is_list else item.themes
    return replace(
        item,
        kind="criterion",
        rule=rule,
        weight=reading.weight,
        weight_pct=reading.pct,
        level=level,
        trail=trail,
        themes=themes,
    )


def _sheets(passages: Sequence[Passage], near: set[int]) -> Iterator[list[Placed]]:
    """Rows that stand together, with headings of social value among them; only those `near` are looked at."""
    sheet: list[Placed] = []
    last = -MAX_BETWEEN - 1
    column: int | None = None
    for index in sorted(near):
        text = passages[index].clean
        if "|" in text and (head := weight_column(text)) is not None:
            column = head
        if _SEPARATOR.match(text) and sheet:
            yield sheet
            sheet, last = [], index
        may_be_row = len(text) <= MAX_ROW and _may_be_row(text)
        found = rows_of(text, column if "|" in text else None) if may_be_row else None
        heading = found is None and len(text) <= MAX_HEADING and _is_social(text)
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
    return _SIGN_OF_WEIGHT.search(text) is not None or (
        _PRICE.search(text) is not None and _NO_SCORE.search(text) is not None
    )


def _placed(index: int, found: RowsFound) -> list[Placed]:
    rows = [Placed(index, row, _is_social(row.label)) for row in found.rows if row.parent or not row.is_of_quality]
    if len(rows) == 1 and not rows[0].is_social and _LEADS_PART.search(found.lead) and _is_social(found.lead):
        label = found.lead + rows[0].row.label  # `Social value - jobs 6%`
        return [Placed(index, replace(rows[0].row, label=label), True)]
    if _is_social(found.lead) and _OPENS_PARTS.search(found.lead) and not any(placed.is_social for placed in rows):
        if any(row.unit is None for row in found.rows):
            return rows
        parent = Placed(index, SheetRow(found.lead, None, None, None), True)
        return [parent, *(replace(placed, is_part=True) for placed in rows)]
    return rows


@lru_cache(maxsize=MAX_READ)
def _is_social(label: str) -> bool:
    return the_prefilter().opens(label) or _SOCIAL_NAME.search(label) is not None


def _read(sheet: list[Placed], passages: Sequence[Passage]) -> Iterator[tuple[int, Reading]]:
    """What the sheet says of each passage: of social value where it has a row there, else of its one row."""
    sheet = _with_parts(sheet)
    weighed = [placed for placed in sheet if not placed.is_part]
    if not _is_sheet(weighed, has_parts=len(weighed) < len(sheet)):
        return
    around = " ".join(passage.clean for passage in passages)
    rows = zip(weighed, _normalised([placed.row for placed in weighed], around), strict=True)
    read = [(placed, row) for placed, row in rows if placed.row.value is not None and row.unit in {"percent", "points"}]
    social = [(placed, row) for placed, row in read if placed.is_social]
    if len(social) > 1 and _are_several(social, weighed):  # social value split over rows
        social[0] = (social[0][0], _sum_of([row for _, row in social]))
    social.sort(key=lambda pair: pair[1].value or 0)  # `12%, of which TOMs 8%`: of several in one passage the largest
    because = f"row of a table of {len(weighed)} weights"
    for placed, row in (*((placed, row) for placed, row in read if not placed.is_social), *social):
        unit = "percent" if row.unit == "percent" else "points"
        weight = Weight(row.value or 0, unit, row.of, row.out_of)  # type: ignore[arg-type]
        beside = sum(other.index == placed.index and not other.is_part for other in sheet)
        if placed.is_social or beside == 1:
            yield placed.index, Reading(weight, row.pct, because, placed.is_social, is_list=beside >= MIN_LISTED)


def _sum_of(rows: list[Row]) -> Row:
    value = sum(row.value or 0 for row in rows)
    is_face_value = all(row.of == "unknown" and row.unit == "percent" for row in rows)
    pct = sum(row.pct or 0 for row in rows) if all(row.pct for row in rows) else (value if is_face_value else None)
    return replace(rows[0], value=value, pct=pct)


def _is_sheet(weighed: list[Placed], *, has_parts: bool) -> bool:
    """Whether the rows belong together: more than one, and if bare numbers, with a round sum or a price among them."""
    if any(placed.row.unit or placed.row.out_of for placed in weighed):
        return len(weighed) > 1 or has_parts
    total = sum(placed.row.value or 0 for placed in weighed if placed.row.parent is None)
    is_round = total in {100, 1000}
    return len(weighed) > 1 and (
        is_round or any(_is_price(placed.row.label) and placed.row.value for placed in weighed)
    )


def _are_several(settled: list[tuple[Placed, Row]], weighed: list[Placed]) -> bool:
    """Whether the rows are different parts of one evaluation, and not the same row said again."""
    labels = {placed.row.label.casefold() for placed, _ in settled}
    total = sum(placed.row.value or 0 for placed in weighed if placed.row.parent is None)
    is_whole = total in ROUND_SUMS or all(_SOCIAL_PART.match(label) for label in labels)
    return len(labels) == len(settled) and is_whole and sum(row.value or 0 for _, row in settled) <= 60


def _with_parts(sheet: list[Placed]) -> list[Placed]:
    """The sheet with the rows under a bare heading of social value summed into it."""
    out: list[Placed] = []
    parent: int | None = None
    heading = ""
    for placed in sheet:
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
    return _trusted(out)


def _is_part_of(parent: Placed, placed: Placed) -> bool:
    if placed.row.value is None or placed.row.unit is None or placed.is_social or _is_top(placed.row.label):
        return False
    return placed.index > parent.index or placed.is_part


def _is_top(label: str) -> bool:
    return any(pattern.search(label) for pattern in (_PRICE, _UMBRELLA, _OTHER_SECTION))


def _plus(parent: SheetRow, part: SheetRow) -> SheetRow:
    return replace(parent, value=(parent.value or 0) + (part.value or 0), unit=part.unit)


def _trusted(sheet: list[Placed]) -> list[Placed]:
    """Sums are kept where the whole sheet then makes a round sum, or the parts are few and small."""
    parents = [placed for placed in sheet if placed.is_social and any(other.is_part for other in sheet)]
    if not parents:
        return sheet
    total = sum(placed.row.value or 0 for placed in sheet if not placed.is_part and placed.row.parent is None)
    parts = [placed for placed in sheet if placed.is_part]
    is_small = len(parts) <= MAX_PARTS and sum(part.row.value or 0 for part in parts) <= 50
    if total in ROUND_SUMS or (is_small and parents[0].row.unit):
        return sheet
    return [replace(placed, is_part=False) for placed in sheet if placed not in parents]


def _normalised(rows: list[SheetRow], around: str) -> list[Row]:
    """The rows with what each is a share of; `around` is the whole text."""
    outer = [row for row in rows if row.parent is None]
    is_price_out = _PRICE_UNSCORED.search(around) is not None
    read = [_converted(row, is_unscored=is_price_out and row.value is None) for row in outer]
    settled = normalise(read, _points_total(around))
    is_whole = sum(row.value or 0 for row in outer) in ROUND_SUMS
    is_price_open = not is_price_out and not any(row.is_price and row.value for row in read)
    is_without = _QUALITY_LIST.search(around) or (_PRICE.search(around) and not any(row.is_umbrella for row in read))
    if is_whole and is_price_open and is_without:
        settled = [_as_quality(row) for row in settled]
    found = iter(settled)
    return [next(found) if row.parent is None else _inner(row, settled) for row in rows]


def _converted(row: SheetRow, *, is_unscored: bool) -> Row:
    is_umbrella = _UMBRELLA.match(row.label) is not None
    return Row(_is_price(row.label), is_umbrella, None, row.value, row.unit, row.out_of, is_unscored=is_unscored)


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
        return replace(read, of="quality", pct=round(row.value * row.parent / 100, 4))
    is_whole = any(each.of == "total" for each in outer)
    return replace(read, of="total" if is_whole else "unknown", pct=row.value)


def _as_quality(row: Row) -> Row:
    if row.of != "total" or row.unit != "percent":
        return row
    return replace(row, of="quality", pct=None)


def _is_price(label: str) -> bool:
    return _PRICE.search(label) is not None and _SOCIAL_NAME.search(label) is None


def _points_total(text: str) -> float | None:
    totals = {float((match["a"] or match["b"]).replace(",", "")) for match in _TOTAL_POINTS.finditer(text)}
    return totals.pop() if len(totals) == 1 else None
