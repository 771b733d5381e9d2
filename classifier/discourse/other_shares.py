"""Shares beside social value that are no weights of this award: pass marks, performance, views, other purchases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.weights.prose import find_weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_NAME = r"(?:social value(?! (?:portal|act|model|engine|uk)\b)|community benefits?|social benefits?)"
_SHARE = r"\d{1,3}(?:\.\d+)? ?(?:%|per ?cent\b)"
_AMOUNT = rf"(?:{_SHARE}|\d{{1,2}} ?(?:out of|of|/) ?\d{{1,3}}|half(?: (?:of )?the marks)?)"
_HAS_NAME = re.compile(_NAME, re.IGNORECASE)
_HAS_SHARE = re.compile(
    rf"{_SHARE}|\b\d{{1,3}} ?(?:out of|/|marks|points)"
    rf"|[a-z] \d{{1,3}}\b.*[a-z] \d{{1,3}}\b",
    re.IGNORECASE,
)
_GET = r"(?:obtain|get|scor|secur|reach|achiev|attain|earn|gain|receiv|meet)\w*"
_BELOW = re.compile(
    rf"(?:\b(?:less than|fewer than|lower than|short of|under|below)|\b(?:not|n't|fails? to"
    rf"|failing to) {_GET}(?: at least)?"
    rf"|\b(?:needs?|must|has to|have to|required to)(?: {_GET})?(?: at least| a minimum of)?) (?:a )?{_AMOUNT}"
    rf"(?: of the (?:available )?marks)?(?: (?:for|on|in|under))? (?:the |its )?{_NAME}",
    re.IGNORECASE,
)
_GOES_OUT = re.compile(
    r"\b(?:excluded|deselected|eliminated|rejected|refused|discarded|disqualified|knocked out|set aside|is out|are out"
    r"|(?:go|goes|taken) (?:no further|forward)|not (?:be )?(?:taken forward|considered)|fall away|considered further"
    r"|to (?:stay|remain|proceed|pass|go (?:on|through))|in the race)\b",
    re.IGNORECASE,
)
_OF_THE_BID = re.compile(
    r"\b(?:bids?|tenders?|tenderers?|bidders?|submissions?|award\w*|criteri\w+|questions?|responses?(?! times?)"
    r"|evaluat\w+)\b",
    re.IGNORECASE,
)
_OFTEN = r"(?:monthly|quarterly|annual|weekly|yearly|performance|supplier|vendor|contract(?:or)?(?:['\u2019]s)?)"
_PERFORMANCE = re.compile(
    rf"\b{_OFTEN} (?:\w+ ){{0,2}}(?:score ?card|scores?|marks?|ratings?|appraisal|dashboard|points)\b"
    r"|\bscore ?card for (?:the )?(?:contract|supplier|performance)|\bservice credits?\b|\bfees? at risk\b"
    rf"|\bdeductions? of {_SHARE}"
    r"|\b(?:supplier|operator|provider|contractor)(?:['\u2019]s)?\b[^.;]{0,60}\b(?:scores?|rated|ratings?|marks?"
    r"|marked)\b"
    r"|\b(?:scores?|marks?|rated|rating) (?:for|in) (?:the|each|every) (?:year|month|quarter)\b",
    re.IGNORECASE,
)
_IN_TERM = re.compile(
    r"\b(?:contract reviews?|months?|monthly|quarters?|quarterly|annual|year|review period|under the contract|vendor"
    r"|supplier (?:score|dashboard)|service credits?|fees? at risk|deductions?)\b",
    re.IGNORECASE,
)
_SELECTION = re.compile(
    r"\bshort-?list(?:ing|s)?\b|\b(?:to be|being) invited\b|\bfor invitation\b|\bdown-?select\w*"
    r"|\bselection (?:stage|questionnaire)\b|\bpqq\b|\bpre-?qualification\b|\bgo(?:es)? through\b",
    re.IGNORECASE,
)
_AWARD = re.compile(
    r"\b(?:award\w*|final|stage (?:2|two)|shortlisted|evaluat\w+|itt|price|lowest|fee|cost)\b", re.IGNORECASE
)
_FROM_NOUGHT = re.compile(
    rf"\b{_NAME}\b[^.;%\d]{{0,40}}\b(?:0|nil|zero|nought)(?:\.0+)? ?%? ?(?:-|\u2013|to|and|up to)(?: up to)? ?{_SHARE}",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:may|can|could|call-?offs?|clients?|bands?)\b", re.IGNORECASE)
_ASKS_MARKET = re.compile(
    r"^\W*(?:q(?:uestion)?\.? ?\d{0,3}\W*)?(?:would (?!you\b)|should |could you support|do you (?:think|agree|feel"
    r"|consider"
    r"|support|prefer)|is (?:a|an|the|our) [^?]*\b(?:too|fair|right|reasonable|high|low|enough|acceptable"
    r"|appropriate)\b|what (?:is|are) your (?:views?|thoughts?|opinions?)|how would (?:a|an|the|our)\b"
    r"|if [^?]{0,90}\bwould you\b)[^?]*\?\W*$",
    re.IGNORECASE,
)
_WEIGHT_IN_BRACKETS = re.compile(rf"\(\s*(?:weight\w*:? ?)?{_SHARE}\s*\)", re.IGNORECASE)
_MINDED = re.compile(
    r"\b(?:minded|thinking (?:of|about)|considering|propos\w+|inclined|planning|intend\w*)\b", re.IGNORECASE
)
_ASKS_VIEW = re.compile(
    r"^\W*(?:do you (?:agree|have)|what (?:do you think|are your|is your)|your (?:views|thoughts)|any (?:views"
    r"|thoughts)"
    r"|would (?:this|that|it)|is (?:this|that))[^?]*\?",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\W*(?:a ?\d{0,3}|answer|response|reply)(?: ?\d{1,3})? ?[:.)\u2013-]", re.IGNORECASE)
_ASKED_MARKET = re.compile(
    r"\basked (?:the market|suppliers|firms|bidders)\b[^.;]{0,30}\b(?:whether|if)\b", re.IGNORECASE
)
_NO_THEN = re.compile(r"\b(?:answer was no|it has none|said no|we (?:will|do) not)\b", re.IGNORECASE)
_SUPPOSES = re.compile(
    r"^\W*(?:imagine|suppose|say|picture|assume|take|let us (?:say|suppose)|let['\u2019]s say|consider"
    r"|as an illustration"
    r"|by way of (?:illustration|example)|worked (?:example|illustration)|hypothetically|illustration"
    r"|for illustration)\b"
    r"[^.]*\b(?:firm|bidder|tenderer|supplier|company|bid)\b",
    re.IGNORECASE,
)
_MARK_WON = re.compile(
    rf"\d ?(?:out of|/|of) ?\d|\bmark of \d|\b(?:scores?|earns?|gets?|obtains?|result) {_SHARE}", re.IGNORECASE
)
_PURCHASE = r"(?:framework(?: agreement)?|contract|tender|competition|procurement|purchase|agreement|exercise)"
_WAS = r"(?:gave|had|was|were|weighted|weighed|carried|put|used)"
_OF_ANOTHER = re.compile(
    rf"\b{_PURCHASE} (?:of|in|from) (?:19|20)\d\d\b[^.;]{{0,30}}\b{_WAS}\b"
    rf"|\bin the (?:19|20)\d\d {_PURCHASE}\b[^.;]{{0,60}}\b{_WAS}\b|\boutgoing {_PURCHASE}\b[^.;]{{0,30}}\b{_WAS}\b"
    r"|^\W*(?:by|from|after|starting in) 20\d\d,?\s[^.;]{0,40}\bour (?:\w+ )?tenders\b|\bour (?:other|future) tenders\b"
    r"|\b(?:we|this (?:council|authority|body|trust)) (?:is|are) (?:outside|not (?:bound|covered|subject))"
    r"|\b(?:most|many|some|other|few) (?:councils|buyers|authorities|bodies)\b[^.;]{0,20} (?:give|weigh\w*|use|put)\b"
    r"|^\W*(?:the )?winning bid:|\bthe winner (?:scored|got|won)\b|\b(?:scores|marks) (?:achieved|won|obtained)\b"
    r"|^\W*(?:please )?(?:disregard|ignore)\b[^.;]{0,50}\bpage \d[^.;]*"
    r"\b(?:mentions|gives|says|shows|remnant|left over|another|earlier)\b",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\b(?:average|mean|median) (?:weight\w*|share)\b|^\W*on average\b", re.IGNORECASE)
_HERE = re.compile(
    r"\b(?:this (?:time|tender|contract|competition|procurement|one)|it (?:now )?(?:has|is|carries)|now"
    r"|here)\b[^.;]{0,40}\d",
    re.IGNORECASE,
)
_FOR_LARGER = re.compile(r"\bfor (?:contracts|tenders|purchases) (?:above|over|of more|worth more)\b", re.IGNORECASE)
_NOT_HERE = re.compile(
    r"\bnot (?:be )?(?:applied|used)\b|\b(?:do|does) not apply\b|\bno part here\b|^\W*not this one\b", re.IGNORECASE
)
_OF_MONEY = re.compile(
    rf"\b{_SHARE} of (?:(?:your|the|its|all|any|each|tendered|total|annual) )*(?:prices?|fees?|turnover"
    rf"|contract (?:sum|value"
    r"|price)|invoices?|savings|profits?|surplus|income|takings)\b"
    rf"|^\W*(?:profit|gain) ?-?share\b[^.;]{{0,20}}{_SHARE}|\b(?:levy|rebate)\b[^.;]{{0,20}}{_SHARE}",
    re.IGNORECASE,
)
_SETS_ASIDE = re.compile(r"\W*(?:please )?(?:allow|set aside|include|add|reserve|put)\b", re.IGNORECASE)
_OF_SCORE = re.compile(r"\b(?:marks?|scor\w+|weigh\w+|criteri\w+|quality|points)\b", re.IGNORECASE)
NOTED = "Noted."
NOT_SCORED = "Social value is not scored."
SCORED = "Social value is scored."
ASKED = "The supplier must deliver social value."
NAMED = "Social value is mentioned here in passing, and no more is said of it in this place."
MAX_WORDS = 300


def with_other_shares(passages: Sequence[Passage], strong: set[int]) -> list[Passage]:
    """The passages, those whose share is no weight of this award read as what they say of social value without it.

    `strong` holds the places of the passages that name social value.
    """
    out = list(passages)
    for place in sorted(strong):
        text = passages[place].clean
        if len(text) > MAX_WORDS or not _HAS_NAME.search(text) or not _HAS_SHARE.search(text):
            continue
        after = passages[place + 1].clean if place + 1 < len(passages) else ""
        if _ASKED_MARKET.search(text) is not None and _NO_THEN.search(after) is not None:
            out[place], out[place + 1] = passages[place].reworded(NOT_SCORED), passages[place + 1].reworded(NOTED)
            continue
        words = _read(text, after)
        if words is not None:
            out[place] = passages[place].reworded(words)
    return out


def _read(text: str, after: str) -> str | None:
    """What a passage says of social value without its share; None where that may be its weight in this award."""
    is_for_others = _FOR_LARGER.search(text) is not None and _NOT_HERE.search(after) is not None
    is_passed = _BELOW.search(text) is not None and _GOES_OUT.search(text) is not None
    is_bound = _FROM_NOUGHT.search(text) is not None
    is_selected = _SELECTION.search(text) is not None and _AWARD.search(text) is None
    told = (
        (NOTED, _SUPPOSES.search(text) is not None and _MARK_WON.search(text) is not None),
        (SCORED, is_passed),
        (NOT_SCORED, is_for_others),
        (NAMED, _is_asked(text, after) or _is_of_another(text)),
        (NAMED, is_bound and _MAY.search(text) is not None),
        (SCORED, is_bound),
        (ASKED, _is_of_performance(text)),
        (ASKED, _is_of_money(text)),
        (SCORED, is_selected),
    )
    return next((words for words, is_so in told if is_so), None)


def _is_of_performance(text: str) -> bool:
    """Whether a share is one of a score, or of a payment, while the contract runs."""
    is_measured = _PERFORMANCE.search(text) is not None and _IN_TERM.search(text) is not None
    return is_measured and _OF_THE_BID.search(text) is None


def _is_of_another(text: str) -> bool:
    """Whether a weight is that of another purchase, year or buyer, and none of this one is told beside it."""
    if _HERE.search(text) is not None:
        return False
    return _AVERAGE.search(text) is not None or (_OF_ANOTHER.search(text) is not None and _has_weight(text))


def _is_of_money(text: str) -> bool:
    """Whether a share is one of price or profit that is told as if it were a weight."""
    if _OF_MONEY.search(text) is None or _OF_SCORE.search(text) is not None:
        return False
    return _SETS_ASIDE.match(text) is not None or _has_weight(text)


def _has_weight(text: str) -> bool:
    """Whether a weight would be read from the passage."""
    return find_weight(text, [match.span() for match in _HAS_NAME.finditer(text)]) is not None


def _is_asked(text: str, after: str) -> bool:
    """Whether a passage asks those who may bid what they think of a weight, or is followed by that question."""
    if _ANSWER.match(after) is not None:  # of the buyer, to a bidder
        return False
    if _ASKS_MARKET.search(text) is not None and _WEIGHT_IN_BRACKETS.search(text) is None:
        return True
    return _MINDED.search(text) is not None and _ASKS_VIEW.search(after) is not None
