"""Measure the classifier on labelled passages; what comes out is the evaluation card as data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from classifier.engine import Engine, load_engine
from classifier.evaluation.baselines import cross_validated, folds, keyword, model_alone, second_reader
from classifier.evaluation.passages import (
    FLAGGED,
    Example,
    Pair,
    Prediction,
    by_part,
    false_alarms,
    figures,
    flag_figures,
    items_of,
    judge,
    read_gold,
)
from classifier.evaluation.processes import judge_processes, process_figures
from classifier.evaluation.statistics import by_name, macro_f1, share
from classifier.evidence import KINDS
from classifier.labels.reading import read_labels
from classifier.model.lessons import lessons_of
from classifier.model.textcat import load_model
from classifier.model.train import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from classifier.evaluation.processes import Process
    from classifier.labels.reading import Label

    Progress = Callable[[str, int, int | None], None]

EXAMPLES_EACH = 2


def evaluate(
    gold: Path | list[Example] | None = None,
    *,
    processes: Iterable[Process] | None = None,
    labels: Sequence[Label] | None = None,
    max_epochs: int | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Every figure of the evaluation card, on our own labels and, where given, on a gold file of real passages.

    `gold` is the file, or what was read of it; `processes` are whole notices with their levels. Takes one to three
    minutes. `max_epochs` cuts the training in the folds short. Raises ClassifierError when the gold file cannot be
    read.
    """
    real = read_gold(gold) if isinstance(gold, Path) else gold
    own = items_of(labels if labels is not None else read_labels())
    engine = load_engine()
    return {
        "version": engine.version,
        "labels_sha256": fingerprint(),
        "own": _own(own, max_epochs, progress),
        "gold": _gold(real, engine) if real is not None else None,
        "processes": process_figures(judge_processes(engine, processes)) if processes is not None else None,
    }


def _own(items: Sequence[Example], max_epochs: int | None, progress: Progress | None) -> dict[str, Any]:
    rules = _pair(items, judge(Engine(), items, in_context=True))
    held_out = cross_validated(items, max_epochs=max_epochs, progress=progress)
    both = _pair(items, held_out["rules_and_model"])
    return {
        "counts": _counts(items),
        "rules": figures(rules),
        "rules_and_model": figures(both),
        "model": _summary(_pair(items, held_out["model"])),
        "keyword": _summary(_pair(items, keyword(items))),
        "by_source": by_part(both, lambda item: item.source),
        "by_era": by_part(both, lambda item: item.era),
        "false_alarms": false_alarms(both),
        "mistakes": _mistakes(both),
        "overrules": load_model().overruling,
    }


def _gold(items: list[Example], engine: Engine) -> dict[str, Any]:
    rules = Engine()
    ways = {
        name: {
            "rules": _pair(items, judge(rules, items, in_context=in_context)),
            "rules_and_model": _pair(items, judge(engine, items, in_context=in_context)),
        }
        for name, in_context in (("alone", False), ("in_context", True))
    }
    best = ways["in_context"]["rules_and_model"]
    lessons = lessons_of(items, (item.group for item in items), rules.lessons)
    return {
        "counts": {
            "notices": len({item.group for item in items}),
            "cut_off": sum(item.is_cut_off for item in items),
            **_counts(items),
        },
        "ways": {way: {name: _with_alarms(pairs) for name, pairs in found.items()} for way, found in ways.items()},
        "model": _summary(_pair(items, model_alone(load_model(), lessons))),
        "keyword": _summary(_pair(items, keyword(items))),
        "second_reader": second_reader(items, KINDS),
        "folds": [_summary([best[place] for place in places]) for places in folds(items)],
        "by_source": by_part(best, lambda item: item.source),
        "correction": _correction(best),
    }


def _with_alarms(pairs: Sequence[Pair]) -> dict[str, Any]:
    hard = [(item, said) for item, said in pairs if item.is_hard]
    return {**figures(pairs), "false_alarms": false_alarms(pairs), "false_alarms_hard": false_alarms(hard)}


def _summary(pairs: Sequence[Pair]) -> dict[str, Any]:
    table = by_name([(item.kind, said.kind) for item, said in pairs], KINDS)
    right = share(sum(item.kind == said.kind for item, said in pairs), len(pairs))
    return {"passages": len(pairs), "flag": flag_figures(pairs), "kind_right": right, "kind_macro_f1": macro_f1(table)}


def _correction(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Sensitivity and specificity as counts, for the indicators' correction: by what is counted, all and by source."""
    rows = []
    for source in ("all", *sorted({item.source for item, _ in pairs})):
        of_source = [(item, said) for item, said in pairs if source in {"all", item.source}]
        for counted, kinds in (("flag", FLAGGED), ("criterion", frozenset({"criterion"}))):
            sensitivity, specificity = _errors(of_source, kinds)
            rows.append(
                {
                    "source": source,
                    "counted": counted,
                    "se_k": sensitivity[0],
                    "se_n": sensitivity[1],
                    "sp_k": specificity[0],
                    "sp_n": specificity[1],
                }
            )
    return rows


def _errors(pairs: Sequence[Pair], kinds: frozenset[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    found = [said.kind in kinds for item, said in pairs if item.kind in kinds]
    left = [said.kind not in kinds for item, said in pairs if item.kind not in kinds]
    return (sum(found), len(found)), (sum(left), len(left))


def _counts(items: Sequence[Example]) -> dict[str, Any]:
    return {
        "passages": len(items),
        "kinds": {kind: sum(item.kind == kind for item in items) for kind in KINDS},
        "weights": sum(item.weight is not None for item in items),
    }


def _mistakes(pairs: Sequence[Pair]) -> list[dict[str, str]]:
    """The first few passages of ours for every way of being wrong."""
    shown: dict[tuple[str, str], int] = {}
    rows = []
    for item, said in pairs:
        way = (item.kind, said.kind)
        shown[way] = shown.get(way, 0) + 1
        if item.kind != said.kind and shown[way] <= EXAMPLES_EACH:
            rows.append({"kind": item.kind, "said": said.kind, "rule": said.rule or "no rule", "passage": item.passage})
    return sorted(rows, key=lambda row: (row["kind"], row["said"]))


def _pair(items: Sequence[Example], said: Sequence[Prediction]) -> list[Pair]:
    return list(zip(items, said, strict=True))
