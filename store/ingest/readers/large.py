"""Releases of JSON documents too large to be held in memory, streamed one at a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import ijson
import orjson

from crawler.text.json_records import records_of_stream
from store.ingest.mapping.texts import step
from store.ingest.readers.packages import key_of, salvaged
from store.ingest.readers.shapes import Notes, releases_of_entry, releases_of_record, releases_of_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader

MOST_OF_ONE = 128 << 20  # bytes of one release; it takes about eight times that in memory
_OTHER_LIST = {"releases": "records", "records": "releases"}


def releases_of_large(open_document: Callable[[], BufferedReader], notes: Notes) -> Iterator[tuple[str, Any]]:
    """Releases of a JSON document too large to hold in memory, one at a time; opened again where it is broken."""
    known: set[int] = set()
    done = 0
    try:
        with open_document() as stream:
            start = stream.peek(1 << 16)  # an archive's stream cannot be wound back
            name = _list_name(start)
            notes.format = {"releases": "release_package", "records": "record_package"}.get(name, "array")
            other = _OTHER_LIST.get(name)
            watched = _Watching(stream, other)
            watched.has_limit = True
            for pointer, release in _streamed(watched, name, start, notes):
                known.add(key_of(release))
                yield pointer, release
                watched.begun, done = watched.count, _read_to(pointer, name)
        if other and watched.has_seen:  # it may be a key of the releases only
            with open_document() as stream:
                for pointer, release in _streamed(stream, other, b"", notes):
                    known.add(key_of(release))
                    yield pointer, release
    except (ijson.JSONError, UnicodeDecodeError):
        with open_document() as stream:
            yield from salvaged(records_of_stream(stream), notes, frozenset(known))
    except _TooLargeError:
        with open_document() as stream:
            for pointer, release in _sparing(_Watching(stream, None), name, done, notes):
                known.add(key_of(release))
                yield pointer, release
    if not known and not notes.issues:
        for pointer, release in _alone(open_document, notes):
            known.add(key_of(release))
            yield pointer, release
    if not known and not notes.issues:
        notes.add("no_releases", "no releases found in the document")


class _TooLargeError(Exception):
    """One release of a document is too large to be held in memory."""


class _Watching:
    """A stream that notes whether a key is seen anywhere in it, and how far it has been read."""

    def __init__(self, stream: BufferedReader, key: str | None) -> None:
        self._stream = stream
        self._sought = f'"{key}"'.encode() if key else None
        self._end = b""
        self.has_seen = False
        self.count = 0
        self.begun = 0  # where the release that is being read began
        self.has_limit = False

    def read(self, count: int = -1) -> bytes:
        """Up to `count` bytes."""
        chunk = self._stream.read(count)
        self.count += len(chunk)
        if self.has_limit and self.count - self.begun > MOST_OF_ONE:
            raise _TooLargeError
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
        else:
            yield from _of_entry(value, name, notes, at)


def _read_to(pointer: str, name: str) -> int:
    """How many entries of the list are read once the release at this pointer is."""
    place = pointer.removeprefix(f"/{name}" if name else "").split("/")[1]
    return int(place) + 1 if place.isdigit() else 0


def _sparing(stream: _Watching, name: str, done: int, notes: Notes) -> Iterator[tuple[str, Any]]:
    """Releases behind the first `done` entries of a list in which one is too large: it is an issue, and passed over."""
    prefix = f"{name}.item" if name else "item"
    index = begun = 0
    builder: ijson.ObjectBuilder | None = None
    for at, event, value in ijson.parse(stream, use_float=True):
        if at == prefix and event == "start_map" and index >= done:
            builder, begun = ijson.ObjectBuilder(), stream.count
        if builder is not None:
            builder.event(event, value)
        pointer = f"/{name}/{index}" if name else f"/{index}"
        if builder is not None and stream.count - begun > MOST_OF_ONE:
            builder = None
            said = f"one release is of more than {MOST_OF_ONE >> 20} MiB and is not read, the others were"
            notes.add("unreadable_release", said, pointer)
        if at == prefix and event == "end_map":
            if builder is not None:
                yield from _of_entry(builder.value, name, notes, pointer)
            builder, index = None, index + 1


def _of_entry(value: Any, name: str, notes: Notes, at: str) -> Iterator[tuple[str, Any]]:
    return releases_of_record(value, notes, at) if name == "records" else releases_of_entry(value, notes, at)


def _alone(open_document: Callable[[], BufferedReader], notes: Notes) -> Iterator[tuple[str, Any]]:
    """The release of a document that has no list of them, as it is where it is one release or a record."""
    with open_document() as stream:
        body = stream.read(MOST_OF_ONE + 1)
    if len(body) > MOST_OF_ONE:
        said = f"no list of releases, and as one release of more than {MOST_OF_ONE >> 20} MiB it is not read"
        notes.add("unreadable_document", said)
        return
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:  # nested too deeply, perhaps: what streams does not tell
        return
    yield from releases_of_value(value, notes)


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
