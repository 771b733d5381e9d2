"""Which week an edition is about."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import StoreError
from store.weeks import Week, choose_week, span_of

W45, W46, W47 = (Week.parse(f"2026-W{number}") for number in (45, 46, 47))


@given(st.dates(min_value=date(2013, 1, 7), max_value=date(2090, 1, 1)))
def test_the_name_of_a_week_reads_back_as_the_week(day: date) -> None:
    week = Week(day)
    monday = Week.parse(week.name)
    assert monday.first_day <= day <= monday.last_day


@pytest.mark.parametrize(
    "name", ["2026-W54", "2026-W00", "2026-47", "2026-W7", "W47", "", "2026-W47 ", "²026-W47", "2025-W53"]
)
def test_what_is_not_a_week_is_refused(name: str) -> None:
    with pytest.raises(StoreError, match="is not a week"):
        Week.parse(name)


def test_a_year_of_53_weeks_has_week_53() -> None:
    assert Week.parse("2026-W53").first_day == date(2026, 12, 28)


def test_the_default_is_the_last_week_that_was_over() -> None:
    wednesday = datetime(2026, 11, 18, 12, tzinfo=UTC)
    assert choose_week(None, [W45, W46, W47], wednesday) == W46


def test_a_week_is_over_at_midnight_in_london() -> None:
    assert choose_week(None, [W46, W47], datetime(2026, 11, 23, tzinfo=UTC)) == W47


def test_in_summer_a_week_is_over_an_hour_before_midnight_utc() -> None:
    june = Week.parse("2026-W25")
    assert choose_week(None, [june.shifted(-1), june], datetime(2026, 6, 21, 23, tzinfo=UTC)) == june


def test_without_a_full_week_the_last_one_is_taken() -> None:
    assert choose_week(None, [W47], datetime(2026, 11, 18, tzinfo=UTC)) == W47


@pytest.mark.parametrize(
    ("hour", "week"), [("2026-11-19T23:59", W46), ("2026-11-20T00:00", W47), ("2026-11-20T16:00", W47)]
)
def test_in_data_from_files_a_week_is_over_on_its_friday(hour: str, week: Week) -> None:
    until = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    assert choose_week(None, [W46, W47], until, is_crawled=False) == week


def test_a_week_without_notices_says_which_weeks_there_are() -> None:
    with pytest.raises(StoreError, match="2026-W45, 2026-W47"):
        choose_week("2026-W46", [W45, W47], datetime(2026, 11, 23, tzinfo=UTC))


def test_many_weeks_are_told_as_a_span() -> None:
    weeks = [W47.shifted(-back) for back in range(20)]
    assert span_of(weeks) == "20 weeks between 2026-W28 and 2026-W47"


def test_an_empty_snapshot_cannot_be_reported_on() -> None:
    with pytest.raises(StoreError, match="no opened procurement"):
        choose_week(None, [], datetime(2026, 11, 23, tzinfo=UTC))
