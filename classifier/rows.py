"""Award criteria written into running text: JSON objects, and table rows such as `Social Value | 10 %`."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from classifier.criteria import normalise, read_row
from classifier.evidence import Criterion, Evidence, Weight, passage_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.passages import Passage

MAX_JSON = 200_000
ROW_REACH = 12  # passages on either side that can be rows of the same table
_ROW = re.compile(r"^\W{0,4}(?P<label>[^\d|].{1,140}?)[\s:(|=\u2013\u2014-]{1,6}(?P<number>\d{1,3}(?:\.\d+)?\s*(?:%|per ?cent))[\s)|.;,]*$", re.IGNORECASE)


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
    pairs = [item for item in numbers if isinstance(item, dict)] if isinstance(numbers, list) else []
    text = {key: value if isinstance(value := found.get(key), str) else None for key in ("type", "name", "description")}
    return Criterion(path, lot, text["type"], text["name"], text["description"], tuple((_number(p), _kind(p)) for p in pairs))


def _number(pair: dict[str, Any]) -> float | str | None:
    value = pair.get("number")
    return value if isinstance(value, int | float | str) else None


def _kind(pair: dict[str, Any]) -> str | None:
    kind = pair.get("weight")
    return kind if isinstance(kind, str) else None


def settle(evidence: list[Evidence], passages: Sequence[Passage]) -> list[Evidence]:
    """Read weights beside the rows around them: rows of quality that sum to 100 next to a price are shares of it."""
    if not any(item.weight is not None and item.weight.unit == "percent" for item in evidence):
        return evidence
    rows = [(index, found) for index, passage in enumerate(passages) if (found := _ROW.match(passage.clean))]
    if len(rows) < 3:
        return evidence
    where = {passages[index].start: position for position, (index, _) in enumerate(rows)}
    return [_settled(item, rows, where.get(item.start)) for item in evidence]


def _settled(item: Evidence, rows: list[tuple[int, re.Match[str]]], position: int | None) -> Evidence:
    if position is None or item.weight is None or item.weight.unit != "percent":
        return item
    near = [(index, found) for index, found in rows if abs(index - rows[position][0]) <= ROW_REACH]
    own = next(place for place, (index, _) in enumerate(near) if index == rows[position][0])
    read = [read_row(Criterion("", None, None, found["label"], found["number"])) for _, found in near]
    settled = normalise(read)[own]
    if settled.value != item.weight.value or settled.of == "unknown":
        return item
    weight = Weight(item.weight.value, "percent", settled.of)
    is_criterion = item.kind == "criterion"
    level = passage_level("criterion", weight, settled.pct, item.standards, is_wellbeing_only=False) if is_criterion else item.level
    return replace(item, weight=weight, weight_pct=settled.pct, level=level)
