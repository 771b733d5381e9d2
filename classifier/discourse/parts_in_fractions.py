"""Lists of fractions under what they are parts of: `Quality: 30%, made up from`, `(a) range - half`, `(b) ...`."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from classifier.text.fractions import PARTS, may_hold
from classifier.text.number_words import NUMBER, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_PARENT = re.compile(  # the last share of a passage that opens a list
    r"\b(?:quality|technical|non-price|method\w*|merit)\b[^.;%\d]{0,40}?(?P<whole>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent\b)"
    r"[^.;%\d]{0,60}$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"(?P<name>.{{2,80}}?)(?P<mark> ?[:=|\u2013\u2014-] ?| \(| )(?:(?P<count>{NUMBER}|an?|\d) |(?=half|quarter))"
    rf"(?P<part>{'|'.join(PARTS)})s?(?: of (?:it|this|that|the (?:quality )?(?:marks|score|points)))?\W*",
    re.IGNORECASE,
)
MIN_PARTS = 2
MAX_PARTS = 12


def with_parts_in_fractions(masked: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages, where a list of fractions makes up a share told before it with the share of the total of each."""
    out = list(passages)
    if not may_hold(masked.lower()):
        return out
    for place, passage in enumerate(passages):
        parent = _PARENT.search(passage.clean)
        if parent is None:
            continue
        items = _items(passages, place + 1)
        if len(items) < MIN_PARTS or sum(_share(item) for item in items) != 1:
            continue
        for below, item in enumerate(items, place + 1):
            share = float(_share(item)) * float(parent["whole"])
            out[below] = passages[below].reworded(f"{item['name']}: {round(share, 2):g}%")
    return out


def _items(passages: Sequence[Passage], start: int) -> list[re.Match[str]]:
    """The names with fractions that follow one another from `start` on."""
    items = []
    for passage in passages[start : start + MAX_PARTS]:
        item = _ITEM.fullmatch(passage.clean)
        if item is None:
            break
        items.append(item)
    return items


def _share(item: re.Match[str]) -> Fraction:
    count = (item["count"] or "a").lower()
    return Fraction(1 if count in {"a", "an"} else int(value_of(count)), PARTS[item["part"].lower()])
