"""The query behind a page gives the figures of the page, and says which days it counts."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from reports.run import report
from reports.words.labels import label
from reports.words.wording import number, percent
from store.query import NamedQuery, list_queries, run_sql
from tests.reports.builders import insert, process, snapshot_of
from tests.reports.conftest import soup_of
from tests.reports.figures_of_periods import (
    BEFORE,
    EVER,
    KINDS,
    YEAR,
    add_awards,
    add_delivery,
    add_figures,
    add_winners,
)

NAMED = {query.name: query for query in list_queries()}
TEMPLATES = Path(__file__).resolve().parents[3] / "reports" / "templates"
LINKED = {
    name for path in TEMPLATES.glob("*.html") for name in re.findall(r'm\.query_link\("(\w+)"', path.read_text("utf-8"))
}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DuckDBPyConnection, Path]]:
    rows = [
        process(
            place,
            "R5" if place % 4 else "R0",
            authority_id=f"body-{place % 5}",
            authority_name=f"Body {place % 5}",
            authority_kind=KINDS[place % 5 % 2],
            themes=["jobs_skills"] if place % 3 else ["environment"],
            standards=["TOMS"] if place % 2 else ["SVM"],
        )
        for place in range(1, 101)
    ]
    rows += [
        row | {"ocid": f"{row['ocid']}-old", "opened_on": date(2020, 3, 2), "week": "2020-W10"} for row in rows[:30]
    ]
    con = snapshot_of(rows)
    con.execute(
        "UPDATE out.authority SET shrunk_rate = k / n - 0.01, shrunk_low = k / n - 0.2, shrunk_high = k / n + 0.1, "
        "peer_rate = 0.5, peers = 3, funnel_position = 'inside' WHERE n > 0"
    )
    for place, period in enumerate((EVER, BEFORE), 1):  # decoys beside what the builder counted
        for table, column, code in (("out.theme", "theme", "jobs_skills"), ("out.standard", "standard", "TOMS")):
            if period is EVER:
                insert(
                    con,
                    table,
                    period | {"authority_kind": "all", column: code, "n": 999 * place, "k": 99, "share": 0.1},
                )
    for add in (add_figures, add_awards, add_delivery):
        add(con)
    folder = tmp_path_factory.mktemp("named")
    report(con, folder)
    yield con, folder
    con.close()


def asked(con: DuckDBPyConnection, name: str) -> list[Row]:
    columns, rows = run_sql(con, NAMED[name].sql)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def cells(page: Path, caption: str) -> list[list[str]]:
    """The cells of the rows of one table, in words."""
    table = soup_of(page).select_one(f"table:has(#{caption})")
    assert table is not None
    rows = table.select("tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def by_code(group: str, code: str) -> str:
    return "All" if code == "all" else label(code, group)


def test_patchy(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    found = {(row["indicator"], row["authority_kind"]): row for row in asked(con, "patchy")}
    page = site / "patchy" / "index.html"
    expected = [
        [by_code("authority_kind", kind), number(found["I1", kind]["authorities"])]
        + [percent(found[i, kind][name]) for i in ("I1", "I3") for name in ("rate_p10", "rate_p50", "rate_p90")]
        for kind in ("all", *KINDS)
    ]
    assert sorted(cells(page, "table-caption")) == sorted(expected)
    habits = [
        [by_code("authority_kind", kind)]
        + [number(found["I3", kind]["authorities"])]
        + [number(found[i, kind][name]) for i in ("I1", "I3") for name in ("none_count", "some_count", "all_count")]
        for kind in ("all", *KINDS)
    ]
    assert sorted(cells(page, "habits-caption")) == sorted(habits)


def test_jobs_or_cohesion(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    expected = [
        [label(row["authority_kind"], "authority_kind"), number(row["flagged"])]
        + [percent(row[theme] / row["flagged"]) for theme in ("jobs_skills", "community_cohesion")]
        + [number(row["both_themes"])]
        for row in asked(con, "jobs_or_cohesion")
        if row["authority_kind"] != "all"
    ]
    shown = [[row[0], row[1], row[2], row[4], row[6]] for row in cells(site / "themes" / "index.html", "kinds-caption")]
    assert shown == expected


@pytest.mark.parametrize(("name", "code"), [("themes", "theme"), ("standards", "standard")])
def test_topics(told: tuple[DuckDBPyConnection, Path], name: str, code: str) -> None:
    con, site = told
    expected = {label(row[code], code): number(row["processes"]) for row in asked(con, name)}
    shown = {row[0]: row[-1] for row in cells(site / name / "index.html", "topics-caption")}
    assert len(expected) == 2
    assert {topic: shown[topic] for topic in expected} == expected


def test_common_standard(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    shown = [row[:4] for row in cells(site / "standards" / "index.html", "common-caption")]
    expected = [
        [row["financial_year"], number(row["mentions"]), row["top_standard"], percent(row["top_share"])]
        for row in asked(con, "common_standard")
    ]
    assert sorted(shown) == sorted(expected)


def test_vcse_by_evidence(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    rows = [row for row in asked(con, "vcse_by_evidence") if row["indicator"] == "vcse_awards"]
    shown = cells(site / "winners" / "index.html", "crossed-caption")
    expected = [
        [label(row["evidence_group"], "evidence_group"), number(row["n"]), number(row["found"]), number(row["unknown"])]
        for row in rows
    ]
    assert [[row[0], row[1], row[4], row[6]] for row in shown] == expected
    assert {row["period"] for row in rows} == {"2026-W47"}


def test_vcse_by_evidence_of_few_is_that_of_all_days(tmp_path: Path) -> None:
    con = snapshot_of([process(1, "R3")])
    add_winners(con, EVER, 3)
    add_winners(con, YEAR, 0)
    con.execute("UPDATE out.winner SET bound_low = NULL, bound_high = NULL, n = 4 WHERE period_kind <> 'all'")
    add_winners(con, BEFORE, 1)  # an earlier year that holds enough is no answer either
    report(con, tmp_path)
    rows = [row for row in asked(con, "vcse_by_evidence") if row["indicator"] == "vcse_awards"]
    assert [row["n"] for row in rows] == [250, 251, 252]
    assert [row[1] for row in cells(tmp_path / "winners" / "index.html", "crossed-caption")] == ["250", "251", "252"]


def test_days_to_award(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    rows = [row for row in asked(con, "days_to_award") if row["won_by"] == "anyone"]
    page = " ".join(soup_of(site / "winners" / "index.html").get_text(" ").split())
    assert {row["evidence_group"]: row["with_days"] for row in rows} == {"none": 18, "scored": 18}
    for row in rows:
        assert f"{label(row['evidence_group'], 'evidence_group')}: {number(round(row['median_days']))} days" in page


def test_sme_share(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    rows = [row for row in asked(con, "sme_share") if row["evidence_group"] == "all"]
    page = " ".join(soup_of(site / "winners" / "index.html").get_text(" ").split())
    year = [row for row in rows if row["period_kind"] == "rolling_12_months"]
    assert len(year) == 2
    for row in year:
        share = f"{percent(row['bound_low'])} to {percent(row['bound_high'])}"
        assert f"{share}; {row['unknown']} of {row['n']} do not say" in page


def test_policy_effects(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    pairs = ("before", "after"), ("control_before", "control_after")
    expected = [
        [label(row["indicator"], "indicator")]
        + [
            f"{percent(row[f'{side}k_{when}'] / row[f'{side}n_{when}'])} of {number(row[f'{side}n_{when}'])}"
            for side in ("", "control_")
            for when in pairs[0]
        ]
        for row in asked(con, "policy_effects")
    ]
    assert [row[:5] for row in cells(site / "policy" / "index.html", "ppn-caption")] == expected


def test_among_its_kind(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    rows = asked(con, "among_its_kind")
    assert len(rows) == 5
    for kind in KINDS:
        shown = cells(site / "kinds" / kind / "index.html", "members-caption")
        own = [row for row in rows if row["kind"] == kind]
        expected = [
            [
                row["name"],
                percent(row["shrunk_rate"]),
                f"{percent(row['shrunk_low'])} to {percent(row['shrunk_high'])}",
                f"{row['with_evidence']} of {row['in_scope']}",
            ]
            for row in own
        ]
        assert sorted([row[1], row[2], row[4], row[5]] for row in shown) == sorted(expected)


def test_delivery(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    found = {row["indicator"]: row for row in asked(con, "delivery")}
    rows = soup_of(site / "delivery" / "index.html").select("tr[id^=delivery-]")
    shown = {
        str(row["id"]).removeprefix("delivery-"): [cell.get_text() for cell in row.select("td")[:4]] for row in rows
    }
    assert len(shown) == 5
    for indicator, told_ in shown.items():
        own = found[indicator]
        assert told_ == [number(own[name]) for name in ("k", "n", "unknown", "exempt")]
    overdue = next(row for row in asked(con, "overdue_ratings") if row["cut"] == "all")
    assert shown["rating_overdue"][:2] == [number(overdue["not_found"]), number(overdue["due"])]


def test_promised_and_delivered(told: tuple[DuckDBPyConnection, Path]) -> None:
    con, site = told
    chains = soup_of(site / "delivery" / "index.html").select("article.chain")
    steps = sum(len(chain.select(".steps > li")) for chain in chains)
    rows = asked(con, "promised_and_delivered")
    assert (len(chains), steps) == (len({row["ocid"] for row in rows}), len(rows)) == (2, 6)
    assert rows[0]["ocid"] == "ocds-test-000001"  # promised in the competition too


def test_every_query_that_a_page_names_is_held_against_it() -> None:
    own = Path(__file__).read_text(encoding="utf-8")
    assert {name for name in LINKED if f'asked(con, "{name}")' in own} == LINKED
    assert set(NAMED) >= LINKED


@pytest.mark.parametrize("query", NAMED.values(), ids=lambda query: query.name)
def test_a_query_says_which_days_it_counts(query: NamedQuery) -> None:
    if "period_kind = 'all'" in query.sql:
        assert "over all days" in query.title or "all days" in query.title
    if "'rolling_12_months'" in query.sql and query.name != "hidden_share":
        assert "12 months" in query.title
