"""CSV as lines of text, whatever they are encoded in, end with and are cut by; spreadsheets write all of these."""

from __future__ import annotations

import codecs
import re
from itertools import chain
from typing import TYPE_CHECKING

from crawler.text.json_mending import to_utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DELIMITERS = ",;\t|"
# What a spreadsheet writes before the header to tell the delimiter.
_FOREWORD = re.compile(r"\ufeff?(?:\"?sep=.\"?)?\s*", re.IGNORECASE | re.DOTALL)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def header_line(head: bytes) -> bytes:
    """The line that a CSV begins with, as UTF-8, less what stands before it."""
    charset = _wide(head)
    if charset:
        head = head.decode(charset, "replace").encode()
    for line in head.lstrip().split(b"\n", 3)[:3]:
        if not _is_foreword(line[:20].decode("utf-8", "replace")):
            return line
    return b""


def delimiter_of(header: str) -> str:
    """What the names of a header are set apart by: none of them has such a sign."""
    return max(_DELIMITERS, key=header.count)


def text_lines(lines: Iterable[bytes], encodings: set[str]) -> Iterator[str]:
    """Lines of text, each with its end; what was unclean about how they are encoded is added to `encodings`."""
    source = iter(lines)
    first = next(source, b"")
    charset = _wide(first)
    whole = chain([first], source)
    decoded = _rejoined(whole, charset, encodings) if charset else _decoded(whole, encodings)
    header = next(decoded, "")
    if "\r" not in header.rstrip("\r\n"):
        yield header
        yield from decoded
        return
    for line in chain([header], decoded):  # no line has another end than a lone CR
        yield from line.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)


def without_foreword(lines: Iterator[str]) -> tuple[int, str]:
    """The number of the header's line, from 1, and that line; empty when there is none."""
    number = 0
    for number, line in enumerate(lines, start=1):
        if not _is_foreword(line):
            return number, line
    return number, ""


def _is_foreword(line: str) -> bool:
    return _FOREWORD.fullmatch(line) is not None


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32 that a document begins in, by its mark or by how names look in it."""
    for mark, charset in _MARKS:
        if head.startswith(mark):
            return charset
    if head[1:2] == b"\x00" and head[:1].isascii():
        return "utf-32-le" if head[2:4] == b"\x00\x00" else "utf-16-le"
    return "utf-16-be" if head[:1] == b"\x00" and head[1:2].isalpha() else None


def _decoded(lines: Iterable[bytes], encodings: set[str]) -> Iterator[str]:
    for line in lines:
        text, unclean = to_utf8(line)
        if unclean:
            encodings.add(unclean)
        yield text.decode()


def _rejoined(chunks: Iterable[bytes], charset: str, encodings: set[str]) -> Iterator[str]:
    """Lines of UTF-16 or UTF-32, which bytes that look like a line end have cut anywhere."""
    encodings.add(f"CSV in {charset}")
    decoder = codecs.getincrementaldecoder(charset)("replace")
    waiting = ""
    for chunk in chunks:
        waiting += decoder.decode(chunk)
        *lines, waiting = waiting.split("\n")
        yield from (f"{line}\n" for line in lines)
    waiting += decoder.decode(b"", final=True)
    if waiting:
        yield waiting
