"""What of a sheet nobody sees: the rows and columns that are hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_ROWS, MOST_COLUMNS = 20_000, 200  # more of a sheet are not read


@dataclass(slots=True)
class Hidden:
    """Rows and columns of a sheet that nobody sees, counted from 0."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)

    def hide_row(self, row: int) -> None:
        """Take in a row, where it is one of those that are read."""
        if row < MOST_ROWS:
            self.rows.add(row)

    def hide_columns(self, first: int, last: int) -> None:
        """Take in the columns from one to another, both of them, as far as they are read."""
        self.columns |= set(range(first, min(last + 1, MOST_COLUMNS)))
