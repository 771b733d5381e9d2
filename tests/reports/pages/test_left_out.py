"""What notices leave out: a page of its own, and what documents say on other pages, apart from every figure."""

import csv
import io
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.run import report
from tests.reports.builders import LAST_WEEK, process, snapshot_of
from tests.reports.conftest import soup_of
from tests.reports.document_rows import QUOTE, add_documents


@pytest.fixture(scope="module")
def left_out(site: Path) -> BeautifulSoup:
    return soup_of(site / "documents/index.html")


def test_finding_says_share_interval_and_how_many_were_read(left_out: BeautifulSoup) -> None:
    told = left_out.select(".finding")[0].get_text()
    assert "90 procurements within the scope of the Act had notices that say nothing of social value." in told
    assert told.strip().startswith(
        "Where a notice says nothing of social value and its invitation to tender stands open, 62% score social value "
        "in it (95% interval 41% to 79%; 27 read, too few to be sure of)."
    )


def test_bounds_say_what_is_not_known(left_out: BeautifulSoup) -> None:
    told = left_out.select("header.lead")[0].get_text()
    assert "Of the 59 without open documents nothing more is known." in told
    assert "is 21%; if all of them do, 88%. With both intervals the truth lies between 14% and 94%." in told


def test_shares_by_period_and_by_kind(left_out: BeautifulSoup) -> None:
    assert [row["id"] for row in left_out.select("#shares tbody tr[id]")] == [
        f"{code}-{kind}" for code in ("H1", "H2") for kind in ("rolling_12_months", "rolling_13_weeks", "all")
    ]
    assert "Unitary council" in left_out.select("#shares table")[1].get_text()
    few = [[cell.get_text() for cell in row.select("th, td")] for row in left_out.select("#shares details tbody tr")]
    assert ["County council", "90", "27"] in few


def test_quotes_stand_with_their_page_or_sheet(left_out: BeautifulSoup) -> None:
    cards = [" ".join(card.get_text().split()) for card in left_out.select("#found .cards li")]
    assert len(cards) == 3
    assert "In the tender documents: Scored: 20% of the total Social value | 20% Sheet Criteria of" in cards[0]
    assert f"In the tender documents: Scored: 12% of the total {QUOTE} Page 7 of Invitation to tender" in cards[1]
    assert "Mentioned or required" in cards[2]


def test_who_is_missing_and_what_both_say(left_out: BeautifulSoup) -> None:
    assert "Not published90" in left_out.select("#missing")[0].get_text().replace("\n", "")
    assert "Both say something of social value for 9 of the 26" in left_out.select("#agreement")[0].get_text()
    assert "for 8 of those they say the same" in left_out.select("#agreement")[0].get_text()
    assert "Another weight." in left_out.select("#agreement .passage")[0].get_text()


def test_what_came_of_the_documents(left_out: BeautifulSoup) -> None:
    rows = [row.get_text(" ") for row in left_out.select("#statuses tbody tr")]
    assert any("Behind a login" in row and "on Delta eSourcing" in row for row in rows)


def test_data_of_the_page_are_beside_it(site: Path, left_out: BeautifulSoup) -> None:
    names = {str(link["href"]) for link in left_out.select("#main a") if str(link["href"]).endswith(".csv")}
    assert names == {"hidden-share.csv", "who-is-missing.csv", "what-came-of-them.csv"}
    for path in (site / "documents").glob("*.csv"):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        assert rows
        assert {row["is_sample"] for row in rows} == {"true"}


def test_edition_shows_what_only_documents_say(page: BeautifulSoup) -> None:
    told = page.select("#left-out")
    assert told
    assert QUOTE in told[0].get_text()
    assert "Not in the figures above" in told[0].get_text()


def test_authority_shows_its_documents_with_their_page(site: Path, left_out: BeautifulSoup) -> None:
    folder = str(left_out.select("#found .cards li .who a")[1]["href"]).removeprefix("../").partition("index.html")[0]
    own = soup_of(site / folder / "index.html")
    assert "In its tender documents" in own.get_text()
    assert "page 7" in own.select("#processes")[0].get_text()
    assert "document_page" in (site / folder / "processes.csv").read_text(encoding="utf-8").partition("\n")[0]


def test_without_documents_the_page_says_so(tmp_path: Path) -> None:
    con = snapshot_of([process(number, "R3") for number in range(1, 15)])
    report(con, tmp_path)
    text = soup_of(tmp_path / "documents/index.html").get_text()
    assert "No notice lists a document yet." in text
    assert not list((tmp_path / "documents").glob("*.csv"))


def test_documents_read_later_revise_an_edition_and_nothing_else_does(tmp_path: Path) -> None:
    con = snapshot_of([process(number, "R3" if number > 5 else "R0") for number in range(1, 15)])
    edition = tmp_path / "editions" / "2026-W47"
    report(con, tmp_path)
    before = (edition / "index.html").read_bytes()
    report(con, tmp_path)
    assert (edition / "index.html").read_bytes() == before
    add_documents(con, "2026-W47", LAST_WEEK)
    con.execute("UPDATE out.publication SET value = 'of other rows' WHERE name = 'fingerprint'")
    report(con, tmp_path)
    assert (edition / "version-1.html").is_file()
