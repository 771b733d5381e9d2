"""Rows of a score sheet in one passage: `Price 60%, quality 30%, social value 10%`, a table row, `60:30:10`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import verified
from classifier.weights.marks import without_codes, without_pass_marks
from classifier.weights.score_sheets.cells import cells_row
from classifier.weights.score_sheets.names import is_social
from classifier.weights.score_sheets.numbers import numbers_in, row_of, value_of
from classifier.weights.score_sheets.ratios import ratio_rows
from classifier.weights.score_sheets.records import MAX_LABEL, STRIP, RowsFound, SheetRow

_EACH_PART = expression("each_part")
_EACH_OF_PARTS = expression("each_of_parts")
_LABEL = expression("label")
_LEAD_IN = expression("lead_in")
_MARKS_WON = expression("marks_won")
_NOT_ROWS = verified("not_rows")
_QUESTION_IN_BRACKETS = expression("question_in_brackets")
_UNSCORED = expression("unscored_row")
_ASKED_ROW = re.compile(  # `4. Social value (10) What will you do ...`: the question follows its name and number
    r"^\W*(?:\d{1,2}[.)]\s*)?[A-Z][\w&,/' -]{2,50} \(\d{1,3}(?: ?%| marks| points)?\)"
    r"(?=[:.]? (?:what|how|describe|explain|set|tell|please|outline|give|state|show|detail|demonstrate|say|provide)\b)",
    re.IGNORECASE,
)
_THRESHOLD_CELL = re.compile(
    r"\|\s*(?:min(?:imum)?\.?|no|pass)\b(?: (?:acceptable )?(?:threshold|score|marks?|pass mark))?(?: \d+)?\s*$",
    re.IGNORECASE,
)
MAX_LABEL_WORDS = 12
MAX_TAIL_WORDS = 9
MAX_READ = 5_000  # passages remembered
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_GIVEN_TO = re.compile(
    r"\s*(?:of (?:the |our |all )?\w+ )?(?:is |are |will be |goes? |given )?(?:for|to|on)\b", re.IGNORECASE
)
_ITEM_NUMBER = re.compile(
    r"^\W*(?:\d+(?:\.\d+)+|\d+[.)]|[a-zA-Z][.)])\s+(?=[A-Za-z])|^\W*\d{1,2}\s+(?=[A-Z][a-z][^\d]*$)"
    r"|^\W*\d{1,2}\s+(?=[A-Z].*\d ?%)|^\W*number \d{1,2}\W+"
    r"|^\W*\d{1,2}\s+(?=[A-Z][^\d%]*\d{1,3}\W*$)"  # `3 Social value 15`
)
_OF_THE_WHOLE = re.compile(
    r"\)?\s*of (?:the |our )?(?:overall|total|final|whole|available)\b"
    r"(?: (?:score|marks?|points|evaluation|award|weighting))?\W*$",
    re.IGNORECASE,
)
_PASSED = re.compile(  # a part without marks in a list of weights: `; qualification envelope pass/fail`
    r"(?:^|[,;|])\s*[^,;|%\d]{2,60}?[\s:(\u2013-]+pass ?/ ?fail\)?(?=\s*[,;.|])", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_BRACKET_BEFORE = re.compile(r"^\s*\([^()]*\)\s*[,;]\s*")  # of the row before: `20% (PPN 002), price 30%`
_COUNTS = re.compile(r"\b(?:in|across|of|for|at|over|from|about|some|with|among) $")  # `patients in 140 practices`
_QUESTIONS = re.compile(r"[A-Z]{1,2}\d{1,2}(?: ?(?:-|to|\u2013) ?[A-Z]?\d{1,2})?")  # `Q1-3`, `Q2`
_UNIT = re.compile(
    r"%|\b(?:per ?cent|marks?|points?|pts?|weight(?:ing|ed)?|max(?:imum)?|total|score|out|each|available|overall)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"^(?:and|or|plus|with|&|then|including|incl\.?|of which|of|for|on|to|at|is|are|from|the|a|an|by|in|as|being)\b\s*"
    r"|\s*\b(?:and|or|plus|with|is|are|be|at|of|has|have|will|shall|worth|carries|carry|for|only|weighted|weighting"
    r"|weight|share|maximum|max|total|scores?|counts for|scored|which|this|made up|up to|accounts?|attracts?|given"
    r"|receives?|makes? up|forms?|counts?|the|a|remaining|other|allocated|assigned|pwysoliad|o)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=MAX_READ)
def rows_of(text: str) -> RowsFound | None:
    """Rows in a passage; None where it is no row of a score sheet."""
    text = _THRESHOLD_CELL.sub("", without_codes(without_pass_marks(text)))
    if "(" in text:
        text = _QUESTION_IN_BRACKETS.sub(lambda match: ":" if text[match.end() :][:2].strip().isdigit() else "", text)
    asked = _ASKED_ROW.match(text)
    if asked is not None:
        text = asked.group()
    if any(pattern.search(text) for pattern in (_NOT_ROWS, _EACH_PART, _EACH_OF_PARTS, _MARKS_WON)):
        return None
    ratio = ratio_rows(text)
    if ratio is not None:
        return ratio
    unscored = _UNSCORED.match(text)
    if unscored is not None:
        return RowsFound("", (SheetRow(unscored["label"].strip(STRIP), None, None, None),))
    cells = cells_row(text)
    if cells is not None:
        return cells
    text = _PASSED.sub("", _ITEM_NUMBER.sub("", text)) if "/" in text else _ITEM_NUMBER.sub("", text)
    outer = _BRACKETS.sub(lambda match: " " * len(match.group()) if _holds_row(match[1]) else match.group(), text)
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
    before = numbers_in(outer[:at])
    return value_of(before[-1]["value"]) if before else None


def _has_row(text: str) -> bool:
    """Whether words in brackets are a row of their own, and not just the number of the name before them."""
    return any(map(str.isdigit, text)) and _has_name(_name(_UNIT.sub("", text)))


def _holds_row(text: str) -> bool:
    """Whether words in brackets hold a row, and not a name with a question's number: `(social value question 4)`."""
    return _has_row(text) and not (is_social(text) and _listed(text) is None)


def _listed(text: str) -> RowsFound | None:
    numbers = numbers_in(text)
    if not numbers:
        return None
    tail = text[numbers[-1].end() :]
    lead, head = _split_lead(
        text[: numbers[0].start()], is_name_before=len(numbers) == 1 and not _has_name(_name(tail))
    )
    if len(numbers) == 1 and _OF_THE_WHOLE.match(tail):  # `Quality criteria - 70% of overall score`
        name = _name(text[: numbers[0].start()].rstrip(" :(").rpartition(":")[2])
        return RowsFound("", (row_of(name, numbers[0]),)) if _is_label(name) else None
    is_bare = len(numbers) == 1 and not numbers[0]["unit"] and not numbers[0]["out_of"]
    if is_bare and _has_name(_name(tail)) and _COUNTS.search(head) is not None:
        return None
    gaps = [text[one.end() : other.start()] for one, other in pairwise(numbers)]
    is_bracketed = all(text[: match.start()].endswith("(") for match in numbers)  # `team (20%)`: always behind its name
    ends_items = bool(gaps) and all(gap.lstrip(") ")[:1] in {";", ","} for gap in gaps)  # `method 30%; team 30%; ...`
    is_number_first = not _has_name(head) or (
        not is_bracketed
        and not ends_items
        and _LABEL.search(head) is None
        and (_LABEL.search(tail) is not None or all(map(_GIVEN_TO.match, [*gaps, tail])))
    )
    labels = [*gaps, tail] if is_number_first else [head, *gaps]
    if not is_number_first and len(tail.split()) > MAX_TAIL_WORDS:
        return None
    rows = []
    for label, match in zip(labels, numbers, strict=True):
        name = _name(label)
        if (
            not _is_label(name) and not is_number_first
        ):  # `Social value (improving the employment of disabled people and equal pay), 20`
            name = _name(_IN_BRACKETS.sub("", label))
        if not _is_label(name):
            return None
        rows.append(row_of(name, match))
    return RowsFound(lead, tuple(rows))


def _is_label(name: str) -> bool:
    return _has_name(name) and len(name) <= MAX_LABEL and len(name.split()) <= MAX_LABEL_WORDS and ";" not in name


def _split_lead(head: str, *, is_name_before: bool) -> tuple[str, str]:
    """Words that lead in to a list, and the first name of the list, which must be there if no name follows."""
    ends = [0, *(match.end() for match in _LEAD_IN.finditer(head.rstrip(STRIP + "([")))]
    named = [end for end in ends if _has_name(_name(head[end:]))]
    is_name_before = is_name_before and "total" not in head[ends[-1] :].lower()
    cut = named[-1] if is_name_before and named else ends[-1]
    return head[:cut], head[cut:]


def _has_name(text: str) -> bool:
    return (
        sum(map(str.isalpha, text)) > 1
        or text.strip() in {"P", "Q", "C", "T"}  # price, quality, cost, technical
        or _QUESTIONS.fullmatch(text.strip()) is not None
    )


def _name(label: str) -> str:
    """The name of a row without the words and marks that join it to its number and to the row before."""
    name = (_BRACKET_BEFORE.sub("", label) or label).strip(STRIP + "()[]")
    while (shorter := _LINK.sub("", name).strip(STRIP + "()[]")) != name:
        name = shorter
    return name
