"""The figures of an evaluation as rows of `out.accuracy`: one measure of one material, all of it or one cut."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from classifier.evaluation.statistics import share as counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from classifier.evaluation.statistics import Share

COLUMNS = (
    "version", "material", "is_tuned_on", "unit", "measure", "cut", "cut_value", "n", "k", "value", "low", "high",
    "measured_on",
)  # fmt: skip
OWN = "passages of our own, model in five folds"
Row = dict[str, Any]


def read_accuracy(name: str) -> list[dict[str, str]]:
    """Rows of a file of classifier/evaluation/figures, by its name without `.csv`."""
    text = files("classifier").joinpath("evaluation", "figures", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def write_accuracy(rows: Sequence[Row], to: Path) -> None:
    """Write the rows as CSV. Raises OSError when the file cannot be written."""
    with to.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class Found(NamedTuple):
    """One figure: a share, or a mean or F1 over `n`."""

    unit: str
    measure: str
    cut: str
    cut_value: str
    n: int
    share: Share | None
    value: float | None


def accuracy_rows(figures: Mapping[str, Any], material: str, measured_on: str, *, is_unseen: bool) -> list[Row]:
    """Rows for all that `evaluate` measured. `material` names the passages and processes of real notices."""
    facts = {"version": figures["version"], "measured_on": measured_on}
    own = facts | {"material": OWN, "is_tuned_on": "true"}
    real = facts | {"material": material, "is_tuned_on": str(not is_unseen).lower()}
    rows = [own | _figure(found) for found in _passages(figures["own"], figures["own"]["rules_and_model"])]
    if figures["gold"] is not None:
        best = figures["gold"]["ways"]["in_context"]["rules_and_model"]
        rows += [real | _figure(found) for found in _passages(figures["gold"], best)]
    if figures["processes"] is not None:
        rows += [real | _figure(found) for found in _processes(figures["processes"])]
    return rows


def _passages(part: Mapping[str, Any], best: Mapping[str, Any]) -> Iterator[Found]:
    n = best["passages"]
    for name in ("precision", "recall"):
        yield Found("passage", f"flag_{name}", "", "", n, best["flag"][name], None)
    yield Found("passage", "kind_right", "", "", n, best["kind_right"], None)
    yield Found("passage", "kind_macro_f1", "", "", n, None, best["kind_macro_f1"])
    yield Found("passage", "weight_right", "", "", n, best["weight"]["value_and_unit"], None)
    for name in ("themes", "standards"):
        yield Found("passage", f"{name}_f1", "", "", n, None, best[name]["f1"])
    for kind, found in best["kinds"].items():
        for name in ("precision", "recall"):
            yield Found("passage", name, "kind", kind, n, found[name], None)
        yield Found("passage", "f1", "kind", kind, n, None, found["f1"])
    for row in best["reliability"]:
        span = f"{row['from']:.2f} to {row['to']:.2f}"
        yield Found("passage", "kind_right", "score", span, n, counted(row["right"], row["n"]), None)
    for name, found in best["disputed"].items():
        yield Found("passage", "kind_right", "second_opinion", name, n, found, None)
    for source, found in part["by_source"].items():
        for name in ("precision", "recall"):
            yield Found("passage", f"flag_{name}", "source", source, n, found["flag"][name], None)
        yield Found("passage", "kind_right", "source", source, n, found["kind_right"], None)


def _processes(part: Mapping[str, Any]) -> Iterator[Found]:
    for source, found in (("", part), *part["by_source"].items()):
        cut, n = "source" if source else "", found["processes"]
        for name in ("precision", "recall"):
            yield Found("process", f"flag_{name}", cut, source, n, found["flag"][name], None)
        yield Found("process", "level_right", cut, source, n, found["level_right"], None)
    for level, right in part["by_level"].items():
        yield Found("process", "level_right", "level", level, part["processes"], right, None)


def _figure(found: Found) -> Row:
    counted = found.share
    return {
        "unit": found.unit,
        "measure": found.measure,
        "cut": found.cut,
        "cut_value": found.cut_value,
        "n": counted["n"] if counted is not None else found.n,
        "k": counted["k"] if counted is not None else None,
        "value": counted["rate"] if counted is not None else found.value,
        "low": counted["low"] if counted is not None else None,
        "high": counted["high"] if counted is not None else None,
    }
