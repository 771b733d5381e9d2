"""A site made once from invented data, and its pages as soup."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from duckdb import DuckDBPyConnection

from reports.run import ReportSummary, report
from tests.reports.builders import realistic


@pytest.fixture(scope="session")
def snapshot() -> Iterator[DuckDBPyConnection]:
    with realistic(is_sample="true") as con:
        yield con


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, snapshot: DuckDBPyConnection) -> Path:
    folder = tmp_path_factory.mktemp("site")
    report(snapshot, folder, week="2026-W46")
    report(snapshot, folder)
    return folder


@pytest.fixture(scope="session")
def summary(site: Path, snapshot: DuckDBPyConnection) -> ReportSummary:
    return report(snapshot, site)


@pytest.fixture(scope="session")
def page(site: Path) -> BeautifulSoup:
    return soup_of(site / "editions" / "2026-W47" / "index.html")


def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
