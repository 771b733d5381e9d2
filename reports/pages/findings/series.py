"""Since 2013: the long series with what moved it, and its financial years."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection

from reports.charts import trends as charts
from reports.content import Picture
from reports.pages.parts.layout import Common
from reports.pages.parts.record import Record
from reports.pages.parts.render import csv_text
from reports.pages.parts.take import Chart, Told, figure
from reports.pages.parts.trend import HEADLINE_LINES, HEADLINE_SUBTITLE
from reports.pages.sentences import edition as findings
from reports.snapshot.edition import ACT_DAY, SeriesBreak
from reports.snapshot.load import fetch, load_headline_points
from reports.snapshot.rates import Rate

Files = Iterator[tuple[str, str | Picture]]
YEAR_INDICATORS = ("I1", "I2", "I3", "I5", "I10b")


def series_files(con: DuckDBPyConnection, common: Common, latest: Record) -> Files:
    """The long series since the Act came into force, with its data."""
    points = load_headline_points(con, latest.last_day)
    breaks = [SeriesBreak(**row) for row in fetch(con, "series/series_breaks")]
    drawn, chart = charts.Series(points, breaks, HEADLINE_LINES, since=ACT_DAY), None
    if any(point.rate is not None for point in points):
        story = charts.Story(findings.long_title(points), findings.trend_text(points, findings.YEAR))
        period = findings.to_day_shown(findings.YEAR, points)
        drawings = charts.both(charts.trend, story, series=drawn)
        told = Told(story.title, HEADLINE_SUBTITLE.format(period=period), findings.long_finding(points))
        chart = figure(common, "series", Chart("series", told, drawings, [vars(point) for point in points]))
        yield from chart.files()
    years = [
        (period, {row["indicator"]: Rate(**{k: v for k, v in row.items() if k != "period"}) for row in group})
        for period, group in groupby(fetch(con, "series/years"), key=lambda row: str(row["period"]))
    ]
    values: dict[str, Any] = {"chart": chart, "years": years, "breaks": breaks, "latest": latest}
    values["card"] = chart and chart.card
    yield (
        "series/index.html",
        common.page(
            "series.html", 1, "series", section_page=True, letter_of=drawn.letter_of, codes_shown=YEAR_INDICATORS,
            first_day=common.cut.first_day, **values,
        ),
    )  # fmt: skip
    if years:
        rows = [{"year": period, **vars(rate)} for period, rates in years for rate in rates.values()]
        yield "series/years.csv", csv_text(rows, is_sample=common.cut.is_sample)
