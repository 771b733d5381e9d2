"""Marks that are a part of a total told in the same sentence: `100 marks of which 10 are for social value`."""

from __future__ import annotations

import re

_TOTAL = r"(?P<total>\d{3,4}|\d,\d{3}) (?:marks|points)"
_ON_OFFER = r"(?: (?:are )?(?:available|on offer|in (?:all|total)))?,? "
_PART = re.compile(  # `a mark out of 1,000, of which 100 are for social value`
    rf"(?:\b(?:out of|total of) (?P<of>\d{{3,4}}|\d,\d{{3}})(?: (?:marks|points))?|(?<![\d.,/]){_TOTAL}){_ON_OFFER}"
    r"(?:of which|including) (?P<value>\d{1,3})(?: (?:marks|points))?"
    r"(?= (?:is|are|will|go|goes|for|given|count|belong)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(  # `100 points are available of which social value has 10`
    rf"(?<![\d.,/]){_TOTAL}\b{_ON_OFFER}(?:and )?of (?:which|these|them) (?P<name>[a-z][^.;,\d%]{{3,40}}?) "
    r"(?P<verb>has|have|gets?|takes?|is|carries|can earn) (?P<value>\d{1,3})(?=\W*$|[.,;])",
    re.IGNORECASE,
)
_TOTAL_FIRST = re.compile(  # `Out of 100 marks 10 are given to social value`
    rf"\b(?:out )?of (?:a total of )?{_TOTAL}{_ON_OFFER}(?P<value>\d{{1,3}})(?= (?:is|are|go|goes|will be)\b)",
    re.IGNORECASE,
)


def with_parts_of_total(text: str, lower: str) -> str:
    """The text with such parts written as `10 out of 100 points`; `lower` is the text in small letters."""
    if "marks" not in lower and "points" not in lower and "out of" not in lower and "total of" not in lower:
        return text
    text = _TOTAL_FIRST.sub(lambda match: f"{match['value']} points out of {match['total']}", text)
    text = _PART.sub(lambda match: f"of which {match['value']} out of {match['of'] or match['total']} points", text)
    return _NAMED.sub(
        lambda match: f"{match['name']} {match['verb']} {match['value']} out of {match['total']} points", text
    )
