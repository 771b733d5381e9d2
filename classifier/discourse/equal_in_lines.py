"""Equal parts of quality on lines of their own: `Quality 30% in equal shares:`, `- Method`, `- Social value`.

So does a whole that is told in the sentence beside: `Quality is shared equally among ... . Price is 60%.`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.text.number_words import NUMBER, value_of
from classifier.vocabulary.expressions import expression
from classifier.weights.equal_parts import are_equal_parts
from classifier.weights.score_sheets.names import is_price, is_social
from classifier.weights.wholes import quality_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_EQUAL = expression("of_equal_weight")
_SHARE = re.compile(r"(?<![\d.])(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_PRICE_SHARE = re.compile(
    r"\b(?:price|pricing|costs?|commercial)\b[^.;%\d]{0,25}(?P<after>\d{1,2}) ?(?:%|per ?cent\b)"
    r"|(?P<before>\d{1,2}) ?(?:%|per ?cent) (?:is |are |goes )?(?:(?:for|to|on) )?(?:the )?"
    r"(?:price|costs?|commercial)\b",
    re.IGNORECASE,
)
_OF_QUALITY = re.compile(r"\b(?:quality|technical|non-price|questions|method statements)\b", re.IGNORECASE)
_COUNT = re.compile(rf"\b(?P<count>{NUMBER}|\d) (?:[a-z]+[ -]){{0,3}}?(?:questions|parts|criteria|elements|sections)\b")
_ITEM = re.compile(
    r"\W*(?P<label>(?:question )?[a-z]{0,2}\d{1,2}(?:\.\d)?[.):]?\s+|\(?[a-z\d]{1,3}[.)]\s*)?"
    r"(?P<name>[A-Za-z][A-Za-z&,'/() -]{2,60}?)\W*(?:\band)?\W*",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(
    r"\bone (?:of )?(?:them|these|those|which|its|the|our|whose)\b|\bis one\b"
    r"|\b(?:of|among) (?:which|these|them|those)\b[^.;]{0,40}\bone\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:is|are|was|will|shall|must|should|has|have|please|we|you|your)\b", re.IGNORECASE)
MAX_ITEMS = 10
MAX_WORDS = 7
MIN_ITEMS = 2
WHOLE = 100


def with_equal_parts(masked: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages, names under what they share equally with the share of each, and its whole where that is beside."""
    out = list(passages)
    lower = masked.lower()
    if not any(word in lower for word in ("equal", "even", "same", "alike")):
        return out
    for place, passage in enumerate(passages):
        if _EQUAL.search(passage.clean) is None or _OF_QUALITY.search(passage.clean) is None:
            continue
        whole = _whole(passages, place)
        if whole is None:
            continue
        names = _names(passages, place)
        for below, name in enumerate(names, place + 1):
            out[below] = passages[below].reworded(f"{name}: {round(whole / len(names), 2):g}%")
        if not names and is_social(passage.clean) and _SHARE.search(passage.clean) is None:
            out[place] = _with_whole(passage, whole)
    return out


def _with_whole(passage: Passage, whole: float) -> Passage:
    """The passage with the whole of its equal parts, or the share of the one that is said to be on social value.

    As it is where neither can be told: the whole would be taken for the share.
    """
    text = passage.clean.rstrip(" .;")
    told = f"{text}, making {whole:g}%"
    if are_equal_parts(told):
        return passage.reworded(told)
    count = _COUNT.search(text)
    parts = value_of(count["count"]) if count is not None and _ONE_OF_THEM.search(text) is not None else None
    if parts is None or not MIN_ITEMS <= parts <= MAX_ITEMS:
        return passage
    return passage.reworded(f"{text}, making {round(whole / parts, 2):g}%")


def _whole(passages: Sequence[Passage], place: int) -> float | None:
    """What the parts make up in per cent: as told with them, else by what is said of quality or price beside."""
    text = passages[place].clean
    shares = list(_SHARE.finditer(text)) if _PRICE_SHARE.search(text) is None else []
    if shares:
        return float(shares[0]["value"]) if len(shares) == 1 else None
    near = [text, *(each.clean for each in passages[max(0, place - 2) : place + 2])]
    told = next((share for each in near if (share := quality_share(each)) is not None), None)
    price = next((match for each in near if (match := _PRICE_SHARE.search(each)) is not None), None)
    left = WHOLE - float(price["after"] or price["before"]) if price is not None else None
    if told is not None and left is not None and told != left:
        return None
    return left if told is None else told


def _names(passages: Sequence[Passage], place: int) -> list[str]:
    """The names on the lines under a passage, one of them social value and none price; empty where they are no list."""
    items: list[re.Match[str]] = []
    gap = MAX_WORDS
    for below in range(place + 1, min(len(passages), place + 1 + MAX_ITEMS)):
        item = _ITEM.fullmatch(passages[below].clean)
        apart = passages[below].start - passages[below - 1].end
        is_name = item is not None and len(item["name"].split()) <= MAX_WORDS and _VERB.search(item["name"]) is None
        if item is None or not is_name or (items and (apart > gap or _is_marked(item) != _is_marked(items[0]))):
            break
        gap = apart if items else gap
        items.append(item)
    names = [item["name"].strip(" ,") for item in items]
    count = _COUNT.search(passages[place].clean)
    is_list = len(names) >= MIN_ITEMS and (count is None or value_of(count["count"]) == len(names))
    is_award = sum(map(is_social, names)) == 1 and not any(map(is_price, names))
    return names if is_list and is_award else []


def _is_marked(item: re.Match[str]) -> bool:
    """Whether an item opens with a number, a letter or a mark."""
    return item.start("name") > 0
