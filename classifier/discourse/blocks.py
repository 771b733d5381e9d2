"""The question on social value where it is put in full: under its heading, or pages after the row that scores it.

`3-2 Social value award question` speaks for the prompts under it, up to the next heading, question or row of scores,
and so does `Section E` where a row says that E is social value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from classifier.discourse.list_ends import is_among_criteria, is_of_lot
from classifier.discourse.names.question_labels import (
    is_beside,
    is_of,
    is_of_a_question,
    is_part,
    is_title,
    is_title_of,
    label_of_row,
    labels_answered,
    labels_told,
    own_label,
    without_label,
    words_of,
)
from classifier.discourse.names.row_labels import QUESTION
from classifier.discourse.neighbours import has_benefit, is_bare_name, is_name_of_offer, speaks
from classifier.discourse.prompts import binds_winner, has_benefit_or_theme, is_asking, is_of_none, speaks_to
from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from classifier.discourse.pointers import Judged

_DEFINES = expression("defines")
_ELSEWHERE = expression("elsewhere")
_ENDS_BLOCK = expression("ends_block")
_IN_PARTS = expression("in_parts")
_IS_ROW = expression("row_of_scores")
_NAMES_QUESTION = expression("names_question")
_OF_THE_AWARD = expression("part_of_award")
_SCORES_ANSWERS = expression("scores_answers")
_TO_YOU = re.compile(r"\byou(?:r|rs|'ll|'d)?\b", re.IGNORECASE)
_HEAD_OF_TABLE = re.compile(r"\b(?:price|cost)\b[^|]*\|", re.IGNORECASE)
_MODEL = re.compile(r"\bPPN ?(?:06/20|0?02)\b|\bsocial value model\b|\bMACs?\b", re.IGNORECASE)
_OF_MODEL = re.compile(r"\W*(?:mission|theme|(?:policy )?outcome|MAC|model award criteri\w+) ?\d\w?\b", re.IGNORECASE)
_UNDECIDED = frozenset({"mention.concept", "mention.standard", "requirement.req_ask_for", "requirement.labelled"})
_OPEN_KINDS = frozenset({"none", "theme_only"})
_BESIDE = frozenset(
    {"requirement.beside", "requirement.under_heading", "requirement.labelled", "requirement.list_item"}
)
_TAKEN = frozenset({"criterion.answer", "criterion.list_item", "criterion.points_back"})  # not by its own words
_POINTS = frozenset({"criterion.points_back", "criterion.score_participle"})
_NAMED = frozenset({"requirement.req_clause", "requirement.req_submit", "requirement.req_schedule"})
_MARKED = re.compile(r"\s*(?:[^\w\s(\"']|\(?[A-Za-z\d]{1,4}(?:\.\d+)*[.):]\s|[A-Z]{1,3}\d)")  # `- `, `a) `, `S1 `
_PART = re.compile(r"(?:Part|Element|Question) (?:one|two|three|four|five|six|[A-F\d])\b")
_WORD = re.compile(r"(?!(?:characters|words|pages|marks|points)\b)[A-Za-z]{3}", re.IGNORECASE)
HEAD_CHARS = 110
PARTS_CHARS = 200
ROW_CHARS = 90
BLOCK_REACH = 12  # passages
MAX_LABELS = 40  # each is looked for in every passage
MANY_WORDS = 8
LONG_WORDS = 4  # from which a line that ends in a stop is a sentence


@dataclass(slots=True)
class _Block:
    """An open question on social value: what stands over it, its label, and whether a list is open in it."""

    head: Judged
    label: str
    opened: int
    is_list_open: bool
    has_parts: bool = False
    is_by_label: bool = False  # opened by the label, away from the row

    @property
    def is_question(self) -> bool:
        """Whether what stands over it says that it is scored, rather than a bare name."""
        return self.head.decision.kind == "criterion"


def read_blocks(items: Sequence[Judged]) -> Iterator[Judged]:
    """The passages, those that a scored question on social value puts to bidders as criteria."""
    scored = {place for place in range(len(items)) if _is_scored(items, place)}
    if not scored:
        yield from items
        return
    labels = _labels(items, scored)
    model = next(
        (items[place] for place in sorted(scored) if _MODEL.search(items[place].passage.clean) is not None), None
    )
    block: _Block | None = None
    is_elsewhere = False
    for place, item in enumerate(items):
        is_elsewhere = _is_elsewhere(item, is_elsewhere)
        if block is not None and (place - block.opened > BLOCK_REACH or _is_over(block, item)):
            block = None
        is_taken = block is not None and item.decision.rule in _TAKEN
        if _is_head(items, place) and not is_taken and not (is_elsewhere and item.passage.clean.startswith(QUESTION)):
            head = _titled(item)
            name = "" if _IN_PARTS.search(item.passage.clean) else own_label(words_of(item)).name
            block = _Block(head, name, place, is_list_open=head.decision.kind == "criterion")
            yield head
            continue
        if block is None and not is_elsewhere and (not speaks(item) or item.decision.rule in _UNDECIDED):
            block = _labelled(labels, model, item, place)
            if block is not None and speaks(item):  # `Head 7. Here we look for social value.`
                yield replace(
                    item, decision=Decision("criterion", "criterion.prompt", f"at {block.label}, which is scored")
                )
                continue
            if block is not None and _is_heading_alone(block, item):
                yield item
                continue
        if place in scored and item.decision.rule in _NAMED:
            item = replace(item, decision=Decision("criterion", "criterion.list_item", "a row of what is scored"))  # noqa: PLW2901
        if block is None and item.decision.rule == "requirement.labelled" and is_asking(item.passage.clean):
            block = _Block(item, "", place, is_list_open=True)  # `Social value: how will you ...`
        yield _within(block, item) if block is not None else item


def _is_elsewhere(item: Judged, was: bool) -> bool:
    """Whether a passage stands in a part of the pack whose clauses have labels of their own, as its specification."""
    text = item.passage.clean
    if not is_title(text) or own_label(words_of(item)).word == "question":
        return was
    return _ELSEWHERE.match(text) is not None or (was and _OF_THE_AWARD.search(text) is None)


def _is_heading_alone(block: _Block, item: Judged) -> bool:
    """Whether the passage that opened a block is no more than its heading: `Appendix J`."""
    is_part_of_it = own_label(item.passage.clean).name not in {"", block.label}
    return not is_part_of_it and not has_benefit_or_theme(item) and is_title(item.passage.clean)


def _labels(items: Sequence[Judged], scored: Set[int]) -> dict[str, Judged]:
    """The labels of the questions, each with the passage that says so; no more than a pack would have."""
    after = [item.passage.clean for item in items[1:]] + [""]
    rows = {label_of_row(items[place], after[place]): items[place] for place in sorted(scored)}
    spoken = [item for item in items if speaks(item) and item.decision.kind != "excluded"]
    told = {name: item for item in spoken for name in labels_told(words_of(item))}
    pointing = [item for item in items if item.decision.rule in _POINTS]
    told |= {name: item for item in pointing for name in labels_answered(words_of(item))}
    return dict(islice(((name, item) for name, item in (told | rows).items() if name), MAX_LABELS))


def _labelled(labels: Mapping[str, Judged], model: Judged | None, item: Judged, place: int) -> _Block | None:
    """The question that a passage opens by its label, by that in a heading, or as one of the model for these."""
    text = item.passage.clean
    if speaks(item) and binds_winner(text):
        return None
    if model is not None and _OF_MODEL.match(text) is not None:
        return _Block(model, "", place, is_list_open=True)
    label = own_label(text)
    for name, row in labels.items():
        is_answered = row.decision.rule in _POINTS and name == label.name and item.passage.is_item
        if is_answered or is_of(name, label) or is_title_of(name, text):
            head = replace(row, decision=Decision("criterion", row.decision.rule, row.decision.because))
            return _Block(head, name, place, is_list_open=True, is_by_label=True)
    return None


def _is_scored(items: Sequence[Judged], place: int) -> bool:
    """Whether a passage says that social value is scored, or is its name in a row among others that have numbers."""
    item = items[place]
    if item.decision.kind == "criterion":
        return True
    text = item.passage.clean
    if speaks(item) and item.decision.kind != "excluded" and _HEAD_OF_TABLE.search(text) is not None:
        return True
    is_row = _is_name(item) and _IS_ROW.search(text) is not None
    return is_row and any(map(_is_other_row, (*items[max(0, place - 1) : place], *items[place + 1 : place + 2])))


def _is_name(item: Judged) -> bool:
    text = item.passage.clean
    if _DEFINES.search(text) is not None:  # `"Social Value Commitments" means those in Part 2`
        return False
    is_offered = item.decision.rule in _NAMED and len(text) <= ROW_CHARS and not binds_winner(text)
    return is_bare_name(item) or is_name_of_offer(item) or is_offered


def _titled(item: Judged) -> Judged:
    """A heading over the question, which sounds like a request, `Social value response`; none if but a label."""
    if item.passage.clean.strip(" .:") == QUESTION:
        return replace(item, decision=Decision("none", "none.heading", "a heading that is no more than a label"))
    if item.decision.rule not in _NAMED:
        return item
    return replace(item, decision=Decision("criterion", "criterion.prompt", "the heading of a scored question"))


def _is_head(items: Sequence[Judged], place: int) -> bool:
    """Whether a passage is the heading of a question on social value, and no row among the rows of a table."""
    item = items[place]
    text = item.passage.clean
    if len(text) > PARTS_CHARS or not speaks(item) or item.decision.kind == "excluded":
        return False
    if item.decision.kind == "criterion" and _IN_PARTS.search(text) is not None:
        return True
    if text.startswith(QUESTION) and item.decision.rule in _NAMED:  # `Item 6: Would you hire ...?`
        return True
    if is_among_criteria(text):
        return False
    if not _is_line(item) or (item.decision.kind != "criterion" and not _is_name(item)):
        return False
    is_plain_name = _IS_ROW.search(text) is None and item.decision.kind != "criterion"
    beside = (*items[max(0, place - 1) : place], *items[place + 1 : place + 2])
    return is_plain_name or _NAMES_QUESTION.search(text) is not None or not any(map(_is_other_row, beside))


def _is_line(item: Judged) -> bool:
    """Whether a passage is a line by itself: no sentence, no question, and none of several items without labels."""
    text, label = item.passage.clean, own_label(words_of(item))
    if len(text) > HEAD_CHARS or "?" in text or (item.passage.is_item and not label.name):
        return False
    has_weight = item.analysis is not None and item.analysis.weight is not None
    is_sentence = text.endswith((".", ";")) and len(text.split()) > LONG_WORDS
    return not is_sentence or has_weight or is_of_a_question(label)


def _is_other_row(item: Judged) -> bool:
    """Whether a passage is a row that scores something else."""
    text = item.passage.clean
    is_row = len(text) <= ROW_CHARS and not speaks(item) and _IS_ROW.search(text) is not None
    is_sentence = text.endswith(").") and len(text.split()) > MANY_WORDS  # `... on three pages (Arial 11).`
    return is_row and not is_sentence and _WORD.search(text) is not None


def _is_over(block: _Block, item: Judged) -> bool:
    """Whether a passage is the heading, the question or the row of something else."""
    text = item.passage.clean
    label = own_label(words_of(item))
    if (block.label and is_beside(block.label, label)) or is_of_lot(item):
        return True
    if speaks(item):
        return item.decision.kind == "excluded"
    if block.label and label.name:
        if is_part(block.label, label) or is_of(block.label, label):
            block.has_parts = True
            return False
        if block.has_parts and label.name.isdigit():  # a list of its own
            return True
    if _ENDS_BLOCK.match(text) is not None and _TO_YOU.search(text) is None:
        return True
    return _is_other_row(item) and not has_benefit(item) and _SCORES_ANSWERS.search(text) is None


def _within(block: _Block, item: Judged) -> Judged:
    """A passage of the block, as a criterion where it is put to bidders or says how answers are scored."""
    text = item.passage.clean
    rule = item.decision.rule
    is_open = item.decision.kind in _OPEN_KINDS or rule in _BESIDE or (block.is_by_label and rule in _UNDECIDED)
    is_asked = is_asking(text)
    is_binding = binds_winner(text)
    is_marked = _MARKED.match(item.passage.words) or _PART.match(without_label(text))
    is_prompt = block.is_list_open and is_marked is not None
    block.is_list_open = (block.is_list_open and (item.passage.is_item or is_prompt)) or (
        (text.endswith(":") or is_title(text)) and not is_binding and (is_asked or speaks_to(text))
    )
    if not is_open or is_of_none(item):
        return item
    is_put = is_asked or (block.is_question and has_benefit(item) and (block.is_by_label or speaks_to(text)))
    is_scored = _SCORES_ANSWERS.search(text) is not None
    if not (is_scored or (not is_binding and (is_put or is_prompt))):
        return item
    because = f"a question of {words_of(block.head)[:80]!r}"
    return replace(item, decision=Decision("criterion", "criterion.prompt", because))
