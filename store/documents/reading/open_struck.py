"""ODT, ODS and ODP without what is struck out in them: their readers tell nothing of lines through text."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT, _STYLES = "content.xml", "styles.xml"
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_TABLE, _TEXT, _STYLE, _OFFICE = (f"{{{_NAMESPACE.format(name)}}}" for name in ("table", "text", "style", "office"))
_LINE = re.compile(rb"text-line-through-(?:style|type)\s*=\s*[\"'](?!none)")
_CELL = f"{_TABLE}table-cell"
_WITH_STYLE = {_CELL: f"{_TABLE}style-name"} | {
    f"{_TEXT}{name}": f"{_TEXT}style-name" for name in ("p", "h", "span", "a")
}
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h", _CELL})
_MOST_BASES = 20  # styles based on each other
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, RuntimeError, ValueError, etree.LxmlError)


def without_struck(archive: zipfile.ZipFile) -> tuple[bytes, list[str]] | None:
    """The document without what is struck out, and the words of it; None when nothing is, or it cannot be told."""
    try:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in (_STYLES, _CONTENT) if name in names}
        if not any(map(_LINE.search, parts.values())):
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        roots = [etree.fromstring(part, parser) for part in parts.values()]
        gone = _take_struck(roots[-1], _struck_styles(roots))
        return (_packed(archive, etree.tostring(roots[-1])), gone) if gone else None
    except _ERRORS:
        return None


def _struck_styles(roots: list[_Element]) -> dict[str, bool]:
    """Whether the text of each style is struck out; one that says nothing goes by what it is based on."""
    own: dict[str, bool | None] = {}
    bases: dict[str, str] = {}
    for style in (each for root in roots for each in root.iter(f"{_STYLE}style")):
        name = style.get(f"{_STYLE}name", "")
        bases[name] = style.get(f"{_STYLE}parent-style-name", "")
        properties = style.find(f"{_STYLE}text-properties")
        kinds = ("style", "type")
        lines = (
            [properties.get(f"{_STYLE}text-line-through-{kind}") for kind in kinds] if properties is not None else []
        )
        said = [line != "none" for line in lines if line]
        own[name] = all(said) if said else None
    found: dict[str, bool] = {}
    for name in own:
        base = name
        for _ in range(_MOST_BASES):
            if own.get(base) is not None or base not in bases:
                break
            base = bases[base]
        line = own.get(base)
        if line is not None:
            found[name] = line
    return found


def _take_struck(root: _Element, styles: dict[str, bool]) -> list[str]:
    """Clear what is struck out in a document; the words of it, a line a paragraph."""
    body = root.find(f"{_OFFICE}body")
    gone: list[list[str]] = [[]]
    stack = [(body, False)] if body is not None else []
    while stack:
        element, is_struck = stack.pop()
        if element.tag in _WITH_STYLE:
            is_struck = styles.get(element.get(_WITH_STYLE[element.tag], ""), is_struck)
        if element.tag in _PARAGRAPHS:
            gone.append([])
        if is_struck and element.tag == _CELL:
            for name in [name for name in element.attrib if str(name).startswith(_OFFICE)]:
                del element.attrib[name]
        if is_struck and element.text:
            gone[-1].append(element.text)
            element.text = None
        for child in element.iterchildren("*"):
            if is_struck and child.tail:
                gone[-1].append(child.tail)
                child.tail = None
        stack += [(child, is_struck) for child in reversed(list(element.iterchildren("*")))]
    return [words for pieces in gone if (words := " ".join(" ".join(pieces).split()))]


def _packed(archive: zipfile.ZipFile, content: bytes) -> bytes:
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in archive.infolist():
            packed.writestr(entry, content if entry.filename == _CONTENT else archive.read(entry))
    return to.getvalue()
