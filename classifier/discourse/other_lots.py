"""Another lot than the one social value is left out of: `Lot 1 is not scored on it. For Lot 2 it carries 10%`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_LOT = r"[Ll]ots? (?P<lot>\d{1,2}|[A-Z]\b)"
_BUT = r"^\W*(?:(?:but|however|and|whereas|while)\W+)?"
_IT = r"(?P<it>it|this|that|they|these)\b"
_CONCEPT = re.compile(r"\b(?P<concept>social value|community benefits?)\b", re.IGNORECASE)
_OF_LOT = re.compile(_LOT)
_DENIED = re.compile(
    r"\b(?:not|no|never|nor|without|nothing|excluded|left out|leaves? out|exempt|unscored|unweighted|omitted)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
# `For Lot 2 it carries`, `In Lot B, this is worth`, `It carries 10% in Lot 2`
_BEHIND = re.compile(
    rf"{_BUT}(?:for|in|on|under|with|as (?:for|to)) (?:the )?{_LOT},? (?:however,? )?{_IT}", re.IGNORECASE
)
_BEFORE = re.compile(rf"{_BUT}{_IT}(?= [^.;]{{2,60}}\b(?:for|in|on|under) {_LOT})", re.IGNORECASE)
# `Lot 2 is: it holds 10%`, `Lot 2 is, at 10%`, `Lot 2 does, with 10%`
_IS_SO = re.compile(rf"{_BUT}{_LOT} (?:is|does|has|will(?: be)?)(?= ?[:,;\u2013-]|\.?$)", re.IGNORECASE)
_NOT_SO = re.compile(r"\b(?:not|no|neither|nor|never)\b|n['\u2019]t\b", re.IGNORECASE)
REACH = 2  # passages behind the one that leaves it out


def with_other_lots(passages: Sequence[Passage], strong: set[int]) -> tuple[list[Passage], set[int]]:
    """The passages, those on another lot reworded to name what they speak of, and the places of these.

    `strong` holds the places of the passages that name social value.
    """
    out, found = list(passages), set()
    for place in sorted(strong):
        concept, lot = _CONCEPT.search(out[place].clean), _OF_LOT.search(out[place].clean)
        if concept is None or lot is None or _DENIED.search(out[place].clean) is None:
            continue
        for below in range(place + 1, min(place + 1 + REACH, len(out))):
            words = None if below in strong else _named(out[below].clean, concept["concept"], lot["lot"])
            if words is not None:
                out[below] = passages[below].reworded(words)
                found.add(below)
    return out, found


def _named(text: str, concept: str, lot: str) -> str | None:
    """The words of a passage on another lot with the name in them; None where it is of no other, or denies it too."""
    if _NOT_SO.search(text) is not None:
        return None
    is_so = _IS_SO.match(text)
    if is_so is not None and is_so["lot"] != lot:
        return f"{text[: is_so.end()]} scored on {concept}{text[is_so.end() :]}"
    match = _BEHIND.match(text) or _BEFORE.match(text)
    if match is None or match["lot"] == lot:
        return None
    return f"{text[: match.start('it')]}{concept}{text[match.end('it') :]}"
