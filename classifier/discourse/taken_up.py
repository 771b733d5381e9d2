"""Words by which a sentence takes its meaning from the one before: beside a noun, or where there is none."""

from __future__ import annotations

import re

_LABEL = r"(?:(?:[A-Z]{0,3}\d[\w.]{0,6}[.)]?|[A-Za-z]{1,2}[.)]) +)?"
# What may stand right before a noun of promise without making it one of another matter.
PLAIN_BEFORE = re.compile(
    r"(?:^|[^\w\s]\s*|\d\s|\b(?:the|this|that|these|those|such|said|each|every|any|an?|all|no|its|their|your|his|of|on"
    r"|to|for|in|by|under|with|against|from|if|when|where|whose|and|or|as|once|what|both|same|whole|agreed|accepted"
    r"|signed|winning|given|made|own|unmet|unfulfilled|missed|broken|binding|contractor.s|supplier.s|provider.s"
    r"|bidder.s|tenderer.s|firm.s|winner.s|successful|promised|main|other|first|second|third|\w+ing|\w+ed) )$",
    re.IGNORECASE,
)
# What may stand before a noun of what was asked where it opens the sentence, and what after it makes it another thing.
BARE_BEFORE = re.compile(
    rf"\W*{_LABEL}(?:(?:if|where|when|should|unless|each time|for) )?"
    r"(?:(?:the|these|those|this|that|such|any|each|every|all|no|its|their|an?|one|half|\d+%?|every one) (?:of )?"
    r"(?:the |these |those |its |their )?)*(?:(?:unmet|agreed|missed|said|last|first|second|annual|full|whole) )?$",
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(
    r" (?:of|for|on|in|to) (?!(?:each|every|the (?:year|term|contract|order|council|end)|this|these|those|it|them|its"
    r"|their)\b)| [A-Z]\w+|[-/]\w| (?:temperature|price|date|time|level|rate|cost|system|form|number|holder|owner)s?\b"
)
PERSON_ACTS = re.compile(
    r"(?:champion|lead|co-?ordinator|ambassador)s? (?:\w+ly )?(?:shall|must|will|should|is to|has to|\w+s)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Za-z]{4,}")
# Words that any passage on social value may hold, and by which none is known.
COMMON = frozenset(
    [
        "social",
        "value",
        "community",
        "benefit",
        "contractor",
        "supplier",
        "provider",
        "firm",
        "company",
        "operator",
        "tenderer",
        "bidder",
        "council",
        "authority",
        "trust",
        "board",
        "contract",
        "agreement",
        "order",
        "term",
        "tender",
        "price",
        "quality",
        "mark",
        "point",
        "service",
        "work",
        "works",
        "that",
        "this",
        "with",
        "from",
        "which",
        "will",
        "must",
        "shall",
        "would",
        "their",
        "they",
        "your",
        "each",
        "month",
        "year",
        "week",
        "time",
        "day",
        "supplie",
        "activitie",
        "good",
        "place",
        "area",
        "team",
        "staff",
        "people",
        "person",
        "part",
        "other",
        "question",
        "answer",
        "form",
        "schedule",
        "annex",
        "section",
        "page",
        "site",
        "school",
        "office",
        "officer",
        "manager",
        "customer",
        "client",
        "user",
        "buyer",
    ]
)
TAKES_UP = re.compile(
    r"\b(?:that|this|these|those|such|said|breach of (?:the|its|this|that))"
    r" (?:(?:agreed|said|same|whole|missing|unmet|promised) )?(?P<noun>[A-Za-z]{4,})\b",
    re.IGNORECASE,
)
IS_TO = re.compile(r"\b(?:must|shall|may|is to|are to|has to|have to|will be|breach|free)\b", re.IGNORECASE)
MADE_TERM = re.compile(
    r"\b(?:terms?|conditions?|bargain|deal|contract|agreement|order|lease|breach|damages|debt|bind\w*|bound"
    r"|obligations?|h[eo]ld)\b",
    re.IGNORECASE,
)
# A subject without its noun, a verb without its own sense, a pronoun: each takes it from the sentence before.
LACKS_NOUN = re.compile(
    rf"\W*{_LABEL}(?:none|one|two|three|four|five|six|half|all|both|either|a third|a quarter|at least \w+"
    r"|(?:no fewer|not less|no less) than \w+)(?: of (?:them|these|those|it))?"
    r" (?:must|shall|may|will|can|is to|are to|has to|have to|needs? to|falls?)\b",
    re.IGNORECASE,
)
DOES_SO = re.compile(
    r"\b(?:if|where|should|when|unless|whoever|anyone)\b[^.;]{0,60}\b(?:do(?:es|ne|ing)? so|fails? to do (?:so|it)"
    r"|(?:takes?|taken|chooses?|offers?|gives?|do|does|done|ticks?|picks?) (?:none|nothing|fewer|less|too few))\b",
    re.IGNORECASE,
)
_THEM = re.compile(r"\b(?:with|on|of|for|against|about|under|to) (?:them|these|those)\b(?! \w+s\b)", re.IGNORECASE)
_PLURAL = re.compile(
    r"\b(?!(?:is|has|was|its|his|this|as|us|does|always|tells|sends|gives|\w+ss|\w+ous)\b)[a-z]{2,}s\b"
    r"|\b(?:people|staff|men|women|children)\b",
    re.IGNORECASE,
)
POINTS = re.compile(r"\b\d+ (?:points|credits)\b", re.IGNORECASE)
# What is told of suppliers at large, of the present one, or of what they may do.
SUPPOSED = re.compile(
    r"\b(?:may|can|could|might|would|often|usually|typically|generally|already|sometimes|many|most|some|encourag\w+"
    r"|hop\w+|aims?|current|present|incumbent|our (?:suppliers?|contractors?|providers?|partners?)|tool|software"
    r"|platform|consultancy)\b",
    re.IGNORECASE,
)


def them_in(text: str) -> re.Match[str] | None:
    """`them`, where nothing in the sentence before it could be meant: `He tells the club how he stands with them`."""
    match = _THEM.search(text)
    return match if match is not None and _PLURAL.search(text[: match.start()]) is None else None


def singular(noun: str) -> str:
    """A noun in small letters without its plural."""
    return noun.lower().removesuffix("s").replace("activitie", "activity")
