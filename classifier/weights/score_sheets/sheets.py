"""Score sheets in running text: rows of one or more passages read together, since a weight is only clear beside others.

Where social value stands among the rows, its weight is its own number, or the sum of the rows under its name; what that
is a share of follows from the other rows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.evidence import Evidence, Weight, passage_level
from classifier.vocabulary.supersets import verified
from classifier.weights.around import Around
from classifier.weights.asides import stands_over, weight_beside
from classifier.weights.corrections import put_right, superseded
from classifier.weights.equal_parts import are_equal_parts
from classifier.weights.of_social import within_social_value
from classifier.weights.others import has_no_number
from classifier.weights.performance import is_of_performance_row
from classifier.weights.score_sheets.gathering import may_hold_rows, sheets_in, top_of_table
from classifier.weights.score_sheets.names import is_price, is_social, is_umbrella_weight
from classifier.weights.score_sheets.parts import parts_told_after, with_parts, with_stated_total
from classifier.weights.score_sheets.records import ROUND_SUMS, Placed, Reading
from classifier.weights.score_sheets.shares import normalised
from classifier.weights.score_sheets.whole_rows import rows_of_whole, without_told
from classifier.weights.several import by_lot, numbers_are_of_others
from classifier.weights.wholes import quality_around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from classifier.text.passages import Passage
    from classifier.weights.criteria.reading import Row

    ThemesOf = Callable[[str], tuple[str, ...]]

_MAY_WEIGH = verified("may_weigh")
_SOCIAL_PART = re.compile(
    r"sv[ (./-]?\d|(?:.{0,30}\b)?social value (?:(?:questions?|criteria|elements?|parts?) )?\(?sv[ (./-]?\d|"
    r"(?:\w{1,4}[.)]? )?(?:social value|community benefits?)(?: ?[:(]| [-\u2013\u2014]) ?\w",
    re.IGNORECASE,
)
# Said of other contracts, or of scores that are given while this one runs.
_OF_OTHERS = frozenset({"mention.previous", "mention.policy_rule", "requirement.measured_later"})
_RULES_BY_WEIGHT = {"criterion": "criterion.weight", "excluded": "excluded.zero_weight"}
_KINDS = frozenset({"criterion", "requirement", "mention", "theme_only"})
REACH = 12  # passages on either side of evidence that can be rows of the same table
MIN_LISTED = 3
MOST_ON_SCALE = 10
MOST_MISSING = 3  # times what the rows make up
WHOLE = 100


def may_weigh(text: str) -> bool:
    """Whether a text may hold a score sheet; quick."""
    return _MAY_WEIGH.may_match(text)


def settle(evidence: list[Evidence], passages: Sequence[Passage], themes_of: ThemesOf) -> list[Evidence]:
    """Evidence with its weights read beside the rows around it; `themes_of` names the themes of the label of a row."""
    if not any(map(_may_be_settled, evidence)):
        return evidence
    where = {passage.start: index for index, passage in enumerate(passages)}
    words = {passage.start: passage.clean for passage in passages}
    evidence = [_unless_measured(item, passages, where.get(item.start)) for item in evidence]
    places = [where[item.start] for item in evidence if _may_be_settled(item) and item.start in where]
    near = {at for place in places for at in range(top_of_table(passages, place - REACH), place + REACH + 1)}
    near &= set(range(len(passages)))
    around = Around(passages)
    if not any(may_hold_rows(passages[index]) for index in near):
        evidence = [_within_quality(item, passages, where.get(item.start)) for item in evidence]
        evidence = [_put_right(item, passages, where.get(item.start)) for item in evidence]
        return within_social_value([_of_total(item, around, words.get(item.start, "")) for item in evidence], words)
    readings = {index: reading for sheet in sheets_in(passages, near) for index, reading in _read(sheet, around)}
    evidence = [item for item in evidence if not _is_of_next(item, passages, where.get(item.start))]
    found = {passages[index].start: _not_of_others(passages[index].clean, each) for index, each in readings.items()}
    settled = [_settled(item, found.get(item.start), themes_of, words.get(item.start, "")) for item in evidence]
    old = superseded(passages)
    settled = [_asked_beside(item, passages, where.get(item.start), themes_of) for item in settled]
    settled = [_within_quality(item, passages, where.get(item.start)) for item in settled]
    settled = [_without_weight(item) if where.get(item.start) in old else item for item in settled]
    settled = [_put_right(item, passages, where.get(item.start)) for item in settled]
    return within_social_value([_of_total(item, around, words.get(item.start, "")) for item in settled], words)


def _is_of_next(item: Evidence, passages: Sequence[Passage], place: int | None) -> bool:
    """Whether a weight on a line of its own, read as that of what stands above, is that of the question below it."""
    return place is not None and item.rule == "criterion.points_back" and stands_over(passages, place)


def _within_quality(item: Evidence, passages: Sequence[Passage], place: int | None) -> Evidence:
    """A weight said to stand within quality, as a share of it: `Quality is 40%. Within it social value takes 25%.`."""
    if place is None or item.weight is None or item.weight.unit != "percent" or item.kind != "criterion":
        return item
    before = passages[place - 1].clean if place else ""
    found = quality_around(passages[place].clean, "" if is_social(before) else before)
    if found is None or item.weight.value == found[0] or f"{item.weight.value:g}" not in found[1]:
        return item
    weight = replace(item.weight, of="quality")
    pct = round(weight.value * found[0] / WHOLE, 2)
    level = passage_level("criterion", weight, pct, item.standards, is_wellbeing_only=False)
    return replace(item, weight=weight, weight_pct=pct, level=level)


def _asked_beside(item: Evidence, passages: Sequence[Passage], place: int | None, themes_of: ThemesOf) -> Evidence:
    """A question on social value with the weight that the sentence before or after it states."""
    if place is None or item.weight is not None or item.kind == "theme_only":
        return item
    return _settled(item, weight_beside(passages, place), themes_of)


def _unless_measured(item: Evidence, passages: Sequence[Passage], place: int | None) -> Evidence:
    """A theme without its weight, where it stands in a table of performance."""
    if place is None or item.kind != "theme_only" or item.weight is None:
        return item
    return _without_weight(item) if is_of_performance_row(passages, place) else item


def _without_weight(item: Evidence) -> Evidence:
    """Evidence whose weight has been taken back."""
    level = passage_level(item.kind, None, None, item.standards, is_wellbeing_only=item.level == "R2c")
    return replace(item, weight=None, weight_pct=None, level=level)


def _put_right(item: Evidence, passages: Sequence[Passage], place: int | None) -> Evidence:
    """A criterion with the weight that the passage after it puts in place of its own."""
    value = put_right(passages, place) if place is not None and item.kind == "criterion" else None
    if value is None or item.weight is None or item.weight.unit != "percent":
        return item
    weight = replace(item.weight, value=value)
    level = passage_level("criterion", weight, value, item.standards, is_wellbeing_only=False)
    return replace(item, weight=weight, weight_pct=value, level=level)


def _of_total(item: Evidence, around: Around, text: str) -> Evidence:
    """A share of quality as a share of the total, where another passage says what quality is worth."""
    weight = item.weight
    if weight is None or item.weight_pct is not None or item.kind != "criterion" or weight.of == "total":
        return item
    pct = None
    if weight.of == "quality" and weight.unit == "percent":
        whole = around.quality_share or around.quality_split
        pct = round(weight.value * whole / WHOLE, 2) if whole else None
    elif weight.of != "quality" and weight.unit == "points" and (total := around.total_weighted_score) is not None:
        weight = replace(weight, of="total", out_of=total)
        pct = round(100 * weight.value / total, 4) if weight.value <= total else None
    elif weight.unit == "points" and around.is_in_percent and _is_bare(text, weight):
        weight, pct = replace(weight, unit="percent", of="total"), weight.value
    level = passage_level("criterion", weight, pct, item.standards, is_wellbeing_only=False)
    return replace(item, weight=weight, weight_pct=pct, level=level)


def _is_bare(text: str, weight: Weight) -> bool:
    """Whether a weight stands without a mark: `In South the social value weight is 12`."""
    is_marked = re.search(rf"\b{weight.value:g} ?(?:marks|points|pts)\b", text, re.IGNORECASE) is not None
    return weight.out_of is None and weight.value < WHOLE and not is_marked


def _may_be_settled(item: Evidence) -> bool:
    """Whether the rows around may say what evidence weighs; what weighs nothing in one lot may weigh in another."""
    return item.kind in _KINDS or item.rule == "excluded.zero_weight"


def _not_of_others(text: str, reading: Reading) -> Reading | None:
    """A reading, unless its number is one of several lots told in one sentence, or that of others."""
    is_told = by_lot(text) is not None or are_equal_parts(text)  # `5% in Lot A, 10% in Lot B`
    is_told = is_told or numbers_are_of_others(text) or has_no_number(text)
    return None if is_told or is_umbrella_weight(text, reading.weight.value) else reading


def _settled(item: Evidence, reading: Reading | None, themes_of: ThemesOf, words: str = "") -> Evidence:
    if reading is None or not _may_be_settled(item) or item.rule in _OF_OTHERS:
        return item
    if item.kind == "excluded" and not (reading.is_social and reading.weight.value):
        return item
    if not reading.is_social and (item.kind != "theme_only" or item.weight is not None):
        return item
    is_same = item.weight is not None and reading.weight.value == item.weight.value
    is_known = item.weight is not None and item.weight.of == "total"  # of how much is told beside the number
    if is_same and reading.weight.of == "unknown" and (is_known or reading.pct in {None, item.weight_pct}):
        return item
    if item.kind == "theme_only":
        return replace(item, weight=reading.weight, weight_pct=reading.pct)
    kind = "criterion" if reading.weight.value else "excluded"
    level = passage_level(kind, reading.weight, reading.pct, item.standards, is_wellbeing_only=False)
    rule = item.rule if item.kind == kind else _RULES_BY_WEIGHT[kind]
    trail = (*item.trail, reading.because)
    themes = item.themes
    if reading.is_list:
        own = themes_of(reading.label + parts_told_after(words, reading.label))
        themes = tuple(name for name in own if name in item.themes)
    return replace(
        item,
        kind=kind,
        rule=rule,
        weight=reading.weight,
        weight_pct=reading.pct,
        level=level,
        trail=trail,
        themes=themes,
    )


def _read(sheet: list[Placed], around: Around) -> Iterator[tuple[int, Reading]]:
    """What the sheet says of each passage: of social value where it has a row there, else of its one row."""
    sheet = with_parts(with_stated_total(without_told(sheet)))
    weighed = [placed for placed in sheet if not placed.is_part and not placed.is_total]
    weighed = rows_of_whole(weighed)
    if not _is_sheet(weighed, around, has_parts=any(placed.is_part for placed in sheet)):
        return
    rows = zip(weighed, normalised([placed.row for placed in weighed], around, _stated_total(sheet)), strict=True)
    read = [(placed, row) for placed, row in rows if placed.row.value is not None and row.unit in {"percent", "points"}]
    social = [(placed, row) for placed, row in read if placed.is_social]
    social = [pair for pair in social if pair[0].row.parent is None] or social  # no part beside its whole
    if len(social) > 1 and _are_several(social, weighed):  # social value split over rows
        social[0] = (social[0][0], _sum_of([row for _, row in social]))
    social.sort(
        key=lambda pair: pair[1].pct or pair[1].value or 0
    )  # `12%, of which TOMs 8%`: of several in one passage the largest
    because = f"row of a table of {len(weighed)} weights"
    is_whole = sum(placed.row.value or 0 for placed in weighed if placed.is_outer) == WHOLE
    for placed in sheet:  # `SV1 Jobs 60%` of a social value that has 10 %; `3.1 Jobs 4%` of one that adds up to 10 %
        share = _share_of_section(placed, is_whole=is_whole) if placed.is_part else None
        if share is not None:
            weight = Weight(placed.row.value or 0, "percent", "unknown")
            yield placed.index, Reading(weight, share, because, is_social=True, is_list=False)
    listed = Counter(other.index for other in sheet if not other.is_part)
    for placed, row in (*((placed, row) for placed, row in read if not placed.is_social), *social):
        unit = "percent" if row.unit == "percent" else "points"
        weight = Weight(row.value or 0, unit, row.of, row.out_of if unit == "points" else None)  # type: ignore[arg-type]
        beside = listed[placed.index]
        if placed.is_social or beside == 1:
            is_list = beside >= MIN_LISTED
            pct = row.value if row.pct is None and weight.unit == "percent" and weight.of == "unknown" else row.pct
            yield placed.index, Reading(weight, pct, because, placed.is_social, is_list, placed.row.label)


def _stated_total(sheet: list[Placed]) -> float | None:
    """The total that a row of the sheet states, where the other rows make it up."""
    total = sum(placed.row.value or 0 for placed in sheet if placed.is_outer)
    return total if any(placed.is_total and placed.row.value == total for placed in sheet) else None


def _share_of_section(part: Placed, *, is_whole: bool) -> float | None:
    """The share of the total of a part of social value, stated as a share of its section, or of a whole sheet."""
    row = part.row
    if is_whole and row.value is not None and row.unit == "percent" and not row.shared:
        return row.value
    if row.value is None or row.parent is None or row.shared != WHOLE or row.unit == "points":
        return None
    return round(row.value * row.parent / WHOLE, 2)  # `33.33%` is a third


def _sum_of(rows: list[Row]) -> Row:
    value = sum(row.value or 0 for row in rows)
    is_face_value = all(row.of == "unknown" and row.unit == "percent" for row in rows)
    pct = sum(row.pct or 0 for row in rows) if all(row.pct for row in rows) else (value if is_face_value else None)
    return replace(rows[0], value=value, pct=pct)


def _is_sheet(weighed: list[Placed], around: Around, *, has_parts: bool) -> bool:
    """Whether the rows belong together: more than one, and if bare numbers, with a round sum or a price among them."""
    if any(placed.row.unit or placed.row.out_of for placed in weighed):
        return len(weighed) > 1 or has_parts or any(placed.is_sure for placed in weighed)
    total = sum(placed.row.value or 0 for placed in weighed if placed.is_outer)
    is_round = total in {100, 1000}
    if len(weighed) >= MIN_LISTED and around.total_points and total > WHOLE:  # parts of the points that are told
        return around.total_points / MOST_MISSING <= total <= around.total_points
    if len({placed.row.value for placed in weighed}) == 1 and (weighed[0].row.value or 0) <= MOST_ON_SCALE:
        return False  # `Price (out of 5)`, `Quality (out of 5)`: what each is marked out of
    return len(weighed) > 1 and (is_round or any(is_price(placed.row.label) and placed.row.value for placed in weighed))


def _are_several(settled: list[tuple[Placed, Row]], weighed: list[Placed]) -> bool:
    """Whether the rows are different parts of one evaluation, and not the same row said again."""
    labels = {placed.row.label.casefold() for placed, _ in settled}
    total = sum(placed.row.value or 0 for placed in weighed if placed.is_outer)
    is_whole = total in ROUND_SUMS or all(_SOCIAL_PART.match(label) for label in labels)
    return len(labels) == len(settled) and is_whole and sum(row.value or 0 for _, row in settled) <= 60
