"""Cells of a table row, and the column of weights by its head."""

from __future__ import annotations

import re

from classifier.vocabulary.expressions import expression
from classifier.weights.numbers import NUMBER, row_of
from classifier.weights.records import MAX_LABEL, STRIP, RowsFound

_WEIGHT_COLUMN = expression("weight_column")
_NUMBERED_ROW = re.compile(r"^[\s|]*(?:\d{1,3}(?:\.\d{1,3})+\s*\||\d{1,3}\s*\|[^|]*[^|\s][^|]*\|\s*[^|\s])")


def weight_column(text: str) -> int | None:
    """The place of the column of weights in the head of a table; None where the passage is no head."""
    cells = text.split("|")
    found = [place for place, cell in enumerate(cells) if _WEIGHT_COLUMN.match(cell)]
    return found[0] if found and len(cells) > 1 and not any(map(str.isdigit, text)) else None


def cells_row(text: str, column: int | None) -> RowsFound | None:
    """A table row with marked cells: `Social value | 10% | 3 questions`.

    Without a known column, the first number with a mark is the weight.
    """
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) < 2:
        return None
    if column is not None and column < len(cells):
        names = cells[:column] if column else cells[1:2]
        cells = [*(cell for cell in names if not cell.isdigit()), cells[column]]
    label = next((cell for cell in cells if sum(map(str.isalpha, cell)) > 2), "")
    matches = [match for cell in cells if cell != label and (match := NUMBER.match(cell)) and match.end() == len(cell)]
    best = next((match for match in matches if match["unit"] or match["out_of"]), None)
    is_counted = column is None and is_item_number(text)
    if best is None and len(matches) == 1 and not is_counted:
        best = matches[0]
    if best is None or len(label) > MAX_LABEL:
        return None
    return RowsFound("", (row_of(label.strip(STRIP), best),))


def is_item_number(text: str) -> bool:
    """Whether a table row opens with its own number: `| 4.1 | Social value plan | Mandatory |`."""
    return _NUMBERED_ROW.match(text) is not None
