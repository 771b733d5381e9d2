"""From bytes to JSON values, mending what portals are known to break and saying what was mended.

One reader for both rooms: what the store can read, the crawler lands.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from typing import Any

import orjson

# A value that could not be read becomes this mark and its words, so that the field it stood in can be named later.
UNREADABLE = "\x00unreadable "

BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_STRING = r'(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")'
# A quote that nothing follows which may follow a text in JSON stands inside the text: "the "best" offer".
_LOOSE_STRING = r'(?P<string>"(?:[^"\\]++|\\.|"(?!\s*+(?:[:}\]]|,\s*+(?:["{\[}\]\d-]|true\b|false\b|null\b)|\Z)))*+")'
# What stands unquoted after a colon, up to what can only be the next field or the end: 1e9999, 900,000.00, LOT or
# nothing at all.
_VALUE = r'(?P<colon>:\s*+)(?P<value>(?![\s"{\[])[^"{}\[\]]*?)(?=\s*+(?:,\s*+(?:"|[}\]]|\Z)|[}\]]|\Z))'
_ELEMENT = r'(?P<element>[^\s"{}\[\],:]++)'
_LAST_COMMA = r"(?P<comma>,)(?=\s*+[}\]])"
_OPEN_STRING = r'(?P<open>".*+\Z)'  # a text that nothing closes
_TOKEN = re.compile("|".join((_STRING, _OPEN_STRING, _VALUE, _ELEMENT, _LAST_COMMA)), re.DOTALL)
_LOOSE_TOKEN = re.compile("|".join((_LOOSE_STRING, _OPEN_STRING, _VALUE, _ELEMENT, _LAST_COMMA)), re.DOTALL)
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_LITERALS = frozenset({"true", "false", "null"})
_CONTROL = re.compile(r"[\x00-\x1f]")
_BAD_ESCAPE = re.compile(r'\\(?:(u[0-9a-fA-F]{4})|(["\\/bfnrt])|(.))', re.DOTALL)
_HALF_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ANY_STRING = re.compile(_STRING)
_INNER_QUOTE = re.compile(r'\\.|(")', re.DOTALL)


class JsonError(ValueError):
    """No JSON, even when mended. `is_cut` says that the text breaks off rather than being wrong."""

    def __init__(self, message: str, *, is_cut: bool = False) -> None:
        super().__init__(message)
        self.is_cut = is_cut


def to_utf8(body: bytes, declared: str | None = None) -> tuple[bytes, str | None]:
    """Body as UTF-8, and what was unclean about it (None when nothing was).

    JSON is UTF-8 (RFC 8259), and Windows text is hardly ever valid UTF-8 by chance: so valid UTF-8 is believed
    whatever was declared. Otherwise the declared charset, and last Windows-1252, which reads any byte.
    """
    body = body.removeprefix(codecs.BOM_UTF8)
    if body.startswith(BYTE_ORDER_MARKS):
        declared = "utf-16"
    else:
        try:
            if not body.isascii():
                body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return body, None
    for charset in (declared, "windows-1252"):
        text = _decoded(body, charset)
        if text is not None:
            return text.encode(), None if charset == declared else f"not valid {declared or 'UTF-8'}; read as {charset}"
    text = body.decode("windows-1252", "replace")
    return text.encode(), "not valid UTF-8; read as windows-1252 with undefined bytes replaced"


def _decoded(body: bytes, charset: str | None) -> str | None:
    try:
        return body.decode(charset).encode(errors="replace").decode() if charset else None
    except (UnicodeError, LookupError):
        return None


def load_json(body: bytes) -> tuple[Any, bool]:
    """The JSON value of UTF-8 bytes, and whether it had to be mended.

    Raises:
        JsonError: it is not one JSON value even when mended, or nested too deeply to be read.
    """
    try:
        return orjson.loads(body), False
    except orjson.JSONDecodeError:
        pass
    text = mend(body.decode())
    try:
        value = json.loads(text, parse_int=as_orjson)
    except json.JSONDecodeError as error:
        is_cut = error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string")
        raise JsonError(str(error), is_cut=is_cut) from error
    except RecursionError as error:
        raise JsonError("nested too deeply") from error
    if not isinstance(value, dict | list):
        raise JsonError("neither an object nor a list")
    return value, True


def as_orjson(digits: str) -> int | float:
    """An integer, or a float where it takes more than 64 bits, as orjson reads them."""
    value = int(digits) if len(digits) < 20 else float(digits)
    return value if -(1 << 63) <= value < (1 << 64) else float(value)


def mend(text: str, *, is_loose: bool = False) -> str:
    """JSON text made readable.

    Mended are unquoted words, numbers that are none, values left out, bare control characters, bad escapes, half
    surrogates and a comma too many.

    Args:
        text: JSON as published.
        is_loose: take a quote in the middle of a text for a part of the text too, where it can be told.
    """
    return (_LOOSE_TOKEN if is_loose else _TOKEN).sub(_mended_token, text)


def _mended_token(match: re.Match[str]) -> str:
    if match.lastgroup == "comma":
        return ""
    if match.lastgroup == "open":
        return _CONTROL.sub(" ", match[0])
    if match.lastgroup == "value":
        return match["colon"] + _mended_word(match["value"])
    if match.lastgroup == "element":
        return _mended_word(match[0])
    return _mended_string(match[0])


def _mended_word(word: str) -> str:
    if word in _LITERALS or (_JSON_NUMBER.fullmatch(word) and math.isfinite(float(word))):
        return word
    return json.dumps(UNREADABLE + word.strip())


def _mended_string(token: str) -> str:
    inner = token[1:-1]
    if '"' in inner:
        inner = _INNER_QUOTE.sub(lambda found: '\\"' if found[1] else found[0], inner)
    token = _CONTROL.sub(lambda control: f"\\u{ord(control[0]):04x}", f'"{inner}"')
    if "\\" not in token:
        return token
    token = _BAD_ESCAPE.sub(lambda found: found[0] if found[1] or found[2] else "\\\\" + found[3], token)
    return _without_half_surrogates(token)


def _without_half_surrogates(token: str) -> str:
    if "\\ud" not in token.lower():
        return token
    return json.dumps(_HALF_SURROGATE.sub("\ufffd", json.loads(token)))


def without_half_surrogates(text: str) -> str:
    """JSON text with every half of a surrogate pair, which no text of UTF-8 can hold, replaced."""
    return _ANY_STRING.sub(lambda match: _without_half_surrogates(match[0]), text)


def take_unreadable(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Set every marked value inside `value` to None, in place; return (JSON pointer, words as published) of each."""
    found: list[tuple[str, str]] = []
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(entries):
        if isinstance(item, dict | list):
            found += take_unreadable(item, f"{path}/{key}")
        elif isinstance(item, str) and item.startswith(UNREADABLE):
            value[key] = None
            found.append((f"{path}/{key}", item.removeprefix(UNREADABLE)))
    return found
