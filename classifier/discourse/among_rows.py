"""Names without a number in tables of what is scored: `Quality 40%`, `Social value`, `Price 60%`; `Question | 0-5`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged
    from classifier.text.passages import Passage

_IS_ROW = expression("row_of_scores")
_BESIDE = expression("row_beside")
_SCALE = expression("scale_of_marks")
MAX_ROW = 60
MAX_NAME = 40
MAX_ABOVE = 12  # rows between the head of a table and a row of it


def is_between_rows(items: Sequence[Judged], position: int) -> bool:
    """Whether the passages right before and right after one are rows of price or quality with their numbers."""
    return 0 < position < len(items) - 1 and all(_is_row(items[place]) for place in (position - 1, position + 1))


def is_on_scale(items: Sequence[Judged], position: int) -> bool:
    """Whether a row has a cell for marks on a scale, its own or by the head of its table: `Question | Score (0-5)`."""
    rows = [items[place].passage for place in range(max(0, position - MAX_ABOVE), position + 1)]
    heads = [place for place, row in enumerate(rows) if _is_cells(row) and _SCALE.search(row.clean) is not None]
    return bool(heads) and all(_is_cells(row) or _is_name(row) for row in rows[heads[-1] :])


def _is_cells(row: Passage) -> bool:
    return "|" in row.clean or "\t" in row.words


def _is_name(row: Passage) -> bool:
    """Whether a passage is no more than a name, as of a row whose other cells are blank."""
    return len(row.clean) <= MAX_NAME and row.clean[-1:] not in ".;:"


def _is_row(item: Judged) -> bool:
    text = item.passage.clean
    return len(text) <= MAX_ROW and _IS_ROW.search(text) is not None and _BESIDE.search(text) is not None
