"""Award criteria written into running text as JSON objects."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from classifier.evidence import Criterion

if TYPE_CHECKING:
    from collections.abc import Iterator


_NAME_KEYS = ("criterion", "title", "label", "heading", "question", "element", "section")
_WEIGHT_KEYS = ("pct", "percent", "percentage", "weight", "weighting", "weight_pct", "weightpct", "share")
_PASS_KEYS = ("passfail", "pass_fail", "ispassfail", "is_pass_fail")
_JSON = re.compile(r"""\s*(?:[{\[]|"\w+"\s*:\s*[{\[])""")  # whole, or cut out of an object: `"criteria": [{`
_NUMBER_ALONE = re.compile(r"\s*\d{1,3}(?:\.\d+)?\s*%?\s*")
_MEASURE_KEYS = frozenset({"target", "targets", "kpi"})  # of what is measured in a contract
MEASURE = "measure"  # the type of an object that is no criterion but has a target
MAX_JSON = 200_000


def criteria_in(text: str) -> list[tuple[int, int, Criterion]]:
    """Criteria of a text that is JSON, each with its offsets; empty when the text is anything else."""
    if not _JSON.match(text) or '"' not in text or len(text) > MAX_JSON:
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
        found = _in_our_words(found)
        if _is_criterion(found):
            yield position, end, criterion_from(found)
            following = end
        position = text.find("{", following)


def _in_our_words(found: Any) -> Any:
    """An object with a name and a bare number under other keys, as a criterion: `{"criterion": ..., "pct": 10}`."""
    if not isinstance(found, dict) or {"numbers", "criteria"} & found.keys():
        return found
    keys = {key.lower(): value for key, value in found.items()}
    name = next((keys[key] for key in ("name", *_NAME_KEYS) if isinstance(keys.get(key), str)), None)
    if name is None:
        return found
    if _MEASURE_KEYS & keys.keys() and not {*_WEIGHT_KEYS} & keys.keys():
        return {"name": name, "type": MEASURE}
    if "description" not in found:
        return _described(found, name, keys)
    is_swapped = isinstance(found["description"], str) and _NUMBER_ALONE.fullmatch(name) is not None
    return {**found, "name": found["description"], "description": name} if is_swapped else found


def _described(found: dict[str, Any], name: str, keys: dict[str, Any]) -> dict[str, Any]:
    """The object with what it says of its weight as a description."""
    if any(keys.get(key) is True for key in _PASS_KEYS):
        return {"name": name, "description": "Pass/Fail"}
    weight = next((keys[key] for key in _WEIGHT_KEYS if isinstance(keys.get(key), int | float | str)), None)
    if weight is None or isinstance(weight, bool):
        return found
    text = str(weight)
    read = {"name": name, "description": text if "%" in text else f"{text}%"}
    return read | ({"type": found["type"]} if "type" in found else {})


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
