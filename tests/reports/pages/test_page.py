"""What stands on the pages: the database's numbers, and nothing that reaches out."""

import csv
import io
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from duckdb import DuckDBPyConnection

from reports.errors import ReportError
from reports.pages.parts import trend
from reports.run import ReportSummary, report
from reports.words.wording import percent
from store.errors import StoreError
from tests.reports.builders import LAST_WEEK, new_snapshot, process, snapshot_of
from tests.reports.conftest import soup_of

pytestmark = pytest.mark.usefixtures("_light_charts")

Row = tuple[object, ...]
HOSTS = {"www.gov.uk", "www.find-tender.service.gov.uk", "www.whatdotheyknow.com", "duckdb.org"}


def rows(con: DuckDBPyConnection, sql: str) -> list[Row]:
    return con.execute(sql).fetchall()


def cells(page: BeautifulSoup, row_id: str) -> list[str]:
    return [" ".join(cell.get_text().split()) for cell in page.select(f"#{row_id} td")]


@pytest.mark.parametrize("period", ["rolling_13_weeks", "rolling_12_months"])
def test_every_rate_on_the_page_is_the_databases(
    page: BeautifulSoup, snapshot: DuckDBPyConnection, period: str
) -> None:
    figures = rows(
        snapshot,
        "SELECT indicator, n, k, rate, rate_low, rate_high FROM out.indicator "
        f"WHERE cut = 'all' AND period = '2026-W47' AND period_kind = '{period}'",
    )
    assert len(figures) == 11
    for indicator, n, k, rate, low, high in figures:
        share, interval, _, count = cells(page, f"{indicator}-{period[8:10]}")
        assert count == f"{k} of {n}"
        assert share.split(" [u]")[0] == percent(rate)  # type: ignore[arg-type]
        assert interval == f"{percent(low)} to {percent(high)}"  # type: ignore[arg-type]


def test_the_headline_gives_the_counts_of_the_database(summary: ReportSummary, snapshot: DuckDBPyConnection) -> None:
    (k, n), *_ = rows(
        snapshot,
        "SELECT k, n FROM out.indicator WHERE indicator = 'I1' AND cut = 'series' AND period = '2026-W47' "
        "AND period_kind = 'rolling_12_months' AND cut_value = 'find_a_tender_ted'",
    )
    assert f"{k} of {n} procurements" in summary.headline
    assert "evidence of social value in published notices" in summary.headline


def test_the_finding_comes_before_everything_else(page: BeautifulSoup, summary: ReportSummary) -> None:
    main = page.find("main")
    assert main is not None
    assert summary.headline in " ".join(main.get_text().split())[:500]


def test_this_weeks_counts_are_the_databases(page: BeautifulSoup, snapshot: DuckDBPyConnection) -> None:
    (n, k), *_ = rows(
        snapshot,
        "SELECT count(*) FILTER (is_in_scope), count(*) FILTER (is_in_scope AND is_flagged) FROM out.process "
        "WHERE week = '2026-W47'",
    )
    tiles = [tile.get_text() for tile in page.select("#week .tiles dd")]
    assert tiles[1:3] == [str(n), str(k)]


def test_a_week_has_no_rate(page: BeautifulSoup) -> None:
    assert "%" not in "".join(tile.get_text() for tile in page.select("#week .tiles dd"))


def test_every_flagged_notice_of_the_week_is_listed_once(page: BeautifulSoup, snapshot: DuckDBPyConnection) -> None:
    expected = rows(snapshot, "SELECT ocid FROM out.process WHERE week = '2026-W47' AND is_flagged ORDER BY ocid")
    listed = [code.get_text() for code in page.select(".notice code") if code.get_text().startswith("ocds-")]
    assert [(ocid,) for ocid in sorted(listed)] == expected


def test_the_page_never_speaks_of_compliance(page: BeautifulSoup) -> None:
    assert "complian" not in page.get_text().lower()


def test_a_kind_with_few_procurements_gets_no_rate(page: BeautifulSoup) -> None:
    assert not [row for row in page.select("#kinds tbody tr") if "University" in row.get_text()]
    told = next(line for line in page.select("#kinds > p") if "Too few to say" in line.get_text())
    assert "University or college 9" in told.get_text()


def test_each_kind_has_the_databases_rate(page: BeautifulSoup, snapshot: DuckDBPyConnection) -> None:
    figures = rows(
        snapshot,
        "SELECT n, rate FROM out.indicator WHERE indicator = 'I1' AND cut = 'authority_kind' AND rate IS NOT NULL "
        "AND period = '2026-W47' AND period_kind = 'rolling_12_months' ORDER BY n DESC, cut_value",
    )
    shown = [
        tuple(cell.get_text().split(" [")[0] for cell in row.select("td")[:2]) for row in page.select("#kinds tbody tr")
    ]
    assert shown == [(str(n), percent(rate)) for n, rate in figures]  # type: ignore[arg-type]


def test_each_theme_has_the_databases_share(page: BeautifulSoup, snapshot: DuckDBPyConnection) -> None:
    figures = rows(
        snapshot,
        "SELECT share, k FROM out.theme WHERE authority_kind = 'all' AND period = '2026-W47' "
        "AND period_kind = 'rolling_12_months' ORDER BY k DESC, theme",
    )
    table = page.select("#themes table")[0]
    shown = [(row.select("td")[0].get_text(), row.select("td")[-1].get_text()) for row in table.select("tbody tr")]
    assert shown == [(percent(share), str(k)) for share, k in figures]  # type: ignore[arg-type]


def test_an_incomplete_portal_is_warned_of_at_the_top(page: BeautifulSoup) -> None:
    assert "Contracts Finder: 92% of the week is proven complete" in page.select(".warning")[0].get_text()


def test_faults_of_the_week_are_counted(page: BeautifulSoup) -> None:
    row = next(row for row in page.select("#data tbody tr") if "bad_date" in row.get_text())
    assert row.select(".num")[0].get_text() == "2"


def test_sample_data_say_so_in_title_and_banner(page: BeautifulSoup) -> None:
    assert page.title is not None
    assert page.title.get_text().startswith("Sample data:")
    assert "these notices are invented" in page.select(".sample")[0].get_text()


def test_real_data_carry_no_sample_banner(tmp_path: Path) -> None:
    found = report(snapshot_of([process(1, "R3")]), tmp_path)
    assert "Sample data" not in found.path.read_text(encoding="utf-8")


def test_sample_data_say_so_in_every_csv_row(site: Path) -> None:
    for path in site.rglob("*.csv"):
        table = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        assert {row["is_sample"] for row in table} == {"true"}


def test_few_procurements_give_no_headline_rate(tmp_path: Path) -> None:
    found = report(snapshot_of([process(number, "R2") for number in range(7)]), tmp_path)
    assert found.headline.endswith("too few to give a rate.")
    assert "%" not in str(soup_of(found.path).find("h1"))


def test_without_a_rate_there_is_no_chart_to_draw(tmp_path: Path) -> None:
    found = report(snapshot_of([process(1, "R3")]), tmp_path)
    assert not soup_of(found.path).select("#chart-trend")
    assert not soup_of(tmp_path / "index.html").select("picture")


def test_nothing_in_scope_is_said_plainly(tmp_path: Path) -> None:
    found = report(snapshot_of([process(1, "R3", is_in_scope=False)]), tmp_path)
    assert found.headline.endswith("was opened.")
    assert "0 of 0" not in found.headline


def uncovered(covered: int, held: int) -> DuckDBPyConnection:
    """A snapshot of 40 procurements, of whose weeks only so many are covered and held."""
    con = snapshot_of([process(number, "R3" if number < 15 else "R0") for number in range(40)])
    con.execute("UPDATE out.indicator SET weeks_covered = ?, weeks_held = ?", [covered, held])
    return con


def test_an_edition_whose_weeks_are_not_covered_leads_with_a_count_and_its_weeks(tmp_path: Path) -> None:
    found = report(uncovered(1, 2), tmp_path)
    title = soup_of(found.path).select_one("h1")
    assert title is not None
    assert title.get_text().startswith("15 of 40 procurements")
    assert title.get_text().endswith("in 2 weeks of notices")
    assert "2 of the 52 weeks to 22 November 2026" in found.headline


def test_one_procurement_of_one_week_is_told_in_the_singular(tmp_path: Path) -> None:
    con = snapshot_of([process(0, "R0")])
    con.execute("UPDATE out.indicator SET weeks_covered = 0, weeks_held = 1")
    found = report(con, tmp_path)
    title = soup_of(found.path).select_one("h1")
    assert title is not None
    assert title.get_text().startswith("0 of 1 procurement within")
    assert title.get_text().endswith("in 1 week of notices")
    assert "0 of 1 procurement within" in found.headline


def test_no_figure_of_uncovered_weeks_is_called_a_year_or_a_quarter(tmp_path: Path) -> None:
    found = report(uncovered(1, 2), tmp_path)
    texts = [soup_of(found.path).get_text(), (found.path.parent / "digest.json").read_text(encoding="utf-8")]
    texts += [(tmp_path / name).read_text(encoding="utf-8") for name in ("index.html", "feed.xml")]
    for text in texts:
        assert "last 12 months" not in text
        assert "the 12 months to" not in text
        assert "last 13 weeks" not in text.replace("of the last 13 weeks", "")


def test_the_news_beside_the_headline_is_of_13_weeks(page: BeautifulSoup, snapshot: DuckDBPyConnection) -> None:
    (k, n), *_ = rows(
        snapshot,
        "SELECT k, n FROM out.indicator WHERE indicator = 'I1' AND cut = 'all' AND period = '2026-W47' "
        "AND period_kind = 'rolling_13_weeks'",
    )
    assert f"In the last 13 weeks, on all portals, {k} of {n}" in page.get_text()


def test_a_short_earlier_period_is_told_of(tmp_path: Path) -> None:
    mondays = [LAST_WEEK - timedelta(weeks=back) for back in range(16)]
    found = report(snapshot_of([process(number, "R3", monday) for number, monday in enumerate(mondays)]), tmp_path)
    assert "the earlier period holds only 3 weeks" in soup_of(found.path).get_text()


def test_a_duplicate_is_not_listed(tmp_path: Path) -> None:
    found = report(snapshot_of([process(1, "R3"), process(2, "R3", duplicate_of="ocds-test-000001")]), tmp_path)
    assert len(soup_of(found.path).select(".notice")) == 1


def test_a_large_silent_notice_is_worth_a_look(tmp_path: Path) -> None:
    found = report(snapshot_of([process(1, value_gbp=7e6), process(2, value_gbp=4e6)]), tmp_path)
    silent = soup_of(found.path).select("section[aria-labelledby=look-silent] li")
    assert ["Procurement 1" in item.get_text() for item in silent] == [True]


@pytest.mark.parametrize(
    ("document_level", "is_silent"),
    [
        ("R5", False),
        ("R3", False),
        ("R2", False),
        ("R2a", False),
        ("R1", True),
        ("R0", True),
        ("R0n", True),
        (None, True),
    ],
)
def test_what_documents_say_is_not_called_silent(tmp_path: Path, document_level: str | None, is_silent: bool) -> None:
    quote = "Social value | 25% [12.5% of the total]" if document_level else None
    rows = [
        process(1, value_gbp=7e6, document_level=document_level, document_quote=quote),
        process(2, value_gbp=9e6),
    ]
    page = soup_of(report(snapshot_of(rows), tmp_path).path)
    group = page.select("section[aria-labelledby=look-silent]")[0]
    assert ["Procurement 1" in item.get_text() for item in group.select("li")] == [False, True][: 1 + is_silent]
    told = " ".join(group.get_text().split())
    assert ("1 is as large and silent in the notice, but not in the tender documents: said only there." in told) is (
        not is_silent
    )
    elsewhere = page.select("#left-out li")
    assert ["In square brackets, worked out" in item.get_text() for item in elsewhere] == [True][: not is_silent]
    assert page.get_text().count("Social value | 25%") == len(elsewhere)  # once, and not again as a card above


def test_a_reasoned_exclusion_is_not_called_silent(tmp_path: Path) -> None:
    found = report(snapshot_of([process(1, "R0n", value_gbp=7e6, is_flagged=False)]), tmp_path)
    assert not soup_of(found.path).select("section[aria-labelledby=look-silent] li")


def test_no_link_is_broken_and_only_notices_lie_outside(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = soup_of(path)
        for link in page.select("[href], [src], [srcset]"):
            address = urlsplit(str(link.get("href") or link.get("src") or link.get("srcset")))
            if address.scheme == "data":
                continue
            if address.scheme:
                assert address.hostname in HOSTS
                assert link.name == "a"
            elif address.path:
                to = path.parent / address.path
                assert to.is_file(), f"{path.name}: {address.path}"
                if address.fragment:
                    assert f'id="{address.fragment}"' in text_of(to), f"{path.name}: {address.path}#{address.fragment}"
            else:
                assert page.find(id=address.fragment), f"{path.name}: #{address.fragment}"


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_ids_are_unique(page: BeautifulSoup) -> None:
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_scripts_are_files_of_the_site_and_no_style_is_inline(site: Path) -> None:
    for path in site.rglob("*.html"):
        page = soup_of(path)
        assert not page.select("script:not([src*='static/']), style, iframe")
        assert not [
            tag for tag in page.find_all(True) if any(name == "style" or name.startswith("on") for name in tag.attrs)
        ]


def test_every_table_has_a_caption_and_scoped_headings(page: BeautifulSoup) -> None:
    for table in page.select("table"):
        assert table.caption is not None
        assert all(heading.get("scope") for heading in table.select("th"))


def test_every_page_forbids_all_but_its_own_style_script_and_images(site: Path) -> None:
    for path in site.rglob("*.html"):
        policy = soup_of(path).select("meta[http-equiv=Content-Security-Policy]")[0]["content"]
        assert str(policy).startswith("default-src 'none'; ")
        assert ("wasm-unsafe-eval" in str(policy)) is (path.parent.name == "query")
        assert "http" not in str(policy)


def test_the_front_page_lists_the_editions_newest_first(site: Path) -> None:
    links = [str(link["href"]) for link in soup_of(site / "index.html").select("table a")]
    assert links == ["editions/2026-W47/index.html", "editions/2026-W46/index.html"]


def test_the_front_page_is_light(site: Path) -> None:
    assert (site / "index.html").stat().st_size < 150_000


def test_the_summary_names_the_current_pages(summary: ReportSummary, site: Path) -> None:
    assert summary.pages == [site / "index.html", site / "editions" / "2026-W47" / "index.html"]
    assert all(page.is_file() for page in summary.pages)


def test_a_bad_week_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^'47' is not a week: write it as .*$"):
        report(snapshot_of([process(1)]), tmp_path, week="47")


def test_a_snapshot_without_its_facts_is_refused(tmp_path: Path) -> None:
    con = snapshot_of([process(1)])
    con.execute("DELETE FROM out.publication")
    with pytest.raises(StoreError, match="svmonitor publish"):
        report(con, tmp_path)


def test_a_database_that_is_no_snapshot_is_refused(tmp_path: Path) -> None:
    con = new_snapshot()
    con.execute("DROP TABLE out.publication")
    with pytest.raises(ReportError, match="cannot be read"):
        report(con, tmp_path)


def test_a_site_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    blocked = tmp_path / "site"
    blocked.write_text("a file, not a folder")
    with pytest.raises(ReportError, match="cannot write"):
        report(snapshot_of([process(1)]), blocked)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    report(snapshot_of([process(1)]), tmp_path, progress=lambda *step: told.append(step))
    assert told[:2] == [("the edition", 0, 1), ("the edition", 1, 1)]
    assert ("pages of authorities", 1, 1) in told
    assert told[-1][0] == "pictures"


def test_the_letters_of_the_home_chart_have_their_key(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [SimpleNamespace(period_until=date(year, 11, 22), rate=0.5) for year in (2024, 2026)]
    breaks = [
        SimpleNamespace(break_on=date(2013, 1, 31), title="before the chart begins"),
        SimpleNamespace(break_on=date(2025, 2, 24), title="Procurement Act 2023"),
        SimpleNamespace(break_on=date(2026, 1, 1), title="New thresholds"),
    ]
    monkeypatch.setattr(trend, "trend_of", lambda _: SimpleNamespace(points=points, lines=()))
    edition: Any = SimpleNamespace(breaks=breaks)
    assert trend.trend_key(edition) == [
        "A: 24 February 2025, Procurement Act 2023",
        "B: 1 January 2026, New thresholds",
    ]


def test_a_home_chart_without_letters_has_no_key(site: Path) -> None:
    home = soup_of(site / "index.html")
    assert home.select(".home-chart")
    assert not home.select(".home-chart li")


def test_asking_leads_the_menu_only_where_it_can_be_done(site: Path) -> None:
    home = soup_of(site / "index.html")
    assert "query/index.html" not in {str(link["href"]) for link in home.select("nav.sections a")}
    assert "query/index.html" in {str(link["href"]) for link in home.select("#menu a")}  # the page says what is missing
