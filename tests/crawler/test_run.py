"""Crawling the sample portal in child processes, from the parent's side."""

import hashlib
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import orjson
import pytest

from crawler.errors import CrawlerError
from crawler.run import crawl
from crawler.sample.portal import SamplePortal
from tests.crawler.building import DAY, MONDAY, landed, landed_ids, ledger, releases, run

SOURCES = ["find_a_tender", "contracts_finder"]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SamplePortal]:
    home = tmp_path_factory.mktemp("home")
    with SamplePortal({source: releases(350) for source in SOURCES}) as portal:
        verdicts = run(home, portal)
    assert all(verdict.is_ok for verdict in verdicts.values()), verdicts
    return home, portal


@pytest.mark.parametrize("source", SOURCES)
def test_every_release_is_landed(crawled: tuple[Path, SamplePortal], source: str) -> None:
    assert landed_ids(crawled[0], source) == {item["id"] for item in releases(350)}


@pytest.mark.parametrize("source", SOURCES)
def test_the_complete_windows_count_every_release_once(crawled: tuple[Path, SamplePortal], source: str) -> None:
    complete = [line for line in ledger(crawled[0], source) if line["state"] == "complete" and not line["check"]]
    assert sum(line["distinct_ids"] for line in complete) == 350


@pytest.mark.parametrize("source", SOURCES)
def test_no_cursor_is_followed_where_time_can_be_cut(crawled: tuple[Path, SamplePortal], source: str) -> None:
    assert not any("cursor" in asked.query for asked in crawled[1].requests)


def test_a_crawl_imports_nothing_that_it_has_no_use_for(tmp_path: Path) -> None:
    with SamplePortal({"find_a_tender": releases(5)}) as portal:
        assert run(tmp_path, portal, environ={"PYTHONPROFILEIMPORTTIME": "1"})["find_a_tender"].is_ok
    log = (tmp_path / "runs" / "run" / "find_a_tender.log").read_text(encoding="utf-8")
    imported = {line.rpartition("|")[2].strip() for line in log.splitlines() if line.startswith("import time:")}
    assert "scrapy" in imported
    assert not imported & {"aiohttp", "requests", "twisted.conch", "scrapy.extensions.feedexport", "ftplib"}


def test_one_request_at_a_time(crawled: tuple[Path, SamplePortal]) -> None:
    assert crawled[1].most_at_once == 1


def test_robots_txt_is_asked_first(crawled: tuple[Path, SamplePortal]) -> None:
    assert next(asked.path for asked in crawled[1].requests if asked.source == "find_a_tender") == "/robots.txt"


def test_stages_are_never_asked(crawled: tuple[Path, SamplePortal]) -> None:
    assert not any("stages" in asked.query for asked in crawled[1].requests)


def test_nothing_is_asked_that_the_portal_does_not_know(crawled: tuple[Path, SamplePortal]) -> None:
    asked = {(asked.source, name) for asked in crawled[1].requests for name in asked.query}
    assert asked == {
        ("find_a_tender", "updatedFrom"), ("find_a_tender", "updatedTo"), ("find_a_tender", "limit"),
        ("contracts_finder", "publishedFrom"), ("contracts_finder", "publishedTo"), ("contracts_finder", "limit"),
    }  # fmt: skip


def test_the_envelope_describes_its_body(crawled: tuple[Path, SamplePortal]) -> None:
    for envelope, body in landed(crawled[0], "find_a_tender"):
        assert envelope["sha256"] == hashlib.sha256(body).hexdigest()
        assert envelope["byte_count"] == len(body)


def test_the_envelope_has_the_keys_that_readers_rely_on(crawled: tuple[Path, SamplePortal]) -> None:
    envelope, _ = next(landed(crawled[0], "contracts_finder"))
    assert envelope.keys() == {
        "envelope", "source", "url", "method", "status", "headers", "requested_at", "received_at", "sha256",
        "byte_count", "window", "page", "run_id", "is_sample",
    }  # fmt: skip


def test_sample_pages_say_that_they_are(crawled: tuple[Path, SamplePortal]) -> None:
    assert all(envelope["is_sample"] for envelope, _ in landed(crawled[0], "find_a_tender"))


def test_the_ledger_names_files_that_are_there(crawled: tuple[Path, SamplePortal]) -> None:
    folder = crawled[0] / "landing" / "find_a_tender"
    assert all((folder / name).is_file() for line in ledger(crawled[0], "find_a_tender") for name in line["files"])


def test_asking_again_lands_nothing_twice(tmp_path: Path) -> None:
    with SamplePortal({"contracts_finder": releases(30)}) as portal:
        run(tmp_path, portal, run_id="first")
        run(tmp_path, portal, run_id="second")
    assert len(list(landed(tmp_path, "contracts_finder"))) == 1
    kinds = {proof["kind"] for proof in ledger(tmp_path, "contracts_finder")[-1]["proof"] if proof["is_proven"]}
    assert kinds == {"last_page_short", "second_read"}


def test_a_portal_that_is_down_does_not_stop_the_other(tmp_path: Path) -> None:
    with SamplePortal({source: releases(3) for source in SOURCES}) as portal:
        verdicts = run(
            tmp_path,
            portal,
            until=MONDAY + 3 * DAY,
            environ={"SVMONITOR_PORTALS__FIND_A_TENDER": "http://127.0.0.1:9", "SVMONITOR_CRAWLER__RETRIES": "0"},
        )
    assert (verdicts["find_a_tender"].is_ok, verdicts["contracts_finder"].is_ok) == (False, True)


def test_an_unknown_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(CrawlerError, match="findatender"):
        crawl(tmp_path, ["findatender"], from_=None, until=None, run_id="x", config_path=None)


@pytest.mark.parametrize(("since", "until"), [(MONDAY, MONDAY), (MONDAY + DAY, MONDAY), (MONDAY + 10000 * DAY, None)])
def test_a_span_without_time_is_refused(tmp_path: Path, since: datetime, until: datetime | None) -> None:
    with pytest.raises(CrawlerError, match="no time to ask for"):
        crawl(tmp_path, SOURCES, from_=since, until=until, run_id="x", config_path=None)


def test_time_before_the_portals_first_notice_is_no_fault(tmp_path: Path) -> None:
    with SamplePortal({"find_a_tender": []}) as portal:
        verdict = run(tmp_path, portal, MONDAY - 3000 * DAY, MONDAY - 2999 * DAY)["find_a_tender"]
    assert (verdict.is_ok, verdict.windows_asked) == (True, 0)


def test_what_was_wanted_of_a_portal_that_is_down_is_in_its_ledger(tmp_path: Path) -> None:
    down = {"SVMONITOR_PORTALS__FIND_A_TENDER": "http://127.0.0.1:9", "SVMONITOR_CRAWLER__RETRIES": "0"}
    with SamplePortal({"find_a_tender": []}) as portal:
        run(tmp_path, portal, environ=down)
    path = tmp_path / "landing" / "find_a_tender" / "ledger.jsonl"
    [line] = map(orjson.loads, path.read_bytes().splitlines())
    assert (line["from"], line["until"], line["state"]) == ("2026-11-16T00:00:00Z", "2026-11-17T00:00:00Z", "split")


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(CrawlerError, match="cannot be written"):
        crawl(tmp_path / "home", SOURCES, from_=None, until=None, run_id="x", config_path=None)


def test_a_verdict_that_cannot_be_kept_is_told_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "runs" / "x" / "find_a_tender.verdict.json").mkdir(parents=True)
    with SamplePortal({"find_a_tender": []}) as portal:
        verdict = run(tmp_path, portal, run_id="x")["find_a_tender"]
    assert (verdict.is_ok, verdict.windows_complete) == (False, 1)
    assert "verdict.json: cannot be written" in verdict.errors[0]


def test_progress_goes_from_nothing_to_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int, int | None]] = []
    with SamplePortal({"contracts_finder": []}) as portal:
        for name, value in portal.environ().items():
            monkeypatch.setenv(name, value)
        crawl(
            tmp_path, ["contracts_finder"], from_=MONDAY, until=MONDAY + timedelta(days=3), run_id="x",
            config_path=None, is_sample=True, progress=lambda *news: told.append(news),
        )  # fmt: skip
    assert told == [("contracts_finder", done, 3) for done in range(4)]


def test_the_verdict_is_json_with_the_counts(tmp_path: Path) -> None:
    with SamplePortal({"contracts_finder": releases(3)}) as portal:
        run(tmp_path, portal, run_id="x")
    verdict = orjson.loads((tmp_path / "runs" / "x" / "contracts_finder.verdict.json").read_bytes())
    assert (verdict["windows_complete"], verdict["pages"], verdict["releases"]) == (1, 1, 3)


def scrapy(home: Path, portal: SamplePortal, *arguments: str) -> str:
    """Scrapy's own command in the project's folder; what it logs."""
    environ = os.environ | portal.environ() | {"SVMONITOR_HOME": str(home)}
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=root, env=environ, capture_output=True, text=True, check=True).stderr


def test_scrapy_crawls_the_days_given_to_it(tmp_path: Path) -> None:
    rows = releases(30, start=MONDAY - 30 * DAY, span=3 * DAY)
    with SamplePortal({"contracts_finder": rows}) as portal:
        days = [f"{day}={MONDAY - count * DAY:%Y-%m-%d}" for day, count in (("from", 30), ("until", 29))]
        scrapy(tmp_path, portal, "crawl", "contracts_finder", "-a", days[0], "-a", days[1])
    assert landed_ids(tmp_path, "contracts_finder") == {row["id"] for row in rows[:20]}


@pytest.mark.parametrize("argument", ["form=2026-11-01", "from=yesterday"])
def test_scrapy_says_what_is_wrong_with_an_argument(tmp_path: Path, argument: str) -> None:
    with SamplePortal({"contracts_finder": []}) as portal:
        said = scrapy(tmp_path, portal, "crawl", "contracts_finder", "-a", argument)
        assert portal.requests == []
    assert "refused" in said
    assert "Traceback" not in said
