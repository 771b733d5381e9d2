"""Cut a text into passages: sentences, list items, table rows and headings, with their offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PASSAGE = 1500
HARD_WRAP_FROM = 70  # a line at least this long without an end mark was wrapped, not ended
MAX_JOINED = 1200

_ITEM = re.compile(r"[ \t]*(?:[-*\u2013\u2014\u2022\u00b7\u25cf\u25aa\u25a0\u25ba\u25e6\uf0b7]|o |\(?[a-zA-Z0-9]{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+)\s*\S")
_NUMBER_CELL = re.compile(r"[\s|:(]*\d{1,4}(?:\.\d+)?\s*(?:%|per ?cent|points|marks)?[\s|)]*", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:[,(/&-]|\b(?:the|of|and|or|a|an|to|in|for|with|by|on|at|as|its|their|our|this|that|any|from|be|is))\s*$")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|no|nos|ltd|st|mr|mrs|ms|dr|prof|approx|incl|inc|ref|art|para|reg|sec|s|ss|p|pp|v|vs|c|ca|circa|nr|est|max|min|tel|ext|[a-z]\.[a-z])\.$", re.IGNORECASE)
# It begins with one set of characters, so that the engine can skip from mark to mark.
_BOUNDARY = re.compile(
    r"[.!?;:,%\u2022\u00b7\u25cf\u25aa\u25a0\u25ba\uf0b7](?:"
    r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[*]*[A-Z0-9\u2022\u2013\u2014-])"
    r"|(?<=[a-z]{2}\.)(?=[A-Z][a-z]{2})"
    r"|(?<=[.;:,])\s*(?=\([a-h1-9]\)\s?[A-Z])"
    r"|(?<=[.;])\s+(?=weighting\b)"
    r"|(?<=%)\s*\|\s+(?=[A-Z])"
    r"|(?<=[\u2022\u00b7\u25cf\u25aa\u25a0\u25ba\uf0b7])(?P<bullet>)"
    r")"
)
_AFTER_WEIGHTING = re.compile(r"[wW]eighting \d{1,3} ?(?:%|per ?cent)\s+(?=[A-Z])")
# Wording of the portals' own templates, which stands without an end mark before it.
_TEMPLATE = re.compile(
    r"Community benefits are included in this|A summary of the expected community benefits|The Contracting Authority does"
    r"|A sub-contract clause has been|For more information see:|The buyer is using PCS|The buyer considers that"
    r"|Under the terms of this contract|The Community Benefits included in this|Accordingly,? (?:contract )?performance"
    r"|Download the ESPD|NOTE: |\((?:SC|WA) Ref"
)
_URL = re.compile(r"(?:https?://|www\.)\S{3,400}")
_URL_END = re.compile(r"(?:https?://|www\.)\S{3,400}\s+(?=[A-Z(])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text. `clean` is its words with single spaces; `block` numbers the paragraph or list item."""

    start: int
    end: int
    clean: str
    block: int
    is_item: bool


def split(masked: str) -> Iterator[Passage]:
    """Passages of a masked text, in order; they never overlap and their offsets are those of the text."""
    for block, (start, end) in enumerate(_blocks(masked)):
        is_item = _ITEM.match(masked, start, end) is not None
        for left, right in _sentences(masked, start, end):
            words = masked[left:right]
            clean = " ".join((_URL.sub(_url_words, words) if "://" in words or "www." in words else words).split())
            if clean:
                yield Passage(left, right, clean, block, is_item)


def _blocks(masked: str) -> Iterator[tuple[int, int]]:
    """Paragraphs and list items: lines, joined where a line was only wrapped."""
    start = end = -1
    last_line = 0
    position = 0
    for line in masked.split("\n"):
        left, right = position, position + len(line)
        position = right + 1
        if not line.strip():
            if start >= 0:
                yield start, end
            start = -1
            continue
        if start >= 0 and not _continues(masked, start, end, last_line, line):
            yield start, end
            start = -1
        if start < 0:
            start = left
        end, last_line = right, left
    if start >= 0:
        yield start, end


def _continues(masked: str, start: int, end: int, last_line: int, line: str) -> bool:
    if end - start > MAX_JOINED:
        return False
    if _NUMBER_CELL.fullmatch(line):
        return True
    if _ITEM.match(line):
        return False
    tail = masked[max(start, end - 40) : end].rstrip()
    if _OPEN_END.search(tail):
        return True
    if tail.endswith((".", ";", ":", "!", "?")):
        return False
    if line.lstrip()[:1].islower():
        return True
    return end - last_line >= HARD_WRAP_FROM


def _sentences(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for cut in [*_cuts(masked, start, end), end]:
        while cut - left > MAX_PASSAGE:
            space = masked.rfind(" ", left + MAX_PASSAGE // 2, left + MAX_PASSAGE)
            right = space if space > 0 else left + MAX_PASSAGE
            yield _trim(masked, left, right)
            left = right
        if cut > left:
            yield _trim(masked, left, cut)
            left = cut


def _cuts(masked: str, start: int, end: int) -> list[int]:
    """Offsets at which a new passage begins, in order."""
    cuts = {match.end() for match in _URL_END.finditer(masked, start, end)}
    if "eighting " in masked:
        cuts.update(match.end() for match in _AFTER_WEIGHTING.finditer(masked, start, end))
    cuts.update(match.start() for match in _TEMPLATE.finditer(masked, start + 1, end) if masked[match.start() - 1].isspace())
    for match in _BOUNDARY.finditer(masked, start, end):
        if match["bullet"] is not None:
            cuts.add(match.start())
        elif not _is_abbreviation(masked, match):
            cuts.add(match.end())
    return sorted(cuts)


def _is_abbreviation(masked: str, match: re.Match[str]) -> bool:
    if masked[match.start()] != "." or match.end() == match.start() + 1:
        return False
    return _ABBREVIATION.search(masked, max(0, match.start() - 12), match.start() + 1) is not None


def _trim(masked: str, left: int, right: int) -> tuple[int, int]:
    while left < right and masked[left].isspace():
        left += 1
    while right > left and masked[right - 1].isspace():
        right -= 1
    return left, right


def _url_words(match: re.Match[str]) -> str:
    """An address as words, so that `/community-benefits-in-procurement/` can be read."""
    return re.sub(r"[^\w]+", " ", match.group())
