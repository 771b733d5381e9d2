"""Briefs of one page: of the body that was meant, with the database's figures, and as PDF where Chromium is."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from duckdb import DuckDBPyConnection

from reports import brief
from reports.brief import write_brief
from reports.errors import ReportError
from reports.find import find_body
from reports.pages.bodies.search import Findable
from reports.publisher import Publisher
from tests.conftest import CHROMIUM
from tests.reports.builders import snapshot_of
from tests.reports.conftest import soup_of
from tests.reports.pages.test_hostile import hostile_process


def body(name: str, words: str = "", folder: str = "") -> Findable:
    return Findable(name, name, folder or name.lower().replace(" ", "-"), "district", "", words, "", False)


BODIES = [
    body("London Borough of Lambeth", "lb lbc", "lambeth"),
    body("Durham County Council", "cc", "durham"),
    body("Durham Constabulary"),
    body("Isle of Anglesey County Council", "ynys mon cyngor sir", "isle-of-anglesey"),
    body("Adur District Council", "", "adur"),
    body("Adur and Worthing Councils"),
]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("lambeth", "London Borough of Lambeth"),
        ("LONDON BOROUGH OF LAMBETH", "London Borough of Lambeth"),
        ("Durham", "Durham County Council"),
        ("durham const", "Durham Constabulary"),
        ("Durham CC", "Durham County Council"),
        ("Ynys Môn", "Isle of Anglesey County Council"),
        ("adur", "Adur District Council"),
    ],
)
def test_a_body_is_found_by_any_name(asked: str, name: str) -> None:
    assert find_body(asked, BODIES).name == name


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Utopia", "no public body"),
        ("", "no public body"),
        ("’", "no public body"),
        ("council", "several public bodies"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_line(asked: str, said: str) -> None:
    with pytest.raises(ReportError, match=said) as caught:
        find_body(asked, BODIES)
    assert "\n" not in str(caught.value)


def test_its_figures_are_those_of_the_database(
    snapshot: DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, "BROWSERS", ())
    (path,) = write_brief(snapshot, "sandmere", tmp_path, Publisher("https://monitor.example/svm"))
    page = soup_of(path)
    found = snapshot.execute("SELECT n, k, evaluated FROM out.authority WHERE authority_id = 'sandmere-council'")
    assert [tile.get_text() for tile in page.select("dd")][:3] == [str(value) for value in found.fetchall()[0]]
    assert "Sample data" in page.select("header")[0].get_text()
    assert page.select("footer a")[0]["href"] == "https://monitor.example/svm/authorities/sandmere-council/index.html"


def test_a_body_without_notices_has_one_too(
    snapshot: DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, "BROWSERS", ())
    (path,) = write_brief(snapshot, "lambeth", tmp_path, Publisher())
    assert path.name == "brief-lambeth-2026-W47.html"
    assert "no procurement of it" in soup_of(path).select(".finding")[0].get_text()


def test_hostile_text_stays_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief, "BROWSERS", ())
    row = hostile_process()
    con = snapshot_of([row])
    (path,) = write_brief(con, str(row["authority_id"]), tmp_path, Publisher())
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
    assert not page.select("script, img, iframe, [onerror], [onload]")


@pytest.mark.skipif(not CHROMIUM.exists(), reason="no browser")
def test_the_pdf_is_one_sheet(snapshot: DuckDBPyConnection, tmp_path: Path) -> None:
    _, pdf = write_brief(snapshot, "sandmere", tmp_path, Publisher())
    data = pdf.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 1


def test_a_browser_that_fails_is_told_and_the_page_stays(tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    page.write_text("<p>Brief</p>", encoding="utf-8")
    with pytest.raises(ReportError, match=r"brief\.html is written"):
        brief.print_pdf("/bin/false", page)
    assert page.is_file()
