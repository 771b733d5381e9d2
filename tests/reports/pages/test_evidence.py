"""The evidence pack: every claim of 2014 with its figure, its table and its limits, equal to the database's."""

import csv
from pathlib import Path

from duckdb import DuckDBPyConnection

from reports.words.labels import rows
from reports.words.wording import number
from tests.reports.conftest import soup_of


def test_every_claim_has_its_figure_its_table_and_its_limits(site: Path) -> None:
    page = soup_of(site / "evidence" / "index.html")
    claims = rows("claims")
    assert [head.get_text().split(". ", 1)[1] for head in page.select("h2")] == [claim["title"] for claim in claims]
    for claim, section in zip(claims, page.select("section.lesson"), strict=True):
        assert section.select(".finding")[0].get_text().strip()
        assert "What it cannot say" in section.select(".habit")[0].get_text()
        table = section.select_one("table")
        if table is not None:
            text = (site / "evidence" / f"{claim['claim']}.csv").read_text(encoding="utf-8-sig")
            assert len(list(csv.DictReader(text.splitlines()))) == len(table.select("tbody tr"))


def test_the_years_are_those_of_the_database(site: Path, snapshot: DuckDBPyConnection) -> None:
    years = snapshot.execute(
        "SELECT period, n FROM out.indicator WHERE cut = 'all' AND period_kind = 'financial_year' AND indicator = 'I1' "
        "AND n > 0 ORDER BY period DESC"
    ).fetchall()
    shown = soup_of(site / "evidence" / "index.html").select("section.lesson")[0].select("tbody tr")
    assert [(row.select("th")[0].get_text(), row.select("td")[0].get_text()) for row in shown] == [
        (str(period), number(n)) for period, n in years
    ]


def test_it_prints_each_claim_on_a_sheet_of_its_own(site: Path) -> None:
    style = next((site / "static").glob("site-*.css")).read_text(encoding="utf-8")
    assert ".lesson { break-before: page; }" in style[style.index("@media print") :]
