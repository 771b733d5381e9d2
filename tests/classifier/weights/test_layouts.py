"""Layouts of weights as those who buy write them: the level of the whole, and the share of the total."""

from pathlib import Path

import pytest

from classifier.evidence import Evidence, level_of
from tests.classifier.batches import Row, batches, check_each, texts_of
from tests.classifier.conftest import JudgeAll

ROWS = [
    tuple(part.strip().replace("\\n", "\n").replace("\\t", "\t") for part in line.split("|", 2))
    for line in Path(__file__).with_name("layouts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def is_read_as(evidence: list[Evidence], level: str, share: str) -> None:
    assert level_of(evidence) == level
    found = [item.weight_pct for item in evidence if item.weight_pct is not None]
    assert (f"{max(found):g}" if found else "") == share


@pytest.mark.parametrize("rows", batches(ROWS))
def test_layouts(judge_all: JudgeAll, rows: list[Row]) -> None:
    check_each(is_read_as, rows, judge_all(texts_of(rows)))
