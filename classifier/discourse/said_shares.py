"""Weights in roundabout words, read as plain ones: `70/20/10 between fee, staffing and social value`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.text.number_words import NUMBER, value_of
from classifier.weights.prose import find_weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from classifier.text.passages import Passage

_NAME = r"(?:social value|community benefits?|social benefits?)"
_HAS_NAME = re.compile(_NAME, re.IGNORECASE)
_NUM = r"\d{1,3}(?:\.\d+)?"
_SHARE = rf"{_NUM} ?(?:%|per ?cent\b)"
_PASS_BEHIND = (
    re.compile(  # a pass mark or a warning behind the weight: `Social value (10%): bids that score nothing ...`
        rf"^\W*(?:[\w.]{{1,5}}[.)] )?{_NAME}:?,? ?\(?(?P<value>{_NUM}) ?(?:%|per ?cent)\)?[:,;.\u2013-]* "
        r"(?:(?:bids|tenders|bidders|tenderers|answers|submissions|offers) (?:that|which|who|with)\b[^%]*"
        r"\b(?:nothing|zero|nil|refused|rejected|excluded|set aside)\b[^%]*"
        rf"|of which (?:at least|a minimum of|not less than) {_SHARE}[^%]*\b(?:attained|reached|scored|achieved"
        rf"|obtained|got|met)\W*)$",
        re.IGNORECASE,
    )
)
_BETWEEN = re.compile(
    rf"\b(?P<numbers>{_NUM}(?: ?[/:] ?{_NUM}){{1,4}}) (?:(?:is|are) )?(?:split )?(?:between|among|across|for|to|over) "
    r"(?P<names>[^.;:()%\d]{6,120}?)(?=\W*$|[.;])",
    re.IGNORECASE,
)
_LISTED = re.compile(r",? and |, | & ")
_FRACTION = re.compile(
    r"(?:(?P<before>\b[1-9]/\d{1,2}) (?:for |to |on )?(?P<after_name>[a-z][a-z ]{2,30}?)|"
    r"(?P<name>\b[a-z][a-z ]{2,30}?):? (?P<behind>[1-9]/\d{1,2}))(?=\W*$|[,;.]| and )",
    re.IGNORECASE,
)
_HOST_SHARE = re.compile(rf"(?P<value>{_NUM}) ?(?:%|per ?cent)", re.IGNORECASE)
_PART_OF_HOST = re.compile(  # `30% Quality (incl. 1/3 social value)`
    rf"(?P<whole>{_NUM}) ?% (?:for )?[a-z ]{{3,25}}\(?,? ?(?:incl\.?|including|of which"
    rf"|with) (?P<top>\d)/(?P<under>\d{{1,2}}) "
    rf"(?:for |is |on )?{_NAME}",
    re.IGNORECASE,
)
_NOW_GIVEN = re.compile(
    rf"^\W*(?:unlike|in contrast to|other than in)\b[^%]*{_NAME}[^%]*\bnot\b[^%]*, (?P<value>{_NUM}) ?% of (?:the "
    rf"|all )?"
    r"(?:marks|score|points) (?:are|is) now (?:given|for|awarded|allotted|allocated) (?:to )?it\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    rf"\b{_NAME} (?:weight\w*|share|score)\b[^.;%\d]{{0,20}}\b(?:halved|cut|raised|reduced|doubled|changed"
    rf"|increased|lowered"
    rf"|moved),? from {_SHARE},? (?:down |up )?to (?P<value>{_NUM}) ?(?:%|per ?cent)",
    re.IGNORECASE,
)
_HUNDREDTHS = re.compile(rf"\b{NUMBER} hundredths?\b", re.IGNORECASE)
_WORD_FOR = re.compile(
    rf"\b(?P<value>{NUMBER})(?: hundredths?)? (?:for|to|on) (?:the )?(?P<name>[^,;.]+?)(?=,| and {NUMBER}\b|[.;]|$)",
    re.IGNORECASE,
)
_OF_MARKS = re.compile(  # as `text.fractions` leaves it
    rf"\bfor quality,? (?P<part>\d{{1,2}}) out of (?P<whole>\d{{2,3}}) (?:marks|points) (?:go(?:es)?|are|is|will go)"
    rf"(?: to| for)? {_NAME}"
    rf"|\b{_NAME} (?:takes|has|gets|carries|is|earns) (?P<part2>\d{{1,2}}) out of (?P<whole2>\d{{2,3}}) "
    r"(?:marks|points) for quality",
    re.IGNORECASE,
)
_PRICE_MARKS = re.compile(
    r"\b(?:fee|price|cost|tariff)s?\b[^.;%\d]{0,25}(?P<value>\d{1,3})\b"
    r"|\b(?P<value2>\d{1,3}) (?:marks |points )?(?:for|to) (?:the )?(?:fee|price|cost)",
    re.IGNORECASE,
)
_COUNT = rf"(?:\d{{1,2}}|{NUMBER})"
_EQUAL_QUESTIONS = re.compile(
    rf"\b(?P<all>{_COUNT}) (?:questions|criteria|sections) of equal weight\b[^.;%]*?(?P<whole>{_NUM}) ?%[^.;%]*"
    rf"[;,.] ?(?:of these,? )?(?P<own>{_COUNT})(?: of (?:them|these|which))? (?:are|is|asks?) (?:about|on|for) {_NAME}",
    re.IGNORECASE,
)
_ALONG_WITH = re.compile(
    rf"\b(?:the )?(?:other|remaining|last) (?P<whole>{_NUM}) ?% (?:along"
    rf"|together) with [a-z ]{{3,30}} at (?P<part>{_NUM}) ?%",
    re.IGNORECASE,
)
_SAME_AS = re.compile(
    rf"^\W*{_NAME} (?:carries|has|gets|attracts|is given|is worth) the same (?P<value>{_NUM}) ?(?:%"
    rf"|per ?cent) as\b[^%\d]*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:^|(?<=[;:,] ))\((?:\d|[ivx]{1,4}|[a-h])\) ", re.IGNORECASE)
_TENTH = r"(?:half|third|quarter|fifth|sixth|eighth|tenth|twentieth)"
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "twentieth": 20}
_ENVELOPE = re.compile(
    rf"\b(?:technical|quality|non-price)\b[^.;%]{{0,40}}(?<![\d.])(?P<whole>{_NUM}) ?% of (?:the )?(?:total|whole"
    rf"|marks|score)",
    re.IGNORECASE,
)
_PART_OF_IT = re.compile(
    rf"^\W*{_NAME} (?:is|makes up|counts for) (?:a|one) (?P<part>{_TENTH}) of it\W*$", re.IGNORECASE
)
WHOLE = 100
MIN_PARTS = 2
MAX_WORDS = 300


def with_said_shares(passages: Sequence[Passage], strong: set[int]) -> list[Passage]:
    """The passages, a weight of social value in roundabout words read as a plain one.

    `strong` holds the places of the passages that name social value.
    """
    out = list(passages)
    for place in sorted(strong):
        text = passages[place].clean
        before = passages[place - 1].clean if place else ""
        words = _plain(text, before) if len(text) <= MAX_WORDS else None
        if words is not None:
            out[place] = passages[place].reworded(words)
    return out


def _plain(text: str, before: str) -> str | None:
    found = next((match for each in (_PASS_BEHIND, _NOW_GIVEN, _MOVED, _SAME_AS) if (match := each.search(text))), None)
    if found is not None:
        return f"Social value: {found['value']}%"
    envelope, part = _ENVELOPE.search(before), _PART_OF_IT.match(text)
    if envelope is not None and part is not None:
        return _share(float(envelope["whole"]) / _PARTS[part["part"].lower()])
    told = _equal_questions(text) or _marks(text) or _along_with(text)
    if told is not None or _is_settled(text):
        return told
    return _computed(text) or _between(text) or _fractions(text, before) or _hundredths(text) or _bare(text)


def _is_settled(text: str) -> bool:
    """Whether the weight is read as it stands, with what it is a share of."""
    found = find_weight(text, [match.span() for match in _HAS_NAME.finditer(text)])
    return found is not None and found.weight.of != "unknown" and found.weight.unit == "percent"


def _share(value: float) -> str:
    return f"Social value: {round(value, 2):g}%"


def _computed(text: str) -> str | None:
    """A part of a share that stands beside it."""
    part = _PART_OF_HOST.search(text)
    if part is not None:
        return _share(float(part["whole"]) * float(part["top"]) / float(part["under"]))
    return None


def _along_with(text: str) -> str | None:
    """What is left of a share when another has its own: `the other 30% along with quality at 20%`."""
    rest = _ALONG_WITH.search(text)
    if rest is not None and float(rest["part"]) < float(rest["whole"]) and _HAS_NAME.search(text[: rest.start()]):
        return _share(float(rest["whole"]) - float(rest["part"]))
    return None


def _equal_questions(text: str) -> str | None:
    """The share of those of several equal questions that are on social value."""
    equal = _EQUAL_QUESTIONS.search(text)
    if equal is None or not value_of(equal["own"]) <= value_of(equal["all"]):
        return None
    return _share(float(equal["whole"]) * value_of(equal["own"]) / value_of(equal["all"]))


def _between(text: str) -> str | None:
    """`70/20/10 between fee, staffing and social value` as a list, where the numbers make up a hundred."""
    match = _BETWEEN.search(text)
    if match is None or _HAS_NAME.search(match["names"]) is None:
        return None
    numbers = [float(number) for number in re.split(r" ?[/:] ?", match["numbers"])]
    names = _LISTED.split(match["names"].strip())
    if len(numbers) != len(names) or sum(numbers) != WHOLE:
        return None
    own = [number for number, name in zip(numbers, names, strict=True) if _HAS_NAME.search(name)]
    return f"{_share(own[0])} of the total" if len(own) == 1 else None


def _fractions(text: str, before: str) -> str | None:
    """Fractions that make up a whole, or a whole of the one share that stands before them."""
    rows = [
        (match["name"] or match["after_name"], match["behind"] or match["before"]) for match in _FRACTION.finditer(text)
    ]
    parts = [int(top) / int(under) for _, each in rows for top, under in [each.split("/")]]
    own = [part for part, (name, _) in zip(parts, rows, strict=True) if _HAS_NAME.search(name)]
    if len(parts) < MIN_PARTS or abs(sum(parts) - 1) > 0.001 or len(own) != 1:
        return None
    shares = [float(match["value"]) for match in _HOST_SHARE.finditer(text)]
    if not shares and _HOST_SHARE.search(before) is None:
        return _share(WHOLE * own[0])
    return _share(shares[0] * own[0]) if len(shares) == 1 else None


def _hundredths(text: str) -> str | None:
    """`sixty hundredths for the tariff, thirty for the plan and ten for social value`."""
    if _HUNDREDTHS.search(text) is None:
        return None
    rows = [(value_of(match["value"]), match["name"]) for match in _WORD_FOR.finditer(text)]
    own = [value for value, name in rows if _HAS_NAME.search(name)]
    return _share(own[0]) if len(own) == 1 and sum(value for value, _ in rows) == WHOLE else None


def _marks(text: str) -> str | None:
    """Marks out of those for quality, as a share of the whole where those for price are told too."""
    match = _OF_MARKS.search(text)
    if match is None:
        return None
    part, whole = match["part"] or match["part2"], float(match["whole"] or match["whole2"])
    rest = text[: match.start()] + text[match.end() :]
    price = _PRICE_MARKS.search(rest)
    if price is None:
        return f"Social value: {part} marks"
    total = whole + float(price["value"] or price["value2"])
    return _share(WHOLE * float(part) / total)


def _bare(text: str) -> str | None:
    """A list with numbers in brackets that only count its items: `(1) cost 50; (2) merit 40; (3) social value 10`."""
    if len(_NUMBERED.findall(text)) < MIN_PARTS:
        return None
    listed = re.split(r"; |, ", _NUMBERED.sub("", re.sub(r"^[^:]*: ", "", text)).strip(" ."))
    rows = [
        re.fullmatch(rf"(?:and )?(?P<name>[a-z][a-z -]+?):? (?P<value>{_NUM})(?: ?%)?", row, re.IGNORECASE)
        for row in listed
    ]
    told = [(row["name"], float(row["value"])) for row in rows if row is not None]
    own = [value for name, value in told if _HAS_NAME.search(name)]
    is_whole = len(told) == len(listed) and sum(value for _, value in told) == WHOLE
    return _share(own[0]) if is_whole and len(own) == 1 else None
