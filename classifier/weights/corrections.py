"""Notices of correction: what stands between `Instead of` and `Read` no longer holds, nor do its weights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_OLD = re.compile(
    r"\W*(?:instead of|for|delete|old text|previous(?:ly)?|was)\s*:"
    r"|\W*(?:instead of|(?:old|previous|former) (?:text|tables?|weight\w*|wording|version|criteria))\W*$",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\W*(?:read|substitute|insert|new (?:text|tables?|weight\w*|wording|version|criteria)|now|is now"
    r"|replace(?:d)? (?:with|by))\b",
    re.IGNORECASE,
)
_PUT_RIGHT = re.compile(  # `The social value weighting is 20%.` `Corrected: 5%.`
    r"\W*(?:(?:now |since )?correct(?:ed|ion)|amended|revised|erratum|corrigendum)"
    r"(?: (?:figure|weight\w*|percentage|value|share))?(?:\W{0,3}(?:to|is|as|at|reads?)?) ?"
    r"(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)\W*",
    re.IGNORECASE,
)
MAX_OLD = 12  # passages from the old text to the new one


def superseded(passages: Sequence[Passage]) -> set[int]:
    """Places of the passages whose text a correction takes back."""
    out: set[int] = set()
    for start, passage in enumerate(passages):
        if not _OLD.match(passage.words):
            continue
        ends = range(start + 1, min(len(passages), start + MAX_OLD + 1))
        end = next((place for place in ends if _NEW.match(passages[place].words)), None)
        if end is not None:
            out.update(range(start, end))
    return out


def put_right(passages: Sequence[Passage], place: int) -> float | None:
    """The weight in per cent that the next passage puts in place of the one at `place`; None where it puts none."""
    after = passages[place + 1].clean if place + 1 < len(passages) else ""
    match = _PUT_RIGHT.fullmatch(after)
    return float(match["value"]) if match is not None else None
