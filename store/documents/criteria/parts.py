"""The share of the total that a table divides among its rows: as its heading says it, or as another table weighs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.documents.criteria.names import is_price, is_quality
from store.documents.expressions import expression
from store.documents.weights import cell_weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.documents.criteria.grid import Grid
    from store.documents.prepared import AwardTable

_PERCENT = expression("percentage")
_QUALITY_PART = expression("quality_part")
_HEADED_PART = expression("headed_part")
_OF_TOTAL = expression("of_total")
_LEAST = expression("least_words")
_SOCIAL = expression("social")
_LONGEST = 160
_CAPTION_LINES = 2


@dataclass(frozen=True, slots=True)
class StatedPart:
    """The share that a heading states, in per cent; `is_of_total` when it says that it is one of the total."""

    pct: float
    is_of_total: bool


def stated_part(grid: Grid, caption: str) -> StatedPart | None:
    """What the first rows of a table, or else the lines above it, say of the share that it divides.

    Args:
        grid: the table.
        caption: the lines above it.
    """
    own = [text for row in range(min(2, grid.height)) if not _has_weight(grid, row) for text in grid.row_texts(row)]
    above = [line for line in caption.split("\n") if line.strip()][-_CAPTION_LINES:]
    return next((part for line in [*own, *reversed(above)] if (part := _part_in(line)) is not None), None)


def part_divided(table: AwardTable, whole: Sequence[AwardTable], quality: float | None) -> float | None:
    """The share of the total that a table divides among its rows, when its heading or another table says so.

    Args:
        table: a table that does not weigh price.
        whole: tables that do, with their shares.
        quality: the share of quality as a sentence says it.
    """
    if table.part is not None and table.part.is_of_total:
        return table.part.pct
    names = list(_weighed_parts(whole, table.lot))
    caption = table.caption.lower()
    for name, share in names:
        if len(name) > 3 and name.lower() in caption:
            return share
    if table.part is not None:
        return table.part.pct
    return next((share for name, share in names if is_quality(name)), quality)


def _has_weight(grid: Grid, row: int) -> bool:
    return any(cell_weight(text) is not None for text in grid.row_texts(row))


def _part_in(line: str) -> StatedPart | None:
    """The share that a heading or a sentence states, when it is the only one and no least score."""
    words = " ".join(line.split())
    found = [match["value"] for match in _PERCENT.finditer(words) if float(match["value"]) != 100]
    if len(words) > _LONGEST or len(found) != 1 or is_price(words) or _LEAST.search(words):
        return None
    is_of_total = _OF_TOTAL.search(words) is not None
    match = _QUALITY_PART.search(words)
    if match is None:
        match = _HEADED_PART.fullmatch(words)
        if match is None or not (is_of_total or _SOCIAL.search(match["name"])):
            return None
    return StatedPart(float(match["value"]), is_of_total) if 0 < float(match["value"]) < 100 else None


def _weighed_parts(whole: Sequence[AwardTable], lot: str | None) -> Iterator[tuple[str, float]]:
    for table in whole:
        if table.lot in {None, lot} or lot is None:
            for node in table.criteria.roots:
                if node.share_pct is not None and not is_price(node.name):
                    yield node.name, node.share_pct
