"""A local body without an address stands in the nation where all that it buys is delivered."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, buyer, notice, rows, writer


class Case(NamedTuple):
    """A buyer, its place, where each of its notices delivers, and the nation that must follow."""

    name: str
    deliveries: list[list[str]]
    nation: str | None
    place: dict[str, Any] = {}  # noqa: RUF012 - never changed


CASES = [
    # By code, by name, in several notices.
    Case("Marlbrook Town Council", [["UKC14"]], "England"),
    Case("Eastmere Parish Council", [["TLL22"]], "Wales"),
    Case("Norrow Community Council", [["UKL"]], "Wales"),
    Case("Holmwick Parish Council", [["South East"]], "England"),
    Case("Holmwick Primary School", [["England"]], "England"),
    Case("Eastmere Housing Association", [["UKM82", "UKM83"]], "Scotland"),
    Case("Norrow Academy Trust", [["UKD3"], ["UKE4"]], "England"),
    Case("Eastmere Fire and Rescue Service", [["Northern Ireland"]], "Northern Ireland"),
    Case("Marlbrook NHS Foundation Trust", [[], ["UKH12"]], "England"),
    # Not where it is delivered in two nations, in no nation that can be told, or nowhere said.
    Case("Twomere Town Council", [["UKC14", "UKL22"]], None),
    Case("Twomere Parish Council", [["UKC14"], ["UKM82"]], None),
    Case("Holmwick Housing Association", [["UKC14", "UK"]], None),
    Case("Holmwick Town Council", [["United Kingdom"]], None),
    Case("Holmwick Academy Trust", [["somewhere else"]], None),
    Case("Norrow Parish Council", [[]], None),
    # An address comes first, and so does what the law says of a kind.
    Case("Farmere Town Council", [["UKL22"]], "England", {"postal_code": "LS2 7UE"}),
    Case("Farmere Parish Council", [["UKC14"]], "Wales", {"devolved_regulations": "GB-WLS"}),
    Case("Kent County Council", [["UKL22"]], "England"),
    Case("Department for Regional Rates", [["UKL22"]], "UK"),
    Case("Ministry of Justice", [["UKL22"]], "UK"),
    # Who may buy for other places than its own.
    Case("Marlbrook Roads Ltd", [["UKC14"]], None),
    Case("Marlbrook Trustees", [["UKL22"]], None),
    Case("Arts Council", [["UKL22"]], None),
]


@pytest.fixture(scope="module")
def derived() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        for number, case in enumerate(CASES):
            buyer_id = buyer(con, case.name, **case.place)
            for part, regions in enumerate(case.deliveries):
                values = {**IN_SCOPE, "delivery_regions": regions, "buyer_id": buyer_id}
                notice(con, f"{number}-{part}", f"{number}-{part}", **values)
        derive(con)
        yield con


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].name)
def test_nation(derived: duckdb.DuckDBPyConnection, number: int) -> None:
    sql = "SELECT a.nation FROM core.process p JOIN core.authority a USING (authority_id) WHERE ocid = ?"
    assert rows(derived, sql, [f"{number}-0"]) == [(CASES[number].nation,)]


def test_scope_follows(derived: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT ocid, is_in_scope FROM core.process_scope WHERE ocid IN ('0-0', '1-0', '9-0') ORDER BY ocid"
    assert rows(derived, sql) == [("0-0", True), ("1-0", False), ("9-0", None)]
