"""Tables and lists whose numbers are no weights: targets of performance, pages of a contents list, word limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.vocabulary.expressions import expression
from classifier.weights.others import is_of_performance
from classifier.weights.performance import head_of_row, is_of_performance_row, is_row, last_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_COLUMN = expression("measure_column")
_HEAD = expression("measure_head")
_LEAD = expression("measure_lead")
_OF_AWARD = expression("of_award")
_PAGES = expression("measure_pages")
_PRICE = expression("price")
_SCHEME = expression("points_scheme")
_SCORES = expression("scores_by_points")
_POINTS = re.compile(r"(?<![\w.])\d{1,4} ?(?:points|pts)?(?![\w/%]|\.\d| ?%)", re.IGNORECASE)
_HAS_POINTS = re.compile(r"\d ?(?:points|pts)\b", re.IGNORECASE)
_NO_AWARD = re.compile(  # of opinions and of time: `Of those surveyed, 60% named price`, `Staff time is 60% quality`
    r"\W*(?:of (?:those|the|all|our) (?:\w+ ){0,3}(?:surveyed|polled|asked|interviewed|replied|responded|answered)\b"
    r"|(?:\w+ ){0,3}(?:were |was )?(?:surveyed|polled|interviewed)\b"
    r"|(?:readers|residents|users|respondents|members|visitors|tenants) (?:said|replied|answered|named)\b"
    r"|(?:survey|poll) (?:results?|replies|returns)\b"
    r"|(?:complaints?|enquiries|visits|votes|downloads|attendance|pages"
    r"|queries|copies|calls)\b[^:.;]{0,30}:"
    r"|(?:the |our |staff )?time (?:is |was )?(?:split|spent|divided)?[^:.;]{0,20}:"
    r"|of (?:the )?\d+ (?:questions|queries|enquiries|complaints|replies|calls)\b"
    r"|(?:in|from|according to) (?:our|a|the|this) (?:\w+ )?(?:survey|poll|consultation)\b"
    r"|(?:\w+ ){0,3}(?:survey|poll) (?:found|shows?|showed)\b"
    r"|(?:number|count) of (?:replies|responses|queries|complaints|visits|staff|events|meetings|enquiries|comments)\b"
    r"|(?:\w+ )?(?:staff|officers?|team|working|contract managers?)(?:'?s'?)? (?:time|hours|effort|workload)\b"
    r"|(?:the |our )?\w+ (?:spends?|divides?|splits?) (?:its|their|his|her) (?:time|hours|days?|week)\b)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:(?:^|\s)(?P<last>\d{1,2}\.[0-5]\d)|^\W*(?P<first>\d{1,2}\.[0-5]\d)\s.*[a-z])\W*$", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.])\d{1,4}(?:\.\d+)?(?: ?(?:%|per ?cent\b))?(?![\w/]|\.\d)")
_BARE = re.compile(r"(?<![\w.])\d{1,4}(?:\.\d+)?(?! ?(?:%|per ?cent\b))(?![\w/]|\.\d)")
_LAST = re.compile(r"(?P<value>\d{1,4}(?:\.\d+)?)\W*$")
_WEIGHT = re.compile(r"\bweight(?:ing|ed|s|ings)?\b", re.IGNORECASE)
_KPI = re.compile(r"\W*(?:kpi|cpi|sla|service level)(?: ?\d{1,2}(?:\.\d{1,2})?\b|:)", re.IGNORECASE)
_OF_SCORE = re.compile(r"\b(?:total|overall|quality|final|award) (?:score|marks|evaluation)\b", re.IGNORECASE)
_LEADER = re.compile(r"\.{4}")  # `Social value ........ 9`
_PERCENT = re.compile(r"(?<![\w.])(?P<value>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)")
REACH = 12  # passages between the head of a table and its row
MAX_HEAD = 120
SCHEME_NEAR = 3  # passages from a name of social value to what tells of a scheme of points
MAX_ROW = 160
MAX_LIST = 320
MIN_PAGES = 3
DAY = (7, 22)  # hours between which things are held
WHOLE = 100


def without_measures(passages: list[Passage], places: Sequence[int]) -> list[Passage]:
    """The passages, without the numbers of those that stand in a table of measures; only `places` are asked."""
    passages = _without_performance(_without_scheme(passages, places), places)
    numbers = {row: pattern for place in places for row, pattern in _rows_measured(passages, place)}
    if not numbers:
        return passages
    return [
        passage.reworded(numbers[index].sub("", passage.clean).strip() or passage.clean)
        if index in numbers
        else passage
        for index, passage in enumerate(passages)
    ]


def _without_scheme(passages: list[Passage], places: Sequence[int]) -> list[Passage]:
    """The passages, without the points of benefits that are picked from a list, from the one that tells of it on."""
    rows: set[int] = set()
    for place in places:
        near = range(place, min(len(passages), place + REACH + 1))
        texts = [passages[row].clean for row in near]
        last = next((at for at, text in enumerate(texts) if at and _SCORES.search(text)), len(texts))
        told = any(_SCHEME.search(text) for text in texts[: min(last, SCHEME_NEAR)])
        beside = [passages[row].clean for row in range(max(0, place - 2), min(len(passages), place + 2))]
        if told and not any(map(_SCORES.search, beside)):
            rows |= {row for row in near[:last] if _HAS_POINTS.search(passages[row].clean)}
    if not rows:
        return passages
    return [
        passage.reworded(_POINTS.sub("", passage.clean).strip() or passage.clean) if place in rows else passage
        for place, passage in enumerate(passages)
    ]


def _without_performance(passages: list[Passage], places: Sequence[int]) -> list[Passage]:
    """The passages, without the numbers of tables of performance, or of sentences on it, in which `places` stand."""
    rows = {place for place in places if _is_row_with_numbers(passages, place)}
    rows = {place for place in rows if is_of_performance_row(passages, place)}
    heads = {head for place in rows if (head := head_of_row(passages, place)) is not None}
    rows |= {row for head in heads for row in range(head + 1, last_row(passages, head) + 1)}
    told = {row for place in places for row in _told_of_performance(passages, place)}
    if not rows and not told:
        return passages
    out = list(passages)
    for place in rows | told:
        out[place] = _without(out[place], _NUMBER)
    for place in heads | told:
        out[place] = _without(out[place], _WEIGHT)
    return out


def _without(passage: Passage, pattern: re.Pattern[str]) -> Passage:
    return passage.reworded(pattern.sub("", passage.clean).strip() or passage.clean)


def _told_of_performance(passages: list[Passage], place: int) -> list[int]:
    """A sentence on the score of a supplier that names social value, and the sentence after it with the weight there.

    `KPI 4 Social value. Target 100%. Weight of KPI in service credits: 10%.`
    """
    if place >= len(passages) or len(passages[place].words) > MAX_LIST:
        return []
    ends = range(place + 1, min(len(passages), place + 1 + SCHEME_NEAR))
    near = [place, *(row for row in ends if passages[row].block == passages[place].block)]
    weights = [row for row in near if _WEIGHT.search(passages[row].clean) is not None]
    is_kpi = _KPI.match(passages[place].clean) is not None
    if is_kpi and any(_OF_SCORE.search(passages[row].clean) for row in near):
        return []
    return [row for row in weights if is_of_performance(passages[row].clean) or (is_kpi and row != place)]


def _is_row_with_numbers(passages: list[Passage], place: int) -> bool:
    words = passages[place].words if place < len(passages) else ""
    return 0 < len(words) <= MAX_LIST and any(map(str.isdigit, words)) and is_row(passages[place])


def _rows_measured(passages: list[Passage], place: int) -> Iterator[tuple[int, re.Pattern[str]]]:
    """The rows of the table of measures that the passage at `place` stands in, each with the numbers to leave out."""
    text = passages[place].clean if place < len(passages) else ""
    if not any(map(str.isdigit, text)) or len(text) > MAX_LIST or _OF_AWARD.search(text):
        return
    if _NO_AWARD.match(text):
        yield place, _NUMBER
        return
    if _TIME.search(text) is not None:
        timed = _around(passages, place, _TIME)
        if _are_times([passages[row].clean for row in timed]):
            yield from ((row, _BARE) for row in timed)
            return
    if _LEADER.search(passages[place].words):
        leaders = _around(passages, place, _LEADER)
        if _are_pages([passages[row].clean for row in leaders]):
            yield from ((row, _BARE) for row in leaders)
        return
    if (lead := _LEAD.match(text)) is not None:
        found, rows = lead.group(), range(place, place + 1)
    else:
        head = _head_of(passages, place) if len(text) <= MAX_ROW else None
        if head is None:
            return
        found, rows = passages[head].clean, range(head + 1, _last_row(passages, place) + 1)
    if _are_measures([passages[row].clean for row in rows]):
        pattern = _BARE if _PAGES.search(found) else _NUMBER
        yield from ((row, pattern) for row in rows)


def _around(passages: list[Passage], place: int, mark: re.Pattern[str]) -> range:
    """The rows around one that all have a mark: dots before their numbers, times."""
    first = last = place
    while first > max(0, place - REACH) and mark.search(passages[first - 1].words):
        first -= 1
    while last < min(len(passages) - 1, place + REACH) and mark.search(passages[last + 1].words):
        last += 1
    return range(first, last + 1)


def _are_times(rows: list[str]) -> bool:
    """Whether numbers are times of one day, in order: `Price 10.00`, `Quality 10.30`, `Social value 11.00`."""
    found = [match["last"] or match["first"] for row in rows if (match := _TIME.search(row)) is not None]
    times = [float(time) for time in found]
    is_day = len(times) >= MIN_PAGES and DAY[0] <= times[0] and times[-1] <= DAY[1]
    return is_day and times == sorted(set(times)) and sum(times) not in {WHOLE, 10 * WHOLE}


def _are_pages(rows: list[str]) -> bool:
    """Whether the numbers at the ends of rows are pages: they never fall, and make up no whole."""
    ends = [float(end["value"]) for row in rows if (end := _LAST.search(row)) is not None and "%" not in row]
    return len(ends) == len(rows) >= MIN_PAGES and ends == sorted(set(ends)) and sum(ends) not in {WHOLE, 10 * WHOLE}


def _head_of(passages: list[Passage], place: int) -> int | None:
    """The head of the table of measures in which a row stands; None where it stands in none."""
    for head in range(place - 1, max(-1, place - REACH - 1), -1):
        words = passages[head].clean
        if len(words) > MAX_ROW or _OF_AWARD.search(words):
            return None
        if len(words) <= MAX_HEAD and (_HEAD.match(words) or _COLUMN.search(words)):
            return head
    return None


def _last_row(passages: list[Passage], place: int) -> int:
    """The last of the rows that follow one another from `place` on."""
    last = place
    for index in range(place + 1, min(len(passages), place + REACH + 1)):
        text = passages[index].clean
        if len(text) > MAX_ROW or _OF_AWARD.search(text) or not any(map(str.isdigit, text)):
            break
        last = index
    return last


def _are_measures(rows: list[str]) -> bool:
    """Whether the numbers are no shares of a whole: they make up more than it, or price has no part in them."""
    has_price = any(map(_PRICE.search, rows))
    shares = [float(match["value"]) for row in rows for match in _PERCENT.finditer(row)]
    if shares:
        return sum(shares) > WHOLE or (sum(shares) < WHOLE and not has_price)
    ends = [float(end["value"]) for row in rows if (end := _LAST.search(row)) is not None]
    return not (has_price and sum(ends) in {WHOLE, 10 * WHOLE})
