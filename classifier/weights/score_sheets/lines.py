"""Tables of weights with a head, read as a whole: each line by its columns, a part by the section it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from classifier.weights.score_sheets.columns import Columns, Line, columns_of, line_at
from classifier.weights.score_sheets.names import is_price, is_social, is_total, is_umbrella
from classifier.weights.score_sheets.numbers import NUMBER, row_of
from classifier.weights.score_sheets.records import MAX_LABEL, STRIP, Placed, SheetRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from classifier.text.passages import Passage

    _Named = tuple[Line, list[str], list[str]]  # a line, its cells, and the names among them

_OF_PART = re.compile(r"\((?:out )?of (?P<value>\d{2})(?: marks| points)?\)", re.IGNORECASE)
_BLANK = SheetRow("", None, None, None)
_TYPES = frozenset({"Price", "Cost", "price", "cost"})
MAX_LINES = 60
MAX_SHORT = 5  # letters and digits of a label such as `Q5` or `4.2`
MAX_PLAIN = 2  # lines without numbers, one after the other, that a table may hold
MIN_ROWS = 2
NEAR = 10  # passages around a table
SLACK = 1.01  # thirds and rounded figures
WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of a table: the section it stands in with its weight, the name of the part, and the part's own weight."""

    line: Line
    section: str
    section_row: SheetRow
    name: str
    row: SheetRow


def table_at(passages: Sequence[Passage], index: int) -> tuple[list[Placed], int] | None:
    """The rows of the table whose head is the passage at `index`, and the last passage of it; None where none is."""
    words = passages[index].words
    if not any(mark in words for mark in ("|", "\t", "   ", "; ", " / ")) and "|" not in passages[index].clean:
        return None
    head = line_at(passages, index)
    columns = columns_of(head.cells) if head is not None else None
    if head is None or columns is None:
        return None
    lines = _lines_below(passages, head.places[-1] + 1, columns)
    if columns.lots:
        columns = replace(columns, weight=_best_lot(lines, columns))
    parts = [part for part in _parts(lines, columns) if not is_total(part.name or part.section)]
    if columns.section is None:
        placed = [_plain(_of_total(part) if columns.is_of_total else part, passages) for part in parts]
    else:
        placed = [row for _, group in groupby(parts, _section_of) for row in _sectioned(list(group), passages)]
    weighed = [row for row in placed if row.row.value is not None]
    if len(weighed) == 1 and weighed[0].is_social and not columns.lots:  # a table of one question
        placed = [replace(row, row=replace(row.row, unit=row.row.unit or "points"), is_sure=True) for row in weighed]
        return placed, lines[-1].places[-1]
    placed += _left_for_price(weighed, head.cells[columns.weight - columns.count], passages, lines)
    return (placed, lines[-1].places[-1]) if len(weighed) >= MIN_ROWS else None


def _left_for_price(rows: list[Placed], head: str, passages: Sequence[Passage], lines: list[Line]) -> list[Placed]:
    """What a head such as `Marks (of 60)` leaves of a hundred for price, where the text near names that number."""
    told = _OF_PART.search(head)
    whole = float(told["value"]) if told is not None else 0.0
    is_part = 0 < whole < WHOLE and sum(row.row.value or 0 for row in rows) == whole
    if not is_part or any(is_price(row.row.label) for row in rows):
        return []
    left = f"{WHOLE - whole:g}"
    first, last = lines[0].places[0], lines[-1].places[-1]
    near = [passage.clean.split() for passage in passages[max(0, first - NEAR) : last + NEAR]]
    if not any(left == word.strip(".,;:%()") for words in near for word in words):
        return []
    return [Placed(last, SheetRow("price", WHOLE - whole, "points", None), is_social=False)]


def _section_of(part: _Part) -> str:
    return part.section


def _lines_below(passages: Sequence[Passage], start: int, columns: Columns) -> list[Line]:
    lines: list[Line] = []
    index, filled = start, 0
    while index < len(passages) and len(lines) < MAX_LINES and len(lines) - filled <= MAX_PLAIN:
        line = line_at(passages, index) or _heading(passages, index)
        if line is None or len(line.cells) > columns.count or columns_of(line.cells) is not None:
            break
        lines.append(line)
        filled = len(lines) if any(map(str.isdigit, "".join(line.cells[1:]))) else filled
        index = line.places[-1] + 1
    return lines[:filled]


def _heading(passages: Sequence[Passage], index: int) -> Line | None:
    """A short line without cells, which names the section of the lines under it."""
    text = passages[index].clean
    is_heading = len(text) <= MAX_LABEL and not any(map(str.isdigit, text)) and text[-1:] not in ".;"
    return Line((text,), (index,)) if is_heading else None


def _best_lot(lines: list[Line], columns: Columns) -> int:
    """The lot in which social value weighs most."""
    social = [cells for line in lines if is_social(line.cells[0]) and len(cells := line.cells) == columns.count]
    weighs = {place: max((_value(cells[place]) for cells in social), default=0.0) for place in columns.lots}
    return max(columns.lots, key=lambda place: weighs[place])


def _value(cell: str) -> float:
    return _number(cell, None).value or 0


def _number(cell: str, unit: str | None) -> SheetRow:
    """The number that a cell is, in the unit of its column unless it has its own; without a value where it is none."""
    text = cell.strip(" ().*")
    match = NUMBER.match(text)
    if match is None or match.end() != len(text):
        return _BLANK
    row = row_of("", match)
    return row if row.unit else replace(row, unit=unit)


def _parts(lines: list[Line], columns: Columns) -> Iterator[_Part]:
    """The lines by their columns."""
    read = ((line, _aligned(line.cells, columns)) for line in lines)
    named = ((line, cells, names) for line, cells in read if (names := _names(cells, columns)))
    yield from _plain_parts(named, columns) if columns.section is None else _sectioned_parts(named, columns)


def _plain_parts(lines: Iterable[_Named], columns: Columns) -> Iterator[_Part]:
    """Lines with one weight each; a section holds for the lines under it that leave its name blank."""
    section, label = "", ""
    for line, cells, names in lines:
        weight = _number(cells[columns.weight], columns.unit)
        is_told = len(names) > 1 or weight.value is None
        is_part = bool(label) and cells[0] != label and cells[0].startswith(label)  # `Q5a` under `Q5`
        if is_told or (cells[0] and not is_part):
            section = names[0] if is_told else ""
            label = cells[0] if is_told and weight.value is None and len(cells[0]) <= MAX_SHORT else ""
        is_heading = weight.value is None and len(names) == 1
        section = next((cell for cell in cells if cell in _TYPES), section)  # under `Type`, on portals' forms
        yield _Part(line, section, _BLANK, "" if is_heading else names[-1], weight)


def _sectioned_parts(lines: Iterable[_Named], columns: Columns) -> Iterator[_Part]:
    """Lines of a section with its weight and a part with its own; the section holds where it is left blank."""
    section, section_row = "", _BLANK
    for line, cells, names in lines:
        stated = _number(cells[columns.section or 0], columns.unit)
        is_new = cells[0] != "" and (stated.value is not None or len(names) > 1)
        if is_new:
            section, section_row = names[0], stated
        parts = names[1:] if is_new else names
        yield _Part(
            line, section, section_row, parts[-1] if parts else "", _number(cells[columns.weight], columns.unit)
        )


def _names(cells: list[str], columns: Columns) -> list[str]:
    """The names in a line, which stand in no column of numbers."""
    named = (cell for place, cell in enumerate(cells) if place not in columns.numbers and _is_name(cell[:MAX_LABEL]))
    return [cell.strip(STRIP)[:MAX_LABEL] for cell in named]


def _aligned(cells: tuple[str, ...], columns: Columns) -> list[str]:
    """The cells under their heads: blank ones are lost at the ends of a line."""
    blank = [""] * (columns.count - len(cells))
    is_first = (
        len(cells) == 1
        or not blank
        or (not any(map(str.isdigit, cells[0])) and (is_price(cells[0]) or is_umbrella(cells[0])))
    )
    return [*cells, *blank] if is_first else [*blank, *cells]


def _is_name(cell: str) -> bool:
    return sum(map(str.isalpha, cell)) > 2 and len(cell) <= MAX_LABEL


def _plain(part: _Part, passages: Sequence[Passage]) -> Placed:
    """A line with a weight of its own."""
    is_told = part.section and part.name and (is_social(part.section) or is_price(part.section))
    label = f"{part.section}: {part.name}" if is_told else part.name or part.section
    is_heading = part.row.value is None and not is_social(label) and not is_price(label)
    is_own = is_social(label) or is_social(part.line.cells[0])  # `SV1 | Jobs | 5%`
    return Placed(_place(part, label, passages), replace(part.row, label=label), is_own, is_other=is_heading)


def _of_total(part: _Part) -> _Part:
    """A line whose weight is said to be a share of the whole."""
    return replace(part, row=replace(part.row, out_of=WHOLE)) if part.row.unit == "percent" else part


def _sectioned(parts: list[_Part], passages: Sequence[Passage]) -> Iterator[Placed]:
    """A section with its weight, and its parts: shares of it where they make up a hundred, else of the whole."""
    section, own = parts[0].section, parts[0].section_row
    inner = [part for part in parts if part.name and part.row.value is not None]
    total = sum(part.row.value or 0 for part in inner)
    if own.value is None and is_social(section) and inner:
        own = replace(inner[0].row, value=total)
    yield Placed(_place(parts[0], section, passages), replace(own, label=section), is_social(section))
    is_share = own.value is not None and abs(total - WHOLE) <= SLACK and own.value < WHOLE
    for part in inner:
        row = replace(part.row, label=part.name, parent=own.value, shared=WHOLE if is_share else total)
        is_part = is_social(section)
        yield Placed(_place(part, part.name, passages), row, is_part or is_social(part.name), is_part=is_part)


def _place(part: _Part, name: str, passages: Sequence[Passage]) -> int:
    """The passage of the line in which a name stands."""
    opening = name.rsplit(": ", maxsplit=1)[-1][:20]
    return next((place for place in part.line.places if opening in passages[place].clean), part.line.places[0])
