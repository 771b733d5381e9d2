"""A table row without a head: its name and the number that is its weight."""

from __future__ import annotations

import re

from classifier.weights.score_sheets.names import is_social
from classifier.weights.score_sheets.numbers import NUMBER, row_of, value_of
from classifier.weights.score_sheets.records import MAX_LABEL, STRIP, RowsFound

_REFERENCE = re.compile(r"(?:section|part|question|item|schedule|criterion|number|ref)\W*\w{1,4}\W*", re.IGNORECASE)
_NUMBERED_ROW = re.compile(
    r"^[\s|]*(?:\d{1,3}(?:\.\d{1,3})+\s*\||\d{1,3}\s*\|[^|]*[^|\s][^|]*\|\s*[^|\s])"
    r"|^\d{1,2}\s*\|[^|]*[^|\s][^|]*\|\s*$"  # whose last cell is blank
)

LEAST_WORDS = 150


def cells_row(text: str) -> RowsFound | None:
    """A table row with marked cells: `Social value | 10% | 3 questions`.

    The first number with a mark is the weight.
    """
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) < 2:
        return None
    names = [cell for cell in cells if sum(map(str.isalpha, cell)) > 2 and not _REFERENCE.fullmatch(cell)]
    label = next((cell for cell in names if is_social(cell)), names[0] if names else "")
    matches = [match for cell in cells if cell != label and (match := NUMBER.match(cell)) and match.end() == len(cell)]
    best = next((match for match in matches if match["unit"] or match["out_of"]), None)
    if best is None:
        best = _only_weight(matches, is_numbered=is_item_number(text))
    if best is None or len(label) > MAX_LABEL:
        return None
    return RowsFound("", (row_of(label.strip(STRIP), best),))


def is_item_number(text: str) -> bool:
    """Whether a table row opens with its own number: `| 4.1 | Social value plan | Mandatory |`."""
    return _NUMBERED_ROW.match(text) is not None


def _only_weight(matches: list[re.Match[str]], *, is_numbered: bool) -> re.Match[str] | None:
    """The one bare number of a row that neither counts items nor limits words: `5.3 | Social value | 1000 | 10`."""
    limited = [match for match in matches if not is_limit(value_of(match["value"]))]
    if len(limited) < len(matches):
        own = limited[1:] if is_numbered else limited
        return own[0] if len(own) == 1 else None
    return matches[0] if len(matches) == 1 and not is_numbered else None


def is_limit(value: float) -> bool:
    """Whether a bare number is likely how many words an answer may have."""
    return value >= LEAST_WORDS and not value % 50
