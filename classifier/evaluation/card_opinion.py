"""The part of the card on the second opinion: how far its scores hold, and what it may overrule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classifier.evaluation.card_tables import as_table, share
from classifier.evaluation.statistics import share as counted
from classifier.model.crossfit import LEAST_CHANCE, LEAST_ODDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def reliability(found: Mapping[str, Any]) -> str:
    """Scores beside how often they held, and evidence that rules and second opinion agree on beside the rest."""
    rows = [
        (f"{row['from']:g} to {row['to']:g}", f"{row['mean_score']:.3f}", share(counted(row["right"], row["n"])))
        for row in found["reliability"]
    ]
    halves = [(name, share(found["disputed"][name])) for name in ("agreed", "disputed")]
    return (
        f"{as_table(('score', 'mean score', 'kind right'), rows)}\n\nThe score of a piece of evidence is the chance "
        "that its kind is right. Where rules and second opinion say the same of a passage, and where they do not:\n\n"
        f"{as_table(('second opinion', 'kind right'), halves)}"
    )


def overrules(pairs: Sequence[Mapping[str, Any]]) -> str:
    """Each pair of kinds with its counts, and whether the model may overrule the rules there."""
    rows = [
        (row["said"], row["model"], f"{row['from']:g}", str(row["n"]), str(row["rule_right"]), str(row["model_right"]),
         f"{row['chance']:.3f}", "yes" if row["is_allowed"] else "no")
        for row in pairs
    ]  # fmt: skip
    head = ("rules", "opinion", "from", "passages", "rules right", "opinion right", "chance", "may overrule")
    return (
        "Passages of files that the model had not seen, with what the rules said before they had seen them, of which "
        "it said another kind with at least the probability *from*. *Chance* is how often one of two equals would win "
        "so often (exact test of McNemar); from one kind to another it may overrule only below "
        f"{LEAST_CHANCE:g}, and only as far down as each step by itself was right at least {LEAST_ODDS} times as often "
        "as the rules. Pairs too rare to show that alone are counted together, and those that do not lose by "
        "themselves may do what they earned. Elsewhere it gives its score, and disputes. *Open* is what is none by "
        "the rules, but left open; *theme* are other words on a theme that no rule answers, *subject* those on what "
        "the notice may buy."
        f"\n\n{as_table(head, rows)}"
    )
