"""What is said further on of what was promised, chosen or asked for as social value: it binds, is kept, is paid for.

`Options chosen bind you`, `If it lags behind 1% is kept back` and `Each haulier ticks three of the list` do not name
it. A passage that put it to suppliers opens a thread, and those after it that take up its words are requirements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from classifier.discourse.neighbours import speaks
from classifier.discourse.open_lists import BARE_NAMES
from classifier.discourse.taken_up import (
    BARE_BEFORE,
    COMMON,
    DOES_SO,
    IS_TO,
    LACKS_NOUN,
    MADE_TERM,
    OF_ANOTHER,
    PERSON_ACTS,
    PLAIN_BEFORE,
    POINTS,
    SUPPOSED,
    TAKES_UP,
    WORD,
    singular,
    them_in,
)
from classifier.rules.facts import Decision
from classifier.rules.themes import benefits_in, themes_in
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.discourse.pointers import Judged

_ACCOUNT = expression("account_of_it")
_ACTED_ON = expression("promise_acted_on")
_ACTS = expression("bearer_acts_now")
_ASKED_NOUN = expression("asked_noun")
_BIDS = expression("bids")
_BEARS_WEAKLY = expression("bears_weakly")
_CHOOSES = expression("chooses_from_it")
_MENU = expression("menu_of_it")
_NAME_OF_LIST = expression("name_of_list")
_NO_MENU = expression("no_menu")
_OPENS_MENU = expression("opens_menu")
_OF_THE_PAST = expression("of_the_past")
_OTHER = expression("other_promise")
_PROMISE = expression("promise")
_PROMISED = expression("promised")
_PROOF = expression("proof_of_it")
_PUT_TO_BIDDERS = expression("put_to_bidders")
_UNIT = expression("unit_of_menu")
_OPENS = frozenset({"criterion", "requirement"})
_TAKEN = frozenset({"criterion.prompt", "criterion.answer", "criterion.goes_on", "theme_only.told"})  # not by its words
_NAMED = BARE_NAMES | {"mention.act"}
_OPEN = frozenset({"none", "theme_only"})
_OF_OTHERS = frozenset({"mention.policy_rule", "mention.previous", "none.guidance"})
THREAD_REACH = 12  # passages
NEAR = 2
NOUN_REACH = 4
NAMED_CHARS = 400


@dataclass(slots=True)
class _Thread:
    """What was put to suppliers last: where, whether it asks, and the list to choose from, if there is one."""

    place: int
    is_asked: bool
    has_menu: bool = False
    is_scored: bool = False
    listing: int = -1  # the last passage of the items of that list
    names: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)  # for what was asked for, without their plurals
    words: set[str] = field(default_factory=set)  # all that the passage itself may have named


def with_undertakings(items: Sequence[Judged]) -> Iterator[Judged]:
    """The passages, those that take up what was promised or asked for as social value as requirements."""
    thread: _Thread | None = None
    for place, item in enumerate(items):
        if thread is not None and place - thread.place > THREAD_REACH:
            thread = None
        decision = _taken_up(thread, item, place) if thread is not None and _may_take_up(item) else None
        if decision is None and thread is not None and thread.has_menu:
            decision = _in_menu(thread, item, place)
        if decision is not None and thread is not None:
            thread.place, thread.is_asked = place, True
            yield replace(item, decision=decision)
            continue
        heard = _acting(item)
        if speaks(heard):
            thread = _opened(heard, place, thread)
        yield heard


def _acting(item: Judged) -> Judged:
    """A passage in which who supplies is to do something that it names as social value: `The diver gives ...`."""
    if item.decision.rule not in _NAMED or len(item.passage.clean) > NAMED_CHARS:
        return item
    match = _ACTS.match(item.passage.clean)
    if match is None or any(each.search(item.passage.clean) for each in (_OF_THE_PAST, _PUT_TO_BIDDERS, SUPPOSED)):
        return item
    because = f"who supplies is to do it: {match.group()[-60:]!r}"
    return replace(item, decision=Decision("requirement", "requirement.acts", because))


def _opened(item: Judged, place: int, before: _Thread | None) -> _Thread | None:
    """The thread after a passage that speaks of social value itself."""
    kind, text = item.decision.kind, item.passage.clean
    if kind == "excluded" or item.decision.rule in _OF_OTHERS:
        return None
    has_menu = _MENU.search(_NO_MENU.sub("~", text)) is not None
    if kind not in _OPENS and not has_menu:
        return before
    names = before.names if before is not None else set()
    found = {(match["name"] or match["called"]).split()[-1] for match in _NAME_OF_LIST.finditer(item.passage.words)}
    has_menu = has_menu or (before is not None and before.has_menu)
    nouns = {singular(match.group()) for match in _ASKED_NOUN.finditer(text)} if kind == "requirement" else set()
    names = names | (found if has_menu else set())
    is_scored = kind == "criterion" or (before is not None and before.is_scored)
    listing = place if has_menu and _OPENS_MENU.search(text) is not None else -1
    words = {singular(word) for word in WORD.findall(text)} - COMMON
    return _Thread(place, kind == "requirement", has_menu, is_scored, listing, names, nouns, words)


def _may_take_up(item: Judged) -> bool:
    """Whether a passage is still open: nothing of its own words has settled its kind."""
    if item.decision.rule in _TAKEN or item.decision.rule in BARE_NAMES:
        has_weight = item.analysis is not None and item.analysis.weight is not None
        return not has_weight and len(item.passage.clean) <= NAMED_CHARS
    return item.decision.kind in _OPEN and not item.decision.rule.startswith("none.guidance")


def _taken_up(thread: _Thread, item: Judged, place: int) -> Decision | None:
    """What a passage says of the thread; None where it speaks of another matter."""
    text = item.passage.clean
    if _OF_THE_PAST.search(text) is not None:
        return None
    if thread.is_scored and _BIDS.search(text) is not None:
        return None
    rest = _OTHER.sub("~", text)
    match = _of_promise(rest) or (_of_menu(rest, thread) if thread.has_menu else None)
    if match is None and thread.nouns and place - thread.place <= NOUN_REACH and not speaks(item):
        match = _of_noun(rest, thread.nouns)
    if match is None and thread.is_asked and place - thread.place <= NEAR and not speaks(item):
        match = _of_asked(rest) if place - thread.place == 1 else _ACCOUNT.search(rest)
    if match is None and not speaks(item) and place - thread.place <= NEAR:
        match = _taken_from(rest, thread)
    if match is None:
        return None
    return Decision("requirement", "requirement.undertaken", f"takes up what was promised: {match.group()[:60]!r}")


def _in_menu(thread: _Thread, item: Judged, place: int) -> Decision | None:
    """An item of the list that is chosen from, where nothing scores it."""
    text = item.passage.clean
    is_named = _MENU.search(text) is not None or _names_list(text, thread)
    if not speaks(item) and is_named and _OPENS_MENU.search(text) is not None:
        thread.listing = place
    is_open = item.decision.kind in _OPEN or item.decision.rule == "criterion.list_item"
    if thread.is_scored or place - thread.listing > 1 or thread.listing < 0 or not is_open:
        return None
    is_row = item.passage.is_item or "|" in text or thread.listing == place
    if not is_row and POINTS.search(text) is None:
        return None
    thread.listing = place
    if not benefits_in(text) and not themes_in(text):
        return None
    return Decision("requirement", "requirement.undertaken", "an item of the list to choose from")


def _names_list(text: str, thread: _Thread) -> bool:
    """Whether a passage says the name that the list has of its own."""
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in thread.names)


def _of_promise(text: str) -> re.Match[str] | None:
    """Where a passage speaks of a promise, and says that it binds, is kept, is looked at or is paid for."""
    found = next((each for each in _PROMISE.finditer(text) if PLAIN_BEFORE.search(text[: each.start()])), None)
    found = found or _PROMISED.search(text)
    if found is None or _PUT_TO_BIDDERS.search(text) is not None:
        return None
    rest = f"{text[: found.start()]}~{text[found.end() :]}"
    return found if _ACTED_ON.search(rest) is not None else None


def _of_menu(text: str, thread: _Thread) -> re.Match[str] | None:
    """Where a passage says what is chosen from the list, or what comes of not choosing."""
    is_unit = _UNIT.search(text) is not None or _names_list(text, thread)
    if not is_unit or _PUT_TO_BIDDERS.search(text) is not None:
        return None
    return _CHOOSES.search(text)


def _of_asked(text: str) -> re.Match[str] | None:
    """Where the sentence right after what was asked for says what comes of it, or how it is accounted for."""
    match = _BEARS_WEAKLY.search(text)
    if match is not None and _PUT_TO_BIDDERS.search(text) is None and _ACTED_ON.search(text[match.end() - 1 :]):
        return match
    return _PROOF.match(text) or _ACCOUNT.search(text)


def _taken_from(text: str, thread: _Thread) -> re.Match[str] | None:
    """Where the sentence after has no meaning without the one before: `None may be dropped`, `that offer`, `them`."""
    if _PUT_TO_BIDDERS.search(text) is not None or text.endswith("?"):
        return None
    is_acted_on = _ACTED_ON.search(text) is not None or IS_TO.search(text) is not None
    if thread.is_asked or thread.has_menu:
        found = LACKS_NOUN.match(text) or DOES_SO.search(text) or them_in(text)
        if found is not None:
            return found
    for match in TAKES_UP.finditer(text):
        if singular(match["noun"]) in thread.words and is_acted_on and OF_ANOTHER.match(text, match.end()) is None:
            return match if thread.is_asked or MADE_TERM.search(text) is not None else None
    return None


def _of_noun(text: str, nouns: set[str]) -> re.Match[str] | None:
    """Where a passage says of what was asked for before, by its noun, that it is done, looked at or paid for."""
    for match in _ASKED_NOUN.finditer(text):
        is_subject = BARE_BEFORE.match(text[: match.start()]) is not None
        is_other = OF_ANOTHER.match(text, match.end()) is not None
        is_acted_on = _ACTED_ON.search(text, match.end()) or PERSON_ACTS.match(text, match.start())
        if singular(match.group()) in nouns and is_subject and not is_other and is_acted_on is not None:
            return None if _PUT_TO_BIDDERS.search(text) is not None else match
    return None
