"""Train the model from labelled passages: the same labels and settings always give the same model."""

from __future__ import annotations

import hashlib
import random
from importlib.resources import files
from typing import TYPE_CHECKING

import spacy.training
from spacy.tokens import Doc
from spacy.util import load_model_from_config, registry
from thinc.api import Config, fix_random_seed

from classifier.errors import ClassifierError
from classifier.evidence import KINDS, THEMES
from classifier.labels.reading import label_files
from classifier.model.crossfit import calibrated, held_out
from classifier.model.textcat import KIND_PIPE, THEME_PIPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from spacy.language import Language

    from classifier.model.lessons import Lesson

    Progress = Callable[[str, int, int | None], None]
    Words = tuple[str, ...]

MODEL_NAME = "social_value_passages"
MODEL_VERSION = "3.3.0"


def fingerprint(folder: Path | None = None) -> str:
    """SHA-256 over the settings and all label files: two models with the same one are the same model."""
    digest = hashlib.sha256(_settings_text().encode())
    for item in label_files(folder):
        digest.update(item.name.encode())
        digest.update(item.read_bytes())
    return digest.hexdigest()


def train(
    lessons: Sequence[Lesson], labels_sha256: str, *, max_epochs: int | None = None, progress: Progress | None = None
) -> Language:
    """Train a pipeline on the lessons. About ten seconds for 2,000 passages on one core.

    The kinds are learnt six times: five times with a fifth of the passages held out, which tells how far its
    probabilities may be trusted and which rules it may overrule, and once from all. `max_epochs` cuts the training
    short. Raises ClassifierError where a kind has no lesson.
    """
    asked = [lesson for lesson in lessons if lesson.words]
    missing = set(KINDS) - {lesson.kind for lesson in asked}
    if missing:
        raise ClassifierError(f"no passage is labelled {', '.join(sorted(missing))}: every kind needs some")

    def learnt(some: Sequence[Lesson]) -> Language:
        return _trained(KIND_PIPE, [(lesson.words or (), {lesson.kind}) for lesson in some], KINDS, max_epochs)

    kinds = held_out(asked, learnt, progress)
    nlp = learnt(asked)
    themes = _trained(THEME_PIPE, [(lesson.text, set(lesson.themes)) for lesson in lessons], THEMES, max_epochs)
    nlp.add_pipe(THEME_PIPE, source=themes)
    nlp.meta.update(
        name=MODEL_NAME,
        version=f"{MODEL_VERSION}.{labels_sha256[:8]}",
        description="Kinds and themes of social value passages in UK procurement notices",
        license="MIT",
        spacy_version=">=3.8.0,<3.9.0",
        labels_sha256=labels_sha256,
        lessons=len(lessons),
        **calibrated(asked, kinds),
    )
    return nlp


def save(nlp: Language, folder: Path) -> int:
    """Write the model so that `spacy.load` reads it; returns its size in bytes."""
    nlp.to_disk(folder)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _trained(
    name: str, lessons: Sequence[tuple[Words, set[str]]], names: Sequence[str], max_epochs: int | None
) -> Language:
    config = Config().from_str(_settings_text())
    settings = registry.resolve(config["training"])
    config["nlp"]["pipeline"] = [name]
    config["components"] = {name: config["components"][name]}
    fix_random_seed(settings["seed"])
    nlp = load_model_from_config(config, auto_fill=True)
    examples = _examples(nlp, lessons, names)
    nlp.get_pipe(name).initialize(lambda: examples, nlp=nlp, labels=names)  # type: ignore[attr-defined]
    shuffled = list(examples)
    order = random.Random(settings["seed"])  # noqa: S311 - an order of lessons is no secret
    for _ in range(max_epochs or settings["max_epochs"]):
        order.shuffle(shuffled)
        for batch in settings["batcher"](shuffled):
            nlp.update(batch, drop=settings["dropout"], sgd=settings["optimizer"])
    return nlp


def _examples(
    nlp: Language, lessons: Iterable[tuple[Words, set[str]]], names: Sequence[str]
) -> list[spacy.training.Example]:
    return [
        spacy.training.Example.from_dict(
            Doc(nlp.vocab, words=list(words) or [" "]), {"cats": {name: float(name in held) for name in names}}
        )
        for words, held in lessons
    ]


def _settings_text() -> str:
    return files("classifier").joinpath("model", "textcat.cfg").read_text(encoding="utf-8")
