"""The classification loop: what is pending, what is saved, where evidence is placed."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from classifier.evidence import Criterion, CriterionReading, Evidence, Weight
from store import judging
from store.judging import CriteriaKey
from tests.store.ingest.notices import ingested, package, release, tender

TEXT = "Social value will be scored at 10 %."
CRITERIA = {"criteria": [{"type": "quality", "name": f"Row {number}"} for number in range(12)]}
KEY = CriteriaKey("find_a_tender", "ocds-h6vhtk-0a0001", "000001-2026", "1")
PATH = "/tender/lots/0/awardCriteria/criteria/3"


def evidence(**changes: Any) -> Evidence:
    made: dict[str, Any] = {
        "start": 0,
        "end": len(TEXT),
        "text": TEXT,
        "kind": "criterion",
        "level": "R5",
        "weight": Weight(10.0, "percent", "total"),
        "weight_pct": 10.0,
        "act_named": False,
        "standards": ("TOMS",),
        "themes": (),
        "rule": "criterion_weight",
        "score": 0.9,
        "trail": ("said so",),
    }
    return Evidence(**(made | changes))


def reading(path: str = PATH) -> CriterionReading:
    return CriterionReading(path, "Row 3", "10%", 10.0, "percent", "total", 10.0, is_social_value=True)


@pytest.fixture
def filled(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """Two notices that share a text; one has criteria."""
    lots = [{"id": "1", "awardCriteria": CRITERIA}]
    ingested(
        con, tmp_path, package(release(1, description=TEXT, tender=tender(lots=lots)), release(2, description=TEXT))
    )
    return con


def pending(con: duckdb.DuckDBPyConnection, version: str = "v1") -> dict[str, str]:
    return {text: text_id for batch in judging.pending_texts(con, version, batch_size=1) for text_id, text in batch}


def count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None
    return int(row[0])


def judge_text(con: duckdb.DuckDBPyConnection, version: str = "v1", *found: Evidence) -> None:
    judging.save_text_evidence(con, version, [(pending(con, version)[TEXT], found)])


def test_a_text_is_pending_once_however_often_it_stands(filled: duckdb.DuckDBPyConnection) -> None:
    assert sum(text == TEXT for batch in judging.pending_texts(filled, "v1") for _, text in batch) == 1


def test_pending_texts_are_counted(filled: duckdb.DuckDBPyConnection) -> None:
    assert judging.find_pending(filled, "v1") == len(pending(filled))


def test_judged_text_is_no_longer_pending_at_that_version(filled: duckdb.DuckDBPyConnection) -> None:
    judge_text(filled, "v1")
    assert TEXT not in pending(filled, "v1")
    assert TEXT in pending(filled, "v2")


def test_batches_may_be_saved_while_they_are_read(filled: duckdb.DuckDBPyConnection) -> None:
    for batch in judging.pending_texts(filled, "v1", batch_size=1):
        judging.save_text_evidence(filled, "v1", [(text_id, []) for text_id, _ in batch])
    assert judging.find_pending(filled, "v1") == 0


def test_saving_twice_is_as_once(filled: duckdb.DuckDBPyConnection) -> None:
    text_id = pending(filled)[TEXT]
    for _ in range(2):
        judging.save_text_evidence(filled, "v1", [(text_id, [evidence()])])
    assert (count(filled, "raw.text_evidence"), count(filled, "raw.judged_text")) == (1, 1)


def test_evidence_is_placed_wherever_the_text_stands(filled: duckdb.DuckDBPyConnection) -> None:
    judge_text(filled, "v1", evidence())
    judging.place_evidence(filled, "v1")
    rows = filled.execute(
        "SELECT ocid, path, text, level, weight_value, standards, version, is_structured "
        "FROM core.evidence JOIN core.passage USING (passage_id, ocid) ORDER BY ocid"
    ).fetchall()
    said = ("/description", TEXT, "R5", 10.0, ["TOMS"], "v1", False)
    assert rows == [("ocds-h6vhtk-0a0001", *said), ("ocds-h6vhtk-0a0002", *said)]


def test_a_title_asks_for_no_theme(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, package(release(1, description=TEXT, tender=tender(title=TEXT))))
    judge_text(con, "v1", evidence(kind="theme_only", level="R1", weight=None, weight_pct=None))
    judging.place_evidence(con, "v1")
    assert con.execute("SELECT path FROM core.passage").fetchall() == [("/description",)]


def test_placing_twice_is_as_once(filled: duckdb.DuckDBPyConnection) -> None:
    judge_text(filled, "v1", evidence())
    judging.place_evidence(filled, "v1")
    judging.place_evidence(filled, "v1")
    assert (count(filled, "core.evidence"), count(filled, "core.passage")) == (2, 2)


def test_evidence_of_other_versions_goes(filled: duckdb.DuckDBPyConnection) -> None:
    judge_text(filled, "v1", evidence())
    judging.save_criteria(filled, "v1", [(KEY, [reading()], [(PATH, evidence())])])
    judging.place_evidence(filled, "v1")
    judging.place_evidence(filled, "v2")
    assert (count(filled, "core.evidence"), count(filled, "core.passage")) == (0, 0)
    assert filled.execute("SELECT value FROM core.setting WHERE name = 'classifier_version'").fetchone() == ("v2",)


def test_criteria_of_a_lot_come_together_in_their_order(filled: duckdb.DuckDBPyConnection) -> None:
    ((key, criteria),) = next(judging.pending_criteria(filled, "v1"))
    assert key == KEY
    assert [criterion.name for criterion in criteria] == [f"Row {number}" for number in range(12)]
    assert criteria[3] == Criterion(PATH, "1", "quality", "Row 3", None, ())


def test_published_numbers_come_with_their_kind(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    criteria = {"criteria": [{"name": "Price", "numbers": [{"number": 40, "weight": "percentageExact"}]}]}
    ingested(con, tmp_path, package(release(tender=tender(awardCriteria=criteria))))
    ((key, found),) = next(judging.pending_criteria(con, "v1"))
    assert (key.lot_id, found[0].numbers) == (None, ((40.0, "percentageExact"),))


def test_lot_with_one_unread_criterion_is_pending_as_a_whole(filled: duckdb.DuckDBPyConnection) -> None:
    judging.save_criteria(filled, "v1", [(KEY, [reading()], [])])
    assert len(next(judging.pending_criteria(filled, "v1"))[0][1]) == 12


def test_read_criteria_are_no_longer_pending(filled: duckdb.DuckDBPyConnection) -> None:
    ((key, criteria),) = next(judging.pending_criteria(filled, "v1"))
    judging.save_criteria(filled, "v1", [(key, [reading(criterion.path) for criterion in criteria], [])])
    assert list(judging.pending_criteria(filled, "v1")) == []


def test_criteria_come_in_batches(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    lots = [{"id": str(number), "awardCriteria": {"criteria": [{"name": "Price"}]}} for number in range(5)]
    ingested(con, tmp_path, package(release(tender=tender(lots=lots))))
    batches = [[key.lot_id for key, _ in batch] for batch in judging.pending_criteria(con, "v1", batch_size=2)]
    assert batches == [["0", "1"], ["2", "3"], ["4"]]


def test_what_is_new_is_pending_behind_batches_that_are_read(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    lots = [{"id": str(number), "awardCriteria": {"criteria": [{"name": "Price"}]}} for number in range(5)]
    ingested(con, tmp_path, package(release(tender=tender(lots=lots))))
    path = "/tender/lots/{}/awardCriteria/criteria/0"
    read: list[judging.JudgedCriteria] = [
        (KEY._replace(lot_id=str(number)), [reading(path.format(number))], []) for number in range(4)
    ]
    judging.save_criteria(con, "v1", read)
    batches = [[key.lot_id for key, _ in batch] for batch in judging.pending_criteria(con, "v1", batch_size=2)]
    assert batches == [["4"]]


def test_reading_of_a_criterion_is_saved_with_its_evidence(filled: duckdb.DuckDBPyConnection) -> None:
    judging.save_criteria(filled, "v1", [(KEY, [reading()], [(PATH, evidence(text="Row 3"))])])
    query = "SELECT path, weight_pct, is_social_value, version FROM core.criterion WHERE version IS NOT NULL"
    assert filled.execute(query).fetchall() == [(PATH, 10.0, True, "v1")]
    placed = "SELECT path, text, level, is_structured FROM core.evidence JOIN core.passage USING (passage_id)"
    assert filled.execute(placed).fetchall() == [(PATH, "Row 3", "R5", True)]


def test_evidence_of_criteria_stays_when_texts_are_placed(filled: duckdb.DuckDBPyConnection) -> None:
    judging.save_criteria(filled, "v1", [(KEY, [reading()], [(PATH, evidence())])])
    judging.place_evidence(filled, "v1")
    assert count(filled, "core.evidence") == 1


def test_evidence_of_an_edited_notice_goes(filled: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    judge_text(filled, "v1", evidence())
    judging.save_criteria(filled, "v1", [(KEY, [reading()], [(PATH, evidence())])])
    judging.place_evidence(filled, "v1")
    ingested(filled, tmp_path, package(release(1, date="2026-10-07T00:00:00Z")), "edited.json")
    assert filled.execute("SELECT DISTINCT ocid FROM core.evidence").fetchall() == [("ocds-h6vhtk-0a0002",)]


def test_all_can_be_forgotten(filled: duckdb.DuckDBPyConnection) -> None:
    judge_text(filled, "v1", evidence())
    judging.save_criteria(filled, "v1", [(KEY, [reading()], [(PATH, evidence())])])
    judging.place_evidence(filled, "v1")
    judging.forget(filled)
    assert TEXT in pending(filled)
    assert (count(filled, "core.evidence"), len(list(judging.pending_criteria(filled, "v1")))) == (0, 1)


def judge_all(con: duckdb.DuckDBPyConnection, version: str, level: str) -> list[judging.LevelChange]:
    found = evidence(kind="mention", level=level, weight=None, weight_pct=None, rule=f"mention.{version}")
    judging.save_text_evidence(con, version, [(text_id, [found]) for text_id in pending(con, version).values()])
    judging.place_evidence(con, version)
    return judging.note_levels(con, version)


def test_nothing_changed_when_first_judged(filled: duckdb.DuckDBPyConnection) -> None:
    assert judge_all(filled, "v1", "R2") == []


def test_what_changed_level_between_versions(filled: duckdb.DuckDBPyConnection) -> None:
    judge_all(filled, "v1", "R2")
    changes = judge_all(filled, "v2", "R3")
    assert {change[1:] for change in changes} == {("R2", "R3", "mention.v1", "mention.v2")}
    assert len(changes) == count(filled, "core.level_change") == 2


def test_a_level_that_stays_is_no_change(filled: duckdb.DuckDBPyConnection) -> None:
    judge_all(filled, "v1", "R2")
    assert judge_all(filled, "v2", "R2") == []


def test_judging_again_at_one_version_changes_nothing(filled: duckdb.DuckDBPyConnection) -> None:
    judge_all(filled, "v1", "R2")
    judge_all(filled, "v2", "R3")
    assert judging.note_levels(filled, "v2") == []


def test_forgetting_does_not_lose_what_was_said(filled: duckdb.DuckDBPyConnection) -> None:
    judge_all(filled, "v1", "R2")
    judging.forget(filled)
    assert len(judge_all(filled, "v2", "R1")) == 2


def test_changes_are_told_in_words() -> None:
    change = judging.LevelChange("ocds-1", "R2", "R0", "mention.concept", None)
    assert list(judging.change_lines([change]))[1] == "  ocds-1: R2 -> R0 (mention.concept, now nothing)"
    assert list(judging.change_lines([])) == []


def test_criteria_in_letters_come_with_the_texts_that_may_say_what_these_are(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    said = "SV means sluice valve in this notice."
    for number, name in enumerate(("SV", "SV2 Jobs", "Quality")):
        criteria = {"criteria": [{"name": name}, {"name": "Price"}]}
        made = release(ocid=f"ocds-{number}", tender=tender(description=said, title="Valves", awardCriteria=criteria))
        ingested(con, tmp_path, package(made))
    found = {each[0].name: {row.around for row in each} for _, each in next(judging.pending_criteria(con, "v1"))}
    assert found == {"SV": {said}, "SV2 Jobs": {said}, "Quality": {""}}
