"""Spans of time: cutting them up, adding them up, and saying them in UK local time."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import CrawlerError
from crawler.formats.windows import (
    LONDON,
    SECOND,
    Window,
    asked_span,
    cells,
    clear_of_repeated_hour,
    merge,
    month_cells,
    parse_bound,
    split,
    subtract,
    uk_local,
)

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR_SECONDS = 365 * 24 * 3600


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(since: str, until: str) -> Window:
    return Window(utc(since), utc(until))


seconds = st.integers(min_value=0, max_value=YEAR_SECONDS)
windows = st.tuples(seconds, st.integers(min_value=1, max_value=3 * 24 * 3600)).map(
    lambda pair: Window(START + timedelta(seconds=pair[0]), START + timedelta(seconds=sum(pair)))
)


def test_a_date_is_midnight_in_london() -> None:
    assert parse_bound("2026-07-01") == utc("2026-06-30T23:00:00")


def test_a_date_as_end_includes_its_day() -> None:
    assert parse_bound("2026-11-16", is_end=True) == utc("2026-11-17T00:00:00")


def test_the_day_the_clocks_go_back_has_25_hours() -> None:
    assert parse_bound("2026-10-25", is_end=True) - parse_bound("2026-10-25") == timedelta(hours=25)


def test_an_instant_without_offset_is_uk_local_time() -> None:
    assert parse_bound("2026-07-01T09:30") == utc("2026-07-01T08:30:00")


def test_an_instant_with_offset_keeps_it() -> None:
    assert parse_bound("2026-07-01T09:30:00Z", is_end=True) == utc("2026-07-01T09:30:00")


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "", "16/11/2026"])
def test_what_is_no_date_is_named(text: str) -> None:
    with pytest.raises(CrawlerError, match="not a date"):
        parse_bound(text)


def test_cells_end_at_multiples_of_the_step() -> None:
    found = list(cells(window("2026-11-16T05:00:00", "2026-11-16T13:00:00"), timedelta(hours=6)))
    assert found == [
        window("2026-11-16T05:00:00", "2026-11-16T06:00:00"),
        window("2026-11-16T06:00:00", "2026-11-16T12:00:00"),
        window("2026-11-16T12:00:00", "2026-11-16T13:00:00"),
    ]


def test_months_are_those_of_the_uk_clock() -> None:
    found = list(month_cells(window("2026-06-15T00:00:00", "2026-07-02T00:00:00")))
    assert found == [
        window("2026-05-31T23:00:00", "2026-06-30T23:00:00"),
        window("2026-06-30T23:00:00", "2026-07-31T23:00:00"),
    ]


def test_december_is_followed_by_january() -> None:
    assert list(month_cells(window("2026-12-31T00:00:00", "2027-01-01T00:00:00"))) == [
        window("2026-12-01T00:00:00", "2027-01-01T00:00:00")
    ]


def test_a_second_cannot_be_split() -> None:
    assert split(window("2026-11-16T00:00:00", "2026-11-16T00:00:01")) == []


@given(windows, st.integers(min_value=2, max_value=16))
def test_parts_are_the_whole_again(whole: Window, count: int) -> None:
    parts = split(whole, count)
    assert not parts or (merge(parts) == [whole] and sum((p.span for p in parts), timedelta()) == whole.span)


@given(st.lists(windows, max_size=8))
def test_merged_windows_neither_touch_nor_overlap(found: list[Window]) -> None:
    merged = merge(found)
    assert all(earlier.until < later.since for earlier, later in pairwise(merged))


@given(st.lists(windows, max_size=6), st.lists(windows, max_size=6), seconds)
def test_subtracting_keeps_what_is_in_the_first_only(first: list[Window], second: list[Window], at: int) -> None:
    instant = START + timedelta(seconds=at)
    is_left = any(w.contains(instant) for w in subtract(first, second))
    assert is_left == (any(w.contains(instant) for w in first) and not any(w.contains(instant) for w in second))


@given(
    st.sampled_from([utc("2026-10-24T21:00:00"), utc("2026-03-28T21:00:00"), utc("2026-07-01T00:00:00")]),
    st.integers(min_value=0, max_value=8 * 3600),
    st.integers(min_value=1, max_value=6 * 3600),
    st.sampled_from([0, 1]),
    st.data(),
)
def test_whatever_was_published_in_a_window_is_asked_for(
    day: datetime, offset: int, length: int, fold: int, data: st.DataObject
) -> None:
    """However the portal reads a clock time that happens twice, and whether it counts bounds in or out."""
    since = day + timedelta(seconds=offset)
    published = since + timedelta(seconds=data.draw(st.integers(min_value=0, max_value=length - 1)))
    span = asked_span(Window(since, since + timedelta(seconds=length)))
    lower, upper = (
        datetime.fromisoformat(uk_local(bound)).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)
        for bound in (span.since, span.until)
    )
    assert lower < published < upper


def test_an_ordinary_window_is_asked_with_one_second_more() -> None:
    assert asked_span(window("2026-11-16T06:00:00", "2026-11-16T12:00:00")) == window(
        "2026-11-16T05:59:59", "2026-11-16T12:00:00"
    )


@pytest.mark.parametrize("edge", ["2026-10-25T00:30:00", "2026-10-25T02:00:00"])
def test_a_cut_in_the_repeated_hour_is_moved_to_its_ends(edge: str) -> None:
    parts = [window("2026-10-24T20:00:00", edge), window(edge, "2026-10-25T05:00:00")]
    assert clear_of_repeated_hour(parts) == [
        window("2026-10-24T20:00:00", "2026-10-25T00:00:00"),
        window("2026-10-25T00:00:00", "2026-10-25T02:00:01"),
        window("2026-10-25T02:00:01", "2026-10-25T05:00:00"),
    ]


def test_the_repeated_hour_itself_is_not_cut() -> None:
    assert clear_of_repeated_hour(split(window("2026-10-25T00:00:00", "2026-10-25T02:00:01"))) == []


@given(st.integers(min_value=0, max_value=8 * 3600), st.integers(min_value=1, max_value=6 * 3600), st.integers(2, 9))
def test_a_part_is_never_asked_as_more_than_itself_and_the_repeated_hour(offset: int, length: int, count: int) -> None:
    since = utc("2026-10-24T21:00:00") + timedelta(seconds=offset)
    whole = Window(since, since + timedelta(seconds=length))
    parts = clear_of_repeated_hour(split(whole, count))
    assert merge(parts) in ([whole], [])
    inner_edges = {part.since for part in parts[1:]}
    assert all(asked_span(Window(edge, edge + SECOND)).since == edge - SECOND for edge in inner_edges)


def test_an_end_at_the_beginning_of_the_repeated_hour_is_clear() -> None:
    assert asked_span(window("2026-10-24T23:00:00", "2026-10-25T00:00:00")) == window(
        "2026-10-24T22:59:59", "2026-10-25T00:00:00"
    )


def test_a_bound_in_the_repeated_hour_moves_out_of_it() -> None:
    assert asked_span(window("2026-10-25T00:30:00", "2026-10-25T01:30:00")) == window(
        "2026-10-24T23:59:59", "2026-10-25T02:00:00"
    )
