"""One request at a time, at the pace that is set, waiting as told, where robots.txt allows, saying who asks."""

from itertools import pairwise
from pathlib import Path

import pytest

from crawler.completeness.verdict import Verdict
from crawler.sample.faults import FaultKind, PortalFault
from crawler.sample.portal import Asked, SamplePortal
from tests.crawler.building import DAY, MONDAY, releases, run

FTS = "find_a_tender"
CONTACT = "monitor@example.org"
# A busy machine notes one request late and the next in time; without a pause there are a few milliseconds.
SLACK = 0.15


@pytest.fixture(scope="module")
def paced(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Verdict], list[Asked]]:
    """Three days of two portals: a pace set for one, told by robots.txt to the other; each shuts us out once."""
    faults = [
        PortalFault(FaultKind.LOCKED_OUT, source="contracts_finder", after=1),
        PortalFault(FaultKind.TOO_MANY, source=FTS, after=1, seconds=1),
    ]
    sources = {source: releases(3, span=3 * DAY) for source in (FTS, "contracts_finder")}
    with SamplePortal(sources, faults, robots="User-agent: *\nCrawl-delay: 0.3\nDisallow: /admin\n") as portal:
        verdicts = run(
            tmp_path_factory.mktemp("home"),
            portal,
            until=MONDAY + 3 * DAY,
            environ={
                "SVMONITOR_PACE__FIND_A_TENDER": '{"delay": 0.4, "lockout": 9}',
                "SVMONITOR_PACE__CONTRACTS_FINDER": '{"delay": 0, "lockout": 0.8}',
                "SVMONITOR_CRAWLER__CONTACT": CONTACT,
            },
        )
    return verdicts, portal.requests


def pauses(asked: list[Asked], source: str) -> list[float]:
    """Seconds between one request of a source and the next."""
    at = [request.at for request in asked if request.source == source]
    return [later - earlier for earlier, later in pairwise(at)]


def test_it_ends_well(paced: tuple[dict[str, Verdict], list[Asked]]) -> None:
    assert all(verdict.is_ok for verdict in paced[0].values())


def test_the_pace_that_is_set_is_kept(paced: tuple[dict[str, Verdict], list[Asked]]) -> None:
    assert min(pauses(paced[1], FTS)) >= 0.4 - SLACK


def test_a_longer_pause_asked_for_in_robots_txt_is_kept(paced: tuple[dict[str, Verdict], list[Asked]]) -> None:
    assert min(pauses(paced[1], "contracts_finder")) >= 0.3 - SLACK


def test_a_retry_after_is_waited_out_as_told_with_one_request(paced: tuple[dict[str, Verdict], list[Asked]]) -> None:
    assert [pause >= 1 for pause in pauses(paced[1], FTS)] == [False, False, True, False]


def test_a_lock_out_without_a_time_is_waited_out_with_one_request(
    paced: tuple[dict[str, Verdict], list[Asked]],
) -> None:
    assert [pause >= 0.8 for pause in pauses(paced[1], "contracts_finder")] == [False, False, True, False]


def test_every_request_says_who_asks(paced: tuple[dict[str, Verdict], list[Asked]]) -> None:
    assert all(CONTACT in request.headers["User-Agent"] for request in paced[1])


def test_what_robots_txt_decided_is_on_record(paced: tuple[dict[str, Verdict], list[Asked]]) -> None:
    assert "robots.txt allows http" in paced[0][FTS].robots


def test_robots_txt_that_forbids_is_obeyed(tmp_path: Path) -> None:
    with SamplePortal({FTS: releases(3)}, robots="User-agent: *\nDisallow: /api/\n") as portal:
        verdict = run(tmp_path, portal)[FTS]
    assert (verdict.finish_reason, [asked.path for asked in portal.requests]) == ("forbidden", ["/robots.txt"])


def test_a_portal_without_robots_txt_may_be_asked(tmp_path: Path) -> None:
    with SamplePortal({FTS: []}, robots=None) as portal:
        assert run(tmp_path, portal)[FTS].is_ok
