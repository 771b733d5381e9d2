"""Files given to be judged: plain text and lines in the encodings that Windows writes, and lone records."""

from __future__ import annotations

import codecs
from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.json_mending import to_utf8
from store.errors import StoreError
from store.repeated_keys import RepeatedKeyError, loads_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

_SAMPLE = 4096
_MOSTLY = 0.6  # of the bytes in the even, or in the odd places
_SELDOM = 0.05
# The marks of UTF-32 begin with those of UTF-16, so they come first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def given_text(name: str, body: bytes) -> str:
    """The text to judge: the file's, or that of the one record `{"id", "text"}` in it.

    Raises:
        StoreError: the file is binary, or holds what another option reads.
    """
    charset = _wide_charset(body)
    if charset is not None:
        text = body.decode(charset, "replace").removeprefix("\ufeff").rstrip("\0\ufffd")
    elif b"\0" not in body:
        text = to_utf8(body)[0].decode()
    else:
        raise StoreError(f"{name}: a binary file, not text")
    if "\0" in text:
        raise StoreError(f"{name}: a binary file, not text")
    return _text_of_record(name, text) if text.lstrip().startswith(("{", "[")) else text


def given_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file as UTF-8; one in UTF-16 or UTF-32 is read whole."""
    first = stream.readline()
    charset = _wide_charset(first)
    if charset is None:
        lines: Iterable[bytes] = chain([first], stream)
    else:
        lines = (first + stream.read()).decode(charset, "replace").removeprefix("\ufeff").encode().split(b"\n")
    yield from lines


def _text_of_record(name: str, text: str) -> str:
    try:
        value, is_whole = _json_of(text), True
        if value is None:
            value, is_whole = _json_of(text.lstrip().partition("\n")[0]), False
    except RepeatedKeyError as error:
        raise StoreError(f"{name}: {error}") from error
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        if is_whole:
            return str(value["text"])
        raise StoreError(f'{name}: lines of {{"id", "text"}}: give --jsonl')
    if isinstance(value, list) and value and all(isinstance(row, dict) and "text" in row for row in value):
        raise StoreError(f'{name}: a list of {{"id", "text"}}: give one a line, and --jsonl')
    if isinstance(value, dict) and ("releases" in value or "ocid" in value):
        raise StoreError(f"{name}: OCDS, not text: give --ocds")
    return text


def _json_of(text: str) -> Any:
    try:
        return loads_once(text)
    except orjson.JSONDecodeError:
        return None


def _wide_charset(body: bytes) -> str | None:
    """UTF-16 or UTF-32 by its mark, or UTF-16 by the noughts beside its letters."""
    marked = next((charset for mark, charset in _MARKS if body.startswith(mark)), None)
    if marked is not None or len(body) < 2:
        return marked
    even, odd = body[:_SAMPLE:2], body[1:_SAMPLE:2]
    shares = even.count(0) / len(even), odd.count(0) / len(odd)
    if shares[1] >= _MOSTLY and shares[0] <= _SELDOM:
        return "utf-16-le"
    return "utf-16-be" if shares[0] >= _MOSTLY and shares[1] <= _SELDOM else None
