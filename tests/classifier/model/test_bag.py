"""A bag of words in which long passages weigh no more than short ones."""

import numpy as np
import pytest
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.vocab import Vocab

from classifier.model.bag import even_bag
from classifier.model.textcat import _Words

WORDS = ("social", "value", "is", "scored")


def asked(words: tuple[str, ...], scale: float = 6.0) -> np.ndarray:
    """What a model that has learnt the first word and the first pair says of the words."""
    model = even_bag(ngram_size=2, length=64, scale=scale, nO=2)
    model.initialize()
    linear = model.get_ref("output_layer")
    linear.set_param(
        "W", np.linspace(-1, 1, linear.get_param("W").size, dtype="f").reshape(linear.get_param("W").shape)
    )
    return np.asarray(model.predict([Doc(Vocab(), words=list(words))]))


def test_twice_the_same_words_say_the_same() -> None:
    once, twice = asked(("value",)), asked(("value", "value"))
    assert once.sum() == pytest.approx(1, abs=1e-5)
    assert np.abs(once - twice).max() < 0.5


def test_a_larger_scale_is_surer() -> None:
    assert asked(WORDS, scale=8.0).max() > asked(WORDS, scale=0.5).max()


def test_passages_do_not_mix() -> None:
    model = even_bag(ngram_size=2, length=64, scale=6.0, nO=3)
    model.initialize()
    vocab = Vocab()
    docs = [Doc(vocab, words=list(words)) for words in (WORDS, ("value",), (" ",))]
    together = np.asarray(model.predict(docs))
    alone = np.vstack([np.asarray(model.predict([doc])) for doc in docs])
    assert np.allclose(together, alone)


def test_hashed_words_are_those_of_a_document() -> None:
    words = [
        "social",
        "value",
        "9",
        "\u00a3",
        "caf\u00e9",
        "kind=none",
        "before:the",
        "root",
        "case",
        "NOUN",
        "orth",
        " ",
    ]
    assert _Words(words).to_array([ORTH]).tolist() == Doc(Vocab(), words=words).to_array([ORTH]).tolist()
    assert len(_Words(words)) == len(words)
