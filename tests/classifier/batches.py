"""Many texts in one test: to collect, begin and tell a test of each takes longer than to judge it.

A row ends with its text; what comes before it is what the text is to be read as.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from classifier.evidence import Evidence

SIZE = 100
Row = tuple[str, ...]


def batches(rows: Iterable[Row]) -> list[Any]:
    """Rows as parameters of tests, `SIZE` together, named by the places of the first and the last."""
    every = list(rows)
    parts = [(start, every[start : start + SIZE]) for start in range(0, len(every), SIZE)]
    return [pytest.param(part, id=f"{start + 1} to {start + len(part)}") for start, part in parts]


def texts_of(rows: Sequence[Row]) -> list[str]:
    """The texts of rows."""
    return [row[-1] for row in rows]


def check_each(check: Callable[..., None], rows: Sequence[Row], read: Sequence[list[Evidence]]) -> None:
    """Call `check` with what was read in the text of each row, and with what the row says before it.

    Raises:
        AssertionError: rows failed; each is named, with what it failed for.
    """
    failed = []
    for row, evidence in zip(rows, read, strict=True):
        try:
            check(evidence, *row[:-1])
        except AssertionError as error:
            failed.append(f"{row}: {error}")
    assert not failed, f"{len(failed)} of {len(rows)} rows failed:\n" + "\n".join(failed)
