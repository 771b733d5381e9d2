"""Every body of our lists has a page at an address that can be read and stays; old addresses lead there."""

from pathlib import Path

import pytest

from reports.run import report
from reports.snapshot.directory import address_of
from store.reference.known_bodies import known_bodies
from tests.reports.builders import process, snapshot_of
from tests.reports.conftest import FEW, soup_of

LAMBETH = {
    "authority_id": "E09000022",
    "authority_name": "London Borough of Lambeth",
    "authority_kind": "london_borough",
}


def test_every_body_of_the_lists_has_a_page(site: Path) -> None:
    for authority_id in FEW:
        page = soup_of(site / address_of(authority_id) / "index.html")
        assert "is known to this monitor" in page.select(".finding")[0].get_text()


def test_one_that_ended_names_its_successor_and_the_other_way_round(site: Path) -> None:
    old, new = (soup_of(site / "authorities" / name / "index.html") for name in ("suffolk-coastal", "east-suffolk"))
    assert "../../authorities/east-suffolk/index.html" in [link["href"] for link in old.select("header a")]
    assert "../../authorities/suffolk-coastal/index.html" in [link["href"] for link in new.select("header a")]
    assert "This authority ended on 31 March 2019" in old.select("#ask")[0].get_text()


def test_other_procurements_that_are_held_are_said(tmp_path: Path) -> None:
    report(snapshot_of([process(1, "R3"), process(2, is_in_scope=False, scope="D1") | LAMBETH]), tmp_path)
    told = soup_of(tmp_path / "authorities/lambeth/index.html").select("main header")[0].get_text()
    assert "1 procurement of it is held that is outside the scope" in told


def test_a_body_met_in_scope_has_its_figures_and_its_old_address_leads_there(tmp_path: Path) -> None:
    report(snapshot_of([process(1, "R3") | LAMBETH]), tmp_path)
    assert soup_of(tmp_path / "authorities/lambeth/index.html").select("#counts")
    moved = soup_of(tmp_path / "authorities/e09000022/index.html")
    assert moved.select("a")[0]["href"] == "../../authorities/lambeth/index.html"
    feeds = [(tmp_path / "authorities" / name / "feed.xml").read_bytes() for name in ("lambeth", "e09000022")]
    assert feeds[0] == feeds[1]


@pytest.mark.parametrize(
    ("authority_id", "address"),
    [
        ("E09000022", "lambeth"),
        ("E06000047", "durham"),
        ("E08000011", "knowsley"),
        ("W06000001", "isle-of-anglesey"),
        ("E06000060", "buckinghamshire"),
        ("E10000002", "buckinghamshire-county-council"),
        ("QKK", "nhs-south-east-london-integrated-care-board"),
        ("sandmere-council", "sandmere-council"),
        ("lambeth", "lambeth-by-name"),
    ],
)
def test_addresses_can_be_read(authority_id: str, address: str) -> None:
    assert address_of(authority_id) == f"authorities/{address}"


def test_no_two_bodies_of_the_lists_share_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    from reports.snapshot import directory

    monkeypatch.setattr(directory, "known_bodies", known_bodies)
    found = directory._known_addresses.__wrapped__()
    assert len(set(found.values())) == len(found) > 2000
    assert all(name.replace("-", "").isalnum() and name.islower() for name in found.values() if not name.isdigit())
