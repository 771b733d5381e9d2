"""Public bodies: the same body under every spelling, and the kind and nation of each."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import buyer, rows, writer

KNOWSLEY, DURHAM, LAMBETH = "E08000011", "E06000047", "E09000022"
SPELLINGS = {
    "Knowsley Metropolitan Borough Council": KNOWSLEY,
    "KNOWSLEY METROPOLITAN BOROUGH COUNCIL": KNOWSLEY,
    "Knowsley MBC": KNOWSLEY,
    "Knowsley Council": KNOWSLEY,
    "Metropolitan Borough of Knowsley": KNOWSLEY,
    "Durham County Council": DURHAM,
    "County Durham Council": DURHAM,
    "The County Council of Durham": DURHAM,
    "Corporate Procurement, Durham County Council": DURHAM,
    "London Borough of Lambeth": LAMBETH,
    "LB Lambeth": LAMBETH,
    "Lambeth Council": LAMBETH,
    "London Borough of Lambeth (Housing)": LAMBETH,
    "London Borough of Lambeth Adult Social Care": LAMBETH,
    "Lambeth  London-Borough": LAMBETH,
    "Cheshire East Borough Council": "E06000049",
    "East Herts Council": "E07000242",
}
# Name: kind, how it is known, nation.
KINDS = {
    "Kent County Council": ("county", "reference", "England"),
    "Glasgow City Council": ("unitary", "reference", "Scotland"),
    "Belfast City Council": ("district", "reference", "Northern Ireland"),
    "Department for Transport": ("central_department", "reference", "UK"),
    "NHS South Yorkshire Integrated Care Board": ("icb", "reference", "England"),
    "Marlbrook NHS Foundation Trust": ("nhs_trust", "inferred", "England"),
    "Ashfordshire Fire and Rescue Service": ("fire", "inferred", None),
    "Marlbrook Academy Trust": ("school", "inferred", None),
    "Upper Marlbrook Parish Council": ("parish", "inferred", None),
    "University of Marlbrook": ("university", "inferred", None),
    "Marlbrook Housing Association": ("housing_association", "inferred", None),
    "Ministry of Ordinary Affairs": ("central_department", "inferred", "UK"),
    "Marlbrook Passenger Transport Executive": ("utility", "inferred", None),
    "Marlbrook Trustees": ("other", "unknown", None),
    "Marlbrook (Tai) Cyf": ("housing_association", "inferred", None),
    "Marlbrook Police Federation": ("other", "inferred", None),
}
# Buyer as published: the nation that follows.
PLACES: dict[str, tuple[dict[str, Any], str | None]] = {
    "Somebody by region": ({"region_code": "UKM82"}, "Scotland"),
    "Somebody by postcode": ({"postal_code": "CF10 4UW"}, "Wales"),
    "Somebody by country": ({"country": "Northern Ireland"}, "Northern Ireland"),
    "Somebody by rules": ({"devolved_regulations": "GB-WLS"}, "Wales"),
    "Somebody by portal": ({"source": "public_contracts_scotland"}, "Scotland"),
    "Somebody abroad": ({"country": "Jersey"}, "Overseas"),
    "Somebody in Jersey": ({"country": "United Kingdom", "postal_code": "JE1 1BY"}, "Overseas"),
    "Somebody anywhere": ({}, None),
}


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for name in (*SPELLINGS, *KINDS):
            buyer(con, name)
        for name, (values, _) in PLACES.items():
            buyer(con, name, **values)
        buyer(con, "Highways Team", identifier_scheme="GB-LAE", identifier="kwl")
        buyer(con, "Ordinary Data Office", ca_type="publicAuthorityCentralGovernment")
        buyer(con, "Holy Trinity School", buyer_id="school-1", region_code="UKC11")
        buyer(con, "Holy Trinity School", buyer_id="school-2", region_code="UKI31")
        derive(con)
        yield con


def body(con: duckdb.DuckDBPyConnection, name: str, columns: str) -> tuple[object, ...]:
    sql = f"""
        SELECT {columns} FROM core.buyer b JOIN core.buyer_match m USING (buyer_id)
        JOIN core.authority a USING (authority_id) WHERE b.name = ?
    """
    return rows(con, sql, [name])[0]


@pytest.mark.parametrize("name", SPELLINGS)
def test_spelling(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert body(derived, name, "authority_id") == (SPELLINGS[name],)


@pytest.mark.parametrize("name", KINDS)
def test_kind_and_nation(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert body(derived, name, "kind, kind_basis, nation") == KINDS[name]


@pytest.mark.parametrize("name", PLACES)
def test_nation_by_place(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert body(derived, name, "nation") == (PLACES[name][1],)


def test_identifier_outweighs_name(derived: duckdb.DuckDBPyConnection) -> None:
    assert body(derived, "Highways Team", "authority_id, method") == (KNOWSLEY, "identifier")


@pytest.mark.parametrize(
    ("name", "method"),
    [("Durham County Council", "name"), ("County Durham Council", "alias"), ("Marlbrook Trustees", "own_name")],
)
def test_method(derived: duckdb.DuckDBPyConnection, name: str, method: str) -> None:
    assert body(derived, name, "method") == (method,)


def test_published_type_decides_where_words_do_not(derived: duckdb.DuckDBPyConnection) -> None:
    found = body(derived, "Ordinary Data Office", "kind, kind_basis, is_central")
    assert found == ("arms_length_body", "published", True)


def test_one_name_on_the_page_for_all_spellings(derived: duckdb.DuckDBPyConnection) -> None:
    assert body(derived, "Knowsley MBC", "a.name") == ("Knowsley Metropolitan Borough Council",)


def test_schools_of_one_name_in_two_regions_are_two_bodies(derived: duckdb.DuckDBPyConnection) -> None:
    found = rows(derived, "SELECT DISTINCT authority_id FROM core.buyer_match WHERE buyer_id LIKE 'school-%'")
    assert len(found) == 2
