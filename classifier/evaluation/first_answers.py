"""Writes down what the rules say of new labels before they are tuned on them.

Rules are right of nearly all labels that have long been here, since what they got wrong there was mended. How often
they are right of passages nobody has seen is told by their first answers only, which are therefore kept with the
labels: `python -m classifier.evaluation.first_answers FILE`, before any rule is changed for them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from classifier.engine import Engine
from classifier.labels.reading import read_labels
from classifier.model.lessons import first_said, groups_of, lessons_of


def write_first_answers(path: Path) -> int:
    """Add `first_kind` to the lines of a file of labels that have none; returns how many there were."""
    labels = [label for label in read_labels(path.parent) if label.topic == path.stem and label.first_kind is None]
    lessons = lessons_of(labels, groups_of(labels), Engine().lessons)
    said = {label.id: first_said(lesson.said) for label, lesson in zip(labels, lessons, strict=True)}
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    answered = [{**row, "first_kind": said[row["id"]]} if row["id"] in said else row for row in rows]
    lines = [json.dumps(row, ensure_ascii=False) for row in answered]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(said)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(name, write_first_answers(Path(name)))
