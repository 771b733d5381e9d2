"""An OCDS release out of a document that knows only texts: Find a Tender's XML and Contracts Finder's flat CSV.

Both carry the fields of the release under their own names; what is a list, a number or a truth value is in
ocds_types.csv.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from lxml import etree

from store.ingest.mapping.values import typed_number

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.ingest.mapping.fields import Object


def _load() -> dict[str, str]:
    with (files("store") / "ingest" / "mapping" / "ocds_types.csv").open(encoding="utf-8") as lines:
        return {row["key"]: row["type"] for row in csv.DictReader(lines)}


_TYPES = _load()
_TRUTH = {"true": True, "false": False}
# A title may be the word "True", and a weight is described as "10".
_WORDS = frozenset({"title", "description", "name", "rationale"})


def typed(key: str, text: str) -> Any:
    """The value of a field as OCDS has it; a number that is none stays a text, for the mapping to note."""
    if _TYPES.get(key) == "number":
        return typed_number(text)
    return text if key in _WORDS else _TRUTH.get(text.lower(), text)


def release_of_element(element: _Element) -> Object:
    """The release an XML element writes out, an element for each field; lists are elements repeated."""
    release: Object = {}
    for child in element.iterchildren(etree.Element):
        key = etree.QName(child).localname
        value = release_of_element(child) if len(child) else typed(key, (child.text or "").strip())
        if value in ("", {}):
            continue
        if _TYPES.get(key) == "list":
            release.setdefault(key, []).append(value)
        elif key in release:
            before = release[key]
            release[key] = [*before, value] if isinstance(before, list) else [before, value]
        else:
            release[key] = value
    return release


def release_of_cells(cells: dict[str, str]) -> Object:
    """The release that cells of a flat CSV write out: `tender/items/0/id` is the id of the first item."""
    tree: dict[str, Any] = {}
    for path, text in cells.items():
        parts = path.split("/")
        holder = tree
        for part in parts[:-1]:
            below = holder.get(part)
            if not isinstance(below, dict):
                below = holder[part] = {}
            holder = below
        name = next((part for part in reversed(parts) if not part.isdecimal()), "")
        holder[parts[-1]] = typed(name, text)
    listed = _listed(tree)
    return listed if isinstance(listed, dict) else {}


def _listed(node: Any) -> Any:
    """Objects whose keys are all numbers, as the lists they stand for."""
    if not isinstance(node, dict):
        return node
    if node and all(key.isdecimal() for key in node):
        return [_listed(node[key]) for key in sorted(node, key=int)]
    return {key: _listed(value) for key, value in node.items()}
