"""Quick expressions that find at least what a group of slower ones finds, so that the slower ones are seldom asked.

They are made from the others by leaving out what RE2 cannot do: looking ahead and behind, and counting. They read a
text at one byte a character, so that an offset is a place in the text and RE2 has few states to work out: what
Windows-1252 does not know is written as one byte that counts as a letter and as a blank, and stands for any of it.
"""

from __future__ import annotations

import codecs
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import re2

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_MEMORY = 64 << 20  # a bound, of which few MB are used: with less RE2 forgets what it has worked out
_LOOKAROUND = re.compile(r"\(\?<?[=!]")
_COUNT = re.compile(r"\{(?P<least>\d+)(?:,(?P<most>\d+))?\}\??")
MAX_COUNT = 8
SET_SIZE = 8
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_CLASS_PART = re.compile(r"\\.|\[\^?|\]|[^\x00-\x7e]", re.DOTALL)
_NAMED = re.compile(r"\(\?P<\w+>")
_GAP = re.compile(r"(?:\.|\[\^(?:[^\]\\]|\\.)*\])(?:[*+]|\{\d+,\d{2,}\})")  # `.{0,30}`, `[^.;]{0,60}`
_LETTERS = re.compile("[a-z]{3}")
_ANYWHERE = re2._Anchor.UNANCHORED  # noqa: SLF001
_OTHER = 0x7F  # any character that Windows-1252 does not know
# What Python holds to be letters and blanks, and RE2, which knows those of ASCII only, does not.
_WIDER = {r"\w": r"\w\x7f-\xff", r"\s": r"\s\x0b\x1c-\x1f\x7f\xa0"}
# In a class that is denied (`[^\W\d]`) what is left out has to be surely left out.
_SURE = {r"\W": r"\x00-/:-@\[-\^`{-~", r"\S": r"!-~\x80-\x9f\xa1-\xff", r"\D": r"\x00-/:-~"}


def _other(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return bytes([_OTHER]) * (error.end - error.start), error.end


codecs.register_error("svmonitor.other", _other)


def encoded(text: str) -> bytes:
    """The text at one byte a character."""
    return text.encode() if text.isascii() else text.encode("windows-1252", errors="svmonitor.other")


def _options(*, is_cased: bool = False) -> Any:
    options = re2.Options()
    options.max_mem = MAX_MEMORY
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = is_cased
    options.never_capture = True
    options.log_errors = False
    return options


def _compiled(source: str, *, is_cased: bool = False) -> Any:
    """An expression of RE2 itself: what its wrapper makes of every match takes longer than to find one."""
    return re2.compile(encoded(_relaxed(source)), options=_options(is_cased=is_cased))._regexp  # noqa: SLF001


class Finder:
    """Says which of many expressions could be found in a text, whatever its case; never wrongly no.

    RE2 works out the states of a set while it reads, and these grow with the product of its expressions: several small
    sets are ready sooner than a large one.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._sets = [
            (first, _set_of(patterns[first : first + SET_SIZE])) for first in range(0, len(patterns), SET_SIZE)
        ]

    def places(self, text: str) -> Sequence[int]:
        """Places of those expressions in the list given, in no order."""
        data = encoded(text)
        return [first + place for first, expressions in self._sets for place in expressions.Match(data) or ()]


def _set_of(patterns: Sequence[str]) -> Any:
    expressions = re2.Set.SearchSet(_options())
    for pattern in patterns:
        expressions.Add(encoded(_relaxed(pattern)))
    expressions.Compile()
    return expressions


def head(source: str) -> str:
    """The expression without what follows a wide gap: found wherever the expression is found, and sooner worked out.

    RE2 has to remember each gap that was opened, to the end of the line: `people.{0,30}jobs` becomes `people`.
    """
    parts: list[str] = []
    start, end = 0, -1
    for place in (*_outside(source), len(source)):
        if source[place : place + 1] in {"|", ""}:
            parts.append(source[start : place if end < 0 else end])
            start, end = place + 1, -1
        elif end < 0 and _GAP.match(source, place) and _LETTERS.search(source, start, place):
            end = place
    return "|".join(parts)


def _outside(pattern: str) -> Iterator[int]:
    """Places outside all brackets, those that open included."""
    place = 0
    while place < len(pattern):
        yield place
        if pattern[place] in "([":
            place = _closing(pattern, place)
        place += 2 if pattern[place] == "\\" else 1


class Quick:
    """Says where an expression could be found in a text, whatever its case; never wrongly no."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _any(self) -> Finder:
        return Finder([self.source])

    @cached_property
    def _each(self) -> Any:
        return _compiled(self.source)

    def may_match(self, text: str) -> bool:
        """Whether the expression could be found in the text."""
        return bool(self._any.places(text))

    def starts(self, text: str) -> Iterator[int]:
        """Places at which the expression could be found; what is found may reach over others, so each is looked for."""
        data, search = encoded(text), self._each.Match
        end = len(data)
        start = search(_ANYWHERE, data, 0, end)[0][0]
        while start >= 0:
            yield start
            start = search(_ANYWHERE, data, start + 1, end)[0][0] if start < end else -1


class Verified(Quick):
    """A slow expression behind a quick one: the quick one finds places, the slow one says whether they hold."""

    def __init__(self, pattern: re.Pattern[str] | str) -> None:
        """One given as its source is compiled when it is first asked for, whatever the case of the text."""
        super().__init__(pattern if isinstance(pattern, str) else pattern.pattern)
        self._given = pattern
        self._is_cased = not (isinstance(pattern, str) or pattern.flags & re.IGNORECASE)

    @cached_property
    def _each(self) -> Any:
        return _compiled(self.source, is_cased=self._is_cased)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The slow expression itself."""
        return re.compile(self._given, re.IGNORECASE) if isinstance(self._given, str) else self._given

    def may_match(self, text: str) -> bool:
        """Whether the expression could be found in the text; stops at the first place."""
        data = encoded(text)
        return bool(self._each.Match(_ANYWHERE, data, 0, len(data))[0][0] >= 0)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place at which the expression is found."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All places at which the expression is found, in order, none over another."""
        end = 0
        for start in self.starts(text):
            if start >= end and (match := self.pattern.match(text, start)) is not None:
                yield match
                end = max(match.end(), start + 1)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """All places at which the expression is found, in order."""
        return [match.span() for match in self.finditer(text)]


def _relaxed(pattern: str) -> str:
    """The pattern without conditions on what stands around it, and with any number where a number was counted."""
    text = _NAMED.sub("(?:", _without_lookaround(_UNICODE.sub(lambda match: chr(int(match.group(1), 16)), pattern)))
    text = _COUNT.sub(_recounted, text)
    return _in_classes(text)


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
        end = _closing(pattern, match.start())
        pattern = pattern[: match.start()] + pattern[end + 1 :]
    return pattern


def _closing(pattern: str, start: int) -> int:
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
