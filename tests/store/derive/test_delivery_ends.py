"""How a contract ended: a notice of termination follows every end, so that its reason or the planned day must tell."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from tests.store.builders import rows
from tests.store.derive.book import Book
from tests.store.derive.test_delivery import change, details, figure_of
from tests.store.ingest.awards import counted

PLANNED = "2026-09-30T23:59:59Z"  # the other end planned is in 2029
# The reason, the words and the day that the notice states, the planned end, and what they come to.
ENDS: dict[str, tuple[str | None, str | None, str | None, str | None, str]] = {
    "expiry": ("Expiry", "The contract came to its agreed end.", "2026-09-30", PLANNED, "ran_out"),
    "expired": ("Contract expired", None, None, None, "ran_out"),
    "discharge": ("Discharge", None, "2026-09-01", None, "ran_out"),
    "discharged": ("The contract has been discharged", None, None, None, "ran_out"),
    "end of term": ("End of the contract term", None, None, None, "ran_out"),
    "completed": ("Contract completed", None, None, None, "ran_out"),
    "in other words": (None, "All lots were delivered in full.", None, "2029-08-31T23:59:59Z", "ran_out"),
    "natural end": (None, "It came to its natural end.", "2026-09-30", None, "ran_out"),
    "on the planned day": (None, None, "2026-09-30", PLANNED, "ran_out"),
    "after the planned day": (None, None, "2026-10-15", PLANNED, "ran_out"),
    "breach": ("Breach of contract", None, "2026-09-30", PLANNED, "early"),
    "insolvency": ("Insolvency of the supplier", None, None, PLANNED, "early"),
    "by a party": ("Termination by the contracting authority", None, None, PLANNED, "early"),
    "mutual agreement": ("Ended by mutual agreement", None, None, None, "early"),
    "rescission": ("Rescission", None, None, None, "early"),
    "set aside": ("Set aside by a court order", None, None, None, "early"),
    "before its expiry": ("Ended two years before its expiry", None, None, None, "early"),
    "long before the planned day": (None, None, "2026-09-30", "2029-08-31T23:59:59Z", "early"),
    "nothing said, no planned end": (None, None, None, None, "unknown"),
    "an unknown reason, no planned end": ("Other", None, None, None, "unknown"),
}
BOOK = Book()


def releases(number: int, case: tuple[str | None, str | None, str | None, str | None, str]) -> list[dict[str, Any]]:
    reason, words, day, planned, _ = case
    period = {"startDate": "2025-09-01T00:00:00Z"} | ({"endDate": planned} if planned else {})
    ended: dict[str, Any] = {"status": "terminated"}
    if reason:
        ended["terminationRationaleClassifications"] = [{"id": "x", "description": reason}]
    stated = ({"endDateDetails": words} if words else {}) | ({"endDate": f"{day}T12:00:00Z"} if day else {})
    if stated:
        ended["implementation"] = stated
    return [details(number, contract={"period": period}), change(number, **ended) | {"tag": ["contractTermination"]}]


OCIDS = {name: BOOK.apart(*releases(300 + number, case)) for number, (name, case) in enumerate(ENDS.items())}
STANDS = BOOK.apart(details(299))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with counted(tmp_path_factory.mktemp("ends"), *BOOK.releases) as con:
        yield con


@pytest.mark.parametrize("name", ENDS)
def test_how_a_contract_ended(book: duckdb.DuckDBPyConnection, name: str) -> None:
    ocid, kind = OCIDS[name], ENDS[name][-1]
    assert rows(book, "SELECT end_kind FROM core.contract WHERE ocid = ?", [ocid]) == [(kind,)]
    assert figure_of(book, ocid, "terminated") == (1, 1, 0, 0)
    assert figure_of(book, ocid, "ended_early") == (1, int(kind == "early"), int(kind == "unknown"), 0)


def test_one_that_stands(book: duckdb.DuckDBPyConnection) -> None:
    assert rows(book, "SELECT end_kind FROM core.contract WHERE ocid = ?", [STANDS]) == [(None,)]
    assert figure_of(book, STANDS, "terminated") == (1, 0, 0, 0)
