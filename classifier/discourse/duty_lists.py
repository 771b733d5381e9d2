"""Items of a list of duties that stands under, or holds, words on social value: `The Provider shall: (b) give ...`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from classifier.discourse.list_ends import is_of_thing
from classifier.discourse.neighbours import speaks
from classifier.discourse.open_lists import BARE_NAMES
from classifier.rules.facts import Decision
from classifier.rules.themes import benefits_in, themes_in
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged

_OPENS = expression("opens_list_of_duties")
_DENIES = expression("not_applicable")
_HANDED_IN = expression("opens_papers")
_MARK = re.compile(
    r"\s*(?:(?P<sign>[-*\u2013\u2014\u2022\u00b7\u25cf\u25aa\u25a0\u25e6])|(?P<bracket>\()?(?P<letter>[a-zA-Z]|[ivx]{1,4})(?:\)|\.)(?=\s)"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2})*)(?P<close>[.)]?)(?=\s))"
)
_OWN_SUBJECT = re.compile(r"\W*(?:(?:\d[\d.]*|\(?[a-z]{1,3}[.)]) *)?(?:The|Our|We|It|This|These|Under|In)\b")
_OPEN = frozenset({"none", "theme_only"})
_CLOSED = frozenset({"excluded", "criterion"})
_ASKED = frozenset({"requirement", "mention"})
_TAKEN = BARE_NAMES | {"mention.act"}
_CERTAIN = frozenset({"none.guidance", "none.statutes", "none.of_thing"})
_BESIDE = Decision("requirement", "requirement.in_duties", "stands in a list of duties on social value")
MAX_ITEMS = 14
HEADING_CHARS = 110
MIN_ITEMS = 2


@dataclass(slots=True)
class _List:
    """A list of duties: the place that opens it, those of its items, and whether all of it is on social value."""

    opener: int
    items: list[int]
    is_all: bool


def with_duty_lists(items: Sequence[Judged]) -> list[Judged]:
    """The passages, those that such a list makes requirements as such."""
    out = list(items)
    for place in range(len(items)):
        found = _list_at(items, place)
        if found is None or not (found.is_all or any(_is_asked(items[each]) for each in found.items)):
            continue
        for each in found.items:
            if _is_duty(items[each], is_all=found.is_all):
                out[each] = replace(items[each], decision=_BESIDE)
        if found.is_all and speaks(items[place]) and items[place].decision.rule in _TAKEN:
            out[place] = replace(items[place], decision=_BESIDE)
    return out


def _list_at(items: Sequence[Judged], place: int) -> _List | None:
    """The list that a passage opens as one of duties of who supplies."""
    if items[place].decision.kind in _CLOSED:
        return None
    kind, rows = "", []
    for each in range(place + 1, min(len(items), place + 1 + MAX_ITEMS)):
        own = _kind_of_mark(items[each])
        if not own or (kind and own != kind):
            break
        kind = own
        rows.append(each)
    if len(rows) < MIN_ITEMS or (kind != "plain" and _kind_of_mark(items[place]) == kind):
        return None
    text = items[place].passage.clean
    is_opener = _OPENS.search(text) is not None and _HANDED_IN.search(text) is None
    return _List(place, rows, is_all=_is_on_it(items, place)) if is_opener else None


def _kind_of_mark(item: Judged) -> str:
    """What marks an item: a sign, a letter or a number of a depth; empty where nothing does."""
    match = _MARK.match(item.passage.words)
    if match is None:
        return "" if not item.passage.is_item else "plain"
    if match["sign"]:
        return str(match["sign"])
    if match["letter"]:
        return f"{match['bracket'] or ''}letter"
    return f"number{match['number'].count('.')}{match['close']}"


def _is_on_it(items: Sequence[Judged], place: int) -> bool:
    """Whether the opener names social value, or stands right under a heading that does no more."""
    if speaks(items[place]):
        return True
    head = items[place - 1] if place else None
    if head is None or not speaks(head) or head.decision.kind not in _ASKED:
        return False
    text = head.passage.clean
    is_line = len(text) <= HEADING_CHARS and head.passage.block != items[place].passage.block
    return is_line and not text.endswith((".", ";", ","))


def _is_asked(item: Judged) -> bool:
    """Whether an item is itself a duty on social value."""
    return speaks(item) and item.decision.kind == "requirement"


def _is_duty(item: Judged, *, is_all: bool) -> bool:
    """Whether an item is taken as one on social value: any where all are, else one that serves others."""
    text = item.passage.clean
    if item.decision.rule in _TAKEN:
        return _OWN_SUBJECT.match(text) is None
    if item.decision.kind not in _OPEN or item.decision.rule in _CERTAIN or _DENIES.search(text) is not None:
        return False
    if is_all:
        return "?" not in text
    return bool(benefits_in(text)) and bool(themes_in(text)) and not is_of_thing(text)
