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
social value than real notices do. Figures further down on which rules were tuned are upper bounds; these are not.

A set is unseen once only, so most stand with the version that met it first: rules were then mended by what it showed,
and what later versions make of it is no such count. This program is `{version}`{own}."""
_OWN, _NOT_OWN = "; rows of it are marked", ", which has met no such set before"
_HEAD = ("set", "version", "flag: precision, recall", "kinds: mean F1", "themes: F1", "weights right", "level right")
_CELLS = (
    ("passage", ("flag_precision", "flag_recall")),
    ("passage", ("kind_macro_f1",)),
    ("passage", ("themes_f1",)),
    ("passage", ("weight_right",)),
    ("process", ("level_right",)),
)


def unseen(version: str) -> str:
    """The section, as Markdown; `version` is that of the program whose card it stands in."""
    rows = [row for row in read_accuracy("recorded") if row["is_tuned_on"] == "false" and not row["cut"]]
    sets = [list(found) for _, found in groupby(rows, key=lambda row: (row["material"], row["version"]))]
    told = [found for found in sets if any(row["measure"] == "kind_macro_f1" for row in found)]
    newest = list({_set_of(found[0]["material"]): found for found in told}.values())  # a set counted again, once
    shown = sorted(newest, key=told.index)[-NEWEST:]
    own = _rules_of(version)
    is_met = any(_rules_of(found[0]["version"]) == own for found in shown)
    intro = _INTRO.format(version=own, own=_OWN if is_met else _NOT_OWN)
    return f"{intro}\n\n{as_table(_HEAD, [_cells(found, own) for found in reversed(shown)])}"


def _set_of(material: str) -> str:
    """What a set is, without how often or by whom it was read."""
    return material.partition(";")[0]


def _rules_of(version: str) -> str:
    return version.partition("+")[0]


def _cells(rows: Sequence[Mapping[str, str]], own: str) -> tuple[str, ...]:
    figures = {(row["unit"], row["measure"]): row for row in rows}
    values = (", ".join(_figure(figures.get((unit, name))) for name in names) for unit, names in _CELLS)
    version = _rules_of(rows[0]["version"])
    told = f"**`{version}`, this program**" if version == own else f"`{version}`"
    return (rows[0]["material"], told, *values)


def _figure(row: Mapping[str, str] | None) -> str:
    """A share with its counts, or a mean by itself; a dash where nothing was to be counted."""
    if row is None or not row["value"]:
        return "-"
    share = f"{float(row['value']):.2f}"
    return f"{share} ({row['k']}/{row['n']})" if row["k"] else share
