"""Heads of expressions: what is asked of whole texts, where the whole expression would take RE2 long to work out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.vocabulary.relaxing import closing, outside

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = re.compile(r"(?:\.|\[\^(?:[^\]\\]|\\.)*\])(?:[*+]|\{\d+,\d{2,}\})")  # `.{0,30}`, `[^.;]{0,60}`
_LETTERS = re.compile("[a-z]{3}")
_BOUNDARIES = re.compile(r"(?:\\b)+")
_GROUP = re.compile(r"\((?:\?:)?(?!\?)")
MAX_DEPTH = 3  # of groups that open with groups


def alternatives(source: str) -> list[str]:
    """The alternatives of an expression, as they are written."""
    bars = [place for place in outside(source) if source[place] == "|"]
    return [source[start:end] for start, end in zip([0, *(bar + 1 for bar in bars)], [*bars, len(source)], strict=True)]


def head(source: str) -> str:
    """An expression found wherever this one is found, and sooner worked out; good for whole texts.

    What follows a wide gap is left out, since RE2 has to remember each gap that was opened to the end of the line:
    `people.{0,30}jobs` becomes `people`. Groups in front are written out and all is sorted, so that words which begin
    alike are read as one: `(?:new|more) jobs|new homes` becomes `more jobs|new homes|new jobs`.
    """
    return "|".join(sorted({opened for each in alternatives(source) for opened in _opened(_before_gap(each))}))


def _before_gap(alternative: str) -> str:
    for place in outside(alternative):
        if _GAP.match(alternative, place) and _LETTERS.search(alternative, 0, place):
            return alternative[:place]
    return alternative


def _opened(alternative: str, depth: int = 0) -> Iterator[str]:
    """The alternative with the groups in front of it written out."""
    boundary = _BOUNDARIES.match(alternative)
    before, rest = (r"\b", alternative[boundary.end() :]) if boundary is not None else ("", alternative)
    group = _GROUP.match(rest) if depth < MAX_DEPTH else None
    end = closing(rest, 0) + 1
    if group is None or rest[end : end + 1] in {"*", "+", "{"}:
        yield before + rest
        return
    is_optional = rest[end : end + 1] == "?"
    after = rest[end + 1 :].removeprefix("?") if is_optional else rest[end:]
    for inner in (*alternatives(rest[group.end() : end - 1]), *([""] if is_optional else [])):
        yield from _opened(before + inner + after, depth + 1)
