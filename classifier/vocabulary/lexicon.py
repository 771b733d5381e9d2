"""The words the classifier knows: lexicon and context rows read from data files and expanded to phrases.

A pattern is a row of words. `a|b` are alternatives, `word?` may be missing, and `_` stands for a space inside an
alternative: `will|shall not be? evaluated|taken_into_account`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from classifier.errors import ClassifierError

CONCEPT_LABELS = frozenset({"concept", "act", "standard", "standard_weak", "wellbeing"})
CUE_CATEGORIES = frozenset(
    {
        "negated",
        "scored",
        "required",
        "optional",
        "pointer",
        "policy",
        "pseudo",
        "stop",
        "stop_list",
        "buying",
        "template_excluded",
        "template_required",
        "template_mention",
        "template_theme",
    }
)
LEXICON_LABELS = CONCEPT_LABELS | {"pseudo_word", "subject"}
DIRECTIONS = frozenset({"forward", "backward", "both", ""})
MAX_PHRASES_PER_ROW = 5000


@dataclass(frozen=True, slots=True)
class Entry:
    """A lexicon row: `label` says what sort of word it is, `value` which standard or theme it stands for."""

    id: str
    label: str
    value: str
    pattern: str
    source: str
    example: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A context row. `forward` cues stand before the concept they act on; `scope` is their reach in tokens."""

    id: str
    category: str
    direction: str
    scope: int
    pattern: str
    source: str
    example: str


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of a packaged CSV file."""
    text = files("classifier").joinpath("vocabulary", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def entries() -> tuple[Entry, ...]:
    """The lexicon. Raises ClassifierError for a row with an unknown label."""
    found = tuple(Entry(**row) for row in read_rows("lexicon.csv"))
    for entry in found:
        if entry.label not in LEXICON_LABELS:
            raise ClassifierError(f"lexicon.csv: row {entry.id} has the unknown label {entry.label!r}")
    return found


@cache
def cues() -> tuple[Cue, ...]:
    """The context rules. Raises ClassifierError for a row with an unknown category, direction or scope."""
    found = []
    for row in read_rows("context.csv"):
        if row["category"] not in CUE_CATEGORIES or row["direction"] not in DIRECTIONS:
            raise ClassifierError(f"context.csv: row {row['id']} has an unknown category or direction")
        try:
            scope = int(row["scope"] or 0)
        except ValueError:
            raise ClassifierError(f"context.csv: row {row['id']} has a scope that is no number") from None
        found.append(Cue(**{**row, "scope": scope}))  # type: ignore[arg-type]
    return tuple(found)


def expand(pattern: str) -> list[str]:
    """All phrases a pattern stands for. Raises ClassifierError when they are too many to be meant."""
    slots = []
    for word in pattern.split():
        is_optional = word.endswith("?") and len(word) > 1
        choices = [choice.replace("_", " ") for choice in word.removesuffix("?").split("|")] if is_optional else None
        slots.append([*choices, ""] if choices is not None else [c.replace("_", " ") for c in word.split("|")])
    count = 1
    for slot in slots:
        count *= len(slot)
    if count > MAX_PHRASES_PER_ROW:
        raise ClassifierError(f"pattern {pattern!r} stands for {count} phrases: split it")
    return list(dict.fromkeys(" ".join(" ".join(words).split()) for words in product(*slots)))
