"""Criteria that stand in a text as pairs of JSON without braces: `"name": "Social value", "type": "quality"`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.names import is_price, is_umbrella

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_VALUE = r"""\s*:\s*(?:"[^"]*"|'[^']*'|\d{1,4}(?:\.\d+)?|null|true|false)"""
_EACH = re.compile(r"""["'](?P<key>\w+)["']\s*:\s*["']?(?P<value>[^"',{}\[\]]*)""")
_LINE = re.compile(rf"""(?:[\s,{{}}\[\]]*["']\w+["']{_VALUE})+[\s,{{}}\[\]]*""")
_NUMBER = re.compile(r"\s*(?P<value>\d{1,3}(?:\.\d+)?)\s*%?\s*")
_NAMES = ("name", "title", "criterion")
_WEIGHTS = ("weight", "weighting", "percentage", "number", "description")
_TYPES = frozenset({"price", "cost", "quality", "technical"})
MIN_RECORDS = 2
WHOLE = 100


@dataclass(slots=True)
class _Record:
    """The pairs of one criterion by their keys, and the place of the passage with its name."""

    place: int
    pairs: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        named = (self.pairs[key] for key in (*_NAMES, "description") if key in self.pairs)
        return next((name for name in named if _NUMBER.fullmatch(name) is None), "")

    @property
    def weight(self) -> float | None:
        numbers = (_NUMBER.fullmatch(self.pairs.get(key, "")) for key in _WEIGHTS)
        return next((float(match["value"]) for match in numbers if match is not None), None)

    @property
    def is_of_award(self) -> bool:
        """Whether it is one of price or of quality."""
        return self.pairs.get("type", "").lower() in _TYPES or is_price(self.name) or is_umbrella(self.name)


def with_json_pairs(masked: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages, where such pairs are told in words: `Award criterion: Social value`, or with its weight."""
    out = list(passages)
    if '":' not in masked and "':" not in masked:
        return out
    for run in _runs(passages):
        records = _records(passages, run)
        named = [record for record in records if record.name]
        if len(named) < MIN_RECORDS or sum(record.is_of_award for record in named) < MIN_RECORDS:
            continue
        total = sum(record.weight or 0 for record in named)
        for record in named:
            out[record.place] = passages[record.place].reworded(_told(record, total))
    return out


def _told(record: _Record, total: float) -> str:
    if record.weight is None or not total:
        return f"Award criterion: {record.name}"
    return f"{record.name}: {record.weight:g}{'%' if total == WHOLE else ''}"


def _runs(passages: Sequence[Passage]) -> Iterator[range]:
    """The stretches of passages that are nothing but pairs."""
    start = 0
    for place in range(len(passages) + 1):
        if place == len(passages) or _LINE.fullmatch(passages[place].words) is None:
            if place > start:
                yield range(start, place)
            start = place + 1


def _records(passages: Sequence[Passage], places: range) -> list[_Record]:
    """The records of a stretch; one begins where a key comes again."""
    records: list[_Record] = []
    for place in places:
        for pair in _EACH.finditer(passages[place].words):
            key = pair["key"].lower()
            if not records or key in records[-1].pairs:
                records.append(_Record(place))
            records[-1].pairs[key] = pair["value"].strip()
            if key in _NAMES:
                records[-1].place = place
    return records
