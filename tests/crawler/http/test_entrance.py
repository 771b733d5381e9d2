"""Whether a portal can be reached at all: by IPv6, past proxies, and what is said when it cannot."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import svmonitor
from crawler.completeness.verdict import Verdict
from crawler.errors import CrawlerError
from crawler.http.proxies import address_of, refuse_socks, with_proxies
from crawler.run import crawl
from crawler.sample.portal import SamplePortal
from tests.crawler.building import DAY, MONDAY, landed_ids, releases, run

NOWHERE = "http://127.0.0.1:9"
OURS = "SVMONITOR_PORTALS__FIND_A_TENDER"


def asked(home: Path, url: str, **environ: str) -> Verdict:
    [verdict] = crawl(
        home,
        ["find_a_tender"],
        from_=MONDAY - 7 * DAY,
        until=MONDAY - 6 * DAY,
        run_id="x",
        config_path=None,
        environ=os.environ | {OURS: url, "SVMONITOR_PACE__FIND_A_TENDER": '{"delay": 0, "lockout": 0}'} | environ,
    )
    return verdict


class IPv6Portal(SamplePortal):
    host = "::1"


@pytest.mark.parametrize("name", ["[::1]", "ip6-localhost"])
def test_portal_with_an_ipv6_address_alone_is_crawled(name: str, tmp_path: Path) -> None:
    try:
        found = {info[0] for info in socket.getaddrinfo(name.strip("[]"), 80)}
        portal = IPv6Portal({"find_a_tender": releases(3)})
    except OSError as error:
        pytest.skip(f"no IPv6 here: {error}")
    if found != {socket.AF_INET6}:
        pytest.skip(f"{name} is no name of IPv6 alone here")
    with portal:
        url = portal.urls["find_a_tender"].replace("[::1]", name)
        verdict = run(tmp_path, portal, environ={OURS: url})["find_a_tender"]
    assert verdict.is_ok, verdict.errors
    assert len(landed_ids(tmp_path, "find_a_tender")) == 3


@pytest.mark.parametrize(
    ("url", "why"),
    [(NOWHERE, "127.0.0.1:9 cannot be reached: Connection refused"), ("http://none.invalid", "none.invalid:80 cannot")],
)
def test_portal_that_cannot_be_reached_is_said_in_a_line(url: str, why: str, tmp_path: Path) -> None:
    started = time.monotonic()
    verdict = asked(tmp_path, url)
    assert (verdict.is_ok, verdict.finish_reason, verdict.windows_asked) == (False, "unreachable", 0)
    assert verdict.sentence().startswith(f"find_a_tender: {why}")
    assert time.monotonic() - started < 15


def test_proxy_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    verdict = asked(tmp_path, "http://portal.example", http_proxy="http://ann:secret@127.0.0.1:9", no_proxy="")
    assert verdict.errors == ["the proxy 127.0.0.1:9 cannot be reached: Connection refused"]


@contextmanager
def mute() -> Iterator[str]:
    """A portal that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_slow_portal_is_not_unreachable(tmp_path: Path) -> None:
    with mute() as url:
        verdict = asked(tmp_path, url, SVMONITOR_CRAWLER__TIMEOUT="0.3", SVMONITOR_CRAWLER__RETRIES="0")
    assert verdict.finish_reason == "portal_closed"


def test_run_offline_says_so_at_once_and_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for source in ("FIND_A_TENDER", "TED"):
        monkeypatch.setenv(f"SVMONITOR_PORTALS__{source}", NOWHERE)
        monkeypatch.setenv(f"SVMONITOR_PACE__{source}", '{"delay": 0}')
    arguments = ["run", "--source", "ted", "--source", "find_a_tender", "--home", str(tmp_path / "home")]
    assert svmonitor.main(arguments) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("127.0.0.1:9 cannot be reached: Connection refused\n") == 2
    assert said.err.splitlines()[-1] == svmonitor.NOT_ONLINE
    assert not (tmp_path / "home" / "published").exists()


def test_of_several_portals_the_one_that_cannot_be_reached_is_told_while_the_other_is_crawled(tmp_path: Path) -> None:
    told: list[str] = []

    def ended(verdict: Verdict) -> None:
        told.append(verdict.source)
        if portal.lock.locked():
            portal.lock.release()

    with SamplePortal({"contracts_finder": releases(3)}) as portal:
        portal.lock.acquire()  # it does not answer until the other is told
        crawl(
            tmp_path,
            ["contracts_finder", "find_a_tender"],
            from_=MONDAY - 7 * DAY,
            until=MONDAY - 6 * DAY,
            run_id="x",
            config_path=None,
            environ=os.environ | portal.environ() | {OURS: NOWHERE, "SVMONITOR_PACE__FIND_A_TENDER": '{"delay": 0}'},
            ended=ended,
        )
    assert told == ["find_a_tender", "contracts_finder"]


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTPS_PROXY": "socks5://127.0.0.1:1080"},
        {"https_proxy": "socks5h://user:secret@proxy:1080"},
        {"ALL_PROXY": "socks://127.0.0.1:1080"},
        {"all_proxy": "SOCKS4://127.0.0.1:1080"},
    ],
)
def test_socks_proxy_is_told_in_a_line(environ: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(CrawlerError, match=f"{min(environ)} names a SOCKS proxy, which is not supported") as caught:
        refuse_socks(["https://portal.example"], environ)
    assert "secret" not in str(caught.value)
    with pytest.raises(CrawlerError):
        crawl(tmp_path, ["ted"], from_=None, until=None, run_id="x", config_path=None, environ=environ)


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"HTTP_PROXY": "socks5://127.0.0.1:1080"},  # for the other scheme
        {"HTTPS_PROXY": "http://127.0.0.1:3128", "ALL_PROXY": "socks5://127.0.0.1:1080"},
        {"HTTPS_PROXY": "socks5://127.0.0.1:1080", "NO_PROXY": "localhost,.example"},
        {"HTTPS_PROXY": "socks5://127.0.0.1:1080", "https_proxy": ""},
    ],
)
def test_socks_proxy_that_is_not_for_the_portal_is_no_matter(environ: dict[str, str]) -> None:
    refuse_socks(["https://portal.example"], environ)


@pytest.mark.parametrize(
    ("environ", "place"),
    [
        ({}, ("portal.example", 443, False)),
        ({"HTTPS_PROXY": "http://proxy:3128"}, ("proxy", 3128, True)),
        ({"https_proxy": "proxy:3128"}, ("proxy", 3128, True)),
        ({"ALL_PROXY": "http://ann:secret@proxy"}, ("proxy", 80, True)),
        ({"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "portal.example"}, ("portal.example", 443, False)),
    ],
)
def test_what_is_connected_to(environ: dict[str, str], place: tuple[str, int, bool]) -> None:
    assert address_of("https://portal.example/path", environ) == place


def test_proxy_for_all_stands_for_each() -> None:
    found = with_proxies({"ALL_PROXY": "http://proxy:1", "https_proxy": "http://other:2"})
    assert (found["http_proxy"], found["https_proxy"]) == ("http://proxy:1", "http://other:2")
