"""Whether a passage on themes asks for anything beyond what its notice buys.

A service whose own business is a theme speaks of it in every sentence, and of its clients, partners and aims. None of
that is asked of a supplier besides. The title and the opening sentences say what is bought; what is left of a passage
without the subject, the clients and the partners must still ask for something.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from classifier.discourse.purchase import is_named, serves, statements_of, subject_of
from classifier.rules.facts import Decision
from classifier.rules.theme_rules import asks_bidders
from classifier.rules.themes import benefits_in, themes_in
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import verified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.discourse.pointers import Judged
    from classifier.discourse.purchase import Statement, Subject
    from classifier.text.passages import Passage

_ALONGSIDE = verified("alongside")
_BEYOND = verified("beyond")
_BESIDE_A_THING = expression("beside_a_thing")
_ANSWERED_NO = re.compile(
    r"\?[\s|:>\u2013-]{1,6}(?:A\d{0,3}[.:)] ?|answer: ?)?no\b(?! (?:later|less|more|fewer)| \w+, but| \w+ \w+, but)",
    re.IGNORECASE,
)
_BUYER_ACTS = expression("buyer_acts")
_BUYERS_AIMS = expression("buyers_aims")
_CHANGES_BY = expression("changes_by")
_CONDUCT = verified("conduct")
_HELPED = verified("helped")
_NEVER_A_SERVICE = verified("never_a_service")
_OF_A_THING = expression("of_a_thing")
_OPENS_AIMS = expression("opens_aims")
_OTHER_SENSE = verified("other_sense")
_SELDOM_A_SERVICE = expression("seldom_a_service")
_SUPPLIER_SIDE = expression("supplier_side")
_TAKES_ON = verified("takes_on")
_WEAK = verified("weak_wording")
_ASKS = expression("asks_someone")
_SERVES = expression("serves")
_BETWEEN_ROWS = re.compile(r"\d ?(?:%|marks|points)?[,;.)]*|[;|]")
_SERVICE_SCORED = Decision("none", "none.subject_scored", "weighs the service that is bought")
_DUTY = re.compile(r"\b(?:must|shall|should|(?:expected|required|asked|encouraged|invited) to)\b", re.IGNORECASE)
# What is scored or stands as a criterion is asked for, whatever is bought; so is the portals' own wording.
_SCORED = frozenset({"theme_only.weight", "theme_only.name", "theme_only.scored", "theme_only.template_theme"})
_PURPOSES = frozenset({"crime_safety", "innovation"})  # what a service is for, unless money or time is given to it
_ETHICS = "ethical_supply_chain"
_ANY_DUTY = "theme_only.duty"
_LISTS = frozenset({"theme_only.list", "theme_only.list_item"})
WEAK, SERVED = "none.subject_weak", "none.subject_served"  # of which a second opinion may be asked
TOLD_BESIDE = "theme_only.told"  # beside words on social value, so that it is known for whom
_WIDER_GOALS = "theme_only.wider_goals"  # of the buyer, but through this contract
_BOUND = frozenset(
    {"theme_only.by_contract", "theme_only.buys_so", "theme_only.encouraged", _WIDER_GOALS}
)  # said of contracts and spending: no service


def without_subject(items: Sequence[Judged], passages: Sequence[Passage], *, are_themes_known: bool) -> list[Judged]:
    """The judged passages of a text, without the themes that are what it buys; `passages` are all those of the text.

    `are_themes_known` says that a passage without a theme has none: the rules alone cannot name every theme.
    """
    if not any(item.decision.kind == "theme_only" for item in items):
        return list(items)
    stated = statements_of(passages)
    checked = [_checked(item, items[:place], stated) for place, item in enumerate(items)]
    return [_themed(item) for item in checked] if are_themes_known else checked


def is_beside(item: Judged, passages: Sequence[Passage]) -> bool:
    """Whether a passage that a second opinion holds to be on themes asks for something beyond the subject."""
    raised = replace(item, decision=Decision("theme_only", "theme_only.model", "by a second opinion"))
    [found] = without_subject([raised], passages, are_themes_known=True)
    return found.decision.kind == "theme_only"


def _themed(item: Judged) -> Judged:
    """A passage on themes is none when it has no theme."""
    has_theme = item.analysis is not None and item.analysis.themes
    if item.decision.kind != "theme_only" or item.decision.rule in _SCORED or has_theme:
        return item
    return replace(item, decision=Decision("none", "none.no_theme", "speaks of no theme"))


def _checked(item: Judged, before: Sequence[Judged], stated: Sequence[Statement]) -> Judged:
    if item.decision.kind != "theme_only":
        return item
    if stated and stated[0].is_title and stated[0].start == item.passage.start:
        return replace(item, decision=Decision("none", "none.subject_title", "is the title, and names what is bought"))
    if item.decision.rule == TOLD_BESIDE:
        return item
    if _is_scored(item):
        subject = subject_of(stated, item.passage.start, item.passage.clean)
        return replace(item, decision=_SERVICE_SCORED) if _scores_service(item, subject) else item
    found = _no_ask(item, before, stated)
    return item if found is None else replace(item, decision=Decision("none", *found))


def _is_scored(item: Judged) -> bool:
    """Whether a passage is asked for as part of the evaluation; a share that is to be saved is none."""
    is_saving = item.decision.rule == "theme_only.weight" and _CHANGES_BY.search(item.passage.clean) is not None
    return item.decision.rule in _SCORED and not is_saving


def _scores_service(item: Judged, subject: Subject) -> bool:
    """Whether what carries a weight is the service itself: `Q2 job brokerage 20` where an employment service is bought.

    Each theme that is weighed must be one of the service, and be a service by its name or named with what is bought.
    """
    text = item.passage.clean
    if item.decision.rule != "theme_only.weight" or not subject.themes or _CONDUCT.search(text) is not None:
        return False
    parts = [part for part in _BETWEEN_ROWS.split(text) if benefits_in(part)]
    return bool(parts) and all(
        frozenset(themes_in(part, ())) <= subject.themes and (serves(part) or is_named(part, subject)) for part in parts
    )


def _no_ask(item: Judged, before: Sequence[Judged], stated: Sequence[Statement]) -> tuple[str, str] | None:
    """The rule and the reason by which a passage asks for nothing beyond the subject; None where it does."""
    text = item.passage.clean
    if _ANSWERED_NO.search(text) is not None:
        return "none.answered_no", "is asked by a bidder, and answered no"
    if item.decision.rule in _LISTS and _is_list_of_aims(before):
        return "none.subject_aims", "stands in a list of what is aimed at, not of what is asked"
    is_of_buyer = _BUYER_ACTS.search(text) or (_BUYERS_AIMS.search(text) and not _ASKS.search(text))
    if is_of_buyer and item.decision.rule != _WIDER_GOALS and not _SUPPLIER_SIDE.search(text):
        return "none.buyers_aims", "says what the buyer or its programme does"
    if _OF_A_THING.search(text) and not _BESIDE_A_THING.search(text):
        return "none.subject_thing", "says what the thing bought is to do"
    if item.decision.rule in _BOUND or any(each.search(text) is not None for each in (_NEVER_A_SERVICE, _BEYOND)):
        return None
    return _nothing_left(item, subject_of(stated, item.passage.start, text))


def _nothing_left(item: Judged, subject: Subject) -> tuple[str, str] | None:
    """The rule and the reason by which nothing is asked once subject, clients and partners are taken away."""
    text, themes = item.passage.clean, item.analysis.themes if item.analysis is not None else ()
    rest = _OTHER_SENSE.sub("~", text)
    if subject.is_stated:
        rest = _ALONGSIDE.sub("~", rest)
    if subject.themes:
        rest = _HELPED.sub("~", rest)
    left = frozenset(themes if rest == text else themes_in(rest, ()))
    if not left:
        found = "none.subject_others", "names clients, partners or words in another sense only"
        return found if rest != text else None
    if not _is_beside(rest, left, subject) and not _takes_on_beside(rest, subject):
        return SERVED, f"is what the service is for: {', '.join(sorted(left))}"
    if subject.is_stated and _is_weak(rest, is_any_duty=item.decision.rule == _ANY_DUTY):
        return WEAK, "speaks of a theme by the way, and of nothing to be done beside the service"
    return None


def _is_beside(text: str, left: frozenset[str], subject: Subject) -> bool:
    """Whether a theme is left that the service is not for, or one is asked in words that are not the service's own."""
    if not benefits_in(text):
        return not left <= subject.themes
    if subject.themes and _CONDUCT.search(text) is None:
        text = _WEAK.sub("~", text)
    benefits = [text[start:end] for start, end in benefits_in(text)]
    if any(_is_of_another(each, left, subject) for each in benefits):
        return True
    match = _SELDOM_A_SERVICE.search(text)
    return match is not None and _ETHICS not in subject.themes and not is_named(match.group(), subject)


def _is_of_another(benefit: str, left: frozenset[str], subject: Subject) -> bool:
    """Whether a benefit is neither what the service is for nor named where the notice says what it buys."""
    themes = frozenset(themes_in(benefit, ())) or left
    return not themes <= subject.themes and not is_named(benefit, subject)


def _is_weak(text: str, *, is_any_duty: bool) -> bool:
    """Whether a passage speaks of a theme only by the way, and of nothing that a supplier does beside its service."""
    if any(each.search(text) for each in (_CONDUCT, _TAKES_ON)):
        return False
    if frozenset(themes_in(text, ())) <= _PURPOSES:
        return True
    rest = _WEAK.sub("~", text)
    if benefits_in(rest):
        return False
    if is_any_duty:
        return not themes_in(rest, ())
    return _ASKS.search(text) is None or _SERVES.search(text) is not None


def _takes_on_beside(text: str, subject: Subject) -> bool:
    """Whether people are to be taken on who are not those whom the service is for."""
    match = _TAKES_ON.search(text)
    return match is not None and not is_named(match.group().partition(" ")[2], subject)


def _is_list_of_aims(before: Sequence[Judged]) -> bool:
    """Whether the passages that opened the list say what is aimed at, and ask nothing of bidders."""
    openers = [item.passage.clean for item in before if not item.passage.is_item][-2:]
    if not openers or asks_bidders(openers[-1]) or _DUTY.search(openers[-1]):
        return False
    return _OPENS_AIMS.search(" ".join(openers)) is not None
