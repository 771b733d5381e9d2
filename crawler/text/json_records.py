"""Releases or records out of JSON that is no one value: a broken one costs itself, and no neighbour.

One record follows another in a list; after one that cannot be read even when mended, reading goes on where the next
object begins that names its `ocid`. So packages that break off, packages one after the other and loose quotes are read.
"""

from __future__ import annotations

import io
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.text.json_mending import as_orjson, mend, to_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

# Between the brace and `ocid` stand a few short fields at most, and no other object.
_START = re.compile(r'\{(?=[^{}]{0,400}?"ocid"\s*+:)')
_LIST = re.compile(r'"(?:releases|records)"\s*+:\s*+\[\s*+(?=\{)')
_NEXT = re.compile(r"[\s,]*+(?=\{)")
_LOOK_AHEAD = 500  # characters in which a start is recognised
_CHUNK_BYTES = 4 << 20
_MAX_RECORD_CHARS = 64 << 20
_SHOWN = 200
_RECORD_KEYS = frozenset({"releases", "compiledRelease"})  # a record holds releases of its own


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"not a number: {number}")
    return value


_DECODER = json.JSONDecoder(parse_int=as_orjson, parse_float=_finite, parse_constant=_finite)


@dataclass(frozen=True)
class Found:
    """A record that was read, and whether it had to be mended."""

    value: Any
    is_mended: bool


@dataclass(frozen=True)
class Lost:
    """A record that could not be read: why, how it begins, and whether the text breaks off in it."""

    reason: str
    text: str
    is_cut: bool


def records_of_text(body: bytes) -> Iterator[Found | Lost]:
    """The records in a body of UTF-8, in their order."""
    return records_of_stream(io.BytesIO(body))


def records_of_stream(stream: BinaryIO) -> Iterator[Found | Lost]:
    """The records in a stream of UTF-8 (or what portals take for it), a few megabytes in memory at a time."""
    text = _Text(stream)
    start = text.first_start()
    while start is not None:
        start = text.forget(start)
        found, end = _record_at(text, start)
        yield found
        start = text.next_record(end) if isinstance(found, Found) and not found.is_mended else text.next_start(end)


def _record_at(text: _Text, start: int) -> tuple[Found | Lost, int]:
    """The record that begins at a place, and where to go on after it."""
    while True:
        try:
            value, end = _DECODER.raw_decode(text.read, start)
        except RecursionError:
            reason = "nested too deeply"
        except ValueError as error:
            reason = str(error)
            if isinstance(error, json.JSONDecodeError) and error.pos >= len(text.read) - _LOOK_AHEAD and text.extend():
                continue
        else:
            inner = text.next_start(start + 1)
            if inner is None or inner >= end or not _RECORD_KEYS.isdisjoint(value):
                return Found(value, is_mended=False), end
            reason = "other releases stand inside it"
        break
    following = text.next_start(start + 1)
    end = len(text.read) if following is None else following
    return _mended(text.read[start:end], reason), end


def _mended(text: str, reason: str) -> Found | Lost:
    is_cut = False
    for is_loose in (False, True):
        mended = mend(text, is_loose=is_loose)
        try:
            return Found(_DECODER.raw_decode(mended)[0], is_mended=True)
        except RecursionError:
            return Lost("nested too deeply", text[:_SHOWN], is_cut=False)
        except json.JSONDecodeError as error:
            reason = str(error) if is_loose else reason
            is_cut |= error.pos >= len(mended.rstrip()) - 1 or error.msg.startswith("Unterminated string")
    return Lost(reason, text[:_SHOWN], is_cut)


class _Text:
    """As much text of a stream as has been `read` and is still needed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._rest = b""
        self._is_open = True
        self.read = ""
        self.extend()

    def extend(self) -> bool:
        """Read on; False at the end, and when one record has grown beyond all measure."""
        if not self._is_open or len(self.read) > _MAX_RECORD_CHARS:
            return False
        chunk = self._stream.read(_CHUNK_BYTES)
        self._is_open = bool(chunk)
        body = self._rest + chunk
        whole = body[: _whole_characters(body)] if chunk else body
        self._rest = body[len(whole) :]
        self.read += to_utf8(whole)[0].decode()
        return bool(chunk)

    def first_start(self) -> int | None:
        """Where the first record begins: in the list of releases or records, else where an object names its ocid."""
        listed = _LIST.search(self.read)
        start = _START.search(self.read)
        if listed and (start is None or listed.end() < start.start()):
            return listed.end()
        return self.next_start(0)

    def next_record(self, end: int) -> int | None:
        """Where the record after a sound one begins: right behind it, as a rule."""
        while len(self.read) - end < _LOOK_AHEAD and self.extend():
            pass
        following = _NEXT.match(self.read, end)
        return following.end() if following else self.next_start(end)

    def next_start(self, position: int) -> int | None:
        """Where an object begins that names its ocid, at or after a place."""
        while True:
            found = _START.search(self.read, position)
            if found:
                return found.start()
            position = max(position, len(self.read) - _LOOK_AHEAD)
            if not self.extend():
                return None

    def forget(self, start: int) -> int:
        """Drop what stands before a place when it has become much; returns where the place is then."""
        if start < _CHUNK_BYTES // 2:
            return start
        self.read = self.read[start:]
        return 0


def _whole_characters(body: bytes) -> int:
    """How many bytes there are up to the end of the last whole character of UTF-8."""
    for back in range(1, min(4, len(body)) + 1):
        if body[-back] >= 0b1100_0000:
            return len(body) - back
        if body[-back] < 0b1000_0000:
            break
    return len(body)
