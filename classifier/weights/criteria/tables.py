"""Award criteria written into running text as JSON objects."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from classifier.evidence import Criterion
from classifier.weights.criteria.nested import parts_of, read_section
from classifier.weights.score_sheets.names import is_social

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME_KEYS: tuple[str, ...] = (
    "name",
    "criterion",
    "criteria",
    "title",
    "label",
    "heading",
    "question",
    "element",
    "section",
    "group",
)
_WEIGHT_KEYS: tuple[str, ...] = (
    "pct",
    "percent",
    "percentage",
    "weight",
    "weighting",
    "weightpct",
    "weightpercent",
    "share",
)
_WEIGHT_KEYS += ("weightingpercent", "weightpercentage", "weightingpercentage", "percentageweight", "weightage")
_WEIGHT_KEYS += ("number",)
_POINTS_KEYS = ("points", "marks", "maxpoints", "maxmarks", "maxscore", "maximumscore", "maximummarks", "maximumpoints")
_PASS_KEYS = ("passfail", "ispassfail")
_JSON = re.compile(r"""\s*(?:[{\[]|"\w+"\s*:\s*[{\[])""")  # whole, or cut out of an object: `"criteria": [{`
_KEY_MARK = re.compile(r"[\W_]+")
_NUMBER_ALONE = re.compile(r"\s*\d{1,3}(?:\.\d+)?\s*%?\s*")
_MEASURE_KEYS = frozenset({"target", "targets", "kpi"})  # of what is measured in a contract
# Of what is no criterion but a lot, a document, a party or the tender itself, in OCDS.
_RECORD_KEYS = frozenset(
    {"id", "format", "documentType", "url", "roles", "address", "status", "contractTerms", "contractPeriod"}
)
_RECORD_KEYS |= {
    "suitability",
    "classification",
    "items",
    "lots",
    "awardCriteria",
    "datePublished",
    "mainProcurementCategory",
}
_CRITERION_KEYS = frozenset({"type", "numbers", "weight", "weighting", "percentage", "pct", "points", "marks"})
MEASURE = "measure"  # the type of an object that is no criterion but has a target
MAX_JSON = 200_000
MAX_BROKEN = 8  # objects that are cut off before their end
MIN_NAMED = 2
WHOLE_SUMS = frozenset({1, 100, 1000})


def criteria_in(text: str) -> list[tuple[int, int, Criterion]]:
    """Criteria of a text that is JSON, each with its offsets; empty when the text is anything else.

    The lot of a criterion is the place of the list in which it stands.
    """
    if not _JSON.match(text) or '"' not in text or len(text) > MAX_JSON:
        return []
    return list(_objects(text))


def _objects(text: str) -> Iterator[tuple[int, int, Criterion]]:
    decoder = json.JSONDecoder()
    position, broken = text.find("{"), 0
    lot: str | None = None
    while position >= 0 and broken < MAX_BROKEN:
        following = position + 1
        try:
            found, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            found, end = None, following
            broken += 1
        read = _criteria_of(found)
        if read:
            spans = [
                _span(text, position, end, criterion.name) if len(read) > 1 else (position, end) for criterion in read
            ]
            yield from ((*span, replace(each, lot=lot)) for span, each in zip(spans, read, strict=True))
            following = end
        elif isinstance(found, dict) and isinstance(found.get("criteria"), list):
            lot = str(position)
        position = text.find("{", following)


def _span(text: str, start: int, end: int, name: str | None) -> tuple[int, int]:
    """Where in an object that holds several criteria the one of that name stands."""
    at = text.find(json.dumps(name, ensure_ascii=False), start, end)
    if at < 0:
        return start, end
    stop = text.find("}", at, end)
    return max(start, text.rfind("{", start, at)), stop + 1 if stop >= 0 else end


def _criteria_of(found: Any) -> list[Criterion]:
    """The criteria that an object is: one, a section with its parts, or a name and a weight in every pair."""
    if not isinstance(found, dict):
        return []
    parts = parts_of(found)
    if parts and name_of(found) is not None:
        return read_section(_read(found), [each for part in parts for each in _criteria_of(part)])
    if (weighed := _weighed_names(found)) is not None:
        return weighed
    read = _in_our_words(found)
    return [criterion_from(read)] if _is_criterion(read) else []


def _read(found: dict[str, Any]) -> Criterion:
    read = _in_our_words({key: value for key, value in found.items() if not isinstance(value, list)})
    return criterion_from({"name": name_of(found), **read})


def _weighed_names(found: dict[str, Any]) -> list[Criterion] | None:
    """The criteria of an object whose keys are names: `{"price": 60, "quality": 30, "social_value": 10}`."""
    names = {_KEY_MARK.sub(" ", key): _weight_in(value) for key, value in found.items()}
    if len(names) < MIN_NAMED or not any(map(is_social, names)) or not all(map(_is_weight, names.values())):
        return None
    if sum(float(str(value).strip(" %")) for value in names.values()) not in WHOLE_SUMS:
        return None
    return [Criterion("", None, None, name, str(value)) for name, value in names.items()]


def _weight_in(value: Any) -> Any:
    """The weight of an object that is the value of a name: `{"Price": {"weight": 60}}`."""
    return _first(_keys(value), (*_WEIGHT_KEYS, *_POINTS_KEYS)) if isinstance(value, dict) else value


def _is_weight(value: Any) -> bool:
    return not isinstance(value, bool) and _NUMBER_ALONE.fullmatch(str(value)) is not None


def _keys(found: dict[str, Any]) -> dict[str, Any]:
    return {_KEY_MARK.sub("", key.lower()): value for key, value in found.items()}


def name_of(found: dict[str, Any]) -> str | None:
    """What an object calls itself, under one of the keys in use."""
    keys = _keys(found)
    return next((keys[key] for key in _NAME_KEYS if isinstance(keys.get(key), str)), None)


def _in_our_words(found: dict[str, Any]) -> dict[str, Any]:
    """An object with a name and a bare number under other keys, as a criterion: `{"criterion": ..., "pct": 10}`."""
    if {"numbers", "criteria"} & found.keys():
        return found
    keys, name = _keys(found), name_of(found)
    if name is None:  # `{"description": "Social value", "weight": "20%"}`
        text = found.get("description")
        is_name = isinstance(text, str) and _NUMBER_ALONE.fullmatch(text) is None
        return _described(found, text, keys) if is_name and text else found
    if _MEASURE_KEYS & keys.keys() and not {*_WEIGHT_KEYS} & keys.keys():
        return {"name": name, "type": MEASURE}
    if "description" not in found:
        return _described(found, name, keys)
    is_swapped = isinstance(found["description"], str) and _NUMBER_ALONE.fullmatch(name) is not None
    if is_swapped:
        return {**found, "name": found["description"], "description": name}
    read = {"name": name, **found}
    weight = _first(keys, _WEIGHT_KEYS)
    if weight is not None and not any(map(str.isdigit, found["description"] or "")):
        read["description"] = f"{found['description']} ({str(weight).rstrip(' %')}%)"
    return read


def _described(found: dict[str, Any], name: str, keys: dict[str, Any]) -> dict[str, Any]:
    """The object with what it says of its weight as a description."""
    if any(keys.get(key) is True for key in _PASS_KEYS):
        return {"name": name, "description": "Pass/Fail"}
    weight = _first(keys, _WEIGHT_KEYS)
    points = _first(keys, _POINTS_KEYS) if weight is None else None
    if weight is None and points is None:
        return found
    text = str(weight) if weight is not None else f"{points} points"
    read = {"name": name, "description": text if "%" in text or weight is None else f"{text}%"}
    return read | ({"type": found["type"]} if "type" in found else {})


def _first(keys: dict[str, Any], wanted: Sequence[str]) -> float | str | None:
    """The first number or text under the keys wanted."""
    values = (keys.get(key) for key in wanted)
    return next(
        (value for value in values if not isinstance(value, bool) and isinstance(value, int | float | str)), None
    )


def _is_criterion(found: dict[str, Any]) -> bool:
    if isinstance(found.get("criteria"), list) or (_RECORD_KEYS & found.keys() and not _CRITERION_KEYS & found.keys()):
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
