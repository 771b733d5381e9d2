"""Notice numbers and the gaps in them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.completeness.notice_numbers import WIDEST_GAP, SeenNumbers, gaps, numbers_in, ranges_by_year

MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)
FRIDAY = MONDAY - 3 * DAY


def test_numbers_are_written_as_ranges_by_year() -> None:
    assert ranges_by_year(["000003-2026", "000001-2026", "000002-2026", "000009-2026", "000001-2025"]) == {
        "2025": "1",
        "2026": "1-3,9",
    }


def test_other_ids_are_no_numbers() -> None:
    assert ranges_by_year(["c3e5344a-583186", "1-2026", "000001-2026-x"]) == {}


@given(st.sets(st.integers(min_value=0, max_value=999_999), min_size=1))
def test_ranges_are_read_as_they_were_written(numbers: set[int]) -> None:
    assert numbers_in(ranges_by_year(f"{number:06d}-2026" for number in numbers)["2026"]) == numbers


def test_a_number_between_two_of_the_day_is_missing() -> None:
    assert gaps({10, 12}, set(), {10, 12}) == [11]


def test_a_number_after_the_last_of_the_days_before_is_missing() -> None:
    assert gaps({12}, {8, 10}, {8, 10, 12}) == [11]


def test_a_number_seen_on_another_day_is_not_missing() -> None:
    assert gaps({10, 12}, set(), {10, 11, 12}) == []


def test_a_number_kept_since_long_ago_opens_no_gap() -> None:
    assert gaps({10, 10 + WIDEST_GAP + 1}, set(), set()) == []


def test_a_day_without_numbers_misses_none() -> None:
    assert gaps(set(), {10}, {10}) == []


def test_a_quiet_weekend_does_not_hide_a_gap() -> None:
    seen = SeenNumbers()
    seen.add(FRIDAY, {"2026": "1-5"})
    seen.add(MONDAY, {"2026": "7"})
    assert seen.gaps(MONDAY, [MONDAY - DAY, MONDAY - 2 * DAY, FRIDAY]) == ["000006-2026"]


def test_the_first_number_of_a_year_can_be_missing() -> None:
    seen = SeenNumbers()
    new_year = date(2026, 1, 2)
    seen.add(new_year, {"2026": "2-3"})
    assert seen.gaps(new_year, [new_year - DAY, new_year - 2 * DAY]) == ["000001-2026"]


def test_the_first_day_of_all_misses_no_number_before_it() -> None:
    seen = SeenNumbers()
    seen.add(MONDAY, {"2026": "7"})
    assert seen.gaps(MONDAY, [MONDAY - DAY]) == []


def test_a_number_found_by_a_check_is_not_missing() -> None:
    seen = SeenNumbers()
    seen.add(MONDAY, {"2026": "1,3"})
    seen.add(None, {"2026": "2"})
    assert seen.gaps(MONDAY, []) == []
