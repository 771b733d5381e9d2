"""Criteria as records of named fields in a line: `Name: Social value. Type: Quality. Weighting: 20. Percentage`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.names import is_price, is_social
from classifier.weights.score_sheets.records import ROUND_SUMS, STRIP, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_FIELD = re.compile(
    r"\b(?P<key>name|title|(?:award |sub-?)?criterion|type|description|weight(?:ing)? type|weight(?:ing)?|order)"
    r"(?: ?\d{1,2})?(?: ?\((?P<note>[^()]{0,30})\))? ?: ?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W{0,2}(?P<value>\d{1,4}(?:\.\d+)?)(?!\d)")
_NAMES = ("name", "title", "criterion", "award criterion", "subcriterion", "sub-criterion")
_WEIGHTS = ("weighting", "weight")
MAX_NAME = 90
MAX_PASSAGES = 40  # of one line
MAX_RECORDS = 30
MIN_RECORDS = 2


def fields_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows of the records in the lines that begin at `index`, and their last passage; None where they are none."""
    placed: list[Placed] = []
    last, start = index - 1, index
    while start < len(passages) and len(placed) < MAX_RECORDS:
        end = _line_end(passages, start)
        words = " ".join(passage.words for passage in passages[start:end])
        found = [_placed(record, passages, range(start, end)) for record in _records(words)]
        rows = [row for row in found if row is not None]
        if not rows:
            break
        placed += rows
        last, start = end - 1, end
    total = sum(row.row.value or 0 for row in placed)
    is_whole = len(placed) >= MIN_RECORDS and total in ROUND_SUMS and any(is_price(row.row.label) for row in placed)
    return (placed, last) if is_whole and any(row.is_social for row in placed) else None


def _line_end(passages: Sequence[Passage], start: int) -> int:
    end = start + 1
    while end < min(len(passages), start + MAX_PASSAGES) and passages[end].block == passages[start].block:
        end += 1
    return end


def _records(words: str) -> Iterator[dict[str, str]]:
    """The fields of each record by their keys; one begins where a key comes again."""
    if "eight" not in words:
        return
    found = list(_FIELD.finditer(words))
    ends = [*(match.start() for match in found[1:]), len(words)][: len(found)]
    record: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        key = match["key"].lower()
        if key in record:
            yield record
            record = {}
        value = words[match.end() : end]
        record[key] = f"{value} {match['note'] or ''}".strip()
    yield record


def _placed(record: dict[str, str], passages: Sequence[Passage], places: range) -> Placed | None:
    """The row of a record, at the passage of its name; None where it has no weight."""
    name = next((record[key] for key in _NAMES if key in record), record.get("type", ""))
    name = re.split(r"[.;|]\s", f"{name} ")[0].strip(STRIP)
    weight = _NUMBER.match(next((record[key] for key in _WEIGHTS if key in record), ""))
    if not name or len(name) > MAX_NAME or weight is None:
        return None
    is_of_price = record.get("type", "").lower().startswith(("price", "cost")) and not is_price(name)
    label = f"Price: {name}" if is_of_price else name
    unit = "points" if "points" in " ".join(record.values()).lower() else "percent"
    place = next((each for each in places if name[:20] in passages[each].clean), places[0])
    return Placed(place, SheetRow(label, float(weight["value"]), unit, None), is_social(name))
