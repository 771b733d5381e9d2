"""Which pages of a document may hold the weights of social value, so that their tables are worth looking at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.documents.expressions import expression
from store.documents.reading import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    Gate = re.Pattern[str]

_NUMBERS = expression("numbers")
_EVALUATION = expression("evaluation_page")


def gate_of(pattern: str | None) -> Gate:
    """The gate that lets pages pass: words of the classifier's lexicon, else any words of an evaluation."""
    return re.compile(pattern) if pattern else _EVALUATION


def wanted_for_tables(pages: Sequence[str], gate: Gate) -> list[int]:
    """Pages, counted from 0, that name social value beside numbers, those next to them, and those on evaluation."""
    numbered = {at for at, text in enumerate(pages) if _NUMBERS.search(text)}
    named = {at for at, text in enumerate(pages) if gate.search(text.lower())}
    if not named:
        return []
    beside = {near for at in named for near in (at - 1, at, at + 1)} & numbered
    evaluation = [at for at in sorted(numbered - beside) if _EVALUATION.search(pages[at])]
    first = sorted(beside & named, key=lambda at: _EVALUATION.search(pages[at]) is None)
    ordered = [*first, *sorted(beside - named), *evaluation]
    return sorted(ordered[: limits.TABLE_PAGES])
