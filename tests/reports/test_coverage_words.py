"""How complete the notices are: one way of telling it, once a page, portal by portal and by whom it is known."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from reports.pages.sentences.coverage import coverage_cited, coverage_words
from reports.run import report
from reports.snapshot.edition import PortalCoverage
from reports.snapshot.load import load_coverage
from reports.snapshot.rates import Rate
from tests.reports.builders import insert, process, snapshot_of
from tests.reports.conftest import soup_of

LAST = date(2026, 11, 22)
WHOLE = Rate("I1", date(2025, 11, 24), LAST, 9, 4, 0, 0, None, None, None, None, None, None, is_reliable=False)
FTS, CF, TED, OTHER = "Find a Tender", "Contracts Finder", "Tenders Electronic Daily", "Other publisher"
CRAWLER, LOADER = "proven by the crawler", "declared by whoever loaded the bulk files"
START = "Of the 52 weeks to 22 November 2026, notices are known to be complete for"


def covered(weeks: int | None) -> Rate:
    return replace(WHOLE, weeks_wanted=52, weeks_covered=weeks)


@pytest.mark.parametrize(
    ("portals", "weeks", "said"),
    [
        (
            [PortalCoverage("find_a_tender", 8, 44), PortalCoverage("contracts_finder", 8, 0)],
            8,
            f"52 on {FTS} (8 {CRAWLER}, 44 {LOADER}) and 8 on {CF} (all {CRAWLER}); on every portal at once for 8.",
        ),
        ([PortalCoverage("find_a_tender", 52, 0)], 52, "52 on Find a Tender (all proven by the crawler)."),
        ([PortalCoverage("find_a_tender", 1, 0)], 1, "1 on Find a Tender (proven by the crawler)."),
        (
            [PortalCoverage("find_a_tender", 0, 30)],
            30,
            "30 on Find a Tender (all declared by whoever loaded the bulk files).",
        ),
        (
            [PortalCoverage("ted", 0, 9), PortalCoverage("sell2wales", 0, 0), PortalCoverage("other", 0, 0)],
            0,
            f"9 on {TED} (all {LOADER}), none on Sell2Wales and none on {OTHER}; on every portal at once for none.",
        ),
        ([], None, "none on any portal."),
        ([PortalCoverage("find_a_tender", 0, 0)], 0, "none on any portal."),
    ],
)
def test_each_portal_is_told_with_by_whom_it_is_known(
    portals: list[PortalCoverage], weeks: int | None, said: str
) -> None:
    assert coverage_words(portals, covered(weeks), LAST) == f"{START} {said}"


def test_without_a_figure_of_all_portals_no_week_is_complete_on_all() -> None:
    portals = [PortalCoverage("find_a_tender", 8, 0), PortalCoverage("contracts_finder", 8, 0)]
    assert coverage_words(portals, None, LAST).endswith("on every portal at once for none.")


def test_a_figure_that_is_quoted_has_the_weeks_in_short() -> None:
    portals = [PortalCoverage("find_a_tender", 8, 44), PortalCoverage("contracts_finder", 8, 0)]
    assert coverage_cited(portals, covered(8)) == (
        "Weeks known to be complete, of 52: 52 on Find a Tender, 8 on Contracts Finder, 8 on every portal at once."
    )
    assert coverage_cited(portals[:1], covered(52)) == "Weeks known to be complete, of 52: 52 on Find a Tender."
    assert coverage_cited([], None) == "Weeks known to be complete, of 52: none."


def week_of(con: DuckDBPyConnection, source: str, monday: str, *, proven: bool = False, declared: bool = False) -> None:
    days = {"week": monday, "week_from": monday}
    insert(
        con, "out.coverage", {"source": source, **days, "is_proven": proven, "is_declared": declared, "is_held": True}
    )


def test_weeks_are_counted_of_the_period_alone_and_no_portal_in_use_is_left_out() -> None:
    con = snapshot_of([process(0, "R3")])
    con.execute("DELETE FROM out.coverage")
    week_of(con, "find_a_tender", "2026-11-16", proven=True, declared=True)
    week_of(con, "find_a_tender", "2026-11-09", declared=True)
    week_of(con, "find_a_tender", "2025-11-17", declared=True)  # the week before the period
    week_of(con, "contracts_finder", "2025-01-06", proven=True)  # nothing since
    week_of(con, "sell2wales", "2026-11-23", proven=True)  # begun later
    week_of(con, "ted", "2020-12-21", declared=True)  # ended
    assert load_coverage(con, LAST) == [PortalCoverage("find_a_tender", 1, 1), PortalCoverage("contracts_finder", 0, 0)]
    found = load_coverage(con, date(2021, 3, 28))
    assert found == [PortalCoverage("ted", 0, 1)]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    con = snapshot_of([process(number, "R3" if number < 15 else "R0") for number in range(40)])
    con.execute("DELETE FROM out.coverage")
    week_of(con, "find_a_tender", "2026-11-16", proven=True)
    con.execute("UPDATE out.indicator SET weeks_covered = 1")
    folder = tmp_path_factory.mktemp("told")
    report(con, folder)
    return folder


def test_every_page_tells_it_once_and_in_the_same_words(told: Path) -> None:
    pages = [path for path in told.rglob("*.html") if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")]
    words = set()
    for path in pages:
        soup = soup_of(path)
        notes = soup.select("#coverage")
        assert len(notes) == 1, path
        words.add(" ".join(notes[0].get_text().split()))
        notes[0].decompose()
        for each in soup.select("code, pre, script, svg, .take, details"):
            each.decompose()
        rest = " ".join(soup.get_text(" ").split())
        assert not re.search(r"\d known to be complete", rest), path
    assert len(words) == 1
    assert f"{START} 1 on Find a Tender (proven by the crawler)." in words.pop()
    assert len(pages) > 20


@pytest.mark.parametrize("page", ["index", "series/index", "evidence/index", "patchy/index", "editions/2026-W47/index"])
def test_the_finding_at_the_head_of_a_page_leads_to_it(told: Path, page: str) -> None:
    assert soup_of(told / f"{page}.html").select("header.lead a[href='#coverage']")


def test_digest_and_feed_tell_it_too(told: Path) -> None:
    assert START in " ".join(next(told.rglob("digest.json")).read_text(encoding="utf-8").replace("\\n", " ").split())
    assert "Weeks known to be complete, of 52: 1 on Find a Tender." in (told / "feed.xml").read_text(encoding="utf-8")


def test_a_citation_has_it_in_short(told: Path) -> None:
    page = (told / "series" / "index.html").read_text(encoding="utf-8")
    assert "Weeks known to be complete, of 52: 1 on Find a Tender." in page


def test_pages_that_stand_are_brought_up_to_date(tmp_path: Path) -> None:
    con = snapshot_of([process(number, "R3", authority_id="a", authority_name="A") for number in range(12)])
    con.execute("DELETE FROM out.coverage")
    week_of(con, "find_a_tender", "2026-11-16", proven=True)
    report(con, tmp_path / "renewed")
    week_of(con, "find_a_tender", "2026-11-09", declared=True)
    con.execute("UPDATE out.publication SET value = 'of other rows' WHERE name = 'fingerprint'")
    for folder in ("renewed", "anew"):
        report(con, tmp_path / folder)
    page = next((tmp_path / "anew" / "authorities").glob("a/index.html")).relative_to(tmp_path / "anew")
    renewed, anew = ((tmp_path / folder / page).read_text(encoding="utf-8") for folder in ("renewed", "anew"))
    assert renewed == anew
    assert f"{START} 2 on Find a Tender (1 {CRAWLER}, 1 {LOADER})." in renewed
