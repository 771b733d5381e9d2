"""Differences with their intervals, one below the other, on both sides of nought."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from reports.charts.canvas import EVALUATED, FLAGGED, INK, QUIET, Canvas, Size
from reports.words.wording import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, NARROW = Size("wide", 920, 0, 24, 9), Size("narrow", 328, 0, 12, 5)
SIZES = (WIDE, NARROW)
ROW = 58  # px of height that one difference takes
MOST_CHARS = {"wide": 120, "narrow": 42}


@dataclass(frozen=True)
class Difference:
    """One difference in fractions of 1: what to call it, its value and interval, and whether it is clear of nought."""

    title: str
    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """The interval leaves out nought."""
        return self.low > 0 or self.high < 0


def forest(rows: Sequence[Difference], title: str, text: str) -> dict[str, str]:
    """The differences for wide and for narrow screens, in percentage points."""
    return {size.name: _draw(rows, size, title, text) for size in SIZES}


def _draw(rows: Sequence[Difference], size: Size, title: str, text: str) -> str:
    import altair as alt  # noqa: PLC0415

    height = ROW * len(rows)
    canvas = Canvas(Size(size.name, size.width, height, size.label_room, size.ticks))
    reach = ceil(max(max(abs(row.low), abs(row.high)) for row in rows) * 10) * 10
    axis = alt.Axis(orient="top", tickCount=size.ticks, labelFontSize=13, format="+d")
    x = alt.X("x:Q", title=None, scale=alt.Scale(domain=[-reach, reach], nice=False), axis=axis)
    y = alt.Y("y:Q", title=None, scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    noughts = [{"x": 0, "y": ROW * n + 24, "end": ROW * n + 52} for n in range(len(rows))]  # not through the words
    canvas.add(canvas.base(noughts, x=x, y=y, y2=alt.Y2("end:Q")).mark_rule(color=QUIET))
    names = [
        {"x": -reach, "y": ROW * n + 14, "words": cut(row.title, MOST_CHARS[size.name])} for n, row in enumerate(rows)
    ]
    words = canvas.base(names, x=x, y=y).mark_text(align="left", fontSize=13, color=INK)
    canvas.add(words.encode(text=alt.Text("words:N")))
    for is_clear, colour in ((True, EVALUATED), (False, FLAGGED)):
        own = [
            {"x": row.low * 100, "end": row.high * 100, "middle": row.value * 100, "y": ROW * n + 38}
            for n, row in enumerate(rows)
            if row.is_clear == is_clear
        ]
        if own:
            canvas.add(canvas.base(own, x=x, x2="end:Q", y=y).mark_rule(color=colour, strokeWidth=5, opacity=0.4))
            dots = [{"x": each["middle"], "y": each["y"]} for each in own]
            canvas.add(canvas.base(dots, x=x, y=y).mark_circle(color=colour, size=80, opacity=1))
    return canvas.svg(title, text)
