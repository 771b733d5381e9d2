"""Award criteria in JSON that stand within prose: `Award criteria (each lot): {"criteria": [...]}`."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.weights.criteria.likeness import are_criteria, of_measures, of_others, without_asides
from classifier.weights.criteria.tables import MAX_BROKEN, MAX_JSON, MEASURE, criteria_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from classifier.evidence import Criterion

_OPENS = re.compile(r'\[\s*\{\s*"|\{\s*"[\w -]+"\s*:')
_ESCAPED = re.compile(r"&(?P<mark>quot|#34);(?P<words>[^&]*(?:&(?!(?:quot|#34);)[^&]*)*)&(?P=mark);")
_OPENS_ESCAPED = re.compile(r"[\[{]\s*&(?:quot|#34);")
_ANSWER = re.compile(r'(?<=\?)"\s*,\s*"(?:a|answer|response|reply)"\s*:\s*"(?=\w)', re.IGNORECASE)
MIN_CRITERIA = 2


def criteria_within(text: str) -> tuple[list[tuple[int, int, Criterion]], str]:
    """Criteria written as JSON in a text, each with its offsets, and the text with the JSON blanked out.

    A text that opens with JSON which is cut off is criteria alone, and nothing of it is left. Where JSON stands within
    prose, one object may be anything: only several criteria are read. What is asked and answered in JSON is left as
    prose: `"Is social value scored?","answer":"No"`.
    """
    read = _unescaped(text)
    if read[:1] in {"{", "[", '"'}:
        found = criteria_in(read)
        spans = list(_joined(read)) if found and read[:1] != '"' else []
        is_whole = len(spans) > 0 and spans[0][0] == 0
        if found and not is_whole:
            return (found, "") if are_criteria([each for _, _, each in found], read, "") else ([], text)
    else:
        found, spans = [], list(_joined(read))
    if not spans:
        return [], text
    criteria, prose = _of_each(text, read, spans)
    return criteria, _ANSWER.sub(lambda match: " " * len(match.group()), prose)


def _of_each(text: str, read: str, spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int, Criterion]], str]:
    """The criteria of each stretch of JSON, which are of a lot of its own unless it holds several.

    `read` is the text with its quotes, of the same length.
    """
    out: list[tuple[int, int, Criterion]] = []
    stop = 0
    for start, end in spans:
        lead, stop = read[stop:start], end
        if of_others(lead):
            text = _blanked(text, start, end)
            continue
        words = without_asides(read[start:end])
        found = criteria_in(words)
        is_told = start == 0 or len(found) >= MIN_CRITERIA
        if is_told and are_criteria([each for _, _, each in found], words, lead):
            is_measure = of_measures(lead, words)
            out += [
                (start + left, start + right, _of_lot(each, start, is_measure=is_measure))
                for left, right, each in found
            ]
            text = _blanked(text, start, end)
    return out, text


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _of_lot(criterion: Criterion, start: int, *, is_measure: bool) -> Criterion:
    """A criterion under the place of its stretch; of a list of measures, what is measured without its weight."""
    lot = f"{start}.{criterion.lot or ''}"
    if is_measure:
        return replace(criterion, lot=lot, type=MEASURE, description=None, numbers=())
    return replace(criterion, lot=lot)


def _unescaped(text: str) -> str:
    """The text with the quotes of escaped JSON, padded so that all else keeps its place."""
    if _OPENS_ESCAPED.search(text) is None:
        return text
    return _ESCAPED.sub(_quoted, text)


def _quoted(match: re.Match[str]) -> str:
    pad = " " * (len(match["mark"]) + 1)
    return f'{pad}"{match["words"]}"{pad}'


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """Where JSON stands in a text, objects with nothing but a comma between them as one: `{...}, {...}`."""
    last: tuple[int, int] | None = None
    for start, end in _values(text):
        if last is not None and text[last[1] : start].strip() == ",":
            last = last[0], end
            continue
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


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
