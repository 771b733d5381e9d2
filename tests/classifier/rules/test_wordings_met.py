"""Several hundred sentences of ours, in the kinds of wording met in notices, policies and tender documents."""

from pathlib import Path

import pytest

from tests.classifier.conftest import Judge, strongest

ROWS = [
    tuple(part.strip().replace("\\n", "\n").replace("\\t", "\t") for part in line.split("|", 2))
    for name in ("wordings_met.txt", "bound_met.txt")
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "weight", "text"), ROWS)
def test_wording(judge: Judge, kind: str, weight: str, text: str) -> None:
    evidence = judge(text)
    found = strongest(evidence)
    assert (found.kind if found else "none") == kind
    if weight:
        assert float(weight) in {item.weight.value for item in evidence if item.weight is not None}
    elif kind != "theme_only":
        assert not any(item.weight for item in evidence)
