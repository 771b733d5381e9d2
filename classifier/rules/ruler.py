"""spaCy component: marks the words of the lexicon and the context rules, as spans under `doc.spans["words"]`.

It does what spaCy's span ruler does with phrase patterns, in half the time: one phrase matcher, no second matcher for
token patterns that are not there. A phrase is given to the matcher when its first word is met: most never are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from classifier.vocabulary.lexicon import cues, entries, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

RULER = "social_value_words"
WORDS = "words"
_RUN = re.compile(r"\w+")


class SocialValueWords:
    """Marks phrases, whatever their case. Each span has the label and the id of the row it comes from."""

    def __init__(self, nlp: Language, rows: Iterable[tuple[str, str, str]]) -> None:
        """`rows` are (label, id, pattern); patterns are those of the data files."""
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._vocab, self._make_doc = nlp.vocab, nlp.make_doc
        self._tokens: dict[str, list[str]] = {}
        self._rows: dict[int, tuple[str, str]] = {}
        self._waiting: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for label, row_id, pattern in rows:
            self._rows[nlp.vocab.strings.add(row_id)] = (label, row_id)
            for phrase in expand(pattern):
                run = _RUN.search(phrase)
                self._waiting[run.group().lower() if run is not None else ""].append((row_id, phrase))
        self._take("")

    def __call__(self, doc: Doc) -> Doc:
        """Fill `doc.spans["words"]`, in order of the text."""
        for word in self._waiting.keys() & _RUN.findall(doc.text.lower()):
            self._take(word)
        spans = []
        for key, start, end in sorted(self._matcher(doc), key=lambda match: match[1:]):
            label, row_id = self._rows[key]
            spans.append(Span(doc, start, end, label=label, span_id=row_id))
        doc.spans[WORDS] = spans
        return doc

    def _take(self, word: str) -> None:
        """Give the matcher the phrases whose first word it is. It keeps hashes alone, so a memory zone does no harm."""
        for row_id, phrase in self._waiting.pop(word, ()):
            words = [token for chunk in phrase.split() for token in self._tokens_of(chunk)]
            self._matcher.add(row_id, [Doc(self._vocab, words=words)])

    def _tokens_of(self, chunk: str) -> list[str]:
        """The tokens of what stands between two spaces, each worked out once: phrases share most of their words."""
        if chunk not in self._tokens:
            self._tokens[chunk] = [token.text for token in self._make_doc(chunk)]
        return self._tokens[chunk]


@Language.factory(RULER, assigns=["doc.spans"])
def create_words(nlp: Language, name: str) -> SocialValueWords:
    """Component made from the packaged lexicon and context rules."""
    del name
    rows = [(entry.label, entry.id, entry.pattern) for entry in entries()]
    rows += [(cue.category, cue.id, cue.pattern) for cue in cues() if cue.category != "buying"]
    return SocialValueWords(nlp, rows)
