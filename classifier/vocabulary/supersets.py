"""Quick expressions that find at least what a group of slower ones finds, so that the slower ones are seldom asked.

They are made from the others by leaving out what RE2 cannot do, and read a text at one byte a character.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import re2

from classifier.errors import ClassifierError
from classifier.vocabulary.expressions import expression, is_cased, source_of
from classifier.vocabulary.relaxing import encoded, options, relaxed

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANYWHERE, _HERE = re2._Anchor.UNANCHORED, re2._Anchor.ANCHOR_START  # noqa: SLF001


def _compiled(source: str, *, is_cased: bool = False) -> Any:
    """An expression of RE2 itself: what its wrapper makes of every match takes longer than to find one."""
    try:
        return re2.compile(encoded(relaxed(source)), options=options(is_cased=is_cased))._regexp  # noqa: SLF001
    except re2.error as error:
        raise ClassifierError(f"{source!r} is no regular expression: {error}") from error


class Quick:
    """Says where an expression could be found in a text, whatever its case; never wrongly no."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _any(self) -> Any:
        expressions = re2.Set.SearchSet(options())
        expressions.Add(encoded(relaxed(self.source)))
        expressions.Compile()
        return expressions

    @cached_property
    def _each(self) -> Any:
        return _compiled(self.source)

    def make_ready(self) -> None:
        """Make now what would be made when a place is first looked at."""
        _ = self._each

    def may_match(self, text: str) -> bool:
        """Whether the expression could be found in the text."""
        return bool(self._any.Match(encoded(text)))

    def is_at(self, data: bytes, place: int) -> bool:
        """Whether the expression could be found at a place of an encoded text."""
        return bool(self._each.Match(_HERE, data, place, len(data))[0][0] >= 0)

    def starts(self, text: str) -> Iterator[int]:
        """Places at which the expression could be found; what is found may reach over others, so each is looked for."""
        return self.starts_in(encoded(text))

    def starts_in(self, data: bytes) -> Iterator[int]:
        """The same of a text that is encoded already."""
        search, end = self._each.Match, len(data)
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
        data, search = encoded(text), self._each.Match
        end = len(data)
        start = search(_ANYWHERE, data, 0, end)[0][0]
        while start >= 0:
            match = self.pattern.match(text, start)
            if match is not None:
                yield match
            after = start + 1 if match is None else max(match.end(), start + 1)
            start = search(_ANYWHERE, data, after, end)[0][0] if after <= end else -1

    def sub(self, replacement: str, text: str, *, is_filled: bool = False) -> str:
        """The text with the replacement, taken as it stands, wherever the expression is found.

        Where `is_filled` it stands for each character that was found, so that all others keep their places.
        """
        parts, last = [], 0
        for match in self.finditer(text):
            parts += [text[last : match.start()], replacement * (len(match.group()) if is_filled else 1)]
            last = match.end()
        return "".join([*parts, text[last:]]) if parts else text

    def spans(self, text: str) -> list[tuple[int, int]]:
        """All places at which the expression is found, in order."""
        return [match.span() for match in self.finditer(text)]


class _Named(Verified):
    """One of the expressions of the data file: compiled when it is first needed, which in most texts it never is."""

    def __init__(self, name: str) -> None:
        super().__init__(source_of(name))
        self._name, self._is_cased = name, is_cased(name)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The slow expression itself."""
        return expression(self._name)


@cache
def verified(name: str) -> Verified:
    """The expression of that name behind its quick one, made once for all who ask it."""
    return _Named(name)
