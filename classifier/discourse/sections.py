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
_HEADS_SOCIAL = expression("heads_social_section")
_HEADS_PLAINLY = expression("heads_social_plain")
_PAPER_BINDS = expression("paper_binds")
_PARTY_ACTS = expression("party_acts")
_PROMISE_BINDS = expression("promise_binds")
_ASKED = frozenset({"criterion", "requirement"})
_NUMBER = re.compile(r"\W*(?:Clause )?(?P<number>\d{1,2})(?:\.0)?[.)]? (?=[A-Z])")
PROMISE_REACH = 8  # passages
SECTION_REACH = 30
HEADING_CHARS = 100
PLAIN_CHARS = 60
PLAIN_REACH = 6


class _Label(NamedTuple):
    """The label of a row on social value, and whether the row has a weight."""

    text: str
    has_weight: bool


class _Part(NamedTuple):
    """A part of a contract on social value: where it was opened, and its number where it is a clause."""

    place: int
    number: int | None
    is_plain: bool = False  # a heading without a number, which speaks for less


def read_sections(items: Iterable[Judged]) -> Iterator[Judged]:
    """The passages with what a section on social value, or words that bind its promises, make of them."""
    last = -PROMISE_REACH - 1
    section, opened, head = "", 0, None
    label: _Label | None = None
    asked: Judged | None = None
    part: _Part | None = None
    for place, item in enumerate(items):
        text = item.passage.clean
        found = _HEADS_SECTION.match(text) if len(text) <= HEADING_CHARS else None
        if found is not None and (speaks(item) or found["kind"].lower() == section):
            section, opened, head = (found["kind"].lower(), place, item) if speaks(item) else ("", 0, None)
        elif head is not None and _ENDS_SECTION.match(text) is not None and not speaks(item):
            section, head = "", None
        is_within = head is not None and 0 < place - opened <= SECTION_REACH
        is_near = place - last <= PROMISE_REACH or item.decision.rule == "mention.concept"
        heard = _bound(item, asked) if is_near else item
        part = _social_part(item, place, part)
        if heard is item and part is not None and place > part.place:
            heard = _of_party(item)
        if heard is item and is_within and head is not None and head.decision.kind == "criterion":
            heard = _asked(item, head)
        label = _label_of(item) or label
        if heard is item and label is not None and not speaks(item) and _is_part(item, label):
            heard = replace(item, decision=Decision("criterion", "criterion.list_item", f"a part of {label.text}"))
        if speaks(heard) and heard.decision.kind in _ASKED:
            last, asked = place, heard
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


def _social_part(item: Judged, place: int, part: _Part | None) -> _Part | None:
    """The part of a contract on social value that a passage stands in, or that it opens."""
    text = item.passage.clean
    number = _NUMBER.match(text)
    if len(text) <= HEADING_CHARS and _HEADS_SOCIAL.match(text) is not None:
        is_open = item.decision.kind not in {"criterion", "excluded"}
        return _Part(place, int(number["number"]) if number is not None else None) if is_open else None
    if _HEADS_PLAINLY.match(text) is not None and len(text) <= PLAIN_CHARS and not text.endswith((".", ";", ":", ",")):
        is_open = speaks(item) and item.decision.kind not in {"criterion", "excluded"} and not item.passage.is_item
        return _Part(place, None, is_plain=True) if is_open else part
    reach = PLAIN_REACH if part is not None and part.is_plain else SECTION_REACH
    if part is None or place - part.place > reach or item.decision.kind == "criterion":
        return None
    if number is not None and part.number is not None and int(number["number"]) == part.number + 1:
        return None
    is_heading = len(text) <= HEADING_CHARS and not text.endswith((".", ";", ":", ","))
    if part.is_plain and is_heading and text[:1].isupper() and not item.passage.is_item:
        return None
    return None if is_heading and (_HEADS_SECTION.match(text) or _ENDS_SECTION.match(text)) else part


def _of_party(item: Judged) -> Judged:
    """A clause of such a part that binds who performs the contract."""
    if item.decision.kind not in {"none", "theme_only"} or _PARTY_ACTS.match(item.passage.clean) is None:
        return item
    because = "a clause of the part of the contract on social value"
    return replace(item, decision=Decision("requirement", "requirement.under_heading", because))


def _bound(item: Judged, asked: Judged | None) -> Judged:
    """What is promised is to bind: a requirement, where the passage itself says no more than a name."""
    is_open = not speaks(item) and item.decision.kind != "excluded"
    if not (is_open or item.decision.rule == "mention.concept") or is_bare_name(item):
        return item
    match = _PROMISE_BINDS.search(item.passage.clean) or _paper_of(item, asked)
    if match is None or _OF_ANOTHER_PROMISE.search(item.passage.clean) is not None:
        return item
    because = f"what is promised is to bind: {match.group()[:60]!r}"
    return replace(item, decision=Decision("requirement", "requirement.becomes_term", because))


def _paper_of(item: Judged, asked: Judged | None) -> re.Match[str] | None:
    """What an answer was asked for on, where that becomes part of the contract: `Sheet 4 will be an annex of it`."""
    match = _PAPER_BINDS.match(item.passage.clean)
    is_named = match is not None and asked is not None and match["paper"].lower() in asked.passage.clean.lower()
    return match if is_named else None


def _asked(item: Judged, head: Judged) -> Judged:
    """A question in a section that is scored."""
    if item.decision.kind not in {"none", "theme_only"} or _PUTS_QUESTION.match(item.passage.clean) is None:
        return item
    because = f"a question of {head.passage.clean[:80]!r}"
    return replace(item, decision=Decision("criterion", "criterion.answer", because))
