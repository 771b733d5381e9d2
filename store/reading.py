"""A document as notices: where readers and mapping meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.issues import Issue, shown
from store.mapping.ocds import map_release
from store.mapping.ted import UnknownFormError, map_ted, parse_ted
from store.readers.containers import IN_MEMORY_BYTES, UNPACK_ERRORS
from store.readers.decode import take_bad_numbers
from store.readers.packages import Notes, is_json, releases_of_body, releases_of_lines, releases_of_stream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader

    from store.documents import Document
    from store.mapping.rows import NoticeRows

_BLANK = b"\xef\xbb\xbf \t\r\n"


def notices_of(document: Document, notes: Notes) -> Iterator[NoticeRows]:
    """Rows of each release or form of a document; `notes` are complete when these are exhausted."""
    notes.issues += document.faults
    if document.body is not None and document.body.lstrip(_BLANK).startswith((b"<?xml", b"<TED_EXPORT")):
        yield from _ted_notices(document.body, notes)
        return
    for pointer, release in _releases(document, notes):
        bad_numbers = take_bad_numbers(release) if notes.has_mends and isinstance(release, dict | list) else []
        rows = map_release(release, pointer, document.source)
        rows.issues += [Issue("unreadable_number", "not a number", path, shown(words)) for path, words in bad_numbers]
        yield rows


def _ted_notices(body: bytes, notes: Notes) -> Iterator[NoticeRows]:
    try:
        rows = map_ted(parse_ted(body))
    except UnknownFormError as error:
        notes.add("unknown_form", str(error))
    except ValueError as error:
        notes.add("unreadable_document", f"not well-formed XML: {error}")
    else:
        notes.format = "ted_xml"
        yield rows


def _releases(document: Document, notes: Notes) -> Iterator[tuple[str, Any]]:
    if document.body is not None:
        yield from releases_of_body(document.body, notes, document.charset)
    elif document.open is not None:
        yield from _streamed(document.open, notes)


def _streamed(opened: Callable[[], BufferedReader], notes: Notes) -> Iterator[tuple[str, Any]]:
    with opened() as stream:
        reads_lines = is_json(stream.readline(IN_MEMORY_BYTES))
    with opened() as stream:
        try:
            yield from releases_of_lines(stream, notes) if reads_lines else releases_of_stream(stream, notes)
        except UNPACK_ERRORS:
            return  # an archive that breaks off: already among the document's faults
