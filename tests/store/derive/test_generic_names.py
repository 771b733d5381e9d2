"""A name of nothing but generic words is nobody's, and a resemblance yields to postcode and region together."""

from collections.abc import Iterator

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import buyer, rows, writer

GENERIC = [
    *(
        "City Council",
        "The City Council",
        "Council of the City",
        "The Council",
        "Council",
        "Borough Council",
        "County Council",
    ),
    *(
        "Council of the Borough",
        "Metropolitan Borough Council",
        "MBC",
        "City of",
        "The City",
        "City Corporation",
        "Corporation",
    ),
    *(
        "NHS Trust",
        "NHS Foundation Trust",
        "NHS",
        "University Hospitals NHS Trust",
        "City and County Council",
        "Council (City)",
    ),
    *(
        "City Council, Procurement",
        "Procurement, The Council",
        "Combined Authority",
        "Fire and Rescue Authority",
        "Royal Borough",
    ),
]
LEEDS, LONDON = {"postal_code": "LS1 1UR", "region_code": "UKE42"}, {"postal_code": "EC2V 7HH", "region_code": "UKI31"}
# Name and place: the body.
PLACED = [
    ("City of London", LONDON, "E09000001"),
    ("City of London", {}, "E09000001"),
    ("City of London", {"postal_code": "LS1 1UR"}, "E09000001"),  # one sign alone may be an agent's
    ("City of London", LEEDS, "city-of-london"),
    ("Lincoln City Council", LEEDS, "lincoln-city-council"),
    ("Leeds Council", LEEDS, "E08000035"),
    ("Leeds City Council", LONDON, "E08000035"),  # the name of the body itself
    ("City Council, Leeds", {}, "E08000035"),
]
SCHEMES = ["GB-CHC (England", "[", "(?P<a", "*", "\\", "^GB", "a|b", "$1", "%", "_", "{}", "'", "\\d+", "GB-COH"]


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for name in GENERIC:
            buyer(con, name, buyer_id=f"leeds {name}", **LEEDS)
            buyer(con, name, buyer_id=f"bristol {name}", postal_code="BS1 5TR", region_code="UKK11")
            buyer(con, name, buyer_id=f"nowhere {name}")
        for number, (name, place, _) in enumerate(PLACED):
            buyer(con, name, buyer_id=f"placed {number}", **place)
        for scheme in SCHEMES:
            buyer(
                con,
                "Leeds City Council",
                buyer_id=f"scheme {scheme}",
                identifier_scheme=scheme,
                identifier=f"{scheme}-12(3",
            )
        derive(con)
        yield con


def body(con: duckdb.DuckDBPyConnection, buyer_id: str) -> object:
    return rows(con, "SELECT authority_id FROM core.buyer_match WHERE buyer_id = ?", [buyer_id])[0][0]


@pytest.mark.parametrize("name", GENERIC)
def test_generic_name_is_matched_to_no_body(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    found = rows(
        derived, "SELECT DISTINCT method FROM core.buyer_match JOIN core.buyer USING (buyer_id) WHERE name = ?", [name]
    )
    assert found == [("own_name",)]


@pytest.mark.parametrize("name", GENERIC)
def test_generic_names_of_two_places_are_two_bodies(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert body(derived, f"leeds {name}") != body(derived, f"bristol {name}")


@pytest.mark.parametrize("number", range(len(PLACED)))
def test_resemblance_yields_to_postcode_and_region(derived: duckdb.DuckDBPyConnection, number: int) -> None:
    assert body(derived, f"placed {number}") == PLACED[number][2]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_is_compared_as_plain_text(derived: duckdb.DuckDBPyConnection, scheme: str) -> None:
    assert body(derived, f"scheme {scheme}") == "E08000035"


def test_scheme_in_front_of_its_identifier_is_taken_off() -> None:
    with writer() as con:
        buyer(con, "Highways", identifier_scheme="GB-LAE", identifier="GB-LAE-KWL")
        derive(con)
        assert rows(con, "SELECT authority_id FROM core.buyer_match") == [("E08000011",)]
