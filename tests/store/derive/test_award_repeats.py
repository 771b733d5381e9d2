"""An award that a later notice states under another id is one; two awards of a procurement stay two."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from tests.store.builders import rows
from tests.store.derive.book import Book
from tests.store.ingest.awards import award, awarded, counted, supplier

HOLLIN, REEVE = supplier("Hollin Joinery Ltd", "01111111"), supplier("Reeve Roofing Ltd", "02222222")
UNNUMBERED = supplier("HOLLIN JOINERY LIMITED")
LATER, LAST = "2026-11-20T09:00:00Z", "2026-11-25T09:00:00Z"
UPDATE, AMENDMENT = {"tag": ["awardUpdate"]}, {"tag": ["contractAmendment"]}
AGAIN = {"tag": ["award", "contract"]}
PLAIN: dict[str, Any] = {"tag": ["award"]}
BOOK = Book()
_NUMBERS = iter(range(100, 1000))

Notice = tuple[dict[str, Any], list[dict[str, Any]]]


def pounds(amount: float) -> dict[str, Any]:
    return {"value": {"amount": amount, "currency": "GBP"}}


def lot(*lots: str) -> dict[str, Any]:
    return {"relatedLots": list(lots)}


def won(award_id: str, amount: float | None = None, who: dict[str, Any] = HOLLIN, **changes: Any) -> dict[str, Any]:
    value = {"value": {}} if amount is None else pounds(amount)
    return award(award_id, who, **value | changes)


def undated(award_id: str, amount: float | None = None, who: dict[str, Any] = HOLLIN, **changes: Any) -> dict[str, Any]:
    made = won(award_id, amount, who, **changes)
    return {key: each for key, each in made.items() if key != "date"}


def form(name: str) -> dict[str, Any]:
    documents = [{"id": "d", "noticeType": name}]
    return {"tag": ["award"], "tender": {"id": "t", "title": "Works at halls", "documents": documents}}


def process(*notices: Notice) -> str:
    number = next(_NUMBERS)
    given = []
    for place, ((changes, found), day) in enumerate(zip(notices, ("2026-11-10T09:00:00Z", LATER, LAST), strict=False)):
        given.append(
            awarded(
                number,
                HOLLIN,
                REEVE,
                UNNUMBERED,
                id=f"{number * 10 + place:06d}-2026",
                date=day,
                awards=found,
                **changes,
            )
        )
    return BOOK.booked(*given)


AMEND = {"contracts": [{"id": "c", "awardID": "2", "amendments": [{"id": "a", "description": "More halls."}]}]}
# The notices of a process, oldest first, and the values of the awards that count.
ONE_AWARD: list[tuple[str, list[Notice], list[float | None]]] = [
    ("updated", [(PLAIN, [won("1", 200)]), (UPDATE, [won("2", 250)])], [250]),
    (
        "updated, by numbers of notices",
        [(PLAIN, [won("001-1", 200, **lot("1"))]), (UPDATE, [won("009-1", 250, **lot("1"))])],
        [250],
    ),
    ("modified", [(PLAIN, [won("1", 200)]), (AMENDMENT, [won("2", 230)])], [230]),
    ("updated on another day", [(PLAIN, [won("1", 200)]), (UPDATE, [won("2", 250, date=LATER)])], [250]),
    ("a modification by its form", [(PLAIN, [won("1", 200)]), (form("UK10"), [won("2", 250)])], [250]),
    ("F20", [(PLAIN, [won("1", 200)]), (form("F20"), [won("2", 250)])], [250]),
    ("a contract with an amendment", [(PLAIN, [won("1", 200)]), (PLAIN | AMEND, [won("2", 250)])], [250]),
    ("the lot named only in the update", [(PLAIN, [won("1", 200)]), (UPDATE, [won("2", 250, **lot("1"))])], [250]),
    ("the value named only in the update", [(PLAIN, [won("1")]), (UPDATE, [won("2", 250)])], [250]),
    ("the value left out of the update", [(PLAIN, [won("1", 200)]), (UPDATE, [won("2")])], [None]),
    ("updated twice", [(PLAIN, [won("1", 200)]), (UPDATE, [won("2", 250)]), (UPDATE, [won("3", 260)])], [260]),
    ("the number left out", [(PLAIN, [won("1", 200)]), (UPDATE, [won("2", 250, UNNUMBERED)])], [250]),
    (
        "another title for the same",
        [(PLAIN, [won("1", 200, title="Roofs")]), (UPDATE, [won("2", 250, title="Roofs (corrected)")])],
        [250],
    ),
    (
        "pending, then awarded",
        [(form("UK5"), [undated("1", 300, status="pending")]), (form("UK6"), [won("2", 300)])],
        [300],
    ),
    (
        "pending, then awarded for more",
        [(PLAIN, [undated("1", 300, status="pending")]), (PLAIN, [won("2", 310)])],
        [310],
    ),
    (
        "pending, awarded, contract",
        [(PLAIN, [undated("1", 300, status="pending")]), (PLAIN, [won("2", 310)]), (AGAIN, [won("3", 310)])],
        [310],
    ),
    ("again, neither with a value", [(PLAIN, [won("1")]), (AGAIN, [won("2")])], [None]),
    ("again, the lot named only later", [(PLAIN, [won("1", 50)]), (AGAIN, [won("2", 50, **lot("1"))])], [50]),
    ("again, the lot named only before", [(PLAIN, [won("1", 50, **lot("1"))]), (AGAIN, [won("2", 50)])], [50]),
    ("again, a filler and no value", [(PLAIN, [won("1", 1)]), (AGAIN, [won("2")])], [None]),
]
MORE_AWARDS: list[tuple[str, list[Notice], list[float | None]]] = [
    ("two of one notice", [(PLAIN, [won("1", 200), won("2", 250)])], [200, 250]),
    ("two of one update", [(UPDATE, [won("1", 200), won("2", 200)])], [200, 200]),
    (
        "two alike, both updated",
        [(PLAIN, [won("1", 200), won("2", 200)]), (UPDATE, [won("3", 250), won("4", 260)])],
        [250, 260],
    ),
    (
        "two alike, both again",
        [(PLAIN, [won("1", 200), won("2", 200)]), (AGAIN, [won("3", 200), won("4", 200)])],
        [200, 200],
    ),
    ("two alike, one of them again", [(PLAIN, [won("1", 200), won("2", 200)]), (AGAIN, [won("3", 200)])], [200, 200]),
    ("two, one of them updated", [(PLAIN, [won("1", 100), won("2", 200)]), (UPDATE, [won("3", 210)])], [100, 210]),
    (
        "two, one the same and one updated",
        [(PLAIN, [won("1", 100), won("2", 200)]), (UPDATE, [won("3", 200), won("4", 300)])],
        [200, 300],
    ),
    (
        "two lots named only in the update",
        [(PLAIN, [won("1", 50), won("2", 50)]), (UPDATE, [won("3", 50, **lot("1")), won("4", 50, **lot("2"))])],
        [50, 50],
    ),
    (
        "two lots named only later, one award before",
        [(PLAIN, [won("1", 50)]), (AGAIN, [won("3", 50, **lot("1")), won("4", 50, **lot("2"))])],
        [50, 50],
    ),
    (
        "an update of another lot",
        [(PLAIN, [won("1", 200, **lot("1"))]), (UPDATE, [won("2", 250, **lot("2"))])],
        [200, 250],
    ),
    (
        "another lot of the same value",
        [(PLAIN, [won("1", 200, **lot("1"))]), (AGAIN, [won("2", 200, **lot("2"))])],
        [200, 200],
    ),
    ("an update for another supplier", [(PLAIN, [won("1", 200)]), (UPDATE, [won("2", 250, REEVE)])], [200, 250]),
    (
        "an update of another thing",
        [(PLAIN, [won("1", 200, title="Roofs")]), (UPDATE, [won("2", 250, title="Windows")])],
        [200, 250],
    ),
    (
        "an update of another place",
        [(PLAIN, [won("1", 200, title="Roofs west")]), (UPDATE, [won("2", 250, title="Roofs east")])],
        [200, 250],
    ),
    (
        "an update beside the one that it states too",
        [(PLAIN, [won("1", 200)]), (UPDATE, [won("1", 200), won("2", 250)])],
        [200, 250],
    ),
    ("stated again beside another", [(PLAIN, [won("1", 200)]), (AGAIN, [won("1", 200), won("2", 200)])], [200, 200]),
    (
        "stated after the update too",
        [(PLAIN, [won("1", 200)]), (UPDATE, [won("2", 250)]), (PLAIN, [won("1", 200)])],
        [200, 250],
    ),
    ("a call-off of another day", [(PLAIN, [won("1", 200)]), (PLAIN, [won("2", 200, date=LATER)])], [200, 200]),
    ("a call-off of another value", [(PLAIN, [won("1", 200)]), (AGAIN, [won("2", 250)])], [200, 250]),
    ("without values, of other days", [(PLAIN, [won("1")]), (PLAIN, [won("2", date=LATER)])], [None, None]),
    (
        "without values, of other titles",
        [(PLAIN, [won("1", title="Roofs")]), (PLAIN, [won("2", title="Windows")])],
        [None, None],
    ),
    (
        "in other currencies",
        [
            (PLAIN, [won("1", value={"amount": 5e3, "currency": "EUR"})]),
            (PLAIN, [won("2", value={"amount": 9e3, "currency": "EUR"})]),
        ],
        [None, None],
    ),
    (
        "both pending",
        [(PLAIN, [undated("1", 300, status="pending")]), (PLAIN, [undated("2", 310, status="pending")])],
        [300, 310],
    ),
    (
        "pending for another supplier",
        [(PLAIN, [undated("1", 300, status="pending")]), (PLAIN, [won("2", 300, REEVE)])],
        [300, 300],
    ),
]
CASES = [(*case, process(*case[1])) for case in ONE_AWARD + MORE_AWARDS]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with counted(tmp_path_factory.mktemp("book"), *BOOK.releases) as con:
        yield con


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_awards_that_a_later_notice_states_again(
    book: duckdb.DuckDBPyConnection, case: tuple[str, list[Notice], list[float | None], str]
) -> None:
    _, _, values, ocid = case
    found = rows(book, "SELECT value_gbp FROM out.award WHERE ocid = ? ORDER BY value_gbp NULLS LAST", [ocid])
    assert [value for (value,) in found] == values
