"""A strip for each kind of authority: each authority a dot at its share, with the middle four fifths and median."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from reports.charts.canvas import EVALUATED, FLAGGED, INK, SILENT, Canvas, Size, share_axis
from reports.words.wording import cut, percent, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, NARROW = Size("wide", 920, 0, 24, 8), Size("narrow", 328, 0, 12, 3)
SIZES = (WIDE, NARROW)
ROW = 74  # px of height that one kind takes
STEP = 7.4  # px between dots that would lie on each other
MOST_LEVELS = 3
DOT = re.compile(r'<path transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*/>')


@dataclass(frozen=True)
class Spot:
    """One authority on its strip: its name, share and interval."""

    name: str
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class Strip:
    """One kind of authority: its title, what to call it in a sentence, its authorities, and tenths of their dots."""

    title: str
    kind: str
    spots: Sequence[Spot]
    p10: float | None
    p50: float | None
    p90: float | None


def strips(rows: Sequence[Strip], title: str, text: str) -> dict[str, str]:
    """The strips, one below the other, for wide and for narrow screens."""
    return {size.name: _draw(rows, size, title, text) for size in SIZES}


def _draw(rows: Sequence[Strip], size: Size, title: str, text: str) -> str:
    import altair as alt  # noqa: PLC0415

    height = ROW * len(rows)
    canvas = Canvas(Size(size.name, size.width, height, size.label_room, size.ticks))
    top = max((spot.high for row in rows for spot in row.spots), default=1.0)
    scale = alt.Scale(domain=[0, min(1.0, (int(top * 10) + 1) / 10)], nice=False)
    x = alt.X("rate:Q", title=None, scale=scale, axis=share_axis(orient="top", tickCount=size.ticks))
    y = alt.Y("y:Q", title=None, scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    lines = [{"rate": 0, "end": scale.domain[1], "y": ROW * number + 46} for number in range(len(rows))]
    canvas.add(canvas.base(lines, x=x, x2="end:Q", y=y).mark_rule(color=SILENT))
    spans = [{"rate": r.p10, "end": r.p90, "y": ROW * n + 46} for n, r in enumerate(rows) if r.p10 is not None]
    if spans:
        bar = canvas.base(spans, x=x, x2="end:Q", y=y)
        canvas.add(bar.mark_rule(color=EVALUATED, strokeWidth=16, opacity=0.22))
        middles = [{"rate": r.p50, "y": ROW * n + 46} for n, r in enumerate(rows) if r.p50 is not None]
        canvas.add(canvas.base(middles, x=x, y=y).mark_tick(color=EVALUATED, thickness=3, size=26))
    names = [{"rate": 0, "y": ROW * number + 16, "words": row.title} for number, row in enumerate(rows)]
    words = canvas.base(names, x=x, y=y).mark_text(align="left", fontSize=14, fontWeight="bold", color=INK)
    canvas.add(words.encode(text=alt.Text("words:N")))
    width = canvas.size.plot_width / scale.domain[1]
    dots = [
        {"rate": spot.rate, "y": ROW * number + 46 + offset}
        for number, row in enumerate(rows)
        for spot, offset in zip(row.spots, _offsets([spot.rate * width for spot in row.spots]), strict=True)
    ]
    canvas.add(canvas.base(dots, x=x, y=y).mark_point(color=FLAGGED, size=34, opacity=1))
    drawn = canvas.svg(title, text)
    return _named(drawn, [spot for row in rows for spot in row.spots], has_names=size is WIDE)


def _offsets(places: Sequence[float]) -> list[float]:
    """How far each dot moves up or down so as not to hide another; `places` in px, from left to right."""
    last: dict[int, float] = {}
    offsets = []
    levels = [0] + [sign * level for level in range(1, MOST_LEVELS + 1) for sign in (1, -1)]
    for place in places:
        free = [level for level in levels if place - last.get(level, -1e9) >= STEP]
        level = free[0] if free else min(levels, key=lambda each: last[each])
        last[level] = place
        offsets.append(level * STEP * 0.8)
    return offsets


def _named(drawn: str, spots: Sequence[Spot], *, has_names: bool) -> str:
    """The drawing with its dots as plain circles, each with the name and figures that a pointer shows."""
    circles = []
    for (x, y), spot in zip(DOT.findall(drawn), spots, strict=True):
        words = f"{cut(tidy(spot.name), 80)}: {percent(spot.rate)} ({percent(spot.low)} to {percent(spot.high)})"
        name = f"<title>{escape(words)}</title>" if has_names else ""
        circles.append(f'<circle cx="{x}" cy="{y}" r="3.6">{name}</circle>')
    group = f'<g fill="{FLAGGED}" fill-opacity="0.55" stroke="{FLAGGED}" stroke-width="1">{"".join(circles)}</g>'
    return DOT.sub("", DOT.sub(lambda _: group, drawn, count=1)) if circles else drawn
