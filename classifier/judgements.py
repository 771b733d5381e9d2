"""Texts and judgements as lines: JSON lines in, words for a person out."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

import orjson

from classifier.evidence import is_flag, level_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from classifier.evidence import Evidence

LEVEL_WORDS = {
    "R0": "no evidence",
    "R1": "theme words only",
    "R0n": "excluded",
    "R2": "social value affirmed",
    "R2c": "well-being wording",
    "R2b": "a standard named",
    "R2a": "the Act named",
    "R3": "an award criterion",
    "R4": "a criterion with its weight",
    "R5": "a weight of 10 % or more",
    "R5+": "a weight of 20 % or more",
}


def read_texts(
    lines: Iterable[bytes],
    bad_lines: list[int],
    faults: list[str] | None = None,
    loads: Callable[[bytes], Any] = orjson.loads,
) -> Iterator[tuple[str, str]]:
    """(id, text) of JSON lines; the numbers of lines that are not `{"id", "text"}` are added to `bad_lines`.

    `loads` reads a line. A ValueError of it says why another line is left out, and goes to `faults` with its number.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = loads(line.removeprefix(codecs.BOM_UTF8))
        except orjson.JSONDecodeError:
            record = None
        except ValueError as error:
            if faults is not None:
                faults.append(f"line {number}: {error}")
            continue
        identifier, text = (record.get("id"), record.get("text")) if isinstance(record, dict) else (None, None)
        if isinstance(identifier, str | int) and isinstance(text, str):
            yield str(identifier), text
        else:
            bad_lines.append(number)


def explain(name: str, evidence: Sequence[Evidence], version: str) -> Iterator[str]:
    """What was judged of one text, for a person: its level, then each passage with its rule trail."""
    level = level_of(evidence)
    yield f"{name}: {level} ({LEVEL_WORDS[level]}), {version}"
    for item in evidence:
        yield ""
        yield f"  [{item.start}:{item.end}] {item.kind}, {item.level}: {' '.join(item.text.split())}"
        for step in (f"rule {item.rule}, score {item.score:.2f}", *item.trail):
            yield f"    - {step}"


def judgement(id: str, evidence: list[Evidence], version: str) -> dict[str, Any]:  # noqa: A002
    """The JSON object that `judge --jsonl` writes for one text."""
    level = level_of(evidence)
    spans = [_span(item) for item in evidence]
    return {"id": id, "level": level, "flag": is_flag(level), "spans": spans, "version": version}


def _span(item: Evidence) -> dict[str, Any]:
    weight = item.weight
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "kind": item.kind,
        "weight": {"value": weight.value, "unit": weight.unit, "of": weight.of} if weight is not None else None,
        "weight_pct": item.weight_pct,
        "act_named": item.act_named,
        "standards": list(item.standards),
        "themes": list(item.themes),
        "rule": item.rule,
        "score": item.score,
        "trail": list(item.trail),
        "second_kind": item.second_kind,
    }
