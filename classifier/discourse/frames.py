"""Passages that speak for the ones after them: list openers, headings, and `this will be scored`.

A passage such as `A summary of the expected community benefits follows:` opens a frame; the items under it take its
kind, until wording that ends it. A later passage may also point back: `This will be tested in your response`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.discourse.among_rows import is_among_rows, is_on_scale
from classifier.discourse.blocks import read_blocks
from classifier.discourse.list_ends import is_of_lot, is_of_thing, is_past_list
from classifier.discourse.neighbours import (
    MIN_BENEFITS,
    NAME_CHARS,
    after_answers,
    answer_to,
    example_of,
    has_benefit,
    is_bare_name,
    is_name_of_offer,
    is_question_under,
    is_short_item,
    listed_standard,
    name_theme_lists,
    speaks,
)
from classifier.discourse.open_lists import (
    MAX_ITEMS,
    Frame,
    duties_under,
    ends_frame,
    entry_of,
    in_frame,
    keep,
    next_item,
    open_list,
    within,
)
from classifier.discourse.pointers import REGENERATION, Judged, points_back
from classifier.discourse.prompts import speaks_to
from classifier.discourse.sections import read_sections
from classifier.discourse.subject import TOLD_BESIDE
from classifier.discourse.withdrawn import without_moved_marks
from classifier.rules.facts import Decision
from classifier.rules.list_openers import denies_items, scores_items
from classifier.rules.theme_rules import OPEN, UNASKED, asks_bidders, is_boilerplate
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import verified
from classifier.weights.asides import is_among_others

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEMANDS = expression("demands")
_BINDS = expression("asks_someone")
_BUYERS_AIMS = expression("buyers_aims")
_OF_BUYERS_OWN = expression("of_buyers_own")
_OUGHT_TO = expression("ought_to")
_CLAUSES = re.compile(r"\bclauses\b[^.]*\b(?:cover|include|are|comprise|relate)\w*\b[^.]*:\W*$", re.IGNORECASE)
_DENIES_IT = expression("denies_it")
_OPENS_CRITERIA = verified("opens_criteria")
_OPENS_DUTIES = expression("opens_duties")
_BINDS_WINNER = expression("binds_winner")
_WANTED_OF_BIDS = expression("wanted_of_bids")
_FIRM = re.compile(
    r"\b(?:must|shall|may not)\b(?! (?:\w+ )?(?:put forward|propose|say|cover|address|set out)\b)", re.IGNORECASE
)
_REFERS_TO = expression("refers_to")
_NAMED_FIRST = expression("named_first")
_SELECTION = expression("selection_criteria")
# The first field of a record of a criterion, which is no part of the record before it.
_FIELD = re.compile(r"\W*(?:quality |award |cost )?criteri(?:on|a)\b[^:]{0,12}(?:name)?\s*:", re.IGNORECASE)
_QUESTION = re.compile(r"\W*(?:Q(?:uestion)?\W?\d|\d{1,2}[.)] ?[A-Z])")
POINT_BACK = 2  # passages
SELECTION_REACH = 3
TOLD_REACH = 6
LIST_REACH = 8  # passages of a list, before one that says they do not apply
_UNANSWERED = frozenset({"none.no_rule", OPEN, UNASKED})
_UNBOUND = frozenset(
    f"theme_only.{name}" for name in ("wanted", "wished", "where_possible", "by_contract", "buys_so", "list")
)
_OF_ANY_SERVICE = frozenset({"environment"})  # which a specification speaks of for its own sake
_OF_USERS = _OF_ANY_SERVICE | {"community_cohesion", "crime_safety", "health_wellbeing", "innovation"}
_TO_BE_DONE = expression("to_be_done")
_PLAIN = frozenset({"mention.concept", "mention.standard", "criterion.labelled"})
_AFFIRMS = frozenset({"criterion", "requirement", "mention"})


def is_of_clauses(opener: Judged) -> bool:
    """Whether a list says what the clauses of contracts cover, so that its items are what is asked for."""
    return _CLAUSES.search(opener.passage.clean) is not None


def _lays_down(text: str) -> bool:
    """Whether a passage lays a duty on who wins, or on people and things rather than on what bidders say."""
    if _BINDS_WINNER.search(text) is not None:
        return True
    return _FIRM.search(text) is not None and not speaks_to(text)


class _Reader:
    """Walks through the passages of one text and remembers what is open and what was said last."""

    def __init__(self, items: list[Judged]) -> None:
        self._items = items
        self._frame: Frame | None = None
        self._last: Judged | None = None
        self._last_position = -POINT_BACK - 1
        self._last_listed = -LIST_REACH - 1
        self._is_scored = False  # a row or sentence before has given it a weight

    def read(self) -> Iterator[Judged]:
        for position, item in enumerate(self._items):
            if self._is_of_selection(position):
                because = "one of the criteria of the Provider Selection Regime"
                item = replace(item, decision=Decision("criterion", "criterion.list_item", because))  # noqa: PLW2901
            near = self._last if position - self._last_position <= POINT_BACK else None
            if item.passage.is_item and item.analysis is not None and item.analysis.has_theme:
                self._last_listed = position
            is_mute = item.analysis is None and near is None and self._frame is None
            if is_mute and (position - self._last_listed > LIST_REACH or not _DENIES_IT.match(item.passage.clean)):
                yield item
                continue
            frame = self._frame
            if ends_frame(item.passage.clean) or (frame and is_past_list(self._items[: position + 1], frame)):
                self._frame = None
            yield self._spoken(position, near, item) if speaks(item) else self._heard(position, near, item)

    def _spoken(self, position: int, near: Judged | None, item: Judged) -> Judged:
        """A passage that speaks of social value in its own words."""
        item = entry_of(self._frame, answer_to(near, example_of(near, item)))
        is_of_list = item.passage.is_item and is_short_item(item)
        opener = self._opener(position) if is_of_list else self._over_questions(position)
        if denies_items(opener):
            item = replace(item, decision=Decision("excluded", "excluded.list_item", "in a list of what is not asked"))
        elif scores_items(opener) or ((is_bare_name(item) or is_name_of_offer(item)) and self._is_listed(position)):
            item = replace(item, decision=Decision("criterion", "criterion.list_item", "stands in a list of criteria"))
        elif item.passage.is_item and item.decision.rule in _PLAIN and self._is_asked_for(position):
            item = replace(
                item, decision=Decision("requirement", "requirement.list_item", "stands in a list of duties")
            )
        self._frame = within(self._frame, open_list(item)) or keep(self._frame, item)
        has_weight = item.analysis is not None and item.analysis.weight is not None
        self._is_scored = self._is_scored or (has_weight and item.decision.kind == "criterion")
        if item.decision.kind in _AFFIRMS:
            self._last, self._last_position = item, position
        return item

    def _is_listed(self, position: int) -> bool:
        """Whether a passage before this one opened a list of criteria, or it is a row of what is scored."""
        if is_among_rows(self._items, position) or is_on_scale(self._items, position):
            return True
        before = self._items[max(0, position - MAX_ITEMS) : position]
        return any(_OPENS_CRITERIA.search(item.passage.clean) for item in before if not speaks(item))

    def _is_of_selection(self, position: int) -> bool:
        """Whether the passage is social value as the last of the five criteria that the health regime sets."""
        item = self._items[position]
        is_plain = item.analysis is not None and item.analysis.weight is None and item.decision.kind != "criterion"
        if not is_plain or _NAMED_FIRST.match(item.passage.clean) is None:
            return False
        before = self._items[max(0, position - SELECTION_REACH) : position]
        return any(_SELECTION.search(each.passage.clean) for each in before)

    def _opener(self, position: int) -> str:
        """The words of the passage that opened the list."""
        before = reversed(self._items[max(0, position - MAX_ITEMS) : position])
        return next(
            (item.passage.clean for item in before if item.passage.clean.endswith(":") or not item.passage.is_item), ""
        )

    def _over_questions(self, position: int) -> str:
        """The words over a list of numbered questions that a passage asking for something is one of."""
        texts = [item.passage.clean for item in self._items[max(0, position - MAX_ITEMS) : position + 1]]
        if self._items[position].decision.rule != "requirement.labelled" or not _QUESTION.match(texts[-1]):
            return ""
        return next((text for text in reversed(texts) if not _QUESTION.match(text)), "")

    def _is_asked_for(self, position: int) -> bool:
        """Whether the passage that opened the list puts its items to bidders: `The supplier shall:`."""
        opener = self._opener(position)
        if _REFERS_TO.search(opener):
            return False
        return any(pattern.search(opener) for pattern in (_DEMANDS, _OPENS_DUTIES)) or asks_bidders(opener)

    def _heard(self, position: int, near: Judged | None, item: Judged) -> Judged:
        """A passage that takes its meaning, if any, from those around it."""
        if near is None and item.decision.rule == REGENERATION:
            near = next((after for after in self._items[position + 1 :][:POINT_BACK] if speaks(after)), None)
        is_after_score = near is not None and near.decision.kind == "criterion"
        self._frame = duties_under(self._frame, item)
        decision = points_back(near, item) if near is not None and is_after_score else None
        if decision is None and self._frame is not None:
            decision = in_frame(self._frame, item)
        if decision is None and near is not None and not is_after_score:
            decision = points_back(near, item)
        self._frame = next_item(self._frame)
        if decision is None and _DENIES_IT.match(item.passage.clean):
            decision = self._denied_list(position)
        if decision is None and item.decision.kind == "theme_only":
            decision = self._beside(position, near, item)
        if decision is None and near is not None and item.analysis is not None and item.analysis.weak_standards:
            return listed_standard(near, item)
        return self._told_beside(position, item) if decision is None else self._taken(decision, near, item)

    def _taken(self, decision: Decision, near: Judged | None, item: Judged) -> Judged:
        """A passage with the meaning that those around it give it."""
        if decision.kind in {"criterion", "requirement"} and is_question_under(near, item):
            decision = Decision("criterion", "criterion.answer", "the question of the heading before it")
        if decision.rule == "mention.list_item" and self._frame is not None and is_of_clauses(self._frame.opener):
            decision = Decision("requirement", "requirement.list_item", "stands in a list of what clauses ask for")
        is_answer = decision.rule.endswith(".points_back")
        if is_answer and near is not None and item.analysis is not None and is_among_others(near.passage.clean):
            item = replace(item, analysis=replace(item.analysis, weight=None))  # the weight of all it was named with
        heard = replace(item, decision=decision, source=near if is_answer else None)
        if self._frame is None and decision.rule.endswith(".goes_on"):
            self._frame = Frame(heard)
        return heard

    def _beside(self, position: int, near: Judged | None, item: Judged) -> Decision | None:
        """Benefits asked for right after words on social value, or in a list that follows them, are asked as such."""
        if near is None and item.passage.is_item:
            near = self._before_list(position)
        if near is None or (is_of_lot(item) and not is_of_lot(near)):
            return None
        if is_of_thing(item.passage.clean):
            return Decision("none", "none.of_thing", "told of a thing, and asked of nobody")
        if item.decision.rule == "theme_only.weight":  # a part of the criterion whose name stands before it
            is_sibling = all(_FIELD.match(each.passage.clean) for each in (near, item))
            is_part = not is_sibling and (near.decision.rule in _PLAIN or near.decision.kind == "criterion")
            return (
                Decision("criterion", "criterion.list_item", f"a part of {near.passage.clean[:80]!r}")
                if is_part
                else None
            )
        if self._is_scored_under(near) and not _lays_down(item.passage.clean):
            return Decision("criterion", "criterion.answer", f"part of what is scored: {near.passage.clean[:80]!r}")
        is_told = not item.passage.is_item and _BINDS.search(item.passage.clean) is None
        if near.decision.kind == "mention" and (is_told or item.decision.rule in _UNBOUND):
            return None
        return Decision("requirement", "requirement.beside", f"stands beside {near.passage.clean[:80]!r}")

    def _told_beside(self, position: int, item: Judged) -> Judged:
        """Benefits told of right beside words on social value, though nothing is asked: `This includes new jobs.`."""
        text = item.passage.clean
        if item.decision.rule not in _UNANSWERED or not has_benefit(item) or "http" in text:
            return item
        beside = self._items[max(0, position - 1) : position + 2]
        near = next((each for each in beside if speaks(each) and each.decision.kind in _AFFIRMS), None)
        if near is None and item.passage.is_item and position - self._last_position <= TOLD_REACH:
            near = self._last
        themes = item.analysis.themes if item.analysis is not None else ()
        is_of_buyer = _BUYERS_AIMS.search(text) is not None or _OF_BUYERS_OWN.search(text) is not None
        if near is None or is_of_buyer or is_of_thing(text) or is_boilerplate(text) or set(themes) <= _OF_ANY_SERVICE:
            return item
        if set(themes) <= _OF_USERS and not item.passage.is_item and _TO_BE_DONE.search(text) is None:
            return item  # who comes to the place, or what the service does for them
        if self._is_scored_under(near) and _WANTED_OF_BIDS.search(text) is not None:
            return replace(item, decision=Decision("criterion", "criterion.answer", "part of what is scored"))
        if near.decision.kind in {"criterion", "requirement"} and _OUGHT_TO.search(text) is not None:
            because = f"stands beside {near.passage.clean[:80]!r}"
            return replace(item, decision=Decision("requirement", "requirement.beside", because))
        because = f"told of beside {near.passage.clean[:80]!r}"
        return replace(item, decision=Decision("theme_only", TOLD_BESIDE, because))

    def _is_scored_under(self, near: Judged) -> bool:
        """Whether a passage says that social value is scored, or is its name over what follows where it is scored."""
        if near.decision.kind == "criterion":
            return True
        is_name = is_bare_name(near) or is_name_of_offer(near)
        return self._is_scored and is_name and len(near.passage.clean) <= NAME_CHARS

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
    if any(map(has_benefit, items)):
        name_theme_lists(items)
    heard = without_moved_marks(after_answers(list(_Reader(items).read())))
    return read_sections(read_blocks(list(heard)))
