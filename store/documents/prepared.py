"""A document made ready for the classifier: its text in stretches, its award criteria as trees, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from store.documents import marks
from store.documents.criteria.asked_scored import said_of_scoring
from store.documents.criteria.award_tables import holds_other_figures, is_award_table, table_words
from store.documents.criteria.columns import lot_of
from store.documents.criteria.grid import from_row, grid_of, stacked
from store.documents.criteria.listed_parts import with_listed_parts
from store.documents.criteria.names import is_price
from store.documents.criteria.parts import part_divided, stated_part
from store.documents.criteria.shares import from_decimals, is_hundred, put_under_headings, settle
from store.documents.criteria.sums import from_bare
from store.documents.criteria.tables import criteria_of
from store.documents.expressions import expression
from store.documents.reading import mending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.documents.content import Block, Content, Part
    from store.documents.criteria.grid import Grid
    from store.documents.criteria.parts import StatedPart
    from store.documents.criteria.tables import Criteria, Node

STRETCH_CHARS = 40_000
_CAPTION_LINES = 3
_WORD_CHARS = 60
_CAPTION_CHARS = 400
_PERCENT_WORDS = expression("percent_words")
_PRICE_WEIGHT = expression("price_weight")
_QUALITY_WEIGHT = expression("quality_weight")


@dataclass(slots=True)
class Stretch:
    """A run of text; `starts` holds (offset, part number, sheet) of what follows, `marked` (start, end, mark)."""

    text: str = ""
    starts: list[tuple[int, int, str | None]] = field(default_factory=list)
    marked: list[tuple[int, int, str]] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, str | None]:
        """The part, and sheet, that an offset stands in."""
        at = max(bisect_right([start for start, _, _ in self.starts], offset) - 1, 0)
        _, number, sheet = self.starts[at]
        return number, sheet

    def mark(self, start: int, end: int) -> str:
        """The mark of a span: of a part of it that counts for nothing."""
        return next((mark for low, high, mark in self.marked if low < end and start < high), "")


@dataclass(slots=True)
class AwardTable:
    """Award criteria of one table (and one lot): the page of each of its rows, and what it counts for."""

    number: int
    criteria: Criteria
    row_parts: list[int]
    sheet: str | None
    caption: str
    lot: str | None
    mark: str
    part: StatedPart | None = None  # what it says that it divides

    def part_of(self, node: Node) -> int:
        """The page that a criterion stands on."""
        return self.row_parts[min(max(node.row, 0), len(self.row_parts) - 1)]


@dataclass(slots=True)
class Prepared:
    """Stretches of text and award tables of a document."""

    stretches: list[Stretch]
    tables: list[AwardTable]


@dataclass(slots=True)
class _OpenTable:
    """A table as read, which may go on on the next page."""

    grid: Grid
    row_parts: list[int]
    sheet: str | None
    caption: str
    mark: str
    lot: str | None
    nested: list[tuple[int, Grid]] = field(default_factory=list)


def prepare(content: Content) -> Prepared:
    """The stretches and award tables of a document."""
    return _Preparer().prepared(content)


class _Preparer:
    def __init__(self) -> None:
        self._stretches: list[Stretch] = [Stretch()]
        self._unseen: list[Stretch] = []  # hidden, or struck out
        self._joint = ""  # what stands between the text so far and the next line
        self._lines: list[str] = []  # the last of the text, for captions
        self._marker = marks.Marker()
        self._tables: list[AwardTable] = []
        self._open: _OpenTable | None = None
        self._lot: str | None = None

    def prepared(self, content: Content) -> Prepared:
        is_open_ended = False
        for part in content.parts:
            self._begin(part, is_open_ended=is_open_ended)
            self._part(part)
            is_open_ended = part.is_open_ended
        self._close_table()
        self._settle()
        return Prepared([stretch for stretch in [*self._stretches, *self._unseen] if stretch.text], self._tables)

    def _begin(self, part: Part, *, is_open_ended: bool) -> None:
        """Note where a part begins; a sentence that goes on is put together again."""
        if not is_open_ended and len(self._stretches[-1].text) > STRETCH_CHARS:
            self._stretches.append(Stretch())
        stretch = self._stretches[-1]
        self._joint = "\n" if stretch.text else ""
        if is_open_ended and part.blocks and stretch.text:
            first = part.blocks[0].text[:_WORD_CHARS]
            is_broken = mending.broken_word(stretch.text, first)
            if is_broken:
                stretch.text = mending.joined_word(stretch.text, first)[: -len(first)]
            self._joint = "" if is_broken else " "
        stretch.starts.append((len(stretch.text) + len(self._joint), part.number, part.sheet))

    def _part(self, part: Part) -> None:
        for block in part.blocks:
            if block.table is None:
                self._text(block, part)
            else:
                self._table(block, part)

    # -- text -----------------------------------------------------------------------------------------------------

    def _text(self, block: Block, part: Part) -> None:
        if block.mark:
            # apart from the text: joined to a line that is seen it would take that with it, or stand above a table
            marked = [(0, len(block.text), block.mark)]
            self._unseen.append(Stretch(block.text, [(0, part.number, part.sheet)], marked))
            return
        self._close_table()
        for line in block.text.split("\n"):
            mark = self._marker.mark(line)
            if marks.is_heading(line):
                self._lot = lot_of(line) or (None if re.match(r"\W*\d", line) else self._lot)
            self._add_line(line, mark, part.number, part.sheet)
            self._lines.append(line)
        del self._lines[:-_CAPTION_LINES]

    def _add_line(self, line: str, mark: str, number: int, sheet: str | None) -> None:
        stretch = self._stretches[-1]
        if len(stretch.text) > 2 * STRETCH_CHARS:
            stretch = Stretch(starts=[(0, number, sheet)])
            self._stretches.append(stretch)
            self._joint = ""
        start = len(stretch.text) + len(self._joint)
        stretch.text += self._joint + line
        self._joint = "\n"
        if mark:
            stretch.marked.append((start, len(stretch.text), mark))

    # -- tables ---------------------------------------------------------------------------------------------------

    def _table(self, block: Block, part: Part) -> None:
        assert block.table is not None  # noqa: S101 - the caller has looked
        grid = grid_of(block.table)
        if self._open is not None and block.table.nested_in is not None:
            self._open.nested.append((block.table.nested_in[1], grid))
            return
        if self._open is not None and _goes_on(self._open, grid, part):
            rest = _without_header(self._open.grid, grid)
            self._open.grid = stacked(self._open.grid, rest)
            self._open.row_parts += [part.number] * rest.height
            return
        self._close_table()
        caption = "\n".join(self._lines)[-_CAPTION_CHARS:]
        title = table_words(grid)
        is_example = (
            self._marker.is_in_example or marks.is_example(title) or any(map(marks.is_example, self._lines[-2:]))
        )
        is_guidance = any(map(marks.is_guidance, self._lines[-1:]))
        mark = block.mark or (marks.EXAMPLE if is_example else marks.GUIDANCE if is_guidance else "")
        lot = lot_of(title) or next((lot for line in reversed(self._lines) if (lot := lot_of(line))), None) or self._lot
        self._open = _OpenTable(grid, [part.number] * grid.height, part.sheet, caption, mark, lot)

    def _close_table(self) -> None:
        """Take the criteria of the table that was open, or put its rows into the text."""
        table, self._open = self._open, None
        if table is None:
            return
        found = [
            criteria for criteria in criteria_of(table.grid) if is_award_table(criteria, table.grid, table.caption)
        ]
        for criteria in found:
            left = _put_nested(criteria, table.nested)
            criteria.roots = with_listed_parts(criteria.roots, table.grid)
            self._add_award_table(criteria, table)
        if not found:
            self._add_rows(table.grid, table)
            left = [grid for _, grid in table.nested]
        for grid in left:
            self._close_nested(grid, table)
        self._marker.end_of_table()

    def _add_award_table(self, criteria: Criteria, table: _OpenTable) -> None:
        number, lot = len(self._tables), criteria.lot or table.lot
        words = f"{table_words(table.grid)}\n{table.caption}"
        criteria.is_bare = criteria.is_bare and _PERCENT_WORDS.search(words) is None
        part = stated_part(table.grid, table.caption)
        self._tables.append(
            AwardTable(number, criteria, table.row_parts, table.sheet, table.caption, lot, table.mark, part)
        )

    def _close_nested(self, grid: Grid, outer: _OpenTable) -> None:
        """Take a table inside another that does not divide one of its rows as if it stood alone."""
        found = [criteria for criteria in criteria_of(grid) if is_award_table(criteria, grid, outer.caption)]
        for criteria in found:
            self._add_award_table(criteria, replace(outer, row_parts=outer.row_parts[:1] * grid.height))
        if not found:
            self._add_rows(grid, outer)

    def _add_rows(self, grid: Grid, table: _OpenTable) -> None:
        usual = table.mark or (marks.FIGURES if holds_other_figures(grid, table.caption) else "")
        for row in range(grid.height):
            texts = [" ".join(text.split()) for text in said_of_scoring(grid, row)]
            if texts:
                line = " | ".join(texts)
                mark = marks.GUIDANCE if marks.is_guidance(line) and not table.mark else usual
                self._add_line(line, mark, table.row_parts[min(row, len(table.row_parts) - 1)], table.sheet)

    def _settle(self) -> None:
        """Give all criteria their shares: first of tables that weigh price, then of those that divide a part."""
        whole: list[AwardTable] = []
        for table in self._tables:
            from_decimals(table.criteria)
            table.criteria.roots = put_under_headings(table.criteria.roots)
            from_bare(table.criteria)
            if any(is_price(node.name) for node in table.criteria.roots):
                settle(table.criteria)
                whole.append(table)
        quality = self._quality_in_prose()
        for table in self._tables:
            if table in whole:
                continue
            part = part_divided(table, whole, quality)
            settle(table.criteria, part, is_price_elsewhere=bool(whole) or quality is not None)

    def _quality_in_prose(self) -> float | None:
        """The share of quality where the text weighs price and quality, together 100."""
        for stretch in self._stretches:
            price, quality = _PRICE_WEIGHT.search(stretch.text), _QUALITY_WEIGHT.search(stretch.text)
            if price and quality:
                shares = float(price["value"] or price["before"]), float(quality["value"] or quality["before"])
                if is_hundred(sum(shares)):
                    return shares[1]
        return None


def _goes_on(table: _OpenTable, grid: Grid, part: Part) -> bool:
    """Whether a table is the rest of one that the page before broke off."""
    last = table.row_parts[-1]
    is_next = part.sheet == table.sheet and part.number - last in {0, 1}
    return is_next and grid.width == table.grid.width and (part.number != last or part.sheet is not None)


def _put_nested(criteria: Criteria, nested: Sequence[tuple[int, Grid]]) -> list[Grid]:
    """Put criteria of tables inside a table under that of their row; tables for which there is none are given back."""
    left = []
    for row, grid in nested:
        inner = next(iter(criteria_of(grid)), None)
        nodes = [node for root in criteria.roots for node in root.walk() if node.row == row and not node.children]
        if inner is None or not nodes:
            left.append(grid)
            continue
        from_decimals(inner)
        for node in (each for root in inner.roots for each in root.walk()):
            node.row = row
        nodes[0].children += put_under_headings(inner.roots)
    return left


def _without_header(above: Grid, below: Grid) -> Grid:
    """A grid less a header that repeats the one of the page before."""
    count = 0
    while count < min(2, below.height - 1, above.height) and below.row_texts(count) == above.row_texts(count):
        count += 1
    return from_row(below, count) if count else below
