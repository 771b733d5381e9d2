"""Which policy binds: "above threshold" is that of the kind of contract, light touch and utilities among them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

DEPARTMENT: dict[str, Any] = {"name": "Department for Work and Pensions"}
TRUST: dict[str, Any] = {"name": "Walsall Healthcare NHS Trust"}
LIGHT: dict[str, Any] = {"special_regimes": ["light_touch"]}
BY_CODE: dict[str, Any] = {"cpv_code": "80500000"}  # training, in the list of light touch services
ACT: dict[str, Any] = {"legal_basis": "UKPGA:2023/54"}
NOT_SAID: dict[str, Any] = {"value_amount_gross": None}


class Case(NamedTuple):
    """The policy that must follow, the day, a notice beyond IN_SCOPE, and its buyer."""

    policy: str | None
    day: str
    notice: dict[str, Any]
    buyer: dict[str, Any] = DEPARTMENT


def gross(amount: float, **values: Any) -> dict[str, Any]:
    return {"value_amount_gross": amount, **values}


def net(amount: float, **values: Any) -> dict[str, Any]:
    return {"value_amount_gross": None, "value_amount": amount, **values}


CASES = {
    # Light touch services have a threshold of their own, £663,540 since 2020, with VAT since 2022.
    "below, and says so": Case(None, "2026-01-05", gross(500_000, **LIGHT, **ACT, is_above_threshold=False)),
    "below, and says nothing": Case(None, "2026-01-05", gross(150_000, **LIGHT, **ACT)),
    "below, and says above": Case(None, "2026-01-05", gross(500_000, **LIGHT, **ACT, is_above_threshold=True)),
    "a pound below": Case(None, "2026-01-05", gross(663_539, **LIGHT, **ACT)),
    "at it": Case("PPN_002", "2026-01-05", gross(663_540, **LIGHT, **ACT)),
    "at it with VAT": Case("PPN_002", "2026-01-05", net(552_950, **LIGHT, **ACT)),
    "below it with VAT": Case(None, "2026-01-05", net(552_949, **LIGHT, **ACT)),
    "at it, free of VAT": Case(
        "PPN_002", "2025-11-05", {"value_amount_gross": 663_540, "value_amount": 600_000, **LIGHT, **ACT}
    ),
    "no value, says above": Case("PPN_002", "2026-01-05", {**NOT_SAID, **LIGHT, **ACT, "is_above_threshold": True}),
    "no value, says below": Case(None, "2026-01-05", {**NOT_SAID, **LIGHT, **ACT, "is_above_threshold": False}),
    "by code, below": Case(None, "2024-06-01", net(500_000, **BY_CODE)),
    "by code, above": Case("PPN_06_20", "2024-06-01", net(560_000, **BY_CODE)),
    "by code alone, and says above": Case("PPN_06_20", "2024-06-01", net(500_000, **BY_CODE, is_above_threshold=True)),
    "by code under the Act, where forms say it": Case("PPN_002", "2026-01-05", gross(500_000, **BY_CODE, **ACT)),
    "06/20 in 2021 without VAT, below": Case(None, "2021-06-01", net(663_539, **LIGHT)),
    "06/20 in 2021 without VAT, at": Case("PPN_06_20", "2021-06-01", net(663_540, **LIGHT)),
    "06/20 in 2022 with VAT, below": Case(None, "2022-06-01", net(552_949, **LIGHT)),
    "06/20 in 2022 with VAT, at": Case("PPN_06_20", "2022-06-01", net(552_950, **LIGHT)),
    "that of the NHS, below": Case(None, "2023-06-01", net(300_000, **LIGHT), TRUST),
    "that of the NHS, above": Case("NHS_NZSV", "2023-06-01", net(700_000, **LIGHT), TRUST),
    "that of Wales, below": Case(None, "2026-04-01", gross(300_000, **LIGHT), {"name": "Cardiff Council"}),
    "that of Wales, above": Case("WALES_SPPP", "2026-04-01", gross(700_000, **LIGHT), {"name": "Cardiff Council"}),
    # A policy that names a sum for services means all of them.
    "the Housing Executive": Case(
        "NI_PPN_01_21", "2026-10-01", gross(720_000), {"name": "Northern Ireland Housing Executive"}
    ),
    "the Housing Executive in letters": Case("NI_PPN_01_21", "2026-10-01", gross(720_000), {"name": "NIHE"}),
    "the Housing Executive, works": Case(
        "NI_PPN_01_21",
        "2026-10-01",
        gross(7_200_000, main_category="works"),
        {"name": "Northern Ireland Housing Executive"},
    ),
    "the Housing Executive, goods": Case(
        None, "2026-10-01", gross(720_000, main_category="goods"), {"name": "Northern Ireland Housing Executive"}
    ),
    "the Housing Executive, below": Case(
        None, "2026-10-01", gross(100_000), {"name": "Northern Ireland Housing Executive"}
    ),
    "a housing association": Case(None, "2026-10-01", gross(720_000), {"name": "Clanmil Housing Association"}),
    "a sum of its own": Case("NI_PPN_01_21", "2023-06-01", gross(300_000, **LIGHT), {"name": "Libraries NI"}),
    "a million": Case("PPN_026", "2027-01-05", gross(1_000_000, **LIGHT, **ACT)),
    # PPN 002 leaves out concessions, however they are told; of utilities contracts the private ones alone.
    "concession": Case(None, "2026-01-05", gross(9_000_000, **ACT, special_regimes=["concession"])),
    "concession of 2027": Case(None, "2027-01-05", gross(2_000_000, **ACT, special_regimes=["concession"])),
    "concession from five millions": Case(None, "2027-01-05", gross(9_000_000, **ACT, special_regimes=["concession"])),
    "concession by its title": Case(None, "2026-01-05", gross(500_000, title="Prison shop concession")),
    "concession by its text": Case(None, "2026-01-05", gross(500_000, description="It will be let as a concession.")),
    "defence": Case(None, "2026-01-05", gross(500_000, **ACT, special_regimes=["defence"])),
    "defence by code": Case(None, "2026-01-05", gross(500_000, cpv_code="35310000"), {"name": "Ministry of Defence"}),
    "utilities": Case("PPN_002", "2026-01-05", gross(415_440, **ACT, special_regimes=["utilities"])),
    "utilities below theirs": Case(None, "2026-01-05", gross(415_439, **ACT, special_regimes=["utilities"])),
    "utilities of 2025": Case(None, "2025-11-05", gross(429_808, **ACT, special_regimes=["utilities"])),
    "utilities, light touch": Case(
        None, "2026-01-05", gross(884_719, **ACT, special_regimes=["utilities", "light_touch"])
    ),
    "utilities, light touch, at": Case(
        "PPN_002", "2026-01-05", gross(884_720, **ACT, special_regimes=["utilities", "light_touch"])
    ),
    "utilities, works": Case(
        "PPN_002", "2026-01-05", gross(5_193_000, **ACT, special_regimes=["utilities"], main_category="works")
    ),
    "private utility": Case(
        None,
        "2026-01-05",
        gross(500_000, **ACT, special_regimes=["utilities"]),
        {**DEPARTMENT, "buyer_id": "private", "ca_type": "privateUtility"},
    ),
    "06/20 for no utilities": Case(None, "2022-01-05", net(900_000, special_regimes=["utilities"])),
    # From the Procurement Act to PPN 002 what bound central bodies was not read: told apart from what none binds.
    "first day not read": Case("NOT_READ", "2025-02-24", gross(500_000, **ACT)),
    "last day not read": Case("NOT_READ", "2025-09-30", gross(500_000, **ACT)),
    "the day after": Case("PPN_002", "2025-10-01", gross(500_000, **ACT)),
    "not read, goods": Case("NOT_READ", "2025-06-01", gross(300_000, **ACT, main_category="goods")),
    "not read, an arm's length body": Case(
        "NOT_READ", "2025-06-01", gross(500_000, **ACT), {"name": "Natural England"}
    ),
    "none, below the threshold": Case(None, "2025-06-01", gross(100_000, **ACT)),
    "none, light touch below its own": Case(None, "2025-06-01", gross(500_000, **ACT, **LIGHT)),
    "none, a concession": Case(None, "2025-06-01", gross(9_000_000, **ACT, special_regimes=["concession"])),
    "none, a council": Case(None, "2025-06-01", gross(500_000, **ACT), {"name": "Kent County Council"}),
    "none, a body that no policy binds": Case(None, "2025-06-01", gross(500_000, **ACT), {"name": "BBC"}),
    "read, of the body that PPN 002 names": Case(
        "NHS_NZSV", "2025-06-01", gross(500_000, **ACT), {"name": "NHS England"}
    ),
    "that of the NHS then": Case("NHS_NZSV", "2025-06-01", gross(500_000, **ACT), TRUST),
    "begun before": Case("PPN_06_20", "2025-06-01", gross(500_000, legal_basis="CELEX:32014L0024")),
    "no law named": Case("PPN_06_20", "2025-06-01", gross(500_000)),
    # What has no threshold of its own stays as it is.
    "services": Case("PPN_002", "2026-01-05", gross(500_000, **ACT)),
    "services below": Case(None, "2026-01-05", gross(135_017, **ACT)),
    "goods": Case("PPN_002", "2026-01-05", gross(300_000, **ACT, main_category="goods")),
    "works below": Case(None, "2026-01-05", gross(5_192_999, **ACT, main_category="works")),
    "works": Case("PPN_002", "2026-01-05", gross(5_193_000, **ACT, main_category="works")),
}


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases, derived at once; the name of a case is its ocid."""
    with writer() as con:
        for name, case in CASES.items():
            values = {**IN_SCOPE, **case.notice, "published_at": at(case.day), "buyer_id": buyer(con, **case.buyer)}
            notice(con, name, **values)
        derive(con)
        yield con


@pytest.mark.parametrize("name", CASES)
def test_policy(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    assert rows(derived, "SELECT policy FROM core.process_scope WHERE ocid = ?", [name]) == [(CASES[name].policy,)]


@pytest.mark.parametrize("name", ["below, and says so", "by code, below", "that of the NHS, below"])
def test_the_act_reaches_light_touch_from_the_ordinary_threshold(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    sql = "SELECT is_in_scope, is_comparable FROM core.process_scope WHERE ocid = ?"
    assert rows(derived, sql, [name]) == [(True, True)]
