"""Keys that stand twice in one object of JSON: every parser keeps the last of them alone, in silence.

Two lists of releases or records are joined; of anything else the last value that says something is kept, and each key
that is repeated is an issue.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from crawler.text.json_mending import as_orjson, mend
from store.ingest.mapping.texts import step
from store.repeated_keys import may_repeat

if TYPE_CHECKING:
    from store.ingest.readers.shapes import Notes

_LISTS = frozenset({"releases", "records"})
_NAMING = re.compile("/(?:parties|awards|contracts|bids|tenderers)(?:/|$)")  # where persons are named
_NOTHING: tuple[Any, ...] = (None, "", [], {})


class _Repeated(list[Any]):
    """The values of a key that stands several times, in order."""


def whole_value(value: Any, published: bytes, notes: Notes, pointer: str = "", *, is_mended: bool = False) -> Any:
    """The value of a text of JSON with nothing of it lost to a key that stands twice.

    Args:
        value: as any parser gives it.
        published: the text it was parsed from, as UTF-8.
        notes: are told of each key that is repeated.
        pointer: where the value stands.
        is_mended: the text had to be mended to be parsed.
    """
    if not is_mended and not may_repeat(value, published):
        return value
    try:
        text = published.decode()
        pairs = json.loads(mend(text) if is_mended else text, parse_int=as_orjson, object_pairs_hook=_with_all)
        return _settled(pairs, pointer, notes)
    except (ValueError, RecursionError):  # nested too deeply, which is told where the release is read
        return value


def _with_all(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key not in found:
            found[key] = value
        elif type(found[key]) is _Repeated:
            found[key].append(value)
        else:
            found[key] = _Repeated([found[key], value])
    return found


def _settled(value: Any, pointer: str, notes: Notes) -> Any:
    if isinstance(value, list):
        return [_settled(item, f"{pointer}/{index}", notes) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    for key, item in value.items():
        at = f"{pointer}/{step(key)}"
        value[key] = _settled(_one_of(key, item, at, notes) if type(item) is _Repeated else item, at, notes)
    return value


def _one_of(key: str, values: _Repeated, at: str, notes: Notes) -> Any:
    if key in _LISTS and all(isinstance(value, list) for value in values):
        notes.add("duplicate_key", f"the key stands {len(values)} times; the lists were joined", at)
        return [item for value in values for item in value]
    kept = next((value for value in reversed(values) if value not in _NOTHING), values[-1])
    may_name = _NAMING.search(at) or any(isinstance(value, dict | list) for value in values)
    said = None if may_name else list(values)
    notes.add("duplicate_key", f"the key stands {len(values)} times; the last that says something is kept", at, said)
    return kept
