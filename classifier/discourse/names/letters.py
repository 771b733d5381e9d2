"""What letters stand for in a text: `circuit breakers (CBs)`, `SV = sluice valve`, and the SV of a property."""

from __future__ import annotations

import re

from classifier.vocabulary.expressions import expression

_COMMON_NAMES = expression("concept_name")
_STANDS_FOR = (
    r"[a-zA-Z]+ [a-z]+ \(<letters>[sS]?\)|\b<letters>[sS]? \(<other>[a-zA-Z]+ [a-z]+[^()]{0,30}\)|\b<letters> radios?\b"
    r"|\b<letters>[sS]? ?(?:=|means|stands for|is short for|denotes|[\u2013-] ) ?(?:an? |the )?[a-zA-Z]+ [a-z]+"
    r"|\b<letters> is [A-Z][a-z]+ [A-Z][a-z]+|\b<letters>S [\u2013-] [A-Z][a-z]+ [A-Z][a-z]+"
)
_OTHER_WORDS = rf"(?!(?i:{expression('told_of_social_value').pattern})\b)"
_SPELT = (  # words that begin with the letters, right beside them: `Site Visit (SV)`, `"SV" shall mean sluice valve`
    r"\b<words>\W{1,4}<letters>s?\b"
    r"|\b<letters>s?\W{1,4}(?:(?:means?|shall mean|stands? for|(?:is )?short for|is|are|refers? to|denotes?)\W{1,3})?"
    r"(?:an? |the )?<words>\b"
)
NOT_OF_SALE = (  # what a valuer calls so beside the market value: `the SV of the property`, `MV and SV`
    r"(?<!\bMV and SV)(?<!\bMV or SV)(?<!\bMV, SV)(?<!\bMV/SV)(?<!\bMV & SV)(?!(?: and| or|,|/| &) ?MV\b)"
    r"(?! of (?:(?:the|each|every|any|all|an?|its|this|that|our|these|those) )?(?:[a-z-]+ )?"
    r"(?:propert(?:y|ies)|land|sites?|buildings?|premises|assets?|homes?|dwellings?|plots?|houses?|flats?|holdings?"
    r"|freehold|leasehold|leases?)\b)"
)


def is_of_another(name: str, text: str, *, is_of_question: bool = False) -> bool:
    """Whether a text says that letters stand for something else: `circuit breakers (CBs)`, `SV = sluice valve`.

    So does a number behind them, as of goods: `SV-10`; unless it `is_of_question`, which rows of scores open with.
    """
    letters = re.escape(name.rstrip("sS"))
    if not is_of_question and re.search(rf"\b{letters}-\d", text) is not None:
        return True
    found = [*re.finditer(_STANDS_FOR.replace("<letters>", letters).replace("<other>", _OTHER_WORDS), text)]
    return is_spelt_otherwise(name, text) or any(_COMMON_NAMES.search(match.group().lower()) is None for match in found)


def is_spelt_otherwise(name: str, text: str) -> bool:
    """Whether letters stand in a text right beside other words that begin with them: `Site visit (SV)`."""
    letters = re.escape(name.rstrip("sS"))
    initials = " ".join(rf"{letter}[a-z]+" for letter in letters.lower() if letter.isalpha())
    spelt = _SPELT.replace("<letters>", letters).replace("<words>", initials)
    found = re.finditer(spelt, text, re.IGNORECASE)
    return any(_COMMON_NAMES.search(match.group().lower()) is None for match in found)
