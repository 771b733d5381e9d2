"""Names and numbers that stand apart: `70:25:5 (price: quality: social value)`."""

from __future__ import annotations

import re

from classifier.vocabulary.expressions import expression
from classifier.weights.score_sheets.records import RowsFound, SheetRow

_LABEL = expression("label")
_NAMES = re.compile(
    r"[A-Za-z][A-Za-z &-]{0,30}?(?: ?[/:] ?[A-Za-z][A-Za-z &-]{0,30}?){1,5}"
    r"(?= ?(?:[=(\d%]|[-\u2013:] ?\d|split|ratio|weight|will|are|is|$))"
)  # `P/Q/SV`
_PAIR = r"\d{1,3}(?:\.\d)? ?%? ?[(\[]?[A-Za-z][A-Za-z &-]{1,30}?[)\]]?"
_PAIRS = re.compile(  # `60 price / 40 quality`
    rf"(?<![\d.:/])(?P<pairs>{_PAIR}(?: ?[:/] ?{_PAIR}){{1,5}})(?=[.;,]|\s*$)"
)
_NAME = re.compile(r"[A-Za-z][A-Za-z &-]*[A-Za-z]")
_VALUE = re.compile(r"\d{1,3}(?:\.\d)?")
_MARK = re.compile(r" ?[/:] ?")
_RANGE = re.compile(r"(?<![\d-])\d{1,3}\s?%?\s?[-\u2013]\s?\d{1,3}\s?%(?!\s?[-\u2013]\s?\d)")
_RATIO = expression("ratio")
WHOLE = 100


def ratio_rows(text: str) -> RowsFound | None:
    """`70:25:5 (price: quality: social value)`, `cost, quality and social value (40/50/10)`."""
    if len(_RANGE.findall(text)) > 1:  # `Price 40-60%, quality 30-50%`
        return None
    paired = _PAIRS.search(text) if " : " in text or "/" in text or ":" in text else None
    if paired is not None and (pairs := _paired(paired["pairs"])) is not None:
        return pairs
    for match in _RATIO.finditer(text):
        values = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", match.group())]
        if sum(values) not in {10, 100, 1000}:
            continue
        before = [label.group() for label in _LABEL.finditer(text, 0, match.start())]
        after = [label.group() for label in _LABEL.finditer(text, match.end())]
        named = [names for found in _NAMES.findall(text) if len(names := _MARK.split(found)) == len(values)]
        for labels in (after[: len(values)], before[-len(values) :], *named[:1]):
            if len(labels) == len(values) and len(set(labels)) == len(labels):
                factor = 10 if sum(values) == 10 else 1
                unit = "points" if sum(values) == 1000 else "percent"
                rows = (
                    SheetRow(label, value * factor, unit, None) for label, value in zip(labels, values, strict=True)
                )
                return RowsFound("", tuple(rows))
    return None


def _paired(text: str) -> RowsFound | None:
    """Pairs of a number and its name that make up a hundred: `40 quality : 40 price : 20 social value`."""
    pairs = [(float(_VALUE.findall(pair)[0]), _NAME.findall(pair)[0]) for pair in _MARK.split(text)]
    if sum(value for value, _ in pairs) != WHOLE or not any(_LABEL.search(name) for _, name in pairs):
        return None
    return RowsFound("", tuple(SheetRow(name, value, "percent", None) for value, name in pairs))
