"""The comparisons: rules and model by cross-validation, the model alone, the keyword, and the second reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classifier.engine import Engine
from classifier.evaluation.passages import FLAGGED, Example, Prediction, judge
from classifier.evaluation.statistics import by_name, kappa, macro_f1, share
from classifier.model import train as training
from classifier.model.crossfit import FOLDS, folds_of
from classifier.model.lessons import lessons_of
from classifier.model.textcat import TextcatModel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from classifier.model.lessons import Lesson

    Progress = Callable[[str, int, int | None], None]

NOTHING: frozenset[str] = frozenset()


def folds(items: Sequence[Example]) -> list[list[int]]:
    """Places of the items of each of five folds; items of one group are always together."""
    found = folds_of([item.group for item in items])
    return [[place for place, own in enumerate(found) if own == fold] for fold in range(FOLDS)]


def model_alone(model: TextcatModel, lessons: Sequence[Lesson]) -> list[Prediction]:
    """What the model holds to be likeliest, with the rules as no more than words beside others."""
    opinions = iter(model.opinions([lesson.words for lesson in lessons if lesson.words]))
    kinds = [next(opinions).kind if lesson.words else "none" for lesson in lessons]
    return [Prediction(kind, None, NOTHING, NOTHING, None) for kind in kinds]


def cross_validated(
    items: Sequence[Example], *, max_epochs: int | None = None, progress: Progress | None = None
) -> dict[str, list[Prediction]]:
    """Judgements by models that have not seen the group of an item: `model`, and `rules_and_model`."""
    said: dict[str, dict[int, Prediction]] = {"model": {}, "rules_and_model": {}}
    lessons = lessons_of(items, (item.group for item in items), Engine().lessons)
    taught = [lesson.at_first(item.first_kind) for item, lesson in zip(items, lessons, strict=True)]
    for done, (places, model) in enumerate(_models(taught, folds(items), max_epochs)):
        held = [items[place] for place in places]
        alone = model_alone(model, [lessons[place] for place in places])
        said["model"].update(zip(places, alone, strict=True))
        said["rules_and_model"].update(zip(places, judge(Engine(model), held, in_context=True), strict=True))
        if progress is not None:
            progress("folds of the cross-validation", done + 1, FOLDS)
    return {name: [found[place] for place in range(len(items))] for name, found in said.items()}


def _models(
    lessons: Sequence[Lesson], folds: Sequence[list[int]], max_epochs: int | None
) -> Iterator[tuple[list[int], TextcatModel]]:
    for places in folds:
        left_out = set(places)
        seen = [lesson for place, lesson in enumerate(lessons) if place not in left_out]
        nlp = training.train(seen, "", max_epochs=max_epochs)
        yield places, TextcatModel(nlp.meta, nlp.get_pipe)


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
