"""Names that stand with a weight among what is scored and are tied to social value elsewhere: `Thrive Promise 15%`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_NAME = r"[A-Z][\w'\u2019-]+(?: (?:of |the |for |and )?[A-Z][\w'\u2019-]+){1,3}"
_WEIGHED = re.compile(rf"(?P<name>{_NAME})(?:[ :(\u2013|=-]{{1,4}}| (?:is|at|carries) )\d{{1,2}}(?:\.\d+)? ?%")
_CONCEPT = r"(?P<full>[Ss]ocial [Vv]alue|[Cc]ommunity [Bb]enefits?)"
_SAYS = (
    r"(?:is|are|means?|covers?|describes?|asks?(?: \w+)? (?:for|about)|sets? out|tells?|holds?"
    r"|concerns?|stands? for|contains?"
    r"|refers? to|measures?|was made for|brings? together|gathers?|names?)"
)
_PRICE = expression("price")
_NOT = re.compile(r"\b(?:not|no|never|nor|unlike|apart from|as well as|besides|beside|separate)\b")
_KNOWN = re.compile(
    r"^(?:the )?(?:quality|technical|method|service|delivery|price|social value|community benefits?|award"
    r"|evaluation)\b",
    re.IGNORECASE,
)
MAX_NAMES = 6


def weighed_names(passages: Sequence[Passage], strong: set[int]) -> dict[str, str]:
    """The names, and what each stands for; `strong` holds the places of the passages that name social value."""
    found: dict[str, str] = {}
    told = [passages[place].clean for place in sorted(strong)]
    for passage in passages:
        if "%" not in passage.clean:
            continue
        for match in _WEIGHED.finditer(passage.clean):
            name = re.sub(r"^(?:The|Our|A|An|Your) ", "", match["name"])
            if " " not in name or _KNOWN.match(name) or _PRICE.search(name) or len(found) >= MAX_NAMES:
                continue
            full = next((full for text in told if (full := _tied(name, text))), "")
            if full:
                found[name] = full
    return found


def _tied(name: str, text: str) -> str:
    """What a passage says that a name stands for; empty where it does not say so."""
    if name not in text:
        return ""
    written = re.escape(name)
    lead = r"^\W*(?:(?:[Tt]he|[Oo]ur|[Nn]ote:?|[Uu]nder|[Tt]hrough|[Bb]y|[Ww]ith|[Ii]n) )*"
    led = r"^\W*(?:[Uu]nder|[Tt]hrough|[Bb]y|[Ww]ith|[Ii]n|[Ff]or) (?:the |our )?"
    between = r"(?P<between>[^.;%]{0,60}?)\b"
    called = r"(?:called|named|known as|under|through|by|in) (?:the |our |its )?"
    patterns = (
        rf"{lead}{written}\b(?: here)? {_SAYS}\b{between}{_CONCEPT}",
        rf"{led}{written}\b{between}{_CONCEPT}",
        rf"{_CONCEPT}{between}{called}{written}\b",
    )
    for pattern in patterns:
        match = re.search(pattern, text)
        if match is not None and _NOT.search(match["between"]) is None:
            return "community benefits" if match["full"].lower().startswith("community") else "social value"
    return ""
