"""The funnel plot of one kind of authority: each body a dot, by how many procurements it has and its share of them.

The bands show how far chance alone spreads authorities around the share of their kind. It is drawn once for a kind;
for each authority of it a ring and a name are set upon the same drawing, as drawing anew would take 60 ms each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from reports.charts.canvas import EVALUATED, FLAGGED, INK, QUIET, SIZES, Canvas, Size, share_axis
from reports.snapshot.rates import LEAST_N, Z_95
from reports.snapshot.standing import Z_998, Dot, limits
from reports.words.wording import cut, number, percent, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_DOTS = 3  # fewer authorities make no picture of a kind
DOT = re.compile(r'<path transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*/>')
NAME_LENGTH = {"wide": 48, "narrow": 22}
STEPS = 60
LIMITS = ("limit_low", "limit_high")  # of 99.8 %


@dataclass(frozen=True)
class Funnel:
    """The drawings of a kind by size name, its share, and where each authority's dot stands in each drawing."""

    share: float
    dots: list[Dot]
    drawings: dict[str, str]
    places: dict[str, dict[str, tuple[str, str]]]

    def rows(self) -> list[dict[str, Any]]:
        """The dots as rows, with the limits at each."""
        return [
            {**vars(dot), "rate": dot.k / dot.n, **dict(zip(LIMITS, limits(self.share, dot.n, Z_998), strict=True))}
            for dot in self.dots
        ]

    def with_ring(self, dot: Dot, title: str, text: str) -> dict[str, str]:
        """The drawings with one authority ringed and named, under a title and description of their own."""
        return {size: self._ringed(size, dot, title, text) for size in self.drawings}

    def _ringed(self, size: str, dot: Dot, title: str, text: str) -> str:
        x, y = self.places[size][dot.authority_id]
        name = escape(cut(tidy(dot.name), NAME_LENGTH[size]))
        is_right = float(x) > next(each.plot_width for each in SIZES if each.name == size) / 2
        anchor, dx = ("end", -11) if is_right else ("start", 11)
        ring = (
            f'<circle cx="{x}" cy="{y}" r="7" fill="none" stroke="{INK}" stroke-width="2.5"/>'
            f'<text x="{float(x) + dx:.1f}" y="{float(y) - 9:.1f}" text-anchor="{anchor}" fill="{INK}" '
            f'font-family="system-ui, sans-serif" font-size="14px" font-weight="bold">{name}</text>'
        )
        drawn = self.drawings[size].replace("</g><!-- dots -->", f"</g>{ring}", 1)
        own = re.search(r'aria-labelledby="(\w+)-title', drawn)
        ident = own[1] if own else ""
        drawn = re.sub(r"(<title[^>]*>)[^<]*(</title>)", lambda m: f"{m[1]}{escape(title)}{m[2]}", drawn, count=1)
        drawn = re.sub(r"(<desc[^>]*>)[^<]*(</desc>)", lambda m: f"{m[1]}{escape(text)}{m[2]}", drawn, count=1)
        return drawn.replace(ident, f"{ident}r") if ident else drawn


def make_funnel(dots: Sequence[Dot], share: float, kind: str) -> Funnel | None:
    """The funnel plot of the authorities of a kind that have enough procurements for a rate; None when too few have."""
    shown = [dot for dot in dots if dot.n >= LEAST_N]
    if len(shown) < LEAST_DOTS:
        return None
    title = f"{kind}: share of procurements that show evidence"
    text = (
        f"Scatter plot of {number(len(shown))} authorities by number of procurements in scope and share with evidence. "
        f"The whole kind stands at {percent(share)}. Shaded bands show what chance alone would leave plausible."
    )
    drawings, places = {}, {}
    for size in SIZES:
        drawn = draw(shown, share, size, title, text)
        found = DOT.findall(drawn)
        places[size.name] = dict(zip((dot.authority_id for dot in shown), found, strict=True))
        drawings[size.name] = lighter(drawn, found)
    return Funnel(share, shown, drawings, places)


def lighter(drawn: str, places: Sequence[tuple[str, str]]) -> str:
    """The drawing with its dots as plain circles, a quarter of the size: a kind may hold hundreds."""
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="3.2"/>' for x, y in places)
    group = f'<g fill="{FLAGGED}" fill-opacity="0.5" stroke="{FLAGGED}" stroke-width="1.2">{circles}</g><!-- dots -->'
    return DOT.sub("", DOT.sub(lambda _: group, drawn, count=1))


def draw(dots: Sequence[Dot], share: float, size: Size, title: str, text: str) -> str:
    """The plot as an <svg> with title and description. The dots come in the order given."""
    import altair as alt  # noqa: PLC0415

    canvas = Canvas(size)
    most = max(max((dot.n for dot in dots), default=LEAST_N), LEAST_N) * 1.05
    x_axis = alt.Axis(format="d", tickCount=size.ticks, tickMinStep=1, grid=False, labelFontSize=13)
    x_scale, y_scale = alt.Scale(domain=[0, most], nice=False), alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("n:Q", title=None, scale=x_scale, axis=x_axis)
    y = alt.Y("rate:Q", title=None, scale=y_scale, axis=share_axis())
    counts = [1 + (most - 1) * step / STEPS for step in range(STEPS + 1)]
    for z, opacity in ((Z_998, 0.10), (Z_95, 0.16)):
        rows = [dict(zip(("n", "low", "high"), (n, *limits(share, n, z)), strict=True)) for n in counts]
        canvas.add(
            canvas.base(rows, x=x).mark_area(color=QUIET, opacity=opacity).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q"))
        )
    middle = [{"n": 0, "rate": share}, {"n": most, "rate": share}]
    canvas.add(canvas.base(middle, x=x, y=y).mark_line(color=EVALUATED, strokeDash=[6, 4], strokeWidth=2))
    canvas.label({"n": most, "rate": share}, ["All of", "the kind", percent(share)], EVALUATED, x=x, y=y)
    rows = [{"n": dot.n, "rate": dot.k / dot.n} for dot in dots]
    canvas.add(canvas.base(rows, x=x, y=y).mark_point(color=FLAGGED, size=34, opacity=1))
    return canvas.svg(title, text)
