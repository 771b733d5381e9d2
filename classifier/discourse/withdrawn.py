"""What becomes of marks that were withdrawn: `Its marks are moved to Question 2, which is now 15%` scores nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.discourse.neighbours import speaks
from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from classifier.discourse.pointers import Judged

_MARKS_MOVE = expression("marks_move")
_MOVED = Decision("none", "none.marks_moved", "where the marks go of what was withdrawn")


def without_moved_marks(items: Iterable[Judged]) -> Iterator[Judged]:
    """The passages, of which one right after a denial is none where it says what else its marks go to."""
    is_denied = False
    for item in items:
        is_moved = is_denied and not speaks(item) and _MARKS_MOVE.match(item.passage.clean) is not None
        yield replace(item, decision=_MOVED) if is_moved else item
        is_denied = item.decision.kind == "excluded"
