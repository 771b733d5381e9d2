"""Passages that speak of themes only, without naming social value: asked of bidders beside the service, or its subject.

Works on the words alone, without a tokeniser: such passages are many, and most ask for nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.evidence import THEMES
from classifier.rules.concept_rules import template_excluded, template_mention
from classifier.rules.facts import Decision, fixed
from classifier.rules.themes import benefit_starts, duty_in, may_name_theme, own_in, themes_in
from classifier.vocabulary.expressions import expression
from classifier.vocabulary.supersets import Quick, verified
from classifier.vocabulary.wordings import wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from classifier.rules.facts import Facts, Rule
    from classifier.weights.wholes import WeightFound

_ACTS = expression("bearer_gives")
_ANSWER = re.compile(r"\b(?:questions?|answers?|responses?|offers?)\b", re.IGNORECASE)
_OF_THE_WORK = verified("of_the_work")
_FAIR_WORK = expression("fair_work_asked")
_EXCLUSION_GROUND = verified("exclusion_ground")
_NAME = expression("theme_name")
_NAME_ON_A_LINE = Quick(f"(?m){_NAME.pattern}")
_NOT_COUNTED = verified("not_counted")
_STATES = expression("states")
_BEYOND = verified("beyond")
_HEADS_EXTRAS = expression("heads_extras")
_OPENS_EXTRAS = expression("opens_extras")
_OPEN = verified("open_to_opinion")
_OF_THE_TRADE = verified("of_the_trade")
_ASKS = verified("asks_someone")
_PROMISES = re.compile(r"\b(?:will|would|guaranteed?|commit\w*)\b", re.IGNORECASE)
_NEVER_THE_SERVICE = verified("never_the_service")
_COUNTED = Quick(rf"{_NOT_COUNTED.source}|\bweight|\d ?%|\bper ?cent|\bmarks\b|\bpoints\b")
_REGENERATION = re.compile(r"\b(?:regeneration|objectives)\b", re.IGNORECASE)
_OF_SERVICE = frozenset({"own_subject", "invited", "served", "study"})
# Themes that a service is seldom about, where they are asked of what is the supplier's own.
_OWN_THEMES = frozenset({"fair_work", "local_economy", "environment", "equality_inclusion", "ethical_supply_chain"})
_OWN_PEOPLE = frozenset({"health_wellbeing", "community_cohesion", "innovation"})
_ANY_THEME = frozenset(THEMES)  # of what is given away: no service gives
_GIVES = re.compile(r"(?:should|must|shall|will|would|and|(?:\w+ )?to) ", re.IGNORECASE)
_IS_TO = re.compile(r"(?:is|are) to\b", re.IGNORECASE)
_BIDDER_BEFORE = re.compile(
    r"\b(?:bidder|supplier|contractor|tenderer|provider|firm|company|companie|consultant|operator|agent|agencie)s? $"
    r"|\bagency $"
    r"|\b(?!(?:us|custom|numb|ord|pap|wat|tend|matt|lett|comput|serv|own|memb|manag|oth|off|cent|read|answ|regist)ers?"
    r" $)"
    r"[a-z]{3,}(?:er|ist|ian)s? $",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(r"\b(?:come \w+|be [\w ]+)$", re.IGNORECASE)
_GOODS_THEMES = frozenset({"environment", "ethical_supply_chain", "local_economy"})
_NO_BEARER = expression("no_bearer")
_TOLD_OF = re.compile(
    r"\b(?:may|can|often|usually|already|current\w*|present|incumbent|has been|have been|was|were|did)\b", re.IGNORECASE
)
_OF_ANY_SERVICE = {"environment"}  # which duties of every trade speak of
_OF_FORM = frozenset({"boilerplate", "duty_of_law", "study"})
_DUTIES = frozenset({"asked", "own_terms", "trade"})
# Say none, and that a second opinion may be asked: of a duty or of the buying, and of other words on a theme.
OPEN, UNASKED = "none.open", "none.unasked"
MIN_LISTED = 3
MAX_LISTED = 400
LONG = 600  # characters of what is no sentence
MAX_STRETCHES = 40_000


def _template_required(facts: Facts) -> Decision | None:
    """The portals' categories of community benefits, where the words themselves were cut away."""
    return fixed(facts, "template_required", "requirement")


def _template_theme(facts: Facts) -> Decision | None:
    return fixed(facts, "template_theme", "theme_only") if _REGENERATION.search(facts.text) else None


TEMPLATE_RULES: tuple[Rule, ...] = (template_excluded, _template_required, template_mention, _template_theme)


def may_be_asked(text: str) -> bool:
    """Whether a text asks for something, whatever it is, or says what it counts for; quick."""
    return _COUNTED.may_match(text) or wordings("asked").may_match(text)


_asked_in: dict[str, tuple[int, ...]] = {}  # of stretches met before


def asking_places(texts: Iterable[str]) -> dict[str, list[int]]:
    """Places of benefits in whole texts beside which, in the same stretch, something may be asked or listed; quick."""
    if len(_asked_in) > MAX_STRETCHES:
        _asked_in.clear()
    return {text: places for text in texts if (places := _asking_places(text))}


def _asking_places(text: str) -> list[int]:
    places: list[int] = []
    for left, stretch in _stretches(text):
        found = _asked_in.get(stretch)
        if found is None:
            starts, has_duty = benefit_starts(stretch)
            found = starts if starts and _may_ask(stretch, starts, has_duty=has_duty) else ()
            _asked_in[stretch] = found
        if found:
            places += [left + start for start in found]
    return places


def _may_ask(stretch: str, starts: tuple[int, ...], *, has_duty: bool) -> bool:
    is_asking = len(starts) >= MIN_LISTED or stretch.startswith("It ")  # must, shall: of whom, the one before it says
    is_asking = is_asking or (has_duty and may_name_theme(stretch)) or may_be_asked(" ".join(stretch.split()))
    if is_asking or _NAME_ON_A_LINE.may_match(stretch) or ("\n" in stretch and _asks_on_a_line(stretch, starts)):
        return True
    lines = {stretch.rfind("\n", 0, start) + 1 for start in starts}
    return any(_ACTS.match(stretch[line:].partition("\n")[0]) is not None for line in lines)


def _asks_on_a_line(stretch: str, starts: tuple[int, ...]) -> bool:
    """Whether a line with a benefit asks for something: some wordings stand at a beginning only, as under a title."""
    lines = {stretch.rfind("\n", 0, start) + 1 for start in starts} - {0}
    return any(may_be_asked(stretch[line:].partition("\n")[0]) for line in lines)


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text with their places, and of a long one its lines."""
    left = 0
    for sentence in text.replace(" no. ", " no, ").split(". "):
        if len(sentence) <= LONG:
            yield left, sentence
        else:
            start = left
            for line in sentence.split("\n"):
                yield start, line
                start += len(line) + 1
        left += len(sentence) + 2


def asks_bidders(text: str) -> bool:
    """Whether words that open a list put what follows to bidders: `The contractor must:`."""
    if _HEADS_EXTRAS.match(text) is not None:
        return True
    if not text.endswith(":") or is_subject(text):
        return False
    if _OPENS_EXTRAS.search(text) is not None:
        return True
    return any(wording.id in _DUTIES for wording, _ in wordings("asked").found(text))


def is_subject(text: str) -> bool:
    """Whether the theme is the service's own work, the law's demand or a name, and no more is asked."""
    if _EXCLUSION_GROUND.search(text) is not None:
        return True
    if _NEVER_THE_SERVICE.search(text) is not None:
        return False
    is_beyond = _BEYOND.search(text) is not None
    found = (wording.id for wording, _ in wordings("subject").found(text))
    return any(not is_beyond or name not in _OF_SERVICE for name in found)


def is_boilerplate(text: str) -> bool:
    """Whether a passage is a portal's or the law's wording, or speaks of a study, whatever stands beside it."""
    return any(wording.id in _OF_FORM for wording, _ in wordings("subject").found(text))


def theme_decision(text: str, benefits: list[tuple[int, int]], weight: WeightFound | None) -> Decision | None:
    """What a passage that names no social value says of its benefits; None when it asks for nothing."""
    if not benefits:
        return None
    first = text[slice(*benefits[0])]
    if _NOT_COUNTED.search(text) and (_FAIR_WORK.search(text) or _is_answered(text, benefits)):
        return Decision("excluded", "excluded.not_counted", f"{first!r} is asked for, but does not count")
    if weight is not None:
        return Decision("theme_only", "theme_only.weight", f"{first!r} carries a weight")
    return None if is_subject(text) else _asked(text, benefits) or _listed(text, benefits)


def own_decision(text: str, themes: tuple[str, ...]) -> Decision | None:
    """What is asked of a supplier about its own people, fleet or supply chain, in whatever words its theme is put."""
    if not themes or _OF_THE_WORK.search(text) is not None:
        return None
    duty = duty_in(text)
    if duty is not None and _is_borne(text, duty, themes) and not is_subject(text):
        return Decision("theme_only", "theme_only.duty", f"a duty on its themes: {duty.group()!r}")
    own = own_in(text)
    if not own or not any(_may_be(match.group()).intersection(themes) for match in own) or is_subject(text):
        return None
    for _, match in wordings("asked").found(text):
        return Decision("theme_only", "theme_only.own", f"asked about {own[0].group()!r}: {match.group()[:60]!r}")
    return None


def open_decision(text: str) -> Decision | None:
    """`none`, open to a second opinion: most so where one who supplies is bound, or where the buying is spoken of."""
    match = _OPEN.search(text)
    if match is None and _ASKS.search(text) is None and _PROMISES.search(text) is None:
        return None
    if _EXCLUSION_GROUND.search(text) is not None or _OF_THE_TRADE.search(text) is not None or is_boilerplate(text):
        return None
    if match is None:
        return Decision("none", UNASKED, "no rule answers, though a theme is spoken of and something asked or promised")
    return Decision("none", OPEN, f"no rule answers; {match.group()[:60]!r} leaves it open")


def _is_borne(text: str, duty: re.Match[str], themes: tuple[str, ...]) -> bool:
    """Whether those who do the work bear the duty, and not a thing or the buyer; goods may have to be of some kind."""
    if _OF_GOODS.search(duty.group()) is not None and _GOODS_THEMES.intersection(themes):
        return True
    if _IS_TO.match(duty.group()) and _BIDDER_BEFORE.search(text, 0, duty.start()) is None:
        return False
    return _NO_BEARER.search(text, 0, duty.start()) is None


def _may_be(own: str) -> frozenset[str]:
    """The themes that a service is not about where it is put in these words."""
    if _GIVES.match(own):
        return _ANY_THEME
    return _OWN_THEMES if own.lower().startswith("how") else _OWN_THEMES | _OWN_PEOPLE


def _is_answered(text: str, benefits: list[tuple[int, int]]) -> bool:
    return _ANSWER.search(text) is not None and _asked(text, benefits) is not None


def _asked(text: str, benefits: list[tuple[int, int]]) -> Decision | None:
    first = text[slice(*benefits[0])]
    for wording, match in wordings("asked").found(text):
        return Decision("theme_only", f"theme_only.{wording.id}", f"{first!r} is asked for: {match.group()[:60]!r}")
    if (acts := _acts_in(text)) is not None:
        return Decision("theme_only", "theme_only.acts", f"{first!r} is what a supplier does: {acts.group()[-60:]!r}")
    if _NAME.match(text):
        return Decision("theme_only", "theme_only.name", f"a name made of theme words: {first!r}")
    return None


def _acts_in(text: str) -> re.Match[str] | None:
    """Where a sentence says what a supplier, by whatever trade it is named, does or is to do."""
    match = _ACTS.match(text)
    is_told = match is None or _TOLD_OF.search(text) is not None
    return None if is_told or set(themes_in(text)) == _OF_ANY_SERVICE else match


def _listed(text: str, benefits: list[tuple[int, int]]) -> Decision | None:
    names = sorted({text[start:end].lower() for start, end in benefits})
    if len(names) < MIN_LISTED or len(text) > MAX_LISTED or _STATES.search(text):
        return None
    return Decision("theme_only", "theme_only.list", f"lists {', '.join(map(repr, names[:MIN_LISTED]))}")
