"""Award criteria in JSON that stand within prose: `Award criteria (each lot): {"criteria": [...]}`."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.weights.criteria.tables import MAX_BROKEN, MAX_JSON, criteria_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from classifier.evidence import Criterion

_OPENS = re.compile(r'\[\s*\{\s*"|\{\s*"[\w -]+"\s*:')
MIN_CRITERIA = 2


def criteria_within(text: str) -> tuple[list[tuple[int, int, Criterion]], str]:
    """Criteria written as JSON in a text, each with its offsets, and the text with the JSON blanked out.

    A text that opens with JSON which is cut off is criteria alone, and nothing of it is left. Where JSON stands within
    prose, one object may be anything: only several criteria are read.
    """
    if text[:1] in {"{", "[", '"'}:
        found = criteria_in(text)
        spans = list(_values(text)) if found and text[:1] != '"' else []
        is_whole = len(spans) > 0 and spans[0][0] == 0
        if found and not is_whole:
            return found, ""
    else:
        found, spans = [], list(_values(text))
    if not spans:
        return [], text
    return _of_each(text, spans)


def _of_each(text: str, spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int, Criterion]], str]:
    """The criteria of each stretch of JSON, which are of a lot of its own unless it holds several."""
    out: list[tuple[int, int, Criterion]] = []
    for start, end in spans:
        read = criteria_in(text[start:end])
        if start == 0 or len(read) >= MIN_CRITERIA:
            out += [
                (start + left, start + right, replace(each, lot=f"{start}.{each.lot or ''}"))
                for left, right, each in read
            ]
            text = text[:start] + " " * (end - start) + text[end:]
    return out, text


def _values(text: str) -> Iterator[tuple[int, int]]:
    """Where the objects and lists of JSON stand in a text, the outermost ones."""
    if '"' not in text or "{" not in text or len(text) > MAX_JSON:
        return
    decoder = json.JSONDecoder()
    broken = 0
    match = _OPENS.search(text)
    while match is not None and broken < MAX_BROKEN:
        try:
            _, end = decoder.raw_decode(text, match.start())
            yield match.start(), end
        except (ValueError, RecursionError):
            end = match.start() + 1
            broken += 1
        match = _OPENS.search(text, end)
