"""Weights of several things together: of lots, of parts that make up a criterion, and of what others leave."""

from __future__ import annotations

import re

from classifier.evidence import Weight
from classifier.text.number_words import NUMBER, value_of
from classifier.vocabulary.expressions import expression
from classifier.weights.wholes import WeightFound, reading_of

_EACH_PART = expression("each_part")
_EACH_OF_PARTS = expression("each_of_parts")
_IN_ALL = expression("in_all")
_PRICE = expression("price")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6} | {str(number): number for number in range(2, 10)}
_PLUS = re.compile(r"[(:]\s*(?P<parts>\d{1,2}(?:\.\d)? ?%(?:\s?\+\s?\d{1,2}(?:\.\d)? ?%)+)\s*\)?")
UNIT = re.compile(r"\d\s*(?:%|per ?cent|points?\b|marks?\b)", re.IGNORECASE)
_BY_LOT = (  # the lot after its number, or before it
    re.compile(
        r"(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent) ?[(\[]? ?(?:(?:for|in|on|of) )?(?:the )?lots? \w{1,3}\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\blots? \w{1,3}(?:,| (?:it|this|is|at|has|carries|with|by|will|be|weighs|counts|worth|for|social value"
        r"|weighted|scored|and)|:| [=\u2013-]){0,5} (?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)",
        re.IGNORECASE,
    ),
    re.compile(  # `North lot 10%; South lot 15%`
        r"\b(?!(?:the|each|this|one|every|a|any|whole|in|by)\b)[a-z]+ lot(?: is| at| has| carries| [\u2013-]|:)? "
        r"(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)",
        re.IGNORECASE,
    ),
)
_REST = re.compile(
    r"\b(?:remainder|rest|balance|remaining (?:marks?|points|scores?|share|portion|part|percentage|weight\w*|%)"
    r"|remaining(?= \d{1,2} ?(?:%|per ?cent))|(?:what|whatever|all that) (?:is left(?: over)?|remains)"
    r"|(?:marks|points) (?:that are )?left(?: over)?)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:(?:gone|going|goes|went|comes?|came|come|is|was|been|put|brought|taken|moved|moves|taken) (?:up|down|back)"
    r"|(?:been )?(?:raised|increased|lowered|reduced|cut|changed|moved|amended|revised|lifted|dropped)"
    r"|(?:has )?(?:risen|rises|rose|fallen|falls|fell|goes|moves|changes|gone|dropped|drops|increases|grown)"
    r"|moved)? ?\bfrom \d{1,2}(?:\.\d+)? ?(?:%|per ?cent)? to (?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)"
    r"(?! (?:of|more|less|fewer|in|over|by|reduction|increase|local|apprentice\w*)\b)"
    r"|\b\d{1,2}(?:\.\d+)? ?(?:%|per ?cent)[^.;%\d]{0,60}\b(?:replaced|superseded) (?:with|by) "
    r"(?:a weight\w* of |one of )?(?P<instead>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)"
    r"|\b\d{1,2}(?:\.\d+)? ?(?:%|per ?cent)[^.%\d]{0,60}[;,] (?:but |and )?(?:this|that|it|which) "
    r"(?:was|has been|is|had been|were) (?:\w+ )?"
    r"(?:cut|reduced|lowered|raised|increased|changed|revised|amended|corrected) "
    r"(?:up |down )?to (?P<after>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)",
    re.IGNORECASE,
)
_NOW = re.compile(  # `was 10%, now 20%`, `5% now 10%`, `(previously 5%) 10%`
    r"\b\d{1,2}(?:\.\d+)? ?(?:%|per ?cent)\W{0,3}(?:(?:and|but|which|it) )?(?:is )?now (?:at |to )?"
    r"(?P<new>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)"
    r"|\b(?:previously|formerly|before) \d{1,2}(?:\.\d+)? ?(?:%|per ?cent)\W{1,3}"
    r"(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)",
    re.IGNORECASE,
)
_WITHOUT_NUMBER = re.compile(  # `Price 60% Quality 40% Social value pass/fail`
    r"\b(?:social value|community benefits?)\W{1,3}"
    r"(?:pass ?/ ?fail|p/f|not (?:weighted|scored)|unweighted|un-?scored)\b",
    re.IGNORECASE,
)
_REST_FOR_SOCIAL = re.compile(
    r"\b(?:remainder|rest|balance|what is left|what remains)\b[^.;%\d]{0,25}\b(?:social value|community benefits?)\b"
    r"(?![^.;%\d]{0,12}\d)",
    re.IGNORECASE,
)
_EQUAL = (
    r"(?:equally weighted|weighted equally|of equal weight(?:ing)?|equal weight(?:ing)?s?|equal(?:ly)?(?: in)? marks)"
)
_EQUAL_LISTS = (  # either the list follows, or it stands before
    re.compile(rf"\b{_EQUAL}\W{{0,2}}: ?(?P<list>[^.;:]{{5,200}})", re.IGNORECASE),
    re.compile(
        r"(?:^|: )(?P<list>[^.;:]{5,200}?)"
        rf" (?:are|is|will be|shall be|have|has|will have|carry|to be)(?: all| each)? (?:given )?{_EQUAL}\b",
        re.IGNORECASE,
    ),
)
_LIST_MARK = re.compile(r",(?: and)? | and | & ")
_MAKE_UP = re.compile(
    r"(?:\bmak(?:e|ing) up|\btogether (?:form|make|are|being|give)|\badd up to|\bform) (?:the |your |our )?$",
    re.IGNORECASE,
)
_SHARED = re.compile(r"[^.;:]{0,30}\b(?:shared|split|divided|spread|made up)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\W*(?:and|with|while) (?:the )?", re.IGNORECASE)  # `social value, and the rest is for ...`
_OWN = re.compile(
    r"[\s,(:\u2013-]{1,3}(?:of |at |is |being )?(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)", re.IGNORECASE
)
_SHARE = re.compile(r"(?<![\d.])(?P<value>\d{1,2}(?:\.\d+)?) ?(?:%|per ?cent)", re.IGNORECASE)
_LAST = re.compile(
    rf"\b(?:the )?(?:(?:remaining|last|final|other) (?P<value>\d{{1,2}}(?:\.\d)?|{NUMBER})(?: (?:marks|points))?"
    rf"|(?P<left>\d{{1,2}}(?:\.\d)?|{NUMBER})(?: (?:marks|points))? (?:(?:that|which) (?:are|is) )?"
    r"(?:left|remaining|kept back|held back)(?: over)?(?: (?:marks|points))?(?: in lot \w)?)"
    r"(?: (?:of|in) (?:the|a|every) hundred)? (?:is|are|being|goes?|will be|will go|has|have)\b",
    re.IGNORECASE,
)
_RUN_ITEM = re.compile(
    r"(?P<label>[A-Za-z][A-Za-z'\u2019&/() -]{1,60}?)(?:, |[ :=\u2013-]{1,3})(?P<value>\d{1,3})(?=[,;.]|\s*$| and | \()"
)
_FIRST_ITEM = re.compile(  # `60 method and team, 30 price, 10 for your own social value`
    r"(?:^|[,;:(]|\band)\s*(?P<value>\d{1,3})(?:%| per ?cent)? (?:for |on |to )?(?:the |your )?"
    r"(?P<label>[A-Za-z][A-Za-z'\u2019&/() -]{1,60}?)(?=[,;.:]| and \d|\s*$| so | which | but )"
)
_RUN_VALUE = re.compile(r"[ :=\u2013-]\d{1,3}(?=[,;.]|\s*$| and | \()")  # what every one of the items ends with
_RUN_GAP = re.compile(r"(?:[,;]|\.)? ?(?:and |& )?", re.IGNORECASE)
_OF_THOSE = re.compile(
    r"(?<![\d.])(?P<value>\d{1,2}(?:\.\d+)?) (?:%|percentage points )?(?:out )?of (?:the|those|these)"
    r"(?: (?P<whole>\d{2})(?:(?: ?(?:%|per ?cent)| percentage points)\b|%)?| percentage points)",
    re.IGNORECASE,
)
_APART = re.compile(r"[.;%\d]|\bper ?cent\b", re.IGNORECASE)
WHOLE = 100
LEAST_OF_OTHERS = 40  # per cent: less than that is no list of what else is scored
MIN_LOTS = 2
_WHOLES = frozenset({100.0, 1000.0})
_TOTAL_MARKS = re.compile(r"\b(?P<value>\d{2,4}) (?:marks|points)\b", re.IGNORECASE)  # `150 marks may be won`
_SCORES = re.compile(r"\b(?:weight\w*|marks?|points|scor\w+|criteri\w+|evaluat\w+|assess\w+|thousand)\b", re.IGNORECASE)
MIN_RUN = 3
MAX_NAME = 5  # words
MOST_PARTS = 60


def by_lot(text: str) -> WeightFound | None:
    """The largest of the weights of several lots: `10% (Lot 1), 15% (Lot 2)`."""
    if "lot" not in text.lower() or _PRICE.search(text):
        return None
    found = {match.start("value"): float(match["value"]) for each in _BY_LOT for match in each.finditer(text)}
    if len(found) < MIN_LOTS or len(found) != len(UNIT.findall(text)):
        return None
    value = max(found.values())
    return WeightFound(Weight(value, "percent", "unknown"), value)


def summed(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """The whole of a criterion whose parts are stated: `three questions of 5% each`, `making 6% in all`.

    Parts of others are none of it: `Questions 1 and 2 carry 12% each and Question 3, Social Value, carries 8%`.
    """
    whole = _IN_ALL.search(text) if "each" in text or "split" in text or "+" in text else None
    if whole is not None and whole["unit"]:
        return reading_of(text, whole)
    made_of = _made_up(text, concepts)
    if made_of is not None:
        return made_of
    plus = _PLUS.search(text) if "+" in text else None
    if plus is not None:
        value = sum(float(number) for number in re.findall(r"[\d.]+", plus["parts"]))
        return WeightFound(Weight(value, "percent", "unknown"), value) if value <= MOST_PARTS else None
    parts = (
        _EACH_PART.search(text) or _EACH_OF_PARTS.search(text) if "each" in text.lower() or " apiece" in text else None
    )
    if parts is None or any(start > parts.end() and UNIT.search(text, end) for start, end in concepts):
        return None
    value = _COUNTS.get(parts["count"].lower(), 0) * float(parts["value"])
    return WeightFound(Weight(value, "percent", "unknown"), value) if 0 < value <= MOST_PARTS else None


def _made_up(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """The sum of the parts that are told first: `Jobs 5%, skills 4% and carbon 3% make up the social value score`."""
    start = next((start for start, _ in concepts if _MAKE_UP.search(text, 0, start)), None)
    parts = [float(match["value"]) for match in _SHARE.finditer(text, 0, start)] if start is not None else []
    if len(parts) < MIN_LOTS or sum(parts) > MOST_PARTS or _PRICE.search(text):
        return None
    return WeightFound(Weight(sum(parts), "percent", "unknown"), sum(parts))


def last_of_hundred(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """What others leave of a hundred marks, by its number: `the remaining 10 is for social value`."""
    match = _LAST.search(text)
    if match is None or _SHARED.match(text, match.end()) is not None:
        return None
    if not any(start > match.end() and _APART.search(text, match.end(), start) is None for start, _ in concepts):
        return None
    value = value_of(match["value"] or match["left"])
    return WeightFound(Weight(value, "percent", "total"), value) if 0 < value < WHOLE / 2 else None


def equally(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """The equal share of a concept among all the criteria: `equally weighted: price, quality and social value`."""
    if "equal" not in text.lower() or any(map(str.isdigit, text)):
        return None
    found = next((match for each in _EQUAL_LISTS if (match := each.search(text)) is not None), None)
    if found is None:
        return None
    start, end = found.span("list")
    names = [name for name in _LIST_MARK.split(text[start:end]) if name.strip()]
    own = [span for span in concepts if start <= span[0] and span[1] <= end]
    is_list = len(names) >= MIN_LOTS and all(len(name.split()) <= MAX_NAME for name in names)
    if not is_list or len(own) != 1 or sum(_PRICE.search(name) is not None for name in names) != 1:
        return None
    value = round(WHOLE / len(names), 2)
    return WeightFound(Weight(value, "percent", "total"), value)


def in_run(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """The bare number of a concept in a run that makes up a hundred: `design 40, access 25, price 25, social value 10`.

    Words and other numbers may stand around the run, as in a request for quotations written in one breath.
    """
    wholes = _WHOLES | {float(total["value"]) for total in _TOTAL_MARKS.finditer(text)}
    run = list(_FIRST_ITEM.finditer(text))
    if len(run) < MIN_RUN or sum(float(item["value"]) for item in run) not in wholes:
        run = _run_of_names(text, wholes)
    own = [
        item
        for item in run
        for start, end in concepts
        if item.start("label") <= start and end <= max(item.end("label"), item.end("value"))
    ]
    total = sum(float(item["value"]) for item in run)
    if len(run) < MIN_RUN or len(own) != 1 or total not in wholes:
        return None
    value, has_price = float(own[0]["value"]), any(_PRICE.search(item["label"]) for item in run)
    if total != WHOLE and _SCORES.search(text) is None:
        return None
    if total != WHOLE:
        return WeightFound(Weight(value, "points", "total", total), round(WHOLE * value / total, 4))
    return WeightFound(Weight(value, "percent", "total" if has_price else "unknown"), value)


def _run_of_names(text: str, wholes: frozenset[float]) -> list[re.Match[str]]:
    """Names with the numbers behind them that make up a whole; what stands apart from them is left out."""
    run: list[re.Match[str]] = []
    if len(_RUN_VALUE.findall(text)) < MIN_RUN:
        return []
    for match in _RUN_ITEM.finditer(text):
        if run and _RUN_GAP.fullmatch(text, run[-1].end("value"), match.start("label")) is None:
            if sum(float(item["value"]) for item in run) in wholes:
                break
            run = []
        run.append(match)
    return run


def of_those(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """Percentage points for one of the concepts out of those of quality: `quality 60%, 10 of those 60 for ...`."""
    match = _OF_THOSE.search(text) if " of th" in text else None
    if match is None or (match["whole"] and f"{match['whole']}%" not in text[: match.start()].replace(" %", "%")):
        return None
    if not any(start > match.end() and _APART.search(text, match.end(), start) is None for start, _ in concepts):
        return None
    value = float(match["value"])
    return WeightFound(Weight(value, "percent", "total"), value)


def changed(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """The weight of a concept after a change: `social value has gone up from 5% to 10%, and price down to 50%`."""
    now = _NOW.search(text) if "now" in text or "previous" in text else None
    if now is not None and any(start < now.end() for start, _ in concepts):
        value = float(now["new"] or now["value"])
        return WeightFound(Weight(value, "percent", "unknown"), value) if value <= MOST_PARTS else None
    match = _CHANGED.search(text) if " to " in text or "replaced" in text or "superseded" in text else None
    if match is None:
        return None
    end = match.end() if match["instead"] or match["after"] else match.start()
    if not any(start < end and _APART.search(text, stop, match.start()) is None for start, stop in concepts):
        return None
    value = float(match["instead"] or match["after"] or match["value"])
    return WeightFound(Weight(value, "percent", "unknown"), value) if value <= MOST_PARTS else None


def numbers_are_of_others(text: str) -> bool:
    """Whether social value is given what the others leave, or no number, or two of which one is past."""
    replaced = _CHANGED.search(text) if "%" in text and ("replaced" in text or " to " in text) else None
    if replaced is not None and (replaced["instead"] or replaced["after"]):
        return True
    return any(each.search(text) is not None for each in (_REST_FOR_SOCIAL, _WITHOUT_NUMBER, _NOW))


def remainder(text: str, concepts: list[tuple[int, int]]) -> WeightFound | None:
    """What is left for one of the concepts, which are (start, end) offsets, as a share of the total score."""
    rest = _REST.search(text)
    if rest is None or _SHARED.match(text, rest.end()) is not None:
        return None
    own = _OWN.match(text, rest.end())
    end = own.end() if own is not None else rest.end()
    if not any(
        _APART.search(text[end:start] if start >= end else text[stop : rest.start()]) is None
        and (start >= end or _OF_ANOTHER.fullmatch(text, stop, rest.start()) is None)
        for start, stop in concepts
    ):
        return None
    if own is not None:
        value = float(own["value"])
        return WeightFound(Weight(value, "percent", "total"), value)
    others = sum(float(match["value"]) for match in _SHARE.finditer(text))
    value = round(WHOLE - others, 4)
    return WeightFound(Weight(value, "percent", "total"), value) if LEAST_OF_OTHERS <= others < WHOLE else None
