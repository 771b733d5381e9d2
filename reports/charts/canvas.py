"""What every chart shares: sizes, colours, axes, and the way from Altair to an accessible <svg>.

Colours are CSS variables with a fallback, so that one drawing serves light, dark and print. Altair is loaded only
when a chart is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from reports.charts import svg

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import altair as alt

INK = "var(--chart-ink, #0b0c0c)"
QUIET = "var(--chart-quiet, #505a5f)"
GRID = "var(--chart-grid, #dcdfe1)"
FLAGGED = "var(--chart-flagged, #0b5c8f)"
EVALUATED = "var(--chart-evaluated, #a8470f)"
SILENT = "var(--chart-silent, #b5bdc2)"
AXIS_ROOM = 44
AXIS: dict[str, Any] = dict.fromkeys(("domainColor", "labelColor", "tickColor", "titleColor"), QUIET)
AXIS["gridColor"] = GRID


@dataclass(frozen=True)
class Size:
    """Drawing size in px. Text keeps its size, so a narrow chart is another drawing, not a scaled one."""

    name: str
    width: int
    height: int
    label_room: int
    ticks: int

    @property
    def plot_width(self) -> int:
        """Width of the part that holds the marks."""
        return self.width - self.label_room - AXIS_ROOM


WIDE = Size("wide", 920, 320, 124, 8)
NARROW = Size("narrow", 328, 260, 76, 3)
SIZES = (WIDE, NARROW)


class Canvas:
    """The layers of one chart. Their rows are handed over at the end, as Altair would copy and check each of them."""

    def __init__(self, size: Size) -> None:
        _draw_unchecked()
        self.size = size
        self.layers: list[alt.Chart] = []
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def base(self, rows: list[dict[str, Any]], **encodings: Any) -> alt.Chart:
        """A chart of these rows without a mark yet."""
        import altair as alt  # noqa: PLC0415

        name = f"rows{len(self.rows)}"
        self.rows[name] = rows
        return alt.Chart(alt.NamedData(name=name)).encode(**encodings)

    def add(self, *layers: alt.Chart) -> None:
        """Draw these layers over those before."""
        self.layers.extend(layers)

    def label(self, row: dict[str, Any], lines: Sequence[str], colour: str, *, dx: float = 9, **encodings: Any) -> None:
        """Bold words beside a mark, instead of a legend."""
        style: dict[str, Any] = {"align": "left", "fontSize": 14, "fontWeight": "bold", "lineHeight": 17}
        self.add(self.base([row], **encodings).mark_text(text=list(lines), color=colour, dx=dx, dy=-6, **style))

    def svg(self, title: str, text: str) -> str:
        """The chart as an accessible <svg> of the page's own colours, with a title and a description."""
        import altair as alt  # noqa: PLC0415

        # Layers are set in as they are: Altair copies each, with all it holds, several times.
        layers = [layer.to_dict(validate=False, context={"top_level": False}) for layer in self.layers]
        styled = alt.layer(
            width=self.size.plot_width,
            height=self.size.height,
            config=alt.Config(
                font="system-ui, sans-serif",
                background="transparent",
                padding={"left": 4, "top": 16, "right": self.size.label_room, "bottom": 4},
                axis=alt.AxisConfig(**AXIS),
                view=alt.ViewConfig(stroke=None),
            ),
        )
        return svg_of(styled.to_dict(validate=False) | {"layer": layers}, self.rows, title, text)


@cache
def _draw_unchecked() -> None:
    """Altair holds every part of a chart against a schema, for twice the time; our tests have it do that once."""
    from altair.utils import schemapi  # noqa: PLC0415

    schemapi.DEBUG_MODE = False


def svg_of(chart: dict[str, Any], rows: dict[str, list[dict[str, Any]]], title: str, text: str) -> str:
    """A chart, as Altair spells it, and the rows it draws, by name, as an accessible <svg>."""
    import vl_convert  # noqa: PLC0415

    drawn = vl_convert.vegalite_to_svg(chart | {"datasets": rows})
    return svg.accessible(drawn, title, text)


def share_axis(**changes: Any) -> alt.Axis:
    """The axis of a share, in per cent."""
    import altair as alt  # noqa: PLC0415

    return alt.Axis(**{"format": "%", "tickCount": 5, "labelFontSize": 13, **changes})


def time_axis(days: Sequence[date], size: Size) -> alt.Axis:
    """Ticks on days of the data, evenly thinned and counted from the last; the year is said where they span one."""
    import altair as alt  # noqa: PLC0415

    known = sorted(set(days))
    step = -(-len(known) // size.ticks) or 1
    ticks = [_milliseconds(day) for day in known[::-1][::step]]
    spans_a_year = bool(known) and (known[-1] - known[0]).days > 330
    form = "%b %Y" if spans_a_year else "%-d %b"
    return alt.Axis(format=form, values=ticks, grid=False, labelFontSize=13, labelOverlap=True)


def year_axis(first: date, last: date, size: Size) -> alt.Axis:
    """Ticks on the first of January of every year, or of every few where there is no room."""
    import altair as alt  # noqa: PLC0415

    step = 1 if size is WIDE else 3
    years = range(last.year, first.year, -step)
    ticks = [_milliseconds(first.replace(year=year, month=1, day=1)) for year in years]
    return alt.Axis(format="%Y", values=ticks, grid=False, labelFontSize=13, labelOverlap=True)


def _milliseconds(day: date) -> float:
    return datetime.combine(day, time(), UTC).timestamp() * 1000
