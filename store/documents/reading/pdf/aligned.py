"""Tables without rules: rows told by a weight that stands below other weights, columns by the gaps between words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from store.documents.reading.mending import broken_word, joined_word, plain
from store.documents.reading.pdf.merging import centred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.documents.content import Table

    Word = dict[str, Any]
    Box = tuple[float, float, float, float]

_WEIGHT = re.compile(
    r"[(\[]?\d{1,4}(?:\.\d+)?\s*(?:%|per ?cent|marks?|points?|pts)?[)\]]?|pass\s*/\s*fail|\d{1,3}\s*/\s*\d{2,3}",
    re.IGNORECASE,
)
_GAP_SHARE = 0.9  # of a line's height: words of one cell stand nearer
_LEAST_GAP = 6.0
_ALIGNED = 8.0
_LEAST_ROWS = 3
_MOST_APART = 9.0  # line heights between two weights of one table
_HEADER_REACH = 4
_SLACK = 0.5


@dataclass(slots=True)
class _Cell:
    x0: float
    x1: float
    text: str


@dataclass(slots=True)
class _Line:
    top: float
    bottom: float
    cells: list[_Cell]

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


def aligned_tables(words: Sequence[Word], rules: Sequence[float] = ()) -> list[tuple[Box, Table]]:
    """Tables among words that no ruled table holds, each with the box that it fills.

    Args:
        words: words with their boxes.
        rules: where horizontal lines are drawn; lines between all rows tell them apart better than space does.
    """
    lines = _lines(words)
    found: list[tuple[Box, Table]] = []
    position = 0
    while position < len(lines):
        anchors = _anchors(lines, position)
        if len(anchors) < _LEAST_ROWS:
            position += 1
            continue
        first, last, gap = _extent(lines, anchors)
        first = max(first, _end_of(found, lines))
        part = lines[first : last + 1]
        own = [anchor - first for anchor in anchors]
        bands = _ruled_bands(part, own, rules) or _bands(part, set(own), gap)
        found.append((_box(part), _table(bands, _columns(part, own))))
        position = last + 1
    return found


def _end_of(found: Sequence[tuple[Box, Table]], lines: Sequence[_Line]) -> int:
    """The first line below the tables found so far."""
    bottom = found[-1][0][3] if found else -1.0
    return next((at for at, line in enumerate(lines) if line.top >= bottom), len(lines))


def _box(lines: Sequence[_Line]) -> Box:
    cells = [cell for line in lines for cell in line.cells]
    return min(cell.x0 for cell in cells), lines[0].top, max(cell.x1 for cell in cells), lines[-1].bottom


def _lines(words: Sequence[Word]) -> list[_Line]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"]) / 2):
        middle = (word["top"] + word["bottom"]) / 2
        if lines and lines[-1][0]["top"] <= middle <= lines[-1][0]["bottom"]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(sorted(line, key=lambda word: word["x0"])) for line in lines]


def _line(words: Sequence[Word]) -> _Line:
    top, bottom = min(word["top"] for word in words), max(word["bottom"] for word in words)
    gap = max(_LEAST_GAP, _GAP_SHARE * (bottom - top))
    cells: list[_Cell] = []
    for word in words:
        if cells and word["x0"] - cells[-1].x1 < gap:
            cells[-1].x1 = word["x1"]
            cells[-1].text += f" {word['text']}"
        else:
            cells.append(_Cell(word["x0"], word["x1"], str(word["text"])))
    return _Line(top, bottom, cells)


def _weight_cell(line: _Line) -> _Cell | None:
    """The cell of a line that is a weight: to the right of a name, or alone where names are wrapped around it."""
    for cell in reversed(line.cells):
        if _WEIGHT.fullmatch(cell.text.strip()):
            return cell
    return None


def _anchors(lines: Sequence[_Line], start: int) -> list[int]:
    """Lines from `start` on that end in weights below each other; the first is `start` itself, or there are none."""
    first = _weight_cell(lines[start])
    if first is None or (first is lines[start].cells[0] and not _is_beside_text(lines, start, first)):
        return []
    anchors = [start]
    for at in range(start + 1, len(lines)):
        before = lines[anchors[-1]]
        if lines[at].top - before.bottom > _MOST_APART * before.height:
            break
        cell = _weight_cell(lines[at])
        if cell is not None and _is_below(first, cell):
            anchors.append(at)
    return anchors


def _is_beside_text(lines: Sequence[_Line], at: int, weight: _Cell) -> bool:
    """Whether a weight alone on its line stands to the right of the lines above and below."""
    near = [lines[place] for place in (at - 1, at + 1) if 0 <= place < len(lines)]
    return bool(near) and all(line.cells[0].x1 < weight.x0 for line in near)


def _is_below(first: _Cell, cell: _Cell) -> bool:
    """Whether two cells stand in one column: flush left, flush right, or centred."""
    return (
        min(abs(first.x0 - cell.x0), abs(first.x1 - cell.x1), abs(first.x0 + first.x1 - cell.x0 - cell.x1) / 2)
        <= _ALIGNED
    )


def _gap(lines: Sequence[_Line], at: int) -> float:
    """The space between a line and the one before it."""
    return lines[at].top - lines[at - 1].bottom


def _extent(lines: Sequence[_Line], anchors: Sequence[int]) -> tuple[int, int, float]:
    """First and last line of a table, and the least space between two of its rows."""
    between = [max(_gap(lines, at) for at in range(one + 1, other + 1)) for one, other in pairwise(anchors)]
    gap = min(between)
    first, last = anchors[0], anchors[-1]
    while first and _gap(lines, first) < gap - _SLACK:
        first -= 1
    while last + 1 < len(lines) and _gap(lines, last + 1) < gap - _SLACK:
        last += 1
    return _with_header(lines, first, anchors, max(between)), last, gap


def _with_header(lines: Sequence[_Line], first: int, anchors: Sequence[int], gap: float) -> int:
    """The first line of the headings above a table: lines of several cells, each above a column."""
    starts = [cell for at in anchors for cell in lines[at].cells]
    best = first
    for at in range(first - 1, max(first - 1 - _HEADER_REACH, -1), -1):
        line = lines[at]
        if _gap(lines, at + 1) > 1.5 * max(gap, line.height):
            break
        if not all(any(_is_below(start, cell) for start in starts) for cell in line.cells):
            break
        if len(line.cells) > 1:
            best = at
    return best


def _table(bands: Sequence[Sequence[_Line]], bounds: Sequence[float]) -> Table:
    """Rows of lines as a table; a name centred beside several rows is one cell."""
    rows: list[list[str | None]] = []
    for band in bands:
        row: list[str | None] = [""] * len(bounds)
        for line in band:
            for cell in line.cells:
                column = _column_of(cell, bounds)
                row[column] = _joined(row[column] or "", plain(cell.text).strip())
        rows.append(row)
    return centred(rows)


def _ruled_bands(lines: Sequence[_Line], anchors: Sequence[int], rules: Sequence[float]) -> list[list[_Line]]:
    """The lines of each row where rows stand between rules; none where they do not."""
    if not all(
        any(lines[one].bottom - 1 <= rule <= lines[other].top + 1 for rule in rules) for one, other in pairwise(anchors)
    ):
        return []
    bands: list[list[_Line]] = []
    for at, line in enumerate(lines):
        is_apart = at == 0 or any(_middle(lines[at - 1]) < rule < _middle(line) for rule in rules)
        if is_apart:
            bands.append([line])
        else:
            bands[-1].append(line)
    return bands


def _middle(line: _Line) -> float:
    return (line.top + line.bottom) / 2


def _bands(lines: Sequence[_Line], anchors: set[int], gap: float) -> list[list[_Line]]:
    """The lines of each row. Where rows stand no further apart than lines, what is wrapped follows its row."""
    first_anchor = min(anchors)
    bands: list[list[_Line]] = []
    for at, line in enumerate(lines):
        is_near = at > 0 and _gap(lines, at) < gap - _SLACK
        is_wrapped = (
            at > first_anchor and at not in anchors and len(line.cells) == 1 and line.cells[0].text[:1].islower()
        )
        is_second = at in anchors and bool(bands) and any(_weight_cell(each) for each in bands[-1])
        is_header = 0 < at < first_anchor and _gap(lines, at) < 0.5 * line.height
        if (is_near or is_wrapped or is_header) and not is_second:
            bands[-1].append(line)
        else:
            bands.append([line])
    return bands


def _columns(lines: Sequence[_Line], anchors: Sequence[int]) -> list[float]:
    """Left bounds of the columns: where cells of the rows begin, those near each other taken together."""
    starts = sorted(cell.x0 for at in anchors for cell in lines[at].cells)
    bounds: list[float] = []
    for start in starts:
        if not bounds or start - bounds[-1] > 3 * _ALIGNED:
            bounds.append(start)
    return bounds


def _column_of(cell: _Cell, bounds: Sequence[float]) -> int:
    return max((column for column, bound in enumerate(bounds) if bound <= cell.x0 + 2 * _ALIGNED), default=0)


def _joined(before: str, text: str) -> str:
    if not before:
        return text
    return joined_word(before, text) if broken_word(before, text) else f"{before} {text}"
