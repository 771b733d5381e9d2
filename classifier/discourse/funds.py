"""Funds named for social value that give grants: their name at the head of a text asks nothing of a supplier."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged
    from classifier.text.passages import Passage

_GIVES = expression("fund_gives")
_PAID_INTO = expression("fund_is_paid_into")
_TITLE = expression("title_of_fund")
_IS_TITLE = Decision("none", "none.product", "is the name of a fund that gives grants")


def without_fund_titles(items: Sequence[Judged], passages: Sequence[Passage]) -> list[Judged]:
    """The judged passages of a text, without the names of a fund that gives money; `passages` are all those of it."""
    named = {place for place, item in enumerate(items) if _is_title(item)}
    texts = [passage.clean for passage in passages] if named else []
    if not any(map(_GIVES.search, texts)) or any(map(_PAID_INTO.search, texts)):
        return list(items)
    return [replace(item, decision=_IS_TITLE) if place in named else item for place, item in enumerate(items)]


def _is_title(item: Judged) -> bool:
    is_evidence = item.decision.kind in {"mention", "requirement"}
    return is_evidence and _TITLE.match(item.passage.clean) is not None
