"""Shares as bounds, one below the other: a bar from the least to the greatest, and the official figure as a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.charts.canvas import EVALUATED, FLAGGED, INK, QUIET, SILENT, Canvas, Size, share_axis

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (Size("wide", 920, 0, 24, 8), Size("narrow", 328, 0, 12, 3))
ROW = 58  # px of height that one bar takes with its words
LEAST_BAR = 0.004  # of the scale: bounds that meet are still seen


@dataclass(frozen=True)
class Bound:
    """One bar: what it is of, how many it rests on, and its bounds."""

    title: str
    note: str
    low: float
    high: float


def bounds(rows: Sequence[Bound], official: float | None, title: str, text: str) -> dict[str, str]:
    """The bars for wide and for narrow screens; `official` is drawn through all of them."""
    return {size.name: _draw(rows, official, size, title, text) for size in SIZES}


def _draw(rows: Sequence[Bound], official: float | None, size: Size, title: str, text: str) -> str:
    import altair as alt  # noqa: PLC0415

    height = ROW * len(rows)
    canvas = Canvas(Size(size.name, size.width, height, size.label_room, size.ticks))
    top = min(1.0, (int(max([official or 0, *(row.high for row in rows)]) * 10) + 1) / 10)
    scale = alt.Scale(domain=[0, top], nice=False)
    x = alt.X("low:Q", title=None, scale=scale, axis=share_axis(orient="top", tickCount=size.ticks))
    y = alt.Y("y:Q", title=None, scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    lines = [{"low": 0, "high": top, "y": ROW * number + 42} for number in range(len(rows))]
    canvas.add(canvas.base(lines, x=x, x2="high:Q", y=y).mark_rule(color=SILENT))
    bars = [
        {"low": row.low, "high": min(top, max(row.high, row.low + LEAST_BAR * top)), "y": ROW * number + 42}
        for number, row in enumerate(rows)
    ]
    canvas.add(canvas.base(bars, x=x, x2="high:Q", y=y).mark_rule(color=FLAGGED, strokeWidth=14, opacity=0.45))
    canvas.add(canvas.base(bars, x=x, y=y).mark_tick(color=FLAGGED, thickness=3, size=22))
    names = [{"low": 0, "y": ROW * number + 18, "words": row.title} for number, row in enumerate(rows)]
    style: dict[str, Any] = {"align": "left", "fontSize": 14}
    canvas.add(
        canvas.base(names, x=x, y=y).mark_text(fontWeight="bold", color=INK, **style).encode(text=alt.Text("words:N")),
    )
    if size is SIZES[0]:
        notes = [{"low": top, "y": ROW * number + 18, "words": row.note} for number, row in enumerate(rows)]
        canvas.add(
            canvas.base(notes, x=x, y=y)
            .mark_text(align="right", fontSize=13, color=QUIET)
            .encode(text=alt.Text("words:N"))
        )
    if official is not None:
        marks = [{"low": official, "y": ROW * number + 29, "end": ROW * number + 55} for number in range(len(rows))]
        rule = canvas.base(marks, x=x, y=y, y2=alt.Y2("end:Q")).mark_rule(
            color=EVALUATED, strokeWidth=3, strokeDash=[5, 3]
        )
        canvas.add(rule)
    return canvas.svg(title, text)
