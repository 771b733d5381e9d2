"""Fixtures shared by all rooms."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--headless",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Folder of real notices and labelled passages kept beside the project; the test is skipped without it."""
    folder = Path(os.environ.get("SVMONITOR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "notices").is_dir():
        pytest.skip("real notices are not here: set SVMONITOR_SHARED to the folder that holds notices/ and gold/")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for every test of a process."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: install chromium so that {CHROMIUM} is there")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()
