"""An indicator on the TOMs is one on social value, though it says nothing else of it."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.store.builders import rows
from tests.store.derive.book import Book
from tests.store.derive.test_delivery import details, judged
from tests.store.ingest.awards import home_of, published

OF_TOMS = [
    "TOMs value achieved per quarter", "Value delivered (TOMs)", "TOMs", "Delivery against the agreed TOMs",
    "TOMS return made", "Share of TOMs reached", "TOMs: apprentices taken on", "Quarterly TOMs",
]  # fmt: skip
OTHERS = [
    "Toms Lane is swept weekly", "Tom's response time", "Atoms counted", "TOMS shoes handed out", "No TOMs apply",
    "Tomsk route on time", "Symptoms reported", "Hours attended", "Apprentices taken on",
]  # fmt: skip
BOOK = Book()
OCIDS = {
    words: BOOK.apart(details(400 + number, contract={"agreedMetrics": [{"id": "1", "title": words}]}))
    for number, words in enumerate([*OF_TOMS, *OTHERS])
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with published(judged(home_of(tmp_path_factory.mktemp("toms"), *BOOK.releases))) as con:
        yield con


@pytest.mark.parametrize("words", OF_TOMS)
def test_an_indicator_on_the_toms(book: duckdb.DuckDBPyConnection, words: str) -> None:
    found = rows(book, "SELECT is_social_value, level, rule FROM core.kpi WHERE ocid = ?", [OCIDS[words]])
    assert found == [(True, "R2b", "kpi.names_toms")]


@pytest.mark.parametrize("words", OTHERS)
def test_other_words_are_none(book: duckdb.DuckDBPyConnection, words: str) -> None:
    assert rows(book, "SELECT is_social_value FROM core.kpi WHERE ocid = ?", [OCIDS[words]]) == [(False,)]
