"""Join the labels that name places in real notices with the notices themselves, for those who hold them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Place = tuple[str, str]  # source and ocid, or the number of a TED notice


@dataclass(frozen=True, slots=True)
class PlaceLabel:
    """A label on a place in a published notice; the text itself is not kept.

    `path` is a JSON path such as `/tender/lots/1/description`, or `/P[37]`, the 37th element P of a TED notice; `start`
    and `end` are character offsets into the text there. `basis` is `adjudicated` (two readers) or `one reader`.
    """

    id: str
    source: str
    ocid: str
    path: str
    start: int
    end: int
    kind: str
    weight: dict[str, Any] | None
    act_named: bool
    standards: list[str]
    themes: list[str]
    basis: str


@dataclass(frozen=True, slots=True)
class ProcessLabel:
    """The level and the themes that a reader gave a whole notice; its text is not kept.

    `is_in_view` says that passages of it were labelled before, and may have been seen by who wrote rules;
    `is_set_aside` that it was counted once, after all was done. `basis` is as in PlaceLabel.
    """

    source: str
    ocid: str
    level: str
    themes: list[str]
    is_in_view: bool
    is_set_aside: bool
    basis: str


def read_process_labels() -> list[ProcessLabel]:
    """The packaged levels of whole notices."""
    text = files("classifier").joinpath("labels", "real_processes.jsonl").read_text(encoding="utf-8")
    return [ProcessLabel(**orjson.loads(line)) for line in text.splitlines()]


def read_places() -> list[PlaceLabel]:
    """The packaged labels on real notices."""
    text = files("classifier").joinpath("labels", "real_notices.jsonl").read_text(encoding="utf-8")
    return [PlaceLabel(**orjson.loads(line)) for line in text.splitlines()]


def rejoin(notices: Path) -> Iterator[tuple[PlaceLabel, str]]:
    """Each label whose notice is in the folder, with its passage.

    The folder holds one folder a source, with OCDS releases (`.jsonl`, or packages in `.json`) or TED notices (`.xml`).
    """
    places = read_places()
    texts: dict[Place, list[dict[str, str]]] = {}
    for source in sorted({place.source for place in places}):
        for ocid, strings in _texts(notices / source):
            texts.setdefault((source, ocid), []).append(strings)
    for place in places:
        for strings in texts.get((place.source, place.ocid), []):
            passage = strings.get(place.path, "")[place.start : place.end]
            if len(passage) == place.end - place.start:
                yield place, passage
                break


def _texts(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Every notice of a folder: its id and its texts by path."""
    for path in sorted(folder.glob("*")):
        if path.suffix == ".xml":
            yield path.stem, _xml_texts(path)
            continue
        body = path.read_bytes()
        # The standard library reads the Infinity that some notices hold.
        releases = map(json.loads, body.splitlines()) if path.suffix == ".jsonl" else json.loads(body)["releases"]
        for release in releases:
            yield release["ocid"], dict(_json_texts(release, ""))


def _json_texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _json_texts(item, f"{path}/{key}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _json_texts(item, f"{path}/{number}")


def _xml_texts(path: Path) -> dict[str, str]:
    counts: Counter[str] = Counter()
    texts = {}
    for element in etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).iter(etree.Element):
        name = etree.QName(element).localname
        counts[name] += 1
        if element.text and not len(element):
            texts[f"/{name}[{counts[name]}]"] = element.text
    return texts
