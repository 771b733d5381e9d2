"""A key that stands twice in one object of JSON, or a column in one header: parsers keep the last alone, in silence."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import orjson

from crawler.text.printable import in_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ESCAPED_QUOTE = re.compile(rb"\\u0022")
_SHOWN_CHARACTERS = 40


class RepeatedKeyError(ValueError):
    """A key, or column, stands twice."""


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON with all of its keys."""


def loads_once(text: str | bytes) -> Any:
    """The value of a text of JSON, of which no key stands twice at the top: which of the two is meant cannot be told.

    Raises:
        RepeatedKeyError: one does; the message names it.
        orjson.JSONDecodeError: it is no JSON.
    """
    value = orjson.loads(text)
    published = text.encode() if isinstance(text, str) else text
    if isinstance(value, dict) and may_repeat(value, published):
        try:
            pairs = json.loads(published, object_pairs_hook=_Pairs)
        except (ValueError, RecursionError):  # what orjson alone reads
            return value
        refuse_repeated([key for key, _ in pairs], "key")
    return value


def loads_all_once(text: str | bytes) -> Any:
    """As `loads_once`, of every object within too: for labels, of which all is read.

    Raises:
        RepeatedKeyError: a key stands twice in one of them; the message names it.
        orjson.JSONDecodeError: it is no JSON.
    """
    value = orjson.loads(text)
    published = text.encode() if isinstance(text, str) else text
    if may_repeat(value, published):
        try:
            json.loads(published, object_pairs_hook=_once)
        except RepeatedKeyError:
            raise
        except (ValueError, RecursionError):  # what orjson alone reads
            return value
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    refuse_repeated([key for key, _ in pairs], "key")
    return dict(pairs)


def may_repeat(value: Any, published: bytes) -> bool:
    """Whether a text may hold more than its value: written out again, that has as many quotes unless a key was lost."""
    try:
        written = orjson.dumps(value)
    except TypeError:
        return True
    return published.count(b'"') != written.count(b'"') or _ESCAPED_QUOTE.search(published) is not None


def refuse_repeated(names: Sequence[str] | None, what: str, wanted: Iterable[str] | None = None) -> None:
    """Refuse names of which one stands twice; of `wanted` ones alone where they are given.

    Raises:
        RepeatedKeyError: one does.
    """
    met: set[str] = set()
    for name in names or ():
        if name in met and (wanted is None or name in wanted):
            raise RepeatedKeyError(f'the {what} "{in_one_line(name)[:_SHOWN_CHARACTERS]}" stands twice')
        met.add(name)
