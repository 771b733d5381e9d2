"""Weights of other criteria that leave social value out, read without its name: `Quality (no social value) 40%`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.text.set_apart import set_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_SHARE = re.compile(r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b|marks\b|points\b)|\|\s*\d{1,3}\s*(?:\||$)", re.IGNORECASE)
NOT_SCORED = "Social value is not scored."
SCORED = "Social value is scored."
MAX_WORDS = 240  # characters of a row or sentence that is read so
REACH = 12  # passages in which a row of its own may stand


def with_left_out(passages: Sequence[Passage], strong: set[int]) -> list[Passage]:
    """The passages, a weight of another criterion that leaves social value out read without that.

    `strong` holds the places of the passages that name social value. Where none of those near gives it a weight,
    it is not scored, or scored in a place that is not told.
    """
    out = list(passages)
    for place in sorted(strong):
        text = passages[place].clean
        found = set_apart(text) if len(text) <= MAX_WORDS and _SHARE.search(text) is not None else None
        if found is None:
            continue
        is_told = found.names_it or any(
            _is_row_of_its_own(passages, at) for at in strong if 0 < abs(at - place) <= REACH
        )
        silent = SCORED if found.is_scored_elsewhere else NOT_SCORED
        out[place] = passages[place].reworded(found.rest if is_told else silent)
    return out


def _is_row_of_its_own(passages: Sequence[Passage], place: int) -> bool:
    text = passages[place].clean if place < len(passages) else ""
    return _SHARE.search(text) is not None and set_apart(text) is None
