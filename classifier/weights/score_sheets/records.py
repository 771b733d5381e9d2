"""Rows of a score sheet, as they are read and placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from classifier.evidence import Weight


MAX_LABEL = 90
ROUND_SUMS = (10, 100, 1000)
STRIP = " \t,;:.|/+&=-\u2013\u2014*\u2022\u00b7\"'"


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


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, its passage, whether it is named for social value, and whether it is part of a row that is."""

    index: int
    row: SheetRow
    is_social: bool
    is_part: bool = False
    is_total: bool = False  # adds up other rows
    is_sure: bool = False  # says its weight without rows beside it
    is_other: bool = False  # a bare heading of something else, which ends the parts of social value

    @property
    def is_outer(self) -> bool:
        """Whether the row counts towards the whole: it is no part of another, and adds up none."""
        return not self.is_part and not self.is_total and self.row.parent is None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sheet says of the social value row in one passage."""

    weight: Weight
    pct: float | None
    because: str
    is_social: bool
    is_list: bool  # the passage lists other criteria too, whose names are no themes of social value
    label: str = ""  # of the row, where the passage lists others
