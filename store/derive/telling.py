"""What tells two procurements apart whose titles are alike: lots, years, roads, numbers, places, and other words.

References, which each portal writes its own way, tell nothing.
"""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz import fuzz

_PARTS = (
    "lot|phase|zone|route|area|part|stage|section|package|site|block|ward|unit|group|category|tranche|round|cohort|"
    "batch|term|list|class|band|wave|cluster|patch|floor|building|contract area|work ?stream|workstream|locality|option"
)
_VALUE = r"(\d{1,4}[a-z]?|[ivx]{1,4}|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten)"
_PART = re.compile(
    rf"\b({_PARTS})s?[\s.:#-]*(?:no\b\.?|number\b)?[\s:#-]*{_VALUE}\b"
    r"((?:\s*(?:,|and|&|to)\s*\d{1,3}\b|[-\u2013]\d{1,3}\b)*)"  # "Lots 1, 2 and 4"
)
_YEAR = re.compile(r"(?<![\w/.-])(20\d\d)(?=$|[^\w/.-]|[/-]\d{2,4}(?![\w/.-]))")
_ROAD = re.compile(r"\b[abm]\d{1,4}\b")
# One that is no part of a reference: "- 102", "24 homes", but not "LCC/24/12" or "CPU 1234".
_NUMBER = re.compile(r"(?<![\w/.-])(\d{1,3})(?![\w/-]|[.]\d)")
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"} | {
    "nine": "9", "ten": "10", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
}  # fmt: skip
_SAME_WORD = 85  # per cent: another spelling, a plural
_LEAST_LETTERS = 5  # shorter words are alike by chance


def difference(titles: tuple[str | None, ...], stems: tuple[str, ...], buyers: tuple[str | None, ...]) -> str:
    """How two titles, or the names of two buyers, differ.

    Args:
        titles: the two titles as published.
        stems: the same without references and words of every tender, as derive/duplicates/pair.sql makes them.
        buyers: the names of the buyers.

    Returns:
        `told_apart`: both name a lot, year, road or number, and not the same; `both`: each has a word (or a lot) that
        the other lacks, or so have the names of the buyers; `one`: one says more than the other; `none`.
    """
    mine, theirs = (told(title or "") for title in titles)
    if any(mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys() if kind != "year"):
        return "told_apart"
    if "year" in mine and "year" in theirs and not mine["year"] & theirs["year"]:
        return "told_apart"
    names = Counter(" ".join(name or "" for name in buyers).lower().split())
    sides = _only([[word for word in stem.split() if word not in names] for stem in stems])
    has_part_alone = {kind for kind in mine.keys() ^ theirs.keys() if kind not in ("year", "number", "road")}
    if all(sides) or has_part_alone or all(_only([re.findall(r"\w+", (name or "").lower()) for name in buyers])):
        return "both"
    return "one" if any(sides) else "none"


def told(title: str) -> dict[str, set[str]]:
    """The lots (by their word), years, roads and numbers that a title names."""
    text, found = title.lower(), dict[str, set[str]]()
    for part, value, more in _PART.findall(text):
        values = found.setdefault(part, set())
        values.add("1" if value == "i" else _WORDS.get(value, value.lstrip("0") or "0"))
        values.update(re.findall(r"\d+", more))
    text = _PART.sub(" ", text)
    for kind, pattern in (("year", _YEAR), ("road", _ROAD), ("number", _NUMBER)):
        values = set(pattern.findall(text))
        if values:
            found[kind] = values
    return found


def _only(sides: list[list[str]]) -> tuple[list[str], list[str]]:
    """The words of each side that the other lacks, another spelling of one apart."""
    one, other = (Counter(side) for side in sides)
    mine, theirs = list(one - other), list(other - one)
    for word in list(mine):
        same = next((each for each in theirs if _is_same_word(word, each)), None)
        if same is not None:
            mine.remove(word)
            theirs.remove(same)
    return mine, theirs


def _is_same_word(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LEAST_LETTERS:
        return one.rstrip("s") == other.rstrip("s")
    return fuzz.ratio(one, other) >= _SAME_WORD
