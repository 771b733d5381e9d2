"""Names that are easily taken for another body, identifiers, and the list of names for a person to look at."""

from collections.abc import Iterator

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import at, buyer, notice, rows, writer

KNOWSLEY, DURHAM, LAMBETH = (
    "Knowsley Metropolitan Borough Council",
    "Durham County Council",
    "London Borough of Lambeth",
)
# Name as published: the body it leads to.
NAMES = {
    "Knowsley M.B.C.": KNOWSLEY,
    "KMBC": KNOWSLEY,
    "Borough of Knowsley": KNOWSLEY,
    "Knowsley Metropolitan Borough Council c/o Somebody Ltd": KNOWSLEY,
    "Procurement Department of Knowsley Council": KNOWSLEY,
    "DURHAM COUNTY COUNCIL": DURHAM,
    "Durham CC": DURHAM,
    "Durham C.C.": DURHAM,
    "County Durham": DURHAM,
    "Co. Durham Council": DURHAM,
    "Durham County Council (DCC)": DURHAM,
    "Durham County Council - Adult and Health Services": DURHAM,
    "Durham County Council on behalf of the North East Procurement Organisation": DURHAM,
    "LBC Lambeth": LAMBETH,
    "LAMBETH LBC": LAMBETH,
    "Lambeth Borough Council": LAMBETH,
    "Lambeth Council - Housing": LAMBETH,
    "Housing Management, Lambeth Council": LAMBETH,
    "Lambeth Council Housing Services": LAMBETH,
    "Mayor and Burgesses of the London Borough of Lambeth": LAMBETH,
    # Neighbours in name.
    "Kent CC": "Kent County Council",
    "Kent CC Highways": "Kent County Council",
    "Kent County Council trading as KCS": "Kent County Council trading as KCS",
    "Leicester CC": "Leicester City Council",
    "Lincoln CC": "City of Lincoln Council",
    "Lincolnshire CC": "Lincolnshire County Council",
    "North East Lincolnshire Council": "North East Lincolnshire Council",
    "Durham University": "Durham University",
    "University of Durham": "Durham University",
    "Police and Crime Commissioner for Durham": "Durham Constabulary",
    "County Durham and Darlington Fire and Rescue Service": "County Durham and Darlington Fire and Rescue Service",
    "NHS Lambeth CCG": "NHS Lambeth Clinical Commissioning Group",
    "City of Durham Parish Council": "City of Durham Parish Council",
    "Newcastle upon Tyne City Council": "Newcastle City Council",
    "Newcastle-under-Lyme BC": "Newcastle-under-Lyme Borough Council",
    "City of London": "City of London Corporation",
    "Greater London Authority": "Greater London Authority",
    "City of Bristol College": "City of Bristol College",
    "Worcester City Council": "Worcester City Council",
    "Worcestershire County Council": "Worcestershire County Council",
    "Saint Helens Borough Council": "St Helens Council",
    "St. Helens MBC": "St Helens Council",
    "London Borough of Richmond-upon-Thames": "London Borough of Richmond upon Thames",
    "Richmondshire District Council": "Richmondshire District Council",
    "Cheshire West & Chester Council": "Cheshire West and Chester Council",
    "Chester City Council": "Chester City Council",
    "Ashford Borough Council": "Ashford Borough Council",
    "Croydon Council for Voluntary Action": "Croydon Council for Voluntary Action",
    "Acme Roofing Ltd, Bristol": "Acme Roofing Ltd, Bristol",
    "Barnardo's (Newcastle)": "Barnardo's (Newcastle)",
    "Hanover (Scotland) Housing Association": "Hanover Scotland Housing Association",
    "Hanover Housing Association": "Hanover Housing Association",
    # Other languages and forms.
    "Cyngor Sir Ynys Môn / Isle of Anglesey County Council": "Isle of Anglesey County Council",
    "Cyngor Caerdydd": "City of Cardiff Council",
    "Comhairle nan Eilean Siar": "Comhairle nan Eilean Siar",
    "Armagh City, Banbridge & Craigavon Borough Council": "Armagh City, Banbridge and Craigavon Borough Council",
    "The Secretary of State for Defence": "Ministry of Defence",
    "Ministry of Housing, Communities & Local Government – Planning": (
        "Ministry of Housing, Communities and Local Government"
    ),
    "The Minister for the Cabinet Office acting through Crown Commercial Service": "Crown Commercial Service",
    "Portsmouth City Council (on behalf of the Isle of Wight Council)": "Portsmouth City Council",
    "Manchester University NHS FT": "Manchester University NHS Foundation Trust",
}
TYPOS = {
    "Lambath Council": LAMBETH,
    "Kowsley Council": KNOWSLEY,
    "Durhan County Council": DURHAM,
}


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for name in NAMES:
            buyer(con, name)
        for name in TYPOS:
            notice(con, name, buyer_id=buyer(con, name))
        identifiers(con)
        ended = buyer(con, "Somerset County Council")
        notice(con, "in time", buyer_id=ended, published_at=at("2024-01-05"))
        notice(con, "too late", buyer_id=ended, published_at=at("2024-05-05"))
        buyer(con, "Kent County Council", buyer_id="kent", postal_code="ME14 1XQ")
        notice(con, "same office", buyer_id=buyer(con, "Sessions House Desk", postal_code="ME14 1XQ"))
        for nation in ("England", "Scotland"):
            buyer(con, "Marlbrook Housing Trust", buyer_id=f"trust in {nation}", country=nation)
            buyer(con, "Ministry of Marlbrook", buyer_id=f"ministry in {nation}", country=nation)
        derive(con)
        yield con


def identifiers(con: duckdb.DuckDBPyConnection) -> None:
    """Buyers named oddly that give an identifier: of a register, shared with a known name, shared with each other."""
    odd: list[tuple[str, str, str]] = [
        ("Site Team", "GB-NHS", "RAE01"),
        ("Track Team", "GB-COH", "2904587"),
        ("Council Team", "GB-GSS", "E08000011"),
        ("Leeds City Council", "GB-PPON", "PABC-1234-DEFG"),
        ("Civic Hall Desk", "GB-PPON", "PABC-1234-DEFG"),
        ("Marlbrook Trustees", "GB-CHC", "123456"),
        ("Trustees of Marlbrook", "GB-CHC", "123456"),
        ("Portal Desk", "GB-SRS", "abc"),
        ("Leicester City Council", "GB-SRS", "abc"),
        ("Two Masters", "GB-COH", "11111111"),
        ("Hull City Council", "GB-COH", "11111111"),
        ("Bury Council", "GB-COH", "11111111"),
        ("Derby City Council", "GB-LAE", "DUR"),
        ("Treasure House Desk", "GB-GOR", "PB290"),
        ("Old Code Desk", "GB-NHS", "07X"),
        ("NHS North Central London Integrated Care Board", "GB-NHS", "08H"),
    ]
    for name, scheme, identifier in odd:
        buyer(con, name, identifier_scheme=scheme, identifier=identifier)


def found(con: duckdb.DuckDBPyConnection, name: str, columns: str) -> tuple[object, ...]:
    sql = f"""
        SELECT {columns} FROM core.buyer b JOIN core.buyer_match m USING (buyer_id)
        JOIN core.authority a USING (authority_id) WHERE b.name = ?
    """
    return rows(con, sql, [name])[0]


@pytest.mark.parametrize("name", NAMES)
def test_name(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert found(derived, name, "a.name") == (NAMES[name],)


@pytest.mark.parametrize("name", TYPOS)
def test_a_slip_is_not_believed(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert found(derived, name, "m.method") == ("own_name",)


@pytest.mark.parametrize("name", TYPOS)
def test_a_slip_is_listed_with_the_body_it_may_be(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    sql = "SELECT candidate_name, notice_count FROM core.buyer_review WHERE name = ? AND reason = 'similar_name'"
    assert (TYPOS[name], 1) in rows(derived, sql, [name])


@pytest.mark.parametrize(
    ("name", "body", "method"),
    [
        ("Site Team", "Bradford Teaching Hospitals NHS Foundation Trust", "identifier"),
        ("Track Team", "Network Rail", "identifier"),
        ("Council Team", KNOWSLEY, "identifier"),
        ("Civic Hall Desk", "Leeds City Council", "shared_identifier"),
        ("Portal Desk", "Portal Desk", "own_name"),
        ("Two Masters", "Two Masters", "own_name"),
        ("Derby City Council", DURHAM, "identifier"),
        ("Treasure House Desk", "National Museum of the Royal Navy", "identifier"),
        ("Old Code Desk", "NHS Enfield Clinical Commissioning Group", "identifier"),
        (
            "NHS North Central London Integrated Care Board",
            "NHS North Central London Integrated Care Board",
            "name",
        ),
    ],
)
def test_identifier(derived: duckdb.DuckDBPyConnection, name: str, body: str, method: str) -> None:
    assert found(derived, name, "a.name, m.method") == (body, method)


def test_what_matched_is_kept(derived: duckdb.DuckDBPyConnection) -> None:
    assert found(derived, "Track Team", "m.matched_on") == ("GB-COH:02904587",)


def test_unknown_names_of_one_identifier_are_one_body(derived: duckdb.DuckDBPyConnection) -> None:
    names = ("Marlbrook Trustees", "Trustees of Marlbrook")
    assert len({found(derived, name, "m.authority_id") for name in names}) == 1


@pytest.mark.parametrize(("start", "bodies"), [("trust in", 2), ("ministry in", 1)])
def test_one_name_in_two_nations(derived: duckdb.DuckDBPyConnection, start: str, bodies: int) -> None:
    sql = "SELECT count(DISTINCT authority_id) FROM core.buyer_match WHERE starts_with(buyer_id, ?)"
    assert rows(derived, sql, [start]) == [(bodies,)]


@pytest.mark.parametrize(
    ("name", "reason", "candidate"),
    [
        ("Derby City Council", "identifier_disagrees", "Derby City Council"),
        ("Somerset County Council", "body_had_ended", "Somerset Council"),
        ("Sessions House Desk", "same_postcode", "Kent County Council"),
        ("Sessions House Desk", "kind_unknown", None),
        ("Lambath Council", "nation_unknown", None),
    ],
)
def test_review(derived: duckdb.DuckDBPyConnection, name: str, reason: str, candidate: str | None) -> None:
    sql = "SELECT candidate_name FROM core.buyer_review WHERE name = ? AND reason = ?"
    assert rows(derived, sql, [name, reason]) == [(candidate,)]


def test_a_notice_within_a_year_of_the_end_is_no_fault(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT notice_count FROM core.buyer_review WHERE reason = 'body_had_ended'"
    assert rows(derived, sql) == [(1,)]


def test_a_name_we_know_is_not_listed(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT name FROM core.buyer_review WHERE name IN ('Durham CC', 'Kent CC', 'Cyngor Caerdydd')"
    assert rows(derived, sql) == []


@pytest.mark.parametrize(
    ("name", "successors"),
    [
        ("Somerset County Council", ["E06000066"]),
        ("NHS Lambeth CCG", ["QKK"]),
        (
            "The Minister for the Cabinet Office acting through Crown Commercial Service",
            ["government-commercial-agency"],
        ),
        ("Kent CC", []),
    ],
)
def test_successors(derived: duckdb.DuckDBPyConnection, name: str, successors: list[str]) -> None:
    assert found(derived, name, "a.successor_ids") == (successors,)


def test_a_purchasing_body_names_who_leads_it(derived: duckdb.DuckDBPyConnection) -> None:
    name = "Kent County Council trading as KCS"
    assert found(derived, name, "a.kind, a.lead_authority_id") == ("purchasing_body", "E10000016")


def test_a_body_of_the_whole_nation_has_no_region(derived: duckdb.DuckDBPyConnection) -> None:
    assert found(derived, "The Secretary of State for Defence", "a.region_code") == (None,)
