"""Names without a number between rows of what is scored: `Quality 40%`, `Social value`, `Price 60%`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged

_IS_ROW = expression("row_of_scores")
_BESIDE = expression("row_beside")
MAX_ROW = 60


def is_between_rows(items: Sequence[Judged], position: int) -> bool:
    """Whether the passages right before and right after one are rows of price or quality with their numbers."""
    return 0 < position < len(items) - 1 and all(_is_row(items[place]) for place in (position - 1, position + 1))


def _is_row(item: Judged) -> bool:
    text = item.passage.clean
    return len(text) <= MAX_ROW and _IS_ROW.search(text) is not None and _BESIDE.search(text) is not None
