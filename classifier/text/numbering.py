"""The sign `no.` before a number as a word, since it numbers something and denies nothing: `Return form no. 6`."""

from __future__ import annotations

import re

_NUMBER_BEHIND = re.compile(r"[Nn]os?[.:]? ?(?:\d|P)")
_NUMBERED_NAME = re.compile(
    r"\b([A-Z][A-Za-z]+|item|part|document|question|form|section) [Nn]os?[.:]? ?(\d(?!\d? ?%)|PPN)"
)
_NUMBER_SIGN = re.compile(r"\b[Nn]o\. ?(?=\d)")
# `No 3 Toolkit` in a list of documents.
_NUMBERED_ENTRY = re.compile(r"(?:^|(?<=[:;,(|] ))No[.:]? ?(?=\d{1,2}[.:)]?(?: [-\u2013:|])? [A-Z][a-z])")


def numbered(words: str) -> str:
    """The words with `number` for a `no.` that numbers something, and so denies nothing."""
    if (" No" in words or " no" in words) and _NUMBER_BEHIND.search(words):
        words = _NUMBERED_NAME.sub(r"\1 number \2", words)
    if "No" in words:
        words = _NUMBERED_ENTRY.sub("number ", words)
    return _NUMBER_SIGN.sub("number ", words) if "o." in words else words
