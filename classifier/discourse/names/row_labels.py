"""Questions on social value that a notice speaks of by label or place: `For heading C tell us ...`, `Guidance to 4.9`.

A row such as `4.9 Social value - 8%` gives its label to what is said of it elsewhere; `the last of these` is the last.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from classifier.discourse.names.letters import NOT_OF_SALE, is_of_another
from classifier.vocabulary.expressions import expression, expression_of
from classifier.vocabulary.supersets import verified

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from classifier.text.passages import Passage

_ROW = expression("labelled_row")
_IS_SCORED = expression("row_is_scored")
_LAST = expression("the_last_of_these")
_IS_ROW = expression("row_of_scores")
_MAY_NAME_ROW = verified("may_name_row")
_HALF = expression("half_of_name")
_BY_NAME = expression("row_by_name")
_BESIDE = expression("row_beside")
_BESIDE_IN_LINE = expression("price_in_line")
_IN_LINE = expression("name_in_line")
_IN_HEAD = expression("name_in_head")
_SHORT = expression("name_for_short")
_BESIDE_SHORT = expression("beside_short")
_OF_OFFER = expression("short_of_offer")
_NUMBERED_SHORT = expression("numbered_short")
_OF_MONEY = expression("sums_of_money")
_QUALITY = re.compile(r"\b(?:quality|technical|method\w*|non-price|delivery)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d+)? ?%?(?=\s*(?:[|\t]|$))")
_IS_PAPER = re.compile(r"A[0-6]|B[45]|[AMB]\d{1,4}|Q[1-4]")
_HAS_UNIT = re.compile(r"\d ?(?:%|per ?cent|marks|points|pts)", re.IGNORECASE)
_OF_AWARD = expression("of_award")
_LAST_NUMBER = re.compile(r"(\d{1,4}(?:\.\d+)?)\W*$")
_WHOLES = frozenset({100, 1000})
QUESTION = "the social value question"
_SAID_OF = expression("label_of_social_value")
MAX_ROW = 140
ROW_REACH = 40
MAX_LINE = 400
ROWS_NEAR = 8
SHORT_NEAR = 4
MAX_SHORT = 5  # letters of a name for short, such as `S.V.`
LAST_REACH = 3  # passages after the last row, in which `the last` is that one


def may_name_row(text: str) -> bool:
    """Whether a text holds a name by which social value may stand among what is scored; quick."""
    return _MAY_NAME_ROW.may_match(text)


def names_in(passages: Sequence[Passage]) -> Iterator[tuple[re.Pattern[str], str, bool]]:
    """Such names as stand in a row with a number, near another, with what each stands for in all of the text."""
    names: set[str] = set()
    for place, passage in enumerate(passages):
        if _is_of_money(passage.clean):
            continue
        in_line = _IN_LINE.search(passage.clean) if len(passage.clean) <= MAX_LINE else None
        short = _SHORT.search(passage.clean) if len(passage.clean) <= MAX_LINE else None
        around = passage.clean if short is None or short["name"].startswith("C") else _around(passages, place)
        if short is not None and _BESIDE_SHORT.search(around) is not None:
            names.add(short["name"])
        names |= {match["name"] for match in _OF_OFFER.finditer(passage.clean)}
        if in_line is not None and _is_beside_price(passage.clean, in_line):
            names.add(in_line["name"].lower())
        head = _IN_HEAD.search(passage.clean) if len(passage.clean) <= MAX_ROW else None
        if head is not None and _BESIDE.search(passage.clean) is not None and _has_numbers(passages, place + 1):
            names.add(head["name"].lower())
        row = _BY_NAME.match(passage.clean) if len(passage.clean) <= MAX_ROW else None
        if row is None:
            continue
        near = passages[max(0, place - ROWS_NEAR) : place + ROWS_NEAR + 1]
        rows = [each.clean for each in near if len(each.clean) <= MAX_ROW and _IS_ROW.search(each.clean)]
        is_scored = (
            _HAS_UNIT.search(passage.clean) or _is_whole(rows) or any(_OF_AWARD.search(each.clean) for each in near)
        )
        if is_scored and any(_BESIDE.search(each) for each in rows):
            names.add(row["name"].lower())
    text = "\n".join(passage.clean for passage in passages) if names else ""
    for name in sorted(names):
        if len(name) <= MAX_SHORT and is_of_another(name.upper(), text):
            continue
        case = 0 if name.isupper() else re.IGNORECASE
        not_of_sale = NOT_OF_SALE if name.upper() == "SV" else ""
        yield re.compile(rf"(?<!\w){re.escape(name)}(?!\w){not_of_sale}", case), "social value", False


def _is_of_money(text: str) -> bool:
    """Whether shares are of sums of money, and none of quality: `Fees: SV 10%, VAT 20%`."""
    return _OF_MONEY.search(text) is not None and _QUALITY.search(text) is None


def _is_beside_price(text: str, name: re.Match[str]) -> bool:
    """Whether price stands in a line with a share that is not that of the name: not `Rates: SV 10%, LV 20%`."""
    prices = _BESIDE_IN_LINE.finditer(text)
    return any(price.end() <= name.start("name") or price.start() >= name.end("name") for price in prices)


def _around(passages: Sequence[Passage], place: int) -> str:
    """The words of a passage and of the short ones right around it."""
    near = passages[max(0, place - SHORT_NEAR) : place + SHORT_NEAR + 1]
    return "\n".join(each.clean for each in near if len(each.clean) <= MAX_ROW or each is passages[place])


def _has_numbers(passages: Sequence[Passage], place: int) -> bool:
    """Whether a row below a head has a number in more than one of its cells."""
    return place < len(passages) and len(_NUMBERS.findall(passages[place].clean)) > 1


def _is_whole(rows: Sequence[str]) -> bool:
    """Whether the numbers of some rows make up a hundred or a thousand."""
    numbers = [float(found.group(1)) for each in rows if (found := _LAST_NUMBER.search(each)) is not None]
    return any(
        sum(numbers[first:last]) in _WHOLES
        for first in range(len(numbers))
        for last in range(first + 2, len(numbers) + 1)
    )


def labels_in(passages: Sequence[Passage], strong: set[int]) -> Iterator[tuple[re.Pattern[str], str, bool]]:
    """Patterns by which the labelled, scored rows on social value are spoken of, with what each stands for."""
    labels: set[str] = set()
    for place in sorted(strong):
        text = passages[place].clean
        row = _ROW.match(text) if len(text) <= MAX_ROW and _IS_SCORED.search(text) is not None else None
        if row is not None:
            labels.add(row["label"].strip("().:"))
    for label in sorted(labels, key=len, reverse=True):
        yield _pattern(label), QUESTION, True


def with_last(passages: Sequence[Passage], strong: set[int]) -> dict[int, Passage]:
    """By place, the passages that speak of social value as the last of the rows right before them, reworded."""
    found: dict[int, Passage] = {}
    for place in strong:
        if not _is_last_row(passages, place):
            continue
        for after in range(place + 1, min(len(passages), place + 1 + LAST_REACH)):
            text = passages[after].clean
            if after not in strong and _LAST.search(text) is not None:
                found[after] = passages[after].reworded(_LAST.sub(QUESTION, text, count=1))
                break
    return found


def named_later(passages: Sequence[Passage], strong: set[int]) -> dict[int, Passage]:
    """By place, scored rows of another name that a later passage says to be of social value: `Q6 Local offer 6%`.

    `For question 6 say what social value you will deliver` makes it a row on social value.
    """
    found: dict[int, Passage] = {}
    for place in sorted(strong):
        match = _SAID_OF.search(passages[place].clean)
        if match is None:
            continue
        row = expression_of("row_of_label", match["label"])
        for before in range(max(0, place - ROW_REACH), place):
            text = passages[before].clean
            name = row.match(text) if len(text) <= MAX_ROW and before not in strong and before not in found else None
            if name is not None and _IS_ROW.search(text) and _BESIDE.search(text) is None:
                found[before] = passages[before].reworded(f"{text[: name.end()]} (social value){text[name.end() :]}")
    return found


def named_by_half(passages: Sequence[Passage]) -> dict[int, Passage]:
    """By place, rows and lists of scores in which `Social` alone stands beside price, with its name in full."""
    found: dict[int, Passage] = {}
    for place, passage in enumerate(passages):
        half = _HALF.search(passage.clean) if len(passage.clean) <= MAX_LINE else None
        if half is None:
            continue
        near = passages[max(0, place - ROWS_NEAR) : place + ROWS_NEAR + 1]
        rows = [each.clean for each in near if len(each.clean) <= MAX_ROW and _IS_ROW.search(each.clean)]
        if _BESIDE_SHORT.search(passage.clean) is not None or any(_BESIDE.search(each) for each in rows):
            end = half.end("name")
            found[place] = passage.reworded(f"{passage.clean[:end]} value{passage.clean[end:]}")
    return found


def numbered(passages: Sequence[Passage]) -> dict[int, Passage]:
    """By place, rows of scores that open with `SV1` beside price and quality, with the name of social value in full."""
    rows = [
        place
        for place, each in enumerate(passages)
        if len(each.clean) <= MAX_LINE and _NUMBERED_SHORT.search(each.clean)
    ]
    if not rows or is_of_another("SV", "\n".join(each.clean for each in passages), is_of_question=True):
        return {}
    return {
        place: passages[place].reworded(_NUMBERED_SHORT.sub(_in_full, passages[place].clean))
        for place in rows
        if _IS_ROW.search(passages[place].clean) is not None
        and _BESIDE_SHORT.search(_around(passages, place)) is not None
    }


def _in_full(match: re.Match[str]) -> str:
    lead = match.group()[: -len(match["name"])]
    return f"{lead}Social value {match['name']}"


def _is_last_row(passages: Sequence[Passage], place: int) -> bool:
    """Whether a row of scores stands before it, and none after it."""
    if not place or len(passages[place].clean) > MAX_ROW or _IS_ROW.search(passages[place].clean) is None:
        return False
    is_after_row = len(passages[place - 1].clean) <= MAX_ROW and _IS_ROW.search(passages[place - 1].clean) is not None
    return is_after_row and (place + 1 == len(passages) or _IS_ROW.search(passages[place + 1].clean) is None)


def _pattern(label: str) -> re.Pattern[str]:
    """How a label is spoken of: after a word such as `question` or `guidance to`, or at the head of what is said of it.

    After no more than `for` or `in` it must look like one: not a plain number or letter, nor the size of a paper.
    """
    if label.isdigit() or _IS_PAPER.fullmatch(label) is not None:
        return expression_of("label_spoken_of", label)
    return expression_of("letter_spoken_of" if label.isalpha() else "code_spoken_of", label)
