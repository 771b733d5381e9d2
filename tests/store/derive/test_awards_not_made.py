"""Awards that were never made: called off, only intended, or a nil return in place of the supplier."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from store.registers.nil_returns import is_nil_return
from tests.store.builders import rows
from tests.store.derive.book import Book
from tests.store.ingest.awards import award, awarded, counted, mapped, supplier
from tests.store.ingest.notices import tender

NIL = [
    "No bids received", "No award made", "Not awarded", "No contract awarded", "No suitable tenders received",
    "No valid bids were received", "Lot 3 - no bids", "Contract not awarded", "Procurement abandoned",
    "The tender was cancelled", "NO SUPPLIER APPOINTED", "No successful bidder", "Nil return", "None awarded",
    "Not awarded - no bids received", "No responses received for this lot", "N/A - no bids received",
    "Dim tendrau wedi\u2019u derbyn",
]  # fmt: skip
NAMES = [
    "No Limits Ltd", "No Bids Required Ltd", "Tender Care Ltd", "Various suppliers", "TBC", "N/A", "None",
    "No supplier", "Supplier name withheld", "Not disclosed", "No details provided", "Award not published",
    "Cancelled Stamps Ltd", "No Award Trophy Company", "No supplier named", "Awarded", "Not applicable", "Lot 3",
    "Withdrawn",
]  # fmt: skip


@pytest.mark.parametrize("words", NIL)
def test_a_nil_return(words: str) -> None:
    assert is_nil_return(words)


@pytest.mark.parametrize("words", NAMES)
def test_a_name_or_a_name_kept_back_is_no_nil_return(words: str) -> None:
    assert not is_nil_return(words)


ONE = supplier("Hollin Joinery Ltd", "01111111")
PENDING = {"awards": [award("1", ONE, status="pending")]}
BOOK = Book()


def nobody(words: str) -> dict[str, Any]:
    return supplier(words)


def form(name: str, **changes: Any) -> dict[str, Any]:
    """The tender of a notice of this form."""
    return tender("x", **{"status": "complete", "documents": [{"id": "x", "noticeType": name}], **changes})


def contract(status: str = "active") -> dict[str, Any]:
    return {"contracts": [{"id": "c", "awardID": "1", "status": status, "dateSigned": "2026-11-12T00:00:00Z"}]}


def ended(number: int, name: str = "UK12", day: int = 25, **changes: Any) -> dict[str, Any]:
    """A later notice by which the procurement is called off."""
    made = {
        "id": f"{number + 800:06d}-2026", "date": f"2026-11-{day}T09:00:00Z", "tag": ["tenderCancellation"],
        "tender": form(name, status="cancelled"), "awards": [],
    }  # fmt: skip
    return awarded(number, ONE, **{**made, **changes})


def first(number: int, **changes: Any) -> dict[str, Any]:
    return awarded(number, ONE, **{"tender": form("UK6"), **changes})


# What is published of a process, and how many of its awards count.
CASES: dict[str, tuple[list[dict[str, Any]], int]] = {
    "pending, then ended": ([first(1, **PENDING), ended(1)], 0),
    "active, then ended": ([first(2), ended(2)], 0),
    "pending with a contract foreseen, then ended": ([first(3, **PENDING, **contract("pending")), ended(3)], 0),
    "pending, then cancelled on an older portal": ([first(4, **PENDING), ended(4, "")], 0),
    "intended": ([awarded(5, ONE, tender=form("UK5"), **PENDING)], 0),
    "intended, said to be active": ([awarded(6, ONE, tender=form("UK5"))], 0),
    "intended twice": ([awarded(7, ONE, tender=form("UK5")), awarded(7, ONE, tender=form("UK5"), id="000999-2026")], 0),
    "intended by the older form": ([awarded(8, ONE, tender=form("F15"))], 0),
    "nil return": ([awarded(9, nobody("No bids received"))], 0),
    "nil return taken for a person": ([awarded(10, nobody("No award made"))], 0),
    "nil return as a text": ([awarded(11, awards=[award("1", suppliers=["Not awarded"])])], 0),
    "nil return in the title": ([awarded(12, awards=[award("1", title="Lot 2 - no bids received")], parties=[])], 0),
    "nil return in the details": (
        [awarded(13, awards=[award("1", statusDetails="No tenders received")], parties=[])], 0
    ),
    "ended before the award": ([ended(14, day=5), first(14)], 1),
    "active with a contract, then ended": ([first(15, **contract()), ended(15)], 1),
    "active, then cancelled on an older portal": ([first(16), ended(16, "")], 1),
    "another lot ended": ([first(17, **PENDING), ended(17, tender=form("UK12", status="active"))], 1),
    "pending": ([first(18, **PENDING)], 1),
    "intended, then awarded": ([awarded(19, ONE, tender=form("UK5"), **PENDING), first(19, id="000998-2026")], 1),
    "intended, with a contract": ([awarded(20, ONE, tender=form("UK5"), **contract())], 1),
    "a name kept back": ([awarded(21, nobody("Various suppliers"))], 1),
    "one supplier of two": ([awarded(22, ONE, nobody("No bids received"))], 1),
    "nil in the description of one with a supplier": (
        [awarded(23, ONE, awards=[award("1", ONE, description="No bids received")])], 1
    ),
}  # fmt: skip
OCIDS = {name: BOOK.booked(*releases) for name, (releases, _) in CASES.items()}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with counted(tmp_path_factory.mktemp("book"), *BOOK.releases) as con:
        yield con


@pytest.mark.parametrize("name", CASES)
def test_what_counts_as_an_award(book: duckdb.DuckDBPyConnection, name: str) -> None:
    assert rows(book, "SELECT count(*) FROM out.award WHERE ocid = ?", [OCIDS[name]]) == [(CASES[name][1],)]


def test_none_of_them_enters_a_figure(book: duckdb.DuckDBPyConnection) -> None:
    whole = "SELECT n FROM out.winner WHERE period_kind = 'all' AND cut = 'all' AND evidence_group = 'all'"
    assert rows(book, f"{whole} AND indicator = 'vcse_awards'") == [(sum(count for _, count in CASES.values()),)]


def test_a_nil_return_is_noted_and_makes_no_person() -> None:
    found = mapped(awarded(1, nobody("No award made")))
    assert [issue.code for issue in found.issues] == ["no_award"]
    assert [row["status"] for row in found.awarding["award"]] == ["unsuccessful"]
    assert "supplier" not in found.awarding
