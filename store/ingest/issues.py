"""Faults met in the data: each becomes a row of core.issue, none is dropped."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.text.printable import printable
from crawler.text.redact import redact
from store.reference.tables import reference_rows

DATA_LIMIT = 200  # characters of the offending value kept in a row


LEVELS = {row["code"]: row["level"] for row in reference_rows("codes/issue_codes")}


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault. `path` is a JSON pointer or a position in the document; `data` the value that could not be read."""

    code: str
    message: str
    path: str | None = None
    data: str | None = None

    @property
    def level(self) -> str:
        """`error` when something was not stored, `warning` when it was; from issue_codes.csv."""
        return LEVELS[self.code]


def shown(value: object) -> str:
    """A value as kept in a row of core.issue: short, and without personal contact details."""
    return redact(printable(str(value)[: DATA_LIMIT * 2]))[:DATA_LIMIT]
