"""Questions on social value that are put far from the row that scores them: by heading, by label, in parts."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.classifier.conftest import Judge

QUESTIONS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))[
    "question"
]


@pytest.mark.parametrize("row", QUESTIONS, ids=[row["name"] for row in QUESTIONS])
def test_what_of_a_text_is_asked_as_a_scored_question(judge: Judge, row: dict[str, Any]) -> None:
    text = row["text"]
    assert all(words in text for words in (*row["asked"], *row["other"]))
    scored = [(item.start, item.end) for item in judge(text) if item.kind == "criterion"]
    found = [words for words in (*row["asked"], *row["other"]) if _is_in(scored, text.index(words))]
    assert found == row["asked"]


def _is_in(spans: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in spans)
