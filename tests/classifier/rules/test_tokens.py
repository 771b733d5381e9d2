"""A tokeniser that remembers cuts every text as the one does that it asks."""

import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from classifier.rules.pipeline import build

PLAIN = spacy.blank("en")
WORDS = (
    "can't",
    "(SV)",
    "10%",
    "e.g.",
    "U.K.",
    "well-being:",
    "a/b",
    "\u00a35m;",
    "www.x.org/a?b",
    "'s",
    "...",
    "x\u00a0y",
)


def cut(doc: Doc) -> list[tuple[int, str, str, str]]:
    return [(token.idx, token.text, token.lower_, token.whitespace_) for token in doc]


@example("")
@example(" ")
@example("a  b")
@example(" a")
@example("a\tb ")
@example("cannot (well-being) don't")
@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=6).map(" ".join))
def test_it_cuts_as_the_other_does(text: str) -> None:
    tokenizer = build().tokenizer
    assert cut(tokenizer(text)) == cut(PLAIN.tokenizer(text)) == cut(tokenizer(text))
