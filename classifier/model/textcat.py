"""The packaged model: small spaCy text classifiers for the kind of a passage and for themes that rules cannot name."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
from spacy.pipeline.textcat import TextCategorizer
from spacy.pipeline.textcat_multilabel import MultiLabel_TextCategorizer
from spacy.strings import get_string_id
from spacy.util import load_config, registry
from spacy.vocab import Vocab

import classifier.model.bag  # noqa: F401 - tells spaCy of its shape
from classifier.evidence import THEMES
from classifier.model.features import words_of
from classifier.model.opinion import Calibration, Opinion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KIND_PIPE, THEME_PIPE = "textcat", "textcat_multilabel"
_PIPES = {KIND_PIPE: TextCategorizer, THEME_PIPE: MultiLabel_TextCategorizer}
THEME_FROM = 0.5  # probability from which the model names a theme where the rules name none


class _Words:
    """All that a bag of words asks of a document of spaCy, which takes longer to make: the hash of each word."""

    def __init__(self, words: Sequence[str]) -> None:
        self._hashes = np.array([get_string_id(word) for word in words], dtype=np.uint64)

    def __len__(self) -> int:
        return len(self._hashes)

    def to_array(self, _: list[int]) -> Any:
        """The hashes; asked for by the attribute of spaCy that holds them, whatever it is."""
        return self._hashes


class TextcatModel:
    """Gives its opinion of passages. `version` names the model and the labels it learnt from.

    `meta` is that of the pipeline, in which training wrote how probabilities become scores and which rules it may
    overrule; `pipe` gives a part of the pipeline by its name, and is asked when a passage first is.
    """

    def __init__(self, meta: dict[str, Any], pipe: Callable[[str], Any]) -> None:
        self.version = str(meta["version"])
        self.calibration = Calibration(**meta["calibration"])
        self.overruling: list[dict[str, Any]] = meta["overrules"]  # each pair of kinds, with its counts
        self.overrules = {(row["said"], row["model"]): row["from"] for row in self.overruling if row["is_allowed"]}
        self._pipe = pipe

    def opinions(self, passages: Sequence[tuple[str, ...]]) -> list[Opinion]:
        """One opinion for each passage, given as the words that `features_of` makes of it."""
        labels, rows = self._predicted(KIND_PIPE, passages)
        return [Opinion(dict(zip(labels, row, strict=True))) for row in rows]

    def themes(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """The themes of each text that are likelier than not."""
        labels, rows = self._predicted(THEME_PIPE, [words_of(text) for text in texts])
        found = [{label for label, value in zip(labels, row, strict=True) if value >= THEME_FROM} for row in rows]
        return [tuple(name for name in THEMES if name in names) for names in found]

    def _predicted(self, name: str, passages: Sequence[Sequence[str]]) -> tuple[list[str], list[list[float]]]:
        if not passages:
            return [], []
        pipe = self._pipe(name)
        distinct = {words: place for place, words in enumerate(dict.fromkeys(map(tuple, passages)))}
        rows = pipe.predict([_Words(words or [" "]) for words in distinct]).tolist()
        return list(pipe.labels), [rows[distinct[tuple(words)]] for words in passages]


def load_model() -> TextcatModel:
    """The packaged model."""
    folder = files("classifier").joinpath("model", "trained")
    return TextcatModel(orjson.loads(folder.joinpath("meta.json").read_bytes()), _packaged)


@cache
def _packaged(name: str) -> Any:
    """A part of the packaged pipeline by itself: the whole would make a tokeniser, which takes long and is not used."""
    with as_file(files("classifier").joinpath("model", "trained")) as folder:
        settings = load_config(folder / "config.cfg")["components"][name]
        model = registry.resolve({"model": settings["model"]})["model"]
        pipe = _PIPES[name](Vocab(), model, name, threshold=settings["threshold"])
        return pipe.from_disk(folder / name, exclude=["vocab"])
