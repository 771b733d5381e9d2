"""Shares and tables of the evaluation card, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from classifier.evaluation.statistics import Share


def share(found: Share) -> str:
    """A share as text: per cent, interval and counts."""
    if found["rate"] is None or found["low"] is None or found["high"] is None:
        return "none"
    low, high = 100 * found["low"], 100 * found["high"]
    return f"{100 * found['rate']:.1f} % [{low:.1f}, {high:.1f}] {found['k']}/{found['n']}"


def as_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its head; a bar within a cell is written so that it does not end the cell."""
    cells = ([cell.replace("|", "\\|") for cell in row] for row in rows)
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in cells)]
    return "\n".join(f"| {line} |" for line in lines)
