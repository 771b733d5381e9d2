"""Weights that stand under or behind a name on lines of their own: by lot, without a mark, as a part of what is before.

`Social value weighting:`, `Lot 1 - 5%; Lot 2 - 10%`; `Social value: local jobs.`, `Weight 10`; `One fifth of it is`.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from classifier.text.fractions import PARTS
from classifier.text.number_words import NUMBER, value_of
from classifier.weights.score_sheets.names import is_price, is_social
from classifier.weights.wholes import quality_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_LOT = (
    r"\W{0,3}lots? (?P<lot>\w{1,3})\b[^%;.\d|]{0,40}?[ :=\u2013(-]{1,4}(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)\)?"
)
_LOT_SHARE = re.compile(_LOT, re.IGNORECASE)
_LOT_LINE = re.compile(rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _LOT)}[;,. ]*(?:and )?)+", re.IGNORECASE)
_LOT_HEAD = re.compile(r"\W*lots?(?: (?:no\.?|number|name))?\s*[|\t]\s*[^|\t]{3,60}\W*", re.IGNORECASE)
_LOT_ROW = re.compile(
    r"\W*(?:lot )?(?P<lot>\w{1,3})\b[^|%\t]{0,40}[|\t]\s*(?P<value>\d{1,2}(?:\.\d+)?) ?%\W*", re.IGNORECASE
)
_HEADS_LOTS = re.compile(r"\b(?:weight\w*|scor\w+|marks|lots?|percentage)\b|:\W*$", re.IGNORECASE)
_BARE_WEIGHT = re.compile(r"\W*(?P<name>weight(?:ing)?)\W{0,3}(?P<value>\d{1,2}(?:\.\d+)?)\W*", re.IGNORECASE)
_AT_END = re.compile(r"(?P<rest>.*?[.:;\u2026|-] ?)(?P<name>weight(?:ing)?)\W{0,3}(?P<value>\d{1,2})\W*", re.IGNORECASE)
_PART_OF_IT = re.compile(
    rf"^\W*(?:(?P<count>{NUMBER}|an?|\d)[ -])?(?P<part>{'|'.join(PARTS)})s? of (?:it|that|this|these|those)"
    r"(?: (?:marks|score|share|weight\w*|points|\d{1,2} ?%))? (?:is|are|goes?|go|will|shall|has been)\b[^.;%\d]{0,40}\b"
    r"(?P<social>social value|community benefits?)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d ?(?:%|per ?cent)", re.IGNORECASE)
MAX_LOTS = 8
MAX_HEAD = 120
MIN_LOTS = 2
WHOLE = 100


def with_weights_below(passages: Sequence[Passage], strong: set[int]) -> list[Passage]:
    """The passages with such weights beside their names; `strong` holds the places that name social value."""
    out = _with_marks(passages, strong)
    for place in sorted(strong):
        text = out[place].clean
        part = _PART_OF_IT.match(text)
        if part is not None and place and (whole := quality_share(out[place - 1].clean)) is not None:
            out[place] = passages[place].reworded(
                f"{part['social']} is weighted at {round(_share(part) * whole, 2):g}%"
            )
        elif len(text) <= MAX_HEAD and _HEADS_LOTS.search(text) and not _SHARE.search(text) and is_social(text):
            lots = _lots(out, place + 1)
            if len(lots) >= MIN_LOTS:
                told = ", ".join(f"{match['value']}% (Lot {match['lot']})" for match in lots)
                out[place] = passages[place].reworded(f"Social value: {told}")
    return out


def _share(part: re.Match[str]) -> float:
    count = (part["count"] or "a").lower()
    return (1 if count in {"a", "an"} else value_of(count)) / PARTS[part["part"].lower()]


def _lots(passages: Sequence[Passage], start: int) -> list[re.Match[str]]:
    """The lots with their weights on the lines from `start` on, which hold nothing else."""
    found: list[re.Match[str]] = []
    if start and _LOT_HEAD.fullmatch(passages[start - 1].words):
        rows = [_LOT_ROW.fullmatch(passage.words) for passage in passages[start : start + MAX_LOTS]]
        return list(takewhile(lambda row: row is not None, rows))  # type: ignore[arg-type]
    for passage in passages[start : start + MAX_LOTS]:
        if _LOT_LINE.fullmatch(passage.clean) is None:
            break
        found += _LOT_SHARE.finditer(passage.clean)
    return found


def _with_marks(passages: Sequence[Passage], strong: set[int]) -> list[Passage]:
    """The passages, bare weights on their own that make up a hundred, price among what they weigh, as percentages."""
    out = list(passages)
    alone = [place for place, passage in enumerate(passages) if _BARE_WEIGHT.fullmatch(passage.clean)]
    ended = [place for place, passage in enumerate(passages) if place not in alone and _AT_END.fullmatch(passage.clean)]
    found = {place: match for place in alone if (match := _BARE_WEIGHT.fullmatch(passages[place].clean))}
    found |= {place: match for place in ended if (match := _AT_END.fullmatch(passages[place].clean))}
    if len(found) < MIN_LOTS or sum(float(match["value"]) for match in found.values()) != WHOLE:
        return out
    names = [passages[place - (place in alone)].clean for place in found if place]
    if not strong or not any(is_price(re.split(r"[:.]", name)[0]) for name in names):
        return out
    for place, match in found.items():
        lead = match["rest"] if place not in alone else ""
        out[place] = passages[place].reworded(f"{lead}{match['name']} {match['value']}%")
    return out
