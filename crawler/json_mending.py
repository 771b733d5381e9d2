"""From bytes to JSON values, mending what portals are known to break and saying what was mended."""

from __future__ import annotations

import codecs
import json
import math
import re
from typing import Any

import orjson

# A number that could not be read becomes this mark and its words, so that the field it stood in can be named later.
BAD_NUMBER = "\x00number "

BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_TOKEN = re.compile(
    r'(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")'
    r"|(?P<number>[-+]?\.?\d[\d.eE+-]*+|[-+]?(?:Infinity|inf)\b|NaN\b|nan\b)",
    re.DOTALL,
)
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_CONTROL = re.compile(r"[\x00-\x1f]")
_BAD_ESCAPE = re.compile(r'\\(?:(u[0-9a-fA-F]{4})|(["\\/bfnrt])|(.))', re.DOTALL)
_HALF_SURROGATE = re.compile(r"[\ud800-\udfff]")


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
        return body.decode(charset) if charset else None
    except (UnicodeDecodeError, LookupError):
        return None


def load_json(body: bytes) -> tuple[Any, bool]:
    """The JSON value of UTF-8 bytes, and whether it had to be mended.

    Raises:
        ValueError: it is not JSON even when mended.
    """
    try:
        return orjson.loads(body), False
    except orjson.JSONDecodeError:
        return json.loads(mend(body.decode()), parse_int=_as_orjson), True


def _as_orjson(digits: str) -> int | float:
    """An integer, or a float where it takes more than 64 bits, as orjson reads them."""
    value = int(digits) if len(digits) < 20 else float(digits)
    return value if -(1 << 63) <= value < (1 << 64) else float(value)


def mend(text: str) -> str:
    """JSON text with numbers that are none, bare control characters, bad escapes and half surrogates made readable."""
    return _TOKEN.sub(_mended_token, text)


def _mended_token(match: re.Match[str]) -> str:
    token = match[0]
    if match.lastgroup == "number":
        if _JSON_NUMBER.fullmatch(token) and math.isfinite(float(token)):
            return token
        return json.dumps(BAD_NUMBER + token)
    token = _CONTROL.sub(lambda control: f"\\u{ord(control[0]):04x}", token)
    if "\\" not in token:
        return token
    token = _BAD_ESCAPE.sub(lambda found: found[0] if found[1] or found[2] else "\\\\" + found[3], token)
    return _without_half_surrogates(token)


def _without_half_surrogates(token: str) -> str:
    if "\\ud" not in token.lower():
        return token
    return json.dumps(_HALF_SURROGATE.sub("\ufffd", json.loads(token)))


def take_bad_numbers(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Set every marked number inside `value` to None, in place; return (JSON pointer, number as published) of each."""
    found: list[tuple[str, str]] = []
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(entries):
        if isinstance(item, dict | list):
            found += take_bad_numbers(item, f"{path}/{key}")
        elif isinstance(item, str) and item.startswith(BAD_NUMBER):
            value[key] = None
            found.append((f"{path}/{key}", item.removeprefix(BAD_NUMBER)))
    return found
