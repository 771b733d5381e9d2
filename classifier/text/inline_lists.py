"""Lists that are written in one line: duties behind `must:`, items behind dashes, labels with colons."""

from __future__ import annotations

import re

from classifier.vocabulary.expressions import expression

_DUTY_MARK = re.compile(r";\s+(?:and\s+)?(?=[a-z])")
_ENDS_DUTIES = re.compile(r"[.?!](?=\s+[A-Z]|\s*$)|\n")
_AFTER_WEIGHT = re.compile(r"(?<=\d%)\s+(?=[A-Z][a-z]+ [a-z])")  # of the last: `- Social Value - 10% Reasons for`
_INLINE_ITEM = expression("inline_item")
_INLINE_LABEL = expression("inline_label")
_OPENS_DUTIES = expression("opens_run")
MIN_LABELS = 3


def duties_in(masked: str, start: int, end: int) -> list[int]:
    """Where the items of a list of duties begin that stands in one sentence: `The supplier must: recruit; open`."""
    out: list[int] = []
    read_to = start
    for opener in _OPENS_DUTIES.finditer(masked, start, end):
        if opener.end() <= read_to:
            continue
        stop = _ENDS_DUTIES.search(masked, opener.end(), end)
        read_to = stop.start() if stop is not None else end
        items = [match.end() for match in _DUTY_MARK.finditer(masked, opener.end(), read_to)]
        out += [opener.end(), *items] if items else []
    return out


def inline_items(masked: str, start: int, end: int, cuts: list[int]) -> list[int]:
    """The cuts between `start` and `end`, with those of a list in one line.

    `as follows: - jobs - training`, `Jobs: two Skills: four`.
    """
    if masked.count(": ", start, end) >= MIN_LABELS:
        labels = [match.start() for match in _INLINE_LABEL.finditer(masked, start, end)]
        cuts = sorted({*cuts, *labels}) if len(labels) >= MIN_LABELS else cuts
    first = max(masked.find(": -", start, end), masked.find("; -", start, end))
    if first < 0:
        return cuts
    items = [match.end() - 2 for match in _INLINE_ITEM.finditer(masked, start, end)]
    if len(items) <= 1:
        return cuts
    after = _AFTER_WEIGHT.search(masked, items[-1], end)
    return sorted({*cuts, *items, *([after.end()] if after is not None else [])})
