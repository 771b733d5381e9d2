"""The question on social value where it is put in full: what stands under its heading, pages after the row that scores it.

`3-2 Social value award question` speaks for the prompts under it, up to the next heading, question or row of scores.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from classifier.rules.facts import Decision
from classifier.rules.neighbours import has_benefit, is_bare_name, is_name_of_offer, speaks
from classifier.rules.row_labels import QUESTION
from classifier.rules.theme_rules import is_boilerplate
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.rules.pointers import Judged

_BINDS_WINNER = expression("binds_winner")
_ENDS_BLOCK = expression("ends_block")
_IS_ROW = expression("row_of_scores")
_LABEL = expression("label_before")
_NAMES_QUESTION = expression("names_question")
_PUTS_QUESTION = expression("puts_question")
_SCORES_ANSWERS = expression("scores_answers")
_SPEAKS_TO_BIDDER = expression("speaks_to_bidder")
_UNSCORED = expression("says_unscored")
_WANTED_OF_BIDS = expression("wanted_of_bids")
_OPEN_KINDS = frozenset({"none", "theme_only"})
_BESIDE = frozenset({"requirement.beside", "requirement.labelled", "requirement.list_item"})
_TAKEN = frozenset({"criterion.answer", "criterion.list_item", "criterion.points_back"})  # not by its own words
_NAMED = frozenset({"requirement.req_clause", "requirement.req_submit", "requirement.req_schedule"})
_MARKED = re.compile(r"\s*(?:[^\w\s(\"']|\(?[A-Za-z\d]{1,4}(?:\.\d+)*[.):]\s|[A-Z]{1,3}\d)")  # `- `, `a) `, `S1 `
_WORD = re.compile(r"(?!(?:characters|words|pages|marks|points)\b)[A-Za-z]{3}", re.IGNORECASE)
HEAD_CHARS = 110
ROW_CHARS = 90
BLOCK_REACH = 12  # passages
MIN_WORDS = 5


@dataclass(slots=True)
class _Block:
    """An open question on social value: its heading, the label of that, and whether a list of prompts is open in it."""

    head: Judged
    label: str
    opened: int
    is_list_open: bool

    @property
    def is_question(self) -> bool:
        """Whether the heading itself is of what is scored, rather than a bare name."""
        return self.head.decision.kind == "criterion"


def read_blocks(items: Sequence[Judged]) -> Iterator[Judged]:
    """The passages, those that a scored question on social value puts to bidders as criteria."""
    if not any(_is_scored(items, place) for place in range(len(items))):
        yield from items
        return
    block: _Block | None = None
    for place, item in enumerate(items):
        if block is not None and (place - block.opened > BLOCK_REACH or _is_over(block, item)):
            block = None
        if _is_head(items, place) and not (block is not None and item.decision.rule in _TAKEN):
            head = _titled(item)
            block = _Block(head, _label(head), place, is_list_open=head.decision.kind == "criterion")
            yield head
        else:
            yield _within(block, item) if block is not None else item


def _is_scored(items: Sequence[Judged], place: int) -> bool:
    """Whether a passage says that social value is scored, or is its name in a row among others that have numbers."""
    item = items[place]
    if item.decision.kind == "criterion":
        return True
    is_row = is_bare_name(item) and _IS_ROW.search(item.passage.clean) is not None
    return is_row and any(map(_is_other_row, (*items[max(0, place - 1) : place], *items[place + 1 : place + 2])))


def _titled(item: Judged) -> Judged:
    """A heading over the question, which sounds like a request: `Social value response`."""
    if item.decision.rule not in _NAMED:
        return item
    return replace(item, decision=Decision("criterion", "criterion.prompt", "the heading of a scored question"))


def _is_head(items: Sequence[Judged], place: int) -> bool:
    """Whether a passage is the heading of a question on social value, and no row among the rows of a table."""
    item = items[place]
    text = item.passage.clean
    if len(text) > HEAD_CHARS or not speaks(item) or item.decision.kind == "excluded":
        return False
    if "?" in text or (item.passage.is_item and not _label(item)):  # one of several, each of which may be of something else
        return False
    is_name = is_bare_name(item) or is_name_of_offer(item)
    is_title = _NAMES_QUESTION.search(text) is not None
    if item.decision.kind != "criterion" and not is_name and not (is_title and item.decision.rule in _NAMED):
        return False
    has_weight = item.analysis is not None and item.analysis.weight is not None
    if _has_stop(text) and not has_weight:
        return False
    if is_name or is_title:
        return True
    return not any(_is_other_row(each) for each in (*items[max(0, place - 1) : place], *items[place + 1 : place + 2]))


def _has_stop(text: str) -> bool:
    return text.endswith((".", ";")) and len(text.split()) > 4


def _is_other_row(item: Judged) -> bool:
    """Whether a passage is a row that scores something else."""
    text = item.passage.clean
    is_row = len(text) <= ROW_CHARS and not speaks(item) and _IS_ROW.search(text) is not None
    return is_row and _WORD.search(text) is not None


def _is_over(block: _Block, item: Judged) -> bool:
    """Whether a passage is the heading, the question or the row of something else."""
    text = item.passage.clean
    label = _label(item)
    if block.label and label and _is_beside(block.label, label):
        return True
    if speaks(item):
        return item.decision.kind == "excluded"
    if _ENDS_BLOCK.match(text) is not None:
        return True
    return _is_other_row(item) and not has_benefit(item) and _SCORES_ANSWERS.search(text) is None


def _label(item: Judged) -> str:
    """The label at the head of a passage, or the one by which it speaks of the question."""
    words = item.passage.words if item.passage.clean.startswith(QUESTION) else item.passage.clean
    match = _LABEL.search(words) if words is not item.passage.clean else _LABEL.match(words)
    return match["label"].removesuffix(".0") if match is not None else ""


def _is_beside(head: str, label: str) -> bool:
    """Whether a label stands on the level of the heading's or above, `4.3` after `4.2`, rather than below it."""
    if re.match(rf"{re.escape(head)}(?:[.-]|(?<=[A-Z])\d|(?<=\d)[a-z])", label) is not None:
        return False
    shape, other = (re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", each.lower())) for each in (head, label))
    return shape == other or (shape.startswith(other) and shape[len(other)] in ".-")


def _within(block: _Block, item: Judged) -> Judged:
    """A passage of the block, as a criterion where it is put to bidders or says how answers are scored."""
    text = item.passage.clean
    is_open = item.decision.kind in _OPEN_KINDS or item.decision.rule in _BESIDE
    is_asking = _PUTS_QUESTION.match(text) is not None or _WANTED_OF_BIDS.search(text) is not None
    is_binding = _BINDS_WINNER.search(text) is not None
    is_prompt = block.is_list_open and item.passage.is_item and _MARKED.match(item.passage.words) is not None
    block.is_list_open = (block.is_list_open and item.passage.is_item) or (text.endswith(":") and not is_binding and (is_asking or _speaks_to(text)))
    if not is_open or _is_of_none(item):
        return item
    is_put = is_asking or (block.is_question and has_benefit(item) and _speaks_to(text))
    is_scored = _SCORES_ANSWERS.search(text) is not None
    if not (is_scored or (not is_binding and (is_put or is_prompt))):
        return item
    because = f"a question of {block.head.passage.clean[:80]!r}"
    return replace(item, decision=Decision("criterion", "criterion.prompt", because))


def _is_of_none(item: Judged) -> bool:
    """Whether a passage is of what is not scored, boilerplate, or no more than a limit of words."""
    text = item.passage.clean
    is_limit = not _has_benefit_or_theme(item) and len(text.split()) < MIN_WORDS
    return is_limit or _UNSCORED.search(text) is not None or is_boilerplate(text)


def _speaks_to(text: str) -> bool:
    return _SPEAKS_TO_BIDDER.search(text) is not None


def _has_benefit_or_theme(item: Judged) -> bool:
    return item.analysis is not None and (item.analysis.has_benefit or item.analysis.has_theme)
