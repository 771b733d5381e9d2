"""Abroad a name alone is no body of ours; a town tells whose a shared name is where nothing else does."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, buyer, notice, rows, writer

HEALTH, HEALTH_NI = "department-of-health-and-social-care", "department-of-health-northern-ireland"


class Case(NamedTuple):
    """A buyer as published; the body, its nation, and whether the Act applies to what it buys."""

    name: str
    place: dict[str, Any]
    body: str
    nation: str | None
    is_in_scope: bool | None


def abroad(name: str, code: str, **place: Any) -> Case:
    """A body of its own in the country of this code, out of scope."""
    key = "-".join(re.findall("[a-z0-9]+", name.partition(" (")[0].lower()))
    return Case(name, place, f"{key}-overseas-{code}", "Overseas", False)


def same(name: str, body: str, nation: str | None, is_in_scope: bool | None, **place: Any) -> Case:
    return Case(name, place, body, nation, is_in_scope)


CASES = [
    # The country of the address, in words or as a code.
    abroad("Department of Health", "ie", country="Ireland", locality="Dublin", postal_code="D02 VN00"),
    abroad("Department of Health", "ie", country="IE"),
    abroad("Department of Health", "ie", country="IRL"),
    abroad("Department of Health", "ie", country="Republic of Ireland"),
    abroad("Department of Health", "be", country="BE", postal_code="B-1000", locality="Bruxelles"),
    abroad("Department of Health", "lu", country="LU", postal_code="L-1653"),
    abroad("Department of Justice", "ie", country="Ireland", locality="Dublin"),
    abroad("Department for Transport", "fr", country="FR"),
    abroad("Ministry of Defence", "mt", country="Malta"),
    abroad("Environment Agency", "at", country="Austria"),
    abroad("Environment Agency", "je", country="Jersey"),
    abroad("Charity Commission", "ie", country="IE"),
    abroad("Home Office", "us", country="United States"),
    # No country, and a town or a NUTS code that tells it.
    abroad("Department of Justice", "ie", locality="Dublin"),
    abroad("Department of Health", "be", locality="Brussels"),
    abroad("Department of Health", "ie", region_code="IE061"),
    # A town with its district, county or postcode, or with its country behind it.
    abroad("Department of Health", "ie", locality="Dublin 2"),
    abroad("Department of Health", "ie", locality="Dublin 2", postal_code="D02 XY12"),
    abroad("Department of Health", "ie", locality="DUBLIN 6W"),
    abroad("Department of Health", "ie", locality="Co. Dublin"),
    abroad("Department of Health", "ie", locality="Baile Átha Cliath 2"),
    abroad("Department of Health", "ie", locality="Dublin 2, Ireland"),
    abroad("Department of Health", "fr", locality="Paris Cedex 07"),
    abroad("Department of Health", "fr", locality="75007 Paris"),
    abroad("Department of Health", "be", locality="Brussels (Belgium)"),
    abroad("Department of Health", "lu", locality="Luxembourg"),
    # A postcode that only another country writes so.
    abroad("Department of Health", "ie", postal_code="D02XY12"),
    abroad("Department of Health", "ie", postal_code="d6w r982"),
    abroad("Department of Health", "be", postal_code="B-1000"),
    abroad("Department of Health", "nl", postal_code="2511 CB"),
    # Town and postcode together outweigh a country that a portal fills in.
    abroad("Department of Health", "ie", locality="Dublin 2", postal_code="D02 XY12", country="GB"),
    # The name, where nothing else is stated.
    abroad("Department of Health, Dublin", "ie"),
    abroad("Department of Health, Dublin 2", "ie"),
    abroad("Department of Health - Dublin", "ie"),
    abroad("Department of Health Ireland", "ie"),
    abroad("Department of Health (Ireland)", "ie"),
    abroad("Department of Health of Malta", "mt"),
    abroad("Department of Justice, Republic of Ireland", "ie"),
    abroad("Department for Transport, Paris", "fr"),
    abroad("Ministry of Defence (Malta)", "mt"),
    abroad("Environment Agency, Jersey", "je"),
    abroad("Home Office, Dublin, Ireland", "ie"),
    same("Dublin City Council", "dublin-city-council", "Overseas", False),
    same("Cork County Council", "cork-county-council", "Overseas", False),
    # Namesakes abroad are one body a country, whatever they are.
    abroad("Ministry of Finance", "mt", country="Malta"),
    abroad("Ministry of Finance", "fr", country="FRA"),
    abroad("Ministry of Finance", "ie", country="Ireland (Republic of)"),
    abroad("National Library", "fr", country="FR"),
    abroad("National Library", "nl", country="NL"),
    abroad("Institute of Welfare", "nl", country="NL"),
    abroad("Institute of Welfare", "jp", country="JPN"),
    abroad("Hill Primary School", "be", country="BE", postal_code="B-1000"),
    same("Hill Primary School", "hill-primary-school-b", "England", True, postal_code="B1 1AA"),
    same("Hill Primary School", "hill-primary-school-je", "Overseas", False, country="JE", postal_code="JE2 3AB"),
    # What only looks like a place abroad, or is outweighed.
    same("Department of Health, Dublin", HEALTH, "UK", True, country="GB"),
    same("Department of Health, Dublin", HEALTH_NI, "Northern Ireland", False, locality="Belfast"),
    same("Department of Health, Northern Ireland", HEALTH_NI, "Northern Ireland", False),
    same("Department of Health", HEALTH_NI, "Northern Ireland", False, locality="Dublin Road, Lisburn"),
    same("Department of Health", HEALTH, "UK", True, locality="South Holland"),
    same("Department of Health, Leeds", HEALTH, "UK", True),
    same("Ministry of Defence, RAF Akrotiri, Cyprus", "ministry-of-defence", "UK", True),
    same("British Council, Paris", "british-council", "UK", True),
    same("Leeds City Council, Brussels", "E08000035", "England", True),
    same("Waterways Ireland", "waterways-ireland", "Northern Ireland", False),
    same("Home Office, Rome Street", "home-office", "UK", True),
    same("Home Office", "home-office", "UK", True, postal_code="E1 6AN"),
    same("Home Office", "home-office", "UK", True, postal_code="W1A 1AA"),
    same("Home Office", "home-office", "UK", True, postal_code="12345"),
    same("Waterford Parish Council", "waterford-parish-council", None, None),
    # What the address says beside the country outweighs it: a slip.
    Case("Department of Health", {"country": "IE", "postal_code": "SW1H 0EU"}, HEALTH, "UK", True),
    Case("Department of Health", {"country": "IE", "postal_code": "BT4 3SQ"}, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"country": "IE", "region_code": "UKI32"}, HEALTH, "UK", True),
    Case("Department of Health", {"country": "IE", "region_code": "TLI32"}, HEALTH, "UK", True),
    Case(
        "Department of Health",
        {"country": "IE", "devolved_regulations": "GB-NIR"},
        HEALTH_NI,
        "Northern Ireland",
        False,
    ),
    # So does the name itself.
    Case("British Council", {"country": "FR"}, "british-council", "UK", True),
    Case("UK Research and Innovation", {"country": "CH"}, "uk-research-and-innovation", "UK", True),
    Case("HM Treasury", {"country": "BE"}, "hm-treasury", "UK", True),
    Case("Leeds City Council", {"country": "IE"}, "E08000035", "England", True),
    Case("Ports of Jersey", {"country": "Jersey"}, "ports-of-jersey", "Overseas", False),
    # No foreign country.
    *(
        Case("Home Office", {"country": country}, "home-office", "UK", True)
        for country in ("GB", "UK", "United Kingdom", "Great Britain", "England", "Untied Kingdom", "N/A", "NI", "")
    ),
    # A town tells whose a shared name is.
    Case("Department of Health", {"locality": "Belfast"}, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"locality": "BELFAST", "country": "UK"}, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"locality": "Belfast, N.I."}, HEALTH_NI, "Northern Ireland", False),
    Case("Department of Health", {"locality": "London"}, HEALTH, "UK", True),
    Case("Department of Health", {"locality": "Leeds", "country": "GB"}, HEALTH, "UK", True),
    Case("Arts Council", {"locality": "Cardiff"}, "arts-council-of-wales", "Wales", False),
    Case("Arts Council", {"locality": "Glasgow"}, "creative-scotland", "Scotland", False),
    Case("Arts Council", {"locality": "Edinburgh, Scotland"}, "creative-scotland", "Scotland", False),
    Case("National Library", {"locality": "Aberystwyth"}, "national-library-of-wales", "Wales", False),
    # The address tells before the town does.
    Case("Department of Health", {"locality": "Belfast", "postal_code": "LS2 7UE"}, HEALTH, "UK", True),
    Case("Department of Health", {"locality": "Belfast", "country": "England"}, HEALTH, "UK", True),
    # Of other names a town says nothing: bodies of the whole kingdom have offices everywhere.
    Case("Home Office", {"locality": "Belfast"}, "home-office", "UK", True),
    Case("Forestry Commission", {"locality": "Glasgow"}, "forestry-commission", "UK", True),
]


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for number, case in enumerate(CASES):
            buyer_id = buyer(con, case.name, buyer_id=f"b{number:03d}", **case.place)
            notice(con, f"p{number:03d}", **IN_SCOPE, buyer_id=buyer_id)
        listed = {"identifier_scheme": "GB-GOR", "identifier": "D12"}
        buyer(con, "Department of Health", buyer_id="listed", country="IE", **listed)
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


def test_an_identifier_in_our_lists_outweighs_the_country(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT authority_id, method FROM core.buyer_match WHERE buyer_id = 'listed'"
    assert rows(derived, sql) == [(HEALTH, "identifier")]


def test_a_person_is_shown_what_a_name_abroad_resembles(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT candidate_name FROM core.buyer_review WHERE authority_id = 'ministry-of-defence-overseas-mt'"
    assert ("Ministry of Defence",) in rows(derived, sql)


def test_a_town_leaves_no_doubt_whose_a_shared_name_is(derived: duckdb.DuckDBPyConnection) -> None:
    number = next(n for n, case in enumerate(CASES) if case.place == {"locality": "Belfast"})
    sql = "SELECT method, score, matched_on FROM core.buyer_match WHERE buyer_id = ?"
    assert rows(derived, sql, [f"b{number:03d}"]) == [("alias", 0.95, "department of health, Northern Ireland")]


def test_a_policy_of_the_united_kingdom_binds_no_body_abroad(derived: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT a.nation = 'Overseas', count(s.policy) FROM core.process p JOIN core.authority a USING (authority_id)
        JOIN core.process_scope s USING (ocid) WHERE a.nation IN ('Overseas', 'UK') GROUP BY ALL ORDER BY ALL
    """
    (ours, bound), (overseas, none_bound) = rows(derived, sql)
    assert (ours, overseas, none_bound) == (False, True, 0)
    assert isinstance(bound, int)
    assert bound > 10


def test_no_way_of_writing_a_foreign_place_is_one_of_ours(derived: duckdb.DuckDBPyConnection) -> None:
    ours = (
        "('uk', 'gb', 'gbr', 'england', 'scotland', 'wales', 'northern ireland', 'ni', 'sc', 'great britain', 'cymru')"
    )
    assert rows(derived, f"SELECT written FROM ref_foreign_places WHERE written IN {ours}") == []
    assert rows(derived, "SELECT written FROM ref_foreign_places WHERE written <> clean_name(written)") == []
    assert rows(derived, "SELECT written FROM ref_foreign_places GROUP BY written HAVING count(*) > 1") == []
    assert rows(derived, "SELECT DISTINCT kind FROM ref_foreign_places ORDER BY kind") == [("country",), ("town",)]
    assert rows(derived, "SELECT written FROM ref_foreign_places WHERE country IS NULL OR length(country) <> 2") == []


def test_no_postcode_of_ours_reads_as_one_abroad(derived: duckdb.DuckDBPyConnection) -> None:
    ours = "unnest(['D1 1AA', 'E1 6AN', 'W1A 1AA', 'SW1A 2AA', 'BT4 3SQ', 'M1 1AE', 'EC1A1BB', 'JE2 3AB'])"
    sql = f"SELECT code FROM (SELECT {ours} AS code) JOIN ref_foreign_postcodes ON regexp_full_match(code, pattern)"
    assert rows(derived, sql) == []
