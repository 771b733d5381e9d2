"""Lines of values set apart by commas or semicolons, some of them in quotes: `2,"Social value",10,"Jobs, skills"`."""

from __future__ import annotations

import re

_ROWS = tuple(
    re.compile(rf'(?:"[^"\n]*"|[^"\n{mark}]*)(?:{mark}(?! )(?:"[^"\n]*"|[^"\n{mark}]*)){{2,}}') for mark in ";,"
)
_FIELDS = tuple(re.compile(rf'"([^"\n]*)"|([^"\n{mark}]+)|(?<={mark})(?={mark}|$)') for mark in ";,")
_NUMBER = re.compile(r"\d{1,4}(?:\.\d+)? ?%?")
_OPENS_ROW = re.compile(r'\s*(?:"[^"\n]*"|[^"\n,; ]{1,40}(?: [^"\n,; ]{1,40}){0,6})[,;](?! )')
MAX_ROW = 400
MIN_MARKS = 2


def as_cells(words: str) -> str | None:
    """The line with bars between its values; None where it is no line of values, or one without quotes and commas."""
    if len(words) > MAX_ROW:
        return None
    for row, fields, mark in zip(_ROWS, _FIELDS, ";,", strict=True):
        if words.count(mark) < MIN_MARKS or ('"' not in words and mark == ",") or row.fullmatch(words) is None:
            continue
        values = [(match[1] or match[2] or "").strip() for match in fields.finditer(words)]
        is_quoted = '"' in words and all(len(value) < MAX_ROW // 2 for value in values)
        if is_quoted or any(map(_NUMBER.fullmatch, values)):
            return " | ".join(values).strip()
    return None


def is_next_row(before: str, line: str) -> bool:
    """Whether a line of values follows another that ends with a blank value: `1,Price,60,`."""
    is_row = before.rstrip()[-1:] in {",", ";"} and before.count(before.rstrip()[-1]) >= MIN_MARKS
    return is_row and _OPENS_ROW.match(before) is not None and _OPENS_ROW.match(line) is not None
