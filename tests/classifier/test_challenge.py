"""Challenge texts of ours: the level of each exact, and its weight as stated.

A line reads `level | weight | text`: `10p` is per cent, `50pt` points, `-` no weight. A line that opens with `?` is a
known miss, and fails here once it is read right.
"""

import re
from pathlib import Path

import pytest

from classifier.evidence import Evidence, level_of
from tests.classifier.batches import Row, batches, check_each, texts_of
from tests.classifier.conftest import JudgeAll

ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nt]))")
KNOWN_MISS = pytest.mark.xfail(strict=True, reason="a known miss")


def _plain(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else {"n": "\n", "t": "\t"}[match[2]]


def _row(line: str) -> Row:
    level, weight, text = (part.strip() for part in line.removeprefix("? ").split(" | ", 2))
    return level, weight, ESCAPE.sub(_plain, text)


LINES = [
    line
    for path in sorted(Path(__file__).with_name("challenge").glob("c*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


MISSES = [pytest.param([_row(line)], marks=KNOWN_MISS) for line in LINES if line.startswith("?")]


def is_read_as(evidence: list[Evidence], level: str, weight: str) -> None:
    assert level_of(evidence) == level
    stated = {item.weight.value for item in evidence if item.weight is not None and item.kind == "criterion"}
    number = re.match(r"[\d.]+", weight)
    assert float(number[0]) in stated if number is not None else not stated


@pytest.mark.parametrize("rows", [*batches(_row(line) for line in LINES if not line.startswith("?")), *MISSES])
def test_levels_and_weights(judge_all: JudgeAll, rows: list[Row]) -> None:
    check_each(is_read_as, rows, judge_all(texts_of(rows)))
