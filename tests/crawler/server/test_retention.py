"""What is removed after its time, and that raw pages stay unless the settings say otherwise."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
import zstandard

from crawler.server.retention import remove
from crawler.server.settings import Retention

NOW = datetime(2026, 11, 16, tzinfo=UTC)
LANDING = "landing/ted/2026/01"


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, days_old: int, body: bytes = b"{}") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        envelope = orjson.dumps({"source": "find_a_tender", "sha256": body.decode()})
        path.write_bytes(zstandard.compress(envelope + b"\n" + body) if name.endswith(".zst") else body)
        then = (NOW - timedelta(days=days_old)).timestamp()
        os.utime(path, (then, then))
        return path

    return write


@pytest.mark.parametrize(
    ("name", "days_old", "settings", "is_kept"),
    [
        (f"{LANDING}/a.page.zst", 5000, Retention(), True),
        (f"{LANDING}/a.page.zst", 31, Retention(landing_days=30), False),
        (f"{LANDING}/a.page.zst", 29, Retention(landing_days=30), True),
        (f"{LANDING}/a.fault.zst", 91, Retention(), False),
        (f"{LANDING}/a.fault.zst", 89, Retention(), True),
        (f"{LANDING}/a.fault.zst", 5000, Retention(fault_days=0), True),
        ("runs/r/ted.log", 401, Retention(), False),
        ("runs/r/ted.log", 399, Retention(), True),
        ("landing/ted/ledger.jsonl", 5000, Retention(landing_days=1, run_days=1), True),
    ],
)
def test_what_is_past_its_time_goes(
    name: str, days_old: int, settings: Retention, is_kept: bool, tmp_path: Path, put: Callable[..., Path]
) -> None:
    path = put(name, days_old)
    remove(tmp_path, settings, NOW)
    assert path.exists() == is_kept


def test_thinning_keeps_the_first_of_equal_pages(tmp_path: Path, put: Callable[..., Path]) -> None:
    first, again = put(f"{LANDING}/b.page.zst", 9, b"same"), put(f"{LANDING}/a.page.zst", 2, b"same")
    other = put(f"{LANDING}/c.page.zst", 1, b"other")
    remove(tmp_path, Retention(is_thinned=True), NOW)
    assert [path.exists() for path in (first, again, other)] == [True, False, True]


def test_equal_pages_of_two_portals_stay(tmp_path: Path, put: Callable[..., Path]) -> None:
    paths = [put("landing/ted/a.page.zst", 1), put("landing/sell2wales/a.page.zst", 1)]
    remove(tmp_path, Retention(is_thinned=True), NOW)
    assert all(path.exists() for path in paths)


def test_page_that_cannot_be_read_stays(tmp_path: Path, put: Callable[..., Path]) -> None:
    put(f"{LANDING}/a.page.zst", 1)
    broken = tmp_path / LANDING / "b.page.zst"
    broken.write_bytes(b"broken")
    remove(tmp_path, Retention(is_thinned=True), NOW)
    assert broken.exists()


def test_it_says_what_went(tmp_path: Path, put: Callable[..., Path]) -> None:
    put("runs/r/ted.log", 500, b"12345")
    assert ("logs and verdicts", 1, 5) in remove(tmp_path, Retention(), NOW)
    assert not (tmp_path / "runs" / "r").exists()
