"""Cut a text into passages: sentences, list items, table rows and headings, with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from classifier.text.csv_rows import as_cells, is_next_row
from classifier.text.glued import LEADER, as_meant, opened
from classifier.text.inline_lists import MIN_LABELS, duties_in, inline_items
from classifier.text.numbering import numbered
from classifier.text.numerals import digits
from classifier.text.ticked import may_be_ticked, ticked
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Verified, verified

if TYPE_CHECKING:
    from collections.abc import Iterator

_ABBREVIATION = expression("abbreviation")
_ADDRESS = expression("address")
_AFTER_ADDRESS = expression("after_address")
_AFTER_WEIGHTING = expression("after_weighting")
_BOUNDARY = expression("boundary")
_CELL = expression("cell")
_CSV_COMMA = expression("csv_comma")
_CSV_ROW = expression("csv_row")
_INLINE_COUNT = expression("inline_count")
_INLINE_NUMBER = verified("inline_number")
_INLINE_STAR = re.compile(r"(?<=\S )\* (?=[A-Z])")
_ITEM = expression("item")
_ITEM_END = re.compile(r";(?:\s*(?:and|or))?\]?;?$")  # of a list without marks: `Recruitment of local labour;`
_ITEM_LETTER = expression("item_letter")
_OPEN_END = expression("open_end")
_KEY = re.compile(r"[a-z]\w*:(?:\s|$)")  # of a file of settings: `notes: |` under `share: 0.1`
_LIST_NUMBER = re.compile(r"\s*\(?(?:\d{1,2}|[a-zA-Z])[.)]\s*")
_NEXT_SAID = re.compile(r"[QA]\d{0,3}[:.] ?[A-Z0-9]")
_NO_WORD = re.compile(r"[^\w]+")
_NOTE_TITLE = re.compile(r"(01/21|[Nn]ote)\W{1,4}(?:on )?['\"]?Scoring Social Value\b['\"]?")
_SCORING_IT = re.compile(
    r"(?:\b(?:not|are|be|is|by|when|for|of)|n['\u2019]t) scoring (?=social value\b)"
)  # and no title
_GLUED_NUMBER = re.compile(r"(?<=[a-z])(?=\d{1,3}(?:\.\d+)?\s?%)|(?<=%)(?=[A-Za-z])")
_GLUED_MARK = re.compile(r"(?<=\d)[;,](?=[A-Za-z]{3})|(?<=%)[;,](?=[A-Za-z]{3})")  # `price 60;quality 30`
_GLUED_WORD = Verified(
    re.compile(
        r"(?:[Vv]alue|[Bb]enefits?|[Ss]ocial|[Cc]ommunity)[A-Z][a-z]|[a-z](?:Social|Community) ?(?:Value|Benefit)"
    )
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_TEMPLATE_START = verified("template_start")
_UNSPACED_DASH = expression("unspaced_dash")
_WITHIN_NAME = expression("within_name")
MAX_PASSAGE = 1500
ABBREVIATED = 6  # letters of the longest abbreviation
HARD_WRAP_FROM = 50  # a line of this length without an end mark may have been wrapped inside a name
HARD_WRAP_TO = 160
MAX_JOINED = 1200
MAX_FIRST_CELL = 200
MAX_CLEAN = 10_000  # passages remembered, about 5 MB: the wording of templates recurs
TAIL = 20  # characters enough for the last word of a line


class Passage:
    """A stretch of the text without the space around it, and its words as they stand; `block` is its paragraph."""

    __slots__ = ("_clean", "block", "end", "is_item", "start", "words")

    def __init__(self, start: int, words: str, block: int, *, is_item: bool) -> None:
        self.start, self.end, self.block, self.is_item = start, start + len(words), block, is_item
        self.words, self._clean = words, ""

    @property
    def clean(self) -> str:
        """Its words with single spaces, ready to be read. Made when it is first asked for: most passages never are."""
        if not self._clean:
            self._clean = _clean(self.words)
        return self._clean

    def reworded(self, clean: str) -> Passage:
        """The same stretch, read in other words."""
        other = Passage(self.start, self.words, self.block, is_item=self.is_item)
        other._clean = clean
        return other


def split(masked: str) -> Iterator[Passage]:
    """Passages of a masked text, in order; they never overlap and their offsets are those of the text."""
    cuts = _cuts(masked)
    has_lists = ": -" in masked or "; -" in masked or masked.count(": ") >= MIN_LABELS
    for block, (start, end) in enumerate(_blocks(masked)):
        is_item = (
            _ITEM.match(masked, start, end) is not None
            or _ITEM_END.search(masked, max(start, end - 8), end) is not None
        )
        inside = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        if inside and _LIST_NUMBER.fullmatch(masked, start, inside[0]):  # `1. Price (60)` stays whole
            inside = inside[1:]
        if has_lists:
            inside = inline_items(masked, start, end, inside)
        duties = set(duties_in(masked, start, end)) if masked.find(": ", start, end) >= 0 else set()
        inside = sorted({*inside, *duties}) if duties else inside
        for left, right in _sentences(masked, [start, *inside, end]):
            words = masked[left:right].strip()
            if words:
                begin = masked.index(words[0], left)
                yield Passage(begin, words, block, is_item=is_item or left in duties)


@lru_cache(maxsize=MAX_CLEAN)
def _clean(words: str) -> str:
    """The words with single spaces between them, item letters set apart, and web addresses opened."""
    if "://" in words or "www." in words:
        # As words, so that `/community-benefits-in-procurement/` can be read.
        words = _ADDRESS.sub(lambda match: _NO_WORD.sub(" ", match.group()), words)
    words = " ".join(opened(words).split())
    if "\u2013" in words or "\u2014" in words or "=" in words:
        words = _UNSPACED_DASH.sub(" \\g<0> ", words)
    if may_be_ticked(words):
        words = ticked(words)
    words = digits(as_meant(words))
    if "%" in words:
        words = _GLUED_NUMBER.sub(" ", words)
    if ("alue" in words or "enefit" in words) and _GLUED_WORD.search(words):
        words = _CAMEL.sub(" ", words)
    if "coring" in words:
        words = _SCORING_IT.sub(r"\g<0>the ", _NOTE_TITLE.sub(r"\1", words))
    if "No" in words or "no" in words:
        words = numbered(words)
    if "," in words or ";" in words:
        words = _valued(words)
    return _ITEM_LETTER.sub(r"\g<0> ", words) if ")" in words[:4] else words


def _valued(words: str) -> str:
    """The words of a line of values with marks between these, and space behind other marks that glue two words."""
    if ('",' in words or ',"' in words or words.count(";") > 1) and (cells := as_cells(words)) is not None:
        return cells
    if len(words) < MAX_FIRST_CELL and _CSV_ROW.match(words):
        return _CSV_COMMA.sub(" | ", words)
    return _GLUED_MARK.sub(r"\g<0> ", words)


def _blocks(masked: str) -> Iterator[tuple[int, int]]:
    """Paragraphs and list items: lines, joined where a line was only wrapped."""
    start = end = -1
    last_line = 0
    position = 0
    for line in masked.split("\n"):
        left, right = position, position + len(line)
        position = right + 1
        if not line.strip():
            continue
        if start >= 0 and not _continues(masked, (start, end), last_line, line, has_gap=left > end + 1):
            yield start, end
            start = -1
        if start < 0:
            start = left
        end, last_line = right, left
    if start >= 0:
        yield start, end


def _continues(masked: str, block: tuple[int, int], last_line: int, line: str, *, has_gap: bool) -> bool:
    """Whether a line goes on from the block before it; `has_gap` says that empty lines stand between."""
    start, end = block
    if _CELL.fullmatch(line):  # a number under a row that has one is the sum of them
        return end - start < MAX_FIRST_CELL and not (
            masked[end - 1 : end].isdigit() and LEADER.search(masked, last_line, end)
        )
    if has_gap or end - start > MAX_JOINED or _ITEM.match(line) or _is_next_row(masked[last_line:end], line):
        return False
    tail = masked[max(start, end - TAIL) : end].rstrip()
    if tail.endswith((".", ";", ":", "!", "?", "; and", "; or")):
        return False
    if _KEY.match(line) and _KEY.match(masked[last_line:end].lstrip()) and masked[last_line : last_line + 1].isspace():
        return False
    if line.lstrip()[:1].islower() or _OPEN_END.search(tail) is not None:
        return True
    is_wrapped = HARD_WRAP_FROM <= end - last_line <= HARD_WRAP_TO and not _ITEM.match(masked, start, end)
    return is_wrapped and _WITHIN_NAME.search(f"{tail[-TAIL:]}\n{line.strip()[:TAIL]}") is not None


def _is_next_row(before: str, line: str) -> bool:
    """Whether a line is the next row of a table, after one that may end with an open word: `Item | Out of`."""
    return any(mark in line and mark in before for mark in "\t|") or is_next_row(before, line)


def _sentences(masked: str, bounds: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches between the bounds; one that is too long is cut again between words."""
    for start, end in pairwise(bounds):
        left = start
        while end - left > MAX_PASSAGE:
            space = masked.rfind(" ", left + MAX_PASSAGE // 2, left + MAX_PASSAGE)
            right = space if space > 0 else left + MAX_PASSAGE
            yield left, right
            left = right
        yield left, end


def _cuts(masked: str) -> list[int]:
    """Offsets at which a sentence, item or template begins, in order."""
    cuts = {match.end() for match in _AFTER_WEIGHTING.finditer(masked)} if "eighting " in masked else set()
    if "://" in masked or "www." in masked:
        cuts.update(match.end() for match in _AFTER_ADDRESS.finditer(masked))
    if ")" in masked:
        cuts.update(match.start() for match in _INLINE_NUMBER.finditer(masked))
    if masked.count(" * ") > 1:
        cuts.update(match.start() for match in _INLINE_STAR.finditer(masked))
    numbered = []
    if " 2. " in masked:
        numbered = [match for match in _INLINE_COUNT.finditer(masked) if _is_counted(masked, match)]
    cuts.update(match.start() for match in numbered)
    starts = (match.start() for match in _TEMPLATE_START.finditer(masked))
    cuts.update(start for start in starts if start and masked[start - 1].isspace())
    for match in _BOUNDARY.finditer(masked):
        if match["bullet"] is not None:
            cuts.add(match.start())
        elif not _is_abbreviation(masked, match):
            cuts.add(match.end())
    return sorted(cuts - {match.end() for match in numbered})


def _is_counted(masked: str, match: re.Match[str]) -> bool:
    """Whether the number is one of a row: `1. Approach 2. Resources 3. Social value`."""
    number = int(match["number"])
    around = (
        masked[max(0, match.start() - MAX_FIRST_CELL) : match.start()],
        masked[match.end() : match.end() + MAX_FIRST_CELL],
    )
    return f" {number - 1}." in around[0] or f" {number + 1}." in around[1]


def _is_abbreviation(masked: str, match: re.Match[str]) -> bool:
    if masked[match.start()] != "." or match.end() == match.start() + 1:
        return False
    if match.start() > ABBREVIATED and masked[match.start() - ABBREVIATED - 1 : match.start()].isalpha():
        return False
    if _NEXT_SAID.match(masked, match.end()):  # `A: No. Q: ...`
        return False
    return _ABBREVIATION.search(masked, max(0, match.start() - 12), match.start() + 1) is not None
