"""What follows words on social value takes its kind from what it points back to; of another matter, none."""

import re
from pathlib import Path

import pytest

from tests.classifier.conftest import STRENGTH, Judge

KINDS = {kind[0]: kind for kind in STRENGTH} | {"x": "excluded"}
_MARKED = re.compile(r"\[\[([crmtxn]):(.*?)\]\]")


def _texts(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


TEXTS = _texts("followups.txt")


@pytest.mark.parametrize("line", TEXTS, ids=[line[:60] for line in TEXTS])
def test_the_kind_of_what_follows(judge: Judge, line: str) -> None:
    text = _MARKED.sub(lambda match: match[2], line).replace("\\n", "\n").replace("\\t", "\t")
    found = judge(text)
    wanted, said = {}, {}
    for match in _MARKED.finditer(line):
        words = match[2].replace("\\n", "\n").replace("\\t", "\t")
        start = text.index(words)
        kinds = [each.kind for each in found if each.start < start + len(words) and each.end > start]
        wanted[words] = KINDS[match[1]]
        said[words] = max(kinds, key=STRENGTH.index, default="none")
    assert said == wanted
