"""What the words that open a list say of its items: that they are scored, or not asked for."""

from __future__ import annotations

from classifier.rules.facts import Decision, Facts
from classifier.vocabulary.expressions import expression

_DENIES_NO_LIST = expression("denies_no_list")
_OPENS_DENIED = expression("opens_denied")
_OPENS_SCORED = expression("opens_scored")


def denies_items(opener: str) -> bool:
    """Whether the items are not asked for or not scored: `Bidders need not:`."""
    return _OPENS_DENIED.search(opener) is not None and _DENIES_NO_LIST.search(opener) is None


def scores_items(opener: str) -> bool:
    """Whether the items are scored: `We will evaluate:`."""
    return _OPENS_SCORED.search(opener) is not None


def excluded_in_list(facts: Facts) -> Decision | None:
    """A list in one sentence: `Not applicable to this contract: bonds; social value`."""
    colon = facts.text.find(":", 0, facts.concepts[0].start_char)
    if colon < 0 or facts.words["scored"] or not denies_items(facts.text[: colon + 1]):
        return None
    return Decision("excluded", "excluded.list_item", f"stands after {facts.text[:colon][:80]!r}")
