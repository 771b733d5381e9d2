"""Whole notices or processes with the level that a reader gave them, and what the classifier gives them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from classifier.errors import ClassifierError
from classifier.evaluation.statistics import scores, share
from classifier.evidence import LEVELS, is_flag, level_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from classifier.engine import Engine
    from classifier.evidence import Criterion

    Contents = tuple[list[tuple[str, str]], list[list[Criterion]]]

_WANTED = "has no level of " + ", ".join(LEVELS)


@dataclass(frozen=True, slots=True)
class Process:
    """A process as labelled: its texts, its award criteria lot by lot, and the level a reader gave it."""

    id: str
    source: str
    level: str
    texts: list[tuple[str, str]] = field(default_factory=list)
    criteria: list[list[Criterion]] = field(default_factory=list)


def read_processes(
    path: Path, contents_of: Callable[[bytes], Contents], loads: Callable[[bytes], Any] = orjson.loads
) -> Iterator[Process]:
    """Processes of JSON lines `{"id", "level", "texts" or "release", "source"}`; docs/classifier.md has the format.

    `contents_of` reads texts and award criteria out of the bytes of an OCDS release or package, `loads` a line. Raises
    ClassifierError for a line that cannot be read.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise ClassifierError(f"cannot read {path}: {error.strerror}") from error
    found = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found += 1
            yield _process(line, f"{path} line {number}", f"{path.name} line {number}", contents_of, loads)
    if not found:
        raise ClassifierError(f"{path} holds no labelled processes")


def _process(
    line: bytes, where: str, name: str, contents_of: Callable[[bytes], Contents], loads: Callable[[bytes], Any]
) -> Process:
    try:
        row = loads(line)
    except orjson.JSONDecodeError as error:
        raise ClassifierError(f"{where} is not JSON: {error}") from error
    except ValueError as error:
        raise ClassifierError(f"{where} cannot be read: {error}") from error
    if not isinstance(row, dict) or row.get("level") not in LEVELS:
        raise ClassifierError(f"{where} {_WANTED}")
    texts = row.get("texts", [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ClassifierError(f"{where} has texts that are no list of texts")
    if "release" not in row and not texts:
        raise ClassifierError(f"{where} has neither texts nor a release")
    named = [(f"texts/{place}", text) for place, text in enumerate(texts)]
    released, criteria = contents_of(orjson.dumps(row["release"])) if "release" in row else ([], [])
    return Process(str(row.get("id", name)), str(row.get("source", "")), row["level"], named + released, criteria)


def judge_processes(engine: Engine, processes: Iterable[Process]) -> list[tuple[Process, str]]:
    """Each process with the level that the classifier gives it."""
    pairs = []
    for process in processes:
        found = [item for _, evidence in engine.judge(process.texts) for item in evidence]
        for criteria in process.criteria:
            found += [item for _, item in engine.judge_criteria(criteria)[1]]
        pairs.append((process, level_of(found)))
    return pairs


def process_figures(pairs: Sequence[tuple[Process, str]]) -> dict[str, Any]:
    """Flags and levels of processes against those of the reader, all and by source, and where they differ."""
    sources = sorted({process.source for process, _ in pairs if process.source})
    return {
        **_figures(pairs),
        "by_source": {name: _figures([pair for pair in pairs if pair[0].source == name]) for name in sources},
        "by_level": {
            level: share(sum(said == level for said in found), len(found))
            for level in LEVELS
            if (found := [said for process, said in pairs if process.level == level])
        },
        "differ": [
            {"id": process.id, "labelled": process.level, "said": said}
            for process, said in pairs
            if process.level != said
        ],
    }


def _figures(pairs: Sequence[tuple[Process, str]]) -> dict[str, Any]:
    counts = Counter((is_flag(process.level), is_flag(said)) for process, said in pairs)
    right, missed, wrong = counts[True, True], counts[True, False], counts[False, True]
    return {
        "processes": len(pairs),
        "flag": scores(right, right + wrong, right + missed),
        "level_right": share(sum(process.level == said for process, said in pairs), len(pairs)),
    }
