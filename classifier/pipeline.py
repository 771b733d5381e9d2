"""The spaCy pipeline: tokeniser, span ruler from the lexicon and the context rules, context component."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy
from spacy.attrs import LOWER  # type: ignore[import-not-found]
from spacy.vocab import Vocab

from classifier.context import FACTORY, WORDS
from classifier.lexicon import cues, entries, expand

if TYPE_CHECKING:
    from spacy.language import Language

# Only the lower-case form of a word is looked at. spaCy's twenty other attributes would cost more than the tokenising.
_WORD_ATTRIBUTES = {LOWER: str.lower}


def build() -> Language:
    """A blank English pipeline with the packaged lexicon and rules. Takes about half a second."""
    nlp = spacy.blank("en", vocab=Vocab(lex_attr_getters=_WORD_ATTRIBUTES))  # type: ignore[arg-type]
    config = {"spans_key": WORDS, "phrase_matcher_attr": "LOWER", "spans_filter": None, "annotate_ents": False}
    ruler = nlp.add_pipe("span_ruler", config=config)
    ruler.add_patterns(_patterns())  # type: ignore[attr-defined]
    nlp.add_pipe(FACTORY)
    nlp.max_length = 10_000_000
    return nlp


def _patterns() -> list[dict[str, str]]:
    rows = [(entry.label, entry.id, entry.pattern) for entry in entries()]
    rows += [(cue.category, cue.id, cue.pattern) for cue in cues() if cue.category != "buying"]
    return [
        {"label": label, "id": row_id, "pattern": phrase}
        for label, row_id, pattern in rows
        for phrase in expand(pattern)
    ]
