"""Which format a document is in, decided once for every way of reading it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from store.ingest.readers import containers
from store.ingest.readers.flat import is_flat
from store.ingest.readers.packages import is_json
from store.ingest.readers.xml import is_xml

if TYPE_CHECKING:
    from store.ingest.documents import Document

_BLANK = b"\xef\xbb\xbf \t\r\n"


class Format(StrEnum):
    """What reads a document: XML forms, flat CSV, JSON one value a line, or JSON that is one value or broken."""

    XML = "xml"
    CSV = "csv"
    JSON_LINES = "json_lines"
    JSON = "json"


def format_of(document: Document) -> Format:
    """The format of a document, told by its beginning, whatever it is called.

    JSON lines of a document that is held in memory are told by reading it as one value first: many lines are one.
    """
    if is_xml(document.head):
        return Format.XML
    if is_flat(document.head.lstrip(_BLANK)):
        return Format.CSV
    if document.body is None and _begins_with_a_whole_line(document):
        return Format.JSON_LINES
    return Format.JSON


def _begins_with_a_whole_line(document: Document) -> bool:
    try:
        with document.opened() as stream:
            return is_json(stream.readline(containers.IN_MEMORY_BYTES))
    except containers.UNPACK_ERRORS:
        return False
