"""Weights in letters and numbers alone: `P60/Q30/SV10`, `60P:30Q:10SV`, `C-70 T-25 CB-5`."""

from __future__ import annotations

import re

_NAMES = {"P": "price", "C": "cost", "Q": "quality", "T": "technical", "SV": "SV", "CB": "CB"}
_CODE = "(?:P|C|Q|T|SV|CB)"
_PAIR = rf"(?:{_CODE} ?-? ?\d{{1,3}} ?%?|\d{{1,3}} ?%? ?{_CODE})"
_LIST = re.compile(rf"(?<![\w/.-]){_PAIR}(?:(?: ?[/:,;|+&] ?| ?[\u2013-] ?| ){_PAIR}){{1,4}}(?![\w/-])")
_READ = re.compile(rf"(?P<code>{_CODE}) ?-? ?(?P<value>\d{{1,3}})|(?P<first>\d{{1,3}}) ?%? ?(?P<name>{_CODE})")
# Beside these it is the number of a thing: `Valves P60/Q30/SV10 are to be serviced`.
_OF_A_THING = re.compile(
    r"\b(?:valves?|pipes?|pumps?|models?|parts? (?:nos?|numbers?|codes?)|switchgear|panels?|drawings?|sizes?|fittings?"
    r"|types?|series|spares?|items?|codes?|units?|boilers?|cables?|couplings?|filters?|plant|equipment|serial|catalogue)\b",
    re.IGNORECASE,
)
WHOLE = 100


def with_coded_shares(text: str) -> str:
    """The text with such weights as percentages under the names of what they weigh, where they make up a hundred."""
    return _LIST.sub(_named, text)


def _named(match: re.Match[str]) -> str:
    pairs = [
        (each["code"] or each["name"], int(each["value"] or each["first"])) for each in _READ.finditer(match.group())
    ]
    codes = [code for code, _ in pairs]
    is_award = {"P", "C"} & set(codes) and {"SV", "CB"} & set(codes) and len(set(codes)) == len(codes)
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
    sentence = next((each for each in line.split(". ") if match.group() in each), line)
    if not is_award or sum(value for _, value in pairs) != WHOLE or _OF_A_THING.search(sentence):
        return match.group()
    return ", ".join(f"{_NAMES[code]} {value}%" for code, value in pairs)
