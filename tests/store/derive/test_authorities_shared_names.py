"""Names that bodies of several nations go by: place, devolved rules or an identifier tell whose; else a rule does."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from store.sql_files import rows_of
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

BELFAST: dict[str, Any] = {"region_code": "UKN06", "postal_code": "BT4 3SQ", "country": "Northern Ireland"}
LONDON: dict[str, Any] = {"region_code": "UKI32", "postal_code": "SW1H 0EU", "country": "England"}
CARDIFF: dict[str, Any] = {"postal_code": "CF10 3NQ"}
GLASGOW: dict[str, Any] = {"region_code": "UKM82"}
ABROAD: dict[str, Any] = {"country": "Jersey"}
HEALTH_NI, HEALTH = "Department of Health (Northern Ireland)", "Department of Health and Social Care"
SCHOOLS_NI, SCHOOLS = "Department of Education (Northern Ireland)", "Department for Education"
CHILDREN = "Office of the Children's Commissioner"


class Case(NamedTuple):
    """A buyer as published; the body, its nation, and whether the Act may apply to what it buys."""

    name: str
    place: dict[str, Any]
    body: str
    nation: str | None
    is_in_scope: bool | None


CASES = [
    # Whatever tells the place will do.
    Case("Department of Health", BELFAST, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"region_code": "UKN0"}, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"region_code": "TLN06"}, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"postal_code": "BT4 3SQ"}, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"country": "GB-NIR"}, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"devolved_regulations": "GB-NIR"}, HEALTH_NI, "Northern Ireland", False),
    Case("DEPT. OF HEALTH", BELFAST, HEALTH_NI, "Northern Ireland", False),
    Case("Department for Health", BELFAST, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health - Procurement", BELFAST, HEALTH_NI, "Northern Ireland", False),
    Case("The Department of Health (DoH)", BELFAST, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", LONDON, HEALTH, "UK", True),
    Case("Department of Health", {"postal_code": "LS2 7UE"}, HEALTH, "UK", True),
    Case("Department of Health", {"region_code": "UKL22"}, HEALTH, "UK", True),
    Case("Department for Health", LONDON, HEALTH, "UK", True),
    Case("Department of Health", {}, HEALTH, "UK", True),
    Case("Department of Health", ABROAD, "Department of Health", "Overseas", False),
    Case("Department of Health and Social Care", BELFAST, HEALTH, "UK", True),
    Case("Secretary of State for Health", BELFAST, HEALTH, "UK", True),
    # Departments whose names are near each other.
    Case("Department of Education", BELFAST, SCHOOLS_NI, "Northern Ireland", False),
    Case("Department for Education", BELFAST, SCHOOLS_NI, "Northern Ireland", False),
    Case("Department for Education", LONDON, SCHOOLS, "UK", True),
    Case("Department of Education", LONDON, SCHOOLS, "UK", True),
    Case("Department for Education", {}, SCHOOLS, "UK", True),
    Case("Department of Education", {}, SCHOOLS_NI, "Northern Ireland", False),
    Case("Department of Justice", BELFAST, "Department of Justice (Northern Ireland)", "Northern Ireland", False),
    Case("Department for Justice", BELFAST, "Department of Justice (Northern Ireland)", "Northern Ireland", False),
    Case("Department of Justice", LONDON, "Ministry of Justice", "UK", True),
    Case("Ministry of Justice", BELFAST, "Ministry of Justice", "UK", True),
    Case(
        "Department for Communities",
        BELFAST,
        "Department for Communities (Northern Ireland)",
        "Northern Ireland",
        False,
    ),
    Case("Department for Communities", LONDON, "Ministry of Housing, Communities and Local Government", "UK", True),
    Case("Department of Finance", BELFAST, "Department of Finance (Northern Ireland)", "Northern Ireland", False),
    Case("Department of Finance", {}, "Department of Finance (Northern Ireland)", "Northern Ireland", False),
    Case("Department of Infrastructure", ABROAD, "Department of Infrastructure", "Overseas", False),
    Case(
        "Department for Infrastructure",
        BELFAST,
        "Department for Infrastructure (Northern Ireland)",
        "Northern Ireland",
        False,
    ),
    Case(
        "Department for the Economy",
        BELFAST,
        "Department for the Economy (Northern Ireland)",
        "Northern Ireland",
        False,
    ),
    Case("Department for the Economy", ABROAD, "Department for the Economy", "Overseas", False),
    Case(
        "Department of the Environment",
        BELFAST,
        "Department of Agriculture, Environment and Rural Affairs",
        "Northern Ireland",
        False,
    ),
    Case(
        "Department of Culture, Arts and Leisure",
        BELFAST,
        "Department for Communities (Northern Ireland)",
        "Northern Ireland",
        False,
    ),
    # A department no list knows: in Belfast, in London, nowhere.
    Case("Department for Regional Rates", BELFAST, "Department for Regional Rates", "Northern Ireland", False),
    Case("Department for Regional Trade", LONDON, "Department for Regional Trade", "UK", True),
    Case("Department for National Rates", {}, "Department for National Rates", "UK", True),
    # Other bodies.
    Case("The Executive Office", BELFAST, "Executive Office (Northern Ireland)", "Northern Ireland", False),
    Case("The Executive Office", LONDON, "The Executive Office", "England", None),
    Case("Charity Commission", BELFAST, "Charity Commission for Northern Ireland", "Northern Ireland", False),
    Case("Charity Commission", LONDON, "Charity Commission", "England", True),
    Case("Charity Commission for England and Wales", BELFAST, "Charity Commission", "England", True),
    Case(
        "Health and Safety Executive",
        BELFAST,
        "Health and Safety Executive for Northern Ireland",
        "Northern Ireland",
        False,
    ),
    Case("Health and Safety Executive", GLASGOW, "Health and Safety Executive", "UK", True),
    Case("Environment Agency", BELFAST, "Northern Ireland Environment Agency", "Northern Ireland", False),
    Case("Environment Agency", {"postal_code": "BS1 5AH"}, "Environment Agency", "England", True),
    Case("Environment Agency", {}, "Environment Agency", "England", True),
    Case("Arts Council", LONDON, "Arts Council England", "England", True),
    Case("Arts Council", CARDIFF, "Arts Council of Wales", "Wales", False),
    Case("Arts Council", GLASGOW, "Creative Scotland", "Scotland", False),
    Case("Arts Council", BELFAST, "Arts Council of Northern Ireland", "Northern Ireland", False),
    Case("Arts Council", {}, "Arts Council", None, None),
    Case("Arts Council of Wales", LONDON, "Arts Council of Wales", "Wales", False),
    Case("Audit Office", BELFAST, "Northern Ireland Audit Office", "Northern Ireland", False),
    Case("National Audit Office", BELFAST, "National Audit Office", "UK", True),
    Case("Housing Executive", BELFAST, "Northern Ireland Housing Executive", "Northern Ireland", False),
    Case("Education Authority", BELFAST, "Education Authority Northern Ireland", "Northern Ireland", False),
    Case("Police Ombudsman", BELFAST, "Office of the Police Ombudsman for Northern Ireland", "Northern Ireland", False),
    Case("Natural Resources", CARDIFF, "Natural Resources Wales", "Wales", False),
    Case("Children's Commissioner", CARDIFF, "Children's Commissioner for Wales", "Wales", False),
    Case("Children's Commissioner", LONDON, CHILDREN, "England", True),
    Case("Office of the Children's Commissioner", LONDON, CHILDREN, "England", True),
    Case(
        "Children's Commissioner",
        BELFAST,
        "Northern Ireland Commissioner for Children and Young People",
        "Northern Ireland",
        False,
    ),
    # Bodies that serve more nations than one keep their name wherever an office stands.
    Case("Food Standards Agency", BELFAST, "Food Standards Agency", "UK", True),
    Case("Food Standards Agency", GLASGOW, "Food Standards Agency", "UK", True),
    Case("Food Standards Scotland", {}, "Food Standards Scotland", "Scotland", False),
    Case("Forestry Commission", GLASGOW, "Forestry Commission", "UK", True),
    Case("Northern Ireland Office", BELFAST, "Northern Ireland Office", "UK", True),
    Case("Ministry of Defence", BELFAST, "Ministry of Defence", "UK", True),
    Case("Home Office", BELFAST, "Home Office", "UK", True),
    # Commissioners and ombudsmen of Wales.
    *(
        Case(name, place, name, "Wales", False)
        for name in (
            "Children's Commissioner for Wales",
            "Older People's Commissioner for Wales",
            "Future Generations Commissioner for Wales",
            "Public Services Ombudsman for Wales",
            "Welsh Language Commissioner",
        )
        for place in (CARDIFF, {})
    ),
    Case("Comisiynydd Plant Cymru", CARDIFF, "Children's Commissioner for Wales", "Wales", False),
    Case("Comisiynydd y Gymraeg", {}, "Welsh Language Commissioner", "Wales", False),
    Case("Police and Crime Commissioner for North Wales", CARDIFF, "North Wales Police", "Wales", True),
    Case("Traffic Commissioner for Wales", CARDIFF, "Traffic Commissioner for Wales", "Wales", None),
]


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for number, case in enumerate(CASES):
            buyer_id = buyer(con, case.name, buyer_id=f"b{number:03d}", **case.place)
            notice(con, f"p{number:03d}", **IN_SCOPE, buyer_id=buyer_id)
        # One identifier, beside a place and without one.
        known: dict[str, Any] = {"identifier_scheme": "GB-PPON", "identifier": "PABC-1234-DEFG"}
        buyer(con, "Department of Health", buyer_id="by place", **BELFAST, **known)
        buyer(con, "Department of Health", buyer_id="by identifier", **known)
        listed: dict[str, Any] = {"identifier_scheme": "GB-GOR", "identifier": "D12"}
        buyer(con, "Department of Health", buyer_id="listed", **BELFAST, **listed)
        buyer_id = buyer(
            con, "Department of Health", buyer_id="policy", postal_code="BT4 3SQ", country="United Kingdom"
        )
        notice(con, "policy", **IN_SCOPE, buyer_id=buyer_id, published_at=at("2026-05-05"))
        derive(con)
        yield con


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{CASES[number].name} {CASES[number].place}")
def test_whose_name(derived: duckdb.DuckDBPyConnection, number: int) -> None:
    sql = """
        SELECT a.name, a.nation, s.is_in_scope FROM core.process p
        JOIN core.authority a USING (authority_id) JOIN core.process_scope s USING (ocid) WHERE ocid = ?
    """
    case = CASES[number]
    assert rows(derived, sql, [f"p{number:03d}"]) == [(case.body, case.nation, case.is_in_scope)]


def resolved(con: duckdb.DuckDBPyConnection, buyer_id: str) -> tuple[object, ...]:
    sql = """
        SELECT a.name, m.method, m.score, m.matched_on
        FROM core.buyer_match m JOIN core.authority a USING (authority_id)
        WHERE m.buyer_id = ?
    """
    return rows(con, sql, [buyer_id])[0]


def test_an_identifier_learned_where_a_place_is_known_tells_where_none_is(derived: duckdb.DuckDBPyConnection) -> None:
    assert resolved(derived, "by place") == (HEALTH_NI, "alias", 0.95, "department of health, Northern Ireland")
    assert resolved(derived, "by identifier")[:2] == (HEALTH_NI, "shared_identifier")


def test_an_identifier_in_our_lists_outweighs_the_place(derived: duckdb.DuckDBPyConnection) -> None:
    assert resolved(derived, "listed")[:2] == (HEALTH, "identifier")


def test_the_policy_of_the_nation_follows(derived: duckdb.DuckDBPyConnection) -> None:
    assert rows(derived, "SELECT policy FROM core.process_scope WHERE ocid = 'policy'") == [("NI_PPN_01_21",)]


def test_where_no_place_is_known_a_person_is_told(derived: duckdb.DuckDBPyConnection) -> None:
    without = next(
        number for number, case in enumerate(CASES) if case.name == "Department of Health" and not case.place
    )
    assert resolved(derived, f"b{without:03d}")[1:] == ("alias", 0.8, "department of health, no place known")
    sql = "SELECT name, candidate_name FROM core.buyer_review WHERE reason = 'shared_name' AND name LIKE '%Health%'"
    assert rows(derived, sql) == [("Department of Health", HEALTH_NI)]


def test_a_place_that_tells_leaves_no_doubt_whose_name_it_is(derived: duckdb.DuckDBPyConnection) -> None:
    told = {
        bool(case.place): any("shared_name" in (reason or "") for row in found for reason in row["review"] or [])
        for number, case in enumerate(CASES)
        if case.name == "Department of Health" and (not case.place or case.place == BELFAST)
        for found in [rows_of(derived, "why/buyer.sql", {"ocid": f"p{number:03d}"})]
    }
    assert told == {True: False, False: True}


def test_every_shared_name_leads_to_bodies_we_know(derived: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT s.name, s.body FROM ref_shared_names s
        LEFT JOIN reference_body b ON b.name = s.body
        LEFT JOIN reference_alias a ON shared_key(a.alias) = shared_key(normalise_name(s.name))
        WHERE (s.body IS NOT NULL AND b.name IS NULL) OR a.alias IS NULL
    """
    assert rows(derived, sql) == []


def test_no_shared_name_says_two_things_of_one_nation(derived: duckdb.DuckDBPyConnection) -> None:
    assert rows(derived, "SELECT key, nation FROM reference_shared_name GROUP BY ALL HAVING count(*) > 1") == []
    known = "'England', 'Wales', 'Scotland', 'Northern Ireland', 'Overseas', 'none'"
    assert rows(derived, f"SELECT name FROM ref_shared_names WHERE nation NOT IN ({known})") == []
