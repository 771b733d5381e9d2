"""Quick expressions that find at least what a group of slower ones finds, so that the slower ones are seldom asked.

They are made from the others by leaving out what RE2 cannot do, and read a text at one byte a character.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

import re2

from classifier.vocabulary.relaxing import encoded, options, relaxed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SET_SIZE = 8
_ANYWHERE = re2._Anchor.UNANCHORED  # noqa: SLF001


def _compiled(source: str, *, is_cased: bool = False) -> Any:
    """An expression of RE2 itself: what its wrapper makes of every match takes longer than to find one."""
    return re2.compile(encoded(relaxed(source)), options=options(is_cased=is_cased))._regexp  # noqa: SLF001


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
    expressions = re2.Set.SearchSet(options())
    for pattern in patterns:
        expressions.Add(encoded(relaxed(pattern)))
    expressions.Compile()
    return expressions


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
