"""Tables of questions that say of each whether it is scored: a column `Evaluated?`, a cell `Not marked`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.documents.expressions import expression

if TYPE_CHECKING:
    from store.documents.criteria.grid import Grid

_HEADING = expression("asked_scored")
_OTHER = expression("other_heading")
_NO_MARKS = expression("no_marks_cell")
_YES, _NO = frozenset({"yes", "y", "\u2713", "\u2714"}), frozenset({"no", "n", "\u2717", "\u2718"})


def said_of_scoring(grid: Grid, row: int) -> list[str]:
    """The words of each cell of a row; what one says of scoring, with what that comes to in brackets."""
    texts = grid.row_texts(row)
    if row == 0 or len(texts) < 2:
        return texts
    said = [(grid.text(row, column), word) for column in range(1, grid.width) if (word := _said(grid, row, column))]
    if not said:
        return texts
    # a number under `Words` beside such a cell is no weight
    counts = {number: grid.text(0, column) for column in range(1, grid.width) if (number := _count(grid, row, column))}
    shown = [f"{counts[text]}: {text}" if text in counts else text for text in texts]
    return [next((f"{text} [{word}]" for own, word in said if own == text), text) for text in shown]


def _count(grid: Grid, row: int, column: int) -> str:
    text = grid.text(row, column)
    return text if text.replace(",", "").isdigit() and _OTHER.search(grid.text(0, column)) else ""


def _said(grid: Grid, row: int, column: int) -> str | None:
    words = " ".join(grid.text(row, column).split()).casefold()
    if grid.is_continued(row, column) or not words:
        return None
    if _NO_MARKS.fullmatch(words):
        return "not scored"
    if not _HEADING.fullmatch(" ".join(grid.text(0, column).split())):
        return None
    return "scored" if words in _YES else "not scored" if words in _NO else None
