"""Award criteria written into running text: JSON objects, and table rows such as `Social Value | 10 %`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from classifier.evidence import Criterion, Evidence, Weight, passage_level
from classifier.vocabulary.expressions import expression
from classifier.weights.structured import normalise, read_row

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_ROW_END = expression("row_end")
_TABLE_ROW = expression("table_row")
MAX_JSON = 200_000
ROW_CHARS = 180
MIN_ROWS = 3
ROW_REACH = 12  # passages on either side that can be rows of the same table


def criteria_in(text: str) -> list[tuple[int, int, Criterion]]:
    """Criteria of a text that is JSON, each with its offsets; empty when the text is anything else."""
    if not text.lstrip().startswith(("{", "[")) or '"' not in text or len(text) > MAX_JSON:
        return []
    return list(_objects(text))


def _objects(text: str) -> Iterator[tuple[int, int, Criterion]]:
    decoder = json.JSONDecoder()
    position = text.find("{")
    while position >= 0:
        following = position + 1
        try:
            found, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        if _is_criterion(found):
            yield position, end, criterion_from(found)
            following = end
        position = text.find("{", following)


def _is_criterion(found: Any) -> bool:
    if not isinstance(found, dict) or "criteria" in found:
        return False
    return isinstance(found.get("name", ""), str) and bool({"name", "description", "numbers"} & found.keys())


def criterion_from(found: dict[str, Any], path: str = "", lot: str | None = None) -> Criterion:
    """An OCDS award criterion object in either of its shapes; parts of the wrong type are left out."""
    numbers = found.get("numbers")
    pairs = (
        [item for item in numbers if isinstance(item, dict) and _may_weigh(item)] if isinstance(numbers, list) else []
    )
    text = {key: value if isinstance(value := found.get(key), str) else None for key in ("type", "name", "description")}
    return Criterion(
        path, lot, text["type"], text["name"], text["description"], tuple((_number(p), _kind(p)) for p in pairs)
    )


def _may_weigh(pair: dict[str, Any]) -> bool:
    """Whether a number can be a weight: a threshold or a fixed sum is none."""
    return "weight" in pair or not {"threshold", "fixed"} & pair.keys()


def _number(pair: dict[str, Any]) -> float | str | None:
    value = pair.get("number")
    return value if isinstance(value, int | float | str) else None


def _kind(pair: dict[str, Any]) -> str | None:
    kind = pair.get("weight")
    return kind if isinstance(kind, str) else None


def settle(evidence: list[Evidence], passages: Sequence[Passage]) -> list[Evidence]:
    """Read weights beside the rows around them: rows of quality that sum to 100 next to a price are shares of it."""
    if not evidence:
        return evidence
    rows = [(index, found) for index, passage in enumerate(passages) if (found := _row(passage.clean))]
    if len(rows) < MIN_ROWS:
        return evidence
    where = {passages[index].start: position for position, (index, _) in enumerate(rows)}
    return [_settled(item, rows, where[item.start]) if item.start in where else item for item in evidence]


def _row(text: str) -> re.Match[str] | None:
    """The text as a row of a table. Only a short text that ends in a number is looked at more closely."""
    if len(text) > ROW_CHARS or _ROW_END.search(text, max(0, len(text) - 16)) is None:
        return None
    return _TABLE_ROW.match(text)


def _settled(item: Evidence, rows: list[tuple[int, re.Match[str]]], own: int) -> Evidence:
    if item.kind not in {"criterion", "theme_only", "mention"}:
        return item
    first = max(0, own - ROW_REACH)
    near = [row for row in rows[first : own + ROW_REACH + 1] if abs(row[0] - rows[own][0]) <= ROW_REACH]
    read = [read_row(Criterion("", None, None, found["label"], found["value"])) for _, found in near]
    settled = normalise(read)[near.index(rows[own])]
    if settled.value is None or settled.of == "unknown" or settled.unit not in {"percent", "points"}:
        return item
    if item.weight is not None and settled.value != item.weight.value:
        return item
    weight = Weight(settled.value, "percent" if settled.unit == "percent" else "points", settled.of, settled.out_of)
    if item.kind == "theme_only":
        return replace(item, weight=weight, weight_pct=settled.pct)
    level = passage_level("criterion", weight, settled.pct, item.standards, is_wellbeing_only=False)
    trail = (*item.trail, f"row of a table of {len(near)} weights")
    rule = "criterion.weight" if item.kind == "mention" else item.rule
    return replace(item, kind="criterion", rule=rule, weight=weight, weight_pct=settled.pct, level=level, trail=trail)
