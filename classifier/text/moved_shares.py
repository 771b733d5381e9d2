"""Shares that move beside others: `Price rises from 50% to 55%; social value is kept at 10%`."""

from __future__ import annotations

import re

_SHARE = r"\d{1,2}(?:\.\d+)? ?(?:%|per ?cent\b)"
_CRITERION = (
    r"\b(?:price|pricing|costs?|commercial|quality|technical|non-price|method\w*|delivery|approach|team|staffing|service"
    r"|social value|community benefits?)\b"
)
_MOVE = re.compile(
    rf"(?P<name>{_CRITERION}(?: (?:score|weight\w*|criteri\w+|share|element|merit|statements?))?)"
    r"(?P<verb>,? (?:(?:is|has|have|was|were|will|be|been|being|are|it|now|also|that|in turn"
    r"|go(?:es|ing|ne)?|went|up|down|rises?|rose|risen|falls?|fell|fallen|moves?|moved|drops?|dropped|increases?"
    r"|increased|decreases?|decreased|reduces?|reduced|cut|raised|lowered|changes?|changed|grows?|grown|shifts?|shifted"
    r"|climbs?|climbed|slips?|slipped|amended|revised|comes?|came) ){0,5})"
    rf"from \d{{1,2}}(?:\.\d+)?(?: ?(?:%|per ?cent))? to (?P<new>{_SHARE})"
    r"(?! (?:of (?!the (?:total|overall|marks|score))|more|less|fewer|in|over|by|reduction|increase|local"
    r"|apprentice\w*)\b)",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"(?P<name>\b(?:social value|community benefits?)\b)(?: (?:score|weight\w*|criteri\w+|share))?,? "
    r"(?:(?:is|are|has been|will be) (?:kept|held|left|retained|fixed|unchanged|not changed)|stays?|keeps?|holds?"
    r"|remains?|retains?|continues?)(?: (?:unchanged|as it (?:is|was)|the same|put|on))?,? (?:at |its |on "
    r"|with |to carry )?"
    rf"(?P<share>{_SHARE})",
    re.IGNORECASE,
)
_FROM_PART = re.compile(  # `raised from 5% in the quality score to 10%`: of the total now
    r"(?P<name>\b(?:social value|community benefits?)\b(?: (?:score|weight\w*|criteri\w+|share))?)[^.;%\d]{0,40}"
    rf"\bfrom {_SHARE} (?:of|in|within) (?:the )?(?:quality|technical|non-price)(?: (?:score|marks|section"
    rf"|envelope))?,? "
    rf"to (?P<new>{_SHARE})(?: of the (?:total|overall)(?: (?:score|marks))?)?",
    re.IGNORECASE,
)
_WAS_AND_IS = re.compile(  # `was 60% and is now 55%`
    rf"\bwas {_SHARE}[,;]? (?:and |but )?(?:it )?(?:is now|is|now)(?: at)? (?P<new>{_SHARE})", re.IGNORECASE
)
_ONCE_CUT = re.compile(  # `, cut to 5% in addendum 1, has been put back to 10%`
    rf", (?:once |first |since )?(?:cut|reduced|raised|lowered|increased|changed|amended) (?:\w+ )?(?:to|from) {_SHARE}"
    rf"[^,;.%]{{0,30}},(?= (?:has|is|was|will|had)\b[^,;.%]{{0,40}}{_SHARE})",
    re.IGNORECASE,
)
_ALONE = re.compile(  # `Social value: from 5% to 10%`
    rf"(?P<name>^\W*(?:weight\w* (?:of|for) )?(?:social value|community benefits?)(?: weight\w*)?)[ :\u2013-]{{1,4}}"
    rf"from {_SHARE} to (?P<new>{_SHARE})(?=\W*$)",
    re.IGNORECASE,
)
_ANY = re.compile(_SHARE, re.IGNORECASE)


def with_moved_shares(text: str) -> str:
    """The text with the share that holds after each move, where another share stands beside these."""
    if "was " in text or ", " in text:
        text = _ONCE_CUT.sub("", _WAS_AND_IS.sub(lambda match: f"is {match['new']}", text))
    if "from " not in text:
        return text
    text = _ALONE.sub(lambda match: f"{match['name']}: {match['new']}", text)
    text = _FROM_PART.sub(lambda match: f"{match['name']} is {match['new']} of the total", text)
    if not (moves := list(_MOVE.finditer(text))):
        return text
    inside = sum(len(_ANY.findall(match.group())) for match in moves)
    if len(moves) == 1 and len(_ANY.findall(text)) <= inside:
        return text
    text = _MOVE.sub(lambda match: f"{match['name']} is {match['new']}", text)
    return _KEPT.sub(lambda match: f"{match['name']} is {match['share']}", text)
