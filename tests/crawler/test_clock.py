"""A clock that is wrong: what it has written does not count, and the portal's Date header tells it."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.clock import is_future, skew_in_words, skew_of
from crawler.completeness.verdict import Verdict
from crawler.formats.landing import Answer
from crawler.formats.ledger import Ledger, Line
from crawler.formats.windows import Window
from crawler.home.disk import DiskWriter
from crawler.run import crawl
from crawler.sample.portal import SamplePortal
from tests.crawler.building import ledger

NOW = datetime.now(UTC).replace(microsecond=0)
DAY, YEAR = timedelta(days=1), timedelta(days=365)


def answer(**headers: str) -> Answer:
    return Answer("http://portal", "GET", 200, headers, b"", NOW - timedelta(seconds=30), NOW)


def http_date(instant: datetime) -> str:
    return f"{instant:%a, %d %b %Y %H:%M:%S} GMT"


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({"date": http_date(NOW - timedelta(seconds=20))}, 0),  # an answer that took long to come
        ({"date": http_date(NOW - timedelta(hours=1, seconds=30))}, 60),
        ({"date": http_date(NOW + timedelta(hours=1))}, -60),
        ({"date": http_date(NOW - timedelta(hours=1)), "age": "3600"}, 0),  # from a cache
        ({"date": http_date(NOW - YEAR).replace("GMT", "-0000")}, 365 * 24 * 60),
        ({}, None),
        ({"date": "yesterday"}, None),
        ({"date": http_date(NOW), "age": "old"}, None),
    ],
)
def test_skew_by_the_date_header(headers: dict[str, str], minutes: int | None) -> None:
    found = skew_of(answer(**headers))
    assert (None if found is None else round(found / timedelta(minutes=1))) == minutes


@pytest.mark.parametrize(
    ("skew", "words"),
    [
        (timedelta(minutes=7), "7 minutes ahead of"),
        (timedelta(hours=-3), "3 hours behind"),
        (378 * DAY, "378 days ahead of"),
    ],
)
def test_skew_in_words(skew: timedelta, words: str) -> None:
    assert skew_in_words(skew) == f"the clock of this machine is {words} the portal's"


@pytest.mark.parametrize(("minutes", "is_so"), [(0, False), (4, False), (6, True), (-600, False)])
def test_what_is_future(minutes: int, is_so: bool) -> None:
    assert is_future(NOW + timedelta(minutes=minutes), NOW) is is_so


def line(since: datetime, until: datetime, asked_at: datetime) -> Line:
    return Line(
        source="contracts_finder",
        window=Window(since, until),
        run_id="ahead",
        asked_at=asked_at,
        ended_at=asked_at,
        state="complete",
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with three good days, and two lines of a run made while the clock was a year ahead."""
    disk = DiskWriter()
    book = Ledger(tmp_path / "landing" / "contracts_finder" / "ledger.jsonl", disk)
    book.append(line(NOW - 3 * DAY, NOW - DAY, NOW))
    book.append(line(NOW - DAY, NOW, NOW + YEAR))
    book.append(line(NOW, NOW + YEAR, NOW + YEAR))
    disk.close()
    return tmp_path


def read(home: Path, now: datetime) -> Ledger:
    return Ledger(home / "landing" / "contracts_finder" / "ledger.jsonl", DiskWriter(), now)


def test_lines_of_the_future_prove_nothing_and_put_nothing_off(home: Path) -> None:
    book = read(home, NOW)
    assert book.complete() == [Window(NOW - 3 * DAY, NOW - DAY)]
    assert book.due(NOW, NOW - YEAR) == [Window(NOW - DAY, NOW)]
    assert book.ahead == [Window(NOW, NOW + YEAR)]


def test_line_of_the_future_does_not_cover_an_earlier_one_of_the_same_window(home: Path) -> None:
    disk = DiskWriter()
    book = Ledger(home / "landing" / "contracts_finder" / "ledger.jsonl", disk, NOW)
    book.append(line(NOW - 3 * DAY, NOW - DAY, NOW + YEAR))
    disk.close()
    assert read(home, NOW).complete() == [Window(NOW - 3 * DAY, NOW - DAY)]


def test_lines_that_lack_their_times_are_passed_over(home: Path) -> None:
    with (home / "landing" / "contracts_finder" / "ledger.jsonl").open("ab") as file:
        file.write(b'{"ledger": 1}\n{"ledger": 1, "from": "x", "until": "y", "asked_at": 3}\n')
    assert len(read(home, NOW).readings) == 1


def run(home: Path, portal: SamplePortal, **span: Any) -> Verdict:
    environ = os.environ | portal.environ()
    own = {"from_": None, "until": None} | span
    [verdict] = crawl(home, list(portal.urls), run_id="run", config_path=None, environ=environ, **own)
    return verdict


def portal_ahead(seconds: float) -> SamplePortal:
    portal = SamplePortal({"contracts_finder": []})
    portal.clock_ahead_seconds = seconds
    return portal


def test_run_with_the_clock_right_again_takes_back_what_was_said_of_the_future(home: Path) -> None:
    with SamplePortal({"contracts_finder": []}) as portal:
        assert run(home, portal).is_ok
        assert any(asked.query["publishedFrom"] < f"{NOW - DAY:%Y-%m-%dT%H:%M:%SZ}" for asked in portal.requests[1:])
    later = read(home, NOW + YEAR + DAY)
    assert not any(window.contains(NOW + 100 * DAY) for window in later.complete())
    assert later.complete()[-1].until < NOW + DAY
    assert read(home, datetime.now(UTC)).ahead == []


@pytest.mark.parametrize(("seconds", "words"), [(-400 * 86400, "400 days ahead of"), (7300, "2 hours behind")])
def test_wrong_clock_is_told_and_stands_in_the_ledger(seconds: float, words: str, tmp_path: Path) -> None:
    with portal_ahead(seconds) as portal:
        verdict = run(tmp_path, portal, from_=NOW - 2 * DAY, until=NOW)
    assert (verdict.is_ok, verdict.finish_reason, verdict.windows_incomplete) == (False, "wrong_clock", 0)
    assert words in verdict.errors[0]
    assert verdict.skew_seconds == pytest.approx(-seconds, abs=60)
    assert words in ledger(tmp_path, "contracts_finder")[-1]["notes"][-1]


@pytest.mark.parametrize("seconds", [-200, 0, 200])
def test_minutes_are_no_fault(seconds: float, tmp_path: Path) -> None:
    with portal_ahead(seconds) as portal:
        verdict = run(tmp_path, portal, from_=NOW - DAY, until=NOW)
    assert (verdict.is_ok, verdict.skew_seconds) == (True, 0)


def test_wrong_clock_takes_nothing_back(home: Path) -> None:
    with portal_ahead(-3600) as portal:
        run(home, portal)
    text = (home / "landing" / "contracts_finder" / "ledger.jsonl").read_bytes()
    assert not any("taken back" in note for entry in map(orjson.loads, text.splitlines()) for note in entry["notes"])
