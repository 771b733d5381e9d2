"""The funnel plot of one kind of authority: each body a dot, by how many procurements it has and its share of them.

The band lies between the limits that words and tables go by (reports/snapshot/standing.py). It is drawn once for a
kind; for each authority of it a ring and a name are set upon the same drawing, as drawing anew would take 60 ms each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from reports.charts.canvas import EVALUATED, FLAGGED, INK, QUIET, SIZES, Canvas, Size, share_axis
from reports.snapshot.rates import LEAST_N
from reports.words.wording import cut, number, percent, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.snapshot.standing import Comparison, Dot

LEAST_DOTS = 3  # fewer authorities make no picture of a kind
DOT = re.compile(r'<path transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*/>')
NAME_LENGTH = {"wide": 48, "narrow": 22}
LIMITS = ("limit_low", "limit_high")  # of 99.8 %
MIDDLE = {"spread": ["Average of", "the kind"], "chance": ["All of", "the kind"]}
BAND = {
    "spread": "The shaded band allows for chance and for how far authorities of this kind differ anyway.",
    "chance": "The shaded band allows for chance alone; how far they differ anyway cannot be told from so few.",
}


@dataclass(frozen=True)
class Funnel:
    """The drawings of a kind by size name, what they compare with, and where each authority's dot stands in each."""

    comparison: Comparison
    dots: list[Dot]
    drawings: dict[str, str]
    places: dict[str, dict[str, tuple[str, str]]]

    @property
    def held_against(self) -> str:
        """What the authorities are held against, in words."""
        held = self.comparison
        return f"{' '.join(MIDDLE[held.basis])}: {percent(held.centre)}. {BAND[held.basis]}"

    def rows(self) -> list[dict[str, Any]]:
        """The dots as rows, with what each is compared with: the centre, the limits, and what these allow for."""
        held = self.comparison
        return [
            {
                **vars(dot), "rate": dot.rate, "centre": held.centre,
                **dict(zip(LIMITS, held.limits(dot.n), strict=True)), "limits_allow_for": held.basis,
            }
            for dot in self.dots
        ]  # fmt: skip

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


def make_funnel(dots: Sequence[Dot], comparison: Comparison, kind: str) -> Funnel | None:
    """The funnel plot of the authorities of a kind that have enough procurements for a rate; None when too few have."""
    shown = [dot for dot in dots if dot.n >= LEAST_N]
    if len(shown) < LEAST_DOTS:
        return None
    made = Funnel(comparison, shown, {}, {})
    title = f"{kind}: share of procurements that show evidence"
    text = (
        f"Scatter plot of {number(len(shown))} authorities by number of procurements in scope and share with evidence. "
        f"{made.held_against}"
    )
    for size in SIZES:
        drawn = draw(shown, comparison, size, title, text)
        found = DOT.findall(drawn)
        made.places[size.name] = dict(zip((dot.authority_id for dot in shown), found, strict=True))
        made.drawings[size.name] = lighter(drawn, found)
    return made


def lighter(drawn: str, places: Sequence[tuple[str, str]]) -> str:
    """The drawing with its dots as plain circles, a quarter of the size: a kind may hold hundreds."""
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="3.2"/>' for x, y in places)
    group = f'<g fill="{FLAGGED}" fill-opacity="0.5" stroke="{FLAGGED}" stroke-width="1.2">{circles}</g><!-- dots -->'
    return DOT.sub("", DOT.sub(lambda _: group, drawn, count=1))


def draw(dots: Sequence[Dot], comparison: Comparison, size: Size, title: str, text: str) -> str:
    """The plot as an <svg> with title and description. The dots come in the order given."""
    import altair as alt  # noqa: PLC0415

    canvas = Canvas(size)
    most = max(max((dot.n for dot in dots), default=LEAST_N), LEAST_N) * 1.05
    x_axis = alt.Axis(format="d", tickCount=size.ticks, tickMinStep=1, grid=False, labelFontSize=13)
    x_scale, y_scale = alt.Scale(domain=[0, most], nice=False), alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("n:Q", title=None, scale=x_scale, axis=x_axis)
    y = alt.Y("rate:Q", title=None, scale=y_scale, axis=share_axis())
    rows = edged(comparison, most)
    band = canvas.base(rows, x=x).mark_area(color=QUIET, opacity=0.16)
    canvas.add(band.encode(y=alt.Y("low:Q", scale=y_scale), y2=alt.Y2("high:Q")))
    middle = [{"n": 0, "rate": comparison.centre}, {"n": most, "rate": comparison.centre}]
    canvas.add(canvas.base(middle, x=x, y=y).mark_line(color=EVALUATED, strokeDash=[6, 4], strokeWidth=2))
    lines = [*MIDDLE[comparison.basis], percent(comparison.centre)]
    canvas.label({"n": most, "rate": comparison.centre}, lines, EVALUATED, x=x, y=y)
    rows = [{"n": dot.n, "rate": dot.rate} for dot in dots]
    canvas.add(canvas.base(rows, x=x, y=y).mark_point(color=FLAGGED, size=34, opacity=1))
    return canvas.svg(title, text)


def edged(comparison: Comparison, most: float) -> list[dict[str, float]]:
    """The band as rows, from one procurement under the fewest to the edge, so that no dot stands on its end."""
    band = comparison.band(int(most))
    ends = (band[0][0] - 1, *band[0][1:]), (max(most, band[-1][0]), *band[-1][1:])
    return [dict(zip(("n", "low", "high"), row, strict=True)) for row in (ends[0], *band, ends[1])]
