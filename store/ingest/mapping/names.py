"""Names of bodies as a reader would copy them: entities decoded, markup dropped, wrongly decoded letters mended.

A name that differs only by such damage must not become a body of its own.
"""

from __future__ import annotations

import html
import re
import unicodedata

from crawler.printable import in_one_line

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how spreadsheets write control characters
# UTF-8 read as Windows-1252 or Latin-1 shows one of these letters before a sign that no name has.
_MISREAD = re.compile("[\u00c2\u00c3\u00c5\u00e2\u00e3\u00ef][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|\u00c2$|\u00c2 ")
_PLAIN = re.compile(r"[A-Za-z0-9 ,.'()/-]*")
_TWICE = 2  # `&amp;amp;` comes of a name that was escaped at two stations


def mended_name(name: str) -> str:
    """The name, decoded and in one line; equal to the name but for blanks when nothing was wrong with it."""
    if _PLAIN.fullmatch(name):
        return in_one_line(name)
    for _ in range(_TWICE):
        name = html.unescape(name)
    name = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), _TAG.sub("", name))
    if _MISREAD.search(name):
        import ftfy  # noqa: PLC0415 - loaded only where a name needs it

        name = ftfy.fix_encoding(name).replace("\u00c2 ", " ").removesuffix("\u00c2")
    return in_one_line(unicodedata.normalize("NFKC", name))
