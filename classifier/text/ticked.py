"""Boxes of a form as the answer that is ticked: `[ ] Yes [X] No` is `No`."""

from __future__ import annotations

import re

_TICKED, _EMPTY = r"(?:[\u2611\u2612\u2714\u2713\u25a0]|\[ ?[xX\u2713\u2714] ?\])", r"(?:[\u2610\u25a1]|\[ ?\])"
_ANSWER, _APART = r"(?:Yes|No|Y|N|YES|NO)", r"[ ,/;]{0,3}"
_BEFORE = re.compile(
    rf"{_TICKED} ?(?P<first>{_ANSWER})\b{_APART}{_EMPTY} ?{_ANSWER}\b"
    rf"|{_EMPTY} ?{_ANSWER}\b{_APART}{_TICKED} ?(?P<second>{_ANSWER})\b"
)
_AFTER = re.compile(
    rf"\b(?P<first>{_ANSWER}) ?{_TICKED}{_APART}{_ANSWER} ?{_EMPTY}"
    rf"|\b{_ANSWER} ?{_EMPTY}{_APART}(?P<second>{_ANSWER}) ?{_TICKED}"
)
_CHOICE = re.compile(r"\(?\b(?:Yes ?/ ?No|Y ?/ ?N|YES ?/ ?NO)\)? ?[:=-] ?(?P<answer>Yes|No|Y|N|YES|NO)\b")
_SIGN = re.compile(r"[\u2610-\u2612\u25a0\u25a1\u2713\u2714]|\[ ?[xX]? ?\]|\b[Yy](?:es|ES)? ?/ ?[Nn]")
_WORDS = {"y": "Yes", "n": "No"}


def may_be_ticked(text: str) -> bool:
    """Whether a text may hold boxes or a choice of yes and no; quick."""
    return _SIGN.search(text) is not None


def ticked(text: str) -> str:
    """The text with the answer in the place of boxes, after a colon unless another sign stands there."""
    for pattern in (_BEFORE, _AFTER):
        text = pattern.sub(lambda match: _answered(match, match["first"] or match["second"]), text)
    return _CHOICE.sub(lambda match: _answered(match, match["answer"]), text)


def _answered(match: re.Match[str], answer: str) -> str:
    before = match.string[: match.start()].rstrip()[-1:]
    return f"{'' if before in ':?-' else ': '}{_WORDS.get(answer[:1].lower(), answer)}"
