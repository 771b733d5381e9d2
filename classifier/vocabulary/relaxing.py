"""What RE2 makes of an expression of Python: one that finds at least as much, over one byte a character.

RE2 cannot look ahead and behind, and counts badly; both are left out. An offset is a place in the text, and RE2 has few
states to work out: what Windows-1252 does not know is written as one byte that counts as a letter and as a blank, and
stands for any of it.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import re2

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMORY = 64 << 20  # a bound, of which few MB are used: with less RE2 forgets what it has worked out
_LOOKAROUND = re.compile(r"\(\?<?[=!]")
_COUNT = re.compile(r"\{(?P<least>\d+)(?:,(?P<most>\d+))?\}\??")
MAX_COUNT = 8
MAX_ENCODED = 16  # texts remembered: many expressions are asked of a passage one after the other
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_CLASS_PART = re.compile(r"\\.|\[\^?|\]|[^\x00-\x7e]", re.DOTALL)
_CLASS_OR_BRACKET = re.compile(r"\\.|\[(?:[^\]\\]|\\.)*\]|[()]", re.DOTALL)
_NAMED = re.compile(r"\(\?P<\w+>")
# An edge of a word of which neither side is surely a letter of ASCII: RE2 sees no edge beside other letters.
_EDGE = re.compile(r"(?P<last>\\w[*+]?\??|\)\??)\\b(?![A-Za-z0-9(])|\\b(?=\\w|\[)")
_WORD_LAST = re.compile(r"\\w[*+]?\??[|)]")
_OTHER = 0x7F  # any character that Windows-1252 does not know
# What Python holds to be figures, letters and blanks, and RE2, which knows those of ASCII only, does not.
_WIDER = {r"\d": r"\d\x7f", r"\w": r"\w\x7f-\xff", r"\s": r"\s\x0b\x1c-\x1f\x7f\xa0"}
# In a class that is denied (`[^\W\d]`) what is left out has to be surely left out.
_SURE = {r"\W": r"\x00-/:-@\[-\^`{-~", r"\S": r"!-~\x80-\x9f\xa1-\xff", r"\D": r"\x00-/:-~"}


def _other(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return bytes([_OTHER]) * (error.end - error.start), error.end


codecs.register_error("svmonitor.other", _other)


def encoded(text: str) -> bytes:
    """The text at one byte a character."""
    return text.encode() if text.isascii() else _encoded(text)


@lru_cache(maxsize=MAX_ENCODED)
def _encoded(text: str) -> bytes:
    return text.encode("windows-1252", errors="svmonitor.other")


def options(*, is_cased: bool = False) -> Any:
    """What RE2 is told of every expression."""
    options = re2.Options()
    options.max_mem = MAX_MEMORY
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = is_cased
    options.never_capture = True
    options.log_errors = False
    return options


def relaxed(pattern: str) -> str:
    """The pattern without conditions on what stands around it, and with any number where a number was counted."""
    text = _NAMED.sub("(?:", _without_lookaround(_UNICODE.sub(lambda match: chr(int(match.group(1), 16)), pattern)))
    text = _COUNT.sub(_recounted, _without_unsure_edges(text))
    return _in_classes(text)


def _without_unsure_edges(text: str) -> str:
    """The pattern without edges of words that RE2 may not see, as those behind a letter with an accent."""
    opened = _openings(text)

    def kept(match: re.Match[str]) -> str:
        opening = opened.get(match.start())
        is_sure = opening is not None and _WORD_LAST.search(text, opening, match.start() + 1) is None
        return match.group() if is_sure else match["last"] or ""

    return _EDGE.sub(kept, text)


def _openings(pattern: str) -> dict[int, int]:
    """For each bracket that closes a group, where the group opens."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for part in _CLASS_OR_BRACKET.finditer(pattern):
        if part.group() == "(":
            waiting.append(part.start())
        elif part.group() == ")" and waiting:
            found[part.start()] = waiting.pop()
    return found


def _recounted(match: re.Match[str]) -> str:
    """Small counts stay; large ones, which would cost RE2 a state for each step, become any number."""
    if int(match["most"] or match["least"]) <= MAX_COUNT:
        return match.group()
    return "*" if match["least"] == "0" else "+"


def _in_classes(text: str) -> str:
    """Letters of other alphabets count as letters, and blanks of every width as blanks, inside classes and outside."""
    is_inside = is_denied = False

    def widened(match: re.Match[str]) -> str:
        nonlocal is_inside, is_denied
        found = match.group()
        if is_inside and is_denied:
            is_inside = found != "]"
            return r"\x00" if _is_other(found) else _SURE.get(found, found)  # in its place one that no text holds
        if found in _WIDER:
            return _WIDER[found] if is_inside else f"[{_WIDER[found]}]"
        if found in {"[", "[^", "]"}:
            is_inside, is_denied = found != "]", found == "[^"
        return found

    return _CLASS_PART.sub(widened, text)


def _is_other(sign: str) -> bool:
    """Whether it is a character that stands for any that Windows-1252 does not know."""
    return len(sign) == 1 and encoded(sign) == bytes([_OTHER])


def _without_lookaround(pattern: str) -> str:
    while (match := _LOOKAROUND.search(pattern)) is not None:
        end = closing(pattern, match.start())
        pattern = pattern[: match.start()] + pattern[end + 1 :]
    return pattern


def closing(pattern: str, start: int) -> int:
    """Where the bracket that opens at `start` closes."""
    depth, in_class, place = 0, False, start
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            place += 1
        elif in_class:
            in_class = character != "]"
        elif character == "[":
            in_class = True
        elif character in "()":
            depth += 1 if character == "(" else -1
        if depth == 0 and not in_class:
            return place
        place += 1
    return len(pattern) - 1


def outside(pattern: str) -> Iterator[int]:
    """Places outside all brackets, those that open included."""
    place = 0
    while place < len(pattern):
        yield place
        if pattern[place] in "([":
            place = closing(pattern, place)
        place += 2 if pattern[place] == "\\" else 1
