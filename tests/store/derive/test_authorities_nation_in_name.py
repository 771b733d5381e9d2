"""A name that several nations share, written with its nation or as an acronym."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, buyer, notice, rows, writer

BELFAST: dict[str, Any] = {"region_code": "UKN06"}
LONDON: dict[str, Any] = {"region_code": "UKI32"}
GLASGOW: dict[str, Any] = {"region_code": "UKM82"}
CARDIFF: dict[str, Any] = {"postal_code": "CF10 3NQ"}
HEALTH_NI = "Department of Health (Northern Ireland)"


class Case(NamedTuple):
    """A buyer as published; the body, and whether the Act may apply to what it buys."""

    name: str
    place: dict[str, Any]
    body: str
    is_in_scope: bool | None


CASES = [
    *(
        Case(name, place, HEALTH_NI, False)
        for name in (
            "Department of Health (NI)",
            "Department of Health NI",
            "NI Department of Health",
            "Northern Ireland Department of Health",
            "Department of Health for Northern Ireland",
        )
        for place in ({}, LONDON)
    ),
    Case("Dept of Education NI", {}, "Department of Education (Northern Ireland)", False),
    Case("Department of Justice - NI", {}, "Department of Justice (Northern Ireland)", False),
    Case("Department for Communities NI", {}, "Department for Communities (Northern Ireland)", False),
    Case("Charity Commission NI", {}, "Charity Commission for Northern Ireland", False),
    Case("Arts Council NI", {}, "Arts Council of Northern Ireland", False),
    Case("Department for Regional Rates (NI)", {}, "Department for Regional Rates (NI)", False),
    Case("Arts Council for Wales", {}, "Arts Council of Wales", False),
    Case("Arts Council Wales", LONDON, "Arts Council of Wales", False),
    Case("Environment Agency Wales", {}, "Natural Resources Wales", False),
    Case("Forestry Commission Wales", {}, "Natural Resources Wales", False),
    Case("Scottish Arts Council", {}, "Creative Scotland", False),
    Case("Audit Office for Scotland", {}, "Audit Scotland", False),
    Case("Forestry Commission Scotland", {}, "Scottish Forestry", False),
    Case("Arts Council of England", {}, "Arts Council England", True),
    # Acronyms.
    Case("DoH", BELFAST, HEALTH_NI, False),
    Case("DoH", LONDON, "DoH", None),
    Case("DfE", BELFAST, "Department for the Economy (Northern Ireland)", False),
    Case("DfE", LONDON, "Department for Education", True),
    Case("DfE", {}, "Department for Education", True),
    Case("HSE", BELFAST, "Health and Safety Executive for Northern Ireland", False),
    Case("HSE", GLASGOW, "Health and Safety Executive", True),
    # Bodies with offices in all nations, and services of one.
    *(
        Case("Electoral Commission", place, "Electoral Commission", True)
        for place in (BELFAST, GLASGOW, CARDIFF, LONDON, {})
    ),
    Case("Probation Service", BELFAST, "Probation Board for Northern Ireland", False),
    Case("Probation Service", LONDON, "National Probation Service", True),
    Case("Land Registry", GLASGOW, "Registers of Scotland", False),
    Case("Land Registry", {}, "HM Land Registry", True),
    Case("HM Land Registry", GLASGOW, "HM Land Registry", True),
]


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for number, case in enumerate(CASES):
            buyer_id = buyer(con, case.name, buyer_id=f"b{number:03d}", **case.place)
            notice(con, f"p{number:03d}", **IN_SCOPE, buyer_id=buyer_id)
        derive(con)
        yield con


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{CASES[number].name} {CASES[number].place}")
def test_whose_name(derived: duckdb.DuckDBPyConnection, number: int) -> None:
    sql = """
        SELECT a.name, s.is_in_scope FROM core.process p
        JOIN core.authority a USING (authority_id) JOIN core.process_scope s USING (ocid) WHERE ocid = ?
    """
    case = CASES[number]
    assert rows(derived, sql, [f"p{number:03d}"]) == [(case.body, case.is_in_scope)]


def test_every_nation_has_its_forms(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT DISTINCT nation FROM ref_nation_forms WHERE form LIKE '%{}%' ORDER BY nation"
    assert rows(derived, sql) == [("England",), ("Northern Ireland",), ("Scotland",), ("Wales",)]
