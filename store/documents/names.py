"""What the names of criteria say of their place in an evaluation."""

from __future__ import annotations

import re

_PRICE = re.compile(r"\b(?:price|pricing|costs?|fees?|commercial|financial|pris|rates)\b", re.IGNORECASE)
_SOCIAL = re.compile(r"social value|community benefit|gwerth cymdeithasol|budd(?:ion)? cymunedol", re.IGNORECASE)
_QUALITY = re.compile(r"\b(?:quality|technical|qualitative|non-?\s?price|non-?\s?cost|non-?\s?financial|ansawdd|method statement)", re.IGNORECASE)


def is_price(name: str) -> bool:
    """Whether a criterion is the price part of an evaluation."""
    return _PRICE.search(name) is not None and _SOCIAL.search(name) is None and _QUALITY.search(name) is None


def is_quality(name: str) -> bool:
    """Whether a name is that of the quality part of an evaluation."""
    return _QUALITY.search(name) is not None
