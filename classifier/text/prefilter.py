"""The prefilter: one compiled expression that throws out text which cannot matter, long before anything is tokenised.

It is made from the lexicon, so a word added there opens it by itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from classifier.vocabulary.lexicon import CONCEPT_LABELS, cues, entries, expand
from classifier.vocabulary.supersets import Verified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Trie = dict[str, "Trie"]
_GAP = r"(?:rn)?[\s_-]+"


@cache
def the_prefilter() -> Prefilter:
    """The prefilter of the packaged lexicon, made once a process."""
    return Prefilter()


class Prefilter:
    """Finds where a text holds words of the lexicon.

    `strong_words` is the expression of those that name social value or a standard, for text in lower case.
    """

    def __init__(self) -> None:
        strong = [phrase for entry in entries() if entry.label in CONCEPT_LABELS for phrase in expand(entry.pattern)]
        fixed = [phrase for cue in cues() if cue.category.startswith("template") for phrase in expand(cue.pattern)]
        worded, marked = (
            [phrase for phrase in strong + fixed if phrase[0].isalnum() is is_word] for is_word in (True, False)
        )
        self.strong_words = rf"\b{_pattern(worded)}|{_pattern(marked)}"
        self._strong = Verified(self.strong_words)
        self._strong.make_ready()

    def opens(self, text: str) -> bool:
        """Whether a text, whose damage is mended, names social value, a standard or fixed wording about them."""
        return self._strong.may_match(text)

    def hits(self, text: str) -> Iterator[int]:
        """Offsets of all words of the lexicon."""
        return self._strong.starts(text)


def _pattern(phrases: Iterable[str]) -> str:
    root: Trie = {}
    for phrase in phrases:
        node = root
        for character in re.sub(
            r" (?=[,):])|(?<=\() | ?/ ?", lambda match: "/" if "/" in match.group() else "", phrase
        ):
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(root)


def _branch(node: Trie) -> str:
    if "" in node:  # a shorter phrase already passes
        return ""
    parts = [(_GAP if character in " -" else re.escape(character)) + _branch(rest) for character, rest in node.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
