"""Counts of things in words: 1 window, 2 windows, and the verbs that agree with them."""

from __future__ import annotations


def how_many(count: int, one: str, many: str = "") -> str:
    """A count of things: 1 notice, 2 notices; `many` where the plural is not the word and an s."""
    return f"{count:,} {by_count(count, one, many or f'{one}s')}"


def by_count(count: int, one: str, many: str) -> str:
    """The word that agrees with a count: of 1 the first, of any other, 0 too, the second."""
    return one if count == 1 else many
