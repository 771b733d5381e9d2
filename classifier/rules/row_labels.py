"""Questions on social value that a notice speaks of by label or place: `For heading C tell us ...`, `Guidance to 4.9`.

A row such as `4.9 Social value - 8%` gives its label to what is said of it elsewhere; `the last of these` is the last.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import verified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_ROW = expression("labelled_row")
_IS_SCORED = expression("row_is_scored")
_LAST = expression("the_last_of_these")
_IS_ROW = expression("row_of_scores")
_ROW_NAME = verified("row_name")
_BY_NAME = expression("row_by_name")
_BESIDE = expression("row_beside")
_BEFORE = r"(?:[Qq]uestions?|[Hh]eadings?|[Cc]riteri(?:on|a)|[Ss]ections?|[Ii]tems?|[Pp]arts?|[Qq])"
_AFTER_WORD = r"(?:[Ff]or|[Uu]nder|[Ii]n|[Oo]n|[Tt]o|[Oo]f|[Aa]bout)"
QUESTION = "the social value question"
MAX_ROW = 140
ROWS_NEAR = 8
LAST_REACH = 3  # passages after the last row, in which `the last` is that one


def may_name_row(text: str) -> bool:
    """Whether a text holds a name by which social value may stand among what is scored; quick."""
    return _ROW_NAME.may_match(text)


def names_in(passages: Sequence[Passage]) -> Iterator[tuple[re.Pattern[str], str, bool]]:
    """Such names as stand in a row with a number, near another, with what each stands for in all of the text."""
    names: set[str] = set()
    for place, passage in enumerate(passages):
        row = _BY_NAME.match(passage.clean) if len(passage.clean) <= MAX_ROW else None
        if row is None:
            continue
        near = passages[max(0, place - ROWS_NEAR) : place + ROWS_NEAR + 1]
        if any(
            len(each.clean) <= MAX_ROW and _BESIDE.search(each.clean) and _IS_ROW.search(each.clean) for each in near
        ):
            names.add(row["name"].lower())
    for name in sorted(names):
        yield re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE), "social value", False


def labels_in(passages: Sequence[Passage], strong: set[int]) -> Iterator[tuple[re.Pattern[str], str, bool]]:
    """Patterns by which the labelled, scored rows on social value are spoken of, with what each stands for."""
    labels: set[str] = set()
    for place in sorted(strong):
        text = passages[place].clean
        row = _ROW.match(text) if len(text) <= MAX_ROW and _IS_SCORED.search(text) is not None else None
        if row is not None:
            labels.add(row["label"].strip("().:"))
    for label in sorted(labels, key=len, reverse=True):
        yield _pattern(label), QUESTION, True


def with_last(passages: Sequence[Passage], strong: set[int]) -> dict[int, Passage]:
    """By place, the passages that speak of social value as the last of the rows right before them, reworded."""
    found: dict[int, Passage] = {}
    for place in strong:
        if not _is_last_row(passages, place):
            continue
        for after in range(place + 1, min(len(passages), place + 1 + LAST_REACH)):
            text = passages[after].clean
            if after not in strong and _LAST.search(text) is not None:
                found[after] = passages[after].reworded(_LAST.sub(QUESTION, text, count=1))
                break
    return found


def _is_last_row(passages: Sequence[Passage], place: int) -> bool:
    """Whether a row of scores stands before it, and none after it."""
    if not place or len(passages[place].clean) > MAX_ROW or _IS_ROW.search(passages[place].clean) is None:
        return False
    is_after_row = len(passages[place - 1].clean) <= MAX_ROW and _IS_ROW.search(passages[place - 1].clean) is not None
    return is_after_row and (place + 1 == len(passages) or _IS_ROW.search(passages[place + 1].clean) is None)


def _pattern(label: str) -> re.Pattern[str]:
    """How a label is spoken of: bare numbers and letters only after a word such as `question`."""
    written = re.escape(label)
    if label.isdigit() or len(label) == 1:
        in_brackets = rf"(?:{_AFTER_WORD} )\({written}\)" if label.isalpha() else r"(?!)"
        return re.compile(rf"(?<!\w){_BEFORE} ?\(?{written}\)?(?![\w.%])|(?<=\b){in_brackets}")
    return re.compile(rf"(?<![\w.])(?:{_BEFORE} ?)?\(?{written}\)?(?![\w%]|\.\d)")
