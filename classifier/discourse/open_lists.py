"""Lists that a passage opens, and what the passages in them take from it: `The expected community benefits are:`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from classifier.discourse.pointers import REGENERATION, Judged
from classifier.rules.facts import Decision
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import verified

_DOES_IT = expression("does_it")
_ENDS = expression("ends")
_GIVES_REASON = expression("gives_reason")
_HEADS_DUTIES = expression("heads_duties")
_HEADING = expression("heading")
_NOT_APPLICABLE = expression("not_applicable")
_OPENS = expression("opens")
_OPENS_DUTIES = expression("opens_duties")
_PRICE = expression("price")
_SCORED_ENTRY = expression("scored_entry")
_TELLS_ONLY = expression("tells_only")
_TEMPLATE_OPENS = verified("template_opens")
MAX_ITEMS = 14
MAX_REASONS = 2
HEADING_CHARS = 60
OPENER_CHARS = 30  # the end of a passage, where it says that a list follows
BARE_NAMES = frozenset({"mention.concept", "mention.standard"})
_NAME_WITH_A_STOP = expression("name_with_a_stop")
_ASKED = frozenset({f"theme_only.{name}" for name in ("asked", "question", "passive", "where_possible", "wanted")})
_QUESTIONED = frozenset({"theme_only.weight", "theme_only.question", "theme_only.scored"})


@dataclass(slots=True)
class Frame:
    """An open list: whose kind its items take, and how many more it may have; one of items ends where they do."""

    opener: Judged
    is_heading: bool = False
    is_criterion: bool = False
    takes_all: bool = False
    is_of_items: bool = False
    left: int = MAX_ITEMS


def may_open(text: str) -> bool:
    """Whether a passage that names social value could open a frame for those after it."""
    is_heading = len(text) < HEADING_CHARS and not text.endswith(".")
    return is_heading or _opens_list(text) or _TEMPLATE_OPENS.search(text) is not None


def _opens_list(text: str) -> bool:
    return _OPENS.search(text, max(0, len(text) - OPENER_CHARS)) is not None


def ends_frame(text: str) -> bool:
    """Whether a passage ends the list before it."""
    return _ENDS.match(text) is not None


def open_list(item: Judged) -> Frame | None:
    """The list that a passage on social value opens, if any."""
    text = item.passage.clean
    kind = item.decision.kind
    if _TEMPLATE_OPENS.search(text):
        return Frame(item, takes_all=True, left=MAX_REASONS if kind == "excluded" else MAX_ITEMS)
    if kind == "excluded":
        return None
    is_short = kind == "mention" and len(text) < HEADING_CHARS
    if _opens_list(text):
        return Frame(item, is_heading=is_short)
    is_name = is_short and (_HEADING.match(text) or _NAME_WITH_A_STOP.match(text))
    if is_name or (kind == "requirement" and _HEADS_DUTIES.match(text)):
        return Frame(item, is_heading=True, left=MAX_ITEMS // 2)
    if (
        kind == "criterion"
        and len(text) < HEADING_CHARS
        and item.analysis is not None
        and item.analysis.weight is not None
    ):
        return Frame(item, is_criterion=True, left=MAX_ITEMS // 2)
    return None


def duties_under(frame: Frame | None, item: Judged) -> Frame | None:
    """The list that `The supplier must:` opens right under the name of social value as a heading."""
    if frame is not None and frame.is_of_items and not item.passage.is_item:
        return None
    is_first = frame is not None and frame.is_heading and frame.left == MAX_ITEMS // 2
    if frame is not None and is_first and _is_first_duty(frame.opener, item):
        heading = Decision("requirement", "requirement.under_heading", "the heading of a list of duties")
        return Frame(replace(frame.opener, decision=heading), is_of_items=True)
    if not is_first or not item.passage.clean.endswith(":") or _OPENS_DUTIES.search(item.passage.clean) is None:
        return frame
    opener = replace(item, decision=Decision("requirement", "requirement.under_heading", "a list of duties"))
    return Frame(opener, is_of_items=True)


def _is_first_duty(heading: Judged, item: Judged) -> bool:
    """Whether an item with a mark or a letter stands right under a heading that names duties, and asks no question."""
    is_marked = item.passage.is_item and not item.passage.words[:3].strip("( ")[:1].isdigit()
    return is_marked and "?" not in item.passage.clean and _HEADS_DUTIES.match(heading.passage.clean) is not None


def within(outer: Frame | None, opened: Frame | None) -> Frame | None:
    """A list opened under the portals' wording goes on belonging to it."""
    if opened is not None and outer is not None and outer.takes_all:
        opened.takes_all = True
    return opened


def keep(frame: Frame | None, item: Judged) -> Frame | None:
    """A passage on social value inside a list leaves the list open."""
    if frame is None or "excluded" in {frame.opener.decision.kind, item.decision.kind}:
        return None
    return next_item(frame)


def next_item(frame: Frame | None) -> Frame | None:
    """The list after one more of its passages; None where it has ended."""
    if frame is None or frame.left <= 1:
        return None
    frame.left -= 1
    return frame


def in_frame(frame: Frame, item: Judged) -> Decision | None:
    """What a passage takes from the list it stands in."""
    opener = frame.opener.decision
    text = item.passage.clean
    if opener.kind == "excluded":
        return None if _asks_anew(item) else _because("excluded", "excluded.reason", frame)
    if _NOT_APPLICABLE.search(text):
        return _because("excluded", "excluded.list_item", frame)
    has_theme = item.analysis is not None and item.analysis.has_theme
    is_asked = item.decision.rule in {*_ASKED, REGENERATION}
    if frame.is_criterion or frame.is_heading:
        return _under_heading(frame, item, is_asked=is_asked)
    if opener.kind == "mention" and is_asked and not item.passage.is_item:
        return _because("requirement", "requirement.list_item", frame)
    is_told = opener.kind == "requirement" and not item.passage.is_item and _TELLS_ONLY.match(text) is not None
    if not is_told and (frame.takes_all or has_theme or (item.passage.is_item and len(text) < 300)):
        kind = "criterion" if _is_scored_entry(frame, text) else opener.kind
        return _because(kind, f"{kind}.list_item", frame)
    return None


def _is_scored_entry(frame: Frame, text: str) -> bool:
    """Whether an entry under the portals' wording on community benefits says that it is part of the award."""
    return frame.takes_all and frame.opener.decision.kind == "requirement" and _SCORED_ENTRY.search(text) is not None


def _asks_anew(item: Judged) -> bool:
    """Whether a passage after a denial asks for something of its own."""
    has_weight = item.analysis is not None and item.analysis.weight is not None
    is_asked = item.decision.rule == "theme_only.asked" and _GIVES_REASON.match(item.passage.clean) is None
    return has_weight or is_asked or item.decision.rule in _QUESTIONED


def _under_heading(frame: Frame, item: Judged, *, is_asked: bool) -> Decision | None:
    if not frame.is_criterion:
        is_first = frame.left == MAX_ITEMS // 2
        is_borne = is_first and _DOES_IT.match(item.passage.clean) is not None
        return _because("requirement", "requirement.under_heading", frame) if is_asked or is_borne else None
    is_part = item.decision.rule == "theme_only.weight" and _PRICE.search(item.passage.clean) is None
    return _because("criterion", "criterion.list_item", frame) if is_part else None


def entry_of(frame: Frame | None, item: Judged) -> Judged:
    """`see the Social Value Matrix`, entered under a template that says benefits are included, is part of it."""
    if frame is None or not frame.takes_all or item.decision.rule not in BARE_NAMES:
        return item
    kind = frame.opener.decision.kind
    return replace(item, decision=_because(kind, f"{kind}.list_item", frame)) if kind == "requirement" else item


def _because(kind: str, rule: str, frame: Frame) -> Decision:
    return Decision(kind, rule, f"stands under {frame.opener.passage.clean[:80]!r}")
