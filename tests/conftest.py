"""Fixtures shared by all rooms."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Folder of real notices and labelled passages kept beside the project; the test is skipped without it."""
    folder = Path(os.environ.get("SVMONITOR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "notices").is_dir():
        pytest.skip("real notices are not here: set SVMONITOR_SHARED to the folder that holds notices/ and gold/")
    return folder
