"""Whether JSON in a text holds the award criteria of the contract: not files, parcels, measures, or those of others."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.criteria.reading import read_row
from classifier.weights.score_sheets.names import is_umbrella

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.evidence import Criterion

_PRICE = expression("price")
_OF_AWARD_KEY = re.compile(
    r'"[\w -]{0,40}?(?:criteri|award|evaluat|scor|marks|weighting|weightage|pass_?fail)[\w -]{0,40}"\s*:', re.IGNORECASE
)
_OF_AWARD = re.compile(
    r"\b(?:criteri(?:on|a)|award|evaluat\w+|scor(?:es?|ed|ing)|weight(?:s|ed|ings?)|marks|assess\w+)\b",
    re.IGNORECASE,
)
# What stands before other lists, or is the key of them.
_OTHER_LISTS = (
    r"(?:attach(?:ment|ed file)s?|documents?|docs|files?|annex(?:es)?|appendi(?:x|ces)|downloads?|links?|products?"
    r"|catalogue|parcels?|shipments?|packages|consignments?|deliver(?:y|ies)|stock|inventory|invoices?|order lines?"
    r"|events?|sessions?|agenda|training courses?|courses?|staff|contacts?|news)"
)
_MEASURES = r"(?:kpis?|performance (?:measures|indicators)|(?:key )?performance indicators|slas?|service levels?)"
_PAST = (
    r"(?:(?:previous|former|last|earlier|expir\w+|outgoing|incumbent|prior|superseded|withdrawn)(?:[ _-]?[a-z]++){0,3}"
    r"|(?:current|existing|old)[ _-]?(?:contract|supplier|agreement)(?! notice)(?:[ _-]?[a-z]++){0,2}"
    r"|(?:for |as an? |by way of )?(?:an? )?(?:examples?|sample|specimen|illustrat\w+|dummy|placeholder)"
    r"(?:[ _-]?[a-z]++){0,3})"
)
_LEAD_OTHER = re.compile(rf"(?:^|[.;!?\n])\W*(?:[\w-]+ ){{0,3}}{_OTHER_LISTS}(?: [\w-]+){{0,3}}\W*$", re.IGNORECASE)
_LEAD_MEASURES = re.compile(rf"(?:^|[.;!?\n])\W*(?:[\w-]+ ){{0,3}}{_MEASURES}(?: [\w-]+){{0,4}}\W*$", re.IGNORECASE)
_LEAD_PAST = re.compile(
    rf"(?:^|[.;!?\n])\W*(?:(?:[\w-]+ ){{0,3}}(?:of|in|under|for|from) )?(?:(?:the|our|this is|here is) )?{_PAST}\W*$",
    re.IGNORECASE,
)
_SET_ASIDE = re.compile(rf'"(?:{_OTHER_LISTS}|{_PAST})"\s*:\s*(?=[\[{{])', re.IGNORECASE)
_MEASURES_KEY = re.compile(rf'"{_MEASURES}"\s*:', re.IGNORECASE)
_AWARD_TYPES = frozenset({"price", "quality", "cost", "technical"})
_SOCIAL = re.compile(  # by itself a criterion, and no file nor product
    r"\W*+(?:social value|community benefits?)(?: (?:criteri(?:on|a)|questions?|scores?|weighting|commitments?))?\W*",
    re.IGNORECASE,
)
MAX_LEAD = 80
MAX_ASIDE = 20
WHOLE_SUMS = frozenset({1.0, 100.0, 1000.0})


def of_others(lead: str) -> bool:
    """Whether the words before JSON say that its criteria are those of another contract, or an example."""
    return _LEAD_PAST.search(lead[-MAX_LEAD:]) is not None and not lead.rstrip().endswith(".")


def of_measures(lead: str, words: str) -> bool:
    """Whether JSON is a list of what is measured while the contract runs, by the words before it or by its key."""
    return _LEAD_MEASURES.search(lead[-MAX_LEAD:]) is not None or _MEASURES_KEY.search(words) is not None


def are_criteria(read: Sequence[Criterion], words: str, lead: str) -> bool:
    """Whether what was read of JSON looks like award criteria: by a key, a type, a sibling, or the words before it."""
    lead = lead[-MAX_LEAD:]
    is_named = any(map(_is_named_for_award, read))
    is_alone = not lead.strip()
    if _OF_AWARD.search(lead) is not None or (is_named and _are_weighed(read, is_alone=is_alone)):
        return True
    if _LEAD_OTHER.search(lead) is not None:
        return False
    is_said = is_named or _OF_AWARD_KEY.search(words) is not None or _are_weighed(read, is_alone=is_alone)
    return is_said or (is_alone and any(_SOCIAL.fullmatch(each.name or "") for each in read))


def _is_named_for_award(criterion: Criterion) -> bool:
    name = (criterion.name or "").strip()
    is_typed = (criterion.type or "").casefold() in _AWARD_TYPES
    return is_typed or bool(criterion.numbers) or is_umbrella(name) or _PRICE.fullmatch(name) is not None


def _are_weighed(read: Sequence[Criterion], *, is_alone: bool) -> bool:
    """Whether weights are stated that make up a whole, or stand in a text that is nothing but them."""
    values = [row.value for row in map(read_row, read) if row.value is not None]
    return bool(values) and (is_alone or round(sum(values), 4) in WHOLE_SUMS)


def without_asides(words: str) -> str:
    """JSON with what stands under a key of other things blanked out: `"documents": [...]`, `"previous": {...}`."""
    decoder = json.JSONDecoder()
    match = _SET_ASIDE.search(words)
    for _ in range(MAX_ASIDE):
        if match is None:
            break
        try:
            _, end = decoder.raw_decode(words, match.end())
        except (ValueError, RecursionError):
            break
        inside = words[match.end() : end]
        words = words[: match.end()] + "0" + " " * (len(inside) - 1) + words[end:]
        match = _SET_ASIDE.search(words, end)
    return words
