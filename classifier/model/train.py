"""Train the model from labelled passages: the same labels and settings always give the same model."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import spacy.training
from spacy.util import load_model_from_config, registry
from thinc.api import Config, fix_random_seed

from classifier.errors import ClassifierError
from classifier.evidence import KINDS, THEMES
from classifier.labels.reading import label_files
from classifier.model.textcat import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from spacy.language import Language

    from classifier.labels.reading import Label

    Progress = Callable[[str, int, int | None], None]

MODEL_NAME = "social_value_passages"
MODEL_VERSION = "1.0.0"
_PARTS = {"textcat": KINDS, "textcat_multilabel": THEMES}


@dataclass(frozen=True, slots=True)
class Example:
    """A passage to learn from."""

    text: str
    kind: str
    themes: tuple[str, ...]


def lessons_of(labels: Iterable[Label]) -> list[Example]:
    """What the model learns from: the words of each passage, its kind and its themes."""
    return [Example(label.passage, label.kind, label.themes) for label in labels]


def fingerprint(folder: Path | None = None) -> str:
    """SHA-256 over the settings and all label files: two models with the same one are the same model."""
    digest = hashlib.sha256(_settings_text().encode())
    for item in label_files(folder):
        digest.update(item.name.encode())
        digest.update(item.read_bytes())
    return digest.hexdigest()


def train(
    lessons: Sequence[Example], labels_sha256: str, *, max_epochs: int | None = None, progress: Progress | None = None
) -> Language:
    """Train a pipeline on the lessons. About half a minute for 1,600 passages on one core.

    `max_epochs` cuts the training short; the packaged settings say how long it is otherwise. Raises ClassifierError
    where a kind has no lesson.
    """
    missing = set(KINDS) - {lesson.kind for lesson in lessons}
    if missing:
        raise ClassifierError(f"no passage is labelled {', '.join(sorted(missing))}: every kind needs some")
    config = Config().from_str(_settings_text())
    settings = registry.resolve(config["training"])
    fix_random_seed(settings["seed"])
    nlp = load_model_from_config(config, auto_fill=True)
    epochs = max_epochs or settings["max_epochs"]
    for number, (name, names) in enumerate(_PARTS.items()):
        examples = _examples(nlp, lessons, names)
        nlp.get_pipe(name).initialize(lambda found=examples: found, nlp=nlp, labels=names)  # type: ignore[attr-defined]
        shuffled = list(examples)
        order = random.Random(settings["seed"])  # noqa: S311 - an order of lessons is no secret
        optimizer = registry.resolve(config["training"])["optimizer"]
        with nlp.select_pipes(enable=name):
            for epoch in range(epochs):
                order.shuffle(shuffled)
                for batch in settings["batcher"](shuffled):
                    nlp.update(batch, drop=settings["dropout"], sgd=optimizer)
                if progress is not None:
                    progress("rounds of training", number * epochs + epoch + 1, len(_PARTS) * epochs)
    nlp.meta.update(
        name=MODEL_NAME,
        version=f"{MODEL_VERSION}.{labels_sha256[:8]}",
        description="Kinds and themes of social value passages in UK procurement notices",
        license="MIT",
        spacy_version=">=3.8.0,<3.9.0",
        labels_sha256=labels_sha256,
        lessons=len(lessons),
    )
    return nlp


def save(nlp: Language, folder: Path) -> int:
    """Write the model so that `spacy.load` reads it; returns its size in bytes."""
    nlp.to_disk(folder)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _examples(nlp: Language, lessons: Iterable[Example], names: Sequence[str]) -> list[spacy.training.Example]:
    return [
        spacy.training.Example.from_dict(nlp.make_doc(plain(lesson.text)), {"cats": _cats(lesson, names)})
        for lesson in lessons
    ]


def _cats(lesson: Example, names: Sequence[str]) -> dict[str, float]:
    held = {lesson.kind, *lesson.themes}
    return {name: float(name in held) for name in names}


def _settings_text() -> str:
    return files("classifier").joinpath("model", "textcat.cfg").read_text(encoding="utf-8")
