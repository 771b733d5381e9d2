"""Names of other criteria that say social value is no part of them: `Quality (excluding social value) 40%`.

So do names that point to where social value is scored: `Craft (social value is marked under question 3) 30%`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"(?:(?:the |any |all )?(?:social value|community benefits?|social benefits?))"
_BE = r"(?:(?:is|are|was|were|has|have|had|being|been|be|will|shall|to|now|itself|all) )*"
_OUT_BEFORE = (
    r"(?:excl(?:\.|uding|udes?|uded|usive of)?|without(?: any)?|other than|apart from|except(?:ing)?(?: for)?"
    r"|not (?:including|counting|covering|for|with)|less|minus|leav(?:ing|es) out|omit(?:ting|s)|ignor(?:ing|es)"
    r"|disregarding|setting aside|save(?: for)?|bar(?:ring)?|(?:but )?(?:no|not|nothing|none)"
    r"(?: (?:marks?|points?|weight|score|part|share|credit|account|of (?:it|this|these|which|that)|is"
    r"|are))*(?: (?:for|of|to|on))?"
    r"|net of)"
)
_OUT_AFTER = (
    r"(?:left out|excluded|omitted|dropped|removed|taken out|deleted|struck out|disregarded|ignored|withdrawn|unscored"
    r"|not (?:be )?(?:included|scored|assessed|evaluated|marked|counted|weighted|considered|covered|tested|asked for"
    r"|(?:a )?part of (?:it|this|these|that)|in (?:it|this)|taken into account|applicable)"
    r"|(?:does|do|will|shall) not (?:count|apply|matter|form (?:a )?part\b[^,;()]{0,20})|no part of (?:it|this|these)"
    r"|carries (?:no|nothing)(?: weight| marks| points)?|is not)"
)
_WAY = r"(?:apart|separately|elsewhere|on its own|by itself|alone|independently|in its own right|individually)"
_PLACE = (
    r"(?:(?:under|in|at|by|through|with|against|as) (?:its own |a separate |another |a different |the (?:next|other"
    r"|last)"
    r" |the )?(?:criteri(?:on|a)|questions?|sections?|parts?|q|schedule|annex|appendix|envelope|element|heading|row"
    r"|table)"
    r"(?: ?[\dA-Z]{1,3}(?:\.\d)?)?\b|(?:below|above)\b)"
)
_READ = (
    r"(?:marked|scored|assessed|evaluated|weighted|weighed|dealt with|covered|treated|considered|shown|counted|judged"
    r"|handled|listed|given|told|taken|tested|looked at)"
)
_APART_AFTER = (
    rf"(?:{_READ} (?:{_WAY}|{_PLACE})|(?:{_WAY} {_READ})|separate|has its own (?:\w+ ){{0,2}}\w+"
    rf"|{_WAY}|(?:see|in|under) {_PLACE}|see (?:below|above|criterion \d|question \d))"
)
_APART_BEFORE = r"(?:(?:for|on|as to|regarding) )?"
_SEE = r"(?:see|refer to|go to|turn to|look at) [^,;()\[\]%]{2,40}"
_SHARE = r"(?P<{0}>\d{{1,2}}(?:\.\d+)? ?(?:%|per ?cent\b))?"
_TAIL = r"(?: (?:questions?|criteri(?:on|a)|part|element|section|marks|response))?"
_OUT = rf"{_OUT_BEFORE} {_NAME}{_TAIL} ?{_SHARE.format('own')}|{_NAME}{_TAIL} {_BE}{_OUT_AFTER}"
_APART = rf"{_APART_BEFORE}(?:with )?{_NAME}{_TAIL},? (?:{_BE}{_APART_AFTER}|{_SEE})"
# What is set apart stands in brackets, between dashes or commas, behind a bar, or runs on to the weight.
_OPEN = r"(?:\s*[(\[]\s*|\s*[,|]\s*|\s+[-\u2013\u2014]\s*|\s*[\u2013\u2014]\s*|\s+(?:but |and )?)"
_END = (
    r"(?=\s*(?:[)\]]|[,|;:]|\s[-\u2013\u2014]\s|[.]?\s*$|[.]\s|(?:is |at |has |carries |worth "
    r"|= ?)?\d{1,3}(?:\.\d+)? ?(?:%|per ?cent|marks|points)))"
)
_ASIDE = re.compile(
    rf"(?P<open>{_OPEN})(?:(?P<out>{_OUT})|(?P<apart>{_APART})){_END}(?P<close>\s*[)\]])?(?P<dash>\s*[|,]"
    rf"|\s+[-\u2013\u2014](?=\s))?",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    rf"^\W*(?:everything|all|anything) (?:but|except(?: for)?|other than|save) {_NAME}\b", re.IGNORECASE
)
_NONE_OF = re.compile(  # `None of the 40% for quality is for social value`
    rf"^\W*(?:none|no part|nothing|not any|not one) (?:of|in) [^.;]{{0,60}}?\b{_NAME}\W*$"
    rf"|\b(?:quality|technical|non-price)\b[^.;]{{0,40}}\b(?:do(?:es)? not|did not|will not|excludes?|leaves?) "
    rf"(?:include|cover|count|contain|touch)?\s?{_NAME}\b(?:[^.;%\d]{{0,20}}(?:out|aside)\b[^.;%\d]{{0,20}})?\W*$",
    re.IGNORECASE,
)
_HAS_NAME = re.compile(_NAME, re.IGNORECASE)
_HOST = re.compile(r"[a-z]{3}", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|nor|never|no)\W*$", re.IGNORECASE)
_ENDS_WITH_SHARE = re.compile(r"\d ?(?:%|per ?cent|marks|points)\W*$", re.IGNORECASE)
_SHARE_NEXT = re.compile(
    r"[\s:=-]*(?:(?:is|at|has|carries|worth) )?\d{1,3}(?:\.\d+)? ?(?:%|per ?cent|marks|points)", re.IGNORECASE
)
_GLUE = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class SetApart:
    """Words without what they say of social value in passing, and whether that is scored in another place."""

    rest: str
    is_scored_elsewhere: bool

    @property
    def names_it(self) -> bool:
        """Whether social value is named in what is left, and so by itself."""
        return _HAS_NAME.search(self.rest) is not None


def set_apart(text: str) -> SetApart | None:
    """What is left of the name of another criterion that leaves social value out; None where it does not."""
    if _HAS_NAME.search(text) is None:
        return None
    if _ALL_BUT.match(text) is not None:
        return SetApart(_ALL_BUT.sub("The rest", text), is_scored_elsewhere=False)
    if _NONE_OF.search(text) is not None:
        return SetApart(_HAS_NAME.sub("it", text), is_scored_elsewhere=False)
    match = next((found for found in _ASIDE.finditer(text) if _is_beside_another(text, found)), None)
    if match is None:
        return None
    is_own = match["own"] is not None and match["close"] is not None  # else it is the weight of the other
    own = f"; social value {match['own']}" if is_own else f" {match['own'] or ''}"
    rest = _GLUE.sub(" ", f"{text[: match.start()]}{own} {text[match.end() :]}".strip())
    return SetApart(rest, is_scored_elsewhere=match["apart"] is not None or is_own)


def _is_beside_another(text: str, match: re.Match[str]) -> bool:
    """Whether the words stand behind the name of another criterion, and not of social value itself."""
    before = re.split(r"[;|]|[.](?=\s)|(?<=[%\dts])[,.](?=\s)", text[: match.start()])[-1]
    is_named = _HOST.search(before) is not None and _HAS_NAME.search(before) is None
    is_its_own = not match["close"] and _ENDS_WITH_SHARE.search(before) and _SHARE_NEXT.match(text, match.end())
    if is_its_own:  # `Quality 30%, social value by itself 10%`
        return False
    if not match["open"].strip() and _HAS_NAME.match(text, match.end("open")):  # `... the social value part is dropped`
        return False
    is_bracket_whole = ("(" in match["open"] or "[" in match["open"]) == (match["close"] is not None)
    return is_named and is_bracket_whole and _DENIED.search(before) is None
