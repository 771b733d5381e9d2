"""Legal scope: one process that the Act covers, and each way out of it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, SCOTTISH_COUNCIL, at, buyer, notice, rows, writer

CENTRAL = {"name": "Department for Transport"}
UNKNOWN_CLASS = {"name": "Marlbrook Trustees", "country": "England", "ca_type": "OTHER"}


class Case(NamedTuple):
    """What a notice says beyond IN_SCOPE, its buyer, and the scope that must follow."""

    scope: str
    notice: Mapping[str, Any] = MappingProxyType({})
    buyer: Mapping[str, Any] = MappingProxyType({})


def net(amount: float) -> dict[str, Any]:
    return {"value_amount": amount, "value_amount_gross": None}


def gross(amount: float) -> dict[str, Any]:
    return {"value_amount_gross": amount}


def on(day: str, **values: Any) -> dict[str, Any]:
    return {"published_at": at(day), **values}


CASES = {
    "in scope": Case("D5"),
    "39 words": Case("D4", {"word_count": 39}),
    "40 words": Case("D5", {"word_count": 40}),
    "award only": Case("none", {"stage": "award", "tags": ["award"]}),
    "planning only": Case("none", {"stage": "planning"}),
    "transparency notice": Case("none", {"form_type": "UK5"}),
    # Who buys (step D1).
    "scotland": Case("D0", buyer={"name": SCOTTISH_COUNCIL}),
    "wales devolved": Case("D0", buyer={"name": "City of Cardiff Council"}),
    "wales police": Case("D5", buyer={"name": "Police and Crime Commissioner for Dyfed-Powys", "region_code": "UKL14"}),
    "northern ireland": Case("D0", buyer={"name": "Belfast City Council"}),
    "notice says welsh rules": Case("D0", buyer={"name": "A Body of Wales", "devolved_regulations": "GB-WLS"}),
    "private utility": Case("D0", buyer={"name": "Eastmere Power Company", "ca_type": "privateUtility"}),
    "overseas": Case("D0", buyer={"name": "Harbour Trustees", "country": "Jersey"}),
    "nation unknown": Case("D4u", buyer={"name": "Marlbrook Trust"}),
    "no buyer": Case("D4u", {"buyer_id": None}),
    # Services only (step D2).
    "works": Case("D1", {"main_category": "works"}),
    "goods": Case("D1", {"main_category": "goods"}),
    "category by service CPV": Case("D5", {"main_category": None, "cpv_code": "77310000"}),
    "category by works CPV": Case("D1", {"main_category": None, "cpv_code": "45000000"}),
    "category unknown": Case("D4u", {"main_category": None}),
    # The threshold by class, year and VAT basis (step D3).
    "sub-central 2026 at": Case("D5", gross(207_720)),
    "sub-central 2026 below": Case("D2", gross(207_719)),
    "sub-central 2026 net at": Case("D5", net(173_100)),
    "sub-central 2026 net below": Case("D2", net(173_099)),
    "central 2026 at": Case("D5", gross(135_018), CENTRAL),
    "central 2026 below": Case("D2", gross(135_017), CENTRAL),
    "sub-central 2025 at": Case("D5", on("2025-10-05", **gross(214_904))),
    "sub-central 2025 below": Case("D2", on("2025-10-05", **gross(214_903))),
    "sub-central 2021 net at": Case("D5", on("2021-10-05", **net(189_330))),
    "sub-central 2021 net below": Case("D2", on("2021-10-05", **net(189_329))),
    "sub-central 2021 gross less VAT at": Case("D5", on("2021-10-05", **gross(227_196))),
    "sub-central 2021 gross less VAT below": Case("D2", on("2021-10-05", **gross(227_195))),
    "before the thresholds held, and the Act": Case("D2", on("2011-10-05")),
    "year by local day": Case("D5", on("2025-12-31T23:30", **gross(214_904))),
    "class unknown, above both": Case("D5", gross(207_720), UNKNOWN_CLASS),
    "class unknown, between": Case("D4u", gross(150_000), UNKNOWN_CLASS),
    "class unknown, below both": Case("D2", gross(135_017), UNKNOWN_CLASS),
    "foundation trust before August 2021": Case(
        "D2", on("2021-06-01", **net(150_000)), {"name": "Marlbrook NHS Foundation Trust"}
    ),
    "foundation trust after July 2021": Case(
        "D5", on("2021-09-01", **net(150_000)), {"name": "Marlbrook NHS Foundation Trust"}
    ),
    "light touch at the ordinary threshold": Case("D5", {"special_regimes": ["light_touch"], **gross(207_720)}),
    "light touch below it": Case("D2", {"special_regimes": ["light_touch"], **gross(207_719)}),
    "light touch said to be below its own": Case(
        "D4u", {"special_regimes": ["light_touch"], "value_amount_gross": None, "is_above_threshold": False}
    ),
    "value missing": Case("D4u", {"value_amount_gross": None}),
    "value 0": Case("D4u", gross(0)),
    "value 1": Case("D4u", gross(1)),
    "value of nines": Case("D4u", gross(999_999_999)),
    "value of digits in a row": Case("D4u", gross(123_456_789)),
    "value in euro": Case("D4u", {"value_currency": "EUR"}),
    "no value, said to be above": Case("D5", {"value_amount_gross": None, "is_above_threshold": True}),
    "no value, said to be below": Case("D2", {"value_amount_gross": None, "is_above_threshold": False}),
    # What is excluded (step D4).
    "framework": Case("D5", {"is_framework": True}),
    "call-off": Case("D3", {"is_call_off": True}),
    "call-off by regime": Case("D3", {"special_regimes": ["framework_call_off"]}),
    "concession": Case("D3", {"special_regimes": ["concession"]}),
    "utilities": Case("D3", {"special_regimes": ["utilities"]}),
    "defence": Case("D3", {"special_regimes": ["defence"]}),
    "provider selection": Case("D3", {"special_regimes": ["psr"]}),
    "provider selection and light touch": Case("D3", {"special_regimes": ["light_touch", "psr"]}),
    "cancelled before the deadline": Case("D3", {"status": "cancelled", "deadline_at": at("2026-11-05")}),
    "cancelled after the deadline": Case("D5", {"status": "cancelled", "deadline_at": at("2026-09-05")}),
    # A no outweighs an unknown.
    "unknown value, but works": Case("D1", {"value_amount_gross": None, "main_category": "works"}),
    "unknown value, but a call-off": Case("D2", {"value_amount_gross": None, "is_call_off": True}),
}
OUTSIDE = ("none", "D0", "D1", "D2", "D3")


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases, derived at once; the name of a case is its ocid."""
    with writer() as con:
        for name, case in CASES.items():
            values = {**IN_SCOPE, **case.notice}
            if case.buyer:
                values["buyer_id"] = buyer(con, **case.buyer)
            notice(con, name, **values)
        derive(con)
        yield con


def one(con: duckdb.DuckDBPyConnection, columns: str, ocid: str) -> tuple[object, ...]:
    return rows(con, f"SELECT {columns} FROM core.process_scope WHERE ocid = ?", [ocid])[0]


def step(con: duckdb.DuckDBPyConnection, ocid: str, name: str) -> tuple[object, ...]:
    return rows(con, "SELECT decision, reason FROM core.scope_step WHERE ocid = ? AND step = ?", [ocid, name])[0]


@pytest.mark.parametrize("name", CASES)
def test_scope(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert one(derived, "scope", name) == (CASES[name].scope,)


@pytest.mark.parametrize("name", CASES)
def test_in_scope_follows_scope(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    scope = CASES[name].scope
    expected = None if scope == "D4u" else scope not in OUTSIDE
    assert one(derived, "is_in_scope", name) == (expected,)


def test_nothing_follows_a_no(derived: duckdb.DuckDBPyConnection) -> None:
    steps = rows(derived, "SELECT step FROM core.scope_step WHERE ocid = 'works' ORDER BY step_number")
    assert steps == [("D0",), ("D1",), ("D2",)]


def test_value_net_of_vat_is_raised_to_the_basis_of_the_threshold(derived: duckdb.DuckDBPyConnection) -> None:
    value, basis = one(derived, "value_gbp, value_basis", "sub-central 2026 net at")
    assert (value, basis) == (pytest.approx(207_720), "net_plus_20_pct_vat")


@pytest.mark.parametrize(
    ("name", "basis"),
    [
        ("value missing", "missing"),
        ("value 0", "placeholder"),
        ("value 1", "placeholder"),
        ("value of nines", "placeholder"),
        ("value of digits in a row", "placeholder"),
        ("value in euro", "foreign_currency"),
    ],
)
def test_value_that_cannot_be_used_is_null(derived: duckdb.DuckDBPyConnection, name: str, basis: str) -> None:
    assert one(derived, "value_gbp, value_basis", name) == (None, basis)


def test_threshold_reason_states_the_amounts(derived: duckdb.DuckDBPyConnection) -> None:
    assert step(derived, "sub-central 2026 below", "D3") == (
        "no",
        "£207,719 including VAT is below £207,720, the threshold for sub-central services from 1 January 2026.",
    )


def test_call_off_reason_names_the_framework(derived: duckdb.DuckDBPyConnection) -> None:
    reason = one(derived, "scope_reason", "call-off")[0]
    assert "the duty fell when the framework was set up" in str(reason)


@pytest.mark.parametrize(
    ("name", "regime"),
    [("in scope", "pa_2023"), ("sub-central 2021 net at", "pcr_2015"), ("provider selection", "psr_2023")],
)
def test_regime(derived: duckdb.DuckDBPyConnection, name: str, regime: str) -> None:
    assert one(derived, "regime", name) == (regime,)


@pytest.mark.parametrize(("name", "policy"), [("central 2026 at", "PPN_002"), ("in scope", None)])
def test_policy_binds_central_bodies_only(derived: duckdb.DuckDBPyConnection, name: str, policy: str | None) -> None:
    assert one(derived, "policy", name) == (policy,)


def test_deriving_twice_gives_the_same(derived: duckdb.DuckDBPyConnection) -> None:
    before = rows(derived, "SELECT * FROM core.process_scope ORDER BY ocid")
    derive(derived)
    assert rows(derived, "SELECT * FROM core.process_scope ORDER BY ocid") == before
