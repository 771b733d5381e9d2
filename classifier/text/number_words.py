"""Numbers written as words, and what they are worth: `ten`, `twenty-five`, `a hundred`."""

from __future__ import annotations

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SMALL = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
NUMBER = rf"(?:(?:{'|'.join(TENS)})[ -](?:{'|'.join(list(UNITS)[:9])})|{SMALL})"


def value_of(words: str) -> float:
    """The number that the words, or digits, stand for."""
    text = words.lower().replace("-", " ")
    if text.replace(".", "").isdigit():
        return float(text)
    total, current = 0.0, 0.0
    for word in text.split():
        if word in {"hundred", "thousand"}:
            total += (current or 1) * (100 if word == "hundred" else 1000)
            current = 0
        else:
            current += UNITS.get(word, TENS.get(word, 0))
    return total + current
