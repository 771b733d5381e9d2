"""Words to take out: in whatever case and however spaced, also as they stand in an address; and rows without them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute as pc

from store.lake.errors import LakeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

REMOVED = "[removed]"
_FEWEST_SIGNS = 2
_SPACES = "\\s\u0085\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u00ad"
_BETWEEN = f"(?:[{_SPACES}_+.\\-]|%20)+"  # Mary Example, mary_example, mary.example, Mary%20Example
_ALIKE = ("-\u2010\u2011\u2012\u2013\u2014\u2212", "'`\u00b4\u02bc\u2018\u2019\uff07", '"\u201c\u201d\u201e')


class Words:
    """Words to take out: whole words, in whatever case and however they are spaced, in addresses too."""

    def __init__(self, words: Sequence[str]) -> None:
        before, behind = r"(?:(?<![^\W_])|(?<=%[0-9A-F]{2}))", "(?![^\\W_]|[\u0300-\u036f])"
        self._pattern = re.compile(f"{before}(?:{alternatives(words)}){behind}", re.IGNORECASE)

    def cleared(self, rows: pa.Table) -> tuple[pa.Table, int]:
        """Rows without the words, and in how many values they stood."""
        total = 0
        for number, each in enumerate(rows.schema):
            column = rows.column(number)
            if _is_list(each.type):
                items = pc.list_flatten(column)
            elif _is_text(each.type):
                items = column
            else:
                continue
            count = sum(1 for text in items.to_pylist() if text and self._pattern.search(text))
            if count:
                total += count
                fresh = [self._without(value) for value in column.to_pylist()]
                rows = rows.set_column(number, each, pa.array(fresh, each.type))
        return rows, total

    def _without(self, value: str | list[str] | None) -> str | list[str | None] | None:
        if value is None:
            return None
        if isinstance(value, list):
            return [text if text is None else self._pattern.sub(REMOVED, text) for text in value]
        return self._pattern.sub(REMOVED, value)


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def alternatives(words: Iterable[str]) -> str:
    """The pattern of any of some words, longest first, without what has to stand around them; for both engines used.

    Raises:
        LakeError: a word is so short that it stands everywhere.
    """
    return "|".join(_pattern(each) for each in sorted(words, key=len, reverse=True))


def _pattern(words: str) -> str:
    if sum(sign.isalnum() for sign in words) < _FEWEST_SIGNS:
        raise LakeError(f"{words.strip()!r} stands everywhere: name at least {_FEWEST_SIGNS} letters or digits")
    parts = re.split(f"[{_SPACES}]+", unicodedata.normalize("NFC", words).strip())
    return _BETWEEN.join("".join(map(_sign, part)) for part in parts if part)


@cache
def _sign(sign: str) -> str:
    """One sign in all its ways: composed or not, as like ones, and as addresses encode it."""
    ways = next((list(alike) for alike in _ALIKE if sign in alike), [sign])
    ways += [unicodedata.normalize("NFD", sign)] if sign.isalpha() else []
    ways += [coded for way in ways if (coded := quote(way, safe="")) != way]
    found = [re.escape(way) for way in dict.fromkeys(ways)]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"
