"""Bytes of JSON as UTF-8, whatever they are in; a few of another encoding spoil none of the sound ones beside them."""

from __future__ import annotations

import codecs

from crawler.text.json_mending import BYTE_ORDER_MARKS, to_utf8

_BY_BYTE = "svmonitor-windows-1252"
_SINGLE_BYTE = frozenset(
    {None, "utf-8", "utf8", "ascii", "us-ascii", "iso-8859-1", "latin-1", "windows-1252", "cp1252"}
)
# How JSON begins in an encoding of two or four bytes to a letter: UTF-32 first, for UTF-16 begins like it.
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    *((mark + b"\x00\x00\x00", "utf-32-le") for mark in (b"{", b"[")),
    *((b"\x00\x00\x00" + mark, "utf-32-be") for mark in (b"{", b"[")),
    *((mark + b"\x00", "utf-16-le") for mark in (b"{", b"[")),
    *((b"\x00" + mark, "utf-16-be") for mark in (b"{", b"[")),
)


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("windows-1252", "replace"), error.end


codecs.register_error(_BY_BYTE, _as_windows_1252)


def narrow(body: bytes) -> tuple[bytes, str | None]:
    """A body of UTF-16 or UTF-32 without the mark of UTF-16 as UTF-8, and what it was in; any other as it is."""
    charset = next((charset for start, charset in _WIDE if body.startswith(start)), None)
    if charset is None:
        return body, None
    return body.decode(charset, "replace").encode(), f"not valid UTF-8; read as {charset}"


def as_utf8(body: bytes, declared: str | None) -> tuple[bytes, str | None]:
    """A body as UTF-8, and what was unclean about it: sound UTF-8 stays what it is among bytes of windows-1252."""
    plain, unclean = to_utf8(body, declared)
    body = body.removeprefix(codecs.BOM_UTF8)
    is_single = (declared.lower() if declared else None) in _SINGLE_BYTE
    if plain == body or not is_single or body.startswith(BYTE_ORDER_MARKS):
        return plain, unclean
    if body.decode("utf-8", "ignore").isascii():  # none of it is UTF-8
        return plain, unclean
    return body.decode("utf-8", _BY_BYTE).encode(), "partly not valid UTF-8; those bytes read as windows-1252"
