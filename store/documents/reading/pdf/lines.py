"""Lines of a PDF page as a person reads them: columns one after the other, and which lines stand in the margins."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from store.documents.reading import limits, mending

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pypdfium2

    Rect = tuple[float, float, float, float]  # left, bottom, right, top, as PDF counts: from the lower left corner

_EDGE_LINES = 4
_MARGIN_SHARE = 0.14
_FAR = 0.9  # line heights: so much space sets a header apart from the text
_LEAST_ROWS = 4
_DESCENT = 4.0
_LEAST_GAP = 12.0
_LEAST_WIDTH = 100.0
_MOST_RECTS = 4000
_LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page. `is_marginal`: it stands in the margin, as headers and footers do."""

    text: str
    is_marginal: bool = False


def page_lines(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> list[PageLine]:
    """The lines of a page in reading order."""
    text = textpage.get_text_range()[: limits.PAGE_CHARS]
    starts, lines = _cut(text)
    count = min(textpage.count_rects(), _MOST_RECTS)
    rects = [textpage.get_rect(number) for number in range(count)]
    marginal = _marginal(textpage, starts, rects, page.get_bbox())
    parts = _columns(rects, page.get_bbox())
    if parts is None:
        return [PageLine(clean, at in marginal) for at, line in enumerate(lines) for clean in mending.lines_of(line)]
    keys = {mending.line_key(lines[at].strip()) for at in marginal}
    found = [line for part in parts for line in mending.lines_of(textpage.get_text_bounded(*part))]
    return [PageLine(line, mending.line_key(line) in keys) for line in found]


def _cut(text: str) -> tuple[list[int], list[str]]:
    """Lines that hold something, and the number of the first character of each."""
    starts: list[int] = []
    lines: list[str] = []
    position = 0
    for line in text.split(_LINE_END):
        if line.strip():
            starts.append(position + len(line) - len(line.lstrip()))
            lines.append(line)
        position += len(line) + len(_LINE_END)
    return starts, lines


def _marginal(textpage: pypdfium2.PdfTextPage, starts: Sequence[int], rects: Sequence[Rect], page: Rect) -> set[int]:
    """Which of the first and last lines, as they are written, stand in a margin."""
    top, bottom = _body(rects, page)
    count = len(starts)
    chars = textpage.count_chars()
    found = set()
    for at in {*range(min(_EDGE_LINES, count)), *range(max(0, count - _EDGE_LINES), count)}:
        if starts[at] < chars:
            _, low, _, high = textpage.get_charbox(starts[at])
            if low >= top or high <= bottom:
                found.add(at)
    return found


def _body(rects: Sequence[Rect], page: Rect) -> tuple[float, float]:
    """Top and bottom of what is no margin: a header or footer stands apart from the text."""
    _, low, _, high = page
    heights = sorted(rect[3] - rect[1] for rect in rects)
    if not heights:
        return high, low
    gap = _FAR * max(heights[len(heights) // 2], 4.0)
    return (
        -_edge([(-rect[3], -rect[1]) for rect in rects], -high, _MARGIN_SHARE * (high - low), gap),
        _edge([(rect[1], rect[3]) for rect in rects], low, _MARGIN_SHARE * (high - low), gap),
    )


def _edge(spans: Sequence[tuple[float, float]], start: float, reach: float, gap: float) -> float:
    """Where the text begins, going inwards from the edge of a page: after the last wide gap near the edge."""
    position = edge = start
    is_first = True
    for low, high in sorted(spans):
        if position - start > reach:
            break
        if not is_first and low - position > gap:
            edge = position
        position = max(position, high)
        is_first = False
    return edge


def _columns(rects: Sequence[Rect], page: Rect) -> list[Rect] | None:
    """The parts of a page to be read one after the other, when it is set in two columns but written across them."""
    if not 2 * _LEAST_ROWS <= len(rects) < _MOST_RECTS:
        return None
    pairs = [(one, other) for one, other in pairwise(rects) if _is_beside(one, other)]
    if len(pairs) < _LEAST_ROWS:
        return None
    gutter, rows = _gutter(pairs)
    if len(rows) < _LEAST_ROWS or not _is_prose(rows):
        return None
    top, bottom = max(one[3] for one, _ in rows), min(one[1] for one, _ in rows)
    crossing = sum(left < gutter < right and bottom <= low and high <= top for left, low, right, high in rects)
    if crossing > len(rows) // 5:
        return None
    left, low, right, high = page
    below = bottom - _DESCENT  # letters reach below their line
    return [
        (left, top, right, high),
        (left, below, gutter, top),
        (gutter, below, right, top),
        (left, low, right, below),
    ]


def _is_beside(one: Rect, other: Rect) -> bool:
    """Whether a piece of text stands to the right of another, in the same line."""
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    return other[0] - one[2] >= _LEAST_GAP and overlap > 0.5 * min(one[3] - one[1], other[3] - other[1])


def _gutter(pairs: Sequence[tuple[Rect, Rect]]) -> tuple[float, list[tuple[Rect, Rect]]]:
    """The place that most gaps have in common, and the lines that have it."""
    best: tuple[float, list[tuple[Rect, Rect]]] = (0.0, [])
    for one, other in pairs:
        middle = (one[2] + other[0]) / 2
        rows = [pair for pair in pairs if pair[0][2] <= middle <= pair[1][0]]
        if len(rows) > len(best[1]):
            best = (middle, rows)
        if len(rows) == len(pairs):
            break
    return best


def _is_prose(rows: Sequence[tuple[Rect, Rect]]) -> bool:
    """Whether both sides are lines of text, not names and numbers of a table."""
    return all(sum(pair[side][2] - pair[side][0] for pair in rows) / len(rows) >= _LEAST_WIDTH for side in (0, 1))
