"""The head of the card: what to expect of notices that nobody tuned on, from the newest such counts on record."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from classifier.evaluation.accuracy import read_accuracy
from classifier.evaluation.card_tables import as_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEWEST = 8  # sets of passages
_INTRO = """\
## What to expect of notices that nobody tuned on

Passages and whole texts that had been labelled before the rules or the model saw any of them, counted once; the newest
sets first. They are harder than most notices: many were written or chosen to be so, and invented ones hold far more
social value than real notices do. Figures further down on which rules were tuned are upper bounds; these are not."""
_HEAD = ("set", "version", "flag: precision, recall", "kinds: mean F1", "themes: F1", "weights right", "level right")
_CELLS = (
    ("passage", ("flag_precision", "flag_recall")),
    ("passage", ("kind_macro_f1",)),
    ("passage", ("themes_f1",)),
    ("passage", ("weight_right",)),
    ("process", ("level_right",)),
)


def unseen() -> str:
    """The section, as Markdown."""
    rows = [row for row in read_accuracy("recorded") if row["is_tuned_on"] == "false" and not row["cut"]]
    sets = [list(found) for _, found in groupby(rows, key=lambda row: (row["material"], row["version"]))]
    told = [found for found in sets if any(row["measure"] == "kind_macro_f1" for row in found)]
    return f"{_INTRO}\n\n{as_table(_HEAD, [_cells(found) for found in reversed(told[-NEWEST:])])}"


def _cells(rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    figures = {(row["unit"], row["measure"]): row for row in rows}
    values = (", ".join(_figure(figures.get((unit, name))) for name in names) for unit, names in _CELLS)
    return (rows[0]["material"], f"`{rows[0]['version'].partition('+')[0]}`", *values)


def _figure(row: Mapping[str, str] | None) -> str:
    """A share with its counts, or a mean by itself; a dash where nothing was to be counted."""
    if row is None or not row["value"]:
        return "-"
    share = f"{float(row['value']):.2f}"
    return f"{share} ({row['k']}/{row['n']})" if row["k"] else share
