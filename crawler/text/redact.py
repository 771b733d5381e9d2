"""Removal of personal contact details from text before anything is stored.

E-mail addresses become `[e-mail removed]`, telephone numbers `[telephone removed]`. Sums of money, CPV codes, notice
numbers and dates stay. Names in running text cannot be told from other words and stay; fields that hold names of
people are never read (see store/ingest/mapping/texts.py).
"""

from __future__ import annotations

import re

EMAIL_REMOVED = "[e-mail removed]"
TELEPHONE_REMOVED = "[telephone removed]"

# 64 before the @ are the length of RFC 5321, and keep the search linear. What follows may be longer and odder than an
# address is: a text that only looks like one must not stop a publication.
_EMAIL = re.compile(r"[\w.%+'-]{1,64}@(?:[\w-]+\.)+[^\W\d_]{2,}")
_SPELT_EMAIL = re.compile(r"[\w.%+'-]{1,64} ?[\[(]at[\])] ?(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}", re.IGNORECASE)
# A run of digits and separators that starts as telephone numbers do; _telephone then decides. The first
# character comes before the look-behind so that the search can skip to it.
_REST = r"[\d(][\d() .\u2013\u00a0\u2011-]{6,24}\d(?!\d)"
_CANDIDATE = re.compile(rf"[+(0](?<![\w/.,£$€#-][+(0]){_REST}")
# One sign alone is looked for much faster than three: of nearly every text these find that it holds no candidate.
_BEGINNINGS = [(sign, re.compile(rf"[{sign}](?<![\w/.,£$€#-][{sign}]){_REST}")) for sign in "0(+"]
_DIGITS = re.compile(r"\d+")
# National numbers have ten or eleven digits with the leading 0 and no area code starts 00, 04 or 06 (Ofcom,
# National Telephone Numbering Plan).
_NATIONAL_TOTALS = (11, 10)
_NATIONAL_START = re.compile(r"0[1-35789]")


def redact(text: str) -> str:
    """Text without e-mail addresses and telephone numbers; the same object when there are none."""
    if "@" in text:
        text = _EMAIL.sub(EMAIL_REMOVED, text)
    if (")" in text and "at)" in text) or ("]" in text and "at]" in text):  # one sign alone is looked for much faster
        text = _SPELT_EMAIL.sub(EMAIL_REMOVED, text)
    for sign, beginning in _BEGINNINGS:
        if sign in text and beginning.search(text):
            return _CANDIDATE.sub(_telephone, text)
    return text


def _telephone(match: re.Match[str]) -> str:
    run = match[0]
    groups = list(_DIGITS.finditer(run))
    end = _international_end(run, groups) if run.startswith(("+", "00")) else _national_end(groups)
    return TELEPHONE_REMOVED + run[end:] if end else run


def _national_end(groups: list[re.Match[str]]) -> int:
    """Where a national number ends in its run; 0 when the run is something else, such as a notice number."""
    first = groups[0][0]
    if not _NATIONAL_START.match(first) or not (3 <= len(first) <= 5 or len(first) in _NATIONAL_TOTALS):
        return 0
    ends: dict[int, int] = {}
    total = 0
    for group in groups:
        total += len(group[0])
        ends[total] = group.end()
    return next((ends[total] for total in _NATIONAL_TOTALS if total in ends), 0)


def _international_end(run: str, groups: list[re.Match[str]]) -> int:
    """Where an international number ends in its run; 0 when it is too short to be one."""
    digits = "".join(group[0] for group in groups)
    if run.startswith("00"):
        if not digits.startswith("0044"):
            return 0
        wanted = 14
    else:
        wanted = 12 if digits.startswith("44") else 9
    if digits.removeprefix("00").startswith("440"):
        wanted += 1
    total = 0
    for group in groups:
        total += len(group[0])
        if total >= wanted:
            return group.end()
    return 0
