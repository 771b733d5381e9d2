"""What takes up a promise, a list to choose from or a list of duties is asked for; the like of other matters is not."""

import re
from pathlib import Path

import pytest

from tests.classifier.conftest import STRENGTH, Judge

KINDS = {kind[0]: kind for kind in STRENGTH} | {"x": "excluded"}
_MARKED = re.compile(r"\[\[([crmtxn]):(.*?)\]\]")
_LINES = Path(__file__).with_name("undertakings_met.txt").read_text(encoding="utf-8").splitlines()
TEXTS = [line for line in _LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("line", TEXTS, ids=[line[:60] for line in TEXTS])
def test_the_kind_of_each_marked_passage(judge: Judge, line: str) -> None:
    text = _MARKED.sub(lambda match: match[2], line).replace("\\n", "\n")
    found = judge(text)
    wanted, said = {}, {}
    for match in _MARKED.finditer(line):
        words = match[2].replace("\\n", "\n")
        start = text.index(words)
        kinds = [each.kind for each in found if each.start < start + len(words) and each.end > start]
        wanted[words] = KINDS[match[1]]
        said[words] = max(kinds, key=STRENGTH.index, default="none")
    assert said == wanted
