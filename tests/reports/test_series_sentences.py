"""What the long series and the themes say, in words."""

from dataclasses import replace
from datetime import date

import pytest

from reports.pages.sentences.edition import long_finding, long_title, ratio_sentence, to_day_shown, trend_text
from reports.snapshot.edition import SeriesPoint


def point(covered: int, *, week: str = "2026-W47", indicator: str = "I1", rate: float | None = 0.5) -> SeriesPoint:
    return SeriesPoint(indicator, week, date(2026, 11, 22), 100, 50, 3, rate, 0.4, 0.6, 52, covered, 52)


def test_a_whole_year_is_called_12_months() -> None:
    assert "in the 12 months to 22 November 2026" in long_title([point(47)])
    assert to_day_shown("12 months", [point(47)]) == "the 12 months to the day shown"


def test_a_year_of_too_few_proven_weeks_is_never_called_12_months() -> None:
    points = [point(52, week="2026-W46"), point(46)]
    words = [long_title(points), long_finding(points), to_day_shown("12 months", points)]
    assert not any("12 months" in text for text in words)
    assert "in the 52 weeks to 22 November 2026" in words[0]
    assert "at 1 of 2 points fewer than nine in ten" in words[2]


def test_weeks_are_counted_once_for_several_lines_and_not_where_nothing_is_drawn() -> None:
    points = [point(46), point(46, indicator="I3"), point(0, week="2026-W40", rate=None)]
    assert "at 1 of 1 point fewer" in to_day_shown("12 months", points)


@pytest.mark.parametrize("short", [1, 3])
def test_a_series_is_called_as_its_last_point_is(short: int) -> None:
    """Old weeks that are not complete make no 52 weeks of a chart whose title and finding say 12 months."""
    old = [dated(point(0, week=f"2025-W{number}"), date(2025, 10, number)) for number in range(10, 10 + short)]
    points = [*old, point(52), point(52, indicator="I3")]
    assert "in the 12 months to" in long_title(points)
    for shown in (points, points[::-1]):
        told = to_day_shown("12 months", shown)
        assert told.startswith(f"the 12 months to the day shown (at {short} of {short + 1} points fewer than nine")
    later = [*points, dated(point(10, week="2026-W48"), date(2026, 11, 29))]
    assert "in the 52 weeks to" in long_title(later)
    assert to_day_shown("12 months", later).startswith(
        f"the 52 weeks to the day shown (at {short + 1} of {short + 2} p"
    )


def dated(one: SeriesPoint, until: date) -> SeriesPoint:
    return replace(one, period_until=until)


def test_the_chart_in_words_says_how_many_publish_criteria() -> None:
    assert "Award criteria published: 50%" in trend_text([point(52), point(52, indicator="I10b")], "12 months")


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (None, "has not been measured yet"),
        ({"ratio_basis": "not_measured", "ratio": None}, "has not been measured yet"),
        ({"ratio_basis": "audit", "ratio": None}, "too few ask for either"),
        ({"ratio_basis": "audit", "ratio": 2.04, "ratio_low": 1.5, "ratio_high": 3.0}, "2.0 ask for jobs and skills"),
        ({"ratio_basis": "audit_of_all", "ratio": 2.0, "ratio_low": 1.5, "ratio_high": None}, "1.5 to no upper end"),
    ],
)
def test_the_ratio_of_themes_waits_for_an_audit(ratio: dict[str, object] | None, words: str) -> None:
    assert words in ratio_sentence(ratio)
