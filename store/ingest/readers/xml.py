"""XML documents parsed, with what is often wrong with them mended: bare ampersands, undefined entities, encodings."""

from __future__ import annotations

import html.entities
import re
from typing import TYPE_CHECKING

from lxml import etree

from crawler.text.json_mending import to_utf8

if TYPE_CHECKING:
    from lxml.etree import _Element

    from store.ingest.readers.packages import Notes

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_WEB_PAGE = ("<!doctype html", "<html")
_BLANK = "\ufeff \t\r\n"
_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_KNOWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_AMPERSAND = re.compile(r"&(?:#(?P<number>\d{1,7}|x[0-9A-Fa-f]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{0,31});)?")
_BARE_LESS = re.compile(r"<(?![A-Za-z_/!?])")
# What no document of XML 1.0 may hold, not even as a number.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)


def is_xml(head: bytes) -> bool:
    """Whether a document begins as XML does, in UTF-8 or UTF-16, and is no web page."""
    charset = _MARKS.get(head[:2])
    text = head[:200].decode(charset or "utf-8", "replace").lstrip(_BLANK).lower()
    return text.startswith("<") and not text.startswith(_WEB_PAGE)


def root_of(body: bytes, notes: Notes) -> _Element | None:
    """The root of a document, with no entity expanded and nothing fetched; None, and an issue, beyond mending."""
    charset = _MARKS.get(body[:2])
    try:
        root = _parsed(body)
    except (etree.XMLSyntaxError, ValueError) as error:
        fault = str(error)
    else:
        if charset:
            notes.add("unclean_encoding", f"XML in {charset}")
        return root
    plain, unclean = _decoded(body, charset)
    try:
        root = _parsed(_mended(plain.decode()).encode())
    except (etree.XMLSyntaxError, ValueError):
        notes.add("unreadable_document", f"not well-formed XML: {fault}")
        return None
    notes.add("unclean_xml", f"mended to be read as XML: {fault}")
    if unclean:
        notes.add("unclean_encoding", unclean)
    return root


def _decoded(body: bytes, charset: str | None) -> tuple[bytes, str | None]:
    if charset:
        return body.decode(charset, "replace").encode(), f"XML in {charset}"
    return to_utf8(body, _declared(body))


def _parsed(body: bytes) -> _Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(body, parser)


def _declared(body: bytes) -> str | None:
    match = re.match(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""", body)
    return match[1].decode("ascii") if match else None


def _mended(text: str) -> str:
    text = _DECLARATION.sub("", text.lstrip(_BLANK), count=1)
    parts = _CDATA.split(text)
    parts[::2] = [_BARE_LESS.sub("&lt;", _AMPERSAND.sub(_entity, part)) for part in parts[::2]]
    return _ILLEGAL.sub("", "".join(parts))


def _entity(match: re.Match[str]) -> str:
    name, number = match["name"], match["number"]
    if name in _KNOWN_ENTITIES:
        return match[0]
    if number:
        code = int(number[1:], 16) if number.startswith("x") else int(number)
        return match[0] if code < 0x110000 and not _ILLEGAL.match(chr(code)) else ""
    meant = html.entities.html5.get(f"{name};") if name else None
    return meant if meant and "<" not in meant and "&" not in meant else "&amp;" + match[0][1:]
