"""Layouts of weights as those who buy write them: the level of the whole, and the share of the total."""

from pathlib import Path

import pytest

from classifier.evidence import level_of
from tests.classifier.conftest import Judge

ROWS = [
    tuple(part.strip().replace("\\n", "\n").replace("\\t", "\t") for part in line.split("|", 2))
    for line in Path(__file__).with_name("layouts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("level", "share", "text"), ROWS)
def test_a_layout(judge: Judge, level: str, share: str, text: str) -> None:
    evidence = judge(text)
    assert level_of(evidence) == level
    found = [item.weight_pct for item in evidence if item.weight_pct is not None]
    assert (f"{max(found):g}" if found else "") == share
