"""The shape of the model for kinds: a bag of words and pairs of words in which long passages weigh no more than short.

A plain bag adds up the words of a passage, so that a long one is as sure of itself as its length. Here each word counts
by the logarithm of how often it stands there, and the whole is brought to one length. Its probabilities then say more
of how often they are right, and what it has learnt carries further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.ml.extract_ngrams import extract_ngrams
from spacy.util import registry
from thinc.api import Model, SparseLinear_v2, chain, softmax_activation, with_cpu

if TYPE_CHECKING:
    from collections.abc import Callable

    Bag = tuple[Any, Any, Any]  # hashes of the words of all passages, counts of them, how many each passage has


@registry.architectures("social_value.EvenBag.v1")  # type: ignore[untyped-decorator]
def even_bag(ngram_size: int, length: int, scale: float, nO: int | None = None) -> Model[Any, Any]:  # noqa: N803 - spaCy's name
    """A linear model over runs of up to `ngram_size` words, hashed into `length` rows; kinds exclude each other.

    `scale` is the length that every bag is brought to: the larger, the sooner the model is sure.
    """
    linear = SparseLinear_v2(nO=nO, length=length)
    bag: Model[Any, Any] = chain(extract_ngrams(ngram_size, attr=ORTH), _evened(scale), linear, softmax_activation())
    model: Model[Any, Any] = with_cpu(bag, bag.ops)
    model.set_ref("output_layer", linear)
    model.attrs["multi_label"] = False
    return model


def _evened(scale: float) -> Model[Bag, Bag]:
    return Model("evened", _even, attrs={"scale": scale})


def _even(model: Model[Bag, Bag], bag: Bag, is_train: bool) -> tuple[Bag, Callable[[Any], Any]]:  # noqa: ARG001 - thinc's
    keys, counts, lengths = bag
    values = np.log1p(counts)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    size = np.sqrt(np.add.reduceat(values * values, starts))
    evened = (values * np.repeat(model.attrs["scale"] / size, lengths)).astype(np.float32)
    return (keys, evened, lengths), lambda gradient: gradient
