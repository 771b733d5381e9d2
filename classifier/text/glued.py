"""Words and numbers that a sign or no sign glues together, and what was typed short: `Social value:10%`, `wont be`."""

from __future__ import annotations

import re

from classifier.text.denials import denied_in_full

LEADER = re.compile(r"\s?\.{3,}\s?(?=\d)")  # `Social value........10`
_GLUED_BRACKET = re.compile(r"(?<=[a-z]{3})(?=\((?!(?:s|es|ies)\))[a-z\d])")
_BRACKET_AHEAD = re.compile(r"(?<=[\d%]\))(?=[A-Z][a-z])")
_BRACKET_BEHIND = re.compile(r"\((?<=[a-z]\()")
_OUT_OF_HEAD = re.compile(r"(?<=[A-Za-z)])/(?=\d{1,4}(?:[,;|)\s]|$))")  # `Price/50,Quality/40,Social value/10`
_INCLUDING = re.compile(r"(?<=[a-z] )incl?\.? (?=[a-z])")
# `Price/50,Quality/40,SV/10`, `Price=60,Quality=30`, `Price 60%/Quality 30%/SV 10%`, `P60/Q30/SV10`
_GLUE = re.compile(r"[\d%)][,;/+&](?=[A-Za-z])|[A-Za-z][=/]\d|[A-Za-z]\d{1,3}%")
_NAME, _VALUE = r"[A-Za-z][A-Za-z&. -]{0,30}?", r"\d{1,4}"
_TO_VALUE, _TO_NEXT = r" ?[:=(/-]{0,2} ?", r" ?[,;/+&] ?"
_A_ROW = rf"{_NAME}{_TO_VALUE}{_VALUE} ?%?\)?"
_ROWS = re.compile(rf"(?<![\w/]){_A_ROW}(?:{_TO_NEXT}{_A_ROW}){{1,9}}(?![\w%/])")
_ROW = re.compile(rf"(?P<name>{_NAME}){_TO_VALUE}(?P<value>{_VALUE}) ?(?P<unit>%)?\)?(?:{_TO_NEXT}|$)")
_SHORT_BEFORE = re.compile(r"\b(?P<name>SVM?|CBs?)(?:=|(?=\d))(?=\d{1,2} ?%)")  # `SV10%`
WHOLES = frozenset({100, 1000})
_OPENED = (  # a sign that is quick to look for, what is then looked for, and what is put there
    ("\t", re.compile(r"(?<=[\w%)\]]{2})[ \xa0]*\t\s*(?=\S)"), " | "),
    ("_", re.compile(r"(?<=[A-Za-z])_+(?=[A-Za-z])"), " "),
    ("/", re.compile(r"(?<=alue|fits)/(?=\d{1,4}\b(?!/))"), " / "),  # `Social value/10`
    (":", re.compile(r"(?i:(?<=alue)|(?<=efit)|(?<=fits)):(?=[\dA-Za-z])"), ": "),  # `Social value:10%`
    ("|", re.compile(r"(?<=[A-Za-z\d%])\|(?=[A-Za-z\d])"), " | "),
    ("|", re.compile(r"(?:(?<=\|)|(?<!\S))\|(?=[A-Za-z\d])"), "| "),  # `|Social value|10|`
    ("|", re.compile(r"(?<=[A-Za-z\d%)])\|(?!\S)"), " |"),
    (">", re.compile(r"(?<=[A-Za-z\d%])>(?=[A-Za-z\d])"), " | "),
    ("=>", re.compile(r" => "), ": "),
    ("-", re.compile(r"(?i:(?<=alue)|(?<=fits))-(?=\d{1,3} ?%)|(?<=\d%)-(?=[A-Z][a-z])"), " - "),
    ("er-cent", re.compile(r"er-cent"), "er cent"),
    ("{", re.compile(r"\{(\d{1,3}(?:\.\d+)? ?%)\}"), r"(\1)"),
    ("...", LEADER, ": "),
)


def opened(words: str) -> str:
    """The words with marks for the tabs and dots between cells, and space where a mark glues two words."""
    for sign, pattern, meant in _OPENED:
        if sign in words:
            words = pattern.sub(meant, words)
    if "(" in words and _BRACKET_BEHIND.search(words):
        words = _BRACKET_AHEAD.sub(" ", _GLUED_BRACKET.sub(" ", words))
    return words


def as_meant(words: str) -> str:
    """The words with `including` in full, denials with their apostrophe, and the most of a column as its number."""
    if "inc" in words:
        words = _INCLUDING.sub("including ", words)
    words = denied_in_full(words)
    words = _SHORT_BEFORE.sub(r"\g<name> ", words)
    if _GLUE.search(words) is not None:
        words = _ROWS.sub(_listed, words)
    if words.count("/") > 1 and len(_OUT_OF_HEAD.findall(words)) > 1:
        words = _OUT_OF_HEAD.sub(": ", words)
    return words


def _listed(match: re.Match[str]) -> str:
    """Names with numbers that make up a whole, however glued, as a list: `Price 60%, Quality 30%, SV 10%`."""
    items = list(_ROW.finditer(match.group()))
    if sum(int(item["value"]) for item in items) not in WHOLES:
        return match.group()
    return ", ".join(f"{item['name'].strip()} {item['value']}{item['unit'] or ''}" for item in items)
