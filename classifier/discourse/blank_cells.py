"""Rows of a table whose first cell is blank, since that of the row above holds for them too.

`Social value | TOMs | 10%` and, under it, ` | Method statement | 5%`: the second row is one of social value as well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.names import is_price, is_social, is_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_CELLS = re.compile(r"\s*[|\t]\s*")
_MARKS = re.compile(r"[ \t|]*")
_WEIGHT = re.compile(r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent|marks|points)?(?= ?(?:[|]|$))", re.IGNORECASE)
MAX_NAME = 60
MIN_CELLS = 2


def with_blank_cells(masked: str, passages: Sequence[Passage], strong: set[int]) -> tuple[list[Passage], set[int]]:
    """The passages with the group written out in rows that leave it blank, and the places of those rows.

    Only groups named for social value are written out: rows whose places are in `strong`.
    """
    out, found = list(passages), set()
    for place in sorted(strong):
        group = _group(passages[place])
        if group is None:
            continue
        depth = _depth(masked, passages[place])
        for below in range(place + 1, len(passages)):
            row = passages[below]
            if not any(map(str.isalnum, row.words)):  # a mark alone
                continue
            if _depth(masked, row) != depth + 1 or below in strong or not _is_part(row.clean):
                break
            out[below] = row.reworded(f"{group}: {row.clean.lstrip('| ')}")
            found.add(below)
    return out, found


def _group(passage: Passage) -> str | None:
    """The first cell of a row with a part and its weight, where it is no more than a name of social value."""
    cells = [cell for cell in _CELLS.split(passage.words) if cell]
    is_row = len(cells) > MIN_CELLS and _WEIGHT.search(passage.clean) is not None
    return cells[0] if is_row and len(cells[0]) <= MAX_NAME and is_social(cells[0]) else None


def _depth(masked: str, passage: Passage) -> int:
    """How many marks between cells stand before the words of a passage on its line; -1 where anything else does."""
    start = masked.rfind("\n", 0, passage.start) + 1
    opening = _MARKS.match(passage.words)
    before = masked[start : passage.start] + (opening.group() if opening is not None else "")
    return before.count("|") + before.count("\t") if _MARKS.fullmatch(before) is not None else -1


def _is_part(text: str) -> bool:
    """Whether a row is a name with its weight, and no total, nor price."""
    name, *rest = _CELLS.split(text.lstrip("| "))
    is_named = any(map(str.isalpha, name)) and not is_total(name) and not is_price(name)
    return is_named and bool(rest) and _WEIGHT.search(text) is not None
