"""Registers asked of a server on loopback: whole or not at all, politely, and no larger than set."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import pytest

from crawler.config import CrawlerSettings, load_settings
from crawler.errors import CrawlerError
from crawler.register_fetch import Fetched, fetch

BODY = b"Charity Number,Charity Name\nSC1,Glen\n" * 1000
MODIFIED = "Sun, 01 Nov 2026 06:00:00 GMT"


class Reply(NamedTuple):
    status: int = 200
    body: bytes = BODY
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed
    length: int | None = None


class Regulator:
    """A server that answers each path with its replies in turn, the last again and again."""

    def __init__(self, **replies: list[Reply]) -> None:
        self.replies = replies
        self.asked: list[tuple[str, float, str]] = []
        self.url = ""

    def answer(self, path: str, agent: str) -> Reply:
        self.asked.append((path, monotonic(), agent))
        own = self.replies.get(path.strip("/").replace(".", "_").replace("-", "_"), [Reply(404, b"not here")])
        return own.pop(0) if len(own) > 1 else own[0]

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


@contextmanager
def serving(regulator: Regulator) -> Iterator[Regulator]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = regulator.answer(self.path, self.headers["user-agent"])
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body) if reply.length is None else reply.length))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    regulator.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield regulator
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


Ask = Callable[..., Fetched]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Fetch the Scottish register from a regulator."""

    def fetched(regulator: Regulator, path: str = "/oscr.csv", **settings: str) -> Fetched:
        monkeypatch.setenv("SVMONITOR_REGISTERS__OSCR", f"{regulator.url}{path}")
        for name, value in {"registers__delay": "0.01", "crawler__retries": "2", **settings}.items():
            monkeypatch.setenv(f"SVMONITOR_{name.upper()}", value)
        return fetch(tmp_path, "oscr", load(), tell=lambda _: None)

    return fetched


def load() -> CrawlerSettings:
    return load_settings(None)


def test_a_register_is_kept_with_address_day_and_checksum(ask: Ask) -> None:
    with serving(Regulator(oscr_csv=[Reply(headers={"last-modified": MODIFIED})])) as regulator:
        got = ask(regulator, crawler__contact="monitor@example.org")
    assert got.path.read_bytes() == BODY
    note = json.loads((got.path.parent / "fetched.json").read_bytes())
    assert (note["url"], note["bytes"], note["last_modified"]) == (f"{regulator.url}/oscr.csv", len(BODY), MODIFIED)
    assert note["sha256"] == got.checksum == hashlib.sha256(BODY).hexdigest()
    assert datetime.fromtimestamp(got.path.stat().st_mtime, UTC).date().isoformat() == "2026-11-01"
    assert regulator.paths == ["/robots.txt", "/oscr.csv"]
    assert all("monitor@example.org" in agent for _, _, agent in regulator.asked)


def test_what_robots_txt_forbids_is_not_asked(ask: Ask) -> None:
    rules = Reply(body=b"User-agent: *\nDisallow: /oscr\n")
    with (
        serving(Regulator(robots_txt=[rules], oscr_csv=[Reply()])) as regulator,
        pytest.raises(CrawlerError, match=r"robots.txt of 127.0.0.1 forbids /oscr.csv"),
    ):
        ask(regulator)
    assert regulator.paths == ["/robots.txt"]


def test_a_pause_asked_for_in_robots_txt_is_kept(ask: Ask) -> None:
    rules = Reply(body=b"User-agent: *\nCrawl-delay: 0.3\n")
    with serving(Regulator(robots_txt=[rules], oscr_csv=[Reply()])) as regulator:
        ask(regulator)
    assert regulator.asked[1][1] - regulator.asked[0][1] >= 0.25


def test_a_retry_after_is_waited_out(ask: Ask) -> None:
    shut = Reply(429, b"", {"retry-after": "1"})
    with serving(Regulator(oscr_csv=[shut, Reply()])) as regulator:
        ask(regulator)
    assert regulator.asked[2][1] - regulator.asked[1][1] >= 0.95


def test_a_retry_after_may_be_a_date(ask: Ask) -> None:
    shut = Reply(503, b"", {"retry-after": "Fri, 01 Jan 2100 00:00:00 GMT"})
    with serving(Regulator(oscr_csv=[shut])) as regulator, pytest.raises(CrawlerError, match="stay away for"):
        ask(regulator)


def test_a_wait_longer_than_set_is_none(ask: Ask) -> None:
    shut = Reply(503, b"", {"retry-after": "9999"})
    with serving(Regulator(oscr_csv=[shut])) as regulator, pytest.raises(CrawlerError, match="stay away for 9999 s"):
        ask(regulator)


def test_broken_answers_are_asked_for_again_as_often_as_set(ask: Ask) -> None:
    with serving(Regulator(oscr_csv=[Reply(502), Reply(500), Reply()])) as regulator:
        assert ask(regulator).path.read_bytes() == BODY
    with (
        serving(Regulator(oscr_csv=[Reply(500, b"no")])) as regulator,
        pytest.raises(CrawlerError, match="HTTP 500 no"),
    ):
        ask(regulator)
    assert regulator.paths.count("/oscr.csv") == 3


def test_an_answer_cut_off_leaves_what_was_fetched_before(ask: Ask) -> None:
    with serving(Regulator(oscr_csv=[Reply()])) as regulator:
        before = ask(regulator)
    with (
        serving(Regulator(oscr_csv=[Reply(body=b"Charity", length=10_000)])) as regulator,
        pytest.raises(CrawlerError, match=r"cut off|lost"),
    ):
        ask(regulator)
    assert before.path.read_bytes() == BODY


def test_a_larger_file_than_set_is_refused(ask: Ask) -> None:
    with (
        serving(Regulator(oscr_csv=[Reply()])) as regulator,
        pytest.raises(CrawlerError, match="larger than max_bytes"),
    ):
        ask(regulator, registers__max_bytes="1000")
    assert regulator.paths.count("/oscr.csv") == 1


def test_an_empty_answer_is_none(ask: Ask) -> None:
    with serving(Regulator(oscr_csv=[Reply(body=b"")])) as regulator, pytest.raises(CrawlerError, match="empty"):
        ask(regulator)


def test_redirects_are_followed_on_the_same_host_alone(ask: Ask) -> None:
    with serving(Regulator(oscr_csv=[Reply(302, b"", {"location": "/real.csv"})], real_csv=[Reply()])) as regulator:
        assert ask(regulator).path.read_bytes() == BODY
    with (
        serving(Regulator(oscr_csv=[Reply(302, b"", {"location": "http://127.0.0.2:9/x"})])) as regulator,
        pytest.raises(CrawlerError, match="another host"),
    ):
        ask(regulator)


def test_the_month_before_is_asked_while_this_month_is_not_out(ask: Ask) -> None:
    this = datetime.now(UTC).date().replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    name = f"data_{before.isoformat().replace('-', '_')}_csv"
    with serving(Regulator(**{name: [Reply()]})) as regulator:
        got = ask(regulator, "/data-{month}.csv")
    assert got.url.endswith(f"/data-{before}.csv")
    assert regulator.paths[1:] == [f"/data-{this}.csv", f"/data-{before}.csv"]


def test_the_ending_follows_the_content(ask: Ask) -> None:
    with serving(Regulator(download=[Reply(body=b"PK\x03\x04 and so on")])) as regulator:
        assert ask(regulator, "/download").path.name == "oscr.zip"


def test_a_regulator_that_does_not_answer_is_one_line(ask: Ask) -> None:
    regulator = Regulator()
    regulator.url = "http://127.0.0.1:9"
    with pytest.raises(CrawlerError, match="does not answer") as told:
        ask(regulator)
    assert "\n" not in str(told.value)


def test_a_register_without_an_address_is_told() -> None:
    with pytest.raises(CrawlerError, match="no address is set for housing"):
        load().registers.names(["housing"])
    with pytest.raises(CrawlerError, match="no register 'x'"):
        load().registers.names(["x"])
    assert load().registers.names([]) == ["charity_commission", "companies_house", "mutuals", "oscr", "ccni"]
