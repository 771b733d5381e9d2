"""What the rules said of a label before they were tuned on it."""

import json
from pathlib import Path
from typing import Any

import pytest

from classifier.evaluation.first_answers import write_first_answers
from classifier.model.lessons import Lesson
from classifier.model.opinion import kind_said

ROW: dict[str, Any] = {
    "id": "1-001", "passage": "Social value matters to the council.", "kind": "mention", "weight": None,
    "act_named": False, "standards": [], "themes": [], "era": "2021-2024", "manner": "ted", "shape": "prose",
}  # fmt: skip


def test_new_lines_get_the_answer_and_old_ones_keep_theirs(tmp_path: Path) -> None:
    rows = [
        ROW,
        {**ROW, "id": "1-002", "first_kind": "criterion"},
        {**ROW, "id": "1-003", "passage": "It opens at nine."},
    ]
    path = tmp_path / "some.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert write_first_answers(path) == 2
    after = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [row["first_kind"] for row in after] == ["named", "criterion", "none"]
    assert [{**row, "first_kind": ""} for row in after] == [{**row, "first_kind": ""} for row in rows]


def lesson(said: str, *words: str, left: str = "silent") -> Lesson:
    return Lesson((f"kind={kind_said(said)}", *words), ("x",), said, "mention", (), "a file", left=left)


@pytest.mark.parametrize(
    ("now", "first_kind", "said", "sign"),
    [
        (lesson("mention"), "mention", "mention", "kind=mention"),
        (lesson("mention"), "requirement", "requirement", "kind=requirement"),
        (lesson("mention", "has=concept"), "none", "none", "kind=none"),
        (lesson("theme_only", left="open"), "none", "open", "kind=none"),
        (lesson("theme_only", left="theme"), "none", "theme", "kind=none"),
        (lesson("theme_only"), "none", "silent", "kind=none"),
        (lesson("theme", left="theme"), "none", "theme", "kind=none"),
        (lesson("silent"), "theme_only", "theme_only", "kind=theme_only"),
    ],
)
def test_a_lesson_is_taught_with_the_first_answer(now: Lesson, first_kind: str, said: str, sign: str) -> None:
    found = now.at_first(first_kind)
    assert (found.said, found.is_first) == (said, True)
    assert found.words is not None
    assert found.words[0] == sign


def test_without_a_first_answer_a_lesson_stays_as_it_is() -> None:
    assert lesson("mention").at_first(None) == lesson("mention")
