"""A notice that speaks of the threshold and publishes a value that says another: the value decides, in words."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

ABOVE: dict[str, Any] = {"is_above_threshold": True}
BELOW: dict[str, Any] = {"is_above_threshold": False}
SAYS_ABOVE = "The notice says that it is above the threshold: the value decides."
SAYS_BELOW = "The notice says that it is below the threshold: the value decides."


class Case(NamedTuple):
    """A notice beyond IN_SCOPE; the decision of D3 and the contradiction told, if any."""

    notice: dict[str, Any]
    decision: str
    told: str | None = None
    buyer: str = "Kent County Council"
    day: str = "2026-01-05"


def gross(amount: float, **values: Any) -> dict[str, Any]:
    return {"value_amount_gross": amount, **values}


def net(amount: float, **values: Any) -> dict[str, Any]:
    return {"value_amount_gross": None, "value_amount": amount, **values}


def regimes(*names: str) -> dict[str, Any]:
    return {"special_regimes": list(names)}


CASES = {
    "says above, is below": Case(gross(100_000, **ABOVE), "no", SAYS_ABOVE),
    "says below, is above": Case(gross(900_000, **BELOW), "yes", SAYS_BELOW),
    "a pound below": Case(gross(207_719, **ABOVE), "no", SAYS_ABOVE),
    "at it": Case(gross(207_720, **BELOW), "yes", SAYS_BELOW),
    "by a value without VAT": Case(net(100_000, **ABOVE), "no", SAYS_ABOVE),
    "before 2022": Case(net(900_000, **BELOW), "yes", SAYS_BELOW, day="2021-06-01"),
    "a department": Case(gross(135_017, **ABOVE), "no", SAYS_ABOVE, "Department for Transport"),
    "in the words of Contracts Finder, above": Case(
        gross(50_000, procedure_details="Open procedure (above threshold)"), "no", SAYS_ABOVE
    ),
    "in the words of Contracts Finder, below": Case(
        gross(900_000, procedure_details="Open procedure (below threshold)"), "yes", SAYS_BELOW
    ),
    "light touch, below both": Case(gross(100_000, **ABOVE, **regimes("light_touch")), "no", SAYS_ABOVE),
    "light touch, above both": Case(gross(700_000, **BELOW, **regimes("light_touch")), "yes", SAYS_BELOW),
    # No contradiction.
    "says above, is above": Case(gross(900_000, **ABOVE), "yes"),
    "says below, is below": Case(gross(100_000, **BELOW), "no"),
    "says nothing": Case(gross(900_000), "yes"),
    "light touch, between": Case(gross(300_000, **BELOW, **regimes("light_touch")), "yes"),
    "light touch of 2023, between": Case(net(300_000, **BELOW, **regimes("light_touch")), "yes", day="2023-06-01"),
    "utilities, between": Case(gross(300_000, **BELOW, **regimes("utilities")), "yes"),
    "utilities, above both": Case(gross(500_000, **BELOW, **regimes("utilities")), "yes", SAYS_BELOW),
    "concession": Case(gross(900_000, **BELOW, **regimes("concession")), "yes"),
    "defence": Case(gross(300_000, **BELOW, **regimes("defence")), "yes"),
    "no value": Case({"value_amount_gross": None, **ABOVE}, "yes"),
    "class not known, between the two": Case(gross(150_000, **BELOW), "no", None, "Marlbrook Trustees"),
}


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    """All cases, derived at once; the name of a case is its ocid."""
    with writer() as con:
        for name, case in CASES.items():
            buyer_id = buyer(con, case.buyer, country="England", ca_type="OTHER")
            notice(con, name, **{**IN_SCOPE, **case.notice, "published_at": at(case.day), "buyer_id": buyer_id})
        derive(con)
        yield con


@pytest.mark.parametrize("name", CASES)
def test_contradiction(derived: duckdb.DuckDBPyConnection, name: str) -> None:
    sql = "SELECT decision, reason FROM core.scope_step WHERE ocid = ? AND step = 'D3'"
    ((decision, reason),) = rows(derived, sql, [name])
    told = next((words for words in (SAYS_ABOVE, SAYS_BELOW) if str(reason).endswith(f" {words}")), None)
    assert (decision, told) == (CASES[name].decision, CASES[name].told)


def test_why_tells_it(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT scope_reason FROM core.process_scope WHERE ocid = 'says above, is below'"
    said = "£100,000 including VAT is below £207,720, the threshold for sub-central services from 1 January 2026."
    assert rows(derived, sql) == [(f"{said} {SAYS_ABOVE}",)]
