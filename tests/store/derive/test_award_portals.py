"""Awards of one value, day, buyer and supplier on two portals: one by its titles, or two."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.store.builders import rows
from tests.store.ingest.awards import award, awarded, counted, supplier
from tests.store.ingest.notices import tender

# Titles on Find a Tender and Contracts Finder: of the process, and after a bar of the award.
ONE = [
    ("Lease of vans", "Lease of vans"),
    ("Lease of vans", "LEASE OF VANS - DN712345"),
    ("Lease of vans", "Vans (lease) 2026"),
    ("Lease of vans for highways", "Lease of vans"),
    ("Lease of vans", "Contract for the lease of vehicles: vans"),
    ("Catering services", "Award of catering contract"),
    ("School catering", "Catering services for schools"),
    ("Tree surgery|Tree surgery west area", "Tree surgery, west area"),
    ("Grounds upkeep|Lot 2 - Tree surgery", "Tree surgery Lot 2"),
    ("Cleaning", "Cleaning - Lot 2"),
    ("Refurbishment of wards", "Refurbishment of ward"),
    ("Refurbishment of library", "Refurbishement of library"),
    ("Contract award", "Lease of vans"),
]
TWO = [
    ("Lease of vans", "Audit of accounts"),
    ("Cleaning Lot 1", "Cleaning Lot 2"),
    ("Cleaning|Cleaning Lot 1", "Cleaning Lot 2"),
    ("Tree surgery west area", "Tree surgery east area"),
    ("Tree surgery|West area", "Tree surgery|East area"),
    ("Roofs at Hill School", "Roofs at Vale School"),
    ("Taxi route 14", "Taxi route 15"),
    ("Winter service 2025", "Winter service 2026"),
    ("Legal advice on housing", "Legal advice on pensions"),
    ("Supply of desks", "Supply of chairs"),
    ("Phase One groundworks", "Phase Two groundworks"),
]
CASES = [(pair, 1) for pair in ONE] + [(pair, 2) for pair in TWO]


def titled(text: str) -> tuple[str, dict[str, str]]:
    process, _, own = text.partition("|")
    return process, {"title": own} if own else {}


@pytest.fixture(scope="module")
def portals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    given = []
    for number, (pair, _) in enumerate(CASES):
        firm = supplier(f"Ward {number} Trading Ltd", f"0{4000000 + number}")
        idents: tuple[dict[str, str], ...] = (
            {},
            {"ocid": f"ocds-b5fd17-{number}", "id": f"3f2b0f10-0000-4000-8000-{number:012d}-1"},
        )
        for (process, own), ident in zip(map(titled, pair), idents, strict=True):
            made = award("1", firm, **own)
            given.append(awarded(number, firm, awards=[made], tender=tender("x", title=process), **ident))
    with counted(tmp_path_factory.mktemp("portals"), *given) as con:
        yield con


@pytest.mark.parametrize("number", range(len(CASES)))
def test_awards_of_two_portals_by_their_titles(portals: duckdb.DuckDBPyConnection, number: int) -> None:
    titles, count = CASES[number]
    ocids = [awarded(number)["ocid"], f"ocds-b5fd17-{number}"]
    assert rows(portals, "SELECT count(*) FROM out.award WHERE ocid IN (?, ?)", ocids) == [(count,)], titles
