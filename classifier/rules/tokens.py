"""A tokeniser that remembers how what stands between two spaces is cut: the words of notices recur."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.vocab import Vocab

MAX_CHUNKS = 20_000  # remembered, about 3 MB


class RememberingTokenizer:
    """Cuts as the tokeniser does that it is given, which looks at nothing beyond the next space.

    A text in which anything but single spaces stands between words is left to that tokeniser.
    """

    def __init__(self, vocab: Vocab, tokenizer: Tokenizer) -> None:
        self.vocab, self._cut = vocab, tokenizer
        self.rules = tokenizer.rules
        self._chunks: dict[str, list[str]] = {}

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        chunks = text.split()
        if not chunks or " ".join(chunks) != text:
            doc: Doc = self._cut(text)
            return doc
        if len(self._chunks) > MAX_CHUNKS:
            self._chunks.clear()
        known = self._chunks
        words: list[str] = []
        spaces: list[bool] = []
        for chunk in chunks:
            cut = known.get(chunk)
            if cut is None:
                cut = known[chunk] = [token.text for token in self._cut(chunk)]
            words += cut
            spaces += [False] * (len(cut) - 1)
            spaces.append(True)
        spaces[-1] = False
        return Doc(self.vocab, words=words, spaces=spaces)
