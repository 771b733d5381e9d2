"""Pages that end in a cycle: the window stays open, and what they hide is asked for number by number."""

from pathlib import Path
from typing import Any

import pytest

from crawler.base_spiders import numbered
from crawler.sample.faults import FaultKind, PortalFault
from crawler.sample.portal import SamplePortal
from tests.crawler.building import DAY, MONDAY, landed_ids, ledger, release, releases, run

pytestmark = pytest.mark.usefixtures("_forked_crawls")

NOON = MONDAY + DAY / 2
CYCLE = [PortalFault(FaultKind.NEXT_CYCLIC, times=None)]


def burst(first: int, count: int) -> list[dict[str, Any]]:
    """Releases of one second, which time cannot part."""
    return [release(number, NOON) for number in range(first, first + count)]


def last_check(home: Path) -> dict[str, Any]:
    return [line for line in ledger(home, "find_a_tender") if line["check"]][-1]


def test_numbers_beyond_those_seen_are_tried_where_no_other_day_is_known(tmp_path: Path) -> None:
    rows = burst(1, 150)
    with SamplePortal({"find_a_tender": rows}, CYCLE) as portal:
        verdict = run(tmp_path, portal)["find_a_tender"]
    assert landed_ids(tmp_path, "find_a_tender") == {row["id"] for row in rows}
    assert verdict.windows_incomplete >= 1  # that nothing more is there cannot be known
    assert "50 more beyond them" in last_check(tmp_path)["proof"][0]["detail"]


def test_numbers_of_other_days_are_not_asked_for(tmp_path: Path) -> None:
    other = [release(number, MONDAY - 3 * DAY) for number in range(1, 500)]
    with SamplePortal({"find_a_tender": [*other, *burst(500, 120)]}, CYCLE) as portal:
        run(tmp_path, portal)
    numbers = [asked.path for asked in portal.requests if asked.path.endswith("-2026")]
    assert len(numbers) == 20 + 1 + numbered._MOST_UNKNOWN
    assert {row["id"] for row in burst(500, 120)} < landed_ids(tmp_path, "find_a_tender")


def test_what_is_too_much_for_one_run_is_asked_for_by_the_next(tmp_path: Path) -> None:
    count = 100 + numbered._MOST_ASKED + 60
    before = releases(20, MONDAY - DAY)
    with SamplePortal({"find_a_tender": [*before, *burst(21, count)]}, CYCLE) as portal:
        run(tmp_path, portal, MONDAY - DAY)
        assert last_check(tmp_path)["state"] == "failed"
        assert len(landed_ids(tmp_path, "find_a_tender")) == 20 + count - 60
        run(tmp_path, portal, MONDAY - DAY, run_id="next")
    assert len(landed_ids(tmp_path, "find_a_tender")) == 20 + count
    assert last_check(tmp_path)["missing"] == []


def test_as_many_as_pages_hold_are_proven_by_pages_of_another_length(tmp_path: Path) -> None:
    with SamplePortal({"find_a_tender": burst(1, 200)}) as portal:
        assert run(tmp_path, portal)["find_a_tender"].is_ok
