"""Passages that speak for the ones after them: list openers, headings, and `this will be scored`.

A passage such as `A summary of the expected community benefits follows:` opens a frame; the items under it take its
kind, until wording that ends it. A later passage may also point back: `This will be tested in your response`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision
from classifier.rules.pointers import REGENERATION, Judged, answers, goes_on, points_back
from classifier.rules.theme_rules import asks_bidders
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_DEMANDS = expression("demands")
_DENIES_IT = expression("denies_it")
_ENDS = expression("ends")
_GIVES_REASON = expression("gives_reason")
_HEADING = expression("heading")
_NOT_APPLICABLE = expression("not_applicable")
_OPENS = expression("opens")
_PROGRAMME = expression("programme_that")
_OPENS_DUTIES = expression("opens_duties")
_OPENS_CRITERIA = expression("opens_criteria")
_PRICE = expression("price")
_QUESTION = expression("question")
_SCORED_ENTRY = expression("scored_entry")
_TEMPLATE_OPENS = expression("template_opens")
MAX_ITEMS = 14
MAX_REASONS = 2
POINT_BACK = 2  # passages
LIST_REACH = 8  # passages of a list, before one that says they do not apply
MIN_BENEFITS = 2
MIN_LIST = 3
MOST_OF_LIST = 0.6  # share of the items of a list that speak of themes, from which all of these count
HEADING_CHARS = 60
NAME_CHARS = 90
OPENER_CHARS = 30  # the end of a passage, where it says that a list follows
_PLAIN = frozenset({"mention.concept", "mention.standard", "criterion.labelled"})
_BARE_NAMES = frozenset({"mention.concept", "mention.standard"})
_ASKED = frozenset({f"theme_only.{name}" for name in ("asked", "question", "passive", "where_possible", "wanted")})
_ASKS = frozenset({"requirement", "mention"})
_QUESTIONED = frozenset({"theme_only.weight", "theme_only.question", "theme_only.scored"})
_AFFIRMS = frozenset({"criterion", "requirement", "mention"})
_LISTED = Decision("theme_only", "theme_only.list_item", "an item of a list of several benefits")


@dataclass(slots=True)
class _Frame:
    """An open list: whose kind its items take, and how many more it may have."""

    opener: Judged
    is_heading: bool = False
    is_criterion: bool = False
    takes_all: bool = False
    left: int = MAX_ITEMS


class _Reader:
    """Walks through the passages of one text and remembers what is open and what was said last."""

    def __init__(self, items: list[Judged]) -> None:
        self._items = items
        self._frame: _Frame | None = None
        self._last: Judged | None = None
        self._last_position = -POINT_BACK - 1
        self._last_listed = -LIST_REACH - 1

    def read(self) -> Iterator[Judged]:
        for position, item in enumerate(self._items):
            near = self._last if position - self._last_position <= POINT_BACK else None
            if item.passage.is_item and item.analysis is not None and item.analysis.has_theme:
                self._last_listed = position
            is_mute = item.analysis is None and near is None and self._frame is None
            if is_mute and (position - self._last_listed > LIST_REACH or not _DENIES_IT.match(item.passage.clean)):
                yield item
                continue
            if ends_frame(item.passage.clean):
                self._frame = None
            yield self._spoken(position, near, item) if _speaks(item) else self._heard(position, near, item)

    def _spoken(self, position: int, near: Judged | None, item: Judged) -> Judged:
        """A passage that speaks of social value in its own words."""
        item = _entry_of(self._frame, _answer_to(near, _example_of(near, item)))
        if _is_bare_name(item) and self._is_in_criteria(position):
            item = replace(item, decision=Decision("criterion", "criterion.list_item", "stands in a list of criteria"))
        elif item.passage.is_item and item.decision.rule in _PLAIN and self._is_asked_for(position):
            item = replace(
                item, decision=Decision("requirement", "requirement.list_item", "stands in a list of duties")
            )
        self._frame = _within(self._frame, _open(item)) or _keep(self._frame, item)
        if item.decision.kind in _AFFIRMS:
            self._last, self._last_position = item, position
        return item

    def _is_in_criteria(self, position: int) -> bool:
        """Whether a passage before this one opened a list of criteria."""
        before = self._items[max(0, position - MAX_ITEMS) : position]
        return any(_OPENS_CRITERIA.search(item.passage.clean) for item in before if not _speaks(item))

    def _is_asked_for(self, position: int) -> bool:
        """Whether the passage that opened the list puts its items to bidders: `The supplier shall:`."""
        before = reversed(self._items[max(0, position - MAX_ITEMS) : position])
        opener = next(
            (item.passage.clean for item in before if item.passage.clean.endswith(":") or not item.passage.is_item), ""
        )
        return any(pattern.search(opener) for pattern in (_DEMANDS, _OPENS_DUTIES)) or asks_bidders(opener)

    def _heard(self, position: int, near: Judged | None, item: Judged) -> Judged:
        """A passage that takes its meaning, if any, from those around it."""
        if near is None and item.decision.rule == REGENERATION:
            near = next((after for after in self._items[position + 1 :][:POINT_BACK] if _speaks(after)), None)
        is_after_score = near is not None and near.decision.kind == "criterion"
        decision = points_back(near, item) if near is not None and is_after_score else None
        if decision is None and self._frame is not None:
            decision = _in_frame(self._frame, item)
        if decision is None and near is not None and not is_after_score:
            decision = points_back(near, item)
        self._frame = _next_item(self._frame)
        if decision is None and _DENIES_IT.match(item.passage.clean):
            decision = self._denied_list(position)
        if decision is None and item.decision.kind == "theme_only":
            decision = self._beside(position, near, item)
        if decision is None and near is not None and item.analysis is not None and item.analysis.weak_standards:
            return _listed_standard(near, item)
        if decision is None:
            return item
        is_answer = decision.rule.endswith(".points_back")
        heard = replace(item, decision=decision, source=near if is_answer else None)
        if self._frame is None and decision.rule.endswith(".goes_on"):
            self._frame = _Frame(heard)
        return heard

    def _beside(self, position: int, near: Judged | None, item: Judged) -> Decision | None:
        """Benefits asked for right after words on social value, or in a list that follows them, are asked as such."""
        if near is None and item.passage.is_item:
            near = self._before_list(position)
        if near is None:
            return None
        if item.decision.rule == "theme_only.weight":  # a part of the criterion whose name stands before it
            is_part = near.decision.rule in _PLAIN or near.decision.kind == "criterion"
            return Decision("criterion", "criterion.list_item", f"a part of {near.passage.clean[:80]!r}") if is_part else None
        return Decision("requirement", "requirement.beside", f"stands beside {near.passage.clean[:80]!r}")

    def _before_list(self, position: int) -> Judged | None:
        """The passage on social value right before the list that an item stands in."""
        first = position
        while first > 0 and self._items[first - 1].passage.is_item and position - first < LIST_REACH:
            first -= 1
        return self._last if self._last is not None and first - self._last_position <= POINT_BACK else None

    def _denied_list(self, position: int) -> Decision | None:
        """`As this is a small contract this is not appropriate` after a list of benefits."""
        before = [item for item in self._items[max(0, position - LIST_REACH) : position] if item.passage.is_item]
        named = [item for item in before if item.analysis is not None and item.analysis.has_theme]
        if len(named) < MIN_BENEFITS:
            return None
        return Decision("excluded", "excluded.points_back", f"points back to {named[-1].passage.clean[:80]!r}")


def read_frames(judged: Iterable[Judged]) -> Iterator[Judged]:
    """The same passages in order, with the kind their frame gives them."""
    items = list(judged)
    if any(map(_has_benefit, items)):
        _name_theme_lists(items)
    return _after_answers(list(_Reader(items).read()))


def _after_answers(items: list[Judged]) -> Iterator[Judged]:
    """The passages with what the next sentence says of them: that they are scored, or not scored."""
    for item, after in zip_longest(items, items[1:]):
        source = after.source if after is not None else None
        is_spoken_of = source is not None and source.passage is item.passage
        if is_spoken_of and after.decision.rule == "excluded.points_back" and item.decision.kind == "mention":
            yield replace(item, decision=Decision("excluded", "excluded.unscored", "the next sentence takes it out"))
        elif is_spoken_of and after.decision.rule == "criterion.points_back" and _is_question(item):
            yield replace(item, decision=Decision("criterion", "criterion.question", "the next sentence scores it"))
        elif _is_heading_of(item, after):
            yield replace(item, decision=Decision("excluded", "excluded.list_item", "what stands under it says none"))
        else:
            yield item


def _is_heading_of(item: Judged, after: Judged | None) -> bool:
    """Whether a bare heading stands over an entry that says none: `Community benefits`, `None sought`."""
    is_none = after is not None and after.decision.rule == "excluded.list_item"
    return is_none and item.decision.rule in _BARE_NAMES and _HEADING.match(item.passage.clean) is not None


def _is_question(item: Judged) -> bool:
    return item.decision.kind in _ASKS and _QUESTION.search(item.passage.clean) is not None


def _name_theme_lists(items: list[Judged]) -> None:
    """Items of a list of several benefits are theme_only together, though each is too short to say so."""
    for is_item, run in groupby(range(len(items)), lambda index: items[index].passage.is_item):
        places = list(run)
        named = [index for index in places if is_item and _has_theme(items[index])]
        opener = items[max(0, places[0] - 1)].passage.clean
        is_long = len(named) >= MIN_LIST and sum(_has_benefit(items[index]) for index in named) >= MIN_BENEFITS
        if (
            not any(_has_benefit(items[index]) for index in named)
            or not (is_long or asks_bidders(opener))
            or any(_speaks(items[index]) for index in named)
        ):
            continue
        if _PROGRAMME.search(opener):  # what is bought does so
            continue
        if len(named) < MOST_OF_LIST * len(places):
            named = [index for index in named if _has_benefit(items[index])]
        for index in named:
            if items[index].decision.kind == "none" and not items[index].decision.rule.startswith("none.subject"):
                items[index] = replace(items[index], decision=_LISTED)


def _has_theme(item: Judged) -> bool:
    return item.analysis is not None and (item.analysis.has_theme or item.analysis.has_benefit)


def _has_benefit(item: Judged) -> bool:
    return item.analysis is not None and item.analysis.has_benefit


def _next_item(frame: _Frame | None) -> _Frame | None:
    if frame is None or frame.left <= 1:
        return None
    frame.left -= 1
    return frame


def may_open(text: str) -> bool:
    """Whether a passage that names social value could open a frame for those after it."""
    is_heading = len(text) < HEADING_CHARS and not text.endswith(".")
    return is_heading or _opens_list(text) or _TEMPLATE_OPENS.search(text) is not None


def _opens_list(text: str) -> bool:
    return _OPENS.search(text, max(0, len(text) - OPENER_CHARS)) is not None


def ends_frame(text: str) -> bool:
    """Whether a passage ends the list before it."""
    return _ENDS.match(text) is not None


def _speaks(item: Judged) -> bool:
    """Whether the passage itself speaks of social value."""
    if item.decision.kind in {"none", "theme_only"}:
        return False
    return item.analysis is not None


def _open(item: Judged) -> _Frame | None:
    text = item.passage.clean
    kind = item.decision.kind
    if _TEMPLATE_OPENS.search(text):
        return _Frame(item, takes_all=True, left=MAX_REASONS if kind == "excluded" else MAX_ITEMS)
    if kind == "excluded":
        return None
    is_short = kind == "mention" and len(text) < HEADING_CHARS
    if _opens_list(text):
        return _Frame(item, is_heading=is_short)
    if is_short and _HEADING.match(text):
        return _Frame(item, is_heading=True, left=MAX_ITEMS // 2)
    if (
        kind == "criterion"
        and len(text) < HEADING_CHARS
        and item.analysis is not None
        and item.analysis.weight is not None
    ):
        return _Frame(item, is_criterion=True, left=MAX_ITEMS // 2)
    return None


def _within(outer: _Frame | None, opened: _Frame | None) -> _Frame | None:
    """A list opened under the portals' wording goes on belonging to it."""
    if opened is not None and outer is not None and outer.takes_all:
        opened.takes_all = True
    return opened


def _keep(frame: _Frame | None, item: Judged) -> _Frame | None:
    """A passage on social value inside a list leaves the list open."""
    if frame is None or "excluded" in {frame.opener.decision.kind, item.decision.kind}:
        return None
    return _next_item(frame)


def _in_frame(frame: _Frame, item: Judged) -> Decision | None:
    opener = frame.opener.decision
    text = item.passage.clean
    if opener.kind == "excluded":
        return None if _asks_anew(item) else _because("excluded", "excluded.reason", frame)
    if _NOT_APPLICABLE.search(text):
        return _because("excluded", "excluded.list_item", frame)
    has_theme = item.analysis is not None and item.analysis.has_theme
    is_asked = item.decision.rule in {*_ASKED, REGENERATION}
    if frame.is_criterion or frame.is_heading:
        return _under_heading(frame, item, is_asked=is_asked)
    if opener.kind == "mention" and is_asked and not item.passage.is_item:
        return _because("requirement", "requirement.list_item", frame)
    if frame.takes_all or has_theme or (item.passage.is_item and len(text) < 300):
        kind = "criterion" if _is_scored_entry(frame, text) else opener.kind
        return _because(kind, f"{kind}.list_item", frame)
    return None


def _listed_standard(near: Judged, item: Judged) -> Judged:
    """A law or note that speaks of more than social value counts in a list of standards that do not."""
    if near.analysis is None or not near.analysis.standards or item.analysis is None or not _is_short(item):
        return item
    because = f"listed with {near.passage.clean[:80]!r}"
    analysis = replace(item.analysis, standards=item.analysis.weak_standards, themes=())
    return replace(item, analysis=analysis, decision=Decision("mention", "mention.listed", because))


def _is_short(item: Judged) -> bool:
    return len(item.passage.clean) <= NAME_CHARS


def _is_scored_entry(frame: _Frame, text: str) -> bool:
    """Whether an entry under the portals' wording on community benefits says that it is part of the award."""
    return frame.takes_all and frame.opener.decision.kind == "requirement" and _SCORED_ENTRY.search(text) is not None


def _asks_anew(item: Judged) -> bool:
    """Whether a passage after a denial asks for something of its own."""
    has_weight = item.analysis is not None and item.analysis.weight is not None
    is_asked = item.decision.rule == "theme_only.asked" and _GIVES_REASON.match(item.passage.clean) is None
    return has_weight or is_asked or item.decision.rule in _QUESTIONED


def _under_heading(frame: _Frame, item: Judged, *, is_asked: bool) -> Decision | None:
    if not frame.is_criterion:
        return _because("requirement", "requirement.under_heading", frame) if is_asked else None
    is_part = item.decision.rule == "theme_only.weight" and _PRICE.search(item.passage.clean) is None
    return _because("criterion", "criterion.list_item", frame) if is_part else None


def _example_of(near: Judged | None, item: Judged) -> Judged:
    """`Examples of community benefits are ...` after a requirement is part of the requirement."""
    if near is None or item.decision.kind != "mention" or not goes_on(item):
        return item
    kind = near.decision.kind
    return replace(item, decision=Decision(kind, f"{kind}.goes_on", f"goes on from {near.passage.clean[:80]!r}"))


def _answer_to(near: Judged | None, item: Judged) -> Judged:
    """`Your social value response must ...` after words that it is scored is part of what is scored."""
    if near is None or near.decision.kind != "criterion" or item.decision.kind not in {"requirement", "mention"}:
        return item
    if not answers(item):
        return item
    because = f"the answer to {near.passage.clean[:80]!r}"
    return replace(item, decision=Decision("criterion", "criterion.answer", because))


def _is_bare_name(item: Judged) -> bool:
    return item.decision.rule in _BARE_NAMES and len(item.passage.clean) <= NAME_CHARS


def _entry_of(frame: _Frame | None, item: Judged) -> Judged:
    """`see the Social Value Matrix`, entered under a template that says benefits are included, is part of it."""
    if frame is None or not frame.takes_all or item.decision.rule not in _BARE_NAMES:
        return item
    kind = frame.opener.decision.kind
    return replace(item, decision=_because(kind, f"{kind}.list_item", frame)) if kind == "requirement" else item


def _because(kind: str, rule: str, frame: _Frame) -> Decision:
    return Decision(kind, rule, f"stands under {frame.opener.passage.clean[:80]!r}")
