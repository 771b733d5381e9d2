"""Weights as they stand in cells and at the end of names: `25 %`, `(60%)`, `10/100`, `40 marks`, `0.25`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.documents.expressions import expression
from store.documents.worded_numbers import WORDED, worded_value

_NUMBER = r"(?P<value>\d{1,4}(?:[.,]\d{1,4})?)"
_UNIT = r"(?P<unit>%|per ?cent(?:age points)?\b|pct\b|y cant\b|marks?\b|points?\b|pts\b|pwyntiau\b)"
# Marks of footnotes, and stops, that say nothing of the number beside them.
_MARKS = r"*#+^\u2020\u2021\u00a7\u00aa\u00ba\u00b9\u00b2\u00b3\u1d43-\u1dbf\u2070-\u208e"
_NOTE_BEFORE = re.compile(rf"^[{_MARKS}\s]+(?=[(\d])")
_NOTE_AFTER = re.compile(
    rf"(?:[{_MARKS}\s]|(?<!\d)[.,;:]|(?<=[%*)\s])[(\[](?:\d{{1,2}}|[a-z])[)\]]|(?<=%)\^?\d"
    r"|[\s,;(\[]*(?:see )?(?:foot)?note \w{1,3}[)\]]?)+$",
    re.IGNORECASE,
)
_ABOUT = (
    r"(?:(?:circa|ca?\b\.?|approx(?:imately)?\b\.?|about|around|nominally|at least|no(?:t)? less than)\s*"
    r"|c(?=\d)|[~=\u2248\u2265>]=?\s*)"
)
_YEAR = re.compile(r"weight(?:ing)?s? (?:19|20)\d\d", re.IGNORECASE)  # a heading
_WORDED = re.compile(
    rf"\(?(?P<value>{WORDED})(?:\s*\(\s*\d{{1,3}}\s*\))?\s*(?P<unit>%|per ?cent\b|marks?\b|points?\b)"
    r"(?:\s*\(\s*\d{1,3}\s*%?\s*\))?\)?(?:\s*(?:of|available|weight|overall|total).{0,40})?",
    re.IGNORECASE,
)
_IN_WORDS = rf"(?:\(\s*(?:{WORDED})\s*\)\s*)?"
_WHOLE = re.compile(
    rf"{_ABOUT}?[(\[]?\s*(?:(?:max(?:imum)?|weight(?:ing)?|up to|total|worth)\s*(?:of|:|=|-)?\s*)?{_ABOUT}?"
    rf"{_NUMBER}\s*{_IN_WORDS}(?:{_UNIT}|\((?P<enclosed>%)\))?"
    r"(?:\s*/\s*100\s?%|\s*(?:/|out of)\s*(?P<out_of>\d{2,4}))?\s*[)\]]?"
    r"(?:\s*(?:of|available|weight|max|approx|overall|total|marks|\().{0,40})?",
    re.IGNORECASE,
)
_TWICE = re.compile(rf"\d{{1,4}}(?:\.\d+)?\s*(?:marks?|points?)?\s*\(\s*{_NUMBER}\s*(?P<unit>%)\s*\)", re.IGNORECASE)
_TIMES = re.compile(
    r"[x\u00d7]\s?(?P<before>\d{1,3}(?:\.\d{1,3})?)|(?P<after>\d{1,3}(?:\.\d{1,3})?)\s?[x\u00d7]", re.IGNORECASE
)
_NONE = expression("no_weight")
_AT_END = re.compile(
    rf"[\s\u2013\u2014:(\[-]+(?:weight(?:ing|ed)?(?: at| of)?\s*[:=-]?\s*)?{_ABOUT}?{_NUMBER}\s*"
    r"(?P<unit>%|per ?cent\b|marks?\b|points?\b)"
    rf"(?:\s*(?:of|weighting|overall|total|available)[^()]{{0,40}})?[{_MARKS}\s]*[)\]]?[{_MARKS}\s.:]*$",
    re.IGNORECASE,
)
_AT_START = re.compile(rf"^[(\[]?{_NUMBER}\s*(?P<unit>%)[)\]]?[\s\u2013\u2014:-]+(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class CellWeight:
    """A weight as stated; `unit` is percent, points, or None where only the number stands. `value` None: no weight."""

    value: float | None
    unit: str | None
    raw: str
    out_of: float | None = None


def cell_weight(text: str) -> CellWeight | None:
    """The weight that is all of a cell; with no value for `Pass/Fail` and the like; None for a cell of other words."""
    words = " ".join(text.split())
    if not words or len(words) > 70:
        return None
    bare = _NOTE_AFTER.sub("", _NOTE_BEFORE.sub("", words))
    worded = _WORDED.fullmatch(bare)
    if worded:
        return CellWeight(worded_value(worded["value"]), _unit(worded["unit"]), words)
    if _YEAR.fullmatch(words):
        return None
    match = _TWICE.fullmatch(words) or _WHOLE.fullmatch(bare) or _WHOLE.fullmatch(words)
    if match:
        found = match.groupdict()
        out_of = float(found["out_of"]) if found.get("out_of") else None
        return CellWeight(
            _number(found["value"]),
            _unit(found["unit"] or found.get("enclosed")) or ("points" if out_of else None),
            words,
            out_of,
        )
    times = _TIMES.fullmatch(words)
    if times:
        return CellWeight(_number(times["before"] or times["after"]), None, words)
    return CellWeight(None, None, words) if _NONE.fullmatch(words) else None


def weight_in_name(name: str) -> tuple[str, CellWeight | None]:
    """A name without the weight that stands at its end or before it: `Quality (60%)`; the name as it is without one."""
    match = _AT_END.search(name)
    if match and match.start():
        weight = CellWeight(_number(match["value"]), _unit(match["unit"]), match.group().strip(" :-\u2013"))
        return name[: match.start()].strip(" :(-\u2013\u2014"), weight
    match = _AT_START.match(name)
    if match:
        return name[match.end() :].strip(), CellWeight(_number(match["value"]), "percent", match.group().strip())
    return name, None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _unit(mark: str | None) -> str | None:
    if not mark:
        return None
    return "percent" if mark.casefold()[:2] in {"%", "pe", "pc", "y "} else "points"
