"""What the site says of editions that are held back, and of those a person released."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import orjson
import pytest
from bs4 import BeautifulSoup
from duckdb import DuckDBPyConnection

from reports.run import report, show_held
from store.errors import StoreError
from store.quality.gate import read_gate_file
from tests.reports.builders import process, snapshot_of

HELD = {"week": "2026-W48", "since": "2026-11-30T06:00:00Z", "reasons": ["only <b>half</b> is proven complete"]}
RELEASED = {"week": "2026-W47", "reason": "closed for works", "released_at": "x", "held_for": ["half is missing"]}


@pytest.fixture(scope="module")
def snapshot() -> Iterator[DuckDBPyConnection]:
    """A few procurements: what is held stands apart from them."""
    with snapshot_of([process(number) for number in range(3)]) as con:
        yield con


def gate(site: Path, **state: object) -> None:
    site.parent.mkdir(parents=True, exist_ok=True)
    (site.parent / "hold.json").write_bytes(orjson.dumps({"holds": [], "releases": [], "refusal": None} | state))


def front(site: Path) -> str:
    return " ".join(BeautifulSoup((site / "index.html").read_text(), "html.parser").get_text(" ").split())


def test_front_page_says_what_is_held_and_why(snapshot: DuckDBPyConnection, tmp_path: Path) -> None:
    site = tmp_path / "published" / "site"
    report(snapshot, site)
    assert "held back" not in front(site)
    gate(site, holds=[HELD])
    show_held(snapshot, site)
    assert "held back. only <b>half</b> is proven complete" in front(site)


def test_front_page_is_quiet_again(snapshot: DuckDBPyConnection, tmp_path: Path) -> None:
    site = tmp_path / "published" / "site"
    gate(site, holds=[HELD])
    report(snapshot, site)
    gate(site)
    report(snapshot, site)
    assert "held back" not in front(site)


def test_site_whose_first_edition_is_held_says_why(tmp_path: Path) -> None:
    site = tmp_path / "published" / "site"
    gate(site, holds=[HELD])
    with duckdb.connect() as empty:
        show_held(empty, site)
    assert "No edition yet The edition of 23 to 29 November 2026 is held back. only <b>half</b>" in front(site)
    style = BeautifulSoup((site / "index.html").read_text(), "html.parser").select_one("link[rel=stylesheet]")
    assert style is not None
    assert (site / str(style["href"])).is_file()


def test_nothing_is_written_where_nothing_is_held(snapshot: DuckDBPyConnection, tmp_path: Path) -> None:
    site = tmp_path / "published" / "site"
    show_held(snapshot, site)
    assert not site.exists()


def test_reason_of_a_release_is_printed_in_the_edition(snapshot: DuckDBPyConnection, tmp_path: Path) -> None:
    site = tmp_path / "published" / "site"
    week = report(snapshot, site).week
    gate(site, releases=[RELEASED | {"week": week}])
    text = BeautifulSoup(report(snapshot, site).path.read_text(), "html.parser").get_text(" ")
    assert "It had been held back: half is missing. Reason given: closed for works" in text


@pytest.mark.parametrize("text", ["", "[]", '{"holds": [{}], "releases": []}'])
def test_file_that_is_not_the_gates(text: str, tmp_path: Path) -> None:
    (tmp_path / "hold.json").write_text(text)
    with pytest.raises(StoreError, match="move it away"):
        read_gate_file(tmp_path / "hold.json")
