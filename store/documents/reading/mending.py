"""Text of pages made readable: ligatures, broken words, wrapped lines, and headers and footers that cut sentences."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# pdfium writes U+FFFE (or U+0002) for a hyphen at the end of a line that its own reading would drop.
_PLAIN = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\t\x0b", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\x00\ufffd"),
        **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\u25cf\u25aa\u25a0\u2023\u2043\u25cb", "\u2022"),
        "\x0c": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\ufffe": "\x02",
    }
)
_SPACES = re.compile(r" {2,}")
_BROKEN = re.compile(r"(\w{1,40})\x02(?=\w)")  # a word that pdfium has put together again
_END_MARKS = ".:;!?"
_NEW_ITEM = re.compile(r"(?:[\u2022\u2013*-]|\(?[A-Za-z0-9]{1,3}[.)]|\d+(?:\.\d+)+)\s+\S|\|")
# The next question of a list, and what ends one: `Q2 How will you`, `(20% of the total score)`, `[10 marks]`.
_NEW_QUESTION = re.compile(
    r"(?:Q|SV|MS|Question|Criterion)\.? ?\d{1,2}(?:\.\d{1,2})*[a-z]?\b(?=[\s:.)\u2013-]*(?:(?-i:[A-Z])|$))",
    re.IGNORECASE,
)
_WEIGHT_END = re.compile(
    r"[(\[](?:weight(?:ing|ed)?(?: of| at)?:?|max(?:imum)?(?: of)?:?|worth)?\s*"
    r"\d{1,3}(?:\.\d+)?\s?(?:%|per ?cent|marks?|points?)[^()\[\]]{0,40}[)\]]$",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?:[,(/&]|\b(?:the|of|and|or|a|an|to|in|for|with|by|on|at|as|its|their|our|this|that|any|from|be|is|are|will|must|not))$",
    re.IGNORECASE,
)
# Words that keep their hyphen when a line ends after it: `long-` / `term`.
_KEEPS_HYPHEN = re.compile(
    r"(?:^|\W)(?:well|long|short|self|non|co|sub|cross|full|part|low|high|multi|pre|post|re|cost|value|net|two|three|one|day)-$",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_LONGEST_RUNNING_LINE = 160
_FULL_LINE = 0.75  # of the usual length: such a line was wrapped, a shorter one was ended
_LEAST_FULL = 30


def plain(text: str) -> str:
    """The text with usual characters alone: no ligatures, soft hyphens, odd spaces or symbol-font bullets."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
    return _BROKEN.sub(lambda match: match[1] + ("-" if _KEEPS_HYPHEN.search(f"{match[1]}-") else ""), text)


def running_lines(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Lines that stand in the margins of many pages, numbers apart: headers and footers, as `line_key` gives them.

    Args:
        pages: the lines in the margins of each page.
    """
    if len(pages) < 2:
        return frozenset()
    counts = Counter(key for lines in pages for key in {line_key(line) for line in lines} if key)
    least = 2 if len(pages) <= 4 else max(3, len(pages) // 4)
    return frozenset(key for key, count in counts.items() if count >= least)


def line_key(line: str) -> str:
    """What a header or footer is told again by: its words, numbers apart. Empty for a long line."""
    return _DIGITS.sub("#", " ".join(line.split())) if len(line) <= _LONGEST_RUNNING_LINE else ""


def is_running(line: str, running: frozenset[str]) -> bool:
    """Whether a line in a margin is a header, a footer or the number of a page."""
    return line_key(line) in running or _PAGE_NUMBER.fullmatch(line) is not None


def lines_of(text: str) -> list[str]:
    """The lines of a text as they came, with usual characters and single spaces, empty ones left out."""
    found = (_SPACES.sub(" ", line).strip() for line in plain(text).split("\n"))
    return [line for line in found if line]


def unwrapped(lines: Sequence[str]) -> str:
    """Lines put together again where a sentence was only wrapped; one line for each paragraph, item or heading."""
    if not lines:
        return ""
    lengths = sorted(map(len, lines))
    full = max(_LEAST_FULL, _FULL_LINE * lengths[len(lengths) * 9 // 10])
    parts = [lines[0]]
    for before, line in pairwise(lines):
        if broken_word(before, line):
            parts[-1] = joined_word(parts[-1], line)
        elif goes_on(before, line, is_full=len(before) >= full):
            parts[-1] = f"{parts[-1]} {line}"
        else:
            parts.append(line)
    return "\n".join(part.replace("\x02", "") for part in parts)


def broken_word(before: str, line: str) -> bool:
    """Whether a word is cut in two between the lines."""
    if before.endswith("\x02"):
        return True
    return before.endswith("-") and before[-2:-1].isalpha() and line[:1].islower()


def joined_word(before: str, line: str) -> str:
    """Two lines put together at a word that was cut in two."""
    if before.endswith("\x02"):
        before = f"{before[:-1]}-"
    keeps = _KEEPS_HYPHEN.search(before[-12:]) is not None or not line[:1].islower()
    return f"{before if keeps else before[:-1]}{line}"


def goes_on(before: str, line: str, *, is_full: bool) -> bool:
    """Whether a line only goes on with the sentence of the one before it."""
    if before[-1:] in _END_MARKS or _NEW_ITEM.match(line):
        return False
    if line[:1].islower() or _OPEN_END.search(before[-12:]):
        return True
    return is_full and not _NEW_QUESTION.match(line) and not _WEIGHT_END.search(before[-80:])
