"""Intervals and the judgement of change, against published values."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.snapshot.rates import Change, Rate, wilson
from reports.words.spans import Span, complete_words


def rate(k: int, n: int) -> Rate:
    share = k / n if n >= 10 else None
    days = (date(2026, 8, 24), date(2026, 11, 22))
    return Rate("I1", *days, n, k, 0, 0, share, share, share, None, None, None, n >= 30)


def test_interval_agrees_with_the_reference() -> None:
    reference = pytest.importorskip("statsmodels.stats.proportion")
    assert wilson(41, 98) == pytest.approx(reference.proportion_confint(41, 98, method="wilson"))


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = wilson(k, n)
    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1


@pytest.mark.parametrize(
    ("difference", "is_more_than_noise", "verdict"),
    [(0.3, True, "up"), (-0.3, True, "down"), (0.05, False, "none"), (None, False, "unknown")],
)
def test_change_is_what_the_database_says(difference: float | None, is_more_than_noise: bool, verdict: str) -> None:
    change = Change("I1", rate(70, 100), rate(40, 100), difference, is_more_than_noise=is_more_than_noise)
    assert change.verdict == verdict


def covered(weeks: int) -> Rate:
    return replace(rate(70, 100), weeks_wanted=52, weeks_covered=weeks, weeks_held=50)


def test_nine_tenths_of_the_weeks_make_a_year() -> None:
    assert covered(47).span("12 months").to == "the 12 months to"


def test_fewer_are_named() -> None:
    assert covered(46).span("12 months").to == "50 of the 52 weeks to"
    assert covered(46).span("12 months").bare == "50 of 52 weeks"
    assert Span("13 weeks", 13, 8, 13).last == "the last 13 weeks"


def test_a_figure_of_other_weeks_than_the_foot_of_the_page_says_how_many_are_complete() -> None:
    assert complete_words(112, 124) == ""
    assert complete_words(0, 52) == ""  # told at the foot of the page
    start = " Notices are known to be complete on every portal for"
    assert complete_words(8, 124) == f"{start} 8 of the 124 weeks of this figure."
    assert complete_words(0, 1200) == f"{start} 0 of the 1,200 weeks of this figure."
    assert complete_words(None, 13) == f"{start} 0 of the 13 weeks of this figure."


@pytest.mark.parametrize(
    ("last_day", "weeks"),
    [
        (date(2026, 4, 5), 1),  # its Thursday, 2 April, lies in the year
        (date(2026, 11, 22), 34),
        (date(2027, 3, 28), 52),
        (date(2027, 3, 31), 52),
        (date(2028, 1, 2), 52),
        (date(2026, 3, 29), 0),
        (date(2026, 4, 1), 0),  # Wednesday: the Thursday of its week has not come
    ],
)
def test_of_a_year_that_is_not_over_the_weeks_that_have_passed_are_asked_for(last_day: date, weeks: int) -> None:
    year = replace(rate(70, 100), period_from=date(2026, 4, 1), period_until=date(2027, 3, 31), weeks_wanted=52)
    assert year.weeks_by(last_day) == weeks


def test_nothing_is_covered_where_the_data_do_not_say() -> None:
    assert not rate(70, 100).span("12 months").is_covered
