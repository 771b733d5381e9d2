"""Where a list or a question ends: at the next clause by number, at a line that is no item, at another subject."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.rules.themes import benefits_in
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.open_lists import Frame
    from classifier.discourse.pointers import Judged

_NUMBER = re.compile(
    r"\W*(?:clause |paragraph |section )?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<mark>[.)]?)(?=\s)", re.IGNORECASE
)
_THING = expression("thing_that")
_DUTY = re.compile(r"\b(?:must|shall|should|will|needs?|may|can|(?:is|are|has|have) to)\b", re.IGNORECASE)
_PRICE_TOO = expression("price_in_line")
_SHARES = re.compile(r"\d ?(?:%|per ?cent|marks|points)|[ :=(\u2013-]\d{1,3}(?=[,;.)]|$)", re.IGNORECASE)
_LOT = re.compile(r"\W*Lot [\dA-Z]{1,3}\b")
_DENIES = expression("not_applicable")
REACH = 20  # passages back to the opener


def is_past_list(items: Sequence[Judged], frame: Frame) -> bool:
    """Whether the last of some passages is the next clause by number, or a line by itself after items of the list."""
    if _is_next_clause(items, frame.opener):
        return True
    is_list = len(items) > 1 and not frame.takes_all and frame.opener.passage.clean.endswith(":")
    return is_list and _is_line_after(items[-2], items[-1])


def _is_next_clause(items: Sequence[Judged], opener: Judged) -> bool:
    """Whether the last passage is the clause after that of the opener: `7.3` or `8` after `7.2`, `4.` after `3.`.

    The number of the opener may stand before a heading in its line: `3. Social value. The contractor will:`.
    """
    own = _NUMBER.match(items[-1].passage.words)
    last = _number_of(items, opener) if own is not None else None
    if last is None or own is None:
        return False
    before, after = _parts(last), _parts(own)
    if len(after) > len(before) or after[:-1] != before[: len(after) - 1]:
        return False
    if len(before) == 1 and (not last["mark"] or last["mark"] != own["mark"]):  # `4 jobs` is no clause
        return False
    return after[-1] == before[len(after) - 1] + 1


def is_of_thing(text: str) -> bool:
    """Whether a sentence lays something down for a thing, and tells of benefits only in saying which thing.

    `The grant from the community fund must be spent by June` asks nobody for benefits.
    """
    thing = _THING.match(text)
    duty = _DUTY.search(text, thing.end()) if thing is not None else None
    return duty is not None and all(end <= duty.start() for _, end in benefits_in(text))


def _number_of(items: Sequence[Judged], opener: Judged) -> re.Match[str] | None:
    """The number of the clause that opened a list."""
    for place in range(len(items) - 1, max(-1, len(items) - REACH), -1):
        if items[place].passage is opener.passage:
            number = _NUMBER.match(opener.passage.words)
            before = items[place - 1].passage if place else None
            is_headed = number is None and before is not None and before.block == opener.passage.block
            return _NUMBER.match(before.words) if is_headed and before is not None else number
    return None


def is_of_lot(item: Judged) -> bool:
    """Whether a passage opens with the number of a lot, of which alone it speaks."""
    return _LOT.match(item.passage.clean) is not None


def is_among_criteria(text: str) -> bool:
    """Whether a passage gives price a share as well as social value, and so heads no question on that alone."""
    return _PRICE_TOO.search(text) is not None and len(_SHARES.findall(text)) > 1


def _is_line_after(before: Judged, item: Judged) -> bool:
    """Whether a passage is a line by itself after an item, rather than more of it or what denies the list."""
    passage = item.passage
    is_line = before.passage.is_item and not passage.is_item and passage.block != before.passage.block
    return is_line and passage.words[:1].isupper() and _DENIES.search(passage.clean) is None


def _parts(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(each) for each in match["number"].split("."))
