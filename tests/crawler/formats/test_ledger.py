"""The ledger file, and what is due by it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from crawler.formats.ledger import FIRST_RUN, Ledger, Line, State
from crawler.formats.windows import Window
from crawler.home.disk import DiskWriter

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EARLIEST = datetime(2021, 1, 1, tzinfo=UTC)


def line(
    since: datetime, until: datetime, state: State = "complete", asked_at: datetime = NOON, **more: object
) -> Line:
    return Line(
        source="find_a_tender",
        window=Window(since, until),
        run_id="run",
        asked_at=asked_at,
        ended_at=asked_at,
        state=state,
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def disk() -> DiskWriter:
    return DiskWriter()


@pytest.fixture
def ledger(tmp_path: Path, disk: DiskWriter) -> Ledger:
    return Ledger(tmp_path / "find_a_tender" / "ledger.jsonl", disk)


def read_again(ledger: Ledger, disk: DiskWriter) -> Ledger:
    disk.close()
    return Ledger(ledger.path, DiskWriter())


def test_the_first_run_asks_the_last_28_days(ledger: Ledger) -> None:
    assert ledger.due(NOON, EARLIEST) == [Window(NOON - FIRST_RUN, NOON)]


def test_nothing_is_asked_from_before_the_portal_began(ledger: Ledger) -> None:
    assert ledger.due(EARLIEST + DAY, EARLIEST) == [Window(EARLIEST, EARLIEST + DAY)]


def test_the_next_run_goes_on_where_the_last_one_ended(ledger: Ledger) -> None:
    ledger.append(line(NOON - 6 * HOUR, NOON))
    assert ledger.due(NOON + HOUR, EARLIEST) == [Window(NOON, NOON + HOUR)]


def test_it_goes_on_after_two_months_as_well(ledger: Ledger) -> None:
    ledger.append(line(NOON - 6 * HOUR, NOON, asked_at=NOON + 60 * DAY))
    assert ledger.due(NOON + 60 * DAY, EARLIEST) == [Window(NOON, NOON + 60 * DAY)]


@pytest.mark.parametrize("state", ["failed", "incomplete", "split"])
def test_what_was_not_proven_complete_is_due_first(ledger: Ledger, state: State) -> None:
    ledger.append(line(NOON - 3 * HOUR, NOON - 2 * HOUR, state))
    ledger.append(line(NOON - 2 * HOUR, NOON))
    assert ledger.due(NOON, EARLIEST) == [Window(NOON - 3 * HOUR, NOON - 2 * HOUR)]


def test_a_split_window_is_done_when_its_parts_are(ledger: Ledger) -> None:
    ledger.append(line(NOON - 2 * HOUR, NOON, "split"))
    ledger.append(line(NOON - 2 * HOUR, NOON - HOUR))
    ledger.append(line(NOON - HOUR, NOON))
    assert ledger.due(NOON, EARLIEST) == []


def test_the_part_of_a_split_window_that_was_not_reached_is_due(ledger: Ledger) -> None:
    ledger.append(line(NOON - 2 * HOUR, NOON, "split"))
    ledger.append(line(NOON - 2 * HOUR, NOON - HOUR))
    assert ledger.due(NOON, EARLIEST) == [Window(NOON - HOUR, NOON)]


def test_the_latest_line_about_a_window_counts(ledger: Ledger) -> None:
    ledger.append(line(NOON - HOUR, NOON, "failed"))
    ledger.append(line(NOON - HOUR, NOON))
    assert ledger.due(NOON, EARLIEST) == []


@pytest.mark.parametrize("after", [DAY, 7 * DAY, 30 * DAY])
def test_a_window_is_read_again_in_time(ledger: Ledger, after: timedelta) -> None:
    asked_at = NOON + after - HOUR
    ledger.append(line(NOON - HOUR, NOON, asked_at=asked_at))
    ledger.append(line(NOON, NOON + 31 * DAY, asked_at=NOON + 90 * DAY))
    assert ledger.due(NOON + after - HOUR, EARLIEST) == []
    assert ledger.due(NOON + after, EARLIEST) == [Window(NOON - HOUR, NOON)]


def test_a_window_read_a_month_after_its_end_is_not_read_again(ledger: Ledger) -> None:
    ledger.append(line(NOON - HOUR, NOON, asked_at=NOON + 31 * DAY))
    ledger.append(line(NOON, NOON + 60 * DAY, asked_at=NOON + 99 * DAY))
    assert ledger.due(NOON + 60 * DAY, EARLIEST) == []


def test_only_whole_windows_are_read_again(ledger: Ledger) -> None:
    ledger.append(line(NOON - 2 * HOUR, NOON, asked_at=NOON))
    ledger.append(line(NOON, NOON + 2 * HOUR, asked_at=NOON + 2 * HOUR))
    ledger.append(line(NOON + 2 * HOUR, NOON + 31 * DAY, asked_at=NOON + 90 * DAY))
    assert ledger.due(NOON + DAY + HOUR, EARLIEST) == [Window(NOON - 2 * HOUR, NOON)]


def test_what_was_read_before_is_asked_in_the_same_windows(ledger: Ledger, disk: DiskWriter) -> None:
    ledger.append(line(NOON - 3 * HOUR, NOON, "split"))
    ledger.append(line(NOON - 3 * HOUR, NOON - 2 * HOUR))
    ledger.append(line(NOON - 2 * HOUR, NOON - HOUR, "failed"))
    ledger.append(line(NOON - HOUR, NOON))
    again = read_again(ledger, disk)
    assert again.tiles(Window(NOON - 3 * HOUR, NOON)) == [
        Window(NOON - 3 * HOUR, NOON - 2 * HOUR),
        Window(NOON - HOUR, NOON),
    ]
    assert again.tiles(Window(NOON - 3 * HOUR, NOON - HOUR / 2)) == [Window(NOON - 3 * HOUR, NOON - 2 * HOUR)]


def test_windows_that_overlap_are_not_asked_both(ledger: Ledger, disk: DiskWriter) -> None:
    ledger.append(line(NOON - 3 * HOUR, NOON - 2 * HOUR))
    ledger.append(line(NOON - 3 * HOUR, NOON))
    ledger.append(line(NOON - HOUR, NOON + HOUR))
    assert read_again(ledger, disk).tiles(Window(NOON - 3 * HOUR, NOON + HOUR)) == [Window(NOON - 3 * HOUR, NOON)]


def test_a_check_does_not_make_a_window_complete(ledger: Ledger) -> None:
    ledger.append(line(NOON - 2 * HOUR, NOON, "failed"))
    ledger.append(line(NOON - 2 * HOUR, NOON, check="notice_numbers"))
    assert ledger.due(NOON, EARLIEST) == [Window(NOON - 2 * HOUR, NOON)]


def test_what_was_written_is_read_again(ledger: Ledger, disk: DiskWriter) -> None:
    ledger.append(line(NOON - HOUR, NOON, numbers={"2026": "1-3,7"}))
    assert read_again(ledger, disk).readings == ledger.readings


def test_a_torn_last_line_is_passed_over_and_not_written_into(ledger: Ledger, disk: DiskWriter) -> None:
    ledger.path.parent.mkdir()
    ledger.path.write_bytes(b'{"ledger":1,"source":"find_a_te')
    ledger.append(line(NOON - HOUR, NOON))
    assert list(read_again(ledger, disk).readings) == [Window(NOON - HOUR, NOON)]


def test_each_line_has_the_keys_that_readers_rely_on(ledger: Ledger, disk: DiskWriter) -> None:
    ledger.append(line(NOON - HOUR, NOON))
    disk.close()
    assert orjson.loads(ledger.path.read_bytes()).keys() >= {
        "ledger", "source", "from", "until", "run_id", "asked_at", "ended_at", "state", "pages", "releases",
        "distinct_ids", "proof", "missing", "error", "files",
    }  # fmt: skip
