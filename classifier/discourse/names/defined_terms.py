"""Names for social value that a notice goes on to use for short: `the Commitments`, after `Social Value Commitments`.

Where its last word stands alone and with a capital, in a sentence that lays down or scores something, it is read as
the whole name; not in a notice that has other things of that word, as a `Mobilisation Plan`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from classifier.text.passages import Passage

_NAMED = expression("term_named")
_DEFINED = expression("term_defined")
_COMMON = expression("common_term")
_LAYS_DOWN = expression("lays_down")
_LAST_WORD = re.compile(r"[A-Z][a-z]{3,}$")
_BEFORE = r"\b(?:the|this|that|these|those|such|any|each|all|every|its|their|your|said|chosen|agreed) "
# What follows makes it another thing: `the Plan of the site`, `the Return for VAT`, `the Menu Committee`.
_AFTER = r"(?![\w-]| [A-Z]| (?:of|for|on) (?!(?:each|every|the (?:contract|lot|term|year)|this|delivery|award)\b))"
_ARTICLE = re.compile(
    r"(?:the|this|that|these|those|such|any|each|all|every|our|its|their|your|no|if|where|failure|under|on|from) ",
    re.IGNORECASE,
)
MAX_TERMS = 6


def terms_of(
    passages: Sequence[Passage], strong: Iterable[int], names: Iterable[str]
) -> Iterator[tuple[re.Pattern[str], str]]:
    """Patterns of the short forms, each with the words that it stands for.

    `strong` holds the places of the passages that name social value, `names` the names that the notice gives to it.
    """
    found: dict[str, str] = {}
    for name in names:
        last = _LAST_WORD.search(name)
        if last is not None and " " in name:
            found[last.group()] = "social value offer"
    for place in sorted(strong):
        text = passages[place].words
        for match in (*_NAMED.finditer(text), *_DEFINED.finditer(text)):
            last = _LAST_WORD.search(match["name"])
            if last is not None:
                found.setdefault(last.group(), f"social value {match['name'].lower()}")
    for word, full in list(found.items())[:MAX_TERMS]:
        if _COMMON.fullmatch(word) is None and not _is_of_others(word, full, names, passages):
            yield re.compile(rf"(?i:{_BEFORE})(?P<term>{word}){_AFTER}"), full


def with_term(text: str, terms: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """A passage with the first such short form written out, where it lays down or scores something."""
    for pattern, full in terms:
        match = pattern.search(text)
        if match is not None and _LAYS_DOWN.search(text) is not None:
            return f"{text[: match.start('term')]}{full}{text[match.end('term') :]}"
    return text


def _is_of_others(word: str, full: str, names: Iterable[str], passages: Sequence[Passage]) -> bool:
    """Whether a notice has other things of that name than the one on social value: a `Mobilisation Plan`."""
    own = {full.removeprefix("social value "), *(name.lower() for name in names)}
    other = re.compile(rf"(?<![\w-])(?P<before>(?:[A-Z][\w-]+ )+){word}(?![\w-])")
    for passage in passages:
        for match in other.finditer(passage.words):
            if _ARTICLE.fullmatch(match["before"]) is None and not _is_own(match.group(), own):
                return True
    return False


def _is_own(said: str, own: set[str]) -> bool:
    return any(said.lower().endswith(each) for each in own) or _NAMED.search(said) is not None
