"""Heads of tables of scores that say what each criterion is out of: `Bidder, Price/60, Quality/30, Social value/10`."""

from __future__ import annotations

import re

from classifier.evidence import Weight
from classifier.vocabulary.expressions import expression
from classifier.weights.wholes import WeightFound

_PRICE = expression("price")
_SOCIAL = expression("social_name")
_CELL_MARK = re.compile(r"\s*[|;\t]\s*|,\s*| {3,}")
_CELL = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z&' -]{1,40}?) ?"
    r"(?:/ ?|[(\[] ?(?:max(?:imum)?\.?(?: of)? ?|out of |/ ?)?|out of |max(?:imum)?\.? )"
    r"(?P<value>\d{1,4})(?: ?(?P<percent>%)| ?(?:marks|points|pts))?[)\]]?",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z][A-Za-z&' ()/.-]{1,40}")
_TOTAL = re.compile(r"\W*(?:total|sum|overall|all|combined)\b", re.IGNORECASE)
MAX_HEAD = 200
MIN_CELLS = 3
WHOLES = (100, 1000)


def most_in_head(text: str) -> list[tuple[str, float]]:
    """The criteria that a head names with what each is out of, which make up a whole; none where it is no such head."""
    if len(text) > MAX_HEAD or _SOCIAL.search(text) is None or _PRICE.search(text) is None:
        return []
    cells = [cell for cell in _CELL_MARK.split(text.strip(" |.")) if cell]
    if len(cells) < MIN_CELLS or _NAME.fullmatch(cells[0]) is None or _PRICE.search(cells[0]):
        return []
    found = [_CELL.fullmatch(cell) for cell in cells]
    if any(match is None and _NAME.fullmatch(cell) is None for match, cell in zip(found, cells, strict=True)):
        return []
    most = [(match["name"], float(match["value"])) for match in found if match and not _TOTAL.match(match["name"])]
    return most if sum(value for _, value in most) in WHOLES else []


def most_for_social(text: str) -> WeightFound | None:
    """What social value is out of in such a head, as points of the whole."""
    most = most_in_head(text)
    value = sum(value for name, value in most if _SOCIAL.search(name))
    if not value:
        return None
    total = sum(value for _, value in most)
    return WeightFound(Weight(value, "points", "total", total), round(100 * value / total, 4))
