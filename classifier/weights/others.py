"""Numbers that are weights of something else: of call-offs, of performance, of price, of all of quality."""

from __future__ import annotations

import re

from classifier.text.joint_shares import is_joint
from classifier.vocabulary.expressions import expression

_LATER_ONLY = expression("later_only")
_WEIGHED_TOGETHER = expression("weighed_together")
_WITHIN_UMBRELLA = (expression("within_umbrella"), expression("weighed_umbrella"))
_SCORECARD = re.compile(
    r"\b(?:(?:annual |quarterly |monthly |supplier |contract )*performance scores?(?:card)?|score ?card"
    r"|service credits?|each kpi (?:has|carries|bears)|kpi ?\d{1,2}\b[^.%]{0,40}\d+ ?%[^.]*\bkpi ?\d{1,2}"
    r"|(?:performance|payment) (?:regime|mechanism|management (?:regime|framework))|(?:weight\w*|points) (?:of"
    r"|for) (?:the |each |this )?(?:kpis?|performance (?:indicators?|measures?))"
    r"|kpis? (?:weight\w*|scores?)|(?:monthly|quarterly|annual|supplier) (?:performance )?scores?"
    r"|(?:kpis?|key performance indicators?)\b[^.%]{0,80}\btargets?\b(?: of| is| at|:| =)? ?\d+"
    r"|contract manager (?:will|shall|is to) scor\w+|scored? [^.;]{0,30}\bby the contract manager)\b",
    re.IGNORECASE,
)
_OF_THE_BID = re.compile(
    r"\b(?:bids?|tenders?|tenderers?|bidders?|submissions?|award|questions?|responses?|evaluat\w+)\b", re.IGNORECASE
)
_EXAMPLE = re.compile(
    r"\W*(?:for (?:example|instance)|e\.g\.|by way of (?:example|illustration))\W{0,2}[^.%]{0,60}"
    r"\b(?:could|might|may)\b",
    re.IGNORECASE,
)
_NOT_USED = re.compile(  # a weight of a rule that has no part here
    r"\bno (?:use|weight|account) (?:is|will be) (?:made|taken|attached|given)\b(?: here| in this \w+)? (?:of|to) "
    r"|\b(?:let off|excused|exempt(?:ed)?|released|freed|spared|relieved)(?: from| of)? "
    r"(?:the|our|its|their|any|a)\b[^.;]{0,40}\d ?(?:%|per ?cent)"
    r"|^\W*(?:neither|nor)\b[^.;]{0,60}\d ?(?:%|per ?cent)[^.;]{0,80}"
    r"\b(?:appl(?:y|ies)|come[s]? into|used?|bites?|holds?|binds?|engaged?|in force|called for|bear[s]?)\b",
    re.IGNORECASE,
)
_OF_A_POLICY = re.compile(  # `below the 10% in PPN 06/20`
    r"\b(?:below|above|less than|more than|under|over|short of|instead of|rather than) the "
    r"(?:usual |normal |standard )?\d{1,2} ?(?:%|per ?cent) (?:in|of|under|set by|set in|required by|from) (?:the )?"
    r"(?:ppn|wppn|sppn|policy|government|cabinet|council|national|social value (?:model|policy|act))\b",
    re.IGNORECASE,
)
_PLACED = re.compile(  # `It came first with 88.4%`, not `the tender ranked first will win`
    r"\b(?:came|was placed|finished|were placed|ranked) (?:first|second|third|last|top),? (?:with|on|at|having)\b"
    r"[^.;]{0,40}\d",
    re.IGNORECASE,
)
_SPLIT_OF_PART = re.compile(  # of a part that is told elsewhere: `60 points attach to MAC 4.1 and 40 to MAC 2.2`
    r"\b\d{1,3} (?:points|marks) (?:are |is )?(?:attach\w*|go|goes|fall|belong|given) to (?:mac|theme|outcome|part)\b"
    r"[^.;]{0,30}\d[^;]{0,120}?\b(?:and|,) (?:\d{1,3}|[a-z-]{3,12}) (?:points |marks )?to (?:mac|theme|outcome|part)\b",
    re.IGNORECASE,
)
_SOCIAL = r"(?:social value|community benefits?)"
_SAID_LATER = (
    r"(?:(?:will|shall|is to|are to|to) (?:\w+ )?be (?:\w+ )?(?:published|announced|told|confirmed|given|decided|agreed"
    r"|set|fixed|determined|notified|issued|stated|advised|released|provided|settled|disclosed|made known)"
    r"|(?:has|have|is|are)? ?(?:not|yet)(?: (?:yet|to|be|been)){0,3} (?:fixed|set|decided|known|agreed|told|published"
    r"|confirmed|determined|settled|announced)|to follow|follows?|tbc|tbd)\b"
)
_UNTOLD = re.compile(  # `The remaining 40% is for quality, of which the social value weight will be published later`
    r"(?:\b(?:quality|technical|non-price|method\w*)\b[^.%\d]{0,40}\d{1,2} ?(?:%|per ?cent)|\d ?(?:%"
    r"|per ?cent)[^.%\d]{0,40}"
    r"\b(?:quality|technical|non-price|method\w*)\b)[^.%\d]*?"
    rf"\b(?:(?:weight\w*|split|division|share|how much|part|portion|percentage|marks)\b[^.;%\d]{{0,40}}\b{_SOCIAL}\b"
    rf"|{_SOCIAL} (?:weight\w*|share|part|portion|percentage|marks|element)\b)[^.;%\d]{{0,60}}?\b{_SAID_LATER}"
    r"[^.%\d]*(?:\.|$)",
    re.IGNORECASE,
)
_LATER = re.compile(
    rf"\b(?:weight\w*|split|share|how much|part|portion|percentage|marks)\b[^.;%\d]{{0,40}}\b{_SOCIAL}\b"
    rf"[^.;%\d]{{0,60}}?\b{_SAID_LATER}",
    re.IGNORECASE,
)
_NAME = r"(?:social value|social benefits?|community benefits?|gwerth cymdeithasol|sv)"
_TAKEN_BACK = re.compile(  # and the number is another's: `Social value has been withdrawn; price is now 70%`
    rf"^[^%]*?(?:\b{_NAME}\b[^.%\d]{{0,60}}\b(?:(?:has|have|is|are|was|were)(?: now| been| hereby)* "
    r"(?:withdrawn|deleted|removed|dropped|struck out|taken out|omitted|discontinued|left out)"
    r"(?! (?:of|from) (?:the )?(?:quality|technical|method\w*|price))"
    r"|(?:no longer|will not|is not to|does not) (?:be )?(?:evaluated|scored|assessed|marked|appl(?:y|ies)|count\w*))"
    rf"|\b(?:need not|do not (?:have|need) to) (?:answer|respond to|complete)\b[^.%\d]{{0,30}}\b{_NAME})\b"
    r"[^.%\d]{0,40}\b(?:price|pricing|quality|costs?|technical|commercial|financial)\b"
    rf"(?:(?!\b{_NAME}\b)[^.]){{0,60}}\d ?(?:%|per ?cent)(?:(?!\b{_NAME}\b).)*$",
    re.IGNORECASE,
)


def is_of_others(text: str, concepts: list[tuple[int, int]]) -> bool:
    """Whether a weight is of call-offs alone, of several things together, of performance, an example, or not in use."""
    is_part = bool(concepts) and all(is_within_umbrella(text, *span) for span in concepts)
    if is_part or _PLACED.search(text) is not None:
        return True
    is_later = " framework" in text.lower() and _LATER_ONLY.search(text) is not None
    is_example = _EXAMPLE.match(text) is not None
    if (
        is_later
        or is_example
        or any(each.search(text) for each in (_NOT_USED, _SPLIT_OF_PART, _OF_A_POLICY, _TAKEN_BACK))
    ):
        return True
    return _WEIGHED_TOGETHER.search(text) is not None or has_no_number(text) or is_of_performance(text)


def has_no_number(text: str) -> bool:
    """Whether the number is of social value and something else together, or of quality, its own being told later."""
    return is_joint(text) or _UNTOLD.search(text) is not None


def is_told_later(text: str) -> bool:
    """Whether the weight of social value is said to be told later: `How much is for ... will be settled later`."""
    return _LATER.search(text) is not None


def is_within_umbrella(text: str, start: int, end: int) -> bool:
    """Whether a name is a part of all of quality, which alone has a weight: `Quality (inc. social value) 40%`."""
    found = (match for each in _WITHIN_UMBRELLA for match in each.finditer(text))
    return any(match.start() <= start and end <= match.end() for match in found)


def is_of_performance(text: str) -> bool:
    """Whether a weight is that of a score that the supplier is given while the contract runs."""
    return _SCORECARD.search(text) is not None and _OF_THE_BID.search(text) is None
