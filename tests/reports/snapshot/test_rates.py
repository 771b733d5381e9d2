"""Intervals and the judgement of change, against published values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.snapshot.rates import Rate, change, newcombe, wilson


def rate(k: int, n: int) -> Rate:
    share = k / n if n >= 10 else None
    days = (date(2026, 8, 24), date(2026, 11, 22))
    return Rate("I1", *days, n, k, 0, 0, share, share, share, None, None, None, n >= 30)


# Newcombe, Statistics in Medicine 1998;17:873-890, table II, method 10.
@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_intervals(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    assert newcombe(*counts) == pytest.approx((low, high), abs=0.0001)


def test_both_intervals_agree_with_the_reference() -> None:
    reference = pytest.importorskip("statsmodels.stats.proportion")
    assert wilson(41, 98) == pytest.approx(reference.proportion_confint(41, 98, method="wilson"))
    expected = reference.confint_proportions_2indep(41, 98, 30, 102, method="newcomb", compare="diff")
    assert newcombe(41, 98, 30, 102) == pytest.approx(expected)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval(counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = wilson(k, n)
    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1


def test_a_clear_rise_is_called_up() -> None:
    assert change(rate(70, 100), rate(40, 100)).verdict == "up"


def test_a_clear_fall_is_called_down() -> None:
    assert change(rate(40, 100), rate(70, 100)).verdict == "down"


def test_a_difference_that_chance_could_make_is_no_change() -> None:
    assert change(rate(45, 100), rate(40, 100)).verdict == "none"


def test_a_sure_but_tiny_difference_is_no_change() -> None:
    assert change(rate(51_500, 100_000), rate(50_000, 100_000)).verdict == "none"


@pytest.mark.parametrize("before", [rate(4, 9), None])
def test_too_few_before_leaves_the_change_unknown(before: Rate | None) -> None:
    assert change(rate(50, 100), before).verdict == "unknown"
