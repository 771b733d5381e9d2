"""What the second opinion looks at: a passage, its heading, its neighbours, and what the rules said and why.

Each is written as words, so that a bag of words can weigh them: those of the passage as they are, the others with a
sign before them that says where they stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from classifier.discourse.open_lists import BARE_NAMES
from classifier.evidence import NAMED
from classifier.rules.kinds import NO_ANALYSIS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged

_MARKUP = re.compile(r"<[^>]{1,80}>|&(?:#\d+|\w+);")
_WORD = re.compile(r"[^\W\d]+|\d+(?:[.,]\d+)*|[%?:|\u00a3]")
KIND_SIGN = (
    "kind="  # before what the rules said; which rule it was is left out, as rules know our own passages by heart
)
HEADING_REACH = 8  # passages
HEADING_CHARS = 70
BESIDE_CHARS = 90  # of a neighbour, those nearest
MAX_CHARS = 800
MAX_READ = 2000  # texts remembered, about 5 MB: a passage stands beside others, and headings recur


@lru_cache(maxsize=MAX_READ)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters; every figure is a 9, markup is left out."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(" ", text)
    return tuple("9" if word[0].isdigit() else word for word in _WORD.findall(text.lower()))


def features_of(items: Sequence[Judged], place: int) -> tuple[str, ...]:
    """The words that stand for one of the passages of a text."""
    item = items[place]
    analysis, decision = item.analysis or NO_ANALYSIS, item.decision
    said = [f"{KIND_SIGN}{NAMED if decision.rule in BARE_NAMES else decision.kind}"]
    said += [f"has={name}" for name, has in (("concept", analysis.has_concept), ("theme", analysis.has_theme)) if has]
    said += [f"standard={name}" for name in analysis.standards]
    if analysis.weight is not None:
        said.append("has=weight")
    if item.passage.is_item:
        said.append("is=item")
    before, after = items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None
    return (
        *words_of(item.passage.clean[:MAX_CHARS]),
        *said,
        *_beside("before", before, slice(-BESIDE_CHARS, None)),
        *_beside("after", after, slice(BESIDE_CHARS)),
        *(f"heading:{word}" for word in words_of(_heading(items, place))),
    )


def _beside(where: str, item: Judged | None, near: slice) -> list[str]:
    if item is None:
        return [f"{where}=nothing"]
    return [f"{where}={item.decision.kind}", *(f"{where}:{word}" for word in words_of(item.passage.clean[near]))]


def _heading(items: Sequence[Judged], place: int) -> str:
    """The nearest short passage before that ends no sentence."""
    for item in reversed(items[max(0, place - HEADING_REACH) : place]):
        words = item.passage.words
        if len(words) <= HEADING_CHARS and not words.endswith((".", ";", ",")) and not item.passage.is_item:
            return item.passage.clean
    return ""
