"""The dated law applied: policies by body, day and value; regimes; light touch; what stays unknown."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

DEPARTMENT: dict[str, Any] = {"name": "Department for Transport"}
TRUST: dict[str, Any] = {"name": "Walsall Healthcare NHS Trust"}
ICB: dict[str, Any] = {"name": "NHS Devon Integrated Care Board"}
COMPANY: dict[str, Any] = {"name": "Marlbrook Roads Ltd", "country": "England"}
UTILITY: dict[str, Any] = {"name": "Network Rail"}
NORTHERN_IRELAND: dict[str, Any] = {"name": "Libraries NI"}
SCOTLAND: dict[str, Any] = {"name": "Glasgow City Council"}


class Case(NamedTuple):
    """A notice beyond IN_SCOPE, its buyer, a column of core.process_scope and the value that must follow."""

    column: str
    expected: object
    day: str
    notice: dict[str, Any]
    buyer: dict[str, Any] = {}  # noqa: RUF012 - never changed


def gross(amount: float, **values: Any) -> dict[str, Any]:
    return {"value_amount_gross": amount, **values}


def net(amount: float, **values: Any) -> dict[str, Any]:
    return {"value_amount_gross": None, "value_amount": amount, **values}


LIGHT: dict[str, Any] = {"special_regimes": ["light_touch"]}
CASES = {
    # Policies: who, when, how much.
    "no policy before 2021": Case("policy", None, "2020-12-31", net(300_000), DEPARTMENT),
    "PPN 06/20 from 2021": Case("policy", "PPN_06_20", "2021-01-01", net(300_000), DEPARTMENT),
    "PPN 06/20 to its last day": Case("policy", "PPN_06_20", "2025-09-30", gross(300_000), DEPARTMENT),
    "PPN 002 from October 2025": Case("policy", "PPN_002", "2025-10-01", gross(300_000), DEPARTMENT),
    "PPN 002 to the end of 2026": Case("policy", "PPN_002", "2026-12-31", gross(300_000), DEPARTMENT),
    "PPN 026 leaves a gap below a million": Case("policy", None, "2027-01-02", gross(999_999), DEPARTMENT),
    "PPN 026 from a million": Case("policy", "PPN_026", "2027-01-02", gross(1_000_000), DEPARTMENT),
    "PPN 026 from a million with VAT": Case("policy", "PPN_026", "2027-01-02", net(833_334), DEPARTMENT),
    "PPN 026 below five millions": Case("policy", "PPN_026", "2027-01-02", gross(4_999_999), DEPARTMENT),
    "PPN 026 from five millions": Case("policy", "PPN_026_5M", "2027-01-02", gross(5_000_000), DEPARTMENT),
    "policy binds goods": Case("policy", "PPN_002", "2026-01-05", gross(300_000, main_category="goods"), DEPARTMENT),
    "not works below theirs": Case("policy", None, "2026-01-05", gross(300_000, main_category="works"), DEPARTMENT),
    "works above theirs": Case("policy", "PPN_002", "2026-01-05", gross(5_193_000, main_category="works"), DEPARTMENT),
    "not below the threshold": Case("policy", None, "2026-01-05", gross(135_017), DEPARTMENT),
    "not defence contracts": Case(
        "policy", None, "2026-01-05", gross(300_000, special_regimes=["defence"]), DEPARTMENT
    ),
    "not where the value is unknown": Case("policy", None, "2026-01-05", {"value_amount_gross": None}, DEPARTMENT),
    "PPN 06/20 binds NHS England": Case("policy", "PPN_06_20", "2021-09-01", gross(300_000), {"name": "NHS England"}),
    "PPN 002 binds NHS England": Case("policy", "PPN_002", "2025-10-01", gross(300_000), {"name": "NHS England"}),
    "PPN 06/20 binds no special health authority": Case(
        "policy", None, "2021-09-01", gross(300_000), {"name": "NHS Blood and Transplant"}
    ),
    "PPN binds no NHS trust": Case("policy", None, "2022-03-31", gross(300_000), TRUST),
    "NHS has its own from April 2022": Case("policy", "NHS_NZSV", "2022-04-01", gross(300_000), TRUST),
    "PPN binds no council": Case("policy", None, "2026-01-05", gross(300_000)),
    "PPN binds the purchasing agency": Case(
        "policy", "PPN_002", "2026-05-05", gross(300_000), {"name": "Government Commercial Agency"}
    ),
    "PPN binds no purchasing body of councils": Case("policy", None, "2026-05-05", gross(300_000), {"name": "ESPO"}),
    "PPN 06/20 under the old law, begun before": Case(
        "policy", "PPN_06_20", "2025-06-01", gross(300_000, legal_basis="CELEX:32014L0024"), DEPARTMENT
    ),
    "PPN 06/20 not under the new law": Case(
        "policy", "NOT_READ", "2025-06-01", gross(300_000, legal_basis="UKPGA:2023/54"), DEPARTMENT
    ),
    "PPN 06/20 not for concessions": Case(
        "policy", None, "2022-01-05", net(900_000, legal_basis="CELEX:32014L0023"), DEPARTMENT
    ),
    "PPN 06/20 not for defence contracts": Case(
        "policy", None, "2022-01-05", net(900_000, legal_basis="CELEX:32009L0081"), {"name": "Ministry of Defence"}
    ),
    "PPN 06/20 not for utilities": Case(
        "policy", None, "2022-01-05", net(900_000, legal_basis="CELEX:32014L0025"), DEPARTMENT
    ),
    "PPN 06/20 for the Environment Agency": Case(
        "policy", "PPN_06_20", "2022-01-05", net(900_000), {"name": "Environment Agency"}
    ),
    "from its own threshold": Case("policy", None, "2022-01-05", net(150_000), {"name": "Environment Agency"}),
    **{
        f"no policy for {name}": Case("policy", None, "2022-01-05", net(900_000), {"name": name})
        for name in (
            "BBC",
            "Solicitors Regulation Authority",
            "General Medical Council",
            "Diamond Light Source",
            "UK Shared Business Services",
            "House of Commons",
            "Channel 4",
        )
    },
    "Northern Ireland, goods": Case(
        "policy", None, "2023-01-05", gross(900_000, main_category="goods"), NORTHERN_IRELAND
    ),
    "Northern Ireland, works below": Case(
        "policy", None, "2023-01-05", gross(5_336_936, main_category="works"), NORTHERN_IRELAND
    ),
    "Northern Ireland, works": Case(
        "policy", "NI_PPN_01_21", "2023-01-05", gross(5_336_937, main_category="works"), NORTHERN_IRELAND
    ),
    "Northern Ireland, a council": Case("policy", None, "2023-01-05", gross(900_000), {"name": "Belfast City Council"}),
    "Wales the day before": Case("policy", None, "2026-03-24", gross(300_000), {"name": "Cardiff Council"}),
    "Wales from 25 March 2026": Case("policy", "WALES_SPPP", "2026-03-25", gross(300_000), {"name": "Cardiff Council"}),
    "Wales below the threshold": Case("policy", None, "2026-03-25", gross(207_719), {"name": "Cardiff Council"}),
    "Wales, major works": Case(
        "policy",
        "WALES_SPPP_WORKS",
        "2026-04-01",
        gross(2_000_000, main_category="works"),
        {"name": "Cardiff Council"},
    ),
    "Wales, lesser works": Case(
        "policy", None, "2026-04-01", gross(1_999_999, main_category="works"), {"name": "Cardiff Council"}
    ),
    "Wales binds no UK department": Case("policy", "PPN_002", "2026-04-01", gross(300_000), DEPARTMENT),
    "Northern Ireland before June 2022": Case("policy", None, "2022-05-31", gross(300_000), NORTHERN_IRELAND),
    "Northern Ireland from June 2022": Case("policy", "NI_PPN_01_21", "2022-06-01", gross(300_000), NORTHERN_IRELAND),
    "Scotland below four millions": Case("policy", None, "2020-01-05", net(3_999_999), SCOTLAND),
    "Scotland from four millions": Case("policy", "PRSA_CBR", "2020-01-05", net(4_000_000), SCOTLAND),
    "Scotland counts without VAT": Case("policy", None, "2026-01-05", gross(4_799_999), SCOTLAND),
    # Class of authority.
    "integrated care board at the sub-central threshold": Case("threshold_gbp", 207_720, "2026-01-05", {}, ICB),
    "a board that publishes another class": Case(
        "threshold_gbp",
        135_018,
        "2026-01-05",
        {},
        {**ICB, "buyer_id": "central board", "name": "NHS Dorset ICB", "ca_type": "publicAuthorityCentralGovernment"},
    ),
    "no council is central, whatever it publishes": Case(
        "threshold_gbp",
        207_720,
        "2026-01-05",
        {},
        {"name": "Leeds City Council", "ca_type": "publicAuthorityCentralGovernment"},
    ),
    "purchasing body at the sub-central threshold": Case("threshold_gbp", 207_720, "2026-01-05", {}, {"name": "YPO"}),
    "purchasing agency of the Crown": Case(
        "threshold_gbp", 139_688, "2025-01-05", {}, {"name": "Crown Commercial Service"}
    ),
    "commissioning group": Case("threshold_gbp", 189_330, "2021-01-05", {}, {"name": "NHS Leeds CCG"}),
    "NHS England sub-central": Case("threshold_gbp", 189_330, "2021-08-15", {}, {"name": "NHS England"}),
    "NHS England central": Case("threshold_gbp", 122_976, "2021-08-16", {}, {"name": "NHS England"}),
    # The Act itself.
    "day before the Act": Case("scope", "D3", "2013-01-30", net(300_000)),
    "first day of the Act": Case("scope", "D5", "2013-01-31", net(300_000)),
    # Light touch.
    "part B at the ordinary threshold": Case("scope", "D5", "2014-06-01", net(172_514, **LIGHT)),
    "part B below": Case("scope", "D2", "2014-06-01", net(172_513, **LIGHT)),
    "light touch 2015 between the two": Case("scope", "D4u", "2015-06-01", net(300_000, **LIGHT)),
    "light touch 2015 above both": Case("scope", "D5", "2015-06-01", net(625_050, **LIGHT)),
    "light touch 2015 below both": Case("scope", "D2", "2015-06-01", net(172_513, **LIGHT)),
    "light touch after April 2016": Case("scope", "D5", "2016-04-18", net(164_176, **LIGHT)),
    # What nothing published settles.
    "company of no stated type": Case("scope", "D4u", "2026-01-05", {}, COMPANY),
    "company that publishes its type": Case(
        "scope", "D5", "2026-01-05", {}, {**COMPANY, "name": "Marlbrook Homes Services Ltd", "ca_type": "BODY_PUBLIC"}
    ),
    "unknown body in Wales": Case("scope", "D4u", "2026-01-05", {}, {"name": "Marlbrook Trustees", "country": "Wales"}),
    "utility that does not say": Case("scope", "D4u", "2026-01-05", {"legal_basis": None}, UTILITY),
    "utility of no stated type under the Act of 2023": Case(
        "scope", "D4u", "2026-01-05", {"legal_basis": "UKPGA:2023/54"}, UTILITY
    ),
    "public utility under the Act of 2023": Case(
        "scope",
        "D5",
        "2026-01-05",
        {"legal_basis": "UKPGA:2023/54"},
        {**UTILITY, "ca_type": "publicUndertaking", "buyer_id": "undertaking"},
    ),
    "utility under the public contracts regulations": Case(
        "scope", "D5", "2024-01-05", {"legal_basis": "CELEX:32014L0024"}, UTILITY
    ),
    "unknown body of no stated type": Case(
        "scope", "D4u", "2026-01-05", {}, {"name": "Marlbrook Trustees", "country": "England", "buyer_id": "untyped"}
    ),
    # Who buys, and what is excluded, where test_scope.py has no case.
    "notice says scottish rules": Case(
        "scope", "D0", "2026-01-05", {}, {"name": "A Body of Scotland", "devolved_regulations": "GB-SCT"}
    ),
    "notice says northern rules": Case(
        "scope", "D0", "2026-01-05", {}, {"name": "A Body of Ulster", "devolved_regulations": "GB-NIR"}
    ),
    "notice says welsh rules": Case(
        "scope", "D0", "2026-01-05", {}, {"name": "A Body of Wales", "devolved_regulations": "GB-WLS"}
    ),
    "private utility": Case("scope", "D0", "2026-01-05", {}, {"name": "A Power Company", "ca_type": "privateUtility"}),
    "scottish council": Case("scope", "D0", "2026-01-05", {}, SCOTLAND),
    "northern body": Case("scope", "D0", "2026-01-05", {}, NORTHERN_IRELAND),
    "welsh council": Case("scope", "D0", "2026-01-05", {}, {"name": "Cardiff Council"}),
    "police in Wales": Case("scope", "D5", "2026-01-05", {}, {"name": "Gwent Police"}),
    "department in Wales": Case("scope", "D1", "2026-01-05", {"main_category": "works"}, DEPARTMENT),
    "agency in Wales": Case(
        "scope",
        "D5",
        "2026-01-05",
        {},
        {"name": "Marlbrook Works Executive Agency", "country": "Wales", "ca_type": "publicAuthorityCentralGovernment"},
    ),
    "abroad": Case("scope", "D0", "2026-01-05", {}, {"name": "Ports of Jersey"}),
    "nation unknown": Case("scope", "D4u", "2026-01-05", {}, {"name": "Marlbrook Housing Association"}),
    "call-off": Case("scope", "D3", "2026-01-05", {"is_call_off": True}),
    "called off": Case("scope", "D3", "2026-01-05", {"status": "cancelled"}),
    "exempted": Case("scope", "D3", "2026-01-05", {"special_regimes": ["exempted"]}),
    "provider selection excluded": Case("scope", "D3", "2026-01-05", {"special_regimes": ["psr"]}),
    **{
        f"{regime} contract of {year}": Case("scope", "D3", f"{year}-01-05", {"special_regimes": [regime]})
        for regime in ("utilities", "concession", "defence")
        for year in (2020, 2026)
    },
    # Regimes.
    "procurement act": Case("regime", "pa_2023", "2025-02-24", {}),
    "day before it": Case("regime", "pcr_2015", "2025-02-23", {}),
    "begun before it": Case("regime", "pcr_2015", "2025-06-01", {"legal_basis": "CELEX:32014L0024"}),
    "utilities regulations": Case("regime", "ucr_2016", "2020-06-01", {"legal_basis": "CELEX:32014L0025"}),
    "utilities regulations of 2006": Case("regime", "ucr_2006", "2015-06-01", {"legal_basis": "CELEX:32004L0017"}),
    "concession regulations": Case("regime", "ccr_2016", "2020-06-01", {"legal_basis": "CELEX:32014L0023"}),
    "defence regulations": Case("regime", "dspcr_2011", "2020-06-01", {"legal_basis": "CELEX:32009L0081"}),
    "regulations of 2006": Case("regime", "pcr_2006", "2015-02-25", {}),
    "directive of 2004 to the last day": Case("regime", "pcr_2006", "2015-02-25", {"legal_basis": "CELEX:32004L0018"}),
    "forms of 2004 under the regulations of 2015": Case(
        "regime", "pcr_2015", "2015-02-26", {"legal_basis": "CELEX:32004L0018"}
    ),
    "regulations of 2015": Case("regime", "pcr_2015", "2015-02-26", {}),
    "provider selection": Case("regime", "psr_2023", "2024-01-01", {"special_regimes": ["psr"]}),
    "scottish regulations": Case("regime", "pcsr_2015", "2020-06-01", {"legal_basis": "CELEX:32014L0024"}, SCOTLAND),
    "scottish regulations of 2012": Case("regime", "pcsr_2012", "2015-06-01", {}, SCOTLAND),
}


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases, derived at once; the name of a case is its ocid."""
    with writer() as con:
        for name, case in CASES.items():
            values = {**IN_SCOPE, **case.notice, "published_at": at(case.day)}
            if case.buyer:
                values["buyer_id"] = buyer(con, **case.buyer)
            notice(con, name, **values)
        notice(con, "mixed", **IN_SCOPE, additional_categories=["goods", "services"])
        derive(con)
        yield con


@pytest.mark.parametrize("name", CASES)
def test_law(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    case = CASES[name]
    found = rows(derived, f"SELECT {case.column} FROM core.process_scope WHERE ocid = ?", [name])
    assert found == [(case.expected,)]


def test_every_rule_of_who_buys_has_a_case(derived: duckdb.DuckDBPyConnection) -> None:
    sql = """
        SELECT r.rule_number, r.reason FROM ref_scope_rules r
        WHERE r.step = 'D1' AND NOT EXISTS (
            SELECT 1 FROM core.scope_step s
            WHERE s.step = r.step AND s.law_source = r.source AND contains(lower(s.reason), lower(r.reason))
        )
    """
    assert rows(derived, sql) == []


def reason(con: duckdb.DuckDBPyConnection, ocid: str, step: str) -> str:
    sql = "SELECT reason FROM core.scope_step WHERE ocid = ? AND step = ?"
    return str(rows(con, sql, [ocid, step])[0][0])


def test_mixed_contract_says_so(derived: duckdb.DuckDBPyConnection) -> None:
    said = "The main category, the greater part by value, is services, with goods as well."
    assert reason(derived, "mixed", "D2") == said


def test_unknown_threshold_of_light_touch_says_why(derived: duckdb.DuckDBPyConnection) -> None:
    said = reason(derived, "light touch 2015 between the two", "D3")
    assert said.startswith("£300,000 lies between £172,514 (ordinary) and £625,050 (light touch)")


@pytest.mark.parametrize("step", ["D1", "D2", "D3", "D4"])
def test_every_step_of_law_names_its_source(derived: duckdb.DuckDBPyConnection, step: str) -> None:
    sql = "SELECT ocid FROM core.scope_step WHERE step = ? AND coalesce(law_source, '') = ''"
    assert rows(derived, sql, [step]) == []
