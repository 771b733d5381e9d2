"""Every known fault of the portals, on the sample portal: survived where it passes, named where it stays."""

import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from crawler.completeness.verdict import Verdict
from crawler.sample.faults import FaultKind, PortalFault
from crawler.sample.portal import SamplePortal
from tests.crawler.building import DAY, MONDAY, landed, landed_ids, ledger, releases, run

pytestmark = pytest.mark.usefixtures("_forked_crawls")

PASSING = {
    FaultKind.TOO_MANY_SILENT: "http_429",
    FaultKind.LOCKED_OUT: "http_403",
    FaultKind.UNAVAILABLE: "http_503",
    FaultKind.GATEWAY_TIMEOUT: "http_504",
    FaultKind.SERVER_ERROR: "http_500",
    FaultKind.CUT_JSON: "truncated",
    FaultKind.EMPTY: "empty_body",
    FaultKind.HTML: "html",
    FaultKind.NO_RELEASES: "no_releases",
}
# These leave no body that could be kept.
PASSING_UNSEEN = [FaultKind.RESET, FaultKind.CUT_OFF, FaultKind.SLOW, FaultKind.TRICKLE]
BOTH = ["find_a_tender", "contracts_finder"]


@pytest.fixture(scope="module")
def weathered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Verdict]]:
    """A crawl of both portals in which each passing fault strikes once, one request apart."""
    home = tmp_path_factory.mktemp("home")
    kinds = [*PASSING, *PASSING_UNSEEN]
    faults = [
        PortalFault(kind, source=source, after=2 * index, seconds=1)
        for source in BOTH
        for index, kind in enumerate(kinds)
    ]
    with SamplePortal({source: releases(350, span=28 * DAY) for source in BOTH}, faults) as portal:
        verdicts = run(home, portal, until=MONDAY + 28 * DAY, environ={"SVMONITOR_CRAWLER__TIMEOUT": "0.5"})
    return home, verdicts


@pytest.mark.parametrize("source", BOTH)
def test_faults_that_pass_lose_nothing(weathered: tuple[Path, dict[str, Verdict]], source: str) -> None:
    assert landed_ids(weathered[0], source) == {item["id"] for item in releases(350)}


@pytest.mark.parametrize("source", BOTH)
def test_a_crawl_through_faults_that_pass_is_well(weathered: tuple[Path, dict[str, Verdict]], source: str) -> None:
    verdict = weathered[1][source]
    assert (verdict.is_ok, verdict.finish_reason, verdict.errors) == (True, "finished", [])


@pytest.mark.parametrize(("kind", "code"), PASSING.items())
def test_a_broken_answer_is_kept_with_its_code(
    weathered: tuple[Path, dict[str, Verdict]], kind: FaultKind, code: str
) -> None:
    assert code in {envelope["fault"] for envelope, _ in landed(weathered[0], "find_a_tender", "fault")}


def fails(home: Path, fault: PortalFault, **options: str) -> Verdict:
    """The verdict on Find a Tender with a fault that stays, for four days of 150 releases."""
    with SamplePortal({"find_a_tender": releases(150, span=4 * DAY)}, [fault]) as portal:
        environ = {"SVMONITOR_CRAWLER__RETRIES": "1", **options}
        return run(home, portal, until=MONDAY + 4 * DAY, environ=environ)["find_a_tender"]


def test_a_portal_that_stays_shut_is_left_alone(tmp_path: Path) -> None:
    verdict = fails(tmp_path, PortalFault(FaultKind.LOCKED_OUT, times=None), SVMONITOR_CRAWLER__LOCKOUTS="2")
    assert (verdict.finish_reason, verdict.windows_failed) == ("portal_closed", 1)


def test_a_portal_that_says_tomorrow_is_left_alone(tmp_path: Path) -> None:
    verdict = fails(tmp_path, PortalFault(FaultKind.TOO_MANY, seconds=86400))
    assert (verdict.finish_reason, verdict.windows_asked) == ("portal_closed", 1)


def test_a_fault_that_stays_fails_the_window_and_no_other(tmp_path: Path) -> None:
    verdict = fails(tmp_path, PortalFault(FaultKind.HTML, after=1, times=2))
    assert (verdict.is_ok, verdict.windows_failed, verdict.windows_complete) == (False, 1, 3)
    assert "an HTML page" in verdict.errors[0]


def test_windows_that_fail_one_after_the_other_end_the_crawl(tmp_path: Path) -> None:
    verdict = fails(tmp_path, PortalFault(FaultKind.SERVER_ERROR, times=None), SVMONITOR_CRAWLER__FAILURES_IN_A_ROW="2")
    assert (verdict.finish_reason, verdict.windows_failed) == ("portal_down", 2)


def test_what_the_portal_calls_a_bad_request_is_not_asked_again(tmp_path: Path) -> None:
    verdict = fails(tmp_path, PortalFault(FaultKind.BAD_REQUEST))
    assert (verdict.windows_failed, verdict.windows_complete) == (1, 3)
    assert "http_400" in verdict.errors[0]


def test_a_gzip_bomb_is_refused_and_its_window_asked_in_parts(tmp_path: Path) -> None:
    verdict = fails(tmp_path, PortalFault(FaultKind.BOMB))
    assert (verdict.is_ok, verdict.windows_complete) == (True, 5)
    assert b"body_too_large" in (tmp_path / "landing" / "find_a_tender" / "ledger.jsonl").read_bytes()


def test_bombs_leave_no_memory_behind(tmp_path: Path) -> None:
    asked = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from crawler.sample.faults import FaultKind, PortalFault\n"
        "from crawler.sample.portal import SamplePortal\n"
        "from tests.crawler.building import DAY, MONDAY, releases, run\n"
        "faults = [PortalFault(FaultKind.BOMB, times=12)]\n"
        "with SamplePortal({'find_a_tender': releases(30, span=12 * DAY)}, faults) as portal:\n"
        "    verdict = run(Path(sys.argv[1]), portal, until=MONDAY + 12 * DAY)['find_a_tender']\n"
        "print(len(portal.requests), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, tmp_path], capture_output=True, text=True, check=True, timeout=120
    )
    requests, peak_mib = map(int, done.stdout.split()[-2:])
    assert requests > 12
    assert peak_mib < 300  # 216; with what was unpacked kept it would be 409


def test_a_body_over_the_limit_is_refused(tmp_path: Path) -> None:
    environ = {"SVMONITOR_CRAWLER__RETRIES": "0", "SVMONITOR_CRAWLER__MAX_BODY_BYTES": "1000000"}
    quarter = DAY / 96  # a shorter window is not cut, so that it is asked once
    with SamplePortal({"find_a_tender": releases(5, span=quarter)}, [PortalFault(FaultKind.HUGE_RELEASE)]) as portal:
        verdict = run(tmp_path, portal, until=MONDAY + quarter, environ=environ)["find_a_tender"]
    assert (verdict.windows_failed, verdict.errors[0].partition(": ")[2][:14]) == (1, "body_too_large")


def test_a_release_of_25_mb_is_taken(tmp_path: Path) -> None:
    assert fails(tmp_path, PortalFault(FaultKind.HUGE_RELEASE)).is_ok
    assert max(envelope["byte_count"] for envelope, _ in landed(tmp_path, "find_a_tender")) > 25_000_000


def test_a_redirect_to_another_host_is_refused(tmp_path: Path) -> None:
    verdict = fails(tmp_path, PortalFault(FaultKind.REDIRECT_ELSEWHERE))
    assert "elsewhere.example" in verdict.errors[0]
    assert verdict.windows_failed == 1


@pytest.mark.parametrize("kind", [FaultKind.BAD_NUMBERS, FaultKind.BAD_BYTES])
def test_a_body_that_can_be_repaired_is_landed_as_it_came(tmp_path: Path, kind: FaultKind) -> None:
    assert fails(tmp_path, PortalFault(kind)).is_ok
    assert any(b"1e9999" in body or b"caf\xe9" in body for _, body in landed(tmp_path, "find_a_tender"))
    assert any(line["notes"] for line in ledger(tmp_path, "find_a_tender"))


def test_releases_that_stand_twice_are_counted_once(tmp_path: Path) -> None:
    assert fails(tmp_path, PortalFault(FaultKind.REPEATED, times=None)).is_ok
    complete = [line for line in ledger(tmp_path, "find_a_tender") if line["state"] == "complete"]
    assert sum(line["distinct_ids"] for line in complete) == 150


# -- pages that must be followed: many releases in one second cannot be parted by time --------------------------------


# A window is asked with a second more on either side, so a full second fills the windows beside it as well.
SECOND_AND_NEIGHBOURS = 3


def burst(home: Path, kind: FaultKind | None, source: str = "contracts_finder") -> Verdict:
    faults = [PortalFault(kind, times=None)] if kind else []
    second = (MONDAY + DAY / 2).replace(microsecond=0)
    rows = releases(250, start=second, span=DAY * 0)
    with SamplePortal({source: rows}, faults) as portal:
        return run(home, portal)[source]


@pytest.mark.parametrize("source", BOTH)
def test_a_burst_in_one_second_is_followed_page_by_page_and_followed_again(tmp_path: Path, source: str) -> None:
    assert burst(tmp_path, None, source).is_ok
    assert len(landed_ids(tmp_path, source)) == 250


@pytest.mark.parametrize("source", BOTH)
def test_a_cursor_that_loses_rows_is_found_out_by_pages_of_another_length(tmp_path: Path, source: str) -> None:
    verdict = burst(tmp_path, FaultKind.NEXT_SKIPS, source)
    assert not verdict.is_ok
    assert SECOND_AND_NEIGHBOURS >= verdict.windows_incomplete >= 1
    details = [proof["detail"] for line in ledger(tmp_path, source) for proof in line["proof"]]
    assert any("bring other releases" in detail for detail in details)


@pytest.mark.parametrize(
    ("kind", "said"),
    [(FaultKind.NEXT_CYCLIC, "leads back"), (FaultKind.NEXT_MISSING, "the last one full")],
)
def test_a_broken_chain_of_pages_leaves_the_window_incomplete(tmp_path: Path, kind: FaultKind, said: str) -> None:
    verdict = burst(tmp_path, kind)
    assert not verdict.is_ok
    assert SECOND_AND_NEIGHBOURS >= verdict.windows_incomplete >= 1
    details = [proof["detail"] for line in ledger(tmp_path, "contracts_finder") for proof in line["proof"]]
    assert any(said in detail for detail in details)


def test_a_next_page_on_another_host_is_refused(tmp_path: Path) -> None:
    verdict = burst(tmp_path, FaultKind.NEXT_ELSEWHERE)
    assert verdict.windows_complete == verdict.windows_failed == 0
    assert "off_host" in verdict.errors[0]


@pytest.mark.parametrize("source", BOTH)
def test_a_short_page_that_leads_to_itself_is_the_last(tmp_path: Path, source: str) -> None:
    rows = releases(60)
    with SamplePortal({source: rows}, [PortalFault(FaultKind.NEXT_CYCLIC, times=None)]) as portal:
        assert run(tmp_path, portal)[source].is_ok
    assert len(portal.requests) == len(["robots.txt", "the day"])


@pytest.mark.parametrize("source", BOTH)
def test_a_portal_that_always_leads_to_another_host_is_read_and_not_believed(tmp_path: Path, source: str) -> None:
    rows = releases(60, span=8 * DAY)
    with SamplePortal({source: rows}, [PortalFault(FaultKind.NEXT_ELSEWHERE, times=None)]) as portal:
        verdict = run(tmp_path, portal, until=MONDAY + 8 * DAY)[source]
    assert (verdict.windows_incomplete, verdict.windows_failed, verdict.finish_reason) == (8, 0, "finished")
    assert landed_ids(tmp_path, source) == {row["id"] for row in rows}


# -- numbers ----------------------------------------------------------------------------------------------------------


def test_a_notice_that_the_listing_hides_is_asked_for_by_its_number(tmp_path: Path) -> None:
    rows = releases(150)
    with SamplePortal({"find_a_tender": rows}, hidden={rows[70]["id"]}) as portal:
        assert run(tmp_path, portal)["find_a_tender"].is_ok
    assert len(landed_ids(tmp_path, "find_a_tender")) == 150


def test_what_a_cursor_lost_is_found_by_its_number(tmp_path: Path) -> None:
    second = (MONDAY + DAY / 2).replace(microsecond=0)
    rows = releases(250, start=second, span=DAY * 0)
    with SamplePortal({"find_a_tender": rows}, [PortalFault(FaultKind.NEXT_SKIPS, times=None)]) as portal:
        verdict = run(tmp_path, portal)["find_a_tender"]
    assert verdict.windows_incomplete >= 1
    assert landed_ids(tmp_path, "find_a_tender") == {row["id"] for row in rows}


def test_a_number_that_the_portal_does_not_know_is_listed_as_missing(tmp_path: Path) -> None:
    rows = releases(150)
    with SamplePortal({"find_a_tender": rows[:70] + rows[71:]}) as portal:
        assert run(tmp_path, portal)["find_a_tender"].missing == 1
    assert ledger(tmp_path, "find_a_tender")[-1]["missing"] == [rows[70]["id"]]


def test_numbers_are_checked_by_the_next_run_if_the_last_one_did_not_come_to_it(tmp_path: Path) -> None:
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = releases(150, start=today - 2 * DAY)
    path = tmp_path / "landing" / "find_a_tender" / "ledger.jsonl"
    with SamplePortal({"find_a_tender": rows}, hidden={rows[70]["id"]}) as portal:
        run(tmp_path, portal, today - 2 * DAY, today - DAY)
        unchecked = [line for line in path.read_bytes().splitlines(keepends=True) if b"notice_numbers" not in line]
        path.write_bytes(b"".join(unchecked))
        run(tmp_path, portal, None, None, run_id="next")
    checks = [line for line in ledger(tmp_path, "find_a_tender") if line["check"]]
    assert [check["numbers"] for check in checks if check["numbers"]] == [{str(today.year): "71"}]


# -- TLS --------------------------------------------------------------------------------------------------------------


class _Empty(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """A portal whose certificate nobody has signed."""
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout key.pem -out cert.pem"
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server = HTTPServer(("127.0.0.1", 0), _Empty)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_certificate_that_nobody_signed_is_reported_and_not_accepted(tmp_path: Path, self_signed: str) -> None:
    with SamplePortal({"find_a_tender": []}) as portal:
        started = time.monotonic()
        verdict = run(tmp_path, portal, environ={"SVMONITOR_PORTALS__FIND_A_TENDER": self_signed})["find_a_tender"]
    assert verdict.finish_reason == "portal_closed"
    assert "certificate" in verdict.errors[0]
    assert time.monotonic() - started < 10


ENCODINGS, STATUSES = ("gzip", "br", "zstd", "deflate"), (200, 302, 429, 500)


@pytest.mark.parametrize(
    ("status", "encoding"),
    [
        pytest.param(status, encoding, marks=[] if status == 200 or encoding == "br" else pytest.mark.long)
        for status in STATUSES
        for encoding in ENCODINGS
    ],
)
def test_an_answer_not_packed_as_it_says_is_asked_again(tmp_path: Path, encoding: str, status: int) -> None:
    fault = PortalFault(FaultKind.NOT_PACKED, status=status, encoding=encoding, times=1 if status == 302 else 2)
    with SamplePortal({"find_a_tender": releases(20, span=2 * DAY)}, [fault]) as portal:
        verdict = run(tmp_path, portal, until=MONDAY + 2 * DAY)["find_a_tender"]
    assert verdict.finish_reason == "finished"
    assert verdict.is_ok is (status != 302)  # a redirect to what is not there is final; the other windows go on
    assert verdict.windows_complete > 0
    kept = {envelope["fault"] for envelope, _ in landed(tmp_path, "find_a_tender", "fault")}
    assert kept == {{200: "not_unpacked", 302: "http_404", 429: "http_429", 500: "http_500"}[status]}


def test_a_notice_that_no_list_can_hold_costs_its_quarter_of_an_hour_alone(tmp_path: Path) -> None:
    rows = releases(60, span=2 * DAY)
    poisoned = rows[17]["id"]
    with SamplePortal({"contracts_finder": rows}, poisoned=[poisoned]) as portal:
        environ = {"SVMONITOR_CRAWLER__RETRIES": "1"}
        verdict = run(tmp_path, portal, until=MONDAY + 2 * DAY, environ=environ)["contracts_finder"]
    assert verdict.finish_reason == "finished"
    assert landed_ids(tmp_path, "contracts_finder") == {row["id"] for row in rows} - {poisoned}
    failed = [line for line in ledger(tmp_path, "contracts_finder") if line["state"] == "failed"]
    assert len(failed) == 1


def test_a_broken_release_costs_no_other_and_leaves_its_window_open(tmp_path: Path) -> None:
    rows = releases(20, span=DAY)
    fault = PortalFault(FaultKind.BROKEN_RELEASE, times=1)
    with SamplePortal({"contracts_finder": rows}, [fault]) as portal:
        verdict = run(tmp_path, portal)["contracts_finder"]
        assert (verdict.windows_incomplete, verdict.finish_reason) == (1, "finished")
        assert verdict.errors[0].endswith("1 release cannot be read")
        again = run(tmp_path, portal, run_id="next")["contracts_finder"]
    assert (verdict.releases, again.is_ok, again.releases) == (20, True, 20)
