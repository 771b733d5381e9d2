"""Passages that open with the name of social value and go on with what is asked under it: `Social value: two jobs`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision, Facts
from classifier.rules.themes import benefits_in, themes_in
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ENTRY = expression("entry")
_INCLUDES = expression("includes")
_OF_BUYER = re.compile(r" (?:policy|strategy|toolkit|guid\w+|charter|report|handbook|faqs?)\b", re.IGNORECASE)
_NO_ENTRY = expression("no_entry")
_LABEL_MARKS = frozenset({":", "-", "\u2013", "\u2014"})
_NUMBERED = frozenset(
    {"question", "section", "part", "criterion", "theme", "lot", "schedule", "quality", "clause", "item"}
)
MIN_ENTRY_WORDS = 4
MIN_QUESTION_WORDS = 5


def labelled(facts: Facts) -> Decision | None:
    """`Social value: foundational economy, ...` asks; `5. Social value - the service will ...` is a scored question."""
    concept = facts.concepts[0]
    if concept.label_ != "concept" or concept.start > 3 or "pointer" in concept._.cues:
        return None
    if any(_is_word(token.text) for token in facts.doc[: concept.start]):
        return None
    after = facts.text[concept.end_char :]
    if _OF_BUYER.match(after):
        return None
    if _INCLUDES.match(after) and benefits_in(after):
        return Decision("requirement", "requirement.labelled", f"{concept.text!r} is said to include what is asked for")
    mark = next((token for token in facts.doc[concept.end : concept.end + 3] if token.text in _LABEL_MARKS), None)
    return _under(facts, concept, mark, after) if mark is not None else None


def _is_word(text: str) -> bool:
    """Whether what stands before the name is a word of a sentence, and no number, letter or `Question`."""
    return len(text) > 2 and text.isalpha() and text.lower() not in _NUMBERED


def _under(facts: Facts, concept: Span, mark: Token, after: str) -> Decision | None:
    """What stands after the mark that follows the name."""
    if mark.text == ":":
        is_asked = benefits_in(after) or themes_in(after, []) or _is_entry(facts.doc[mark.i + 1 :].text)
        because = f"{concept.text!r} heads what is asked for"
        return Decision("requirement", "requirement.labelled", because) if is_asked else None
    if len(facts.doc) - mark.i > MIN_QUESTION_WORDS:
        return Decision("criterion", "criterion.labelled", f"{concept.text!r} is the name of a question")
    return None


def _is_entry(text: str) -> bool:
    """Whether words under the name of social value say what is to be done: `a fund of £10,000 for residents`."""
    return len(text.split()) >= MIN_ENTRY_WORDS and _ENTRY.match(text) is not None and _NO_ENTRY.search(text) is None
