"""Whether a notice says that it falls under the Provider Selection Regime of the NHS, in England or in Wales.

Such notices are published on the forms of other law, so only their words tell, wherever they stand: title, description,
lots, additional information, the words for the procedure. A sentence that names the regime, or a process that only it
has, counts when it says that something is done under it. It does not count when it says the contrary, speaks of
another contract or of what may come, or is about the regime: software for it, advice on it, experience of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ahocorasick_rs import MATCHKIND_LEFTMOST_FIRST, BytesAhoCorasick

if TYPE_CHECKING:
    from collections.abc import Iterable

# What every text that names the regime or a process of its own holds: spares nearly every notice the search.
_HINTS = (
    "PSR",
    *("rovider Selection", "rovider selection", "ROVIDER SELECTION"),
    *("irect Award Process", "irect award process", "IRECT AWARD PROCESS"),
    *("uitable Provider Process", "uitable provider process", "UITABLE PROVIDER PROCESS"),
)
_HINTS_IN_JSON = BytesAhoCorasick([hint.encode() for hint in _HINTS], matchkind=MATCHKIND_LEFTMOST_FIRST)
_FULL = (
    r"(?:(?:health ?care services|health services)\s*)?\(?provider\s+selection\s+regime\)?"
    r"(?:\s*\((?:psr|wales|england)\))*(?:\s*regulations?)?(?:\s*20\d\d)?"
)
_SHORT = r"\bpsr(?:\s+regulations?)?(?:\s+20\d\d)?\b"
_OWN_PROCESS = r"\bdirect award process [abc]\b|\bmost suitable provider process\b"
_NAMED = re.compile(r"provider\s+selection\s+regime", re.IGNORECASE)
# The abbreviation is also that of other things; so written it is this regime without the name in full.
_SURE_SHORT = re.compile(
    r"\bNHS PSR\b|\bPSR Regulations\b|\bPSR 202[35]\b|\bkey criteria of the PSR\b|"
    r"\bPSR\W+(?:notice of )?(?:competitive process|direct award|most suitable provider|intention)",
    re.IGNORECASE,
)
_MENTION = re.compile(rf"{_FULL}|{_SHORT}|{_OWN_PROCESS}", re.IGNORECASE)
_BROKEN = re.compile(r"\b(provider)\s+(?=selection\b)|\b(selection)\s+(?=regime\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=\W*[A-Za-z])|[\r\n]+|<br ?/?>")

# What is bought is done under the regime: words before the mention, the nearest first.
_UNDER = re.compile(
    r"\b(?:under|o dan|accordance with|pursuant to|subject to|governed by|regulated by|compl(?:iance|y|ies|ying) with|"
    r"line with|following|follows?|as per|per|within|using|uses?|via|through|utilising|apply(?:ing)?|by virtue of|"
    r"requirements of|regulation \d+[^.]{0,20} of|provisions of|scope of|purposes of|criteria of|"
    r"procurement route|procedure|legislation|intention to (?:make an )?award)\b\W+(?:[\w-]+\W+){0,6}$",
    re.IGNORECASE,
)
_IS_ONE = re.compile(r"\bthis (?:\w+ )?is (?:being run as )?an?\W+$|\bas an?\W+$", re.IGNORECASE)
_APPLIES = re.compile(
    r"^\W*(?:(?:regime|will|shall|therefore|also) ){0,2}(?:appl(?:y|ies)|governs?)\b(?! to (?!this\b|the\b))|"
    r"^\W*(?:(?!applies\b)\w+\W+){0,3}(?:process\b|notice\b|contract notice\b|procurement\b|direct award\b|"
    r"most suitable provider\b|intention\b|intended\b|transparency\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?:other|procedure|procurement route|regime)?\W*(?:the |nhs )?$", re.IGNORECASE)

# The contrary, in the clause of the mention.
_CLAUSE = re.compile(r"[,;:]|\b(?:as|because|since|but|so|therefore)\b", re.IGNORECASE)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|n.t|never|no longer|outside|out of|rather than|instead of|exclu\w+ from|exempt\w* from|neither|nor|"
    r"prior to|before)\b(?:\W+\w+){0,9}\W*$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^[\s)\"']*(?:(?!(?:and|but|which|as|rather)\b)\w+\s+){0,4}(?:(?:is|are|was|were|do|does|did|will|shall|has|have)"
    r" ?(?:not|n.t)\b|not (?:appl|engag|relevant|used)|(?:is|are) excluded|was (?:considered|reviewed))|"
    r"^\W*(?:n/a|not applicable)|\bin (?:the )?future\b",
    re.IGNORECASE,
)
# What may come, what another contract is under, and what is about the regime, anywhere before the mention.
_SUPPOSED = re.compile(
    r"^\W*should\b|\b(?:if|in the event|whether|unless|in case|separately|reserves? the right)\b|"
    r"\b(?:may|might|could|would)\s+(?:\w+\s+){0,2}(?:be|fall|become|come|apply|need|agree|re-?let)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:other|previous|former|expiring|future|separate) (?:\w+ ){0,2}(?:contracts?|services?|agreements?|awards?)\b|"
    r"\b(?:existing|current|incumbent) (?:\w+ )?(?:contracts?|services?|agreements?)\W+(?:\w+\W+){0,3}?"
    r"(?:was|were|had|let|awarded|procured)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:experience|knowledge|understanding|familiar\w*|train\w*|advice|advis\w+|consultan\w+|guidance|software|"
    r"systems?|tools?|platform|registers?|templates?|modules?|audits?|auditing|workshops?|helps?|assist\w*|supports?|supporting)\b",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"^\W*(?:\w+\W+){0,3}(?:training|experience|advice|advisers?|consultan\w+|software|procurements)\b", re.IGNORECASE
)
_LET_UNDER = re.compile(
    r"\b(?:is|are|be|been|being|was)\s+(?:\w+ )?(?:let|awarded|procured|commissioned|conducted|run|tendered|undertaken|"
    r"carried out|made|published|bought|advertised)\b(?:\W+[\w-]+){1,9}\W*$",
    re.IGNORECASE,
)


def may_say_psr(content: bytes) -> bool:
    """Whether `says_psr` may be true of the texts of a release, given as JSON, if nothing in them is hidden."""
    return bool(_HINTS_IN_JSON.find_matches_as_indexes(content))


def says_psr(texts: Iterable[str | None]) -> bool:
    """Whether a sentence of these texts says that the notice falls under the regime.

    The abbreviation alone may stand for other things: it counts where the texts name the regime in full somewhere, or
    its processes.
    """
    spoken = [_BROKEN.sub(r"\1\2 ", text) for text in texts if text and _has_hint(text)]
    is_named = any(_NAMED.search(text) or _SURE_SHORT.search(text) for text in spoken)
    return any(_says_so(sentence, is_named=is_named) for text in spoken for sentence in _SENTENCE.split(text))


@lru_cache(maxsize=1024)  # the words for a procedure are few
def names_psr(words: str) -> bool:
    """Whether a short text may name the regime."""
    return _has_hint(words)


def _has_hint(text: str) -> bool:
    return may_say_psr(text.encode())


def _says_so(sentence: str, *, is_named: bool) -> bool:
    for mention in _MENTION.finditer(sentence):
        before, after = sentence[: mention.start()], sentence[mention.end() :]
        is_short = mention[0][:3].lower() == "psr"
        if is_short and (not is_named or "PSR" not in mention[0]) and not _IS_ONE.search(before):
            continue
        if _is_denied(before, after):
            continue
        if _is_own_process(mention[0]) or _is_done_under(before, after):
            return True
    return False


def _is_own_process(mention: str) -> bool:
    return mention.lower().startswith(("direct award", "most suitable"))


def _is_done_under(before: str, after: str) -> bool:
    if _LABEL.search(before) and not after.strip(" .)-"):
        return True
    return any(pattern.search(before) for pattern in (_UNDER, _IS_ONE)) or _APPLIES.search(after) is not None


def _is_denied(before: str, after: str) -> bool:
    clause = _CLAUSE.split(before)[-1]
    if _DENIED_BEFORE.search(clause) or _DENIED_AFTER.search(after):
        return True
    if _SUPPOSED.search(before) or _OTHERS.search(before):
        return True
    return not _LET_UNDER.search(before) and bool(_ABOUT.search(before) or _ABOUT_AFTER.search(after))
