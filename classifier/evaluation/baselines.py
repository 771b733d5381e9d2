"""The comparisons: the model by cross-validation, the keyword, a plain bag of words, and the second reader."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from classifier.engine import Engine
from classifier.evaluation.passages import FLAGGED, Example, Prediction, judge
from classifier.evaluation.statistics import by_name, kappa, macro_f1, share
from classifier.model import train as training
from classifier.model.textcat import TextcatModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Progress = Callable[[str, int, int | None], None]

FOLDS = 5
FOLD_SEED = 2012
THEME_FROM = 0.5
NOTHING: frozenset[str] = frozenset()


def folds(items: Sequence[Example]) -> list[list[int]]:
    """Places of the items of each of five folds; items of one group are always together."""
    groups = sorted({item.group for item in items})
    random.Random(FOLD_SEED).shuffle(groups)  # noqa: S311 - folds are no secret
    fold_of = {group: number % FOLDS for number, group in enumerate(groups)}
    return [[place for place, item in enumerate(items) if fold_of[item.group] == fold] for fold in range(FOLDS)]


def model_alone(model: TextcatModel, items: Sequence[Example]) -> list[Prediction]:
    """What the model would say with no rules beside it."""
    return [
        Prediction(
            kind=max(opinion.kinds, key=opinion.kinds.__getitem__),
            weight=None,
            standards=NOTHING,
            themes=frozenset(name for name, value in opinion.themes.items() if value >= THEME_FROM),
            rule=None,
        )
        for opinion in model.read(item.passage for item in items)
    ]


def cross_validated(
    items: Sequence[Example], *, is_with_rules: bool, max_epochs: int | None = None, progress: Progress | None = None
) -> dict[str, list[Prediction]]:
    """Judgements by models that have not seen the group of an item: `model`, and `rules_and_model` where asked for."""
    said: dict[str, dict[int, Prediction]] = {"model": {}, "rules_and_model": {}}
    for done, (places, model) in enumerate(_models(items, max_epochs)):
        held = [items[place] for place in places]
        said["model"].update(zip(places, model_alone(model, held), strict=True))
        if is_with_rules:
            said["rules_and_model"].update(zip(places, judge(Engine(model), held, in_context=True), strict=True))
        if progress is not None:
            progress("folds of the cross-validation", done + 1, FOLDS)
    return {name: [found[place] for place in range(len(items))] for name, found in said.items() if found}


def _models(items: Sequence[Example], max_epochs: int | None) -> Iterator[tuple[list[int], TextcatModel]]:
    for places in folds(items):
        left_out = set(places)
        lessons = [
            training.Example(item.passage, item.kind, tuple(sorted(item.themes)))
            for place, item in enumerate(items)
            if place not in left_out
        ]
        yield places, TextcatModel(training.train(lessons, "", max_epochs=max_epochs))


def keyword(items: Sequence[Example]) -> list[Prediction]:
    """The simplest reader of all: whether the words `social value` occur."""
    return [
        Prediction("mention" if "social value" in item.passage.lower() else "none", None, NOTHING, NOTHING, None)
        for item in items
    ]


def second_reader(items: Sequence[Example], kinds: Sequence[str]) -> dict[str, Any] | None:
    """The second annotator against the adjudicated label; None where nothing was labelled twice."""
    pairs = [(item.kind, item.second_kind) for item in items if item.second_kind is not None]
    if not pairs:
        return None
    table = by_name(pairs, kinds)
    return {
        "passages": len(pairs),
        "kinds": table,
        "kind_macro_f1": macro_f1(table),
        "kind_right": share(sum(gold == said for gold, said in pairs), len(pairs)),
        "flag_right": share(sum((gold in FLAGGED) == (said in FLAGGED) for gold, said in pairs), len(pairs)),
        "kappa": kappa(pairs),
    }
