"""Damage in published texts that hides words: each kind found is told, for the classifier judges a mended copy."""

from __future__ import annotations

import re

from crawler.printable import has_hidden, printable

# UTF-8 read as Windows-1252 or Latin-1 shows one of these letters before a sign that no word has.
MISREAD = re.compile(
    "[\u00c2\u00c3\u00c5\u00e2\u00e3\u00ef][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00c2(?=\\s|$)"
)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how spreadsheets write control characters


def damage_of(text: str) -> list[str]:
    """The kinds of damage in a text, in plain words; empty for nearly every text."""
    found = []
    if (
        not text.isascii()
        and any(letter in text for letter in "\u00c2\u00c3\u00c5\u00e2\u00e3\u00ef")
        and MISREAD.search(text)
    ):
        found.append("wrongly decoded letters")
    if has_hidden(text) and len(printable(text)) < len(text.replace("\r\n", "\n")):
        found.append("invisible or control characters")
    if "_x" in text and ESCAPED.search(text):
        found.append("escaped control characters")
    return found
