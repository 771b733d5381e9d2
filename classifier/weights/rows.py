"""Rows of a score sheet in one passage: `Price 60%, quality 30%, social value 10%`, a table row, `60:30:10`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Verified

_COUNTED = expression("counted")
_EACH_PART = expression("each_part")
_LABEL = expression("label")
_LEAD_IN = expression("lead_in")
_NUMBER = expression("number")
_NUMBER_OF = expression("number_of")
_OF_QUALITY = expression("of_quality")
_OTHER_NUMBER = expression("other_number")
_MARKS_WON = expression("marks_won")
_NOT_A_WEIGHT = expression("not_a_weight")
_NOT_ROWS = Verified(expression("not_rows"))
_RATIO = expression("ratio")
_WEIGHT_COLUMN = expression("weight_column")
_UNSCORED = expression("unscored_row")
MAX_LABEL = 90
MAX_LABEL_WORDS = 12
MAX_TAIL_WORDS = 9
MAX_BARE = 1000
MAX_READ = 5_000  # passages remembered
YEARS = range(1990, 2100)
_STRIP = " \t,;:.|/+&=-\u2013\u2014*\u2022\u00b7\"'"
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_GIVEN_TO = re.compile(
    r"\s*(?:of (?:the |our |all )?\w+ )?(?:is |are |will be |goes? |given )?(?:for|to|on)\b", re.IGNORECASE
)
_ITEM_NUMBER = re.compile(
    r"^\W*(?:\d+(?:\.\d+)+|\d+[.)]|[a-zA-Z][.)])\s+(?=[A-Za-z])|^\W*\d{1,2}\s+(?=[A-Z][a-z][^\d]*$)"
    r"|^\W*\d{1,2}\s+(?=[A-Z].*\d ?%)|^\W*number \d{1,2}\W+"
)
_NUMBERED_ROW = re.compile(r"^[\s|]*(?:\d{1,3}(?:\.\d{1,3})+\s*\||\d{1,3}\s*\|[^|]*[^|\s][^|]*\|\s*[^|\s])")
_QUESTIONS = re.compile(r"[A-Z]\d{1,2} ?(?:-|to|\u2013) ?[A-Z]?\d{1,2}")  # `Q1-3`
_UNIT = re.compile(
    r"%|\b(?:per ?cent|marks?|points?|pts?|weight(?:ing|ed)?|max(?:imum)?|total|score|out|each|available|overall)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:and|or|plus|with|&|then|including|incl\.?|of which|of|for|on|to|at|is|are|from|the|a|an|by|in|as|being)\b\s*"
    r"|\s*\b(?:and|or|plus|with|is|are|be|at|of|has|have|will|shall|worth|carries|carry|for|only|weighted|weighting"
    r"|weight|maximum|max|total|scores?|counts for|scored|which|this|made up|up to|accounts?|attracts?|given|receives?"
    r"|makes? up|forms?|counts?|the|a|remaining|other|allocated|assigned|pwysoliad|o)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A name with its number; `value` is None where the row says that it is not scored.

    A row in brackets has the value of the row it is part of as `parent`, and the sum of the rows beside it as `shared`.
    """

    label: str
    value: float | None
    unit: str | None
    out_of: float | None
    parent: float | None = None
    shared: float | None = None
    is_of_quality: bool = False


@dataclass(frozen=True, slots=True)
class RowsFound:
    """The rows of a passage, and the words that lead in to them."""

    lead: str
    rows: tuple[SheetRow, ...]


def weight_column(text: str) -> int | None:
    """The place of the column of weights in the head of a table; None where the passage is no head."""
    cells = text.split("|")
    found = [place for place, cell in enumerate(cells) if _WEIGHT_COLUMN.match(cell)]
    return found[0] if found and len(cells) > 1 and not any(map(str.isdigit, text)) else None


@lru_cache(maxsize=MAX_READ)
def rows_of(text: str, column: int | None = None) -> RowsFound | None:
    """Rows in a passage; None where it is no row of a score sheet. `column` is that of the weights, if known."""
    if any(pattern.search(text) for pattern in (_NOT_ROWS, _EACH_PART, _MARKS_WON)):
        return None
    ratio = _ratio_rows(text)
    if ratio is not None:
        return ratio
    unscored = _UNSCORED.match(text)
    if unscored is not None:
        return RowsFound("", (SheetRow(unscored["label"].strip(_STRIP), None, None, None),))
    cells = _cells(text, column)
    if cells is not None:
        return cells
    text = _ITEM_NUMBER.sub("", text)
    outer = _BRACKETS.sub(lambda match: " " * len(match.group()) if _has_row(match[1]) else match.group(), text)
    found = _listed(outer)
    inner = [
        (match, rows.rows)
        for match in _BRACKETS.finditer(text)
        if _has_row(match[1]) and (rows := _listed(match[1])) is not None
    ]
    if found is None:  # `Social value (4% jobs, 3% carbon)`
        is_split = sum(len(rows) for _, rows in inner) > 1 and len(outer.split()) <= MAX_LABEL_WORDS
        lead = f"{outer.rstrip()} ("
        return RowsFound(lead, tuple(row for _, rows in inner for row in rows)) if is_split else None
    nested = [row for match, rows in inner for row in _within(rows, _parent(outer, match.start()))]
    return RowsFound(found.lead, (*found.rows, *nested))


def _within(rows: tuple[SheetRow, ...], parent: float | None) -> list[SheetRow]:
    shared = sum(row.value or 0 for row in rows)
    return [replace(row, parent=parent, shared=shared) for row in rows]


def _parent(outer: str, at: int) -> float | None:
    """The number of the row that the bracket at `at` belongs to: the last before it."""
    before = _numbers(outer[:at])
    return _value(before[-1]["value"]) if before else None


def _has_row(text: str) -> bool:
    """Whether words in brackets are a row of their own, and not just the number of the name before them."""
    return any(map(str.isdigit, text)) and _has_name(_name(_UNIT.sub("", text)))


def _numbers(text: str) -> list[re.Match[str]]:
    found = [match for match in _NUMBER.finditer(text) if not _is_other(text, match)]
    marked = [match for match in found if match["unit"] or match["out_of"]]
    whole = next((_value(match["out_of"]) for match in marked if match["out_of"]), None)
    if whole is not None and sum(_value(match["value"]) for match in found) == whole:
        return found  # `55 of 100 points to price, 40 to quality and 5 to social value`
    if marked:
        return marked
    return [match for match in found if (value := _value(match["value"])) <= MAX_BARE and value not in YEARS]


def _is_other(text: str, match: re.Match[str]) -> bool:
    start = match.start("value")
    if _OTHER_NUMBER.search(text, max(0, start - 60), start):
        return True
    if not (match["unit"] or "").startswith("%") and _NUMBER_OF.search(text, max(0, start - 60), start):
        return True
    end = match.end("unit") if match["unit"] else match.end("value")
    if _NOT_A_WEIGHT.match(text, end):
        return True
    if match["unit"] or match["out_of"]:
        return False
    return text[end : end + 1].isalnum() or _COUNTED.match(text[end : end + 60]) is not None


def _value(text: str) -> float:
    return float(text.replace(",", "")) if text[:1].isdigit() else 0.0


def _row(label: str, match: re.Match[str]) -> SheetRow:
    out_of = _value(match["out_of"]) if match["out_of"] else None
    unit = _unit(match["unit"], out_of)
    is_of_quality = _OF_QUALITY.match(match.string, match.end("unit") + 1) is not None if match["unit"] else False
    return SheetRow(label, _value(match["value"]), unit, out_of, is_of_quality=is_of_quality)


def _unit(mark: str | None, out_of: float | None) -> str | None:
    if not mark:
        return "points" if out_of else None
    return "percent" if mark.casefold()[:2] in {"%", "pe", "pc"} else "points"


def _cells(text: str, column: int | None) -> RowsFound | None:
    """A table row with marked cells: `Social value | 10% | 3 questions`.

    Without a known column, the first number with a mark is the weight.
    """
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) < 2:
        return None
    if column is not None and column < len(cells):
        names = cells[:column] if column else cells[1:2]
        cells = [*(cell for cell in names if not cell.isdigit()), cells[column]]
    label = next((cell for cell in cells if sum(map(str.isalpha, cell)) > 2), "")
    matches = [match for cell in cells if cell != label and (match := _NUMBER.match(cell)) and match.end() == len(cell)]
    best = next((match for match in matches if match["unit"] or match["out_of"]), None)
    is_counted = column is None and is_item_number(text)
    if best is None and len(matches) == 1 and not is_counted:
        best = matches[0]
    if best is None or len(label) > MAX_LABEL:
        return None
    return RowsFound("", (_row(label.strip(_STRIP), best),))


def is_item_number(text: str) -> bool:
    """Whether a table row opens with its own number: `| 4.1 | Social value plan | Mandatory |`."""
    return _NUMBERED_ROW.match(text) is not None


def _listed(text: str) -> RowsFound | None:
    numbers = _numbers(text)
    if not numbers:
        return None
    lead, head = _split_lead(text[: numbers[0].start()])
    tail = text[numbers[-1].end() :]
    gaps = [text[one.end() : other.start()] for one, other in pairwise(numbers)]
    is_number_first = not _has_name(head) or (
        _LABEL.search(head) is None and (_LABEL.search(tail) is not None or all(map(_GIVEN_TO.match, [*gaps, tail])))
    )
    labels = [*gaps, tail] if is_number_first else [head, *gaps]
    if not is_number_first and len(tail.split()) > MAX_TAIL_WORDS:
        return None
    rows = []
    for label, match in zip(labels, numbers, strict=True):
        name = _name(label)
        if not _has_name(name) or len(name) > MAX_LABEL or len(name.split()) > MAX_LABEL_WORDS or ";" in name:
            return None
        rows.append(_row(name, match))
    return RowsFound(lead, tuple(rows))


def _split_lead(head: str) -> tuple[str, str]:
    """Words that lead in to a list, and the first name of the list."""
    ends = [match.end() for match in _LEAD_IN.finditer(head.rstrip(_STRIP + "(["))]
    cut = ends[-1] if ends else 0
    return head[:cut], head[cut:]


def _has_name(text: str) -> bool:
    return (
        sum(map(str.isalpha, text)) > 1
        or text.strip() in {"P", "Q", "C", "T"}  # price, quality, cost, technical
        or _QUESTIONS.fullmatch(text.strip()) is not None
    )


def _name(label: str) -> str:
    """The name of a row without the words and marks that join it to its number and to the row before."""
    name = label.strip(_STRIP + "()[]")
    while (shorter := _LINK.sub("", name).strip(_STRIP + "()[]")) != name:
        name = shorter
    return name


def _ratio_rows(text: str) -> RowsFound | None:
    """`70:25:5 (price: quality: social value)`, `cost, quality and social value (40/50/10)`."""
    for match in _RATIO.finditer(text):
        values = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", match.group())]
        if sum(values) not in {10, 100, 1000}:
            continue
        before = [label.group() for label in _LABEL.finditer(text, 0, match.start())]
        after = [label.group() for label in _LABEL.finditer(text, match.end())]
        for labels in (after[: len(values)], before[-len(values) :]):
            if len(labels) == len(values) and len(set(labels)) == len(labels):
                factor = 10 if sum(values) == 10 else 1
                unit = "points" if sum(values) == 1000 else "percent"
                rows = (
                    SheetRow(label, value * factor, unit, None) for label, value in zip(labels, values, strict=True)
                )
                return RowsFound("", tuple(rows))
    return None
