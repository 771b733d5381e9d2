"""Fixtures of the store's tests."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from store.database import open_writer
from tests.store.builders import begin


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new writer's database at `tmp_path/home`."""
    with open_writer(begin(tmp_path / "home")) as opened:
        yield opened
