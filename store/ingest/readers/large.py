"""Releases of JSON documents too large to be held in memory, streamed one at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import ijson
import orjson

from crawler.text.json_records import records_of_stream
from store.ingest.mapping.texts import step
from store.ingest.readers.packages import key_of, salvaged
from store.ingest.readers.shapes import Notes, releases_of_entry, releases_of_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader

_OTHER_LIST = {"releases": "records", "records": "releases"}


def releases_of_large(open_document: Callable[[], BufferedReader], notes: Notes) -> Iterator[tuple[str, Any]]:
    """Releases of a JSON document too large to hold in memory, one at a time; opened again where it is broken."""
    known: set[int] = set()
    try:
        with open_document() as stream:
            start = stream.peek(1 << 16)  # an archive's stream cannot be wound back
            name = _list_name(start)
            notes.format = {"releases": "release_package", "records": "record_package"}.get(name, "array")
            other = _OTHER_LIST.get(name)
            watched = _Watching(stream, other)
            for pointer, release in _streamed(watched, name, start, notes):
                known.add(key_of(release))
                yield pointer, release
        if other and watched.has_seen:  # it may be a key of the releases only
            with open_document() as stream:
                yield from _streamed(stream, other, b"", notes)
    except (ijson.JSONError, UnicodeDecodeError):
        with open_document() as stream:
            yield from salvaged(records_of_stream(stream), notes, frozenset(known))
    if not known and not notes.issues:
        notes.add("no_releases", "no releases found in the document")


class _Watching:
    """A stream that notes whether a key is seen anywhere in it."""

    def __init__(self, stream: BufferedReader, key: str | None) -> None:
        self._stream = stream
        self._sought = f'"{key}"'.encode() if key else None
        self._end = b""
        self.has_seen = False

    def read(self, count: int = -1) -> bytes:
        """Up to `count` bytes."""
        chunk = self._stream.read(count)
        if self._sought and not self.has_seen:
            self.has_seen = self._sought in self._end + chunk
            self._end = chunk[-len(self._sought) :]
        return chunk


def _streamed(stream: BufferedReader | _Watching, name: str, start: bytes, notes: Notes) -> Iterator[tuple[str, Any]]:
    """Releases of the list of that name, or of a bare list; `start` is how the document begins."""
    pointer = f"/{name}" if name else ""
    if name and re.search(rb'"%b"\s*:\s*\{' % name.encode(), start):
        notes.add("wrong_type", "an object in place of a list", pointer)
        entries = ijson.kvitems(stream, name, use_float=True)
    else:
        entries = enumerate(ijson.items(stream, f"{name}.item" if name else "item", use_float=True))
    for key, value in entries:
        at = f"{pointer}/{step(str(key))}"
        if _is_too_deep(value):  # it could not even be handed to another process
            notes.add("unreadable_release", "one release cannot be read, the others were: nested too deeply", at)
        elif name == "records":
            yield from releases_of_record(value, notes, at)
        else:
            yield from releases_of_entry(value, notes, at)


def _is_too_deep(value: Any) -> bool:
    try:
        orjson.dumps(value)
    except TypeError as error:
        return "ecursion" in str(error)
    return False


def _list_name(start: bytes) -> str:
    if start.lstrip().startswith(b"["):
        return ""
    return "records" if b'"records"' in start and b'"releases"' not in start.split(b'"records"')[0] else "releases"
