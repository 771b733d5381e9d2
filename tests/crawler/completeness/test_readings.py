"""What the readings of a portal bring: clock changes, late notices, ids that are no key, dates elsewhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from crawler.completeness.window_result import WindowResult
from crawler.formats.pages import Release
from crawler.formats.windows import Window
from crawler.sample.portal import SamplePortal
from tests.crawler.building import DAY, MONDAY, landed_ids, ledger, release, releases, run
from tests.crawler.formats.test_pages import page_of

pytestmark = pytest.mark.usefixtures("_forked_crawls")

FTS = "find_a_tender"


@pytest.mark.parametrize("night", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_nothing_is_lost_or_counted_twice_when_the_clocks_change(tmp_path: Path, night: datetime) -> None:
    rows = releases(400, start=night - timedelta(hours=2), span=timedelta(hours=6))
    with SamplePortal({FTS: rows, "contracts_finder": rows}) as portal:
        verdicts = run(tmp_path, portal, night - DAY, night + DAY)
    assert all(verdict.is_ok for verdict in verdicts.values())
    for source in verdicts:
        assert landed_ids(tmp_path, source) == {row["id"] for row in rows}
        complete = [line for line in ledger(tmp_path, source) if line["state"] == "complete" and not line["check"]]
        assert sum(line["distinct_ids"] for line in complete) == 400


def test_a_night_too_full_to_be_cut_is_not_cut_to_pieces(tmp_path: Path) -> None:
    """More than a page in the hour that happens twice: each part would be asked as the whole of it."""
    night = datetime(2026, 10, 25, tzinfo=UTC)
    rows = releases(260, start=night, span=timedelta(hours=2))
    with SamplePortal({FTS: rows}) as portal:
        assert run(tmp_path, portal, night - DAY, night + DAY)[FTS].is_ok
    assert landed_ids(tmp_path, FTS) == {row["id"] for row in rows}
    assert len(portal.requests) < 30


@pytest.fixture(scope="module")
def reread(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """Two days read when they ended, then a late notice, then a run by the ledger on the next day."""
    home = tmp_path_factory.mktemp("home")
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = releases(20, start=today - 3 * DAY, span=2 * DAY)
    path = home / "landing" / "contracts_finder" / "ledger.jsonl"
    with SamplePortal({"contracts_finder": rows}) as portal:
        run(home, portal, today - 3 * DAY, today - DAY)
        lines = [orjson.loads(line) for line in path.read_bytes().splitlines()]
        for line in lines:
            line["asked_at"] = line["until"]
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
        portal.publish("contracts_finder", [release(500, today - 3 * DAY + timedelta(hours=5))])
        verdict = run(home, portal, None, None, run_id="next")["contracts_finder"]
    assert verdict.is_ok
    return home, {row["id"] for row in rows}


def test_a_late_notice_is_found_by_the_reading_a_day_later(reread: tuple[Path, set[str]]) -> None:
    assert {id_[:6] for id_ in landed_ids(reread[0], "contracts_finder") - reread[1]} == {"000500"}


def test_a_second_reading_says_whether_it_agrees(reread: tuple[Path, set[str]]) -> None:
    proofs = [proof for line in ledger(reread[0], "contracts_finder") for proof in line["proof"]]
    assert [proof["is_proven"] for proof in proofs if proof["kind"] == "second_read"] == [False, True]


def test_one_id_under_two_ocids_is_two_releases() -> None:
    take = WindowResult(Window(MONDAY, MONDAY + DAY), Window(MONDAY, MONDAY + DAY))
    take.pages.append(page_of([Release("ocds-1", "000001-2026", MONDAY), Release("ocds-2", "000001-2026", MONDAY)]))
    assert len(take.own_keys()) == 2


def test_an_edited_notice_that_keeps_an_old_date_belongs_to_the_window_it_came_in() -> None:
    take = WindowResult(Window(MONDAY, MONDAY + DAY), Window(MONDAY - DAY / 24, MONDAY + DAY))
    take.pages.append(page_of([Release("ocds-1", "a", MONDAY - 90 * DAY)]))
    assert take.own_keys() == {("ocds-1", "a")}


def test_what_was_asked_for_to_overlap_belongs_to_the_neighbour() -> None:
    take = WindowResult(Window(MONDAY, MONDAY + DAY), Window(MONDAY - DAY / 24, MONDAY + DAY))
    take.pages.append(page_of([Release("ocds-1", "a", MONDAY - DAY / 48)]))
    assert take.own_keys() == set()
