"""Formats with little of their own: plain text, and DOC, ODT and RTF by kreuzberg where that is installed."""

from __future__ import annotations

import importlib.util

from store.documents.content import Block, Content, NotReadError, Part
from store.documents.reading import limits, mending
from store.documents.reading.html import blocks_of

# What kreuzberg is told each format is.
_TYPES = {
    "doc": "application/msword",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
KREUZBERG_FORMATS = frozenset(_TYPES)
NOT_INSTALLED = "is read by kreuzberg, which is not installed (pip install 'social-value-monitor[documents]')"


def has_kreuzberg() -> bool:
    """Whether the optional reader is installed."""
    return importlib.util.find_spec("kreuzberg") is not None


def read_by_kreuzberg(body: bytes, name: str) -> Content:
    """The text and tables of a format that only kreuzberg reads.

    Raises:
        NotReadError: it cannot be read, or kreuzberg is not installed.
    """
    if not has_kreuzberg():
        raise NotReadError("broken", f"{name.upper()} {NOT_INSTALLED}")
    import kreuzberg  # noqa: PLC0415 - an optional library

    config = kreuzberg.ExtractionConfig(use_cache=False, output_format="html")
    try:
        found = kreuzberg.extract_bytes_sync(body, _TYPES[name], config)
    except kreuzberg.KreuzbergError as error:
        words = str(error)
        status = "encrypted" if "encrypt" in words.lower() or "password" in words.lower() else "broken"
        raise NotReadError(status, f"no {name.upper()} that can be read: {words[:100]}") from error
    return _content(name, blocks_of(found.content.encode()))


def read_text(body: bytes) -> Content:
    """A plain text, decoded as UTF-8, UTF-16 with its mark, else Windows-1252."""
    encoding = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = body[: 2 * limits.CHARS].decode(encoding)
    except UnicodeDecodeError:
        text = body[: 2 * limits.CHARS].decode("cp1252", errors="replace")
    lines = mending.lines_of(text)
    return _content("txt", [Block(mending.unwrapped(lines))] if lines else [])


def _content(name: str, blocks: list[Block]) -> Content:
    content = Content(name, [Part(1, blocks)] if blocks else [], None)
    if content.char_count() > limits.CHARS:
        raise NotReadError("too_large", f"more than {limits.CHARS:,} characters")
    if not blocks:
        content.status = "broken"
        content.notes.append("holds no text")
    return content
