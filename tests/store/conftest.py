"""Fixtures of the store's tests."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import duckdb
import pytest

from store.database import open_writer
from tests.store.builders import begin
from tests.store.lean import bare

BARE = {"audit", "derive", "documents", "ingest", "quality", "registers"}


@pytest.fixture(scope="module", autouse=True)
def _bare_where_none_reads_them(request: pytest.FixtureRequest) -> Iterator[None]:
    """In folders whose tests read no comments tables are made without what they are said to be."""
    with bare() if request.path.parent.name in BARE else nullcontext():
        yield


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new writer's database at `tmp_path/home`."""
    with open_writer(begin(tmp_path / "home")) as opened:
        yield opened
