"""Small charts of one shape side by side: the same lines over the years, one chart for each authority or kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.charts.canvas import AXIS, INK, QUIET, svg_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.charts.trends import Line


@dataclass(frozen=True)
class Mark:
    """One value of one line in one small chart, at a year; a rate that is not known leaves a gap."""

    panel: str
    line: str
    year: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Shape:
    """How many small charts stand side by side, and how large each is, on one kind of screen."""

    name: str
    columns: int
    width: int
    height: int


SHAPES = (Shape("wide", 3, 250, 130), Shape("narrow", 1, 262, 130))


def multiples(marks: Sequence[Mark], lines: Sequence[Line], title: str, text: str) -> dict[str, str]:
    """The small charts in the order in which their names first come, for wide and for narrow screens."""
    return {shape.name: _draw(marks, lines, shape, (title, text)) for shape in SHAPES}


def _draw(marks: Sequence[Mark], lines: Sequence[Line], shape: Shape, told: tuple[str, str]) -> str:
    import altair as alt  # noqa: PLC0415

    names = {line.code: line.name for line in lines}
    rows: list[dict[str, Any]] = [vars(mark) | {"line": names[mark.line]} for mark in marks]
    top = max((mark.high or mark.rate or 0.0 for mark in marks), default=1.0)
    years = sorted({mark.year for mark in marks})
    scale = alt.Scale(domain=list(names.values()), range=[line.colour for line in lines])
    legend = alt.Legend(
        title=None, orient="top", labelFontSize=13, symbolOpacity=1, symbolType="circle", labelLimit=300, columns=2
    )
    every = 3 if len(years) > 6 else 1
    axis = alt.Axis(values=years[::-1][::every], format="d", grid=False, labelFontSize=12, title=None)
    x = alt.X("year:Q", axis=axis, scale=alt.Scale(domain=[min(years), max(years)], nice=False, zero=False))
    share = alt.Axis(format="%", tickCount=3, labelFontSize=12, title=None)
    y_scale = alt.Scale(domain=[0, min(1.0, (int(top * 10) + 1) / 10)], nice=False)
    colour = alt.Color("line:N", scale=scale, legend=legend)
    base = alt.Chart().encode(x=x, color=colour)
    layers = (
        base.mark_area(opacity=0.16).encode(y=alt.Y("low:Q", axis=share, scale=y_scale), y2=alt.Y2("high:Q")),
        base.mark_line(strokeWidth=2.5).encode(y=alt.Y("rate:Q", axis=share, scale=y_scale)),
        base.mark_point(size=22, filled=True, opacity=1).encode(y=alt.Y("rate:Q", axis=share, scale=y_scale)),
    )
    header = alt.Header(
        title=None, labelFontSize=14, labelFontWeight="bold", labelColor=INK, labelAnchor="start", labelLimit=248
    )
    order = list(dict.fromkeys(mark.panel for mark in marks))
    facet = alt.Facet("panel:N", columns=shape.columns, header=header, sort=order)
    small = alt.layer(*layers, data=alt.NamedData(name="rows"), width=shape.width, height=shape.height)
    config = alt.Config(legend=alt.LegendConfig(labelColor=QUIET), axis=alt.AxisConfig(**AXIS))
    styled = small.facet(facet=facet, columns=shape.columns, spacing=26, config=config)
    return svg_of(styled.to_dict(validate=False), {"rows": rows}, *told)
