"""Scotland, Wales and TED, whose portals are asked in ways of their own."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.completeness.verdict import Verdict
from crawler.formats.pages import read_page
from crawler.sample.faults import FaultKind, PortalFault
from crawler.sample.listings import Row
from crawler.sample.portal import SamplePortal
from crawler.sample.ted import notice_xml, search
from tests.crawler.building import DAY, MONDAY, landed, ledger, release, releases, run
from tests.crawler.formats.test_pages import answer

pytestmark = pytest.mark.usefixtures("_forked_crawls")

OCTOBER = datetime(2025, 10, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SamplePortal, dict[str, Verdict]]:
    """Two months of Scotland and Wales, and ten days of TED, of which the middle of each has notices."""
    home = tmp_path_factory.mktemp("home")
    monthly = [release(number, OCTOBER + number * DAY) for number in range(1, 61)]
    monthly[0]["tag"] = ["award"]
    ted = releases(700, start=OCTOBER + 8 * DAY, span=DAY)
    served: dict[str, list[dict[str, Any]]] = {
        "public_contracts_scotland": monthly,
        "sell2wales": monthly[:1],
        "ted": ted,
    }
    with SamplePortal(served) as portal:
        verdicts = run(home, portal, OCTOBER + 7 * DAY, OCTOBER + 40 * DAY)
    return home, portal, verdicts


@pytest.mark.parametrize("source", ["public_contracts_scotland", "sell2wales", "ted"])
def test_the_crawl_is_well(crawled: tuple[Path, SamplePortal, dict[str, Verdict]], source: str) -> None:
    assert crawled[2][source].is_ok, crawled[2][source]


def test_months_are_asked_whole(crawled: tuple[Path, SamplePortal, dict[str, Verdict]]) -> None:
    windows = [(line["from"], line["until"]) for line in ledger(crawled[0], "public_contracts_scotland")]
    assert windows == [
        ("2025-09-30T23:00:00Z", "2025-11-01T00:00:00Z"),
        ("2025-11-01T00:00:00Z", "2025-12-01T00:00:00Z"),
    ]


def test_every_notice_of_the_months_is_landed(crawled: tuple[Path, SamplePortal, dict[str, Verdict]]) -> None:
    assert sum(line["distinct_ids"] for line in ledger(crawled[0], "public_contracts_scotland")) == 60


def test_each_type_is_asked_once_a_month(crawled: tuple[Path, SamplePortal, dict[str, Verdict]]) -> None:
    asked = [
        (request.query["dateFrom"], request.query["noticeType"])
        for request in crawled[1].requests
        if request.source == "public_contracts_scotland" and request.path == "/v1/Notices"
    ]
    assert len(asked) == len(set(asked)) == 2 * 21


def test_wales_is_asked_in_both_languages(crawled: tuple[Path, SamplePortal, dict[str, Verdict]]) -> None:
    assert {request.query.get("lang") for request in crawled[1].requests if request.source == "sell2wales"} == {
        None, "en", "cy",
    }  # fmt: skip


def test_ted_lands_the_xml_of_each_notice(crawled: tuple[Path, SamplePortal, dict[str, Verdict]]) -> None:
    bodies = [body for _, body in landed(crawled[0], "ted")]
    assert len(bodies) == 700
    assert all(b"<TED_EXPORT DOC_ID=" in body for body in bodies)


def test_ted_is_searched_page_by_page_for_uk_notices(crawled: tuple[Path, SamplePortal, dict[str, Verdict]]) -> None:
    searches = [orjson.loads(r.body) for r in crawled[1].requests if r.path == "/v3/notices/search"]
    assert all(search["query"].startswith("buyer-country=GBR AND ") for search in searches)
    assert [search.get("iterationNextToken") for search in searches if "20251009" in search["query"]] == [
        None, "250", "500",
    ]  # fmt: skip


def test_ted_is_complete_by_the_count_of_the_portal(crawled: tuple[Path, SamplePortal, dict[str, Verdict]]) -> None:
    line = next(line for line in ledger(crawled[0], "ted") if line["distinct_ids"])
    assert line["proof"] == [
        {"kind": "portal_count", "is_proven": True, "detail": "700 notices, 700 by the portal's count"}
    ]


def test_robots_txt_is_asked_of_both_hosts_of_ted(crawled: tuple[Path, SamplePortal, dict[str, Verdict]]) -> None:
    assert crawled[2]["ted"].robots.count("robots.txt allows") == 2


def test_the_place_in_the_answer_is_no_part_of_the_key() -> None:
    page = read_page(answer(b'{"releases":[{"ocid":"a","id":"rls-1-SEP564850"},{"ocid":"a","id":"rls-2-SEP564850"}]}'))
    assert {item.id for item in page.releases} == {"SEP564850"}


def test_a_release_without_id_is_known_by_its_date() -> None:
    page = read_page(answer(b'{"releases":[{"ocid":"a","date":"2019-04-25T00:00:00Z"}]}'))
    assert page.releases[0].id == "2019-04-25T00:00:00Z"


def test_a_month_that_is_running_ends_now(tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    with SamplePortal({"sell2wales": []}) as portal:
        run(tmp_path, portal, now - DAY / 24, now, environ=os.environ)
    assert ledger(tmp_path, "sell2wales")[-1]["until"] <= datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_a_list_that_is_not_answered_costs_no_other(tmp_path: Path) -> None:
    rows = [release(number, OCTOBER + number * DAY) for number in range(1, 11)]
    dead = PortalFault(FaultKind.SERVER_ERROR, after=5)
    with SamplePortal({"public_contracts_scotland": rows}, [dead]) as portal:
        options = {"SVMONITOR_CRAWLER__RETRIES": "0"}
        verdict = run(tmp_path, portal, OCTOBER, OCTOBER + DAY, environ=options)["public_contracts_scotland"]
    [line] = ledger(tmp_path, "public_contracts_scotland")
    assert (verdict.is_ok, line["state"], line["distinct_ids"], line["pages"]) == (False, "incomplete", 10, 20)
    assert "1 not answered" in verdict.errors[0]
    assert "noticeType=6" in verdict.errors[0]


def test_empty_bodies_prove_nothing_and_cost_no_other_list(tmp_path: Path) -> None:
    rows = [release(number, OCTOBER + number * DAY) for number in range(1, 11)]
    empty = PortalFault(FaultKind.EMPTY, after=3, times=15)
    with SamplePortal({"public_contracts_scotland": rows}, [empty]) as portal:
        options = {"SVMONITOR_CRAWLER__RETRIES": "0"}
        verdict = run(tmp_path, portal, OCTOBER, OCTOBER + DAY, environ=options)["public_contracts_scotland"]
    [line] = ledger(tmp_path, "public_contracts_scotland")
    assert (verdict.is_ok, line["state"], line["pages"]) == (False, "incomplete", 21 - 15)


def test_a_portal_that_answers_no_list_is_left(tmp_path: Path) -> None:
    with SamplePortal({"sell2wales": []}, [PortalFault(FaultKind.SERVER_ERROR, times=None)]) as portal:
        options = {"SVMONITOR_CRAWLER__RETRIES": "0", "SVMONITOR_CRAWLER__FAILURES_IN_A_ROW": "3"}
        verdict = run(tmp_path, portal, OCTOBER, OCTOBER + DAY, environ=options)["sell2wales"]
    assert (verdict.windows_failed, len(portal.requests)) == (1, len(["robots.txt"]) + 3)


def test_a_notice_of_ted_that_is_not_given_is_named_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = releases(5, start=OCTOBER)
    lost = rows[2]["id"]
    monkeypatch.setattr(
        "crawler.sample.portal.notice_xml", lambda row: b"<html/>" if row.id == lost else notice_xml(row)
    )
    with SamplePortal({"ted": rows}) as portal:
        options = {"SVMONITOR_CRAWLER__RETRIES": "0"}
        verdict = run(tmp_path, portal, OCTOBER, OCTOBER + DAY, environ=options)["ted"]
    [line] = ledger(tmp_path, "ted")
    assert (line["state"], line["distinct_ids"], line["missing"]) == ("incomplete", 4, [lost])
    assert lost in verdict.errors[0]


def test_a_token_of_ted_that_stays_the_same_leads_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = iter(["", "250", "500", "700"])

    def with_one_token(rows: Sequence[Row], body: bytes) -> bytes:
        found = orjson.loads(search(rows, orjson.dumps(orjson.loads(body) | {"iterationNextToken": next(places)})))
        return orjson.dumps(found | {"iterationNextToken": "the same"})

    monkeypatch.setattr("crawler.sample.portal.search", with_one_token)
    with SamplePortal({"ted": releases(700, start=OCTOBER)}) as portal:
        assert run(tmp_path, portal, OCTOBER, OCTOBER + DAY)["ted"].is_ok


def test_packages_without_releases_are_an_empty_month(tmp_path: Path) -> None:
    with SamplePortal({"sell2wales": []}) as portal:
        assert run(tmp_path, portal, MONDAY - 400 * DAY, MONDAY - 399 * DAY)["sell2wales"].is_ok
