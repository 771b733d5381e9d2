"""A document as notices: where readers and mapping meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from crawler.json_mending import take_unreadable
from store.ingest.issues import Issue, shown
from store.ingest.mapping.ocds import FLAT, FULL, map_release
from store.ingest.mapping.ted import UnknownFormError, map_ted, parse_ted
from store.ingest.mapping.uk_notice import map_uk_notice, uk_form
from store.ingest.mapping.untyped import release_of_cells
from store.ingest.readers.containers import IN_MEMORY_BYTES, UNPACK_ERRORS
from store.ingest.readers.flat import cells_of_rows, is_flat
from store.ingest.readers.packages import Notes, is_json, releases_of_body, releases_of_large, releases_of_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader

    from store.ingest.documents import Document
    from store.ingest.mapping.rows import NoticeRows

_BLANK = b"\xef\xbb\xbf \t\r\n"
_NO_NUMBERS = frozenset({"nan", "inf", "infinity"})
_WEB_PAGE = (b"<!doctype html", b"<html")
_EFORMS = frozenset(
    {"ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "BusinessRegistrationInformation"}
)


def notices_of(document: Document, notes: Notes) -> Iterator[NoticeRows]:
    """Rows of each release or form of a document; `notes` are complete when these are exhausted."""
    notes.issues += document.faults
    if document.body is None and document.open is None:
        return
    head = document.head.lstrip(_BLANK)
    if document.body is not None and head.startswith(b"<") and not head.lower().startswith(_WEB_PAGE):
        yield from _xml_notices(document.body, notes)
    elif is_flat(head):
        yield from _flat_notices(document, notes)
    else:
        for pointer, release in _releases(document, notes):
            yield release_rows(pointer, release, document.source, has_mends=notes.has_mends)


def release_rows(
    pointer: str, release: Any, source: str | None, *, has_mends: bool, format_rank: int = FULL
) -> NoticeRows:
    """Rows of one release; values that had to be mended to be read are among its issues."""
    unreadable = take_unreadable(release) if has_mends and isinstance(release, dict | list) else []
    rows = map_release(release, pointer, source, format_rank)
    rows.issues += [_unreadable(path, words) for path, words in unreadable]
    return rows


def _unreadable(path: str, words: str) -> Issue:
    if any(letter.isdigit() for letter in words) or words.lstrip("+-").lower() in _NO_NUMBERS:
        return Issue("unreadable_number", "not a number", path, shown(words))
    return Issue("unreadable_value", "no value that JSON knows", path, shown(words))


def _flat_notices(document: Document, notes: Notes) -> Iterator[NoticeRows]:
    with document.opened() as lines:
        try:
            for pointer, cells in cells_of_rows(lines, notes):
                yield map_release(release_of_cells(cells), pointer, document.source, FLAT)
        except UNPACK_ERRORS:
            return  # an archive that breaks off: already among the document's faults


def _xml_notices(body: bytes, notes: Notes) -> Iterator[NoticeRows]:
    try:
        root = parse_ted(body)
    except ValueError as error:
        notes.add("unreadable_document", f"not well-formed XML: {error}")
        return
    name = etree.QName(root).localname
    form = uk_form(root)
    try:
        rows = map_ted(root) if form is None else map_uk_notice(root, form)
    except UnknownFormError as error:
        said = f"{name}: eForms of TED are not read" if name in _EFORMS else str(error)
        notes.add("unknown_form", said)
        return
    notes.format = "ted_xml" if form is None else "uk_xml"
    yield rows


def _releases(document: Document, notes: Notes) -> Iterator[tuple[str, Any]]:
    if document.body is not None:
        yield from releases_of_body(document.body, notes, document.charset)
    elif document.open is not None:
        yield from _streamed(document.open, notes)


def _streamed(opened: Callable[[], BufferedReader], notes: Notes) -> Iterator[tuple[str, Any]]:
    with opened() as stream:
        reads_lines = is_json(stream.readline(IN_MEMORY_BYTES))
    try:
        if not reads_lines:
            yield from releases_of_large(opened, notes)
            return
        with opened() as stream:
            yield from releases_of_lines(stream, notes)
    except UNPACK_ERRORS:
        return  # an archive that breaks off: already among the document's faults
