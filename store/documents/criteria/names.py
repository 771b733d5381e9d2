"""What the names of criteria say of their place in an evaluation."""

from __future__ import annotations

from store.documents.expressions import expression

_PRICE = expression("price")
_SOCIAL = expression("social")
_QUALITY = expression("quality")
_TOTAL = expression("total")
_SHORT_SOCIAL = expression("short_social")


def is_price(name: str) -> bool:
    """Whether a criterion is the price part of an evaluation."""
    return _PRICE.search(name) is not None and _SOCIAL.search(name) is None and _QUALITY.search(name) is None


def is_quality(name: str) -> bool:
    """Whether a name is that of the quality part of an evaluation."""
    return _QUALITY.search(name) is not None


def is_total(name: str) -> bool:
    """Whether a row of that name only adds up others."""
    return _TOTAL.search(name) is not None and not is_price(name)


def with_short_name(name: str) -> str:
    """A name with the short forms of social value as the one that the classifier knows: `SV carbon`."""
    return " ".join(_SHORT_SOCIAL.sub("SV ", name).split())
