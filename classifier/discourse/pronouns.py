"""`It must also take on an apprentice` after a sentence on the supplier is read as though it named the supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_BEARS = expression("bearer_acts")
_IT_MUST = expression("it_must")
REACH = 3  # passages back to the one that names the supplier


def with_bearers(passages: Sequence[Passage], asking: set[int]) -> list[Passage]:
    """The passages, of which those at `asking` that put a duty to `it` name the supplier that they mean."""
    out = list(passages)
    for place in asking:
        if out[place].words[:3] == "It " and (match := _IT_MUST.match(out[place].clean)) and _is_bearer(out, place):
            out[place] = out[place].reworded(f"The supplier must {out[place].clean[match.end() :]}")
    return out


def _is_bearer(passages: Sequence[Passage], place: int) -> bool:
    """Whether the last sentence before that does not itself begin with `it` says what the supplier does."""
    before = (passage.clean for passage in reversed(passages[max(0, place - REACH) : place]))
    named = next((text for text in before if not text.startswith("It ")), "")
    return _BEARS.match(named) is not None
