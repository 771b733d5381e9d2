"""What the name of a row says it is: social value, price, all of quality, another section, a total."""

from __future__ import annotations

import re
from functools import lru_cache

from classifier.text.prefilter import the_prefilter
from classifier.vocabulary.expressions import expression

_OTHER_SECTION = expression("other_section")
_PRICE = expression("price")
_SKILL = expression("skill_in_its_study")
_SOCIAL_NAME = expression("social_name")
_TOTAL_NAME = expression("total_name")
_COLUMN_NAME = expression("name_in_head")
_UMBRELLA = expression("umbrella")
_WEIGHED_UMBRELLA = expression("weighed_umbrella")
_WITHIN_UMBRELLA = expression("within_umbrella")
_MONEY = re.compile(
    r"\W*(?:[A-Z]?\d{0,2}[.)]? )?(?:the )?(?:(?:tendered|base|yearly|hourly|day|unit) )?"
    r"(?:money|rents?|rates|tender sum|sum|charges|commission)\W*",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile(
    r"(?:^|& |\band |/ ?|\()(?:S\.?V\.?|CBs?)(?=$| &| and\b| ?/|\))|^\W*SV(?:[ ./-]?|\()\d{1,2}(?:\.\d)?[a-z]?\b"
)  # `Sustainability & SV`
_PRICE_CODES = frozenset({"P", "C"})
_UMBRELLA_CODES = frozenset({"Q", "T"})
MAX_READ = 5_000  # names remembered: sheets of one authority look much alike


@lru_cache(maxsize=MAX_READ)
def is_social(label: str) -> bool:
    """Whether a row is named for social value; all of quality that includes it is not, nor experience of its study."""
    return not any(each.match(label) for each in (_WITHIN_UMBRELLA, _SKILL)) and (
        the_prefilter().opens(label) or _SOCIAL_NAME.search(label) is not None or _SHORT_NAME.search(label) is not None
    )


def is_social_column(label: str) -> bool:
    """Whether a column beside price is named for social value, by names too common elsewhere: `Social impact`."""
    return is_social(label) or _COLUMN_NAME.search(label) is not None


def is_price(label: str) -> bool:
    """Whether a row is named for price alone."""
    if label in _PRICE_CODES or _MONEY.fullmatch(label) is not None:
        return True
    return _PRICE.search(label) is not None and _SOCIAL_NAME.search(label) is None


def is_umbrella_weight(text: str, value: float) -> bool:
    """Whether a number is that of all of quality, social value among it: `Technical (incl. social value) - 70%`.

    Or social value has no number: `Technical 70% including social value, price 30%`.
    """
    return _WEIGHED_UMBRELLA.search(text) is not None or any(
        re.match(rf"\D{{0,25}}{value:g}(?![\d.])", text[match.end() :]) for match in _WITHIN_UMBRELLA.finditer(text)
    )


def is_umbrella(label: str) -> bool:
    """Whether a row stands for all of quality."""
    return label in _UMBRELLA_CODES or _UMBRELLA.match(label) is not None


def is_top(label: str) -> bool:
    """Whether a row is one of the first level: price, quality, another section."""
    return any(pattern.search(label) for pattern in (_PRICE, _UMBRELLA, _OTHER_SECTION))


def is_total(label: str) -> bool:
    """Whether a row adds up the rows before it: `Total`, `Sub-total`, `Total quality score`."""
    return _TOTAL_NAME.match(label) is not None
