"""What a weight was and what it is, on lines or in cells: `From: 10%`, `To: 5%`; `Social value | 10% | not scored`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.names import is_social

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_OLD = (
    r"(?:from|old|was|before|previous(?:ly)?|former(?:ly)?|current(?:ly)?|existing|original(?:ly)?|instead of|delete)"
)
_NEW = r"(?:to|new|now|after|revised|amended|replace(?:d)? (?:with|by)|insert|corrected|becomes)"
_VALUE = (
    r"(?:(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)(?: of [a-z ]{3,40})?"
    r"|(?P<none>(?:it is |will be )?(?:not (?:scored|weighted|evaluated|used)|unscored|unweighted|removed"
    r"|deleted|withdrawn"
    r"|dropped|nil|none|0 ?%?|n/?a|not applicable|no weight\w*)))"
)
_HEAD_TAIL = r"(?: (?:weight\w*|value|figure|text|percentage|share))?(?: ?\([a-z ]{2,20}\))?"
_OLD_LINE = re.compile(rf"\W*{_OLD}{_HEAD_TAIL}\W{{0,3}}{_VALUE}\W*", re.IGNORECASE)
_NEW_LINE = re.compile(rf"\W*{_NEW}{_HEAD_TAIL}\W{{0,3}}{_VALUE}\W*", re.IGNORECASE)
_OLD_HEAD = re.compile(rf"\W*(?:weight\w*|%)?\W*{_OLD}{_HEAD_TAIL}\W*", re.IGNORECASE)
_NEW_HEAD = re.compile(rf"\W*(?:weight\w*|%)?\W*{_NEW}{_HEAD_TAIL}\W*", re.IGNORECASE)
_OPENS_OLD = re.compile(rf"\W*{_OLD}{_HEAD_TAIL} ?:", re.IGNORECASE)
_OPENS_NEW = re.compile(rf"\W*{_NEW}{_HEAD_TAIL} ?:", re.IGNORECASE)
_CELL = re.compile(rf"\W*{_VALUE}\W*", re.IGNORECASE)
_MARK = re.compile(r"\s*[|\t]\s*")
NOTED = "Noted."
MAX_NAME = 80
REACH = 12


def with_lines_and_cells(passages: Sequence[Passage], strong: set[int]) -> list[Passage]:
    """The passages, names of social value over such lines, and rows of such cells, with the weight that holds."""
    out = list(passages)
    for place in sorted(strong):
        held = _of_lines(out, place)
        if held is not None:
            out[place : place + 3] = [
                passages[place].reworded(held),
                *(each.reworded(NOTED) for each in passages[place + 1 : place + 3]),
            ]
            continue
        if _is_replaced(out, place):
            out[place] = passages[place].reworded(NOTED)
            continue
        row = _of_cells(out, place)
        if row is not None:
            out[place] = passages[place].reworded(row)
    return out


def _of_lines(passages: Sequence[Passage], place: int) -> str | None:
    if place + 2 >= len(passages) or len(passages[place].clean) > MAX_NAME or not is_social(passages[place].clean):
        return None
    old, new = _OLD_LINE.fullmatch(passages[place + 1].clean), _NEW_LINE.fullmatch(passages[place + 2].clean)
    return _said(new) if old is not None and new is not None else None


def _is_replaced(passages: Sequence[Passage], place: int) -> bool:
    """Whether the next line says what the line that opens with `Old:` or `From:` now reads."""
    after = passages[place + 1].clean if place + 1 < len(passages) else ""
    is_new = _OPENS_NEW.match(after) is not None and is_social(after) and any(map(str.isdigit, after))
    return is_new and _OPENS_OLD.match(passages[place].clean) is not None


def _of_cells(passages: Sequence[Passage], place: int) -> str | None:
    """What holds of a row where its new cell says that it is not scored."""
    cells = _cells(passages[place])
    for above in range(place - 1, max(-1, place - REACH - 1), -1):
        head = _cells(passages[above])
        new = next((at for at, cell in enumerate(head) if at and _NEW_HEAD.fullmatch(cell)), None)
        if new is None or not any(_OLD_HEAD.fullmatch(cell) for cell in head):
            continue
        told = _CELL.fullmatch(cells[new]) if len(cells) == len(head) else None
        return _said(told) if told is not None and told["none"] else None
    return None


def _cells(passage: Passage) -> list[str]:
    words = passage.clean if " | " in passage.clean else passage.words
    return _MARK.split(words.strip().strip("|")) if _MARK.search(words) else []


def _said(found: re.Match[str]) -> str:
    value = found["value"]
    return f"Social value: {value}%" if value and float(value) else "Social value is not scored."
