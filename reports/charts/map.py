"""Authorities as hexagons of one size: the share of each in five steps, hatched where too few, outlined where none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from math import pi, sin, sqrt
from typing import TYPE_CHECKING

from reports.charts.canvas import INK, QUIET, Canvas, Size
from reports.words.wording import cut, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

# Five steps of one hue, told apart by lightness alone; on a dark page they go from dark to light.
STEPS = (
    (0.2, "Under 20%", "var(--map-1, #dbe9f4)"),
    (0.4, "20 to 39%", "var(--map-2, #a9cbe4)"),
    (0.6, "40 to 59%", "var(--map-3, #6ba4d0)"),
    (0.8, "60 to 79%", "var(--map-4, #2f74b0)"),
    (1.01, "80% or more", "var(--map-5, #08386b)"),
)
FEW, NONE = "Too few", "None held"
POINT = re.compile(r'<path transform="translate\(([-\d.]+),([-\d.]+)\)"[^>]*/>')
WIDE, NARROW = Size("wide", 920, 0, 0, 0), Size("narrow", 328, 0, 0, 0)
WIDEST = 34.0  # px of a hexagon: a panel of few is no larger than it must be
LEGEND_WIDTH = 124.0  # px of one word of the legend


@dataclass(frozen=True)
class Cell:
    """One authority on the map: where it stands, its state, words for a pointer, and what a reader may filter by."""

    column: int
    row: int
    state: str
    words: str
    kind: str
    region: str


@dataclass(frozen=True)
class Note:
    """Words on the map, in the middle above a cell."""

    column: int
    row: int
    words: str


def state_of(n: int, rate: float | None) -> str:
    """The state of an authority with so many procurements in scope: none held, too few, or the step of its share."""
    if n == 0:
        return NONE
    return FEW if rate is None else next(name for limit, name, _ in STEPS if rate < limit)


def hexagon_map(cells: Sequence[Cell], notes: Sequence[Note], title: str, text: str) -> dict[str, str]:
    """The map with its legend, for wide and for narrow screens."""
    return {size.name: _draw(tuple(cells), tuple(notes), size, (title, text)) for size in (WIDE, NARROW)}


@lru_cache(maxsize=32)
def _draw(cells: tuple[Cell, ...], notes: tuple[Note, ...], size: Size, told: tuple[str, str]) -> str:
    import altair as alt  # noqa: PLC0415

    points = [place(cell.column, cell.row) for cell in cells]
    left, right = min(x for x, _ in points) - 0.6, max(x for x, _ in points) + 0.6
    top = min([y for _, y in points] + [place(n.column, n.row)[1] - 0.6 for n in notes]) - 0.8
    low = max(y for _, y in points) + 0.8
    width = size.width - 52
    step = min(width / (right - left), WIDEST)
    right = left + width / step
    legend = _legend(left, low + 16 / step, width, step)
    bottom = max(y for _, y, _ in legend) + 14 / step
    canvas = Canvas(Size(size.name, size.width, round(step * (bottom - top)), 8, 0))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[left, right], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[bottom, top], nice=False, zero=False))
    rows = [{"x": a, "y": b} for a, b in points] + [{"x": a, "y": b} for a, b, _ in legend]
    canvas.add(canvas.base(rows, x=x, y=y).mark_point(size=30, filled=True, opacity=1))
    words = [{"x": a + 16 / step, "y": b, "words": name} for a, b, name in legend]
    texts = canvas.base(words, x=x, y=y).mark_text(align="left", baseline="middle", fontSize=13, color=INK)
    canvas.add(texts.encode(text=alt.Text("words:N")))
    said = [{"x": place(n.column, n.row)[0], "y": place(n.column, n.row)[1] - 1.1, "words": n.words} for n in notes]
    texts = canvas.base(said, x=x, y=y).mark_text(align="center", baseline="middle", fontSize=13, color=INK)
    canvas.add(texts.encode(text=alt.Text("words:N")))
    keys = [Cell(0, 0, name, "", "", "") for _, _, name in legend]
    return _hexagons(canvas.svg(*told), [*cells, *keys], step, has_words=size is WIDE)


def place(column: int, row: int) -> tuple[float, float]:
    """Where the middle of a cell is, in widths of a hexagon."""
    return column + 0.5 * (row % 2), row * sqrt(3) / 2


def _legend(left: float, top: float, width: float, step: float) -> list[tuple[float, float, str]]:
    """Where the hexagons of the legend stand, and what each means."""
    names = [name for _, name, _ in STEPS] + [FEW, NONE]
    per_row = max(2, int(width // LEGEND_WIDTH))
    return [
        (left + 0.6 + number % per_row * LEGEND_WIDTH / step, top + number // per_row * 24 / step, name)
        for number, name in enumerate(names)
    ]


def _hexagons(drawn: str, cells: Sequence[Cell], step: float, *, has_words: bool) -> str:
    """The drawing with its points as hexagons that almost touch; those of the legend are small."""
    own = re.search(r'aria-labelledby="(\w+)-title', drawn)
    hatch = f"{own[1]}-hatch" if own else "hatch"
    shapes = []
    for (x, y), cell in zip(POINT.findall(drawn), cells, strict=True):
        radius = step / sqrt(3) * 0.97 if cell.kind else 9.0
        corners = (f"{radius * sin(pi / 3 * k):.1f},{radius * sin(pi / 3 * k + pi / 2):.1f}" for k in range(6))
        words = f"<title>{escape(cut(tidy(cell.words), 160))}</title>" if has_words and cell.words else ""
        data = f' class="cell" data-kind="{escape(cell.kind)}" data-region="{escape(cell.region)}"' if cell.kind else ""
        look = f'points="{" ".join(corners)}" transform="translate({x},{y})" fill="{_fill(cell.state, hatch)}"'
        shapes.append(f"<polygon {look}{data}>{words}</polygon>")
    pattern = (
        f'<defs><pattern id="{hatch}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line x1="0" y1="0" x2="0" y2="5" stroke="{QUIET}" stroke-width="2"/></pattern></defs>'
    )
    group = f'{pattern}<g stroke="{QUIET}" stroke-width="0.7">{"".join(shapes)}</g>'
    return POINT.sub("", POINT.sub(lambda _: group, drawn, count=1))


def _fill(state: str, hatch: str) -> str:
    if state == NONE:
        return "var(--chart-ground, #ffffff)"
    return f"url(#{hatch})" if state == FEW else next(colour for _, name, colour in STEPS if name == state)
