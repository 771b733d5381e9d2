"""Text as it may be shown: without characters that no reader sees or that steer a terminal or a spreadsheet.

Line ends become one newline, tabs stay, and everything else that is a control character, an invisible mark, a mark of
direction or half a character is left out.
"""

from __future__ import annotations

import os
import re

_BREAK = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_HIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_UNPRINTABLE = re.compile(f"(?P<line>{_BREAK})|[{_HIDDEN}]")
# How a cell begins that a spreadsheet would run, ours led by an apostrophe included: exactly one is taken off again.
FORMULA_START = "^'*[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]"
_FORMULA = re.compile(FORMULA_START)
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
_BLANKS = re.compile(r"\s+")


def has_hidden(text: str) -> bool:
    """Whether there may be anything in a text that cannot be seen, line ends and no-break spaces apart."""
    return not text.isprintable() and _has_more_than_lines(text)


def _has_more_than_lines(text: str) -> bool:
    return not text.replace("\n", "").replace("\xa0", "").replace("\r", "").replace("\t", "").isprintable()


def printable(text: str) -> str:
    """The text without what cannot be seen; the same object when there is none."""
    if text.isprintable():
        return text
    if not _has_more_than_lines(text):
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return _UNPRINTABLE.sub(lambda match: "\n" if match["line"] else "", text)


def in_one_line(text: str) -> str:
    """The text, printable, with every run of blanks as one space."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _BLANKS.sub(" ", printable(text)).strip()


def shown_name(name: str) -> str:
    """The name of a file as it may be shown and stored: bytes that are not UTF-8 are written out, as in Python."""
    return in_one_line(os.fsencode(name).decode("utf-8", "backslashreplace"))


def as_cell(text: str) -> str:
    """A text for a cell of a CSV file: one that a spreadsheet would run as a formula is led by an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text
