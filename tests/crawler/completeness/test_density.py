"""How windows are cut by what is expected in them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.completeness.density import Density
from crawler.formats.windows import Window, merge

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def day(start: datetime) -> Window:
    return Window(start, start + DAY)


def office_hours(start: datetime, count: int) -> list[datetime]:
    """So many instants spread evenly from 08:00 to 18:00."""
    return [start + 8 * HOUR + 10 * HOUR * index / count for index in range(count)]


def taught(count: int) -> Density:
    density = Density(100)
    density.learn(day(MONDAY), office_hours(MONDAY, count))
    return density


def test_a_span_of_which_nothing_is_known_is_asked_whole() -> None:
    assert Density(100).cut(day(MONDAY)) == [day(MONDAY)]


def test_a_day_that_fits_on_a_page_is_asked_whole() -> None:
    assert taught(70).cut(day(MONDAY + DAY)) == [day(MONDAY + DAY)]


def test_a_busy_day_is_cut_into_parts_as_full_as_each_other() -> None:
    tuesday = office_hours(MONDAY + DAY, 600)
    parts = taught(600).cut(day(MONDAY + DAY))
    assert [sum(part.contains(instant) for instant in tuesday) for part in parts] == [75] * 8


def test_weekends_are_expected_apart_from_working_days() -> None:
    saturday = day(MONDAY + 5 * DAY)
    assert taught(600).cut(saturday) == [saturday]


def test_what_is_expected_follows_the_clock_of_the_uk() -> None:
    july = datetime(2026, 7, 6, tzinfo=UTC)
    first, second = taught(150).cut(day(july))
    assert first.until == second.since == july + 12 * HOUR


def test_one_odd_day_does_not_change_everything() -> None:
    density = taught(600)
    density.learn(day(MONDAY + DAY), [])
    assert len(density.cut(day(MONDAY + 2 * DAY))) == 6


@settings(max_examples=50)
@given(
    st.lists(st.integers(0, 86_399), max_size=500),
    st.integers(0, 86_400),
    st.integers(1, 2 * 86_400),
)
def test_parts_are_the_whole_again(seconds: list[int], start: int, length: int) -> None:
    density = Density(100)
    density.learn(day(MONDAY), [MONDAY + timedelta(seconds=second) for second in seconds])
    span = Window(MONDAY + timedelta(seconds=start), MONDAY + timedelta(seconds=start + length))
    parts = density.cut(span)
    assert merge(parts) == [span]
    assert sum((part.span for part in parts), timedelta()) == span.span
