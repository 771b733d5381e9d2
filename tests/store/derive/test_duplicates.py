"""The same procurement seen twice: counted once, both kept, and nothing dropped on a mere likeness."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from store.derive.run import derive
from tests.store.builders import IN_SCOPE, at, buyer, notice, rows, writer

SCOTTISH = "https://api.publiccontractsscotland.gov.uk/v1/Notice?id=ocds-r6ebe6-0000123456"
WELSH = "https://api.sell2wales.gov.wales/v1?lang=cy/Notice?id=ocds-kuma6s-123456"
DEADLINE = at("2026-11-05")
# Pair: what the second notice, on another portal, says otherwise; and whether it is the same procurement.
# Pair: what the second notice says otherwise, and whether it is the same procurement (None: a person should look).
ALIKE: dict[str, tuple[dict[str, Any], bool | None]] = {
    "all the same": ({}, True),
    "a week apart": ({"published_at": at("2026-10-12")}, True),
    "nine days apart": ({"published_at": at("2026-10-14")}, True),
    "a month apart": ({"published_at": at("2026-11-04")}, True),
    "two months apart": ({"published_at": at("2026-12-05")}, False),
    "title in capitals": ({"title": "UPKEEP OF PARKS: TITLE IN CAPITALS"}, True),
    "reference before": ({"title": "DN612345 - Upkeep of parks: reference before"}, True),
    "reference in words before": ({"title": "Ref: EMC/2026/014 - Upkeep of parks: reference in words before"}, True),
    "number without a dash": ({"title": "CPU1234 Upkeep of parks: number without a dash"}, True),
    "reference in brackets": ({"title": "Upkeep of parks: reference in brackets (DN612345)"}, True),
    "reference behind": ({"title": "Upkeep of parks: reference behind - EMC20261234"}, True),
    "words of every tender": ({"title": "Invitation to Tender for the Upkeep of Parks: words of every tender"}, True),
    "dashes and ampersands": ({"title": "Upkeep of Parks – dashes & ampersands"}, True),
    "buyer in the title": ({"title": "Kent County Council - Upkeep of parks: buyer in the title"}, True),
    "a pound of rounding": ({"value_amount_gross": 499_999.0}, True),
    "rounded to thousands": ({"value_amount_gross": 501_000.0}, True),
    "without VAT": ({"value_amount_gross": None, "value_amount": 416_666.67}, True),
    "said net for gross": ({"value_amount_gross": 600_000.0}, True),
    "foot of the range": ({"value_amount_gross": 400_000.0}, True),
    "ten times the value": ({"value_amount_gross": 5_000_000.0}, None),
    "no value, same deadline": ({"value_amount_gross": None}, True),
    "no value, another deadline": ({"value_amount_gross": None, "deadline_at": at("2026-11-06")}, None),
    "no value, no deadline": ({"value_amount_gross": None, "deadline_at": None}, None),
    "value without a deadline": ({"deadline_at": None}, True),
    "value without a deadline, a fortnight on": ({"deadline_at": None, "published_at": at("2026-10-20")}, None),
    "another title": ({"title": "Upkeep of parks, south"}, False),
    "another lot": ({"title": "Upkeep of parks: another lot 2"}, False),
    "another year": ({"title": "Upkeep of parks: another year 2027"}, False),
    "goods": ({"main_category": "goods"}, False),
    "number and a colon before": ({"title": "CPU 1234: Upkeep of parks: number and a colon before"}, True),
    "bare reference before": ({"title": "24/056 Upkeep of parks: bare reference before"}, True),
    "letters and slashes before": ({"title": "LCC/24/12 Upkeep of parks: letters and slashes before"}, True),
    "tender number before": ({"title": "ITT 1234 Upkeep of parks: tender number before"}, True),
    "one letter before": ({"title": "P1234 Upkeep of parks: one letter before"}, True),
    "long reference before": ({"title": "CS-ASC-2026-14 - Upkeep of parks: long reference before"}, True),
    "number behind": ({"title": "Upkeep of parks: number behind CA12345"}, True),
    "a lot of the other": ({"title": "Upkeep of parks: a lot of the other (Lot 2)"}, None),
    "another body": ({"buyer_id": "another"}, None),
    "award only": ({"stage": "award"}, False),
    # Issued again on the same portal.
    "same portal, same day": ({"source": "find_a_tender"}, None),
    "same portal, same day and text": ({"source": "find_a_tender", "description": "Beds, lawns and paths."}, True),
    "same portal, next week": ({"source": "find_a_tender", "published_at": at("2026-10-12")}, True),
    "same portal, another value": ({"source": "find_a_tender", "value_amount_gross": 900_000.0}, False),
    "same portal, other day and text": (
        {"source": "find_a_tender", "deadline_at": at("2026-12-05"), "description": "Another text."},
        False,
    ),
    "same portal, said again": (
        {
            "source": "find_a_tender",
            "title": "Upkeep of parks: same portal, said again (re-issued)",
            "deadline_at": at("2026-12-05"),
            "published_at": at("2026-11-01"),
        },
        True,
    ),
}


# Two titles of one body, day, value and deadline that are two procurements, whatever portal says so.
TWO: list[tuple[str, str]] = [
    ("Home care for older people (Lot 1)", "Home care for older people (Lot 2)"),
    ("Home care for older people - Lot 1", "Lot2 - Home care for older people"),
    ("Home care for older people: Lots 1 and 2", "Home care for older people: Lots 3 and 4"),
    ("Transport to schools (Route 12)", "Transport to schools (Route 14)"),
    ("Transport to schools [Zone A]", "Transport to schools [Zone B]"),
    ("Roof repairs to schools, Phase II", "Roof repairs to schools, Phase III"),
    ("Resurfacing of the road (A13)", "Resurfacing of the road (A127)"),
    ("Upkeep of cemeteries (2025)", "Upkeep of cemeteries (2026)"),
    ("Upkeep of cemeteries 2025/26", "Upkeep of cemeteries 2026/27"),
    ("Hire of a road sweeper - 102", "Hire of a road sweeper - 103"),
    ("Cleaning of homes, Block Three", "Cleaning of homes, Block Four"),
]
# Another word in each: counted twice until a person says that they are one.
OTHER_WORDS: list[tuple[str, str]] = [
    ("Supported housing for young men", "Supported housing for young women"),
    ("Meals for the residents of Rosewood Court", "Meals for the residents of Rosewell Court"),
    ("Training of fire and rescue staff", "Training of police and rescue staff"),
    ("Home care in the east of the county", "Home care in the west of the county"),
]


# A body for each of these pairs of titles, so that no pair meets another.
COUNTIES = (
    "Kent", "Essex", "Surrey", "Norfolk", "Suffolk", "Devon", "Derbyshire", "Lancashire", "Hampshire", "Hertfordshire",
    "Lincolnshire", "Nottinghamshire", "Oxfordshire", "Staffordshire", "Warwickshire",
)  # fmt: skip
TITLES_OF = {f"{county} County Council": titles for county, titles in zip(COUNTIES, TWO + OTHER_WORDS, strict=True)}


@pytest.fixture(scope="module", params=["find_a_tender", "contracts_finder"])
def pairs(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    """The two of each body, the second on this portal; and one more of each, which stands on two portals."""
    with writer() as opened:
        for name, titles in TITLES_OF.items():
            own = {
                source: buyer(opened, name, buyer_id=f"{name}, {source}", source=source)
                for source in ("find_a_tender", "contracts_finder")
            }
            given = [("one", titles[0], "find_a_tender"), ("other", titles[1], request.param)]
            given += [("control", "Painting of bridges", source) for source in own]
            for which, title, source in given:
                said = {"deadline_at": DEADLINE, "description": "Bidders register on the portal.", "source": source}
                ocid = f"{name}, {which}, {source}"
                notice(opened, ocid, **IN_SCOPE, **said, title=title, buyer_id=own[source])
        derive(opened)
        yield opened


@pytest.mark.parametrize("name", TITLES_OF, ids=lambda name: TITLES_OF[name][1])
def test_two_procurements_of_alike_titles_count_twice(pairs: duckdb.DuckDBPyConnection, name: str) -> None:
    found = rows(
        pairs, "SELECT ocid FROM core.process WHERE duplicate_of IS NOT NULL AND starts_with(ocid, ? || ',')", [name]
    )
    assert found == [(f"{name}, control, contracts_finder",)]
    reviewed = rows(pairs, "FROM core.duplicate_review r WHERE contains(r::VARCHAR, ?)", [name])
    assert reviewed == [] or TITLES_OF[name] in OTHER_WORDS


def test_lots_on_two_portals_pair_with_their_own() -> None:
    with writer() as opened:
        elsewhere = buyer(opened, buyer_id="elsewhere", source="contracts_finder")
        said = {**IN_SCOPE, "deadline_at": DEADLINE}
        for lot in (1, 2):
            title = f"Home care for older people (Lot {lot})"
            notice(opened, f"find {lot}", **said, title=title)
            second = {**said, "title": title, "source": "contracts_finder", "buyer_id": elsewhere}
            notice(opened, f"contracts {lot}", **second)
        derive(opened)
        found = dict(
            opened.execute("SELECT ocid, duplicate_of FROM core.process WHERE duplicate_of IS NOT NULL").fetchall()
        )
    assert found == {"contracts 1": "find 1", "contracts 2": "find 2"}


def test_neighbours_of_one_word_are_two_bodies() -> None:
    with writer() as opened:
        said = {**IN_SCOPE, "deadline_at": DEADLINE, "title": "Occupational health services for all staff"}
        for number, (name, source) in enumerate(
            (("East Sussex County Council", "find_a_tender"), ("West Sussex County Council", "contracts_finder"))
        ):
            bought = {"source": source, "buyer_id": buyer(opened, name, buyer_id=name, source=source)}
            notice(opened, f"p{number}", **{**said, **bought})
        derive(opened)
        assert rows(opened, "SELECT ocid FROM core.process WHERE duplicate_of IS NOT NULL") == []


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as opened:
        buyer(opened, "Leeds City Council", buyer_id="another")
        elsewhere = buyer(opened, buyer_id="elsewhere", source="contracts_finder")
        for name, (differing, _) in ALIKE.items():
            said = {**IN_SCOPE, "deadline_at": DEADLINE, "title": f"Upkeep of parks: {name}"}
            if "text" in name:
                said["description"] = "Beds, lawns and paths."
            notice(opened, f"{name}, first", **said)
            second = {**said, "source": "contracts_finder", "buyer_id": elsewhere, **differing}
            notice(opened, f"{name}, second", **second)
        linked(opened)
        short = {**IN_SCOPE, "title": "Cleaning"}
        notice(opened, "short title, first", **short)
        notice(opened, "short title, second", **{**short, "source": "contracts_finder", "buyer_id": elsewhere})
        derive(opened)
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
    return rows(con, "SELECT duplicate_of FROM core.process WHERE ocid = ?", [ocid])[0][0]


@pytest.mark.parametrize("name", ALIKE)
def test_likeness(con: duckdb.DuckDBPyConnection, name: str) -> None:
    expected = f"{name}, first" if ALIKE[name][1] else None
    assert duplicate_of(con, f"{name}, second") == expected


@pytest.mark.parametrize("name", ALIKE)
def test_what_is_in_doubt_is_listed_for_a_person(con: duckdb.DuckDBPyConnection, name: str) -> None:
    sql = "SELECT count(*) FROM core.duplicate_review WHERE ocid = ? AND other_ocid = ?"
    assert rows(con, sql, [f"{name}, first", f"{name}, second"]) == [(int(ALIKE[name][1] is None),)]


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
