"""Levels that a reader gave whole notices: labels without text, joined with the notices where they are at hand."""

from collections import Counter
from pathlib import Path

import pytest

from classifier.engine import Engine
from classifier.evaluation.processes import Process, judge_processes, process_figures
from classifier.evaluation.rejoin import read_process_labels
from classifier.evidence import LEVELS, THEMES
from store.ingest.releases import criteria_by_lot, notices_in


def test_labels_use_known_words_and_name_a_notice_once() -> None:
    labels = read_process_labels()
    assert {label.level for label in labels} <= set(LEVELS)
    assert {theme for label in labels for theme in label.themes} <= set(THEMES)
    assert max(Counter(label.ocid for label in labels).values()) == 1
    assert len(labels) >= 60


@pytest.fixture(scope="module")
def processes(shared_dir: Path) -> list[Process]:
    found = []
    wanted = {label.ocid: label for label in read_process_labels()}
    for path in sorted((shared_dir / "notices").rglob("*")):
        if path.suffix not in {".json", ".jsonl", ".xml"}:
            continue
        for rows in notices_in(path, []):
            label = wanted.pop(rows.notice["ocid"], None) if rows.notice is not None else None
            if label is not None:
                criteria = criteria_by_lot(rows.criteria)
                found.append(Process(label.ocid, label.source, label.level, list(rows.texts), criteria))
    assert not wanted
    return found


def test_whole_notices_are_read_as_a_reader_reads_them(engine: Engine, processes: list[Process]) -> None:
    found = process_figures(judge_processes(engine, processes))
    assert found["flag"]["precision"]["rate"] >= 0.95
    assert found["flag"]["recall"]["rate"] >= 0.95
    assert found["level_right"]["rate"] >= 0.93
