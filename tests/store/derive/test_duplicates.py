"""The same procurement seen twice: counted once, both kept, and nothing dropped on a mere likeness."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from store.derive import derive
from store.reference.tables import load_reference
from store.sql_files import run_script
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

SCOTTISH = "https://api.publiccontractsscotland.gov.uk/v1/Notice?id=ocds-r6ebe6-0000123456"
WELSH = "https://api.sell2wales.gov.wales/v1?lang=cy/Notice?id=ocds-kuma6s-123456"
DEADLINE = at("2026-11-05")
# Pair: what the second notice, on another portal, says otherwise; and whether it is the same procurement.
ALIKE: dict[str, tuple[dict[str, Any], bool]] = {
    "all the same": ({}, True),
    "a week apart": ({"published_at": at("2026-10-12")}, True),
    "eight days apart": ({"published_at": at("2026-10-13")}, False),
    "title in capitals": ({"title": "UPKEEP OF PARKS: TITLE IN CAPITALS"}, True),
    "another title": ({"title": "Upkeep of parks, south"}, False),
    "another value": ({"value_amount_gross": 500_002.0}, False),
    "another body": ({"buyer_id": "another"}, False),
    "no value, same deadline": ({"value_amount_gross": None}, True),
    "no value, another deadline": ({"value_amount_gross": None, "deadline_at": at("2026-11-06")}, False),
    "no value, no deadline": ({"value_amount_gross": None, "deadline_at": None}, False),
    "same portal": ({"source": "find_a_tender"}, False),
    "award only": ({"stage": "award"}, False),
}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as opened:
        buyer(opened, "Leeds City Council", buyer_id="another")
        elsewhere = buyer(opened, buyer_id="elsewhere", source="contracts_finder")
        for name, (differing, _) in ALIKE.items():
            said = {**IN_SCOPE, "deadline_at": DEADLINE, "title": f"Upkeep of parks: {name}"}
            notice(opened, f"{name}, first", **said)
            second = {**said, "source": "contracts_finder", "buyer_id": elsewhere, **differing}
            notice(opened, f"{name}, second", **second)
        linked(opened)
        short = {**IN_SCOPE, "title": "Cleaning"}
        notice(opened, "short title, first", **short)
        notice(opened, "short title, second", **{**short, "source": "contracts_finder", "buyer_id": elsewhere})
        derive(opened)
        load_reference(opened)
        run_script(opened, "out/duplicate.sql")
        yield opened


def linked(con: duckdb.DuckDBPyConnection) -> None:
    """A Scottish original, two notices elsewhere that link to it, and a Welsh one."""
    scotland = {"source": "public_contracts_scotland", "canonical_url": SCOTTISH, "notice_url": "https://s.example/1"}
    notice(con, "ocds-r6ebe6-0000123456", title="Scottish original", **IN_SCOPE, **scotland)
    notice(con, "copy a", title="Copy of the original", canonical_url=SCOTTISH, **IN_SCOPE)
    notice(con, "copy b", title="Copy of the original", canonical_url=SCOTTISH, **IN_SCOPE)
    notice(con, "ocds-kuma6s-123456", title="Welsh original", source="sell2wales", canonical_url=WELSH, **IN_SCOPE)
    notice(con, "welsh copy", title="Another title", canonical_url=WELSH, **IN_SCOPE)
    notice(con, "link out of sight", canonical_url=SCOTTISH.replace("123456", "999999"), **IN_SCOPE)


def duplicate_of(con: duckdb.DuckDBPyConnection, ocid: str) -> object:
    found = rows(con, "SELECT duplicate_of FROM process_duplicate WHERE ocid = ?", [ocid])
    return found[0][0] if found else None


@pytest.mark.parametrize("name", ALIKE)
def test_likeness(con: duckdb.DuckDBPyConnection, name: str) -> None:
    expected = f"{name}, first" if ALIKE[name][1] else None
    assert duplicate_of(con, f"{name}, second") == expected


@pytest.mark.parametrize("name", ALIKE)
def test_the_better_portal_stays(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert duplicate_of(con, f"{name}, first") is None


def test_a_short_title_is_no_likeness(con: duckdb.DuckDBPyConnection) -> None:
    assert duplicate_of(con, "short title, second") is None


@pytest.mark.parametrize(
    ("ocid", "counted"),
    [
        ("ocds-r6ebe6-0000123456", "copy a"),
        ("copy b", "copy a"),
        ("copy a", None),
        ("ocds-kuma6s-123456", "welsh copy"),
        ("link out of sight", None),
    ],
)
def test_link_to_the_original(con: duckdb.DuckDBPyConnection, ocid: str, counted: str | None) -> None:
    assert duplicate_of(con, ocid) == counted


def test_both_are_kept(con: duckdb.DuckDBPyConnection) -> None:
    sql = "SELECT count(*) FROM core.process WHERE ocid LIKE 'all the same, %'"
    assert rows(con, sql) == [(2,)]
