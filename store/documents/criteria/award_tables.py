"""Whether a table with weights is one of award criteria, and not of scores, targets, payments or service levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.documents.criteria.names import is_price, is_quality
from store.documents.criteria.shares import is_hundred
from store.documents.expressions import expression

if TYPE_CHECKING:
    from store.documents.criteria.grid import Grid
    from store.documents.criteria.tables import Criteria

_EVALUATION = expression("evaluation")
_OTHER = expression("other_figures")
_SCALE_WORD = expression("grade")
_SCALE_CAPTION = expression("scale_caption")
_LEAST_OF_SCALE = 0.5


def table_words(grid: Grid) -> str:
    """What a table says of itself: the words of its first rows, where no weights stand."""
    return "\n".join(" ".join(grid.row_texts(row)) for row in range(min(2, grid.height)))[:300]


def is_award_table(criteria: Criteria, grid: Grid, caption: str) -> bool:
    """Whether criteria are those of an award.

    Args:
        criteria: what was read of the table.
        grid: the table.
        caption: the lines above it.
    """
    every = [node for root in criteria.roots for node in root.walk()]
    weighed = [node for node in every if node.weight is not None]
    values = [node.weight.value for node in weighed if node.weight is not None and node.weight.value is not None]
    if not values or _is_scale([node.name for node in weighed], values, caption):
        return False
    own = table_words(grid)
    names = [node.name for node in every]
    has_parts = any(map(is_price, names)) and (any(map(is_quality, names)) or len(names) > 2)
    if _is_on_other_figures(own, caption):
        return has_parts and bool(_EVALUATION.search(own)) and is_hundred(_sum(criteria))
    if _EVALUATION.search(own):
        return len(values) > 1 or bool(criteria.unit)
    if len(values) < 2:
        return False
    is_whole = is_hundred(_sum(criteria)) or abs(_sum(criteria) - 1) < 0.011
    has_words = _EVALUATION.search(caption) is not None
    return (is_whole and (has_parts or has_words)) or (has_words and criteria.unit is not None)


def holds_other_figures(grid: Grid, caption: str) -> bool:
    """Whether the numbers of a table are scores to be reached, targets or payments: none of them is a weight."""
    names = [texts[0] for row in range(grid.height) if (texts := grid.row_texts(row))]
    return _is_on_other_figures(table_words(grid), caption) or _is_graded(names)


def _is_on_other_figures(own: str, caption: str) -> bool:
    return bool(_OTHER.search(own)) or bool(_OTHER.search(caption.rpartition("\n")[2]) and not _EVALUATION.search(own))


def _sum(criteria: Criteria) -> float:
    return sum(value for node in criteria.roots if (value := node.value) is not None)


def _is_scale(names: list[str], values: list[float], caption: str) -> bool:
    """Whether names are grades: Excellent, Good, Poor; or the scores fall step by step below words on a scale."""
    if _is_graded(names):
        return True
    is_stepwise = len(values) > 2 and values in (sorted(values), sorted(values, reverse=True)) and 0 in values
    return is_stepwise and (_SCALE_CAPTION.search(caption) is not None or not is_hundred(sum(values)))


def _is_graded(names: list[str]) -> bool:
    graded = sum(_SCALE_WORD.match(name) is not None for name in names)
    return graded > 1 and graded >= _LEAST_OF_SCALE * len(names)
