"""A site made once from invented data, and its pages as soup."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from html import escape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from duckdb import DuckDBPyConnection

from reports import drawing
from reports.charts.canvas import Canvas
from reports.pages import all_pages
from reports.pages.bodies import map as map_pages
from reports.run import ReportSummary, report
from reports.snapshot import directory
from store.reference.known_bodies import known_bodies
from tests.reports.builders import realistic

FEW = frozenset(
    {
        "E09000022",  # Lambeth
        "E06000047",  # Durham
        "E08000011",  # Knowsley
        "W06000001",  # Isle of Anglesey
        "E07000213",  # Spelthorne, which ends in 2027
        "E07000205", "E07000244",  # Suffolk Coastal and its successor
        "E10000002", "E06000060",  # Buckinghamshire, the county and the unitary
        "E07000223", "E10000013",  # Adur, Gloucestershire
        "E47000001", "QKK", "durham-university",
    }
)  # fmt: skip


@contextmanager
def light_sites() -> Iterator[None]:
    """Sites of tests answer for a dozen of the two thousand bodies of our lists, and their pictures are stand-ins."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "FEW", 10_000)  # all in this process
        patch.setattr(
            drawing, "png", lambda svg, _scale: b"PNG of " + sha256(svg.encode()).digest()
        )  # drawing takes long
        few = [body for body in known_bodies() if body.authority_id in FEW]
        patch.setattr(directory, "known_bodies", lambda: few)
        yield


@contextmanager
def light_charts() -> Iterator[None]:
    """Charts are their words: to draw them is half of a small site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Canvas, "svg", lambda _self, title, text: f"<svg>{escape(title)} {escape(text)}</svg>")
        patch.setattr(all_pages, "draw_funnels", lambda _kinds: {})
        patch.setattr(map_pages, "hexagon_map", lambda *_: {"wide": "<svg/>", "narrow": "<svg/>"})
        yield


@pytest.fixture
def _light_charts() -> Iterator[None]:
    """For tests of sites whose charts nobody looks at."""
    with light_charts():
        yield


@pytest.fixture(scope="session", autouse=True)
def _light_sites() -> Iterator[None]:
    with light_sites():
        yield


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
