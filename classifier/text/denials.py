"""Denials as they are typed, in full: `wont be scored`, `does'nt apply`, `not aplicable`."""

from __future__ import annotations

import re

_BARE_NOT = re.compile(
    r"\b(?P<verb>wo|(?<!y )(?<!\d )ca(?!nt o)|do(?:es?|s|se)?|is|are|was|were|did|could|should"
    r"|would|has|have|had|need|must)"
    r"(?:nt|['\u2019]nt|n t|(?<=dose)n['\u2019]t|(?<=dos)n['\u2019]t|(?<=need)n['\u2019]t)\b(?!['\u2019])"
    r"|\b(?P<will>will|is|are)not\b",
    re.IGNORECASE,
)
_VERBS = {"wo": "will", "dos": "does", "dose": "does", "doe": "does"}
_NOT_APPLICABLE = re.compile(r"\bnot (?:ap+l?[iy]ca?b[el]{1,2}|ap+licabel|appliable)\b", re.IGNORECASE)


def denied_in_full(words: str) -> str:
    """The words with denials that lack their apostrophe, or have it in the wrong place, written out."""
    if "nt" in words or "n t " in words or "n't" in words or "not" in words:
        words = _NOT_APPLICABLE.sub("not applicable", _BARE_NOT.sub(_denied, words))
    return words


def _denied(match: re.Match[str]) -> str:
    verb = match["verb"] or match["will"]
    return "cannot" if verb.lower() == "ca" else f"{_VERBS.get(verb.lower(), verb)} not"
