"""What a notice buys: the words in which its title and opening say so, and the themes that such a service serves."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Verified, verified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_ASKS = expression("asks_someone")
_ASKS_SUPPLIERS = verified("asks_suppliers")
_BEGINS_WORK = expression("begins_work")
_BUYS = expression("buys")
_OF_A_FORM = expression("of_a_form")
_HEAD = re.compile(
    r"^\W*((?:[\w&'-]+ ){1,7}[\w&'-]+): (?:the |our )?\w+ (?:must|shall|will|should|is to)\b", re.IGNORECASE
)
_LONG_WORD = re.compile(r"(?!people|person|school|county|council|borough|district|region)[a-z]{6,}")
_PHYSICAL = expression("physical")
_PREFERS = re.compile(r"\bprefer|\b(?:if|where(?:ver)?) (?:\w+ )?possible\b", re.IGNORECASE)
_STATES_SUBJECT = verified("states_subject")
_WORD = re.compile(r"[A-Za-z]{4}")
MAX_SUBJECTS = 1000  # remembered; most notices have several passages on themes
MIN_PASSAGES = 3
OPENING = 6  # passages, among which the subject is stated
STATED_CHARS = 260
STEM = 7  # letters, enough to tell a word by
TITLE_CHARS = 160


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


def statements_of(passages: Sequence[Passage]) -> list[Statement]:
    """All statements of a text on what it buys, in order, a first passage that tells the work itself last."""
    return [*_statements(passages[:OPENING]), *_first_of(passages)]


def subject_of(stated: Sequence[Statement], start: int, text: str) -> Subject:
    """What a text buys, as said elsewhere than in the passage that starts there, unless that tells of a purchase.

    A service named at the head of the passage counts too: `Heathland restoration: the contractor must ...`.
    """
    head = _HEAD.match(text)
    words = " ".join(each.words for each in stated if each.start != start or each.is_purchase)
    if head is not None and _themes_of(head.group(1)):
        words = f"{head.group(1)} {words}".strip()
    return Subject(bool(words), words.lower(), _themes_of(words))


@lru_cache(maxsize=MAX_SUBJECTS)
def _themes_of(words: str) -> frozenset[str]:
    """The themes that a service serves which is named so."""
    is_physical = _PHYSICAL.search(words) is not None
    areas = (area for area in _areas() if area[2] or not is_physical)
    return frozenset(theme for named, served, _ in areas if named.search(words) is not None for theme in served)


def is_named(words: str, subject: Subject) -> bool:
    """Whether the notice names what it buys by one of the words."""
    return any(word[:STEM] in subject.words for word in _LONG_WORD.findall(words.lower()))


def serves(words: str) -> bool:
    """Whether words name a service that serves some theme by itself: `job brokerage`."""
    return bool(_themes_of(words))


@cache
def _areas() -> tuple[tuple[Verified, frozenset[str], bool], ...]:
    """Of each area: how it is named, the themes that it serves, and whether works and goods can be of it."""
    table = tomllib.loads(files("classifier").joinpath("vocabulary", "subjects.toml").read_text(encoding="utf-8"))
    return tuple(
        (Verified(rf"\b(?:{'|'.join(row['named'])})"), frozenset(row["themes"]), row["is_physical"])
        for row in table["area"]
    )


def _statements(opening: Sequence[Passage]) -> Iterator[Statement]:
    """The title, headings that are no sentences, and what follows the words by which a notice says what it buys."""
    for place, passage in enumerate(opening):
        text = passage.clean
        if _ASKS_SUPPLIERS.search(text) or _OF_A_FORM.search(text) or not _WORD.search(text):
            continue
        match = _STATES_SUBJECT.search(text)
        is_title = place == 0 and len(opening) > 1 and len(text) <= TITLE_CHARS and not passage.is_item
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
