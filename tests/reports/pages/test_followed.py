"""New this week at the bodies a reader follows: those alone, each procurement once, and hostile text harmless."""

import html5lib
import pytest
from duckdb import DuckDBPyConnection

from reports.pages.edition.digest import Digest
from reports.pages.edition.followed import News, news_of
from reports.publisher import Publisher
from tests.reports.builders import process, snapshot_of
from tests.reports.pages.test_hostile import ATTACK, hostile_process

WEEK = "2026-W47"
EDITION = Digest(
    WEEK, "A finding", "In words.\n", '<!DOCTYPE html><html lang="en"><title>x</title><body><p>Words.</p></body></html>'
)


@pytest.fixture(scope="module")
def con() -> DuckDBPyConnection:
    rows = [process(1, "R5"), process(2), process(3, "R2"), process(4, "R2"), process(5, "R2")]
    rows[2] |= {"authority_id": "E09000022", "authority_name": "London Borough of Lambeth"}
    rows[3] |= {"authority_id": "northgate-homes", "authority_name": "Northgate Homes"}
    rows[4] |= {"is_in_scope": False}
    return snapshot_of(rows)


def news(con: DuckDBPyConnection, *names: str, publisher: Publisher | None = None) -> News:
    found, unknown = news_of(con, names, WEEK, publisher or Publisher())
    assert found is not None
    assert not unknown
    return found


def test_it_tells_of_the_bodies_followed_alone(con: DuckDBPyConnection) -> None:
    told = news(con, "Sandmere Council", "lambeth")
    assert [title for title in ("Procurement 1", "Procurement 2", "Procurement 3") if title in told.text] == [
        "Procurement 1", "Procurement 2", "Procurement 3",
    ]  # fmt: skip
    assert "Procurement 4" not in told.text + told.part
    assert "Procurement 5" not in told.text + told.part  # to which the Act does not apply
    assert told.subject == "New this week at the bodies you follow: 3 procurements (2026-W47)"


def test_a_body_without_news_is_named(con: DuckDBPyConnection) -> None:
    assert "Nothing new at: Durham County Council." in news(con, "lambeth", "Durham").text


def test_a_week_without_news_makes_no_message(con: DuckDBPyConnection) -> None:
    assert news_of(con, ["Durham"], WEEK, Publisher()) == (None, set())


def test_a_name_of_no_body_is_said_and_the_others_told(con: DuckDBPyConnection) -> None:
    found, unknown = news_of(con, ["Utopia", "lambeth"], WEEK, Publisher())
    assert found is not None
    assert [line.split("'")[1] for line in unknown] == ["Utopia"]


def test_it_leads_to_the_pages_of_the_bodies(con: DuckDBPyConnection) -> None:
    told = news(con, "lambeth", publisher=Publisher("https://monitor.example/svm"))
    assert "https://monitor.example/svm/authorities/lambeth/index.html" in told.text
    assert 'href="https://monitor.example/svm/authorities/lambeth/index.html"' in told.part


def test_with_the_edition_it_is_one_message(con: DuckDBPyConnection) -> None:
    both = news(con, "lambeth").added_to(EDITION)
    assert both.subject == EDITION.subject
    assert both.text.startswith(EDITION.text)
    assert both.html.index("Words.") < both.html.index("Procurement 3") < both.html.index("</body>")
    assert both.html.count("</body>") == 1


def test_it_is_valid_alone_and_hostile_text_stays_text() -> None:
    row = hostile_process()
    told = news(snapshot_of([row]), str(row["authority_id"])).alone()
    html5lib.HTMLParser(strict=True).parse(told.html)
    assert ATTACK not in told.html
    assert "<script" not in told.html
