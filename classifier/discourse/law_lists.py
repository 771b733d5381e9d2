"""Laws listed one under the other behind a purchase: a line that is the name of a law asks for nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged

_NATION = r"(?: \((?:Wales|Scotland|Northern Ireland|England|England and Wales)\))?"
_LAW_LINE = re.compile(
    r"[\W\d_]*(?:[a-z][.)] )?(?:[Tt]he )?[A-Z][\w'\u2019(),& -]{2,80}?\b(?:Act|Regulations|Order|Measure|Directive)\b"
    rf"{_NATION}(?:,? (?:19|20)\d\d)?(?: \([^()]{{2,60}}\))?(?:,? (?:as amended|where (?:it applies|applicable)))?"
    r"[\W_]*(?:and\W*)?"
)
_IS_LAW = Decision("none", "none.statutes", "one of the laws listed, a line each")
MIN_LAWS = 3
GAP = 1  # other lines that may stand between two laws: `GDPR`


def without_listed_laws(items: Sequence[Judged]) -> list[Judged]:
    """The judged passages, without the names of laws that stand among other laws, a line each."""
    laws = [place for place, item in enumerate(items) if _LAW_LINE.fullmatch(item.passage.clean) is not None]
    listed: set[int] = set()
    run: list[int] = []
    for place in laws:
        if run and place - run[-1] > GAP + 1:
            run = []
        run.append(place)
        if len(run) >= MIN_LAWS:
            listed.update(run)
    return [
        replace(item, decision=_IS_LAW) if place in listed and item.decision.kind != "none" else item
        for place, item in enumerate(items)
    ]
