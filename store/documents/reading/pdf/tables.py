"""Tables of PDF pages, and the text around them: ruled tables by pdfplumber, those without rules by their alignment."""

from __future__ import annotations

import io
import signal
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pdfplumber
import pypdfium2
from pdfplumber.utils.text import extract_text

from store.documents.content import Block, Table
from store.documents.reading import limits, mending
from store.documents.reading.pdf.aligned import aligned_tables
from store.documents.reading.pdf.nesting import taken_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

    from pdfplumber.page import Page
    from pdfplumber.table import Table as RuledTable

_SETTINGS = {"snap_tolerance": 3, "join_tolerance": 3, "intersection_tolerance": 4, "text_x_tolerance": 2}
_MOST_EDGES = 20_000  # a drawing, not a page with tables
_SLACK = 2.0
_CHARS_LOOKED_AT = 2_000
_MOST_GROUPED = 3_000
Box = tuple[float, float, float, float]


class _TooSlowError(BaseException):
    """A page took longer than it may; no `Exception`, as libraries turn those into others of their own."""


def blocks_of_pages(
    body: bytes, wanted: Sequence[int], running: frozenset[str], until: float
) -> tuple[dict[int, list[Block]], list[int]]:
    """Blocks of the pages that hold tables, by page counted from 0; and the pages that took too long.

    `until` is the processor time of this process at which no further page is begun.
    """
    found: dict[int, list[Block]] = {}
    left_out: list[int] = []
    with pdfplumber.open(io.BytesIO(body)) as pdf:
        for number in wanted:
            if number >= len(pdf.pages) or time.process_time() > until:
                left_out.append(number)
                continue
            page = pdf.pages[number]
            try:
                with _time_limit(limits.TABLE_PAGE_SECONDS):
                    turn = _turn(page)
                    blocks = _turned_blocks(body, number, turn, running) if turn else _blocks(page, running)
            except _TooSlowError:
                left_out.append(number)
            except Exception:  # noqa: BLE001 - pdfminer is strict where pdfium is not; the page keeps its text
                left_out.append(number)
            else:
                if blocks:
                    found[number] = blocks
                page.close()
    return found, left_out


def _turn(page: Page) -> int:
    """By how many degrees a page must be turned clockwise for its words to stand upright."""
    directions = Counter(
        (round(char["matrix"][0], 1) > 0, round(char["matrix"][1], 1)) for char in page.chars[:_CHARS_LOOKED_AT]
    )
    sideways = {sign: sum(n for (_, b), n in directions.items() if b * sign > 0) for sign in (1, -1)}
    most = max(sideways.values())
    if most * 2 <= directions.total():
        return 0
    return 90 if sideways[1] == most else 270


def _turned_blocks(body: bytes, number: int, turn: int, running: frozenset[str]) -> list[Block]:
    """The blocks of a page that lies on its side."""
    source = pypdfium2.PdfDocument(body)
    page = source[number]
    page.set_rotation((page.get_rotation() + turn) % 360)
    target = pypdfium2.PdfDocument.new()
    target.import_pages(source, [number])
    to = io.BytesIO()
    target.save(to)
    with pdfplumber.open(to) as pdf:
        return _blocks(pdf.pages[0], running)


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _blocks(page: Page, running: frozenset[str]) -> list[Block]:
    """Tables of a page and the text between them, from the top down; empty when there is no table."""
    ruled: list[RuledTable] = []
    if len(page.rects) + len(page.lines) + len(page.curves) < _MOST_EDGES:
        ruled = [table for table in page.find_tables(_settings(page)) if _is_table(table)]
    boxes = [table.bbox for table in ruled]
    words = page.extract_words(x_tolerance=2, use_text_flow=False, keep_blank_chars=False)
    outside = [word for word in words if not any(_is_inside(word, box) for box in boxes)]
    tables = [(table.bbox, _table_of(page, table, ruled)) for table in ruled]
    tables += aligned_tables(outside, [edge["top"] for edge in page.horizontal_edges])
    tables = [(box, table) for box, table in tables if table.rows]
    if not tables:
        return []
    tables.sort(key=lambda item: (item[0][1], item[0][0], -item[0][3]))
    _link_nested(tables, ruled)
    return list(_in_order(page, tables, outside, running))


def _settings(page: Page) -> dict[str, Any]:
    """How tables are looked for: with the outer sides added of those that are only ruled inside."""
    sides = [_box_of(group) for group in _touching(page.edges) if len({edge["orientation"] for edge in group}) > 1]
    explicit_vertical_lines = [
        {
            "x0": x,
            "x1": x,
            "top": box[1],
            "bottom": box[3],
            "height": box[3] - box[1],
            "orientation": "v",
            "object_type": "line",
        }
        for box in sides
        for x in (box[0], box[2])
    ]
    explicit_horizontal_lines = [
        {
            "x0": box[0],
            "x1": box[2],
            "top": y,
            "bottom": y,
            "width": box[2] - box[0],
            "orientation": "h",
            "object_type": "line",
        }
        for box in sides
        for y in (box[1], box[3])
    ]
    return {
        **_SETTINGS,
        "explicit_vertical_lines": explicit_vertical_lines,
        "explicit_horizontal_lines": explicit_horizontal_lines,
    }


def _touching(edges: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Edges in groups that hang together, each from the top down."""
    groups: list[tuple[list[float], list[dict[str, Any]]]] = []
    for edge in sorted(edges[:_MOST_GROUPED], key=lambda edge: edge["top"]):
        own = [edge["x0"], edge["top"], edge["x1"], edge["bottom"]]
        near = [group for group in groups if _meets(group[0], own)]
        if not near:
            groups.append((own, [edge]))
            continue
        first, rest = near[0], near[1:]
        for box, members in [(own, [edge]), *rest]:
            first[0][:] = [
                min(first[0][0], box[0]),
                min(first[0][1], box[1]),
                max(first[0][2], box[2]),
                max(first[0][3], box[3]),
            ]
            first[1].extend(members)
        groups = [group for group in groups if not any(group is other for other in rest)]
    return [members for _, members in groups]


def _meets(box: Sequence[float], other: Sequence[float]) -> bool:
    return (
        box[0] - _SLACK <= other[2]
        and other[0] <= box[2] + _SLACK
        and box[1] - _SLACK <= other[3]
        and other[1] <= box[3] + _SLACK
    )


def _box_of(edges: Sequence[dict[str, Any]]) -> Box:
    return (
        min(edge["x0"] for edge in edges),
        min(edge["top"] for edge in edges),
        max(edge["x1"] for edge in edges),
        max(edge["bottom"] for edge in edges),
    )


def _is_table(table: RuledTable) -> bool:
    """Whether it has rows and columns: a frame around a text is no table."""
    return len(table.rows) > 1 and any(sum(cell is not None for cell in row.cells) > 1 for row in table.rows)


def _is_inside(word: dict[str, Any], box: Box) -> bool:
    middle_x, middle_y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] - _SLACK <= middle_x <= box[2] + _SLACK and box[1] - _SLACK <= middle_y <= box[3] + _SLACK)


def _table_of(page: Page, table: RuledTable, ruled: Sequence[RuledTable]) -> Table:
    """A ruled table with its merged cells; the words of a table that stands inside a cell are left to that table."""
    inner = [other.bbox for other in ruled if other is not table and _contains(table.bbox, other.bbox)]
    chars = [
        char for char in page.chars if _is_inside(char, table.bbox) and not any(_is_inside(char, box) for box in inner)
    ]
    rows: list[list[str | None]] = []
    merged: list[tuple[int, int, int, int]] = []
    tops = [row.bbox[1] for row in table.rows]
    lefts = sorted({cell[0] for row in table.rows for cell in row.cells if cell})
    for at, row in enumerate(table.rows):
        row_chars = [char for char in chars if _is_inside(char, row.bbox)]
        rows.append([_cell_text(row_chars, cell) if cell else None for cell in row.cells])
        for column, cell in enumerate(row.cells):
            if cell is None:
                continue
            height = sum(cell[1] - _SLACK <= top < cell[3] - _SLACK for top in tops)
            width = sum(cell[0] - _SLACK <= left < cell[2] - _SLACK for left in lefts)
            if height > 1 or width > 1:
                merged.append((at, column, max(height, 1), max(width, 1)))
    return Table(rows, merged)


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer[0] - _SLACK <= inner[0]
        and outer[1] - _SLACK <= inner[1]
        and inner[2] <= outer[2] + _SLACK
        and inner[3] <= outer[3] + _SLACK
        and _area(outer) > 1.05 * _area(inner)
    )


def _cell_text(chars: Sequence[dict[str, Any]], cell: Box) -> str:
    own = [char for char in chars if _is_inside(char, cell)]
    return mending.unwrapped(mending.lines_of(extract_text(own, x_tolerance=2))) if own else ""


def _link_nested(tables: Sequence[tuple[Box, Table]], ruled: Sequence[RuledTable]) -> None:
    """Say of each table that stands in a cell of another in which row of it that is."""
    numbers = {box: number for number, (box, _) in enumerate(tables)}
    for box, table in tables:
        cells = [
            (_area(cell), numbers[outer.bbox], row)
            for outer in ruled
            if _contains(outer.bbox, box)
            for row, cells_of_row in enumerate(outer.rows)
            for cell in cells_of_row.cells
            if cell and _contains(cell, box)
        ]
        if cells:
            _, number, row = min(cells)
            table.nested_in = (number, row)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _in_order(
    page: Page, tables: Sequence[tuple[Box, Table]], outside: Sequence[dict[str, Any]], running: frozenset[str]
) -> Iterator[Block]:
    """Text and tables from the top down."""
    position = page.bbox[1]
    numbers: list[int] = []
    count = 0
    for box, table in tables:
        if table.nested_in is None and box[1] > position:
            yield from _text_between(outside, position, box[1], running, tables)
        if table.nested_in is not None:
            table.nested_in = (numbers[table.nested_in[0]], table.nested_in[1])
        numbers.append(count)
        for row, each in taken_apart(table):
            if row is not None:
                each.nested_in = (numbers[-1], row)
            yield Block(table=each)
            count += 1
        position = max(position, box[3])
    yield from _text_between(outside, position, page.bbox[3] + _SLACK, running, tables)


def _text_between(
    words: Sequence[dict[str, Any]],
    top: float,
    bottom: float,
    running: frozenset[str],
    tables: Sequence[tuple[Box, Table]],
) -> Iterator[Block]:
    band = [
        word
        for word in words
        if top - _SLACK <= (word["top"] + word["bottom"]) / 2 < bottom
        and not any(_is_inside(word, box) for box, _ in tables)
    ]
    if not band:
        return
    lines = mending.lines_of(lines_text(band))
    text = mending.unwrapped([line for line in lines if mending.line_key(line) not in running])
    if text:
        yield Block(text)


def lines_text(words: Sequence[dict[str, Any]]) -> str:
    """Words as lines, from the top down and from left to right."""
    ordered = sorted(words, key=lambda word: (word["top"] + word["bottom"]) / 2)
    lines: list[list[dict[str, Any]]] = []
    for word in ordered:
        middle = (word["top"] + word["bottom"]) / 2
        if lines and lines[-1][0]["top"] <= middle <= lines[-1][0]["bottom"]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return "\n".join(
        " ".join(str(word["text"]) for word in sorted(line, key=lambda word: word["x0"])) for line in lines
    )
