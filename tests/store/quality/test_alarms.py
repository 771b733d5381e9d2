"""Alarms that follow from the data, and days on which nobody is alarmed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import orjson
import pytest

from crawler.server.alarms.findings import read_findings
from store.ingest.job_runs import load_journal
from store.quality.alarms import data_alarms, data_metrics, look, quiet_days
from tests.store.builders import notice, rows, writer
from tests.store.publish.publishing import MONDAY, notices, published, week, window

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
USUAL = 40


def keys(con: duckdb.DuckDBPyConnection, now: datetime = NOW) -> list[str]:
    return [f"{alarm.kind}:{alarm.subject}" for alarm in data_alarms(con, now)]


def test_all_is_well() -> None:
    con = published()
    week(con, "ted", 100)
    assert keys(con) == []


def test_incomplete_week_is_told_with_its_share() -> None:
    con = published()
    week(con, "ted", 97.96)
    alarm = data_alarms(con, NOW)[0]
    assert (alarm.kind, alarm.subject, alarm.facts["worst_pct"]) == ("completeness", "ted", "97.9")


def test_week_that_is_not_over_at_the_publication_is_not_judged() -> None:
    con = published(published_at="2026-11-22T23:59:00Z")
    week(con, "ted", 90)
    assert keys(con) == []


def test_week_to_whose_end_the_portal_was_not_asked_is_not_judged() -> None:
    con = published()
    window(con, MONDAY - 14 * DAY, MONDAY + 3 * DAY)
    week(con, "find_a_tender", 40)
    assert keys(con) == []


def test_week_of_which_nothing_was_answered_is_told_though_no_data_reach_its_end() -> None:
    con = published(None)
    window(con, MONDAY - 14 * DAY, MONDAY + 8 * DAY, "split")
    week(con, "find_a_tender", 0)
    assert keys(con) == ["completeness:find_a_tender"]


def test_week_of_long_ago_is_not_told() -> None:
    con = published()
    week(con, "ted", 50, date(2026, 9, 28))
    assert keys(con) == []


def weeks_of_notices(
    last: date, on_last: int, state: str = "complete", usual: int = USUAL
) -> duckdb.DuckDBPyConnection:
    """Six weeks with the usual number of notices each weekday, quiet days none, and a number of its own on the last."""
    con = published(f"{last + DAY}T03:30:00Z", f"{last + DAY}T05:00:00Z")
    first = last - 42 * DAY
    window(con, first - DAY, last)
    window(con, last, last + DAY, state)
    quiet = quiet_days("find_a_tender", last.year)
    days = [first + number * DAY for number in range(42)]
    notices(con, [day for day in days if day.weekday() < 5 and day not in quiet], usual)
    notices(con, last, on_last)
    return con


def volume(last: date, on_last: int, state: str = "complete") -> list[str]:
    con = weeks_of_notices(last, on_last, state)
    now = datetime(last.year, last.month, last.day, 6, tzinfo=UTC) + DAY
    return volume_alarms(con, now)


def volume_alarms(con: duckdb.DuckDBPyConnection, now: datetime) -> list[str]:
    return [key for key in keys(con, now) if key.startswith("volume")]


FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(("count", "found"), [(0, 1), (15, 1), (20, 0), (USUAL, 0), (200, 0)])
def test_fall_beyond_the_usual_range(count: int, found: int) -> None:
    assert len(volume(FRIDAY, count)) == found


@pytest.mark.parametrize(
    "day", [date(2026, 11, 21), date(2026, 4, 3), date(2026, 5, 25), date(2026, 12, 28), date(2026, 12, 30)]
)
def test_no_alarm_on_weekend_bank_holiday_or_between_christmas_and_new_year(day: date) -> None:
    assert volume(day, 0) == []


def test_day_that_was_not_read_whole_is_told_as_incomplete_only() -> None:
    assert volume(FRIDAY, 0, "failed") == []


def test_portal_of_a_few_notices_a_day_is_not_judged() -> None:
    assert volume_alarms(weeks_of_notices(FRIDAY, 0, usual=14), NOW) == []


def test_fall_that_is_over_is_no_alarm() -> None:
    con = weeks_of_notices(FRIDAY - DAY, 0)
    window(con, FRIDAY, FRIDAY + DAY)
    notices(con, FRIDAY, USUAL)
    assert volume_alarms(con, NOW) == []


def test_alarm_says_what_is_usual() -> None:
    con = weeks_of_notices(FRIDAY, 3)
    facts = data_alarms(con, NOW)[0].facts
    assert (facts["notices"], facts["usual"], facts["weekday"]) == (3, "40", "Friday")


def test_portal_known_too_short_is_not_judged() -> None:
    con = published()
    window(con, FRIDAY - 15 * DAY, FRIDAY + 2 * DAY)
    for weeks in (1, 2):
        notices(con, FRIDAY - weeks * 7 * DAY, USUAL)
    assert keys(con) == []


@pytest.mark.parametrize(("filled", "found"), [(0, ["fill_rate:find_a_tender description"]), (20, []), (40, [])])
def test_field_that_goes_empty(filled: int, found: list[str]) -> None:
    con = published()
    notices(con, FRIDAY - 21 * DAY, 60, description="x")
    notices(con, FRIDAY - 14 * DAY, 60, description="x")
    notices(con, FRIDAY, filled, description="x")
    notices(con, FRIDAY - DAY, 40 - filled, description=None)
    assert [key for key in keys(con) if "description" in key] == found


@pytest.mark.parametrize(("before", "now"), [(60, 29), (49, 40)])
def test_field_of_few_notices_is_not_judged(before: int, now: int) -> None:
    con = published()
    for weeks in (2, 3):
        notices(con, FRIDAY - 7 * weeks * DAY, before, description="x")
    notices(con, FRIDAY, now, description=None)
    assert [key for key in keys(con) if "description" in key] == []


def processes(con: duckdb.DuckDBPyConnection, day: date, n: int, k: int) -> None:
    """So many procurements in scope that were opened on a day, and how many of them are flagged."""
    columns = "ocid, opened_on, is_flagged, source, notice_id, scope, scope_reason, is_in_scope, level"
    rest = "is_observable, has_criteria, has_weights, is_act_named, is_evaluated, is_sample"
    con.execute(
        f"INSERT INTO out.process ({columns}, level_rank, standards, themes, evidence_count, notice_count, {rest}) "
        "SELECT $day || '-' || r, $day, r < $k, 'ted', 'n', 'D4', '', true, 'R0', 0, [], [], 0, 1, "
        "true, false, false, false, false, true FROM range($n) AS t(r)",
        {"day": day, "k": k, "n": n},
    )


@pytest.mark.parametrize(("now_k", "found"), [(18, []), (54, ["classifier_rate:ted"]), (0, ["classifier_rate:ted"])])
def test_share_that_jumps(now_k: int, found: list[str]) -> None:
    con = published()
    processes(con, FRIDAY - 60 * DAY, 200, 40)
    processes(con, FRIDAY, 90, now_k)
    assert keys(con) == found


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ((200, 40), (49, 49)),  # too few of the last weeks
        ((49, 0), (90, 54)),  # too few of before
        ((4000, 800), (4000, 1190)),  # no chance, but less than ten points
        ((60, 12), (60, 24)),  # twenty points, but chance may do that
    ],
)
def test_share_that_does_not_jump(before: tuple[int, int], now: tuple[int, int]) -> None:
    con = published()
    processes(con, FRIDAY - 60 * DAY, *before)
    processes(con, FRIDAY, *now)
    assert keys(con) == []


@pytest.mark.parametrize("metric", ["completeness_ratio", "notices", "data_until_timestamp_seconds"])
def test_figures_for_machines(metric: str) -> None:
    con = published()
    week(con, "ted", 99)
    notice(con)
    assert data_metrics(con, NOW)[metric][0]["value"] > 0


@pytest.mark.parametrize(
    ("source", "day", "is_one"),
    [
        ("find_a_tender", date(2026, 4, 6), True),
        ("public_contracts_scotland", date(2026, 4, 6), False),
        ("find_a_tender", date(2026, 12, 28), True),
        ("find_a_tender", date(2027, 12, 27), True),
        ("find_a_tender", date(2027, 12, 28), True),
        ("find_a_tender", date(2026, 8, 31), True),
        ("public_contracts_scotland", date(2026, 8, 3), True),
        ("public_contracts_scotland", date(2026, 11, 30), True),
        ("public_contracts_scotland", date(2028, 1, 4), True),
        ("find_a_tender", date(2022, 5, 30), False),
        ("find_a_tender", date(2022, 6, 3), True),
        ("find_a_tender", MONDAY, False),
    ],
)
def test_quiet_day(source: str, day: date, is_one: bool) -> None:
    assert (day in quiet_days(source, day.year)) == is_one


# Holidays that were proclaimed for one year, or moved; a weekend day is quiet anyhow.
PROCLAIMED = {
    "find_a_tender": ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"],
    "public_contracts_scotland": ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08", "2026-06-15"],
}


@pytest.mark.parametrize("source", PROCLAIMED)
def test_days_proclaimed_for_a_year_are_known(source: str) -> None:
    for day in map(date.fromisoformat, PROCLAIMED[source]):
        assert day in quiet_days(source, day.year)


def test_snapshot_that_does_not_open_is_an_alarm_that_is_kept(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "monitor.duckdb").write_bytes(b"damaged")
    found = look(tmp_path, NOW)
    assert found is not None
    assert [alarm.kind for alarm in found.alarms] == ["snapshot_damaged"]
    assert read_findings(tmp_path) == found


def test_where_nothing_is_published_nothing_is_found(tmp_path: Path) -> None:
    assert look(tmp_path, NOW) is None


def test_journal_becomes_runs(tmp_path: Path) -> None:
    entry = {"job": "update", "run_id": "r", "due_at": "2026-11-16T05:00:00Z", "detail": {"exit_codes": {}}}
    lines = [
        entry | {"event": "begun", "at": "2026-11-16T05:00:01Z"},
        entry | {"event": "done", "at": "2026-11-16T05:09:00Z"},
    ]
    (tmp_path / "server").mkdir()
    path = tmp_path / "server" / "jobs.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, lines)) + b'\n{"torn')
    con = writer()
    for _ in range(2):
        load_journal(con, tmp_path)
    found = rows(con, "SELECT stage, outcome, epoch(ended_at - started_at) FROM core.run")
    assert found == [("job:update", "done", 539.0)]


def test_week_in_which_a_portal_was_first_asked_for_is_no_alarm() -> None:
    con = published()
    window(con, MONDAY + 3 * DAY, MONDAY + 7 * DAY)
    week(con, "find_a_tender", 57)
    assert keys(con) == []
