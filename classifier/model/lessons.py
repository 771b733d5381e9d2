"""Lessons for the model: labelled passages, with what the rules say of them in the paragraph they stand in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from classifier.evidence import NAMED
from classifier.model.features import KIND_SIGN, words_of
from classifier.model.opinion import ANY_THEME, LEFT_OPEN, OF_SUBJECT, SILENT, kind_said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from classifier.labels.reading import Label

    Read = Callable[[str], Iterable[tuple[int, int, str, str, tuple[str, ...]]]]

# Where a passage holds several kinds, a denial and a criterion weigh more than a general word.
STRENGTH = (
    *(SILENT, OF_SUBJECT, ANY_THEME, LEFT_OPEN, "none"),
    *("theme_only", NAMED, "mention", "requirement", "excluded", "criterion"),
)


class Labelled(Protocol):
    """A passage with its paragraph and what a reader says of it."""

    @property
    def passage(self) -> str: ...  # noqa: D102
    @property
    def context(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def themes(self) -> Iterable[str]: ...  # noqa: D102
    @property
    def first_kind(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Lesson:
    """A passage to learn from.

    `words` are those by which a second opinion is asked, None where none would be; `said` is what the rules say, as
    `said_by` puts it, `left` what they would say if none on themes had answered; `text` are the words of the passage
    alone. `group` keeps what belongs together in one fold. `is_first` tells that the rules said so before they had seen
    the label: only such answers show how often rules are right, since they know by heart what they were tuned on.
    """

    words: tuple[str, ...] | None
    text: tuple[str, ...]
    said: str
    kind: str
    themes: tuple[str, ...]
    group: str
    is_first: bool = False
    left: str = SILENT

    def at_first(self, first_kind: str | None) -> Lesson:
        """The lesson with what the rules said of it at first, where that is known."""
        if first_kind is None or self.words is None:
            return self
        said, words = self.said, self.words
        if first_kind != first_said(said):
            said = first_kind if first_kind != "none" else self._left_alone()
            words = tuple(KIND_SIGN + first_kind if word.startswith(KIND_SIGN) else word for word in words)
        return replace(self, words=words, said=said, is_first=True)

    def _left_alone(self) -> str:
        return "none" if self.words is not None and "has=concept" in self.words else self.left


def first_said(said: str) -> str:
    """What is written down of what the rules say, as `said_by` puts it: the kind, or `named`."""
    return said if said == NAMED else kind_said(said)


def taught_of(labelled: Iterable[Labelled], groups: Iterable[str], read: Read) -> list[Lesson]:
    """Lessons to train by: as those of `lessons_of`, with the first answers of the rules where they are known."""
    items = list(labelled)
    return [
        lesson.at_first(item.first_kind) for item, lesson in zip(items, lessons_of(items, groups, read), strict=True)
    ]


def lessons_of(labelled: Iterable[Labelled], groups: Iterable[str], read: Read) -> list[Lesson]:
    """A lesson of every labelled passage, each with its group. `read` is `Engine().lessons`: what the rules say."""
    return [_lesson(read, item, group) for item, group in zip(labelled, groups, strict=True)]


def groups_of(labels: Sequence[Label]) -> list[str]:
    """What must not be parted: the labels of one file, which are of one hand or on one subject."""
    return [label.topic for label in labels]


def lies_over(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether at least half of the shorter of two stretches is shared."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def _lesson(read: Read, item: Labelled, group: str) -> Lesson:
    start = item.context.index(item.passage)
    place = (start, start + len(item.passage))
    told = read(item.context)
    found = [(said, left, words) for start, end, said, left, words in told if lies_over((start, end), place)]
    said, left, words = max(found, key=lambda each: STRENGTH.index(each[0]), default=(SILENT, SILENT, None))
    text, themes = words_of(item.passage), tuple(sorted(item.themes))
    return Lesson(words, text, said, item.kind, themes, group, left=left)
