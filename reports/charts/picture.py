"""A chart as a picture of its own: with its message above and its source below, as SVG and as PNG."""

import re
import textwrap
from dataclasses import dataclass
from html import escape

MARGIN, TITLE_SIZE, TEXT_SIZE = 24, 23, 15
TITLE_STEP, TEXT_STEP = 30, 21
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
PNG_SCALE = 1.5
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_COLOUR = re.compile(r"var\(--[\w-]+, (#\w+)\)")
SAMPLE = "Sample data: these notices are invented and say nothing about any real authority."


@dataclass(frozen=True)
class Caption:
    """The words around a chart: its message, what it shows, and where it comes from."""

    title: str
    subtitle: str
    source: str
    is_sample: bool


def framed(inline: str, caption: Caption, colours: str) -> str:
    """The chart between its words, as an SVG file with `colours` (CSS) inside, since no page lends it any."""
    size = _SIZE.search(inline)
    width, height = (float(size[1]), float(size[2])) if size else (920.0, 320.0)
    lines: list[str] = []
    y: float = MARGIN + TITLE_SIZE - 4
    for text in textwrap.wrap(caption.title, int((width - 2 * MARGIN) / (TITLE_SIZE * 0.53))):
        lines.append(_text(text, y, f'font-size="{TITLE_SIZE}" font-weight="bold" fill="var(--chart-ink, #0b0c0c)"'))
        y += TITLE_STEP
    room = int((width - 2 * MARGIN) / (TEXT_SIZE * 0.5))
    quiet = f'font-size="{TEXT_SIZE}" fill="var(--chart-quiet, #505a5f)"'
    for text in textwrap.wrap(caption.subtitle, room):
        lines.append(_text(text, y - 4, quiet))
        y += TEXT_STEP
    top = y
    y += height + TEXT_STEP
    if caption.is_sample:
        lines.append(
            _text(SAMPLE, y, f'font-size="{TEXT_SIZE}" font-weight="bold" fill="var(--chart-evaluated, #a8470f)"')
        )
        y += TEXT_STEP
    for text in textwrap.wrap(caption.source, room, break_long_words=True):
        lines.append(_text(text, y, quiet))
        y += TEXT_STEP
    chart = inline.replace("<svg ", f'<svg x="0" y="{top:.0f}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width:.0f}" '
        f'height="{y:.0f}" viewBox="0 0 {width:.0f} {y:.0f}" font-family="{escape(FONT)}"><style>{colours}</style>'
        f'<rect width="100%" height="100%" fill="var(--chart-ground, #ffffff)"/>{"".join(lines)}{chart}</svg>\n'
    )


def _text(words: str, y: float, style: str) -> str:
    return f'<text x="{MARGIN}" y="{y:.0f}" {style}>{escape(words)}</text>'


def png(svg: str, scale: float = PNG_SCALE) -> bytes:
    """An SVG of this program as PNG, in its light colours."""
    import vl_convert  # noqa: PLC0415 - heavy

    plain = re.sub(r"<style>.*?</style>", "", _COLOUR.sub(r"\1", svg), flags=re.DOTALL)
    return bytes(vl_convert.svg_to_png(plain, scale=scale))
