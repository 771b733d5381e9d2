"""Labels by which a text speaks of its scored questions on social value: `E` of `E  Social value 12%`.

What bears such a label elsewhere, as `Section E`, `E1` or `STATEMENT UNDER COEFFICIENT (v)`, is of that question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from classifier.discourse.names.row_labels import QUESTION
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from classifier.discourse.pointers import Judged

_OWN = expression("own_label")
_ROW = expression("labelled_row")
_TOLD = expression("label_told")
_IS_ROW = expression("row_of_scores")
_QUESTION_WORD = expression("question_word").pattern
_ANSWERED = re.compile(
    rf"(?i:\b(?:answers?|repl(?:y|ies)|responses?) (?:to|on|under|at|in) {_QUESTION_WORD}) ?"
    r"(?P<label>\(?(?:[A-Z]{0,4}\d{1,2}(?:\.\d{1,2})?|[A-Za-z]|[ivx]{1,4})\)?)(?!\w)"
)
_RANGE = re.compile(
    r"(?P<letters>[A-Z]{1,4})(?P<first>\d{1,2}) ?(?:-|\u2013|to|and|&) ?(?P=letters)?(?P<last>\d{1,2})$"
)
_LABEL_ALONE = re.compile(r"[A-Z]{1,3}\d{1,2}(?:\.\d{1,2})?")
_PLAIN = re.compile(r"\d{1,2}|[a-zA-Z]|[ivx]{1,4}")
TITLE_CHARS = 90
MOST_OF_RANGE = 9


@dataclass(frozen=True, slots=True)
class Label:
    """The label at the head of a passage, and the word before it: `Item` and `6`."""

    word: str
    name: str


NO_LABEL = Label("", "")


def words_of(item: Judged) -> str:
    """The words of a passage as published, with single spaces, where its names are written out; else as read."""
    return " ".join(item.passage.words.split()) if QUESTION in item.passage.clean else item.passage.clean


def own_label(text: str) -> Label:
    """The label at the head of a passage; an empty one where it has none."""
    match = _OWN.match(text)
    if match is None:
        return NO_LABEL
    return Label((match["word"] or "").lower(), match["label"].strip("(). ").removesuffix(".0"))


def without_label(text: str) -> str:
    """A passage without the label at its head."""
    match = _OWN.match(text)
    return text[match.end() :].lstrip(" .):,|\u2013-") if match is not None else text


def label_of_row(item: Judged, after: str) -> str:
    """The label of a row on social value: `4.9` of `4.9 Social value 8%`; empty where it has none.

    It may stand in the last cell, which is `after` the row: `Social value | 10% |`, `Q8`.
    """
    text = words_of(item)
    row = _ROW.match(item.passage.clean)
    if row is not None:
        return row["label"].strip("(). ").replace(" ", "").removesuffix(".0")
    is_row = text is not item.passage.clean or _IS_ROW.search(text) is not None
    is_last = text.endswith("|") and _LABEL_ALONE.fullmatch(after) is not None
    return own_label(text).name or (after if is_last else "") if is_row else ""


def labels_told(text: str) -> Iterator[str]:
    """The labels of which a passage says that their questions are of social value: `Q4 - Q5 = social value`."""
    for told in _TOLD.finditer(text):
        name = (told["beside"] or told["before"] or told["after"]).strip()
        several = _RANGE.fullmatch(name)
        if several is None:
            yield name.strip("(). ")
            continue
        first, last = int(several["first"]), int(several["last"])
        for number in range(first, min(last, first + MOST_OF_RANGE) + 1):
            yield f"{several['letters']}{number}"


def labels_answered(text: str) -> Iterator[str]:
    """The label of the answer that a passage speaks of first: `your answer to paragraph (f) will count`."""
    match = _ANSWERED.search(text)
    if match is not None:
        yield match["label"].strip("() ")


def is_of(name: str, label: Label) -> bool:
    """Whether the label of a passage is that of the question, or of a part of it: `E1` of `E`, `J.2` of `J`."""
    if not label.name:
        return False
    if label.name == name:
        return is_of_a_question(label)
    if _is_written_otherwise(name, label):
        return True
    if name.isdigit() or not label.name.startswith(name):
        return False
    rest = label.name[len(name) :]
    return rest[0] in ".-(" or (name[-1].isalpha() and name.isupper() and rest[0].isdigit()) or rest in {"a", "b", "c"}


def _is_written_otherwise(name: str, label: Label) -> bool:
    """`Question 7` for `Q7`, and the other way round; `MS4B` for `4B`."""
    if (label.word == "question" and name == f"Q{label.name}") or (name.isdigit() and label.name == f"Q{name}"):
        return True
    return name[0].isdigit() and re.fullmatch(rf"[A-Z]{{1,4}}{re.escape(name)}", label.name) is not None


def is_of_a_question(label: Label) -> bool:
    """Whether a label is like those of questions, `AQ4` or `Question 4`, and not only a number of a list."""
    return bool(label.name) and (bool(label.word) or _PLAIN.fullmatch(label.name) is None)


def is_part(name: str, label: Label) -> bool:
    """Whether a label stands below another: `4.1` below `4`, `a` and `1` below any."""
    return label.name.startswith(name) and len(label.name) > len(name) and not label.name[len(name)].isalnum()


def is_beside(name: str, label: Label) -> bool:
    """Whether a label stands on the level of another or above, `4.3` after `4.2`, rather than below it."""
    if not label.name or is_part(name, label) or is_of(name, label):
        return False
    shape, other = _shape(name), _shape(label.name)
    return shape == other or (shape.startswith(other) and shape[len(other)] in ".-")


def _shape(name: str) -> str:
    letters = re.sub(r"[A-Z]+", "A", re.sub(r"[a-z]+", "a", name))
    return re.sub(r"\d+", "1", letters)


@lru_cache(maxsize=500)
def _titled(name: str) -> re.Pattern[str]:
    word = rf"(?i:{_QUESTION_WORD}) ?\(?{re.escape(name)}\)?(?![\w.-])"
    if _PLAIN.fullmatch(name) is not None:
        return re.compile(word)
    asked = r"(?:^\W*(?:\d[\d.]*\W+)?|\b(?i:what|on|for|under|prompts for|guidance to|notes on) )"
    return re.compile(rf"{word}|{asked}{re.escape(name)}(?![\w-]|\.\d)")


def is_title(text: str) -> bool:
    """Whether a line is a heading, as it neither ends like a sentence nor asks anything."""
    return len(text) <= TITLE_CHARS and not text.endswith((".", ";", ",", "?"))


def is_title_of(name: str, text: str) -> bool:
    """Whether a line is a heading that speaks of the question: `STATEMENT UNDER COEFFICIENT (v)`, `What N4 asks`."""
    return is_title(text) and _titled(name).search(text) is not None
