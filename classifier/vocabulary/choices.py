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


def _plain(data: bytes) -> bytes:
    return b" %b " % data.translate(_PLAIN)


class _Choice:
    """One expression of a list; `number` says where it stands among all."""

    def __init__(self, number: int, list_number: int, opening: Opening) -> None:
        self.number, self.list_number = number, list_number
        self.is_opened, self.has_inside = bool(opening.words), bool(opening.inside)
        self.needed: frozenset[int] = frozenset()  # numbers of the words of which it needs one further on
        self._source = opening.source

    @cached_property
    def quick(self) -> Quick:
        return Quick(self._source)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self._source, re.IGNORECASE)

    def is_open(self, held: set[int]) -> bool:
        """Whether a text that holds these words has those that it needs further on."""
        return not self.has_inside or not self.needed.isdisjoint(held)


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
        self._always: list[_Choice] = []  # those of which neither is known how they open nor any words inside
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
                if not (choice.is_opened or choice.has_inside):
                    self._always.append(choice)
        # Words that open an expression come first: of the others only those count that stand beside one of them.
        ordered = sorted(held.items(), key=lambda item: not item[1].opened)
        words = [word for _, word in ordered]
        self._openers = sum(bool(word.opened) for word in words)
        self._before = [word.before for word in words]
        self._opened = [tuple(word.opened) for word in words]
        for at, each in enumerate(words):
            for choice in each.inside:
                choice.needed |= {at}
        self._opened_lists = [
            tuple({choice.list_number for choice in word.opened if not choice.has_inside}) for word in words
        ]
        self._opened_if = [_needed_by_list(word.opened) for word in words]
        # Those of which it is not known how they open, by the words that they need.
        self._unopened = {
            at: woken
            for at, word in enumerate(words)
            if (woken := [choice for choice in word.inside if not choice.is_opened])
        }
        # A table of the other kind takes half the time, and 7 MB more in every process.
        self._words = BytesAhoCorasick([word for (word, _), _ in ordered], implementation=Implementation.ContiguousNFA)
        self._read = lru_cache(maxsize=MAX_READ)(self._read_anew)

    def make_ready(self) -> None:
        """Make now what would be made when a text first holds words of an expression."""
        for each in self._lists:
            each.make_ready()

    def places_now(self, text: str) -> list[tuple[int, int]]:
        """Places at which an expression could be found, each with its list, in no order."""
        data = encoded(text)
        return list(self._places(data, self._met(data)))

    def places(self, text: str) -> list[set[int]]:
        """The same of a text by itself; those of the texts read last are remembered."""
        return self._read(text)[1]

    def may_match(self, text: str) -> bool:
        """Whether any expression could be found in the text; never wrongly no."""
        data = encoded(text)
        return any(True for _ in self._places(data, self._met(data)))

    def _met(self, data: bytes) -> list[Met]:
        """Where an encoded text holds words that any of the expressions needs, in the order of their ends."""
        found: list[Met] = self._words.find_matches_as_indexes(_plain(data), overlapping=True)
        return found

    def _read_anew(self, text: str) -> tuple[list[Met], list[set[int]]]:
        data = encoded(text)
        met = self._met(data)
        found: list[set[int]] = [set() for _ in self._lists]
        for place, list_number in self._places(data, met):
            found[list_number].add(place)
        return met, found

    def _places(self, data: bytes, met: Sequence[Met]) -> Iterator[tuple[int, int]]:
        """Places at which an expression could be found, each with the list that the expression is of."""
        held = {word for word, _, _ in met}
        for place, list_number in self._asked(met, held):
            if self._lists[list_number].is_at(data, place):
                yield place, list_number
        for choice in self._unopened_in(held):
            for place in choice.quick.starts_in(data):
                yield place, choice.list_number

    def _asked(self, met: Sequence[Met], held: set[int]) -> set[tuple[int, int]]:
        """Places at which a list has to be asked."""
        asked: set[tuple[int, int]] = set()
        openers, before, lists, lists_if = self._openers, self._before, self._opened_lists, self._opened_if
        for word, start, _ in met:
            if word < openers:
                place = start - before[word]
                for list_number in lists[word]:
                    asked.add((place, list_number))
                for list_number, needed in lists_if[word]:
                    if not needed.isdisjoint(held):
                        asked.add((place, list_number))
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
        met = self._met(encoded(text))
        held = {word for word, _, _ in met}
        found: set[int] = set()
        for word, start, _ in met:
            for choice in self._opened[word]:
                is_open = choice.list_number not in found and choice.is_open(held)
                if is_open and choice.pattern.match(text, start - self._before[word]):
                    found.add(choice.list_number)
        for choice in self._unopened_in(held):
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
        held = {word for word, _, _ in met}
        unopened = [choice for choice in self._unopened_in(held) if choice.list_number == list_number]
        tried = {start: set(unopened) for start in starts}
        for word, start, _ in met:
            at_place = tried.get(start - self._before[word]) if word < self._openers else None
            if at_place is not None:
                at_place.update(
                    choice
                    for choice in self._opened[word]
                    if choice.list_number == list_number and choice.is_open(held)
                )
        return tried

    def _unopened_in(self, held: set[int]) -> list[_Choice]:
        """Those that have to be looked for in a text that holds these words, as it is not known how they open."""
        if self._unopened.keys().isdisjoint(held):
            return self._always
        waking = self._unopened.keys() & held
        return [*self._always, *{choice for word in waking for choice in self._unopened[word]}]


def _needed_by_list(choices: Iterable[_Choice]) -> tuple[tuple[int, frozenset[int]], ...]:
    """The lists of expressions that need words further on, each with those words."""
    needed: dict[int, frozenset[int]] = {}
    for choice in choices:
        if choice.has_inside:
            before = needed.get(choice.list_number)
            needed[choice.list_number] = choice.needed if before is None else before | choice.needed
    return tuple(needed.items())


def _match(text: str, start: int, choices: Iterable[_Choice]) -> re.Match[str] | None:
    """What the first of the expressions finds at a place that finds anything."""
    ordered = sorted(choices, key=_NUMBER)
    return next((match for each in ordered if (match := each.pattern.match(text, start)) is not None), None)


def _padded(opening: Opening) -> Iterator[tuple[bytes, bool]]:
    """The words of an expression with the blanks that edges of words are, each with whether one was put before it."""
    for word in opening.words:
        is_padded = opening.is_edged and word[0].isalnum()
        after = b" " if opening.is_closed and word[-1].isalnum() else b""
        yield b" " * is_padded + word.encode().translate(_PLAIN) + after, is_padded
