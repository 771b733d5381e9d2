"""What a document gives: the classifier's evidence, held to what its role, its place and its lot may give."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from classifier.evidence import ELSEWHERE, LEVELS, R5_PCT, R5_PLUS_PCT, Criterion, Evidence, passage_level
from store.documents.criteria.columns import lot_of
from store.documents.criteria.names import is_price, with_short_name
from store.documents.expressions import expression
from store.documents.prose_weights import with_own_weight
from store.documents.roles import EVALUATING
from store.evidence_columns import evidence_columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.documents.criteria.tables import Node
    from store.documents.prepared import AwardTable, Prepared

# Raised whenever the same text and the same judgement give other evidence.
RULES_VERSION = "5"
QUOTE_CHARS = 400
_NAME_CHARS = 160
_SAME_PCT = 0.05
_MOST_EVIDENCE = 150  # of one document, strongest first
_FROM_R3 = LEVELS.index("R3")
_NOTHING = {
    "hidden": "hidden from who opens the document: gives nothing",
    "struck": "struck out in the document: gives nothing",
    "example": "part of an example: gives nothing",
    "guidance": "guidance left in from a template: gives nothing",
    "lot": "criteria of another lot: gives nothing",
}
_FIGURES = "a row of a table whose numbers are no weights gives at most R2"
_ROLE_WORDS = {
    "response_form": "a response form supports the invitation to tender and by itself gives at most R2",
    "pricing": "a pricing document gives at most R2",
    "specification": "a specification gives at most R2",
    "contract": "a contract gives at most R2",
    "other": "a document that is no invitation to tender gives at most R2",
}
_NO_NAME = expression("no_name")
_NO_MARKS = expression("no_marks_cell")
_IN_LETTERS = re.compile(r"\bSVs?\b")  # one of such texts may say what the letters of a criterion stand for
_OTHER_CRITERIA = "Other criteria"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of evidence with its place in the document."""

    evidence: Evidence
    part: int
    sheet: str | None
    is_structured: bool


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A row of core.document_criterion: a criterion as stated, and the share of the total that follows."""

    number: int
    parent_number: int | None
    table_number: int
    lot: str | None
    name: str
    weight_raw: str | None
    weight_value: float | None
    weight_unit: str | None
    weight_of: str
    weight_pct: float | None
    is_social_value: bool
    is_counted: bool
    page: int | None
    sheet: str | None


def is_other_lot(lot: str | None, own_lots: frozenset[str]) -> bool:
    """Whether a lot named is none of the procurement's own; a procurement that names none has all."""
    return lot is not None and bool(own_lots) and lot not in own_lots


def criterion_groups(prepared: Prepared) -> Iterator[tuple[int, list[Criterion]]]:
    """Every criterion of the award tables by its number, with what the classifier needs to weigh it as we have."""
    around = "\n".join(stretch.text for stretch in prepared.stretches if _IN_LETTERS.search(stretch.text) is not None)
    for number, (node, _, _) in enumerate(nodes_of(prepared)):
        own, *others = _group(node)
        yield number, [replace(own, around=around), *others]


def nodes_of(prepared: Prepared) -> Iterator[tuple[Node, AwardTable, int | None]]:
    """Criteria in order, each with its table and the number of its parent."""
    count = 0

    def walk(node: Node, table: AwardTable, parent: int | None) -> Iterator[tuple[Node, AwardTable, int | None]]:
        nonlocal count
        own = count
        count += 1
        yield node, table, parent
        for child in node.children:
            yield from walk(child, table, own)

    for table in prepared.tables:
        for root in table.criteria.roots:
            yield from walk(root, table, None)


def _group(node: Node) -> list[Criterion]:
    """A criterion beside all others as one, so that its share is read as the share that it is."""
    name, description = node.name, node.description
    if _NO_NAME.fullmatch(name) and description:
        first, _, rest = description.partition(". ")
        name, description = first[:_NAME_CHARS], rest
    if node.weight is not None and node.weight.value is None:
        raw = "Not scored" if _NO_MARKS.fullmatch(node.weight.raw) else node.weight.raw
        description = f"{raw}. {description}".strip(". ")
    name = with_short_name(name)
    kind = "price" if is_price(node.name) else None
    if node.share_pct is not None:
        own = Criterion("own", None, kind, name, description or None, ((node.share_pct, "percentageExact"),))
        return [own, _filler(100 - node.share_pct)]
    value = node.value
    if value is None:
        return [Criterion("own", None, kind, name, description or None)]
    if node.weight is not None and node.weight.unit == "points":
        return [Criterion("own", None, kind, name, description or None, ((value, "pointsExact"),))]
    own = Criterion("own", None, kind, name, description or None, ((value, "percentageExact"),))
    if value >= 100:
        return [own]
    return [own, _filler(100 - value), Criterion("price", None, "price", "Price", None)]


def _filler(share: float) -> Criterion:
    return Criterion("others", None, None, _OTHER_CRITERIA, None, ((max(share, 0.0), "percentageExact"),))


def text_evidence(
    prepared: Prepared, judged: Sequence[Sequence[Evidence]], role: str, own_lots: frozenset[str]
) -> list[Found]:
    """Evidence of the stretches of a document, held to what the document may give. `judged` has a list a stretch."""
    found = []
    for stretch, evidence in zip(prepared.stretches, judged, strict=True):
        for item in map(with_own_weight, evidence):
            mark = stretch.mark(item.start, item.end)
            if mark not in _NOTHING and is_other_lot(lot_of(item.text), own_lots):
                mark = "lot"
            part, sheet = stretch.place(item.start)
            found.append(Found(_held(item, role, mark), part, sheet, is_structured=False))
    return found


def table_evidence(
    prepared: Prepared, judged: Mapping[int, Sequence[Evidence]], role: str, own_lots: frozenset[str]
) -> tuple[list[Found], list[CriterionRow]]:
    """Evidence of the award tables, and their criteria as rows. `judged` holds what was said of each criterion.

    Of a criterion and those under it the uppermost on social value stands for all.
    """
    found: list[Found] = []
    rows: list[CriterionRow] = []
    under: dict[int, bool] = {}
    for number, (node, table, parent) in enumerate(nodes_of(prepared)):
        evidence = list(judged.get(number, ()))
        is_under = parent is not None and under[parent]
        is_social = any(item.kind == "criterion" and item.rule != ELSEWHERE for item in evidence)
        under[number] = is_under or is_social
        mark = table.mark or ("lot" if is_other_lot(table.lot, own_lots) else "")
        if not is_under:
            quote = _quote(node)
            found += [
                Found(
                    _held(replace(item, start=0, end=len(quote), text=quote), role, mark),
                    table.part_of(node),
                    table.sheet,
                    is_structured=True,
                )
                for item in evidence
            ]
        rows.append(
            _row(
                (number, parent),
                node,
                table,
                is_social=is_social and not is_under,
                is_counted=not mark and role in EVALUATING,
            )
        )
    return found, rows


def _quote(node: Node) -> str:
    """A criterion as it stands: its name and weight, and those under it with theirs; what it comes to in brackets."""
    parts = [_named(node), *(_named(child) for child in node.children)]
    is_percent = node.weight is not None and node.weight.unit == "percent"
    if is_percent and node.value and node.share_pct and abs(node.share_pct - node.value) > _SAME_PCT:
        parts[0] += f" [{round(node.share_pct, 2):g}% of the total]"
    return "; ".join(parts)[:QUOTE_CHARS] if len(parts) > 1 else parts[0][:QUOTE_CHARS]


def _named(node: Node) -> str:
    raw = node.weight.raw if node.weight is not None else ""
    if node.weight is not None and node.weight.unit == "percent" and "%" not in raw and node.weight.value is not None:
        raw = f"{node.weight.value:g} %"
    name = (
        node.name
        if not _NO_NAME.fullmatch(node.name) or not node.description
        else f"{node.name} {node.description[:_NAME_CHARS]}"
    )
    return f"{name} | {raw}" if raw else name


def _row(
    numbers: tuple[int, int | None], node: Node, table: AwardTable, *, is_social: bool, is_counted: bool
) -> CriterionRow:
    weight = node.weight
    return CriterionRow(
        number=numbers[0],
        parent_number=numbers[1],
        table_number=table.number,
        lot=table.lot,
        name=node.name[:_NAME_CHARS],
        weight_raw=weight.raw if weight else None,
        weight_value=weight.value if weight else None,
        weight_unit=(weight.unit or table.criteria.unit) if weight and weight.value is not None else None,
        weight_of=node.of,
        weight_pct=node.share_pct,
        is_social_value=is_social,
        is_counted=is_counted,
        page=None if table.sheet else table.part_of(node),
        sheet=table.sheet,
    )


def _held(item: Evidence, role: str, mark: str) -> Evidence:
    """The evidence, at the level that the document may give."""
    item = replace(item, text=_shortened(item.text))
    if mark in _NOTHING:
        return replace(item, level="R0", weight_pct=None, trail=(*item.trail, f"{_NOTHING[mark]} (else {item.level})"))
    if LEVELS.index(item.level) < _FROM_R3 or (role in EVALUATING and not mark):
        return item
    level = passage_level("mention", None, None, item.standards, is_wellbeing_only=False)
    trail = (*item.trail, f"{_FIGURES if mark else _ROLE_WORDS[role]} (else {item.level})")
    return replace(item, kind="mention", level=level, weight=None, weight_pct=None, trail=trail)


def _shortened(text: str) -> str:
    """At most 400 characters, cut between words."""
    words = " ".join(text.split())
    return words if len(words) <= QUOTE_CHARS else words[: QUOTE_CHARS - 2].rpartition(" ")[0] + " \u2026"


def strongest(found: Sequence[Found]) -> list[Found]:
    """The evidence that is kept: all of it, or the strongest where a document repeats itself without end."""
    if len(found) <= _MOST_EVIDENCE:
        return list(found)
    ranked = sorted(enumerate(found), key=lambda item: (-LEVELS.index(item[1].evidence.level), item[0]))
    return [item for _, item in sorted(ranked[:_MOST_EVIDENCE])]


def summed_level(pct: float | None) -> str | None:
    """The level that the weights of social value together make."""
    if pct is None or pct < R5_PCT:
        return None
    return "R5+" if pct >= R5_PLUS_PCT else "R5"


def as_columns(found: Found) -> dict[str, Any]:
    """Columns of core.passage and core.evidence, less the keys."""
    item = found.evidence
    path = f"/sheets/{found.sheet}" if found.sheet else f"/pages/{found.part}"
    return {
        "path": path,
        "page": None if found.sheet else found.part,
        "sheet": found.sheet,
        "start_offset": item.start,
        "end_offset": item.end,
        "text": item.text,
        **evidence_columns(item),
        "is_structured": found.is_structured,
    }
