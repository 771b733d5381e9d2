"""Whether a contract is over 5 million pounds goes by its value when it was entered into, whatever becomes of it."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from tests.store.builders import rows
from tests.store.derive.book import Book
from tests.store.derive.test_delivery import change, details, figure_of, performance, rating
from tests.store.ingest.awards import counted
from tests.store.ingest.notices import tender

BY_FORM, AT_ITS_END = {"tag": ["x"]}, {"tag": ["contractTermination"]}
SMALL, LARGE = {"amountGross": 3_600_000, "currency": "GBP"}, {"amountGross": 6_000_000, "currency": "GBP"}
NEAR, ABROAD = {"amount": 4_500_000, "currency": "GBP"}, {"amount": 9_000_000, "currency": "EUR"}
FILLER: dict[str, Any] = {"amount": 1, "currency": "GBP"}
AMENDED = [{"id": "a1", "description": "Two depots were taken out."}]


def first(number: int, value: dict[str, Any]) -> dict[str, Any]:
    return details(number, contract={"value": value})


def form(name: str) -> dict[str, Any]:
    return tender("x", documents=[{"id": "x", "noticeType": name}])


def rated(number: int, value: dict[str, Any]) -> dict[str, Any]:
    made = performance(number)
    made["contracts"] = [{"id": "c1", "awardID": "1", "implementation": rating(), "value": value}]
    return made


def detailed_again(number: int, value: dict[str, Any], **contract: Any) -> dict[str, Any]:
    made = details(number, contract={"value": value} | contract)
    return made | {"id": f"{number + 900:06d}-2026", "date": "2026-10-02T09:00:00Z"}


# The notices, whether the contract is over 5 million, and what it is worth now.
CASES: dict[str, tuple[list[dict[str, Any]], bool | None, float | None]] = {
    "cut": ([first(1, LARGE), change(1, value=SMALL)], True, 3.6e6),
    "cut, with an amendment": ([first(2, LARGE), change(2, value=SMALL, amendments=AMENDED)], True, 3.6e6),
    "cut, by the form alone": (
        [first(3, LARGE), change(3, value=SMALL) | BY_FORM | {"tender": form("UK10")}], True, 3.6e6
    ),
    "cut, in details with an amendment": ([first(4, LARGE), detailed_again(4, SMALL, amendments=AMENDED)], True, 3.6e6),
    "cut at its end": (
        [first(5, LARGE), change(5, value=SMALL, status="terminated") | AT_ITS_END], True, 3.6e6
    ),
    "less in a notice of performance": ([first(6, LARGE), rated(6, SMALL)], True, 3.6e6),
    "grown": ([first(7, SMALL), change(7, value=LARGE)], False, 6e6),
    "grown twice": (
        [first(8, SMALL), change(8, value=LARGE), detailed_again(8, LARGE, amendments=AMENDED)], False, 6e6
    ),
    "near the line, then grown": ([first(9, NEAR), change(9, value=LARGE)], None, 6e6),
    "abroad, then in pounds": ([first(10, ABROAD), change(10, value=LARGE)], None, 6e6),
    "a filler, then a value": ([first(11, FILLER), change(11, value=LARGE)], False, 6e6),  # by the award: 90,000
    # as it was
    "corrected details": ([first(20, LARGE), detailed_again(20, SMALL)], False, 3.6e6),
    "a change that states no value": ([first(21, LARGE), change(21, amendments=AMENDED)], True, 6e6),
    "a change that states the same": ([first(22, LARGE), change(22, value=LARGE)], True, 6e6),
    "no change": ([first(23, SMALL)], False, 3.6e6),
}  # fmt: skip
BOOK = Book()
OCIDS = {name: BOOK.apart(*releases) for name, (releases, _, _) in CASES.items()}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with counted(tmp_path_factory.mktemp("values"), *BOOK.releases) as con:
        yield con


@pytest.mark.parametrize("name", CASES)
def test_over_five_million_when_it_was_entered_into(book: duckdb.DuckDBPyConnection, name: str) -> None:
    _, is_over, value = CASES[name]
    found = rows(book, "SELECT is_over_5m, value_gbp FROM core.contract WHERE ocid = ?", [OCIDS[name]])
    assert found == [(is_over, value)]
    counts = figure_of(book, OCIDS[name], "kpis_published", "n, unknown") or (0, 0)
    assert counts == ((1, 0) if is_over else (0, int(is_over is None)))
