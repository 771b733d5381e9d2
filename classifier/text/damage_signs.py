"""Signs of damage in a text: quick to look for, and there wherever a rule that mends could find something."""

from __future__ import annotations

import re

from classifier.vocabulary.relaxing import encoded
from classifier.vocabulary.supersets import Verified

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"
FOREIGN = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423"
    "\u0425\u03bf\u03b1"
)
# What must be there for a rule to find something; quick to look for.
_FOREIGN_SIGN = re.compile(
    f"[\x80-\x9f{INVISIBLE}\u00c2-\u00f4\u201a\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff{FOREIGN}]"
)
_CONTROL_SIGN = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SOUND = bytes(  # at one byte a character, what is no such sign: what a keyboard writes, and dashes, quotes and bullets
    code
    for code in range(256)
    if (sign := bytes([code]).decode("windows-1252", errors="ignore"))
    and not (_FOREIGN_SIGN.match(sign) or _CONTROL_SIGN.match(sign))
)
_BROKEN_LINE = re.compile(r"-[ \t]*\r?\n")
_BROKEN_BY_TAG = re.compile(r"[A-Za-z]<[/a-z]")
_HIDDEN_SIGN = re.compile(r"&(?:amp;)?(?:shy|zw|lrm|rlm|#)")
_NAMES = ("ocial value", "ommunity benefit", "ocialvalue", "ocialValue", "ommunitybenefit", "ommunityBenefit")
_FIGURES_RUN_TOGETHER = Verified(re.compile(r"[a-z]{2}\d[\d,.]*%|\d%[A-Z][a-z]|\d[A-Z][a-z]{3}[^\n%]{0,80}\d ?%"))
_RUN_TOGETHER = Verified(
    re.compile(
        r"[a-z](?:social ?value|community ?benefit|SocialValue|CommunityBenefit)"
        r"|(?:ocial ?[vV]alue|ommunity ?[bB]enefits?)[a-rt-z]"
    )
)
# A little word that runs on into the next: `willbe`, `aspart`, `ofthe`.
_RUNS_INTO = "(?:be|scored|evaluated|assessed|weighted|marked|part|the(?:quality)?)"
RUN_ON = rf"\b(?:will|shall|must|are|is|be|as|of|in|to)(?={_RUNS_INTO}\b)"
_RUNS_ON = re.compile(RUN_ON)
_DOTS_APART = re.compile(r" \. \. \.|[ \t]\.{1,2}[ \t]+\d")
_SET_APART = re.compile(r"[A-Z] [A-Z] [A-Z] [A-Z] [A-Z]")


def _is_sound(text: str) -> bool:
    """Whether every character of a text is sound by itself; quick, and sometimes wrongly no."""
    return not encoded(text).translate(None, _SOUND)


def _names_it(text: str) -> bool:
    return ("ocial" in text or "ommunity" in text) and any(name in text for name in _NAMES)


def may_be_damaged(text: str) -> bool:
    """Whether any of the rules could find something; quick, one sign after the other."""
    return (
        (not _is_sound(text) and (_FOREIGN_SIGN.search(text) or _CONTROL_SIGN.search(text)) is not None)
        or "_x" in text
        or ("-" in text and "\n" in text and _BROKEN_LINE.search(text) is not None)
        or ("<" in text and _BROKEN_BY_TAG.search(text) is not None)
        or "C I A L" in text
        or (" ." in text and _DOTS_APART.search(text) is not None)
        or "M U N I" in text
        or ("%" in text and _FIGURES_RUN_TOGETHER.search(text) is not None)
        or (_names_it(text) and (_RUN_TOGETHER.may_match(text) or _RUNS_ON.search(text) is not None))
        or ("&" in text and _HIDDEN_SIGN.search(text) is not None)
    )


def signs_in(text: str) -> tuple[bool, ...]:
    """Which of the rules that mend could find something in a text, in their order: each that could not saves a walk."""
    is_foreign = not text.isascii() and _FOREIGN_SIGN.search(text) is not None
    is_steered = not text.isprintable() and _CONTROL_SIGN.search(text) is not None
    names = _names_it(text)
    has_figures = _FIGURES_RUN_TOGETHER.search(text) is not None
    return (
        is_foreign or _HIDDEN_SIGN.search(text) is not None,
        "_x" in text,
        is_foreign,
        is_foreign or is_steered,
        is_foreign or is_steered,
        is_foreign,
        is_foreign,
        _BROKEN_LINE.search(text) is not None,
        names,
        names,
        names,
        names and _RUNS_ON.search(text) is not None,
        has_figures,
        has_figures,
        _DOTS_APART.search(text) is not None,
        _SET_APART.search(text) is not None,
        _BROKEN_BY_TAG.search(text) is not None,
    )
