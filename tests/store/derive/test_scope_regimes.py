"""What leaves the denominator by its regime: health services, concessions, call-offs, defence, services of a list."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

ICB: dict[str, Any] = {"name": "NHS Devon Integrated Care Board"}
TRUST: dict[str, Any] = {"name": "Walsall Healthcare NHS Trust"}
DISTRICT: dict[str, Any] = {"name": "Eden District Council"}
UNIVERSITY: dict[str, Any] = {"name": "University of Derby"}
SPECIAL: dict[str, Any] = {"name": "NHS Blood and Transplant"}
SUPPORT_UNIT: dict[str, Any] = {"name": "NHS Arden and Greater East Midlands Commissioning Support Unit"}
HEALTH_BOARD: dict[str, Any] = {"name": "Cwm Taf Morgannwg University Health Board"}
DEFENCE: dict[str, Any] = {"name": "Ministry of Defence"}
DEPARTMENT: dict[str, Any] = {"name": "Department for Transport"}
IN, OUT, UNKNOWN = True, False, None


class Case(NamedTuple):
    """A notice beyond IN_SCOPE, its buyer, whether the Act covers it, and what that rests on (None: any)."""

    is_in_scope: bool | None
    basis: str | None
    day: str
    notice: dict[str, Any]
    buyer: dict[str, Any] = {}  # noqa: RUF012 - never changed


def health(*codes: str, **values: Any) -> dict[str, Any]:
    return {"cpv_code": codes[0], "cpv_codes": list(codes), **values}


def net(amount: float, **values: Any) -> dict[str, Any]:
    return {"value_amount_gross": None, "value_amount": amount, **values}


def silent(**values: Any) -> dict[str, Any]:
    return {"value_amount_gross": None, **values}


DAY = "2026-01-05"
DIRECTIVE: dict[str, Any] = {"legal_basis": "CELEX:32014L0024"}
CASES = {
    "opened before the Act": Case(OUT, "stated", "2013-01-30", {"value_amount_gross": 300_000}),
    # The Provider Selection Regime, by code and buyer.
    "board buys health services": Case(OUT, "presumed", DAY, health("85100000"), ICB),
    "on an old form": Case(OUT, "presumed", DAY, health("85100000", **DIRECTIVE), ICB),
    "trust buys dialysis": Case(OUT, "presumed", DAY, health("85111900"), TRUST),
    "district buys physiotherapy": Case(OUT, "presumed", "2024-01-01", health("85142100"), DISTRICT),
    "county buys dentistry": Case(OUT, "presumed", DAY, health("85130000")),
    "support unit buys for boards": Case(OUT, "presumed", DAY, health("85121100"), SUPPORT_UNIT),
    "the day before the regime": Case(IN, "measured", "2023-12-31", health("85100000"), ICB),
    "a university is under no such regime": Case(IN, "measured", DAY, health("85100000"), UNIVERSITY),
    "nor is a special health authority": Case(IN, "measured", DAY, health("85100000"), SPECIAL),
    "social work is no health service": Case(IN, "measured", DAY, health("85310000"), ICB),
    "nor social work with a health code beside it": Case(IN, "measured", DAY, health("85310000", "85323000"), ICB),
    "nor hospital bedding": Case(IN, "measured", DAY, health("85112100"), TRUST),
    "the head of the division": Case(UNKNOWN, "unknown", DAY, health("85000000"), ICB),
    "the head, of a trust": Case(UNKNOWN, "unknown", DAY, health("85000000"), TRUST),
    "the head, of a council": Case(IN, "measured", DAY, health("85000000")),
    "the head, before the regime": Case(IN, "measured", "2023-12-31", health("85000000"), ICB),
    "a general code over health services": Case(
        UNKNOWN, "unknown", DAY, health("75200000", "85121000", "85111000"), ICB
    ),
    "software, with a health code beside it": Case(IN, "measured", DAY, health("72260000", "85100000"), ICB),
    "a general code over health and cleaning": Case(
        IN, "measured", DAY, health("75200000", "85121000", "90910000"), ICB
    ),
    "the head, with health services below": Case(OUT, "presumed", DAY, health("85000000", "85121000", "85142100"), ICB),
    "the head, with both below": Case(UNKNOWN, "unknown", DAY, health("85000000", "85121000", "85310000"), ICB),
    "the head, with social work below": Case(IN, "measured", DAY, health("85000000", "85310000"), ICB),
    "community health, on a condition": Case(UNKNOWN, "unknown", DAY, health("85323000"), ICB),
    "pharmacy, on a condition": Case(UNKNOWN, "unknown", DAY, health("85149000"), ICB),
    "health services of no value": Case(OUT, "presumed", DAY, silent(**health("85100000", **DIRECTIVE)), ICB),
    "a doubtful code of no value": Case(UNKNOWN, "unknown", DAY, silent(**health("85149000", **DIRECTIVE)), ICB),
    "the notice says so": Case(OUT, "stated", DAY, health("85310000", special_regimes=["psr"]), ICB),
    "health board in Wales": Case(OUT, "stated", DAY, health("85100000"), HEALTH_BOARD),
    # No legal basis: the title, the description and the code.
    "title: service concession": Case(OUT, "stated", DAY, {"title": "Seaside cafe: service concession"}),
    "title: concession contract": Case(OUT, "stated", DAY, {"title": "Bike hire concession contract"}),
    "title: concessionary travel": Case(IN, "measured", DAY, {"title": "Concessionary travel scheme administration"}),
    "title: concession fares": Case(IN, "measured", DAY, {"title": "Concession fares processing"}),
    "title: no concession": Case(IN, "measured", DAY, {"title": "Car park operator (not a concession)"}),
    "title with a legal basis": Case(IN, "measured", DAY, {"title": "Catering concession", **DIRECTIVE}),
    "text: concession": Case(UNKNOWN, "unknown", DAY, {"description": "It will be let as a services concession."}),
    "text: no concession": Case(IN, "measured", DAY, {"description": "This is not a concession contract."}),
    "title: call-off": Case(OUT, "stated", DAY, {"title": "Call-off: security guards"}),
    "title: further competition": Case(OUT, "stated", DAY, {"title": "Further competition for grounds upkeep"}),
    "title: call-off, under a named law": Case(
        UNKNOWN, "unknown", DAY, {"title": "Call-off: night guards", "legal_basis": "CELEX:32014L0024"}
    ),
    "described as a call-off, under a named law": Case(
        UNKNOWN,
        "unknown",
        DAY,
        {"description": "A call-off against another body's framework.", "legal_basis": "CELEX:32014L0024"},
    ),
    "title: call-off framework": Case(IN, "measured", DAY, {"title": "Call-off framework for translators"}),
    "text: another's framework": Case(
        UNKNOWN, "unknown", DAY, {"description": "A call-off against another body's framework."}
    ),
    "text: mini-competition": Case(
        UNKNOWN, "unknown", DAY, {"description": "Suppliers take part in a mini-competition under RM6100 of CCS."}
    ),
    "text: direct award": Case(
        UNKNOWN, "unknown", DAY, {"description": "The contract was directly awarded under the ESPO framework 664."}
    ),
    "text: sets up a framework": Case(
        IN, "measured", DAY, {"description": "We will establish a framework from which members may call off contracts."}
    ),
    "text: it is a framework": Case(
        IN,
        "measured",
        DAY,
        {"description": "Call-offs under this framework follow a mini-competition under it.", "is_framework": True},
    ),
    "text: through a dynamic system": Case(
        UNKNOWN, "unknown", DAY, {"description": "A competition run through the council's dynamic purchasing system."}
    ),
    "text: join a dynamic system": Case(
        IN, "measured", DAY, {"description": "Apply to join the dynamic purchasing system for taxis."}
    ),
    "code: security equipment": Case(IN, "measured", DAY, {"cpv_code": "50610000"}, TRUST),
    "code: security equipment for the Ministry of Defence": Case(
        UNKNOWN, "unknown", DAY, {"cpv_code": "50610000"}, DEFENCE
    ),
    "code: security and defence, of a council": Case(IN, "measured", DAY, {"cpv_code": "50600000"}),
    "code: uniforms of police": Case(IN, "measured", DAY, {"cpv_code": "35811200"}, {"name": "Kent Police"}),
    "code: drones": Case(IN, "measured", DAY, {"cpv_code": "35613000"}),
    "code: military aircraft": Case(UNKNOWN, "unknown", DAY, {"cpv_code": "35610000"}),
    "code: defence materials": Case(UNKNOWN, "unknown", DAY, {"cpv_code": "50600000"}, DEFENCE),
    "code: parts of defence materials": Case(UNKNOWN, "unknown", DAY, {"cpv_code": "50650000"}),
    "code: weapons": Case(UNKNOWN, "unknown", DAY, {"cpv_code": "35300000"}),
    "code: alarms for a council": Case(IN, "measured", DAY, {"cpv_code": "35121700"}),
    "code: alarms for the Ministry of Defence": Case(UNKNOWN, "unknown", DAY, {"cpv_code": "35121700"}, DEFENCE),
    "code with a legal basis": Case(IN, "measured", DAY, {"cpv_code": "50600000", **DIRECTIVE}, DEFENCE),
    # The procedure, in the portal's words.
    "purchase through a dynamic system": Case(
        UNKNOWN, "unknown", DAY, {"procedure_details": "Call-off from a dynamic purchasing system"}
    ),
    "the same, once read as a call-off": Case(
        UNKNOWN,
        "unknown",
        DAY,
        {
            "procedure_details": "Call-off from a dynamic purchasing system",
            "is_call_off": True,
            "special_regimes": ["framework_call_off"],
        },
    ),
    "code of older files": Case(UNKNOWN, "unknown", DAY, {"procedure_details": "CallOffFromDynamicPurchasingSystem "}),
    "further competition via a dynamic system": Case(
        UNKNOWN, "unknown", DAY, {"procedure_details": "Other - Further Competition via Eastmere's Insurance DPS"}
    ),
    "further competition": Case(OUT, "stated", DAY, {"procedure_details": "Other - Further Competition - Framework"}),
    "direct award from a framework": Case(
        OUT, "stated", DAY, {"procedure_details": "Other - Direct Award from a Framework Contract"}
    ),
    "call-off": Case(OUT, "stated", DAY, {"procedure_details": "Call-off from a framework agreement"}),
    "call-off of older files": Case(OUT, "stated", DAY, {"procedure_details": "CallOffFromFrameworkAgreement "}),
    "a bare framework": Case(UNKNOWN, "unknown", DAY, {"procedure_details": "Other - Framework"}),
    "buys through a dynamic market": Case(
        UNKNOWN, "unknown", DAY, {"is_dynamic_system": True, "legal_basis": "UKPGA:2023/54", "form_type": "UK4"}
    ),
    "sets up a dynamic system on a form of the directive": Case(
        IN, "measured", "2023-06-01", {"is_dynamic_system": True, "form_type": "F02", **DIRECTIVE}
    ),
    "sets up a dynamic system": Case(
        IN, "measured", DAY, {"procedure_details": "Restricted procedure", "is_dynamic_system": True}
    ),
    "sets up a framework": Case(IN, "measured", DAY, {"procedure_details": "Open procedure", "is_framework": True}),
    # The threshold: said, measured or presumed.
    "said above": Case(IN, "stated", DAY, silent(procedure_details="Open procedure (above threshold)")),
    "said below": Case(OUT, "stated", DAY, silent(procedure_details="Competitive quotation (below threshold)")),
    "said below in other words": Case(
        OUT, "stated", DAY, silent(procedure_details="Other - Restricted procedure, below threshold")
    ),
    "said above, of older files": Case(IN, "stated", DAY, silent(procedure_details="OpenOJEU ")),
    "said below, of older files": Case(OUT, "stated", DAY, silent(procedure_details="OpenNonOJEU ")),
    "not said": Case(UNKNOWN, "unknown", DAY, silent(procedure_details="Open procedure")),
    "said below, of light touch services": Case(
        UNKNOWN, "unknown", "2024-05-05", silent(cpv_code="80500000", procedure_details="Open (below threshold)")
    ),
    "a value outweighs the words": Case(
        OUT, "measured", DAY, net(20_000.0, procedure_details="Open procedure (above threshold)")
    ),
    "directive": Case(IN, "presumed", DAY, silent(**DIRECTIVE)),
    "directive, value a filler": Case(IN, "presumed", DAY, {"value_amount_gross": 1.0, **DIRECTIVE}),
    "directive, value measured": Case(OUT, "measured", DAY, net(100_000.0, **DIRECTIVE)),
    "tender notice of the Act": Case(IN, "presumed", DAY, silent(legal_basis="UKPGA:2023/54", form_type="UK4")),
    "tender notice that says below": Case(
        OUT,
        "stated",
        DAY,
        silent(legal_basis="UKPGA:2023/54", form_type="UK4", procedure_details="Below threshold - open competition"),
    ),
    "another form of the Act": Case(UNKNOWN, "unknown", DAY, silent(legal_basis="UKPGA:2023/54")),
    "directive of 2004, Part A": Case(
        IN, "presumed", "2014-06-01", silent(legal_basis="CELEX:32004L0018", cpv_code="90910000")
    ),
    "directive of 2004, Part B": Case(
        UNKNOWN, "unknown", "2014-06-01", silent(legal_basis="CELEX:32004L0018", cpv_code="80500000")
    ),
    "no law named": Case(UNKNOWN, "unknown", DAY, silent()),
    # Part B services: one threshold whoever buys.
    "part B below, central": Case(OUT, "measured", "2014-06-01", net(172_513.0, cpv_code="80500000"), DEPARTMENT),
    "part B at, central": Case(IN, "measured", "2014-06-01", net(172_514.0, cpv_code="80500000"), DEPARTMENT),
    "part B of 2013 below": Case(OUT, "measured", "2013-06-01", net(173_933.0, cpv_code="79100000"), DEPARTMENT),
    "part B of 2013 at": Case(IN, "measured", "2013-06-01", net(173_934.0, cpv_code="79100000"), DEPARTMENT),
    "part B by category": Case(
        OUT, "measured", "2014-06-01", net(150_000.0, special_regimes=["part_b"], cpv_code="90910000"), DEPARTMENT
    ),
    "part A by category": Case(
        IN, "measured", "2014-06-01", net(150_000.0, special_regimes=["part_a"], cpv_code="80500000"), DEPARTMENT
    ),
    "an exception of part B": Case(IN, "measured", "2014-06-01", net(150_000.0, cpv_code="79632000"), DEPARTMENT),
    "part A, central": Case(IN, "measured", "2014-06-01", net(150_000.0, cpv_code="90910000"), DEPARTMENT),
    "research of part A": Case(OUT, "measured", "2014-06-01", net(150_000.0, cpv_code="73100000"), DEPARTMENT),
    "telecommunications of part A": Case(
        OUT, "measured", "2014-06-01", net(150_000.0, cpv_code="64228000"), DEPARTMENT
    ),
    # Light touch by the value without VAT, to 23 February 2025.
    "light touch net of VAT, below": Case(OUT, "measured", "2023-06-01", net(200_000.0, cpv_code="80500000")),
    "light touch net of VAT, at": Case(IN, "measured", "2023-06-01", net(213_477.0, cpv_code="80500000")),
    "light touch stated, below": Case(OUT, "measured", "2023-06-01", net(200_000.0, special_regimes=["light_touch"])),
    "light touch gross alone": Case(
        OUT, "measured", "2023-06-01", {"value_amount_gross": 250_000.0, "cpv_code": "80500000"}
    ),
    "other services with 20 %": Case(IN, "measured", "2023-06-01", net(200_000.0, cpv_code="90910000")),
    "light touch of the Act with 20 %": Case(
        IN, "measured", "2025-06-01", net(200_000.0, special_regimes=["light_touch"])
    ),
    "light touch, central, by class": Case(
        IN, "measured", "2017-06-01", net(106_047.0, cpv_code="80500000"), DEPARTMENT
    ),
    # Utilities, concessions, defence, before and under the Act of 2023; exempted contracts.
    **{
        f"{regime} contract of {day}": Case(OUT, "stated", day, {"special_regimes": [regime]})
        for regime in ("utilities", "concession", "defence")
        for day in ("2025-02-23", "2025-02-24")
    },
    "exempted contract": Case(OUT, "stated", DAY, {"special_regimes": ["exempted"]}),
    "utility that names no law": Case(UNKNOWN, "unknown", DAY, {}, {"name": "Network Rail"}),
    "utility of no stated type": Case(
        UNKNOWN, "unknown", DAY, {"legal_basis": "UKPGA:2023/54"}, {"name": "Network Rail"}
    ),
    "called off": Case(OUT, "stated", DAY, {"status": "cancelled"}),
}


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases, derived at once; the name of a case is its ocid."""
    with writer() as con:
        for name, case in CASES.items():
            values = {**IN_SCOPE, "title": "Upkeep of parks", **case.notice, "published_at": at(case.day)}
            if case.buyer:
                values["buyer_id"] = buyer(con, **case.buyer)
            notice(con, name, **values)
        derive(con)
        yield con


@pytest.mark.parametrize("name", CASES)
def test_regime(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    case = CASES[name]
    found = rows(derived, "SELECT is_in_scope, scope_basis FROM core.process_scope WHERE ocid = ?", [name])[0]
    assert found == (case.is_in_scope, case.basis), rows(
        derived, "SELECT scope_reason FROM core.process_scope WHERE ocid = ?", [name]
    )


@pytest.mark.parametrize(
    ("name", "regime"),
    [
        ("board buys health services", "psr_2023"),
        ("the day before the regime", "pcr_2015"),
        ("health board in Wales", "psr_wales_2025"),
    ],
)
def test_procurement_law(derived: duckdb.DuckDBPyConnection, name: str, regime: str) -> None:
    assert rows(derived, "SELECT regime FROM core.process_scope WHERE ocid = ?", [name]) == [(regime,)]


def test_what_is_unknown_says_why(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT ocid FROM core.process_scope WHERE is_in_scope IS NULL AND length(scope_reason) < 20"
    assert rows(derived, sql) == []


def test_light_touch_value_is_shown_without_vat(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT value_gbp, value_basis FROM core.process_scope WHERE ocid = 'light touch net of VAT, below'"
    assert rows(derived, sql) == [(200_000.0, "net")]


def test_every_rule_of_exclusion_has_a_case(derived: duckdb.DuckDBPyConnection) -> None:
    """Rule 27 apart: what it is for, a Welsh body, has left the Act at the step before."""
    sql = """
        SELECT r.rule_number, r.reason FROM ref_scope_rules r
        WHERE r.step = 'D4' AND r.special_regime IS DISTINCT FROM 'called_off' AND r.rule_number <> 27 AND NOT EXISTS (
            SELECT 1 FROM core.scope_step s
            WHERE s.step = r.step AND s.law_source = r.source AND contains(lower(s.reason), lower(r.reason))
        )
    """
    assert rows(derived, sql) == []
