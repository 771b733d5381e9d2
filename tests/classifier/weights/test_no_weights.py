"""Numbers beside names of criteria that are no weights; one text a line, \\n and \\t are newline and tab."""

from pathlib import Path

import pytest

from classifier.evidence import level_of
from tests.classifier.conftest import Judge

TEXTS = [
    line.replace("\\n", "\n").replace("\\t", "\t")
    for line in Path(__file__).with_name("no_weights.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_number_that_is_no_weight(judge: Judge, text: str) -> None:
    evidence = judge(text)
    assert not any(item.weight for item in evidence)
    assert level_of(evidence)[:2] not in {"R4", "R5"}
