"""Whole numbers up to a hundred written as words, as they stand in cells: `ten`, `twenty-five`, `one hundred`."""

from __future__ import annotations

_UNITS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {
    **{word: at for at, word in enumerate(_UNITS, 1)},
    **{ten: 10 * at for at, ten in enumerate(_TENS, 2)},
    **{f"{ten} {unit}": 10 * at + more for at, ten in enumerate(_TENS, 2) for more, unit in enumerate(_UNITS[:9], 1)},
    **dict.fromkeys(("hundred", "a hundred", "one hundred"), 100),
}
# A pattern of all of them, longest first.
WORDED = "|".join(word.replace(" ", r"[\s-]") for word in sorted(_VALUES, key=len, reverse=True))


def worded_value(words: str) -> float:
    """The number that words stand for, which match WORDED.

    Raises:
        KeyError: they are no such number.
    """
    return float(_VALUES[" ".join(words.casefold().replace("-", " ").split())])
