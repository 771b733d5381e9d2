"""What a piece of evidence is to be read with: the words that open its list, its heading, or what stands under it.

`provide community benefits;` says one thing under `The contractor must:` and its opposite under `Bidders need not:`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.discourse.open_lists import MAX_ITEMS
from classifier.text.cleaning import quotable
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.evidence import Evidence
    from classifier.text.passages import Passage

UNDER = "read under: "
ON = "read on: "
MAX_CHARS = 240
_HEADING = expression("heading")
_SAYS_NONE = expression("says_none")
_MARK = r"^\W*(?:\(?[a-zA-Z0-9]{1,4}[.)]\s*)?"
_WITHIN = re.compile(rf"{_MARK}[a-z]|[;,](?:\s*(?:and|or))?$")
# An item that has a subject and a verb of its own, and no more to come: `- Bidders must answer question 4.`
_WHOLE = re.compile(
    rf"{_MARK}(?!If\b|Where\b|When\b)[A-Z][^;]*\b(?:must|shall|will|should|may|can|is|are|was|were|has|have|do|does)\b[^;]*[.?!]$"
)


def in_place(evidence: Sequence[Evidence], passages: Sequence[Passage]) -> Iterator[Evidence]:
    """Evidence with a line of its trail on the words that it is to be read with."""
    places = {passage.start: place for place, passage in enumerate(passages)} if evidence else {}
    for item in evidence:
        place = places.get(item.start)
        line = _read_with(passages, place, item.kind) if place is not None else None
        yield item if line is None else replace(item, trail=(*item.trail, line))


def _read_with(passages: Sequence[Passage], place: int, kind: str) -> str | None:
    """A line of the trail with the words that the passage is to be read with; None where it says enough by itself."""
    text = passages[place].clean
    if passages[place].is_item or _WITHIN.search(text):
        opener = _opener(passages, place)
        is_needed = kind == "excluded" or _WHOLE.match(text) is None
        return UNDER + opener if opener is not None and is_needed else None
    before = passages[place - 1] if place else None
    if before is not None and _SAYS_NONE.match(text) and _is_name(before.clean):
        return UNDER + _quoted(before)
    after = passages[place + 1] if place + 1 < len(passages) else None
    if after is None or not _is_name(text) or not _says_more(after, is_opened=text.endswith(":")):
        return None
    return ON + _quoted(after)


def _opener(passages: Sequence[Passage], place: int) -> str | None:
    """The words that open the list, with a mark where other items stand between."""
    for first in range(place - 1, max(-1, place - MAX_ITEMS - 1), -1):
        text = passages[first].clean
        if text.endswith(":"):
            return _quoted(passages[first]) + (" \u2026" if first < place - 1 else "")
        if not passages[first].is_item and not _WITHIN.search(text):
            is_heading = _is_name(text)
            return _quoted(passages[first]) + (" \u2026" if first < place - 1 else "") if is_heading else None
    return None


def _is_name(text: str) -> bool:
    return text.endswith(":") or (len(text) <= MAX_CHARS // 3 and _HEADING.match(text) is not None)


def _says_more(after: Passage, *, is_opened: bool) -> bool:
    text = after.clean
    return is_opened or text.endswith((".", "?", ";")) or _SAYS_NONE.match(text) is not None


def _quoted(passage: Passage) -> str:
    words = " ".join(quotable(passage.words).split())
    return words if len(words) <= MAX_CHARS else words[:MAX_CHARS].rpartition(" ")[0] + " \u2026"
