"""What is said further on of social value that is asked for or scored: under its own section, and of what is promised.

`Appendix 6 - Social value (10%)` speaks for the questions in it; `Pledges become obligations under the contract` binds
what is offered wherever in the text it stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from classifier.discourse.neighbours import is_bare_name, speaks
from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from classifier.discourse.pointers import Judged

_HEADS_SECTION = expression("heads_section")
_ENDS_SECTION = expression("ends_section")
_IS_ROW = expression("row_of_scores")
_LABELLED = expression("labelled_row")
_PUTS_QUESTION = expression("puts_question")
_OF_ANOTHER_PROMISE = expression("of_another_promise")
_PROMISE_BINDS = expression("promise_binds")
_ASKED = frozenset({"criterion", "requirement"})
PROMISE_REACH = 8  # passages
SECTION_REACH = 30
HEADING_CHARS = 100


class _Label(NamedTuple):
    """The label of a row on social value, and whether the row has a weight."""

    text: str
    has_weight: bool


def read_sections(items: Iterable[Judged]) -> Iterator[Judged]:
    """The passages with what a section on social value, or words that bind its promises, make of them."""
    last = -PROMISE_REACH - 1
    section, opened, head = "", 0, None
    label: _Label | None = None
    for place, item in enumerate(items):
        text = item.passage.clean
        found = _HEADS_SECTION.match(text) if len(text) <= HEADING_CHARS else None
        if found is not None and (speaks(item) or found["kind"].lower() == section):
            section, opened, head = (found["kind"].lower(), place, item) if speaks(item) else ("", 0, None)
        elif head is not None and _ENDS_SECTION.match(text) is not None and not speaks(item):
            section, head = "", None
        is_within = head is not None and 0 < place - opened <= SECTION_REACH
        is_near = place - last <= PROMISE_REACH or item.decision.rule == "mention.concept"
        heard = _bound(item) if is_near else item
        if heard is item and is_within and head is not None and head.decision.kind == "criterion":
            heard = _asked(item, head)
        label = _label_of(item) or label
        if heard is item and label is not None and not speaks(item) and _is_part(item, label):
            heard = replace(item, decision=Decision("criterion", "criterion.list_item", f"a part of {label.text}"))
        if speaks(heard) and heard.decision.kind in _ASKED:
            last = place
        yield heard


def _label_of(item: Judged) -> _Label | None:
    """The label of a row on social value that is scored, or no more than a name: `4.9`, `PART S`, `C. Social value`."""
    is_scored = item.decision.kind == "criterion"
    row = _LABELLED.match(item.passage.clean) if is_scored or is_bare_name(item) else None
    if row is None:
        return None
    has_weight = is_scored and item.analysis is not None and item.analysis.weight is not None
    return _Label(row["label"].strip("().: "), has_weight)


def _is_part(item: Judged, label: _Label) -> bool:
    """Whether a row that has a number is a part of the one with the label: `S1` of `PART S`, `4.9.1` of `4.9`."""
    if item.decision.kind not in {"none", "theme_only"} or _IS_ROW.search(item.passage.clean) is None:
        return False
    if not label.has_weight and item.decision.rule != "theme_only.weight":
        return False
    between = r"\.?" if label.text[-1].isalpha() else r"\."
    return re.match(rf"\W*{re.escape(label.text)}{between}\d", item.passage.clean) is not None


def _bound(item: Judged) -> Judged:
    """What is promised is to bind: a requirement, where the passage itself says no more than a name."""
    is_open = not speaks(item) and item.decision.kind != "excluded"
    if not (is_open or item.decision.rule == "mention.concept") or is_bare_name(item):
        return item
    match = _PROMISE_BINDS.search(item.passage.clean)
    if match is None or _OF_ANOTHER_PROMISE.search(item.passage.clean) is not None:
        return item
    because = f"what is promised is to bind: {match.group()[:60]!r}"
    return replace(item, decision=Decision("requirement", "requirement.becomes_term", because))


def _asked(item: Judged, head: Judged) -> Judged:
    """A question in a section that is scored."""
    if item.decision.kind not in {"none", "theme_only"} or _PUTS_QUESTION.match(item.passage.clean) is None:
        return item
    because = f"a question of {head.passage.clean[:80]!r}"
    return replace(item, decision=Decision("criterion", "criterion.answer", because))
