"""Charts over time: rolling shares with their intervals and series breaks, and weekly counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from reports.charts.canvas import (
    EVALUATED,
    FLAGGED,
    QUIET,
    SILENT,
    SIZES,
    WIDE,
    Canvas,
    Size,
    share_axis,
    time_axis,
    year_axis,
)
from reports.words.wording import percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import altair as alt

    from reports.snapshot.edition import SeriesBreak, SeriesPoint, WeekCount

FEW_POINTS = 16  # up to here points with interval bars say more than a band
CLOSE = 0.012  # letters of breaks nearer than this share of the time drawn would lie on each other
LINE_ROOM = 17  # px that one line of a label takes


@dataclass(frozen=True)
class Line:
    """One line of a chart: the indicator (or theme) it shows, what to call it, its colour.

    One of context is dashed and without intervals.
    """

    code: str
    name: str
    colour: str
    is_context: bool = False


MAIN_LINES = (Line("I1", "Any evidence", FLAGGED), Line("I3", "Scored", EVALUATED))


@dataclass(frozen=True)
class Series:
    """What a chart over time draws: points, the breaks to mark, its lines, and where its time axis starts.

    Without `since` it starts at the first point, and only breaks after that are marked.
    """

    points: Sequence[SeriesPoint]
    breaks: Sequence[SeriesBreak]
    lines: Sequence[Line] = MAIN_LINES
    since: date | None = None

    @property
    def shown_breaks(self) -> list[tuple[str, SeriesBreak]]:
        """The breaks that fall inside the drawn span, each with its letter."""
        days: list[date] = [point.period_until for point in self.points if point.rate is not None]
        if not days:
            return []
        first = min(days) if self.since is None else self.since
        inside = [each for each in self.breaks if first <= each.break_on <= max(days)]
        return list(zip(ascii_uppercase, inside, strict=False))

    @property
    def letter_of(self) -> dict[SeriesBreak, str]:
        """The letter of each break that is drawn; two of one title have their own."""
        return {each: letter for letter, each in self.shown_breaks}


@dataclass(frozen=True)
class Story:
    """What a chart says: its message as a title, and itself in words for those who cannot see it."""

    title: str
    text: str


def both(draw: Any, story: Story, **values: Any) -> dict[str, str]:
    """A chart drawn for wide and for narrow screens."""
    return {size.name: draw(size=size, story=story, **values) for size in SIZES}


def trend(series: Series, size: Size, story: Story) -> str:
    """Rolling rates with their intervals and series breaks, as an <svg>."""
    import altair as alt  # noqa: PLC0415

    canvas, points = Canvas(size), series.points
    known = [point for point in points if point.rate is not None]
    context = {line.code for line in series.lines if line.is_context}
    reach = [(point.rate if point.indicator in context else point.rate_high) or 0.0 for point in known]
    highest = max(reach, default=1.0)
    top = min(1.0, (int(highest * 10) + 1) / 10)
    days = [point.period_until for point in points]
    x_scale = alt.Scale(type="utc")
    axis = time_axis(days, size)
    if series.since is not None and days:
        x_scale = alt.Scale(type="utc", domain=[str(series.since), str(max(days))])
        axis = year_axis(series.since, max(days), size)
    x = alt.X("day:T", title=None, scale=x_scale, axis=axis)
    y = alt.Y("rate:Q", title=None, scale=alt.Scale(domain=[0, top], nice=False), axis=share_axis())
    first = series.since or min(days, default=None)
    add_breaks(canvas, series.shown_breaks, x, top, (max(days) - first) * CLOSE if first and days else timedelta())
    for line in series.lines:
        own = [_row(point) for point in points if point.indicator == line.code]
        base = canvas.base(own, x=x)
        if line.is_context:
            canvas.add(base.mark_line(color=line.colour, strokeWidth=1.5, strokeDash=[5, 4]).encode(y=y))
            continue
        if any(row["all_in"] is not None for row in own):
            canvas.add(base.mark_area(color=QUIET, opacity=0.45).encode(y=alt.Y("all_out:Q"), y2=alt.Y2("all_in:Q")))
        if len(own) <= FEW_POINTS:
            canvas.add(
                base.mark_rule(color=line.colour, opacity=0.45, strokeWidth=5).encode(
                    y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
                )
            )
            canvas.add(base.mark_line(color=line.colour, strokeWidth=2, point=False).encode(y=y))
            canvas.add(base.mark_point(color=line.colour, fill=line.colour, size=36, opacity=1).encode(y=y))
        else:
            canvas.add(base.mark_area(color=line.colour, opacity=0.18).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")))
            canvas.add(base.mark_line(color=line.colour, strokeWidth=2.5).encode(y=y))
    add_end_labels(canvas, known, series.lines, x, top)
    return canvas.svg(story.title, story.text)


def _row(point: SeriesPoint) -> dict[str, Any]:
    row = {"day": str(point.period_until), "rate": point.rate, "low": point.rate_low, "high": point.rate_high}
    if point.rate is None:
        return row | {"all_out": None, "all_in": None}
    return row | {"all_out": point.rate_all_out, "all_in": point.rate_all_in}


def add_breaks(
    canvas: Canvas, shown: Sequence[tuple[str, SeriesBreak]], x: alt.X, top: float, close: timedelta
) -> None:
    """A thin rule and a letter for each break (`CD` where two stand closer than that); the page explains them.

    Dashes are left to lines of context.
    """
    import altair as alt  # noqa: PLC0415

    if not shown:
        return
    rows = [{"day": str(each.break_on), "rate": top} for _, each in shown]
    canvas.add(canvas.base(rows, x=x).mark_rule(color=QUIET, strokeWidth=1, opacity=0.6))
    groups: list[tuple[date, str]] = []
    for letter, each in shown:
        if groups and each.break_on - groups[-1][0] < close:
            groups[-1] = (groups[-1][0], groups[-1][1] + letter)
        else:
            groups.append((each.break_on, letter))
    rows = [{"day": str(day), "letter": letters, "rate": top} for day, letters in groups]
    text = canvas.base(rows, x=x).mark_text(color=QUIET, dy=-8, fontSize=13, fontWeight="bold")
    canvas.add(text.encode(y=alt.Y("rate:Q"), text=alt.Text("letter:N")))


def add_end_labels(canvas: Canvas, known: Sequence[SeriesPoint], lines: Sequence[Line], x: alt.X, top: float) -> None:
    """The name and last value of each line at its end, moved apart where they would touch."""
    import altair as alt  # noqa: PLC0415

    last = {point.indicator: point for point in known}
    shown = [line for line in lines if line.code in last]
    names = {line.code: [line.name] if canvas.size is WIDE else line.name.split() for line in shown}
    room = (23 + LINE_ROOM * max(map(len, names.values()), default=1)) / canvas.size.height * top
    height = {line.code: last[line.code].rate or 0.0 for line in shown}
    height = moved_apart(height, room)
    y = alt.Y("height:Q", scale=alt.Scale(domain=[0, top], nice=False))
    for line in shown:
        row = {"day": str(last[line.code].period_until), "height": height[line.code]}
        canvas.label(row, [*names[line.code], percent(last[line.code].rate)], line.colour, x=x, y=y)


def moved_apart(height: dict[str, float], room: float) -> dict[str, float]:
    """Heights of labels at least `room` apart and none below 0: those that would touch share the place between them."""
    groups: list[list[str]] = []
    middle: list[float] = []
    for code in sorted(height, key=lambda code: height[code]):
        groups.append([code])
        middle.append(height[code])
        while True:
            floor = (len(groups[-1]) - 1) * room / 2
            middle[-1] = max(sum(height[each] for each in groups[-1]) / len(groups[-1]), floor)
            between = (len(groups[-1]) + len(groups[-2])) * room / 2 if len(groups) > 1 else 0.0
            if len(groups) == 1 or middle[-1] - middle[-2] >= between:
                break
            groups[-2:], middle[-2:] = [groups[-2] + groups[-1]], [0.0]
    return {
        code: centre + (place - (len(group) - 1) / 2) * room
        for group, centre in zip(groups, middle, strict=True)
        for place, code in enumerate(group)
    }


def weekly(weeks: Sequence[WeekCount], size: Size, story: Story) -> str:
    """Procurements in scope opened each week, those with evidence below, as an <svg> with title and description."""
    import altair as alt  # noqa: PLC0415

    canvas = Canvas(size)
    days = [week.period_from for week in weeks]
    most = max((week.n for week in weeks), default=1)
    x = alt.X("day:T", title=None, scale=alt.Scale(type="utc", padding=16), axis=time_axis(days, size))
    y_scale = alt.Scale(domain=[0, most * 1.05], nice=False)
    axis = alt.Axis(format="d", tickCount=4, tickMinStep=1, labelFontSize=13)
    y = alt.Y("from:Q", title=None, scale=y_scale, axis=axis)
    bar = max(3, min(26, (size.width - size.label_room) // max(len(weeks) * 2, 1)))
    for part, colour in enumerate((FLAGGED, SILENT)):
        own = [{"day": str(w.period_from), "from": (0, w.k)[part], "to": (w.k, w.n)[part]} for w in weeks]
        canvas.add(canvas.base(own, x=x, y=y, y2=alt.Y2("to:Q")).mark_bar(color=colour, width=bar))
    if weeks:
        last, room = weeks[-1], 38 / size.height * most
        low, high = last.k / 2, max((last.k + last.n) / 2, last.k / 2 + room)
        place: dict[str, Any] = {"x": x, "y": alt.Y("height:Q", scale=y_scale), "dx": bar / 2 + 7}
        canvas.label({"day": str(last.period_from), "height": low}, ["With", "evidence"], FLAGGED, **place)
        canvas.label({"day": str(last.period_from), "height": high}, ["None", "found"], QUIET, **place)
    return canvas.svg(story.title, story.text)
