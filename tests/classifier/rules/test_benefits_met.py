"""Benefits of every theme in plain wordings: their kind each, and their themes as a whole."""

from collections import Counter
from pathlib import Path

import pytest

from classifier.evidence import THEMES, Evidence
from tests.classifier.batches import Row, batches, check_each, texts_of
from tests.classifier.conftest import Judge, JudgeAll, strongest

LETTERS = dict(zip("jfleqhcsit", THEMES, strict=True))
MIN_RECALL, MAX_SPREAD, MIN_PRECISION = 0.85, 0.1, 0.85
ROWS = [
    tuple(part.strip() for part in line.split(" | ", 2))
    for line in Path(__file__).with_name("benefits_met.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def is_of_kind(evidence: list[Evidence], kind: str, _themes: str) -> None:
    found = strongest(evidence)
    assert (found.kind if found else "none") == kind


@pytest.mark.parametrize("rows", batches(ROWS))
def test_kinds(judge_all: JudgeAll, rows: list[Row]) -> None:
    check_each(is_of_kind, rows, judge_all(texts_of(rows)))


def test_no_theme_is_read_much_better_than_another(judge: Judge) -> None:
    met, read, right = Counter[str](), Counter[str](), Counter[str]()
    for kind, letters, text in ROWS:
        wanted = {LETTERS[letter] for letter in letters.split(",") if letter in LETTERS}
        said = {theme for item in judge(text) for theme in item.themes} if kind != "none" else set()
        met.update(wanted)
        read.update(said)
        right.update(wanted & said)
    recall = {theme: right[theme] / met[theme] for theme in THEMES}
    assert min(recall.values()) >= MIN_RECALL
    assert max(recall.values()) - min(recall.values()) <= MAX_SPREAD
    assert right.total() / read.total() >= MIN_PRECISION
