"""The charts of an edition: Altair to SVG, twice, for wide and for narrow screens.

Colours are CSS variables with a fallback, so that one drawing serves light, dark and print. Altair is loaded only
when a chart is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from reports import svg
from reports.wording import percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import altair as alt

    from reports.edition import SeriesBreak, SeriesPoint, WeekCount

INK = "var(--chart-ink, #0b0c0c)"
QUIET = "var(--chart-quiet, #505a5f)"
GRID = "var(--chart-grid, #dcdfe1)"
FLAGGED = "var(--chart-flagged, #0b5c8f)"
EVALUATED = "var(--chart-evaluated, #a8470f)"
SILENT = "var(--chart-silent, #b5bdc2)"
COLOURS = {"I1": FLAGGED, "I3": EVALUATED}
NAMES = {"I1": "Any evidence", "I3": "Scored"}
FEW_POINTS = 16  # up to here points with interval bars say more than a band


@dataclass(frozen=True)
class Size:
    """Drawing size in px. Text keeps its size, so a narrow chart is another drawing, not a scaled one."""

    name: str
    width: int
    height: int
    label_room: int
    ticks: int


WIDE = Size("wide", 920, 320, 124, 8)
NARROW = Size("narrow", 328, 260, 76, 3)


def trend(points: Sequence[SeriesPoint], breaks: Sequence[SeriesBreak], size: Size, title: str, text: str) -> str:
    """Rolling 13-week rates with their intervals and series breaks, as an <svg> with title and description."""
    import altair as alt  # noqa: PLC0415

    known = [point for point in points if point.rate is not None]
    values = [
        {
            "day": str(point.period_until),
            "indicator": point.indicator,
            "rate": point.rate,
            "low": point.rate_low,
            "high": point.rate_high,
        }
        for point in points
    ]
    highest = max((point.rate_high or 0.0 for point in known), default=1.0)
    top = min(1.0, (int(highest * 10) + 1) / 10)
    x = alt.X(
        "day:T", title=None, scale=alt.Scale(type="utc"), axis=time_axis([point.period_until for point in points], size)
    )
    y_scale = alt.Scale(domain=[0, top], nice=False)
    y = alt.Y("rate:Q", title=None, scale=y_scale, axis=alt.Axis(format="%", tickCount=5, labelFontSize=13))
    layers: list[alt.Chart] = break_layers(points, breaks, x, top)
    for indicator, colour in COLOURS.items():
        own = [value for value in values if value["indicator"] == indicator]
        base = alt.Chart(alt.InlineData(values=own)).encode(x=x)
        if len(own) <= FEW_POINTS:
            layers.append(base.mark_rule(color=colour, opacity=0.45, strokeWidth=5).encode(y="low:Q", y2="high:Q"))
            layers.append(base.mark_line(color=colour, strokeWidth=2, point=False).encode(y=y))
            layers.append(base.mark_point(color=colour, fill=colour, size=36, opacity=1).encode(y=y))
        else:
            layers.append(base.mark_area(color=colour, opacity=0.18).encode(y="low:Q", y2="high:Q"))
            layers.append(base.mark_line(color=colour, strokeWidth=2.5).encode(y=y))
    layers += end_labels(known, x, y_scale, size, top)
    return draw(alt.layer(*layers), size, title, text)


def break_layers(points: Sequence[SeriesPoint], breaks: Sequence[SeriesBreak], x: alt.X, top: float) -> list[alt.Chart]:
    """A dashed rule and a letter for each break inside the series; the page lists what the letters mean."""
    import altair as alt  # noqa: PLC0415

    shown = shown_breaks(points, breaks)
    if not shown:
        return []
    values = [{"day": str(each.break_on), "letter": letter, "rate": top} for letter, each in shown]
    base = alt.Chart(alt.InlineData(values=values)).encode(x=x)
    return [
        base.mark_rule(color=QUIET, strokeDash=[3, 3], strokeWidth=1),
        base.mark_text(color=QUIET, dy=-8, fontSize=13, fontWeight="bold").encode(y=alt.Y("rate:Q"), text="letter:N"),
    ]


def shown_breaks(points: Sequence[SeriesPoint], breaks: Sequence[SeriesBreak]) -> list[tuple[str, SeriesBreak]]:
    """The breaks that fall inside the series, each with its letter."""
    days: list[date] = [point.period_until for point in points if point.rate is not None]
    if not days:
        return []
    inside = [each for each in breaks if min(days) <= each.break_on <= max(days)]
    return list(zip(ascii_uppercase, inside, strict=False))


def end_labels(known: Sequence[SeriesPoint], x: alt.X, y_scale: alt.Scale, size: Size, top: float) -> list[alt.Chart]:
    """The name and last value of each line at its end, moved apart where they would touch."""
    import altair as alt  # noqa: PLC0415

    last = {point.indicator: point for point in known}
    names = {indicator: [NAMES[indicator]] if size is WIDE else NAMES[indicator].split() for indicator in last}
    room = (23 + 17 * max(map(len, names.values()), default=1)) / size.height * top
    height = {indicator: point.rate or 0.0 for indicator, point in last.items()}
    if len(height) == 2 and abs(height["I1"] - height["I3"]) < room:
        middle = max((height["I1"] + height["I3"]) / 2, room / 2)
        height = {"I1": middle + room / 2, "I3": middle - room / 2}
    layers = []
    for indicator, point in last.items():
        lines = [*names[indicator], percent(point.rate)]
        value = {"day": str(point.period_until), "height": height[indicator]}
        base = alt.Chart(alt.InlineData(values=[value])).encode(x=x, y=alt.Y("height:Q", scale=y_scale))
        layers.append(
            base.mark_text(
                align="left",
                dx=9,
                dy=-6,
                text=lines,
                color=COLOURS[indicator],
                fontSize=14,
                fontWeight="bold",
                lineHeight=17,
            )
        )
    return layers


def weekly(weeks: Sequence[WeekCount], size: Size, title: str, text: str) -> str:
    """Procurements in scope opened each week, those with evidence below, as an <svg> with title and description."""
    import altair as alt  # noqa: PLC0415

    values = []
    for week in weeks:
        values.append({"day": str(week.period_from), "part": 0, "from": 0, "to": week.k})
        values.append({"day": str(week.period_from), "part": 1, "from": week.k, "to": week.n})
    days = [week.period_from for week in weeks]
    most = max((week.n for week in weeks), default=1)
    x = alt.X("day:T", title=None, scale=alt.Scale(type="utc", padding=16), axis=time_axis(days, size))
    y_scale = alt.Scale(domain=[0, most * 1.05], nice=False)
    y = alt.Y(
        "from:Q", title=None, scale=y_scale, axis=alt.Axis(format="d", tickCount=4, tickMinStep=1, labelFontSize=13)
    )
    bar = max(3, min(26, (size.width - size.label_room) // max(len(weeks) * 2, 1)))
    layers = []
    for part, colour in enumerate((FLAGGED, SILENT)):
        own = [value for value in values if value["part"] == part]
        base = alt.Chart(alt.InlineData(values=own)).encode(x=x, y=y, y2="to:Q")
        layers.append(base.mark_bar(color=colour, width=bar))
    if weeks:
        layers += weekly_labels(weeks, x, y_scale, bar, size)
    return draw(alt.layer(*layers), size, title, text)


def weekly_labels(weeks: Sequence[WeekCount], x: alt.X, y_scale: alt.Scale, bar: int, size: Size) -> list[alt.Chart]:
    """What the two parts of the last bar are, beside it."""
    import altair as alt  # noqa: PLC0415

    last = weeks[-1]
    room = 38 / size.height * max(week.n for week in weeks)
    low = last.k / 2
    high = max((last.k + last.n) / 2, low + room)
    layers = []
    for height, lines, colour in ((low, ["With", "evidence"], FLAGGED), (high, ["None", "found"], QUIET)):
        value = {"day": str(last.period_from), "height": height}
        base = alt.Chart(alt.InlineData(values=[value])).encode(x=x, y=alt.Y("height:Q", scale=y_scale))
        text: dict[str, Any] = {
            "align": "left",
            "dx": bar / 2 + 7,
            "fontSize": 14,
            "fontWeight": "bold",
            "lineHeight": 16,
        }
        layers.append(base.mark_text(text=lines, color=colour, **text))
    return layers


def time_axis(days: Sequence[date], size: Size) -> alt.Axis:
    """Ticks on days of the data, evenly thinned and counted from the last; the year is said where they span one."""
    import altair as alt  # noqa: PLC0415

    known = sorted(set(days))
    step = -(-len(known) // size.ticks) or 1
    ticks = [datetime.combine(day, time(), UTC).timestamp() * 1000 for day in known[::-1][::step]]
    spans_a_year = bool(known) and (known[-1] - known[0]).days > 330
    form = "%b %Y" if spans_a_year else "%-d %b"
    return alt.Axis(format=form, values=ticks, grid=False, labelFontSize=13, labelOverlap=True)


def draw(chart: alt.LayerChart | alt.FacetChart, size: Size, title: str, text: str) -> str:
    """The chart as an accessible <svg> of the page's own colours."""
    import vl_convert  # noqa: PLC0415

    axis = {"domainColor": QUIET, "gridColor": GRID, "labelColor": QUIET, "tickColor": QUIET}
    room = {"left": 4, "top": 16, "right": size.label_room, "bottom": 4}
    styled = (
        chart.properties(width=size.width - size.label_room - 44, height=size.height)
        .configure(
            font="system-ui, sans-serif",
            background="transparent",
            padding=room,
        )
        .configure_axis(**axis)
        .configure_view(stroke=None)
    )
    return svg.accessible(vl_convert.vegalite_to_svg(styled.to_dict()), title, text)
