"""Denials as they are typed, in full: `wont be scored`, `does'nt apply`, `donot need to anwser`, `not aplicable`."""

from __future__ import annotations

import re

_BARE_NOT = re.compile(
    r"\b(?P<verb>wo|(?<!y )(?<!\d )ca(?!nt o)|do(?:es?|s|se)?|is|are|was|were|did|could|should"
    r"|would|will|has|have|had|need|must)"
    r"(?:nt|['\u2019]nt|n t| nt|(?<=dose)n['\u2019]t|(?<=dos)n['\u2019]t|(?<=need)n['\u2019]t)\b(?!['\u2019])"
    r"|\b(?P<glued>will|is|are|was|do|does|did|has|need)not\b"
    r"|\b(?P<misspelt>dose|dos) not\b(?= (?:apply|form|need|have|count|feature|carry|require)\b)",
    re.IGNORECASE,
)
_VERBS = {"wo": "will", "dos": "does", "dose": "does", "doe": "does"}
_NOT_APPLICABLE = re.compile(r"\bnot (?:ap+l?[iy]ca?b[el]{1,2}|ap+licabel|appliable)\b", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:not|no|nor|never)\b", re.IGNORECASE)
_AS_SPELT = {
    "answer": ("anwser", "anser", "answr", "asnwer", "awnser"),
    "assessed": ("assesed", "asessed", "asesed"),
    "evaluated": ("evalauted", "evaluted", "evalulated", "evauated"),
    "included": ("inlcuded", "incuded", "includd"),
    "need": ("neeed", "ned"),
    "required": ("reqired", "requried", "requred", "requird", "reqiured", "requierd"),
    "requirement": ("requirment", "reqirement", "requiremnt", "requriement"),
    "scored": ("scorred", "scroed", "socred"),
}
_MEANT = {misspelt: word for word, all_misspelt in _AS_SPELT.items() for misspelt in all_misspelt}
_MISSPELT = re.compile(rf"\b(?:{'|'.join(_MEANT)})(?=(?:ed|ing)?\b)|(?<=need )too(?= [a-z])", re.IGNORECASE)


def denied_in_full(words: str) -> str:
    """The words with denials that lack their apostrophe, or have it in the wrong place, written out.

    Beside a denial, well-known slips of the pen are put right too: what is `not reqired` is not required.
    """
    if "nt" in words or "n t " in words or "n't" in words or "not" in words:
        words = _NOT_APPLICABLE.sub("not applicable", _BARE_NOT.sub(_denied, words))
    if _DENIES.search(words) is not None:
        words = _MISSPELT.sub(lambda match: _MEANT.get(match.group().lower(), "to"), words)
    return words


def _denied(match: re.Match[str]) -> str:
    verb = match["verb"] or match["glued"] or match["misspelt"]
    return "cannot" if verb.lower() == "ca" else f"{_VERBS.get(verb.lower(), verb)} not"
