"""Central or sub-central by body and day, as the lists of central authorities have it."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

CENTRAL, SUB_CENTRAL, UNKNOWN = True, False, None
PUBLISHES_CENTRAL: dict[str, Any] = {"ca_type": "publicAuthorityCentralGovernment"}
# Body, what its buyer publishes, day: class.
CASES: list[tuple[str, dict[str, Any], str, bool | None]] = [
    ("Environment Agency", {}, "2014-06-01", SUB_CENTRAL),
    ("Environment Agency", {}, "2019-06-01", SUB_CENTRAL),
    ("Environment Agency", PUBLISHES_CENTRAL, "2026-01-05", SUB_CENTRAL),
    ("Homes England", {}, "2022-06-01", SUB_CENTRAL),
    ("Natural England", {}, "2014-06-01", CENTRAL),
    ("Natural England", {}, "2026-01-05", CENTRAL),
    ("Pensions Regulator", {}, "2016-06-01", CENTRAL),
    ("UK Research and Innovation", {}, "2021-08-15", SUB_CENTRAL),
    ("UK Research and Innovation", {}, "2021-08-16", CENTRAL),
    ("Arts Council England", {}, "2021-08-15", SUB_CENTRAL),
    ("Arts Council England", {}, "2025-02-24", CENTRAL),
    ("Nuclear Decommissioning Authority", {}, "2020-01-05", SUB_CENTRAL),
    ("Nuclear Decommissioning Authority", {}, "2022-01-05", CENTRAL),
    ("National Highways", {}, "2014-06-01", CENTRAL),
    ("National Highways", {}, "2018-06-01", SUB_CENTRAL),
    ("National Highways", {}, "2022-06-01", CENTRAL),
    ("Health and Safety Executive", {}, "2016-06-01", CENTRAL),
    ("Royal Botanic Gardens Kew", {}, "2019-06-01", CENTRAL),
    ("Tate", {}, "2013-06-01", CENTRAL),
    ("Diamond Light Source", {}, "2026-01-05", SUB_CENTRAL),
    ("UK Shared Business Services", {}, "2026-01-05", SUB_CENTRAL),
    ("Insolvency Service", {}, "2026-01-05", CENTRAL),
    ("Driver and Vehicle Licensing Agency", {}, "2014-06-01", CENTRAL),
    ("Crown Commercial Service", {}, "2016-06-01", CENTRAL),
    # Not to be read: what the notice publishes decides, else both thresholds are shown.
    ("Historic Royal Palaces", {}, "2026-01-05", UNKNOWN),
    ("Historic Royal Palaces", PUBLISHES_CENTRAL, "2026-01-05", CENTRAL),
    ("Crown Estate", {}, "2026-01-05", UNKNOWN),
    # NHS bodies.
    ("Walsall Healthcare NHS Trust", {}, "2019-06-01", CENTRAL),
    ("Bradford Teaching Hospitals NHS Foundation Trust", {}, "2021-08-15", SUB_CENTRAL),
    ("Bradford Teaching Hospitals NHS Foundation Trust", {}, "2021-08-16", CENTRAL),
    ("NHS England", {}, "2021-08-15", SUB_CENTRAL),
    ("NHS England", {}, "2021-08-16", CENTRAL),
    ("NHS Business Services Authority", {}, "2016-06-01", CENTRAL),
    ("NHS Devon Integrated Care Board", {}, "2026-01-05", SUB_CENTRAL),
    # Departments, and others that no list names.
    ("Department for Transport", {}, "2013-06-01", CENTRAL),
    ("Leeds City Council", PUBLISHES_CENTRAL, "2026-01-05", SUB_CENTRAL),
    # Known by its own name alone, but named in the lists.
    ("Law Commission", {"country": "England"}, "2014-06-01", CENTRAL),
    ("Marlbrook Standards Agency", {"country": "England"}, "2026-01-05", SUB_CENTRAL),
    ("Marlbrook Planning Agency", {"country": "England", **PUBLISHES_CENTRAL}, "2026-01-05", CENTRAL),
]
CENTRAL_GBP = {"2013": 113_057, "2014": 111_676, "2016": 106_047, "2018": 118_133, "2019": 118_133, "2020": 122_976,
               "2021": 122_976, "2022": 138_760, "2025": 139_688, "2026": 135_018}  # fmt: skip


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    """A case is known by its number; its value lies between the two thresholds of its day."""
    with writer() as con:
        for number, (name, said, day, _) in enumerate(CASES):
            body = buyer(con, name, **{"buyer_id": f"{name} {sorted(said.items())}", **said})
            between = {"value_amount_gross": None, "value_amount": CENTRAL_GBP[day[:4]] * 1.05}
            notice(con, str(number), **{**IN_SCOPE, **between, "published_at": at(day), "buyer_id": body})
        derive(con)
        yield con


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: f"{CASES[number][0]} {CASES[number][2]}")
def test_class(derived: duckdb.DuckDBPyConnection, number: int) -> None:
    found = rows(derived, "SELECT is_in_scope FROM core.process_scope WHERE ocid = ?", [str(number)])
    assert found == [(CASES[number][3],)]


def test_reason_names_the_list(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT law_source FROM core.scope_step WHERE ocid = '0' AND step = 'D3'"
    assert "SI 2006/5, Schedule 1: not named" in str(rows(derived, sql)[0][0])


def test_bodies_whose_class_could_not_be_read_are_marked(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT DISTINCT certainty FROM core.authority_class WHERE is_central IS NULL"
    assert rows(derived, sql) == [("unverified",)]
