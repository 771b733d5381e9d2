"""The trained model: the same labels always give the same one, it is small, and spaCy loads it."""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import spacy

from classifier.engine import load_engine
from classifier.errors import ClassifierError
from classifier.evidence import KINDS, THEMES
from classifier.labels.reading import read_labels
from classifier.model.textcat import load_model, plain
from classifier.model.train import Example, fingerprint, lessons_of, save, train

LESSONS = lessons_of(read_labels())[::20]


@pytest.fixture
def model_folder() -> Iterator[Path]:
    with as_file(files("classifier").joinpath("model", "trained")) as folder:
        yield folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_training_twice_gives_the_same_model(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save(train(LESSONS, "0" * 64, max_epochs=2), tmp_path / name)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_other_labels_give_another_model(tmp_path: Path) -> None:
    save(train(LESSONS, "0" * 64, max_epochs=1), tmp_path / "one")
    save(train(LESSONS[1:], "0" * 64, max_epochs=1), tmp_path / "two")
    assert bytes_of(tmp_path / "one") != bytes_of(tmp_path / "two")


def test_a_kind_without_a_lesson_is_refused() -> None:
    with pytest.raises(ClassifierError, match="excluded"):
        train([lesson for lesson in LESSONS if lesson.kind != "excluded"], "0" * 64)


def test_the_packaged_model_is_that_of_the_packaged_labels(model_folder: Path) -> None:
    meta = spacy.load(model_folder).meta
    assert meta["labels_sha256"] == fingerprint()
    assert meta["lessons"] == len(read_labels())


def test_the_packaged_model_is_small(model_folder: Path) -> None:
    assert sum(map(len, bytes_of(model_folder).values())) < 5_000_000


def test_spacy_loads_it_by_itself(model_folder: Path) -> None:
    doc = spacy.load(model_folder)(plain("Suppliers must offer two apprenticeships as social value."))
    assert doc.cats.keys() == {*KINDS, *THEMES}
    assert sum(doc.cats[kind] for kind in KINDS) == pytest.approx(1, abs=1e-3)


def test_it_learnt_what_it_was_taught() -> None:
    lessons = [
        Example("Social value is not part of the evaluation.", "excluded", ()),
        Example("Social value carries 10% of the marks.", "criterion", ()),
        Example("Bidders must say how they will cut carbon emissions.", "theme_only", ("environment",)),
    ]
    opinions = load_model().read(lesson.text for lesson in lessons)
    assert [max(opinion.kinds, key=opinion.kinds.__getitem__) for opinion in opinions] == [
        lesson.kind for lesson in lessons
    ]
    assert opinions[2].themes["environment"] > opinions[0].themes["environment"]


def test_the_model_sees_figures_and_markup_alike() -> None:
    assert plain("<li>Social  Value: 12.5%</li>") == plain("social value: 10 %").replace("9 %", "9%")


def test_every_command_uses_it() -> None:
    assert load_engine().version.endswith(load_model().version)
