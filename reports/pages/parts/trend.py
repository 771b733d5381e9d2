"""The chart over time of an edition: the series of its headline, or 13 weeks at a time where that has no year yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts import trends as charts
from reports.charts.canvas import QUIET
from reports.pages.sentences import edition as findings
from reports.snapshot.edition import Edition, SeriesPoint
from reports.words.wording import day, plain

HEADLINE_LINES = (*charts.MAIN_LINES, charts.Line("I10b", "Criteria published", QUIET, is_context=True))
HEADLINE_SUBTITLE = (
    "Share of procurements within the scope of the Act on Find a Tender, and on TED until 2020, in {period}, with 95% "
    "intervals. Grey, where wide enough to be seen: where the share lies when those whose scope is presumed or unknown "
    "count otherwise. Dashed: how many publish award criteria at all. Not joined across 31 December 2020 and 24 "
    "February 2025; not drawn where weeks are empty"
)
_QUARTER_SUBTITLE = (
    "Share of procurements within the scope of the Act on all portals, in {period}, with 95% intervals; drawn where "
    "nine in ten weeks hold notices"
)


@dataclass(frozen=True)
class Trend:
    """What the chart draws and says."""

    points: Sequence[SeriesPoint]
    lines: Sequence[charts.Line]
    story: charts.Story
    subtitle: str
    finding: str


def trend_of(edition: Edition) -> Trend | None:
    """The chart of an edition; None where no period holds enough procurements for a rate."""
    points = edition.headline_points
    if _is_drawn(points):
        story = charts.Story(findings.long_title(points), findings.trend_text(points, findings.YEAR))
        subtitle = HEADLINE_SUBTITLE.format(period=findings.to_day_shown(findings.YEAR, points))
        return Trend(points, HEADLINE_LINES, story, subtitle, findings.sentence(edition))
    points = edition.series
    if _is_drawn(points):
        story = charts.Story(findings.quarter_title(edition), findings.trend_text(points, findings.QUARTER))
        subtitle = _QUARTER_SUBTITLE.format(period=findings.to_day_shown(findings.QUARTER, points))
        return Trend(points, charts.MAIN_LINES, story, subtitle, findings.quarter_sentence(edition))
    return None


def trend_key(edition: Edition) -> list[str]:
    """What each letter over the chart stands for, such as "A: 24 February 2025, Procurement Act 2023"."""
    trend = trend_of(edition)
    if trend is None:
        return []
    marked = charts.Series(trend.points, edition.breaks, trend.lines).shown_breaks
    return [f"{letter}: {day(each.break_on)}, {plain(each.title)}" for letter, each in marked]


def _is_drawn(points: Sequence[SeriesPoint]) -> bool:
    return any(point.rate is not None for point in points)
