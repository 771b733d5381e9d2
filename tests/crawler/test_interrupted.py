"""A crawl that is interrupted leaves whole files, no children, and the rest to the next run."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.home.lock import hold
from crawler.sample.portal import SamplePortal
from tests.crawler.building import DAY, MONDAY, landed, landed_ids, releases, run

RUN = """
import sys, datetime, pathlib
from crawler.run import crawl
crawl(
    pathlib.Path(sys.argv[1]), ["contracts_finder"], from_=datetime.datetime.fromisoformat(sys.argv[2]),
    until=datetime.datetime.fromisoformat(sys.argv[3]), run_id=sys.argv[4], config_path=None, is_sample=True,
)
"""
WEEKS = 8 * 7 * DAY


def start(home: Path, portal: SamplePortal, run_id: str, delay: float = 0.02) -> subprocess.Popen[bytes]:
    arguments = [str(home), MONDAY.isoformat(), (MONDAY + WEEKS).isoformat(), run_id]
    environ = os.environ | portal.environ() | {"SVMONITOR_PACE__CONTRACTS_FINDER": f'{{"delay": {delay}}}'}
    return subprocess.Popen([sys.executable, "-c", RUN, *arguments], env=environ, stderr=subprocess.DEVNULL)


def wait_for(is_so: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.01)


def has_begun(home: Path) -> bool:
    return any(home.glob("landing/contracts_finder/2*/*/*.page.zst"))


def is_asking(portal: SamplePortal) -> bool:
    count = len(portal.requests)
    time.sleep(0.5)
    return len(portal.requests) > count


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, 143),
        pytest.param(signal.SIGINT, -signal.SIGINT, marks=pytest.mark.long),
        (signal.SIGKILL, -signal.SIGKILL),
    ],
)
def test_no_child_goes_on_without_its_parent(tmp_path: Path, number: int, code: int) -> None:
    with SamplePortal({"contracts_finder": releases(50, span=WEEKS)}) as portal:
        process = start(tmp_path, portal, "x")
        wait_for(lambda: has_begun(tmp_path))
        process.send_signal(number)
        assert process.wait(15) in {code, 1, 130}
        wait_for(lambda: not is_asking(portal), 10)


def test_ctrl_c_is_said_in_one_line(tmp_path: Path) -> None:
    with SamplePortal({"contracts_finder": releases(50, span=WEEKS)}) as portal:
        environ = os.environ | portal.environ() | {"SVMONITOR_PACE__CONTRACTS_FINDER": '{"delay": 0.1}'}
        command = [sys.executable, "-m", "svmonitor", "crawl", "contracts_finder", "--home", str(tmp_path)]
        process = subprocess.Popen(command, env=environ, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: has_begun(tmp_path))
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=15)[1]
    assert process.returncode == 130
    assert "stopped; the next run goes on from here" in said
    assert "Traceback" not in said


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def test_killed_again_and_again_it_ends_with_everything_once(tmp_path: Path) -> None:
    rows = releases(200, span=WEEKS)
    moments = random.Random(7)
    with SamplePortal({"contracts_finder": rows}) as portal:
        for attempt in range(3):
            process = start(tmp_path, portal, f"killed{attempt}")
            pages = len(list(tmp_path.rglob("*.page.zst"))) + moments.randint(1, 12)
            wait_for(lambda pages=pages: len(list(tmp_path.rglob("*.page.zst"))) >= pages)  # type: ignore[misc]
            for child in children_of(process.pid):
                os.kill(child, signal.SIGKILL)
            process.wait(10)
        verdict = run(tmp_path, portal, MONDAY, MONDAY + WEEKS, run_id="last")["contracts_finder"]
    assert verdict.is_ok
    assert landed_ids(tmp_path, "contracts_finder") == {row["id"] for row in rows}
    names = [(envelope["window"]["from"], envelope["page"]) for envelope, _ in landed(tmp_path, "contracts_finder")]
    assert len(names) == len(set(names))


def test_what_one_run_left_open_the_next_one_asks_without_dates(tmp_path: Path) -> None:
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = releases(30, start=today - 3 * DAY, span=3 * DAY)
    with SamplePortal({"contracts_finder": rows}) as portal:
        run(tmp_path, portal, today - 3 * DAY, today)
        path = tmp_path / "landing" / "contracts_finder" / "ledger.jsonl"
        plan, first, second, _third = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(plan + second + first[:40])
        asked = len(portal.requests)
        assert run(tmp_path, portal, None, None, run_id="next")["contracts_finder"].is_ok
    spans = [request.query.get("publishedFrom", "")[:10] for request in portal.requests[asked:]]
    before = [f"{today - days * DAY - DAY:%Y-%m-%d}" for days in (3, 1, 0)]
    assert spans[:3] == ["", before[0], before[1]]
    assert set(spans[3:]) <= {before[2], f"{today:%Y-%m-%d}"}


def test_of_two_runs_the_second_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    with SamplePortal({"contracts_finder": releases(50, span=WEEKS)}) as portal:
        process = start(tmp_path, portal, "first", delay=0.2)
        wait_for(lambda: has_begun(tmp_path))

        def end_the_first(other: str) -> None:
            told.append(other)
            process.terminate()

        verdict = run(tmp_path, portal, run_id="second", tell=end_the_first)["contracts_finder"]
        process.wait(15)
    assert verdict.is_ok
    assert len(told) == 1
    assert "svmonitor crawl contracts_finder" in told[0]


def test_scrapys_own_command_does_not_crawl_beside_a_run(tmp_path: Path) -> None:
    with SamplePortal({"contracts_finder": releases(5)}) as portal:
        with hold(tmp_path, "crawl-contracts_finder", "another run"):
            command = [sys.executable, "-m", "scrapy", "crawl", "contracts_finder", "-a", f"home={tmp_path}"]
            done = subprocess.run(
                command, env=os.environ | portal.environ(), capture_output=True, text=True, check=False
            )
        assert portal.requests == []
    assert "in use by" in done.stderr
    assert "another run" in done.stderr
