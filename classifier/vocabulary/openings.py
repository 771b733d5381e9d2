"""Words that expressions open with: `(?:new|more) jobs?` with `new job` or `more job`.

They are worked out from the expressions themselves, whatever their form, so that a great many can be looked for in one
pass over a text, and each asked only at the places where it could begin. In small letters of ASCII.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Opened = tuple[frozenset[str], bool]  # the words, and whether nothing follows them

_TOKEN = re.compile(
    r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|\[\^?(?:[^\]\\]|\\.)+\]|\(\?P<\w+>|\(\?<?[=!]|\(\?[a-z]*:|\(\?[a-z]+\)"
    r"|\{\d+(?:,\d*)?\}\??|[*+?]\??|(?:[a-zA-Z0-9 ](?![*+?{]))+|.",
    re.DOTALL,
)
_LOOKS_AROUND = frozenset({"(?=", "(?!", "(?<=", "(?<!"})
_EMPTY = re.compile(r"[\^$]|\\[bBAZ]|\(\?[a-z]+\)")
_FEW_SIGNS = re.compile(r"\[(?!\^)(?:[a-z0-9 &',;/](?!-[^\]])|-){1,4}\]", re.IGNORECASE)
_EDGE = r"\b"
# What most notices hold tells nothing of them, and what many hold, given by its first letters, tells little.
_COMMON_WORDS = """
    all and any are based be by for from in is it its meet must n no not number of on provid required s service shall
    should suppl that the their they this to will with within would you
"""
_FREQUENT_WORDS = """
    addit acros area benef busin car child colle compa data desig devel digit econo elect emplo energ equip event facil
    firm furth give group healt impro indep limit maint menta new offer offic open oppor order peopl perso plant post
    pract procu produ progr quali remov resid retur right schem schoo singl site socia solut staff suppl suppo take team
    test train value vehic visit waste work young your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_FREQUENT = frozenset(_FREQUENT_WORDS.split())
_STEM = 5
SHORT = (2, 3)  # rarity below which words stand nearly everywhere
LONG = 6  # letters from which words are rare enough
MOST = 80  # words for one expression
_NOTHING = frozenset({""})


@dataclass(frozen=True, slots=True)
class Opening:
    """An expression and the words that it opens with, none where they are not known.

    `is_edged` says that a word begins there, `is_closed` that one ends behind them. Where they are common, `inside`
    holds words of which it needs one further on.
    """

    source: str
    words: frozenset[str]
    is_edged: bool
    is_closed: bool
    inside: frozenset[str]


def openings(source: str) -> Iterator[Opening]:
    """The alternatives of an expression, each with the words that it opens with."""
    tokens = _TOKEN.findall(source)
    reader = _Reader(tokens)
    for start, end in reader.written_out(0, len(tokens)):
        words, is_whole, after = reader.opened(start, end)
        inside: frozenset[str] = frozenset()
        if not is_whole and _shortest(words) < LONG:
            others = (reader.opened(place, end)[0] for place in reader.parts(after, end))
            inside = max((each for each in others if _rarity(each) >= SHORT), key=_rarity, default=frozenset())
        is_closed = is_whole and tokens[end - 1] == _EDGE
        is_known = all(map(str.strip, words)) and (_shortest(words) or not inside)
        yield Opening(
            "".join(tokens[start:end]),
            (words if is_closed else _least(words)) if is_known else frozenset(),
            is_edged=tokens[start] == _EDGE,
            is_closed=is_closed,
            inside=_least(inside),
        )


class _Reader:
    """Reads how parts of an expression open, from its tokens."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._items: dict[int, Opened] = {}  # what was read already, by its place
        self._closing: dict[int, int] = {}  # for each bracket that opens a group, where it closes
        waiting: list[int] = []
        for place, part in enumerate(tokens):
            if part[0] == "(" and not part.endswith(")"):
                waiting.append(place)
            elif part == ")" and waiting:
                self._closing[waiting.pop()] = place

    def alternatives(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the alternatives between two places begin and end."""
        place = start
        while place < end:
            if self._tokens[place] == "|":
                yield start, place
                start = place + 1
            place = self._closing.get(place, place) + 1
        yield start, end

    def written_out(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The same, and of an alternative that is a group those inside it."""
        for left, right in self.alternatives(start, end):
            if left < right and self._tokens[left] == "(?:" and self._closing[left] == right - 1:
                yield from self.written_out(left + 1, right - 1)
            else:
                yield left, right

    def parts(self, start: int, end: int) -> Iterator[int]:
        """Where the parts that follow each other between two places begin, not in the middle of words."""
        is_inside = False  # a word
        while start < end:
            if not is_inside:
                yield start
            is_inside = self._tokens[start][-1].isalnum() and self._tokens[start][0] != "\\"
            start = self._closing.get(start, start) + 1
            start += start < end and self._is_count(start)

    def opened(self, start: int, end: int) -> tuple[frozenset[str], bool, int]:
        """How the parts that follow each other between two places open, and where those begin that are left."""
        run, place, is_whole = _NOTHING, start, True
        while place < end and is_whole:
            part = place
            words, is_whole = self._item(place)
            place = self._closing.get(place, place) + 1
            if place < end and self._is_count(place):
                words, is_whole = _counted(words, self._tokens[place], is_whole=is_whole)
                place += 1
            if len(words) > 1 and len(words) * len(run) > (MOST if _shortest(run) < LONG else len(run)):
                return run, False, part
            run = frozenset([before + after for before in run for after in words])
        return run, is_whole, place

    def _is_count(self, place: int) -> bool:
        token = self._tokens[place]
        return token[0] in "*+?" or token[0] == "{" != token

    def _item(self, place: int) -> Opened:
        if place not in self._items:
            self._items[place] = self._read(place)
        return self._items[place]

    def _read(self, place: int) -> Opened:
        token = self._tokens[place]
        if _EMPTY.fullmatch(token) or token in _LOOKS_AROUND:
            return _NOTHING, True
        if token[0] == "(" and place in self._closing:
            inner = [self.opened(*each) for each in self.alternatives(place + 1, self._closing[place])]
            return frozenset().union(*(each[0] for each in inner)), all(each[1] for each in inner)
        if token[0] == "[" != token:
            return (frozenset(token[1:-1].lower()), True) if _FEW_SIGNS.fullmatch(token) else (_NOTHING, False)
        is_sign = token[0] == "\\" and not token[1].isalnum()
        sign = token[1:] if is_sign else token
        is_known = sign.isascii() and (is_sign or token[0] not in ".\\")
        return (frozenset({sign.lower()}), True) if is_known else (_NOTHING, False)


def _counted(words: frozenset[str], count: str, *, is_whole: bool) -> Opened:
    """How a part opens that may stand several times, or not at all."""
    if count[0] == "?" and is_whole:
        return words | _NOTHING, True
    return (words, False) if count[0] == "+" or (count[0] == "{" and count[1] != "0") else (_NOTHING, False)


def _least(words: frozenset[str]) -> frozenset[str]:
    """The words without those that begin with others of them."""
    kept: list[str] = []
    for word in sorted(words):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return frozenset(kept)


def _rarity(words: frozenset[str]) -> tuple[int, int]:
    return _shortest(words), min(map(_length, words))


def _shortest(words: frozenset[str]) -> int:
    """Letters of the shortest of the words, those that are common apart."""
    return min(map(_weight, words))


@cache
def _length(words: str) -> int:
    return len(words.strip())


@cache
def _weight(words: str) -> int:
    return sum(map(_letters, words.split()))


@cache
def _letters(word: str) -> int:
    if word in _COMMON:
        return 0
    return 2 if word[:_STEM] in _FREQUENT else len(word)
