"""spaCy component: marks the words of the lexicon and the context rules, as spans under `doc.spans["words"]`.

It does what spaCy's span ruler does with phrase patterns, from a table of phrases: spaCy's own matcher wants a document
for every phrase, and to make those takes longer than a day of notices. A phrase is put into the table when its first
word is met: most never are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Span

from classifier.vocabulary.lexicon import cues, entries, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    Row = tuple[str, str]  # label and id

RULER = "social_value_words"
WORDS = "words"
_RUN = re.compile(r"\w+")


class SocialValueWords:
    """Marks phrases, whatever their case. Each span has the label and the id of the row it comes from."""

    def __init__(self, nlp: Language, rows: Iterable[tuple[str, str, str]]) -> None:
        """`rows` are (label, id, pattern); patterns are those of the data files."""
        self._make_doc = nlp.make_doc
        self._cut_words = {word.lower() for word in getattr(nlp.tokenizer, "rules", None) or {}}
        self._phrases: dict[str, tuple[Row, ...]] = {}  # tokens with a space between any two
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)  # in tokens, by the first two or the only one
        self._tokens: dict[str, list[str]] = {}
        self._waiting: defaultdict[str, list[tuple[tuple[Row], str]]] = defaultdict(list)
        for label, row_id, pattern in rows:
            row = ((label, row_id),)
            for phrase in expand(pattern):
                run = _RUN.search(phrase)
                self._waiting[run.group().lower() if run is not None else ""].append((row, phrase))
        self._take("")

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.spans["words"]`, in order of the text; shorter ones first, then in order of the data files."""
        for word in self._waiting.keys() & _RUN.findall(doc.text.lower()):
            self._take(word)
        words = [token.lower_ for token in doc]
        doc.spans[WORDS] = [
            Span(doc, start, end, label=label, span_id=row_id) for start, end, (label, row_id) in self._found(words)
        ]
        return doc

    def _found(self, words: list[str]) -> Iterator[tuple[int, int, Row]]:
        """Where each phrase begins and ends, and its rows."""
        pairs = [*map(" ".join, pairwise(words)), ""]
        for start, openings in enumerate(zip(words, pairs, strict=False)):
            lengths = [length for opening in openings for length in sorted(self._lengths.get(opening, ()))]
            for end in (start + length for length in lengths):
                for row in self._phrases.get(" ".join(words[start:end]), ()) if end <= len(words) else ():
                    yield start, end, row

    def _take(self, word: str) -> None:
        """Put the phrases into the table whose first word it is."""
        for row, phrase in self._waiting.pop(word, ()):
            tokens = self._tokens_of(phrase)
            key = " ".join(tokens)
            self._lengths[" ".join(tokens[:2])].add(len(tokens))
            self._phrases[key] = self._phrases[key] + row if key in self._phrases else row

    def _tokens_of(self, phrase: str) -> list[str]:
        chunks = phrase.lower().split()
        if phrase.isascii() and "".join(chunks).isalpha() and self._cut_words.isdisjoint(chunks):
            return chunks  # the tokeniser cuts letters only where it has a rule for the word: `cannot`
        return [token for chunk in phrase.split() for token in self._cut(chunk)]

    def _cut(self, chunk: str) -> list[str]:
        """The tokens of what stands between two spaces, each worked out once: phrases share most of their words."""
        if chunk not in self._tokens:
            self._tokens[chunk] = [token.lower_ for token in self._make_doc(chunk)]
        return self._tokens[chunk]


@Language.factory(RULER, assigns=["doc.spans"])
def create_words(nlp: Language, name: str) -> SocialValueWords:
    """Component made from the packaged lexicon and context rules."""
    del name
    rows = [(entry.label, entry.id, entry.pattern) for entry in entries()]
    rows += [(cue.category, cue.id, cue.pattern) for cue in cues() if cue.category != "buying"]
    return SocialValueWords(nlp, rows)
