"""Shares of social value together with something else: `Method and social value: 40% (30% and 10% respectively)`."""

from __future__ import annotations

import re

_SHARE = r"(?P<{name}>\d{{1,2}}(?:\.\d+)?) ?(?:%|per ?cent)"
_SOCIAL = r"(?:social value|community benefits?)"
_OTHER = (
    r"(?:(?:non-price|technical|quality|method\w*|approach|delivery|service|team|staff\w*|resourc\w+|mobili[sz]ation"
    r"|programme|experience|management|price|pricing|costs?|commercial|design|safety|risks?|implementation|capability)"
    r"\b(?: (?!and\b|is\b|are\b|with\b|alone\b|only\b)[a-z'\u2019/-]+){0,3})"
)
_PAIR = (
    rf"(?<!on )(?<!by )(?P<pair>(?:(?P<first>{_OTHER}),? (?:and|&|\+|with|plus) (?:the )?(?P<last_social>{_SOCIAL})"
    rf"|(?P<first_social>{_SOCIAL}),? (?:and|&|\+|with|plus) (?:the )?(?P<last>{_OTHER})))"
)
_TOGETHER = r"(?:together|combined|jointly|taken together|in combination|between them|as one|in total|in all|in sum)"
_HAVE = (
    r"(?:account(?: for)?|carry|make up|are worth|have|share|are weighted|are scored|are|count(?: for)?"
    r"|attract|form|get"
    r"|(?:will|shall) (?:\w+ )?(?:account for|carry|make up|be worth|have|share|be weighted|be scored|be"
    r"|count for|attract"
    r"|form|get))"
)
_JOINT = re.compile(
    rf"\b{_PAIR}(?P<verb>[ :,=\u2013(-]{{1,3}}(?:(?:{_TOGETHER}|{_HAVE}|at|criteria|questions|section|be|of|is|worth)"
    rf"[ :,=\u2013-]{{1,3}}){{0,5}}){_SHARE.format(name='whole')}(?P<after>[^.]{{0,120}})",
    re.IGNORECASE,
)
_JOINT_AFTER = re.compile(  # `40% is given for method and social value together`
    rf"(?<![\d.])\d{{1,2}}(?:\.\d+)? ?(?:%|per ?cent)[^.;,%\d]{{0,40}}(?: (?:for|to|on|of) (?:the )?|\()"
    rf"(?:{_OTHER} (?:and|&) (?:the )?{_SOCIAL}|{_SOCIAL} (?:and|&) (?:the )?{_OTHER}) (?:taken )?{_TOGETHER}\b",
    re.IGNORECASE,
)
_OWN = re.compile(rf"\b{_SOCIAL}\b[^.;,%\d]{{0,15}}(?P<value>\d{{1,2}}(?:\.\d+)?) ?(?:%|per ?cent)", re.IGNORECASE)
_IS_TOGETHER = re.compile(rf"\b{_TOGETHER}\b", re.IGNORECASE)
_IN_TURN = re.compile(
    rf"^[^.;%\d]{{0,40}}?[(:,=\u2013-] ?(?:of which |being |i\.?e\.?,? |that is,? )?{_SHARE.format(name='one')}"
    rf" ?(?:and|\+|,|/|&) ?{_SHARE.format(name='two')}(?P<respectively> ?,? ?(?:respectively|in turn|in that order))?",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?<![\d.]){_SHARE.format(name='part')}", re.IGNORECASE)
_HEAD = re.compile(r"[a-z-]+", re.IGNORECASE)
_PARTED = re.compile(r"[;,:(]")
NEAR = 25  # characters between a part and its name


def with_joint_shares(text: str) -> str:
    """The text with each part of a joint share by its name, where both are told or one leaves the other."""
    if "%" not in text and "cent" not in text:
        return text
    return _JOINT.sub(_apart, text)


def _apart(match: re.Match[str]) -> str:
    whole, after = float(match["whole"]), match["after"]
    turn = _IN_TURN.match(after)
    names = (match["first"] or match["first_social"], match["last_social"] or match["last"])
    if turn is not None:
        one, two = float(turn["one"]), float(turn["two"])
        is_split = one + two == whole
        return (
            f"{names[0]} {one:g}%, {names[1]} {two:g}%{after[turn.end() :].lstrip(')')}" if is_split else match.group()
        )
    parts = list(_PART.finditer(after))
    own = _OWN.search(after)
    if own is not None and float(own["value"]) < whole and _PARTED.match(after.lstrip()) is not None:
        return after.lstrip(" :,;(")
    other = match["first"] or match["last"]
    if len(parts) != 1 or not _is_of(after, parts[0], other):
        return match.group()
    part = float(parts[0]["part"])
    social = match["first_social"] or match["last_social"]
    return f"{other} {part:g}%, {social} {whole - part:g}%" if part < whole else match.group()


def _is_of(after: str, part: re.Match[str], name: str) -> bool:
    """Whether a part is that of the name beside it, and not of social value."""
    head = _HEAD.match(name)
    near = after[max(0, part.start() - NEAR) : part.end() + NEAR].lower()
    return head is not None and head.group().lower() in near and re.search(_SOCIAL, near) is None


def is_joint(text: str) -> bool:
    """Whether the one share told beside social value is that of it and something else together."""
    if _JOINT_AFTER.search(text) is not None:
        return True
    match = _JOINT.search(text)
    if match is None or _apart(match) != match.group() or re.search(_SOCIAL, match["after"], re.IGNORECASE):
        return False
    is_plural = re.search(rf"\b{_HAVE}\b", match["verb"], re.IGNORECASE) is not None
    return (is_plural or _IS_TOGETHER.search(match.group()) is not None) and " each" not in match["after"]
