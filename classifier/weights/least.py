"""The least that buyers must give to social value: `not less than 10 nor more than 20 per cent`, `not below 10%`."""

from __future__ import annotations

import re

from classifier.evidence import Weight
from classifier.text.number_words import NUMBER, value_of
from classifier.vocabulary.expressions import expression
from classifier.weights.wholes import WeightFound

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "twentieth": 20}
_AMOUNT = rf"(?:\d{{1,2}}(?:\.\d)?|(?:a|an|one)[ -](?:{'|'.join(_PARTS)})|{NUMBER})"
_MARK = r"(?:%|per ?cent\b)"
_BOTH = re.compile(
    rf"\b(?:(?:not|no|nor) (?:less|lower|fewer) than|at least|not (?:below|under)|a minimum of|between) "
    rf"(?P<low>{_AMOUNT}) ?(?P<low_mark>{_MARK})?,? (?:nor|and|or|but|to)\b ?"
    rf"(?:(?:not |no )?(?:more than|higher than|above|over)|at most|up to)? ?(?P<high>{_AMOUNT}) ?(?P<mark>{_MARK})?",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    rf"\b(?:not|no|never|neither|nor)\b(?P<between>[^.;%\d]{{0,70}}?)\b(?:below|under|(?:less|lower|fewer) than) "
    rf"(?P<low>{_AMOUNT}) ?(?P<mark>{_MARK})?",
    re.IGNORECASE,
)
_SETS = re.compile(
    r"\b(?:set|put|give|fix|weight|weigh|weighted|allot|allocate|lower|fall|drop|go|be)\b", re.IGNORECASE
)
_OF_BUYERS = re.compile(
    r"\b(?:weight\w*|(?:social value|community benefits?|its) share|share of (?:the )?(?:marks|score|total|whole)"
    r"|marks|buyers?|customers?|call-?offs?|mini-?competitions?|criteri\w+|score)\b",
    re.IGNORECASE,
)
_PASS = re.compile(
    r"\b(?:turnover|profit|spend|pay(?:s|ment)?|programme|pass(?:ed)?|score[sd]?|scoring|threshold|reach\w*|achiev\w*|bid(?:der)?s?|tender(?:er)?s?)\b",
    re.IGNORECASE,
)
_SOCIAL = expression("social_name")
MOST = 60


def least_of(text: str) -> WeightFound | None:
    """The lower end of the bounds that a sentence sets to the weight of social value."""
    if _SOCIAL.search(text) is None or _OF_BUYERS.search(text) is None:
        return None
    match = _BOTH.search(text) or _FLOOR.search(text)
    if match is None or _PASS.search(text, 0, match.end()) is not None:
        return None
    found = match.groupdict()
    if found.get("between") is not None and _SETS.search(found["between"]) is None:
        return None
    is_share = any(found.get(key) for key in ("low_mark", "mark")) or not match["low"][-1].isdigit()
    value = _value(match["low"])
    if not is_share or not 0 < value <= MOST or value >= _value(found.get("high") or "100"):
        return None
    return WeightFound(Weight(value, "percent", "unknown"), value)


def _value(amount: str) -> float:
    words = amount.lower().replace("-", " ").split()
    if words[-1] in _PARTS:
        return round(100 / _PARTS[words[-1]], 2)
    return value_of(amount)
