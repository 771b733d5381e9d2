"""The spaCy pipeline: tokeniser, words of the lexicon and the context rules, context component."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.attrs import LOWER  # type: ignore[import-not-found]
from spacy.vocab import Vocab

from classifier.rules.context import FACTORY
from classifier.rules.ruler import RULER
from classifier.rules.tokens import RememberingTokenizer

if TYPE_CHECKING:
    from spacy.language import Language

# Only the lower-case form of a word is looked at. spaCy's twenty other attributes would cost more than the tokenising.
_WORD_ATTRIBUTES = {LOWER: str.lower}


@cache
def build() -> Language:
    """A blank English pipeline with the packaged lexicon and rules, made once a process. Takes about a second."""
    nlp = spacy.blank("en", vocab=Vocab(lex_attr_getters=_WORD_ATTRIBUTES))  # type: ignore[arg-type]
    nlp.tokenizer = RememberingTokenizer(nlp.vocab, nlp.tokenizer)
    nlp.add_pipe(RULER)
    nlp.add_pipe(FACTORY)
    nlp.max_length = 10_000_000
    return nlp
