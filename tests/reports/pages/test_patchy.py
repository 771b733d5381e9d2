"""How patchy is it: what is printed as a count can be counted, and an estimate is called one."""

from datetime import date
from typing import Any

import pytest

from reports.charts.strip import Spot, Strip
from reports.pages.findings.patchy import (
    LEAST_BAR,
    chart_title,
    estimate,
    kinds_finding,
    middle,
    page_title,
    spread_finding,
    strips_of,
)
from reports.words.spans import Span
from reports.words.wording import percent

YEAR, LAST = Span("12 months", 52, 52, 52), date(2026, 11, 22)


def row(authorities: int, none: int, every: int, *, kind: str = "all", **fitted: float | None) -> dict[str, Any]:
    """A row of out.dispersion, whose fitted tenths need not lie where the counted ones do."""
    counts = {"none_count": none, "some_count": authorities - none - every, "all_count": every}
    fit = {"rate_p10": 0.03, "rate_p50": 0.3, "rate_p90": 0.7, "between_sd": 0.2}
    return {"authority_kind": kind, "authorities": authorities, **counts, **fit, **fitted}


@pytest.mark.parametrize(("authorities", "none", "every"), [(163, 38, 6), (36, 12, 0), (10, 0, 10), (1200, 1, 2)])
def test_headline_and_finding_are_counts(authorities: int, none: int, every: int) -> None:
    counted = row(authorities, none, every)
    verb, whose = ("shows", "its") if none == 1 else ("show", "their")
    title = page_title(counted)
    assert title.startswith(f"{none} of {authorities:,} authorities {verb} no evidence in any of {whose} procurements")
    said = spread_finding(counted, YEAR, LAST)
    assert said.startswith(f"Of {authorities:,} authorities")
    assert f"{none} ({percent(none / authorities)}) scored social value in none of them" in said
    assert "tenth" not in page_title(counted) + said


@pytest.mark.parametrize("few", [None, row(9, 2, 1, rate_p10=None, rate_p90=None)])
def test_few_authorities_give_no_headline(few: dict[str, Any] | None) -> None:
    assert page_title(few).startswith("Too few authorities")
    assert spread_finding(few, YEAR, LAST).startswith("Too few authorities")
    assert estimate(few) == ""


def test_tenths_of_the_fit_are_called_an_estimate() -> None:
    said = estimate(row(163, 38, 6))
    assert "we estimate that a tenth of authorities would in the long run score it in fewer than 3%" in said
    assert "chance" in said


def test_of_each_kind_the_counts_are_told_before_the_estimate() -> None:
    rows = [row(36, 12, 0, kind="district", rate_p10=0.05, rate_p90=0.5), row(25, 5, 1, kind="unitary", rate_p10=0.1)]
    told = kinds_finding([{"kind": each["authority_kind"], "scored": each} for each in rows])
    assert told[0].startswith("Unitary council: 5 of 25 never score it and 1 always.")
    assert told[1].startswith("District council: 12 of 36 never score it and 0 always.")
    assert all("we estimate" in each for each in told)


@pytest.mark.parametrize(
    "rates", [[0.12 + i / 50 for i in range(36)], [i / 9 for i in range(10)], [0.5] * 12, [0.01, 0.99] * 8]
)
def test_the_bar_holds_the_middle_four_fifths_of_the_dots(rates: list[float]) -> None:
    low, half, high = middle(rates)
    assert low is not None
    assert half is not None
    assert high is not None
    assert min(rates) <= low <= half <= high <= max(rates)
    assert sum(rate < low - 1e-9 for rate in rates) <= len(rates) / 10 + 1
    assert sum(low - 1e-9 <= rate <= high + 1e-9 for rate in rates) >= 0.8 * len(rates) - 1


def test_a_strip_takes_its_bar_from_its_dots_and_few_dots_have_none() -> None:
    spots = [
        {"kind": kind, "name": f"{kind} {i}", "shrunk_rate": 0.2 + i / 40, "shrunk_low": 0.1, "shrunk_high": 0.9}
        for kind, count in (("district", 12), ("unitary", LEAST_BAR - 1), ("county", 2))
        for i in range(count)
    ]
    with_bar, without = strips_of(["district", "unitary", "county"], spots)  # two authorities make no strip
    assert with_bar.p10 == pytest.approx(0.2 + 1.1 / 40)
    assert (without.p10, without.p50, without.p90) == (None, None, None)


def test_the_title_of_the_picture_is_that_of_its_bars() -> None:
    spot = Spot("A", 0.5, 0.4, 0.6)
    wide, narrow = Strip("W: 12", "wide", [spot], 0.1, 0.5, 0.9), Strip("N: 12", "narrow", [spot], 0.4, 0.5, 0.6)
    barless = Strip("B: 3", "barless", [spot], None, None, None)
    assert chart_title([narrow, barless, wide]) == "Widest apart within a kind: wide; closest together: narrow"
    assert "How often" in chart_title([wide, barless])
