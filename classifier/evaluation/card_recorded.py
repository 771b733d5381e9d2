"""The part of the card on what was measured before, and by others: rows of classifier/evaluation/figures."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from classifier.evaluation.accuracy import read_accuracy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_INTRO = """\
## Measured before, and by others

Most of these parts were measured on passages and notices that neither rules nor model were made with; those that were
in view say so, and their figures are upper bounds. Some are real notices, some invented ones by writers who had not
seen the rules, as each heading says. *Independent* figures are by people who did not write the rules, on labels that
they keep. Each figure holds for the version and the day named. Where no count stands behind a share, it was not handed
over."""
_MISTAKES = """\
## Ten typical mistakes

Passages written to show them; the first is the commonest kind."""
_UNITS = {"passage": "passages", "process": "whole notices"}
_SHOWN = {"flag_precision": "flag: precision", "flag_recall": "flag: recall", "kind_right": "kind right"}


def recorded() -> Iterable[str]:
    """The sections, as Markdown."""
    yield _INTRO
    for (material, version, day), rows in groupby(
        read_accuracy("recorded"), key=lambda row: (row["material"], row["version"], row["measured_on"])
    ):
        found = list(rows)
        lines = [
            f"### {material[:1].upper()}{material[1:]}\n\n`{version}`, {day}{_in_view(found)}.\n",
            "| figure | value |",
            "| --- | --- |",
        ]
        has_both = len({row["unit"] for row in found}) > 1
        yield "\n".join([*lines, *(_line(row, has_both=has_both) for row in found)])
    mistakes = read_accuracy("mistakes")
    head = ["| labelled | said | passage | what misleads |", "| --- | --- | --- | --- |"]
    lines = [f"| {row['labelled']} | {row['said']} | {row['passage']} | {row['why']} |" for row in mistakes]
    yield f"{_MISTAKES}\n\n" + "\n".join([*head, *lines])


def _in_view(rows: Sequence[Mapping[str, str]]) -> str:
    return (
        "; rules were made with it in view, so the figures are an upper bound"
        if rows[0]["is_tuned_on"] == "true"
        else ""
    )


def _line(row: Mapping[str, str], *, has_both: bool) -> str:
    """A figure of a table, with its unit where the table holds figures of passages and of whole notices."""
    name = _SHOWN.get(row["measure"], row["measure"].replace("_", " "))
    if has_both:
        name = f"{_UNITS[row['unit']]}: {name}"
    if row["cut"]:
        name = f"{row['cut_value']}: {name}"
    return f"| {name} | {_value(row)} |"


def _value(row: Mapping[str, Any]) -> str:
    if not row["value"]:
        return "none"
    value = float(row["value"])
    if not row["k"]:
        return f"{value:.3f} ({row['n']} measured)"
    return f"{100 * value:.1f} % [{100 * float(row['low']):.1f}, {100 * float(row['high']):.1f}] {row['k']}/{row['n']}"
