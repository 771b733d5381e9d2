"""Weights changed, taken back or put back in what follows: `Social value carries 10%.`, `This is raised to 15%.`.

So are they in one sentence: `It had been proposed to weight social value at 5%; the weight was set at 12%`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.discourse.from_and_to import with_lines_and_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_SOCIAL = r"\b(?:social value|community benefits?)\b"
_SHARE = re.compile(r"(?<![\d.])(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_OWN_SHARE = re.compile(  # of several, the one of social value
    rf"(?P<lead>{_SOCIAL}[^.;,%\d]{{0,30}}?)\d{{1,2}}(?:\.\d+)? ?(?:%|per ?cent\b)", re.IGNORECASE
)
_NOT_THAT = re.compile(  # `12%, not 10%`
    r"[(,]? ?\b(?:and )?(?:not|instead of|rather than|in place of|from|previously|replacing|up from|down from|was)"
    r" (?:the )?\d{1,2}(?:\.\d+)? ?(?:%|per ?cent\b)( (?=to\b))?\)?",
    re.IGNORECASE,
)
_LEAD = (
    r"^\W*(?:(?:(?:please )?note(?: that)?|however|but|and|so|also|since then|now|instead|finally|later|in the end"
    r"|(?:by|in|under|following|after|on|as a result of|in response to|with|per|at|from) [^,.;:%]{2,60}?"
    r"|(?:clarification|addendum|amendment|correction|corrigendum|erratum|update|notice"
    r"|answer)\b[^,.;%]{0,20}?)[,:]? )*"
)
_WEIGHT = (
    r"(?:(?:the|this|that|its|our) (?:(?:final|new|correct|revised|right|actual|agreed|social value|said|above|same"
    r"|criterion|award|true|amended|corrected|adopted|approved|old) )*"
    r"(?:weight\w*|figure|share|percentage|value|number|criterion|question|proposal|mark|score|section|element)"
    r"(?: (?:for|of) (?:social value|community benefits))?)"
)
_SUBJECT = (
    rf"(?:this|that|it|which|{_WEIGHT}|(?:the|this|that) (?:plan|idea|intention)|(?:the )?(?:social value"
    rf"|community benefits))"
    r"(?: (?:in|of|for) (?:this|the present) \w+)?"
)
_CHANGES = re.compile(
    rf"{_LEAD}(?P<subject>{_SUBJECT})(?:,? (?:has|have|had|was|were|is|are|will|shall|should|must|can|then"
    rf"|since|now|later"
    r"|also|been|be|being|subsequently|therefore|to|in the end|finally)){1,6}"
    r"(?: (?:increased|raised|reduced|lowered|cut|changed|amended|revised|corrected|updated|moved|set|fixed"
    r"|agreed|adjusted"
    r"|replaced|superseded|read|stand|altered|doubled|halved|settled|put|taken|brought|up|down|kept|adopted|confirmed))*"
    r"(?: that (?:it|this|social value|the weight\w*) (?:should|will|shall|would|is to))?"
    r",? ?(?:to |at |by |as |with |on |carry |be |read |: ?|is )*(?:a (?:weight\w*|share) of )?(?=\d)",
    re.IGNORECASE,
)
_SAYS_CHANGE = re.compile(
    r"\b(?:increased|raised|reduced|lowered|cut|changed|amend\w*|revis\w*|correct\w*|updat\w*|moved|set|fixed|agreed"
    r"|adjusted|replaced|superseded|read|altered|doubled|halved|settled|now|final|clarification|addendum|not \d"
    r"|disregard|ignore|erratum|corrigendum|instead|adopted|confirmed|in the end|finally)\b",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:had been|had|was|were|first|originally|initially|at first|earlier|previous\w*|old|draft\w*"
    r"|consultation)\b[^.%]{0,40}?"
    r"\b(?:propos\w+|thought|planned|suggested|considered|intended|consulted|gave|had|put|set|said|told|stated|mooted)\b"
    r"|\b(?:proposed|suggested|first thought|originally|draft|mooted|was to (?:be|carry|have))\b",
    re.IGNORECASE,
)
_DISREGARDS = re.compile(
    rf"{_LEAD}(?:please )?(?:disregard|ignore|delete|set aside|strike out)(?: the above| that| this| it)?"
    r"(?P<figure>(?: (?:that|the|this))? (?:figure|number|percentage))?\W*(?P<rest>.*)$",
    re.IGNORECASE,
)
_TAKEN_BACK = (
    r"(?:withdrawn|removed|deleted|dropped|cancelled|revoked|rescinded|discontinued|scrapped|struck out|taken out"
    r"|abandoned|left out|omitted|given up|shelved|not (?:taken forward|pursued|adopted))"
)
_WITHDRAWS = re.compile(
    rf"{_LEAD}(?:{_SUBJECT}(?: (?:criterion|question|weight\w*|section|element))?) (?:(?:has|have|had|was|were"
    rf"|is|are|will|now"
    r"|since|later|also|been|be|being|then|subsequently|therefore) )+"
    rf"(?:{_TAKEN_BACK}\b(?! (?:from (?:the )?(?:price|cost|portal|form|document|lots?)|for lots?|if|unless"
    rf"|where|when|and"
    r" replaced))|no longer (?:to )?(?:be )?(?:scored|used|appl\w+|evaluated|weighted|in force|valid))"
    rf"|{_LEAD}{_SUBJECT}(?: will| does)? no(?: longer|t) (?:appl(?:y|ies)|holds?|stands?)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    rf"{_SOCIAL}(?: (?:criterion|question|weight\w*|section|element))*(?: \([^()]*\))? (?:(?:has|have|had|was"
    rf"|were|is|are|been"
    rf"|since|now|being|first|at first) )+{_TAKEN_BACK}\b",
    re.IGNORECASE,
)
_PUTS_BACK = re.compile(
    r"\b(?:reinstated?|reinstates|restored?|restores|re-?introduced?|re-?inserted|(?:brought|put|puts|brings|taken|added)"
    r"(?: (?:it|this|that|the \w+))? back|(?:is|are) back|back in|returned)\b",
    re.IGNORECASE,
)
_NOT_OF_WEIGHTS = re.compile(
    r"\b(?:restored|returned) (?:homes?|buildings?|land|habitats?|forms?|bids?)\b|^\W*restored\b", re.IGNORECASE
)
_ONCE = re.compile(  # `It was 20% last time.`
    rf"{_LEAD}{_SUBJECT} (?:was|were|had been|used to be|stood at|had"
    rf"|carried) (?:\w+ )?\d{{1,2}}(?:\.\d+)? ?(?:%|per ?cent)"
    r"[^.]{0,20}\b(?:last (?:time|year)|previously|before|formerly|in the (?:last|previous|old|outgoing"
    r"|current|present)"
    r"|in (?:19|20)\d\d|until)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|no|nor|neither|unless|if)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(r"^\W*(?:the )?(?:price|pricing|quality|costs?|technical|method\w*|lot)\b", re.IGNORECASE)
_PASS_FAIL = re.compile(
    rf"{_SOCIAL}[^.;]{{0,30}}\bno longer (?:be )?(?:scored|weighted|evaluated|marked)\b[^.]{{0,30}}\b(?:now|but"
    rf"|instead)\b"
    r"[^.]{0,25}\bpass ?(?:/|or|and) ?fail\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"; (?:but |and |however,? )?|: (?=(?:please )?(?:disregard|ignore)\b)|, (?:but|however,?) "
    r"|, (?:and|though|although) (?=(?:this|it|that|the|please)\b)"
)
NOTED = "Noted."
NOT_SCORED = "Social value is not scored."
MAX_WORDS = 300  # characters of a passage that is read so
REACH = 2  # passages after the weight


def with_changed_weights(passages: Sequence[Passage], strong: set[int]) -> list[Passage]:
    """The passages, a weight that what follows changes or takes back read as it holds in the end.

    `strong` holds the places of the passages that name social value.
    """
    out = list(passages)
    for place in sorted(strong):
        text = out[place].clean
        if len(text) > MAX_WORDS or text == NOTED or text.endswith("?"):
            continue
        within = _within(text)
        if within is not None:
            out[place] = passages[place].reworded(within)
            continue
        for after in range(place + 1, min(len(passages), place + 1 + REACH)):
            said = passages[after].clean
            held = _held(text, said) if len(said) <= MAX_WORDS else None
            if held is not None:
                out[place] = passages[place].reworded(held)
                out[after] = passages[after].reworded(NOTED)
                break
            if passages[after].block != passages[place].block or _SHARE.search(said):
                break
    return with_lines_and_cells(out, strong)


def _within(text: str) -> str | None:
    """What holds in the end of a sentence that changes a weight itself; None where it does not."""
    if _PASS_FAIL.search(text) is not None:
        return "Social value is scored pass/fail."
    for mark in _CLAUSE.finditer(text):
        first, then = text[: mark.start()], text[mark.end() :]
        is_proposed = _PROPOSED.search(first) is not None or _DISREGARDS.match(then) is not None
        if is_proposed and (held := _held(first, then)) is not None:
            return held
    return None


def _held(first: str, then: str) -> str | None:
    """What holds of a weight by the words after it; None where these leave it as it is."""
    if _OF_OTHERS.match(then) or re.search(_SOCIAL, first, re.IGNORECASE) is None:
        return None
    if _ONCE.match(then) is not None and _SHARE.search(first) is not None:
        return first
    new = _new_share(first, then)
    if _SHARE.search(first) is None:
        return _put_back(first, then)
    return _with_share(first, new) if new is not None else _taken_back(first, then)


def _put_back(first: str, then: str) -> str | None:
    """What holds of social value that was taken out and comes back; None where it does not."""
    is_back = _GONE.search(first) is not None and _PUTS_BACK.search(then) is not None
    if not is_back or _DENIED.search(then) is not None or _NOT_OF_WEIGHTS.search(then) is not None:
        return None
    shares = {match["value"] for match in _SHARE.finditer(then)}
    return f"Social value is scored at {shares.pop()}%." if len(shares) == 1 else "Social value is scored."


def _taken_back(first: str, then: str) -> str | None:
    """What holds where a weight is taken back, or only its number is; None where neither is."""
    disregards = _DISREGARDS.match(then)
    if disregards is not None and not disregards["rest"].strip():
        return "Social value is scored." if disregards["figure"] else NOT_SCORED
    return NOT_SCORED if _WITHDRAWS.match(then) is not None and not _is_only_price(first) else None


def _is_only_price(first: str) -> bool:
    """Whether the share told is of something else, so that what is taken back may be that."""
    return (
        len(_SHARE.findall(first)) == 1
        and re.search(r"\b(?:price|quality|costs?|technical)\b", first, re.IGNORECASE) is not None
    )


def _new_share(first: str, then: str) -> str | None:
    """The one share that the words after a weight put in its place."""
    bare = _NOT_THAT.sub(lambda match: match[1] or "", then)
    disregards = _DISREGARDS.match(bare)
    told = disregards["rest"] if disregards is not None and disregards["rest"] else bare
    found = _CHANGES.match(told)
    shares = {match["value"] for match in _SHARE.finditer(bare)}
    if found is None or len(shares) != 1 or _DENIED.search(told) is not None:
        return None
    is_change = disregards is not None or _SAYS_CHANGE.search(then) is not None or _PROPOSED.search(first) is not None
    return shares.pop() if is_change else None


def _with_share(first: str, new: str) -> str | None:
    """The words of a weight with another in its place; None where it cannot be told which of several is meant."""
    if len(_SHARE.findall(first)) == 1:
        return f"Social value is weighted at {new}%." if _PROPOSED.search(first) else _SHARE.sub(f"{new}%", first)
    return _OWN_SHARE.sub(lambda match: f"{match['lead']}{new}%", first, count=1) if _OWN_SHARE.search(first) else None
