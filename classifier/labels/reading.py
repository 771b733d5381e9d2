"""Read the labelled passages of our own."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

from classifier.errors import ClassifierError
from classifier.evidence import KINDS, NAMED, STANDARDS, THEMES, Weight

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.resources.abc import Traversable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Label:
    """A passage and what a careful reader says of it.

    `context` is the paragraph around it where that matters, else the passage itself. `era` is a span of years, `manner`
    the portal whose notices it is written like, `shape` prose, row, item and so on, `topic` the file it stands in.
    `first_kind` is what the rules said of it before they had seen it, None where nobody wrote that down.
    """

    id: str
    passage: str
    context: str
    kind: str
    weight: Weight | None
    act_named: bool
    standards: tuple[str, ...]
    themes: tuple[str, ...]
    era: str
    manner: str
    shape: str
    topic: str
    first_kind: str | None = None


def label_files(folder: Path | None = None) -> list[Traversable]:
    """The JSON lines files of a folder, or the packaged ones, in order of their names."""
    packaged = files("classifier").joinpath("labels")
    places: list[Traversable] = [folder] if folder is not None else [packaged / "notices", packaged / "passages"]
    if not places[0].is_dir():
        raise ClassifierError(f"there is no folder of labels {folder}")
    found = [item for place in places for item in place.iterdir() if item.name.endswith(".jsonl")]
    if not found:
        raise ClassifierError(f"{places[0]} holds no .jsonl file of labels")
    return sorted(found, key=lambda item: item.name)


def read_labels(folder: Path | None = None, loads: Callable[[str], Any] = orjson.loads) -> list[Label]:
    """All labels of a folder, or the packaged ones; `loads` reads a line, or raises a ValueError of what is wrong.

    Raises ClassifierError, naming file and line, for a line that is no label or uses a word that is not known.
    """
    return [
        label
        for item in label_files(folder)
        for number, line in enumerate(item.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip()
        for label in _labels(line, item, number, loads)
    ]


def _labels(line: str, item: Traversable, number: int, loads: Callable[[str], Any]) -> list[Label]:
    """The label of a line, or all labels of a notice written as a whole."""
    try:
        row: dict[str, Any] = loads(line)
        rows = _of_notice(row) if "passages" in row else [row]
    except (ValueError, KeyError, TypeError) as error:
        raise ClassifierError(f"{item} line {number} is no label: {error}") from error
    return [_label(each, item, number) for each in rows]


def _of_notice(notice: dict[str, Any]) -> list[dict[str, Any]]:
    shared = {"context": notice["text"], "era": notice["era"], "manner": notice["manner"], "shape": "document"}
    return [
        {**shared, **row, "id": f"{notice['id']}-{place}", "passage": notice["text"][row["start"] : row["end"]]}
        for place, row in enumerate(notice["passages"], 1)
    ]


def _label(row: dict[str, Any], item: Traversable, number: int) -> Label:
    try:
        label = Label(
            id=row["id"],
            passage=row["passage"],
            context=row.get("context", row["passage"]),
            kind=row["kind"],
            weight=Weight(**row["weight"]) if row["weight"] else None,
            act_named=row["act_named"],
            standards=tuple(row["standards"]),
            themes=tuple(row["themes"]),
            era=row["era"],
            manner=row["manner"],
            shape=row["shape"],
            topic=item.name.removesuffix(".jsonl"),
            first_kind=row.get("first_kind"),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ClassifierError(f"{item} line {number} is no label: {error}") from error
    unknown = {label.kind, *label.standards, *label.themes} - {*KINDS, *STANDARDS, *THEMES}
    unknown |= {label.first_kind or "none"} - {*KINDS, NAMED}
    if unknown:
        raise ClassifierError(f"{item} line {number} uses unknown words: {', '.join(sorted(unknown))}")
    if label.passage not in label.context:
        raise ClassifierError(f"{item} line {number}: the passage does not stand in its context")
    return label
