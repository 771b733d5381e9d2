"""Bodies of ours abroad stay ours, and towns abroad that are called after ours do not become ours."""

from collections.abc import Iterator

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, buyer, notice, rows, writer
from tests.store.derive.test_authorities_abroad import HEALTH, HEALTH_NI, Case, abroad, same

DEFENCE, FOREIGN_OFFICE = "ministry-of-defence", "foreign-commonwealth-and-development-office"


def named_abroad(name: str, body: str, **place: str) -> Case:
    """A body abroad whose id takes in the place that stands in its name."""
    return Case(name, place, body, "Overseas", False)


CASES = [
    # Name and address tell one country: that outweighs a country of ours.
    *(
        named_abroad(
            "Department of Health, Dublin", "department-of-health-dublin-overseas-ie", country=country, **place
        )
        for country in ("GB", "United Kingdom")
        for place in ({"postal_code": "D02 XY12"}, {"locality": "Dublin"}, {"locality": "Dublin 2"})
    ),
    named_abroad(
        "Department of Health Ireland", "department-of-health-ireland-overseas-ie", country="UK", locality="Cork"
    ),
    named_abroad(
        "Department for Transport, Paris",
        "department-for-transport-paris-overseas-fr",
        country="GB",
        locality="75007 Paris",
    ),
    named_abroad(
        "Department of Health, Brussels",
        "department-of-health-brussels-overseas-be",
        country="GB",
        postal_code="B-1000",
    ),
    named_abroad("Dublin City Council", "dublin-city-council", country="GB", locality="Dublin"),
    named_abroad("Cork County Council", "cork-county-council", country="GB", postal_code="T12 R2NC"),
    # One of them does not, nor do two that differ, nor against an address of ours.
    same("Department of Health, Dublin", HEALTH, "UK", True, country="GB"),
    same("Department of Health", HEALTH, "UK", True, country="GB", postal_code="D02 XY12"),
    same("Department of Health", HEALTH, "UK", True, country="GB", locality="Dublin"),
    same("Department of Health, Dublin", HEALTH, "UK", True, country="GB", locality="Paris"),
    same("Department of Health, Dublin", HEALTH, "UK", True, country="GB", locality="Leeds"),
    same("Department of Health, Dublin", HEALTH, "UK", True, country="GB", locality="Dublin", postal_code="SW1H 0EU"),
    same("Department of Health, Dublin", HEALTH, "UK", True, country="GB", locality="Dublin", region_code="UKI32"),
    same("British Council, Paris", "british-council", "UK", True, country="GB", locality="Paris"),
    # The forces abroad: by a post of theirs, by a base, in a territory, or where the name alone says so.
    *(
        same(name, DEFENCE, "UK", True, **place)
        for name, place in (
            ("Ministry of Defence, Cyprus", {}),
            ("Ministry of Defence (Cyprus)", {}),
            ("Ministry of Defence - Germany", {}),
            ("MOD Cyprus", {}),
            ("British Forces Cyprus", {"country": "Cyprus"}),
            ("British Forces Germany", {"country": "DE"}),
            ("Ministry of Defence", {"country": "Cyprus", "postal_code": "BFPO 57"}),
            ("Ministry of Defence", {"country": "CY", "locality": "BFPO 53"}),
            ("Ministry of Defence", {"country": "CY", "locality": "Akrotiri"}),
            ("Ministry of Defence", {"country": "CY", "locality": "Episkopi, Limassol"}),
            ("Ministry of Defence", {"country": "CY", "locality": "Dhekelia Garrison"}),
            ("Ministry of Defence", {"country": "DE", "locality": "Sennelager"}),
            ("Ministry of Defence", {"country": "Gibraltar"}),
            ("Ministry of Defence, Gibraltar", {}),
            ("Ministry of Defence", {"country": "FK", "locality": "Mount Pleasant"}),
            ("Defence Infrastructure Organisation", {"country": "DE"}),
            ("Defence Infrastructure Organisation, Germany", {}),
            ("Royal Air Force", {"country": "CY"}),
        )
    ),
    # The ministries of those countries are theirs.
    abroad("Ministry of Defence", "cy", country="CY"),
    abroad("Ministry of Defence", "cy", country="CY", locality="Nicosia"),
    abroad("Ministry of Defence", "de", country="DE", locality="Bonn"),
    abroad("Ministry of Defence", "ke", country="KE", locality="Nairobi"),
    named_abroad(
        "Ministry of Defence of the Republic of Cyprus", "ministry-of-defence-of-republic-of-cyprus-overseas-cy"
    ),
    abroad("Department of Health", "cy", country="CY", locality="Akrotiri"),
    abroad("Department of Health", "gi", country="Gibraltar"),
    same("Government of Gibraltar", "government-of-gibraltar", "Overseas", False, country="GI"),
    same("Falkland Islands Government", "falkland-islands-government", "Overseas", False, country="FK"),
    # Missions are the Foreign Office's.
    *(
        same(name, FOREIGN_OFFICE, "UK", True, **place)
        for name, place in (
            ("British Embassy Paris", {}),
            ("British Embassy", {"country": "FR", "locality": "Paris"}),
            ("British High Commission, Nairobi", {"country": "KE"}),
            ("British High Commission New Delhi", {}),
            ("British Deputy High Commission Mumbai", {"country": "IN"}),
            ("British Consulate General", {"country": "US", "locality": "New York"}),
            ("Embassy of the United Kingdom in Rome", {"country": "IT"}),
            ("UK Mission to the United Nations", {"country": "US"}),
            ("United Kingdom Delegation to NATO", {"country": "BE"}),
            ("Foreign, Commonwealth and Development Office, British Embassy Kabul", {"country": "AF"}),
            ("Foreign and Commonwealth Office", {"country": "KE"}),
        )
    ),
    same("British Council in Nigeria", "british-council", "UK", True, country="NG", locality="Lagos"),
    # Towns abroad called after ours: the state of the address tells, or the country where we know no body of the name.
    abroad("City of London", "ca", country="CA", locality="London, Ontario"),
    abroad("City of London", "ca", locality="London, Ontario"),
    abroad("Newcastle City Council", "au", locality="Newcastle, NSW"),
    abroad("Newcastle City Council", "au", country="Australia", locality="Newcastle NSW 2300"),
    abroad("Durham County", "us", country="US", locality="Durham NC"),
    abroad("City of Cambridge", "us", country="USA", locality="Cambridge, MA"),
    abroad("Department of Health", "us", locality="Boston, Massachusetts"),
    abroad("Department of Health", "ca", locality="Halifax, Nova Scotia"),
    abroad("Department of Health", "au", locality="Perth, Western Australia"),
    same("City of Boston", "city-of-boston", "Overseas", False, country="US", locality="Boston"),
    same("City of Perth", "city-of-perth", "Overseas", False, country="AU", locality="Perth"),
    same("New South Wales Treasury", "new-south-wales-treasury", "Overseas", False, country="AU"),
    same("British Columbia Hydro", "british-columbia-hydro", "Overseas", False, country="CA"),
    # Ours, whatever they share.
    same("City of London", "E09000001", "England", True, locality="London"),
    same("City of London", "E09000001", "England", True, country="CA"),
    same("Newcastle City Council", "E08000021", "England", True, locality="Newcastle upon Tyne"),
    same("Boston Borough Council", "E07000136", "England", True, locality="Boston"),
    same("Perth and Kinross Council", "S12000048", "Scotland", False, locality="Perth"),
    same("Calderdale Council", "E08000033", "England", True, locality="Halifax"),
    same("Durham County Council", "E06000047", "England", True, locality="Durham, DH1 5UL"),
    same("Department of Health", HEALTH, "UK", True, locality="Boston, Lincs"),
    same("Department of Health", HEALTH, "UK", True, locality="Washington"),
    same("Department of Health", HEALTH, "UK", True, locality="MA"),
    same("Department of Health", HEALTH_NI, "Northern Ireland", False, locality="Newcastle, Co. Down"),
    same("Department of Health", HEALTH_NI, "Northern Ireland", False, locality="Bangor, County Down"),
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
        SELECT a.authority_id, a.nation, s.is_in_scope FROM core.process p
        JOIN core.authority a USING (authority_id) JOIN core.process_scope s USING (ocid) WHERE ocid = ?
    """
    case = CASES[number]
    assert rows(derived, sql, [f"p{number:03d}"]) == [(case.body, case.nation, case.is_in_scope)]


def test_states_and_posts_are_written_as_names_are_compared(derived: duckdb.DuckDBPyConnection) -> None:
    assert rows(derived, "SELECT written FROM ref_foreign_states WHERE written <> clean_name(written)") == []
    assert rows(derived, "SELECT place FROM ref_posts_abroad WHERE place <> clean_name(place)") == []
    assert rows(derived, "SELECT DISTINCT kind FROM ref_posts_abroad ORDER BY kind") == [
        ("base",),
        ("garrison",),
        ("territory",),
    ]
    unknown = "SELECT body FROM ref_posts_abroad WHERE body NOT IN (SELECT authority_id FROM reference_body)"
    assert rows(derived, unknown) == []
    for table in ("ref_foreign_states", "ref_posts_abroad"):
        sql = (
            f"SELECT DISTINCT country FROM {table} WHERE lower(country) NOT IN (SELECT written FROM ref_foreign_places)"
        )
        assert rows(derived, sql) == []


def test_no_code_of_a_state_is_a_postcode_area_of_ours(derived: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT written FROM ref_foreign_states
        WHERE kind = 'code' AND (upper(written) IN (SELECT postcode_prefix FROM ref_postcode_regions)
            OR written IN (SELECT place FROM ref_place_names))
    """
    assert rows(derived, sql) == []
