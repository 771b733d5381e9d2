"""Quick expressions that find at least what a group of slower ones finds, so that the slower ones are seldom asked.

They are made from the others by leaving out what RE2 cannot do: looking ahead and behind, and counting.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import re2

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_MEMORY = 64 << 20  # a bound, of which few MB are used: with less RE2 forgets what it has worked out
_LOOKAROUND = re.compile(r"\(\?<?[=!]")
_COUNT = re.compile(r"\{(?P<least>\d+)(?:,(?P<most>\d+))?\}\??")
MAX_COUNT = 8
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_NAMED = re.compile(r"\(\?P<\w+>")
# What Python holds to be letters and blanks, and RE2, which knows those of ASCII only, does not.
_WIDER = {
    r"\w": r"\w\x{80}-\x{10FFFF}",
    r"\s": r"\s\x{0B}\x{1C}-\x{1F}\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}",
}


def _options() -> Any:
    options = re2.Options()
    options.max_mem = MAX_MEMORY
    options.case_sensitive = False
    options.never_capture = True
    options.log_errors = False
    return options


class Finder:
    """Says in one pass which of many expressions could be found in a text, whatever its case; never wrongly no."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._set = re2.Set.SearchSet(_options())
        for pattern in patterns:
            self._set.Add(_relaxed(pattern))
        self._set.Compile()

    def places(self, text: str) -> Sequence[int]:
        """Places of those expressions in the list given, in no order."""
        return self._set.Match(text) or ()


class Quick:
    """Says where an expression could be found in a text, whatever its case; never wrongly no."""

    def __init__(self, pattern: str) -> None:
        self._quick = re2.compile(_relaxed(pattern).encode(), options=_options())

    def may_match(self, text: str) -> bool:
        """Whether the expression could be found in the text; stops at the first place."""
        return self._quick.search(text.encode()) is not None

    def starts(self, text: str) -> Iterator[int]:
        """Places at which the expression could be found; what is found may reach over others, so each is looked for."""
        data, place, last = text.encode(), 0, 0
        match = self._quick.search(data)
        while match is not None:
            start = match.start()
            place += start - last if text.isascii() else len(data[last:start].decode())
            last = start
            yield place
            match = self._quick.search(data, start + 1)


class Verified(Quick):
    """A slow expression behind a quick one: the quick one finds places, the slow one says whether they hold."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        super().__init__(pattern.pattern)
        self.pattern = pattern

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
    out, in_class, place = [], False, 0
    while place < len(text):
        two = text[place : place + 2]
        if two in _WIDER:
            out.append(_WIDER[two] if in_class else f"[{_WIDER[two]}]")
            place += 2
        elif two[:1] == "\\":
            out.append(two)
            place += 2
        else:
            in_class = (two[0] == "[" and not in_class) or (in_class and two[0] != "]")
            out.append(two[0])
            place += 1
    return "".join(out)


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
            if depth == 0:
                return place
        place += 1
    return len(pattern) - 1
