"""Whether a notice says that it falls under the Provider Selection Regime of the NHS, in England or in Wales.

Such notices are published on the forms of other law, so only their words tell, wherever they stand: description, lots,
additional information. A sentence that names the regime counts when it says that something is done under it, and does
not say the contrary.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_REGIME = (
    r"(?:(?:health ?care services|health services)\s*)?\(?provider selection regime\)?"
    r"(?:\s*\((?:psr|wales|england)\))*(?:\s*regulations?)?(?:\s*20\d\d)?"
)
_SHORT = r"psr(?:\s+regulations?)?(?:\s+20\d\d)?"
_NAMED = re.compile(r"provider selection regime", re.IGNORECASE)
_MENTION = re.compile(rf"{_REGIME}|\b{_SHORT}\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\W*[A-Z])|[\r\n]+|<br ?/?>")
# What is bought is done under the regime: words before the mention, the nearest first.
_UNDER = re.compile(
    r"\b(?:under|in accordance with|accordance with|pursuant to|subject to|governed by|regulated by|in compliance with|"
    r"compl(?:y|ies|ying) with|in line with|following|as per|per|within(?: the scope of)?|using|via|through|utilising|"
    r"apply(?:ing)?|follows?|by virtue of|requirements of|regulation \d+[^.]{0,20} of|provisions of|scope of)\s+"
    r"(?:\w+\s+){0,6}\W*$",
    re.IGNORECASE,
)
_IS_ONE = re.compile(
    r"\bthis (?:is|procurement is|notice is|opportunity is|tender is|contract is) an?\W+$", re.IGNORECASE
)
_APPLIES = re.compile(
    r"^\W*(?:\w+\s+){0,3}(?:appl(?:y|ies) to (?:this|the)\b|process\b|notice\b|contract notice\b|procurement\b|"
    r"competitive process\b|direct award\b|most suitable provider\b|intention\b|intended\b|transparency\b)",
    re.IGNORECASE,
)
_PROCESS = re.compile(
    r"\b(?:most suitable provider|direct award process [abc]\b|relevant authorit(?:y|ies))", re.IGNORECASE
)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|never|outside|rather than|instead of|excluded from|exempt from|neither|prior to|before|experience|"
    r"knowledge|understanding|familiar\w*|training|advice|advis\w+|consultan\w+|guidance)\b(?:\W+\w+){0,9}\W*$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^\W*(?:\w+\s+){0,4}(?:(?:do|does|did|will|shall)(?: not|n.t) (?:apply|cover|govern)|is not applicable|"
    r"are not applicable|not applicable|training|experience|advice|consultan\w+)",
    re.IGNORECASE,
)


def says_psr(texts: Iterable[str | None]) -> bool:
    """Whether a sentence of these texts says that the notice falls under the regime.

    The abbreviation alone may stand for other things: it counts where the texts name the regime in full somewhere, or
    its processes.
    """
    spoken = [text for text in texts if text and ("PSR" in text or _is_spelled_out(text))]
    if not spoken:
        return False  # spares nearly every notice the search
    is_named = any(_NAMED.search(text) or _PROCESS.search(text) for text in spoken)
    return any(_says_so(sentence, is_named=is_named) for text in spoken for sentence in _SENTENCE.split(text))


def _is_spelled_out(text: str) -> bool:
    return any(part in text for part in ("election Regime", "election regime", "ELECTION REGIME", "election  Regime"))


def _says_so(sentence: str, *, is_named: bool) -> bool:
    for mention in _MENTION.finditer(sentence):
        is_short = mention[0].lower().startswith("psr")
        if is_short and (not is_named or "PSR" not in mention[0]) and not _IS_ONE.search(sentence[: mention.start()]):
            continue
        before, after = sentence[: mention.start()], sentence[mention.end() :]
        if _DENIED_BEFORE.search(before) or _DENIED_AFTER.search(after):
            continue
        if _UNDER.search(before) or _IS_ONE.search(before) or _APPLIES.search(after) or _PROCESS.search(sentence):
            return True
    return False
