"""The packaged model: a small spaCy text classifier for passages whose kind or themes the rules leave in doubt."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import spacy

from classifier.evidence import KINDS, THEMES
from classifier.model.candidates import Opinion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from classifier.model.candidates import Candidate

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MARKUP = re.compile(r"<[^>]{1,80}>|&(?:#\d+|\w+);")


def plain(text: str) -> str:
    """The text as the model sees it, and as one from `spacy.load` wants it: lower case, every figure a 9, no markup."""
    return " ".join(_FIGURE.sub("9", _MARKUP.sub(" ", text)).lower().split())


class TextcatModel:
    """Gives its opinion of passages. `version` names the model and the labels it learnt from."""

    def __init__(self, nlp: Language) -> None:
        self.version = str(nlp.meta["version"])
        self._nlp = nlp

    def opinions(self, candidates: Sequence[Candidate]) -> list[Opinion]:
        """One opinion for each candidate, in order."""
        return self.read(candidate.text for candidate in candidates)

    def read(self, texts: Iterable[str]) -> list[Opinion]:
        """One opinion for each text, in order."""
        with self._nlp.memory_zone():  # else spaCy would keep every word it ever saw
            return [_opinion(doc) for doc in self._nlp.pipe(map(plain, texts), batch_size=128)]


def load_model() -> TextcatModel:
    """The packaged model. Takes about half a second."""
    with as_file(files("classifier").joinpath("model", "trained")) as folder:
        return TextcatModel(spacy.load(folder))


def _opinion(doc: Doc) -> Opinion:
    return Opinion({kind: doc.cats[kind] for kind in KINDS}, {theme: doc.cats[theme] for theme in THEMES})
