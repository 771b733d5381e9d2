"""The trained model: the same labels always give the same one, it is small, and spaCy loads it."""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import spacy

from classifier.engine import Engine, load_engine
from classifier.errors import ClassifierError
from classifier.evidence import KINDS, THEMES
from classifier.labels.reading import read_labels
from classifier.model.features import words_of
from classifier.model.lessons import Lesson, groups_of, lessons_of
from classifier.model.textcat import load_model
from classifier.model.train import fingerprint, save, train


@pytest.fixture(scope="module")
def some_lessons() -> list[Lesson]:
    labels = read_labels()[::60]
    return lessons_of(labels, groups_of(labels), Engine().lessons)


@pytest.fixture
def model_folder() -> Iterator[Path]:
    with as_file(files("classifier").joinpath("model", "trained")) as folder:
        yield folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_training_twice_gives_the_same_model(tmp_path: Path, some_lessons: list[Lesson]) -> None:
    for name in ("one", "two"):
        save(train(some_lessons, "0" * 64, max_epochs=2), tmp_path / name)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_other_labels_give_another_model(tmp_path: Path, some_lessons: list[Lesson]) -> None:
    save(train(some_lessons, "0" * 64, max_epochs=1), tmp_path / "one")
    save(train(some_lessons[1:], "0" * 64, max_epochs=1), tmp_path / "two")
    assert bytes_of(tmp_path / "one") != bytes_of(tmp_path / "two")


def test_a_kind_without_a_lesson_is_refused(some_lessons: list[Lesson]) -> None:
    with pytest.raises(ClassifierError, match="excluded"):
        train([lesson for lesson in some_lessons if lesson.kind != "excluded"], "0" * 64)


def test_the_packaged_model_is_that_of_the_packaged_labels(model_folder: Path) -> None:
    meta = spacy.load(model_folder).meta
    assert meta["labels_sha256"] == fingerprint()
    assert meta["lessons"] == len(read_labels())


def test_the_packaged_model_is_small(model_folder: Path) -> None:
    assert sum(map(len, bytes_of(model_folder).values())) < 5_000_000


def test_spacy_loads_it_by_itself(model_folder: Path) -> None:
    doc = spacy.load(model_folder)(("Suppliers must offer two apprenticeships as social value.").lower())
    assert doc.cats.keys() == {*KINDS, *THEMES}
    assert sum(doc.cats[kind] for kind in KINDS) == pytest.approx(1, abs=1e-3)


def test_it_learnt_what_it_was_taught() -> None:
    texts = {
        "Social value is not part of the evaluation.": "excluded",
        "Social value carries 10% of the marks.": "criterion",
        "Bidders must say how they will cut carbon emissions.": "theme_only",
    }
    opinions = load_model().opinions([tuple(words_of(text)) for text in texts])
    assert [opinion.kind for opinion in opinions] == list(texts.values())
    assert "environment" in load_model().themes(list(texts))[2]


def test_it_says_what_it_may_overrule_and_how_far_it_is_to_be_trusted(model_folder: Path) -> None:
    meta = spacy.load(model_folder).meta
    allowed = {(row["said"], row["model"]) for row in meta["overrules"] if row["model_right"] > row["rule_right"]}
    assert load_model().overrules.keys() <= allowed
    assert sum(row["n"] for row in meta["reliability"]) > 1000


def test_the_model_sees_figures_and_markup_alike() -> None:
    assert words_of("<li>Social  Value: 12.5%</li>") == words_of("social value: 10 %")


def test_every_command_uses_it() -> None:
    assert load_engine().version.endswith(load_model().version)
