"""Words in the place of a supplier or a title that say that no award was made: "No bids received"."""

from __future__ import annotations

import re
from functools import lru_cache

from store.registers.names import data_rows

_NIL = re.compile("|".join(f"(?:{row['pattern']})" for row in data_rows("nil_return_names.csv")))
# What may stand around them: the lot in front, what it is said of behind.
_BEFORE = re.compile(r"^(?:lots? [\w.]{1,6}|n/?a)\b[\s:,;.\u2013\u2014-]*")
_BEHIND = re.compile(r"[\s,]+(?:for|to|under|on|in) (?:this|the|any|lots?)\b(?: [\w.]{1,12}){0,2}$")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'"})


@lru_cache(maxsize=1 << 14)
def is_nil_return(words: str) -> bool:
    """Whether words say that there was no award, and say nothing else.

    What only keeps a name back ("N/A", "Not disclosed", "Various") is no such thing: there is a supplier then.
    """
    plain = " ".join(words.translate(_QUOTES).casefold().split()).strip(" .:*-!()[]")
    plain = _BEHIND.sub("", _BEFORE.sub("", plain)).strip(" .:*-!()[]")
    return any(_NIL.fullmatch(each) for each in (plain, _first_statement(plain)))


def _first_statement(plain: str) -> str:
    """The words up to a dash, comma or bracket, where the rest is an excuse too: "Not awarded - no bids received"."""
    parts = [part.strip(" .:*!()[]") for part in re.split(r"\s+[-\u2013\u2014(]\s*|[,;:/(]\s*", plain)]
    said = [part for part in parts if part and part not in {"n/a", "na", "nil", "none"}]
    return said[0] if said and all(_NIL.fullmatch(part) for part in said) else ""
