"""Several hundred sentences of ours, in the kinds of wording met in notices, policies and tender documents."""

from pathlib import Path

import pytest

from classifier.evidence import Evidence
from tests.classifier.batches import Row, batches, check_each, texts_of
from tests.classifier.conftest import JudgeAll, strongest

ROWS = [
    tuple(part.strip().replace("\\n", "\n").replace("\\t", "\t") for part in line.split("|", 2))
    for name in ("wordings_met.txt", "bound_met.txt")
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def is_read_as(evidence: list[Evidence], kind: str, weight: str) -> None:
    found = strongest(evidence)
    assert (found.kind if found else "none") == kind
    if weight:
        assert float(weight) in {item.weight.value for item in evidence if item.weight is not None}
    elif kind != "theme_only":
        assert not any(item.weight for item in evidence)


@pytest.mark.parametrize("rows", batches(ROWS))
def test_wordings(judge_all: JudgeAll, rows: list[Row]) -> None:
    check_each(is_read_as, rows, judge_all(texts_of(rows)))
