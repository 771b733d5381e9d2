"""Agreement with hand-labelled passages of real notices, judged in the paragraph they stand in."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from classifier.engine import Engine
from classifier.evidence import KINDS, Evidence
from tests.classifier.conftest import strongest

FLAGGED = frozenset({"criterion", "requirement", "mention"})
Pair = tuple[dict[str, Any], list[Evidence]]


@pytest.fixture(scope="module")
def pairs(engine: Engine, shared_dir: Path) -> list[Pair]:
    """Each labelled passage with the evidence that lies over it."""
    rows = [json.loads(line) for line in (shared_dir / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {row["id"]: row["context"] if row["passage"] in row["context"] else row["passage"] for row in rows}
    judged = dict(engine.judge(texts.items()))
    return [(row, _over(row, texts[row["id"]], judged[row["id"]])) for row in rows]


def _over(row: dict[str, Any], text: str, evidence: list[Evidence]) -> list[Evidence]:
    start = text.index(row["passage"])
    end = start + len(row["passage"])
    found = []
    for item in evidence:
        shared = min(item.end, end) - max(item.start, start)
        if shared > 0 and 2 * shared >= min(item.end - item.start, end - start):
            found.append(item)
    return found


def kind_of(evidence: list[Evidence]) -> str:
    found = strongest(evidence)
    return found.kind if found else "none"


def test_flag(pairs: list[Pair]) -> None:
    counts = Counter((row["kind"] in FLAGGED, kind_of(found) in FLAGGED) for row, found in pairs)
    assert counts[True, True] / (counts[True, True] + counts[False, True]) >= 0.97
    assert counts[True, True] / (counts[True, True] + counts[True, False]) >= 0.97


def test_what_is_not_social_value_is_left_alone(pairs: list[Pair]) -> None:
    negatives = [kind_of(found) in FLAGGED for row, found in pairs if row["kind"] == "none"]
    assert sum(negatives) / len(negatives) <= 0.01


def test_kinds(pairs: list[Pair]) -> None:
    counts = Counter((row["kind"], kind_of(found)) for row, found in pairs)
    scores = []
    for kind in KINDS:
        hit = counts[kind, kind]
        wrong = sum(count for (gold, said), count in counts.items() if (gold == kind) != (said == kind))
        scores.append(2 * hit / (2 * hit + wrong))
    assert sum(scores) / len(scores) >= 0.955


def test_exclusions_are_found(pairs: list[Pair]) -> None:
    found = [kind_of(evidence) == "excluded" for row, evidence in pairs if row["kind"] == "excluded"]
    assert sum(found) / len(found) >= 0.95


def test_themes(pairs: list[Pair]) -> None:
    both = [(set(row["themes"]), {theme for item in found for theme in item.themes}) for row, found in pairs]
    hit = sum(len(gold & said) for gold, said in both)
    assert 2 * hit / sum(len(gold) + len(said) for gold, said in both) >= 0.85


def test_standards(pairs: list[Pair]) -> None:
    wrong = [
        row["id"] for row, found in pairs if set(row["standards"]) - {name for item in found for name in item.standards}
    ]
    assert wrong == []


def test_weights(pairs: list[Pair]) -> None:
    weighed = [(row["weight"], [item.weight for item in found if item.weight]) for row, found in pairs if row["weight"]]
    right = [
        bool(found) and (found[0].value, found[0].unit) == (gold["value"], gold["unit"]) for gold, found in weighed
    ]
    assert sum(right) / len(right) >= 0.97
