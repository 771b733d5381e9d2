"""Whole notices against the levels of a reader, and the figures as rows of a table."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from classifier.engine import Engine
from classifier.errors import ClassifierError
from classifier.evaluation.accuracy import COLUMNS, accuracy_rows, read_accuracy, write_accuracy
from classifier.evaluation.processes import judge_processes, process_figures, read_processes
from store.ingest.releases import contents_of_release
from svmonitor import main

RELEASE = {
    "ocid": "ocds-b5fd17-1",
    "id": "1-2020-01-01T00:00:00Z",
    "date": "2020-01-01T00:00:00Z",
    "tag": ["tender"],
    "initiationType": "tender",
    "tender": {
        "id": "1",
        "title": "Grounds maintenance",
        "description": "Social value carries 10% of the score.",
    },
}
ROWS: list[dict[str, Any]] = [
    {"id": "a", "level": "R5", "source": "cf", "release": RELEASE},
    {"id": "b", "level": "R0", "source": "cf", "texts": ["Supply of chairs.", "Delivery in May."]},
    {"id": "c", "level": "R3", "source": "fts", "texts": ["Social value will not be scored."]},
]


def written(path: Path, rows: list[Any]) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def figures(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = written(tmp_path_factory.mktemp("processes") / "processes.jsonl", ROWS)
    return process_figures(judge_processes(engine, read_processes(path, contents_of_release)))


def test_flags_and_levels_are_those_of_whole_notices(figures: dict[str, Any]) -> None:
    assert (figures["flag"]["precision"]["k"], figures["flag"]["precision"]["n"]) == (1, 1)
    assert (figures["flag"]["recall"]["k"], figures["flag"]["recall"]["n"]) == (1, 2)
    assert (figures["level_right"]["k"], figures["level_right"]["n"]) == (2, 3)
    assert figures["differ"] == [{"id": "c", "labelled": "R3", "said": "R0n"}]
    assert figures["by_source"]["cf"]["level_right"]["rate"] == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{", "line 1 is not JSON"),
        ({"id": "x", "level": "high", "texts": ["a"]}, "line 1 has no level of R0"),
        ({"id": "x", "level": "R0"}, "line 1 has neither texts nor a release"),
        ({"id": "x", "level": "R0", "texts": "a"}, "no list of texts"),
        ("", "holds no labelled processes"),
    ],
)
def test_a_line_that_is_no_process_is_named(tmp_path: Path, row: Any, message: str) -> None:
    with pytest.raises(ClassifierError, match=message):
        list(read_processes(written(tmp_path / "p.jsonl", [row]), contents_of_release))


def test_the_command_names_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / "p.jsonl", [{"id": "x", "level": "R0", "release": {"nothing": True}}])
    assert main(["evaluate", "--processes", str(path)]) == 2
    assert main(["evaluate", "--processes", str(tmp_path / "none.jsonl")]) == 2
    assert capsys.readouterr().err.count("cannot") == 2


def test_rows_of_the_table_carry_counts_and_intervals(figures: dict[str, Any], tmp_path: Path) -> None:
    found = {"version": "rules-1", "own": OWN, "gold": None, "processes": figures}
    write_accuracy(accuracy_rows(found, "three notices", "2026-11-28", is_unseen=True), tmp_path / "rows.csv")
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == COLUMNS
    [level] = [row for row in rows if (row["unit"], row["measure"], row["cut"]) == ("process", "level_right", "")]
    assert (level["n"], level["k"], level["is_tuned_on"]) == ("3", "2", "false")
    assert 0 < float(level["low"]) < float(level["value"]) < float(level["high"]) < 1
    assert {row["is_tuned_on"] for row in rows if row["unit"] == "passage"} == {"true"}
    [score] = [row for row in rows if row["cut"] == "score"]
    assert (score["cut_value"], score["n"], score["k"]) == ("0.90 to 0.95", "8", "7")


def test_what_was_measured_before_has_every_column() -> None:
    for name in ("recorded", "measured"):
        rows = read_accuracy(name)
        assert rows
        assert all(tuple(row) == COLUMNS and row["n"] and row["version"] for row in rows)


def test_the_typical_mistakes_are_still_made(engine: Engine) -> None:
    rows = read_accuracy("mistakes")
    judged = engine.judge((row["place"], row["passage"]) for row in rows)
    said = {place: max((item.kind for item in found), default="none") for place, found in judged}
    assert len(rows) == 10
    assert said == {row["place"]: row["said"] for row in rows}


SHARE = {"k": 1, "n": 2, "rate": 0.5, "low": 0.1, "high": 0.9}
SCORES = {"precision": SHARE, "recall": SHARE, "f1": 0.5}
OWN = {
    "rules_and_model": {
        "passages": 2,
        "flag": SCORES,
        "kind_right": SHARE,
        "kind_macro_f1": 0.5,
        "weight": {"value_and_unit": SHARE},
        "themes": SCORES,
        "standards": SCORES,
        "kinds": {"criterion": SCORES},
        "reliability": [{"from": 0.9, "to": 0.95, "n": 8, "mean_score": 0.92, "right": 7}],
        "disputed": {"agreed": SHARE, "disputed": SHARE},
    },
    "by_source": {"cf": {"flag": SCORES, "kind_right": SHARE}},
}
