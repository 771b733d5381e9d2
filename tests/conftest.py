"""Fixtures shared by all rooms."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.classifier.one_engine import one_engine
from tests.store.builders import begun_from_one
from tests.store.lean import bare
from tests.store.made_once import bodies_made_once
from tests.store.one_thread import one_thread

# What tests start shares what is compiled, whatever the machine says: each command would compile all anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

CHROMIUM = Path("/usr/bin/chromium")
# Modules that take the longest, which begin first: a worker that gets one last leaves the others idle.
LONG = (
    "test_whole_way.py", "test_changes.py", "test_files.py", "test_browser.py", "test_small_demo.py",
    "test_renewal.py", "test_renewed.py", "test_matching.py", "test_known.py", "test_publish.py", "test_lake_write.py",
    "test_lake_writers.py", "test_versions.py", "test_killed.py", "test_derive_changes.py", "test_health.py",
    "test_faults.py", "test_kept.py", "test_surroundings.py", "test_mutants.py", "test_without_extras.py",
    "test_front_door.py",
)  # fmt: skip
QUIET = (
    "--no-sandbox",
    "--headless",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long modules first."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: a seventh of the time they wait, for a portal, a disk or a process of their own."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Folder of real notices and labelled passages kept beside the project; the test is skipped without it."""
    folder = Path(os.environ.get("SVMONITOR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "notices").is_dir():
        pytest.skip("real notices are not here: set SVMONITOR_SHARED to the folder that holds notices/ and gold/")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _bodies_made_once() -> Iterator[None]:
    with bodies_made_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """What commands make or load anew each time, made once for all that this process calls."""
    with one_thread(), begun_from_one(), one_engine():
        yield


@pytest.fixture(scope="module")
def _bare_tables() -> Iterator[None]:
    """For modules that publish and read no comments: tables are made without what they are said to be."""
    with bare():
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for every test of a process."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: install chromium so that {CHROMIUM} is there")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()
