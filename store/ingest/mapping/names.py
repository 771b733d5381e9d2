"""Names of bodies as a reader would copy them: entities decoded, markup dropped, wrongly decoded letters mended.

A name that differs only by such damage must not become a body of its own.
"""

from __future__ import annotations

import html
import re
import unicodedata

from crawler.text.printable import in_one_line
from store.ingest.mapping.damage import ESCAPED, MISREAD

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_PLAIN = re.compile(r"[A-Za-z0-9 ,.'()/-]*")
_TWICE = 2  # `&amp;amp;` comes of a name that was escaped at two stations


def mended_name(name: str) -> str:
    """The name, decoded and in one line; equal to the name but for blanks when nothing was wrong with it."""
    if _PLAIN.fullmatch(name):
        return name.strip()
    for _ in range(_TWICE):
        name = html.unescape(name)
    name = ESCAPED.sub(lambda match: chr(int(match[1], 16)), _TAG.sub("", name))
    if MISREAD.search(name):
        import ftfy  # noqa: PLC0415 - loaded only where a name needs it

        name = ftfy.fix_encoding(name).replace("\u00c2 ", " ").removesuffix("\u00c2")
    return in_one_line(unicodedata.normalize("NFKC", name))
