"""Tables whose head names the criteria, and whose lines are lots: `Lot | Price | Quality | Social value`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classifier.weights.score_sheets.columns import line_at
from classifier.weights.score_sheets.names import is_price, is_social
from classifier.weights.score_sheets.numbers import NUMBER, row_of
from classifier.weights.score_sheets.records import ROUND_SUMS, STRIP, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

MIN_CELLS = 2
MAX_LINES = 30


def crossed_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The weights of the lot in which social value weighs most, and the last passage of the table."""
    if not is_social(passages[index].clean):
        return None
    head = line_at(passages, index)
    if head is None or any(map(str.isdigit, "".join(head.cells))) or not any(map(is_price, head.cells)):
        return None
    best: list[SheetRow] = []
    last = head.places[-1]
    for _ in range(MAX_LINES):
        line = line_at(passages, last + 1) if last + 1 < len(passages) else None
        rows = _weights(head.cells, line.cells) if line is not None else []
        if line is None or not rows:
            break
        last = line.places[-1]
        best = max(best, rows, key=_of_social)
    placed = [Placed(index, row, is_social(row.label), is_sure=True) for row in best]
    return (placed, last) if best else None


def _weights(names: Sequence[str], cells: Sequence[str]) -> list[SheetRow]:
    """The numbers of a line under the names of its head, which make up a whole."""
    if len(cells) == len(names) + 1:  # the name of the line stands under no head
        cells = cells[1:]
    if len(cells) != len(names):
        return []
    found = [(name.strip(STRIP), NUMBER.fullmatch(cell.strip())) for name, cell in zip(names, cells, strict=True)]
    rows = [row_of(name, match) for name, match in found if match is not None]
    for kept in (rows, rows[1:]):  # the first may be the number of a lot
        if len(kept) >= MIN_CELLS and sum(row.value or 0 for row in kept) in ROUND_SUMS:
            return kept
    return []


def _of_social(rows: list[SheetRow]) -> float:
    return max((row.value or 0 for row in rows if is_social(row.label)), default=0)
