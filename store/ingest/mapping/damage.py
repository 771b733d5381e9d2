"""Damage in published texts that hides words: each kind found is told, for the classifier judges a mended copy."""

from __future__ import annotations

import re

from ahocorasick_rs import MATCHKIND_LEFTMOST_FIRST, BytesAhoCorasick

from crawler.text.printable import has_hidden, printable

# UTF-8 read as Windows-1252 or Latin-1 shows one of these letters before a sign that no word has.
MISREAD = re.compile(
    "[\u00c2\u00c3\u00c5\u00e2\u00e3\u00ef][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00c2(?=\\s|$)"
)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how spreadsheets write control characters


# In JSON as bytes, where one look at a release spares a look at each of its texts: escapes other than of line ends,
# tabs and quotes. A single sign is looked for much faster than two: hence what looks ahead.
_ESCAPES = re.compile(rb'\\[^nrt"]')
_MISREAD_START = re.compile(rb"\xc3(?=[\x82\x83\x85\xa2\xa3\xaf])")
_ESCAPED_SIGN = re.compile(rb"_(?=x[0-9A-Fa-f]{4}_)")
# What one of these expressions begins with, of JSON as orjson writes it; nearly every release holds none of them.
_ODD = BytesAhoCorasick(
    [
        *(rb"\\", rb"\b", rb"\f", rb"\u", b"\x7f", b"_x"),
        *(b"\xc3\x82", b"\xc3\x83", b"\xc3\x85", b"\xc3\xa2", b"\xc3\xa3", b"\xc3\xaf"),
    ],
    matchkind=MATCHKIND_LEFTMOST_FIRST,  # the kind that is looked for several bytes at once
)


def is_odd(content: bytes) -> bool:
    """Whether a release, given as `content_of` writes it, has to be looked at closely; else it is clean, undamaged."""
    return bool(_ODD.find_matches_as_indexes(content))


def is_clean(content: bytes) -> bool:
    """Whether no text of a release, given as JSON, hides anything as long as it is ASCII."""
    return _ESCAPES.search(content) is None and b"\x7f" not in content


def may_be_damaged(content: bytes) -> bool:
    """Whether `damage_of` may find something that can be seen in the texts of a release, given as JSON."""
    return bool(_MISREAD_START.search(content) or _ESCAPED_SIGN.search(content))


def damage_of(text: str) -> list[str]:
    """The kinds of damage in a text, in plain words; empty for nearly every text."""
    found = []
    if _may_be_misread(text) and MISREAD.search(text):
        found.append("wrongly decoded letters")
    if has_hidden(text) and len(printable(text)) < len(text.replace("\r\n", "\n")):
        found.append("invisible or control characters")
    if "_x" in text and ESCAPED.search(text):
        found.append("escaped control characters")
    return found


def _may_be_misread(text: str) -> bool:
    """Whether a text holds a letter that MISREAD begins with; looked for one by one, which is much faster."""
    return not text.isascii() and (
        "\u00c2" in text
        or "\u00c3" in text
        or "\u00c5" in text
        or "\u00e2" in text
        or "\u00e3" in text
        or "\u00ef" in text
    )
