"""What a notice buys, and whether a passage on themes asks for anything beyond it.

A service whose own business is a theme speaks of it in every sentence, and of its clients, partners and aims. None of
that is asked of a supplier besides. The title and the opening sentences say what is bought; what is left of a passage
without the subject, the clients and the partners must still ask for something.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision
from classifier.rules.theme_rules import asks_bidders
from classifier.rules.themes import benefits_in, own_in, themes_in
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.rules.pointers import Judged
    from classifier.text.passages import Passage

_ALONGSIDE = expression("alongside")
_BEGINS_WORK = expression("begins_work")
_BEYOND = expression("beyond")
_BESIDE_A_THING = expression("beside_a_thing")
_BUYERS_AIMS = expression("buyers_aims")
_BUYS = expression("buys")
_CHANGES_BY = expression("changes_by")
_CONDUCT = expression("conduct")
_HELPED = expression("helped")
_NEVER_A_SERVICE = expression("never_a_service")
_OF_A_THING = expression("of_a_thing")
_OPENS_AIMS = expression("opens_aims")
_OTHER_SENSE = expression("other_sense")
_PHYSICAL = expression("physical")
_SELDOM_A_SERVICE = expression("seldom_a_service")
_STATES_SUBJECT = expression("states_subject")
_SUPPLIER_SIDE = expression("supplier_side")
_TAKES_ON = expression("takes_on")
_WEAK = expression("weak_wording")
_ASKS = expression("asks_someone")
_SERVES = expression("serves")
_DUTY = re.compile(r"\b(?:must|shall|should|(?:expected|required|asked|encouraged|invited) to)\b", re.IGNORECASE)
_PREFERS = re.compile(r"\bprefer|\b(?:if|where(?:ver)?) (?:\w+ )?possible\b", re.IGNORECASE)
_BIDDERS = re.compile(r"\b(?:bidder|tenderer)s?\b", re.IGNORECASE)
_ASKS_SUPPLIERS = re.compile(
    r"\b(?:must|shall|should|(?:bidders?|suppliers?|contractors?|tenderers?|providers?|firms|operators?) "
    r"(?:is|are|will be) (?:expected|required|asked|encouraged|invited) to)\b"
    r"|\b(?:want|ask|expect|require|encourage)s? (?:that )?(?:all |the |our |any |its )?(?!an? )(?:\w+ )?"
    r"(?:bidders?|suppliers?|contractors?|tenderers?|providers?|firms)\b",
    re.IGNORECASE,
)
# What is scored or stands as a criterion is asked for, whatever is bought; so is the portals' own wording.
_SCORED = frozenset({"theme_only.weight", "theme_only.name", "theme_only.scored", "theme_only.template_theme"})
_PURPOSES = frozenset({"crime_safety"})  # what a service is for, unless money or time is given to it
_ETHICS = "ethical_supply_chain"
_WORD = re.compile(r"[A-Za-z]{4}")
_LONG_WORD = re.compile(r"(?!people|person|school)[a-z]{6,}")
_ANY_DUTY = "theme_only.duty"
_LISTS = frozenset({"theme_only.list", "theme_only.list_item"})
OPENING = 6  # passages, among which the subject is stated
TITLE_CHARS = 160
STATED_CHARS = 260
MAX_SUBJECTS = 1000  # remembered; most notices have several passages on themes
MIN_PASSAGES = 3
STEM = 7  # letters, enough to tell apprentices from apprenticeships no more


@dataclass(frozen=True, slots=True)
class Statement:
    """Words in which a notice says what it buys, and the place in the text of the passage that says so."""

    start: int
    words: str
    is_purchase: bool = False
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a notice buys: whether it says so, in which words, and the themes that such a service serves by itself."""

    is_stated: bool
    words: str
    themes: frozenset[str]


@cache
def _areas() -> tuple[tuple[re.Pattern[str], frozenset[str], bool], ...]:
    """Of each area: how it is named, the themes that it serves, and whether works and goods can be of it."""
    table = tomllib.loads(files("classifier").joinpath("vocabulary", "subjects.toml").read_text(encoding="utf-8"))
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(row['named'])})", re.IGNORECASE), frozenset(row["themes"]), row["is_physical"])
        for row in table["area"]
    )


def without_subject(items: Sequence[Judged], passages: Sequence[Passage], *, are_themes_known: bool) -> list[Judged]:
    """The judged passages of a text, without the themes that are what it buys; `passages` are all those of the text.

    `are_themes_known` says that a passage without a theme has none: the rules alone cannot name every theme.
    """
    if not any(item.decision.kind == "theme_only" for item in items):
        return list(items)
    stated = [*_statements(passages[:OPENING]), *_first_of(passages)]
    checked = [_checked(item, items[:place], stated) for place, item in enumerate(items)]
    return [_themed(item) for item in checked] if are_themes_known else checked


def _themed(item: Judged) -> Judged:
    """A passage on themes is none when it has no theme."""
    has_theme = item.analysis is not None and item.analysis.themes
    if item.decision.kind != "theme_only" or item.decision.rule in _SCORED or has_theme:
        return item
    return replace(item, decision=Decision("none", "none.no_theme", "speaks of no theme"))


def _subject_of(stated: Sequence[Statement], start: int) -> Subject:
    """What a text buys, as said elsewhere than in the passage that starts there, unless that tells of a purchase."""
    words = " ".join(each.words for each in stated if each.start != start or each.is_purchase)
    return Subject(bool(words), words.lower(), _themes_of(words))


@lru_cache(maxsize=MAX_SUBJECTS)
def _themes_of(words: str) -> frozenset[str]:
    """The themes that a service serves which is named so."""
    is_physical = _PHYSICAL.search(words) is not None
    areas = (area for area in _areas() if area[2] or not is_physical)
    return frozenset(theme for named, served, _ in areas if named.search(words) for theme in served)


def _statements(opening: Sequence[Passage]) -> Iterator[Statement]:
    """The title, headings that are no sentences, and what follows the words by which a notice says what it buys."""
    for place, passage in enumerate(opening):
        text = passage.clean
        if _ASKS_SUPPLIERS.search(text) or _BIDDERS.search(text) or not _WORD.search(text):
            continue
        match = _STATES_SUBJECT.search(text)
        is_title = place == 0 and len(opening) > 1 and len(text) <= TITLE_CHARS
        is_heading = len(text) <= TITLE_CHARS // 2 and not passage.is_item
        if is_title or (is_heading and (match is not None or not _ASKS.search(text))):
            stated = text
        elif match is not None:
            stated = text[match.start() : match.start() + STATED_CHARS]
        else:
            continue
        is_line = is_title and passage.block != opening[1].block and not text.endswith((".", ":", ";"))
        yield Statement(passage.start, stated, _buys(text), is_title=is_line and not _ASKS.search(text))


def _buys(text: str) -> bool:
    """Whether a passage tells of a purchase, and of nothing that is only preferred."""
    return _BUYS.search(text) is not None and _PREFERS.search(text) is None


def _first_of(passages: Sequence[Passage]) -> list[Statement]:
    """The first passage of several that tells the work itself."""
    if len(passages) < MIN_PASSAGES or passages[0].is_item or not _BEGINS_WORK.search(passages[0].clean):
        return []
    return [Statement(passages[0].start, passages[0].clean[:STATED_CHARS])]


def _checked(item: Judged, before: Sequence[Judged], stated: Sequence[Statement]) -> Judged:
    if item.decision.kind != "theme_only":
        return item
    if stated and stated[0].is_title and stated[0].start == item.passage.start:
        return replace(item, decision=Decision("none", "none.subject_title", "is the title, and names what is bought"))
    if _is_scored(item):
        return item
    found = _no_ask(item, before, stated)
    return item if found is None else replace(item, decision=Decision("none", *found))


def _is_scored(item: Judged) -> bool:
    """Whether a passage is asked for as part of the evaluation; a share that is to be saved is none."""
    is_saving = item.decision.rule == "theme_only.weight" and _CHANGES_BY.search(item.passage.clean) is not None
    return item.decision.rule in _SCORED and not is_saving


def _no_ask(item: Judged, before: Sequence[Judged], stated: Sequence[Statement]) -> tuple[str, str] | None:
    """The rule and the reason by which a passage asks for nothing beyond the subject; None where it does."""
    text = item.passage.clean
    if item.decision.rule in _LISTS and _is_list_of_aims(before):
        return "none.subject_aims", "stands in a list of what is aimed at, not of what is asked"
    if _BUYERS_AIMS.search(text) and not _SUPPLIER_SIDE.search(text) and not _ASKS.search(text):
        return "none.buyers_aims", "says what the buyer or its programme does"
    if _OF_A_THING.search(text) and not _BESIDE_A_THING.search(text):
        return "none.subject_thing", "says what the thing bought is to do"
    if _NEVER_A_SERVICE.search(text) is not None or _BEYOND.search(text) is not None:
        return None
    return _nothing_left(item, _subject_of(stated, item.passage.start))


def _nothing_left(item: Judged, subject: Subject) -> tuple[str, str] | None:
    """The rule and the reason by which nothing is asked once subject, clients and partners are taken away."""
    text, themes = item.passage.clean, item.analysis.themes if item.analysis is not None else ()
    rest = _without(text, _OTHER_SENSE)
    if subject.is_stated:
        rest = _without(rest, _ALONGSIDE)
    if subject.themes:
        rest = _without(rest, _HELPED)
    left = frozenset(themes) if rest == text else _themes_left(rest)
    if not left:
        found = "none.subject_others", "names clients, partners or words in another sense only"
        return found if rest != text else None
    if not _is_beside(rest, left, subject) and not _takes_on_beside(rest, subject):
        return "none.subject_served", f"is what the service is for: {', '.join(sorted(left))}"
    if subject.is_stated and _is_weak(rest, is_any_duty=item.decision.rule == _ANY_DUTY):
        return "none.subject_weak", "speaks of a theme by the way, and of nothing to be done beside the service"
    return None


def _is_beside(text: str, left: frozenset[str], subject: Subject) -> bool:
    """Whether a theme is left that the service is not for, or one is asked in words that are not the service's own."""
    if subject.themes and _CONDUCT.search(text) is None:
        text = _without(text, _WEAK)
    benefits = [text[start:end] for start, end in benefits_in(text)]
    if not benefits and own_in(text) is not None:
        return not left <= subject.themes
    if any(_is_of_another(each, left, subject) for each in benefits):
        return True
    match = _SELDOM_A_SERVICE.search(text)
    return match is not None and _ETHICS not in subject.themes and not _is_named(match.group(), subject)


def _is_of_another(benefit: str, left: frozenset[str], subject: Subject) -> bool:
    """Whether a benefit is neither what the service is for nor named where the notice says what it buys."""
    themes = frozenset(themes_in(benefit, ())) or left
    return not themes <= subject.themes and not _is_named(benefit, subject)


def _is_named(words: str, subject: Subject) -> bool:
    """Whether the notice names what it buys by one of the words."""
    return any(word[:STEM] in subject.words for word in _LONG_WORD.findall(words.lower()))


def _is_weak(text: str, *, is_any_duty: bool) -> bool:
    """Whether a passage speaks of a theme only by the way, and of nothing that a supplier does beside its service."""
    rest = _without(text, _WEAK)
    if benefits_in(rest) or any(each.search(text) for each in (_CONDUCT, _TAKES_ON)):
        return False
    if is_any_duty:
        return not themes_in(rest, ())
    if frozenset(themes_in(text, ())) <= _PURPOSES:
        return True
    return _ASKS.search(text) is None or _SERVES.search(text) is not None


def _takes_on_beside(text: str, subject: Subject) -> bool:
    """Whether people are to be taken on who are not those whom the service is for."""
    match = _TAKES_ON.search(text)
    return match is not None and not _is_named(match.group().partition(" ")[2], subject)


def _without(text: str, *expressions: re.Pattern[str]) -> str:
    for each in expressions:
        text = each.sub("~", text)
    return text


def _themes_left(text: str) -> frozenset[str]:
    return frozenset(themes_in(text, ())) if benefits_in(text) or own_in(text) is not None else frozenset()


def _is_list_of_aims(before: Sequence[Judged]) -> bool:
    """Whether the passages that opened the list say what is aimed at, and ask nothing of bidders."""
    openers = [item.passage.clean for item in before if not item.passage.is_item][-2:]
    if not openers or asks_bidders(openers[-1]) or _DUTY.search(openers[-1]):
        return False
    return _OPENS_AIMS.search(" ".join(openers)) is not None
