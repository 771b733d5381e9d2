"""Long lists of expressions of which any may be found: each is asked only where a text holds words that it opens with.

All those words are looked for in one pass over a text, in which anything but letters and figures counts as a blank.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, Implementation

from classifier.vocabulary.openings import openings
from classifier.vocabulary.relaxing import encoded
from classifier.vocabulary.supersets import Quick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from classifier.vocabulary.openings import Opening

    Met = tuple[int, int, int]  # which words a text holds, and where they begin and end, both one further

_PLAIN = bytes(code if re.match(rb"\w", bytes([code])) else 0x20 for code in range(256)).lower()


_NUMBER = attrgetter("number")
MAX_READ = 16  # texts remembered: several things are asked of a passage one after the other


def _plain(text: str) -> bytes:
    return b" %b " % encoded(text).translate(_PLAIN)


class _Choice:
    """One expression of a list; `number` says where it stands among all."""

    def __init__(self, number: int, list_number: int, opening: Opening) -> None:
        self.number, self.list_number = number, list_number
        self.is_opened, self.has_inside = bool(opening.words), bool(opening.inside)
        self._source = opening.source

    @cached_property
    def quick(self) -> Quick:
        return Quick(self._source)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE)


class _Word:
    """Words as they are looked for, and the expressions that open with them, or hold them further on."""

    def __init__(self, *, is_padded: bool) -> None:
        self.before = 0 if is_padded else 1  # blanks that a text is read with, less that the words are looked for with
        self.opened: list[_Choice] = []
        self.inside: list[_Choice] = []


class Choices:
    """Lists of expressions, each given as the sources of its expressions. Upper and lower case are alike."""

    def __init__(self, lists: Iterable[Sequence[str]]) -> None:
        sources = ["|".join(each) for each in lists]
        self._lists = [Quick(source) for source in sources]
        self._unopened: list[_Choice] = []  # those of which it is not known how they open
        self._always: list[_Choice] = []  # nor any words inside
        held: dict[tuple[bytes, bool], _Word] = {}
        numbers = count()
        for list_number, source in enumerate(sources):
            for opening in openings(source):
                choice = _Choice(next(numbers), list_number, opening)
                for word, is_padded in _padded(opening):
                    held.setdefault((word, is_padded), _Word(is_padded=is_padded)).opened.append(choice)
                for needed in opening.inside:
                    plain = needed.encode().translate(_PLAIN)
                    held.setdefault((plain, False), _Word(is_padded=False)).inside.append(choice)
                if not choice.is_opened:
                    (self._unopened if choice.has_inside else self._always).append(choice)
        # Words that open an expression come first: of the others only those count that stand beside one of them.
        ordered = sorted(held.items(), key=lambda item: not item[1].opened)
        words = [word for _, word in ordered]
        self._openers = sum(bool(word.opened) for word in words)
        self._before = [word.before for word in words]
        self._opened = [word.opened for word in words]
        self._opened_if = [[choice for choice in word.opened if choice.has_inside] for word in words]
        self._opened_lists = [
            sorted({choice.list_number for choice in word.opened if not choice.has_inside}) for word in words
        ]
        self._inside = [word.inside for word in words]
        # Words for which any of the unopened has to be asked.
        self._waking = {at for at, word in enumerate(words) if not all(each.is_opened for each in word.inside)}
        # No slower than a table of the other kind, of ten times its size.
        self._words = BytesAhoCorasick([word for (word, _), _ in ordered], implementation=Implementation.ContiguousNFA)
        self._read = lru_cache(maxsize=MAX_READ)(self._read_anew)

    def make_ready(self) -> None:
        """Make now what would be made when a text first holds words of an expression."""
        for each in self._lists:
            each.make_ready()

    def met(self, text: str) -> list[Met]:
        """Where the text holds words that any of the expressions needs, in the order of their ends."""
        found: list[Met] = self._words.find_matches_as_indexes(_plain(text), overlapping=True)
        return found

    def is_asked(self, met: Sequence[Met]) -> bool:
        """Whether any expression has to be asked of a text that holds these words."""
        return bool(met or self._always)

    def starts(self, text: str, met: Sequence[Met], left: int = 0) -> list[set[int]]:
        """For each list, places at which any of its expressions could be found.

        `met` are the words of the text, or of one in which it begins at `left`.
        """
        found: list[set[int]] = [set() for _ in self._lists]
        for place, list_number in self._places(text, met, left):
            found[list_number].add(place)
        return found

    def places_now(self, text: str) -> list[tuple[int, int]]:
        """Places at which an expression could be found, each with its list, in no order."""
        met = self.met(text)
        return list(self._places(text, met, 0)) if self.is_asked(met) else []

    def places(self, text: str) -> list[set[int]]:
        """The same of a text by itself; those of the texts read last are remembered."""
        return self._read(text)[1]

    def may_match(self, text: str) -> bool:
        """Whether any expression could be found in the text; never wrongly no."""
        met = self.met(text)
        return self.is_asked(met) and any(True for _ in self._places(text, met, 0))

    def _read_anew(self, text: str) -> tuple[list[Met], list[set[int]]]:
        met = self.met(text)
        return met, self.starts(text, met) if self.is_asked(met) else [set() for _ in self._lists]

    def _places(self, text: str, met: Sequence[Met], left: int) -> Iterator[tuple[int, int]]:
        """Places at which an expression could be found, each with the list that the expression is of."""
        asked = self._asked(met, left)
        is_woken = not self._waking.isdisjoint([word for word, _, _ in met])
        unopened = self._unopened_in(self._inside_of(met)) if is_woken else self._always
        data = encoded(text) if asked or unopened else b""
        for place, list_number in asked:
            if self._lists[list_number].is_at(data, place):
                yield place, list_number
        for choice in unopened:
            for place in choice.quick.starts_in(data):
                yield place, choice.list_number

    def _asked(self, met: Sequence[Met], left: int) -> set[tuple[int, int]]:
        """Places at which a list has to be asked."""
        asked: set[tuple[int, int]] = set()
        inside: set[_Choice] | None = None  # worked out where it is needed, which is seldom
        openers, before, lists = self._openers, self._before, self._opened_lists
        for word, start, _ in met:
            if word >= openers:
                continue
            place = start - before[word] - left
            for list_number in lists[word]:
                asked.add((place, list_number))
            if self._opened_if[word]:
                inside = self._inside_of(met) if inside is None else inside
                asked.update((place, each.list_number) for each in self._opened_if[word] if each in inside)
        return asked

    def finditer(self, text: str, list_number: int) -> Iterator[re.Match[str]]:
        """All places at which any expression of a list is found, in order, none over another.

        Of several at one place the first of the list counts.
        """
        met, starts = self._read(text)
        if starts[list_number]:
            yield from self._finditer(text, self._tried(met, list_number, starts[list_number]))

    def firsts(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Each list of which any expression is found, in order, with the first place."""
        met, all_starts = self._read(text)
        for list_number, starts in enumerate(all_starts):
            match = next(self._finditer(text, self._tried(met, list_number, starts)), None) if starts else None
            if match is not None:
                yield list_number, match

    def found(self, text: str) -> set[int]:
        """The lists of which any expression is found."""
        met = self.met(text)
        inside = self._inside_of(met)
        found: set[int] = set()
        for word, start, _ in met:
            for choice in self._opened[word]:
                is_open = choice.list_number not in found and (not choice.has_inside or choice in inside)
                if is_open and choice.pattern.match(text, start - self._before[word]):
                    found.add(choice.list_number)
        for choice in self._unopened_in(inside):
            if choice.list_number not in found and choice.pattern.search(text):
                found.add(choice.list_number)
        return found

    def _finditer(self, text: str, tried: dict[int, set[_Choice]]) -> Iterator[re.Match[str]]:
        end = 0
        for start in sorted(tried):
            match = _match(text, start, tried[start]) if start >= end else None
            if match is not None:
                yield match
                end = max(match.end(), start + 1)

    def _tried(self, met: Sequence[Met], list_number: int, starts: Iterable[int]) -> dict[int, set[_Choice]]:
        """The expressions of a list that could begin at each of the places."""
        inside = self._inside_of(met)
        unopened = [choice for choice in self._unopened_in(inside) if choice.list_number == list_number]
        tried = {start: set(unopened) for start in starts}
        for word, start, _ in met:
            at_place = tried.get(start - self._before[word]) if word < self._openers else None
            if at_place is not None:
                at_place.update(
                    choice
                    for choice in self._opened[word]
                    if choice.list_number == list_number and (not choice.has_inside or choice in inside)
                )
        return tried

    def _inside_of(self, met: Iterable[Met]) -> set[_Choice]:
        """The expressions that need words inside of which the text holds some."""
        return {choice for word, _, _ in met for choice in self._inside[word]}

    def _unopened_in(self, inside: set[_Choice]) -> list[_Choice]:
        return [*self._always, *(choice for choice in self._unopened if choice in inside)]


def _match(text: str, start: int, choices: Iterable[_Choice]) -> re.Match[str] | None:
    """What the first of the expressions finds at a place that finds anything."""
    ordered = sorted(choices, key=_NUMBER)
    return next((match for each in ordered if (match := each.pattern.match(text, start)) is not None), None)


def _padded(opening: Opening) -> Iterator[tuple[bytes, bool]]:
    """The words of an expression as they are looked for, with the blanks around them that edges of words are.

    Each with whether a blank was put before it.
    """
    for word in opening.words:
        is_padded = opening.is_edged and word[0].isalnum()
        after = b" " if opening.is_closed and word[-1].isalnum() else b""
        yield b" " * is_padded + word.encode().translate(_PLAIN) + after, is_padded
