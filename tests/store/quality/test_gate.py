"""When an edition is held back, what lets it out, and what is remembered."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from store.errors import StoreError
from store.quality.gate import check_gate, gate_path, hold_back, note_refusal, read_gate, release, shortfalls
from store.weeks import week_to_report
from tests.store.publish.publishing import MONDAY, published, week

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
WEEK = "2026-W47"


@pytest.mark.parametrize(("pct", "count"), [(100.0, 0), (98.0, 0), (97.99, 1), (0.0, 1)])
def test_share_that_is_enough(pct: float, count: int) -> None:
    con = published()
    week(con, "find_a_tender", pct)
    assert len(shortfalls(con, WEEK, None)) == count


def test_share_is_cut_not_rounded() -> None:
    con = published()
    week(con, "ted", 97.96)
    said = "Tenders Electronic Daily: 97.9 % of the week is proven complete, less than 98 %"
    assert shortfalls(con, WEEK, None) == [said]


def test_portal_not_crawled_that_week_at_all_is_short() -> None:
    con = published()
    week(con, "ted", 100, date(2026, 11, 9))
    assert "Tenders Electronic Daily: 0.0 %" in shortfalls(con, WEEK, None)[0]


def test_portal_given_up_long_ago_is_not_missed() -> None:
    con = published()
    week(con, "ted", 100, date(2026, 10, 12))
    assert shortfalls(con, WEEK, None) == []


def test_files_that_nobody_crawled_prove_nothing_wrong() -> None:
    con = published()
    week(con, "contracts_finder", None)
    assert shortfalls(con, WEEK, None) == []


def test_data_that_end_before_the_week() -> None:
    reasons = shortfalls(published("2026-11-19T05:00:00Z"), WEEK, None)
    assert reasons == ["the published data reach to 19 November 2026 05:00, before the end of the week"]


def opened(con: duckdb.DuckDBPyConnection, *weeks: str) -> None:
    """A process opened in each of some weeks; nothing else of it is looked at."""
    con.execute("CREATE OR REPLACE TABLE out.process (week VARCHAR, duplicate_of VARCHAR)")
    con.executemany("INSERT INTO out.process (week) VALUES (?)", [[name] for name in weeks])


def test_the_week_that_is_checked_is_the_week_that_is_reported(tmp_path: Path) -> None:
    con = published("2026-11-20T15:00:00Z")  # files that end on a Friday
    opened(con, "2026-W46", WEEK)
    note_refusal(tmp_path, "the check failed")
    assert check_gate(con, tmp_path, None, NOW, is_held_if_short=True) == ["the check failed"]
    assert [hold.week for hold in read_gate(tmp_path).holds] == [week_to_report(con, None).name] == [WEEK]


def test_refused_snapshot_is_a_reason() -> None:
    assert shortfalls(published(), WEEK, "not published") == ["not published"]


def decide(home: Path, pct: float, *, is_held_if_short: bool = True, name: str | None = WEEK) -> list[str]:
    con = published()
    opened(con, WEEK)
    week(con, "ted", pct)
    return check_gate(con, home, name, NOW, is_held_if_short=is_held_if_short)


def test_short_edition_is_held(tmp_path: Path) -> None:
    assert decide(tmp_path, 50)
    assert read_gate(tmp_path).hold(WEEK) is not None


def test_held_edition_keeps_its_beginning(tmp_path: Path) -> None:
    hold_back(tmp_path, WEEK, ["first"], NOW)
    hold_back(tmp_path, WEEK, ["second"], NOW.replace(day=24))
    held = read_gate(tmp_path).hold(WEEK)
    assert held is not None
    assert (held.since, held.reasons) == ("2026-11-23T06:00:00Z", ["second"])


def test_whole_edition_is_let_out(tmp_path: Path) -> None:
    decide(tmp_path, 50)
    assert decide(tmp_path, 100) == []
    assert read_gate(tmp_path).holds == []


@pytest.mark.parametrize("name", [WEEK, None])
def test_held_edition_does_not_go_out_by_an_ordinary_report(name: str | None, tmp_path: Path) -> None:
    decide(tmp_path, 50)
    assert decide(tmp_path, 50, is_held_if_short=False, name=name)


def test_person_who_reports_a_short_week_gets_it(tmp_path: Path) -> None:
    assert decide(tmp_path, 50, is_held_if_short=False) == []


def test_released_edition_goes_out(tmp_path: Path) -> None:
    decide(tmp_path, 50)
    release(tmp_path, WEEK, "TED is  closed\nfor good", NOW)
    assert decide(tmp_path, 50) == []
    released = read_gate(tmp_path).release(WEEK)
    assert released is not None
    assert released.reason == "TED is closed for good"


def test_reason_remembers_why_it_was_held(tmp_path: Path) -> None:
    decide(tmp_path, 50)
    assert "Tenders Electronic Daily: 50.0 %" in release(tmp_path, WEEK, "closed", NOW).held_for[0]


@pytest.mark.parametrize(("name", "reason"), [("2026-W46", "closed"), (WEEK, "  ")])
def test_release_that_cannot_be(name: str, reason: str, tmp_path: Path) -> None:
    decide(tmp_path, 50)
    with pytest.raises(StoreError):
        release(tmp_path, name, reason, NOW)


def test_week_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not a week"):
        check_gate(published(), tmp_path, "2026-W60", NOW, is_held_if_short=True)


def test_refusal_is_noted_and_forgotten(tmp_path: Path) -> None:
    note_refusal(tmp_path, "check x failed")
    assert read_gate(tmp_path).refusal == "check x failed"
    note_refusal(tmp_path, None)
    assert read_gate(tmp_path).refusal is None


def test_home_where_all_is_well_has_no_file(tmp_path: Path) -> None:
    decide(tmp_path, 100)
    note_refusal(tmp_path, None)
    assert not gate_path(tmp_path).exists()


def test_file_that_is_not_the_gates(tmp_path: Path) -> None:
    gate_path(tmp_path).parent.mkdir()
    gate_path(tmp_path).write_text("[]")
    with pytest.raises(StoreError, match="cannot be read"):
        read_gate(tmp_path)


def test_monday_of_the_fixture() -> None:
    assert f"{MONDAY:%G-W%V}" == WEEK
