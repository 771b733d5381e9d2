"""Rules of counting awards: each has its case, and the case beside it that must not fall under it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.store.builders import rows
from tests.store.derive.book import Book
from tests.store.ingest.awards import award, awarded, counted, supplier
from tests.store.ingest.notices import release, tender

ONE, TWO = supplier("Hollin Joinery Ltd", "01111111"), supplier("Reeve Roofing Ltd", "02222222")
FRAMEWORK = tender("x", techniques={"hasFrameworkAgreement": True})
BOOK = Book()
booked = BOOK.booked


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """One snapshot for the tests that each read their own process; those of shares need one of their own."""
    with counted(tmp_path_factory.mktemp("book"), *BOOK.releases) as con:
        yield con


def awards(
    con: duckdb.DuckDBPyConnection, ocid: str, columns: str = "award_id, value_gbp", table: str = "out.award"
) -> list[tuple[object, ...]]:
    return rows(con, f"SELECT {columns} FROM {table} WHERE ocid = ? ORDER BY ALL", [ocid])


def test_one_award_to_several_suppliers_counts_once_and_its_value_is_not_multiplied(tmp_path: Path) -> None:
    with counted(tmp_path, awarded(1, ONE, TWO)) as con:
        assert rows(con, "SELECT count(*), sum(value_gbp), max(award_value_gbp) FROM out.award") == [
            (2, 90000.0, 90000.0)
        ]
        assert rows(con, "SELECT supplier_count, value_gbp FROM core.award") == [(2, 90000.0)]
        whole = "FROM out.winner WHERE period_kind = 'all' AND cut = 'all' AND evidence_group = 'all'"
        assert rows(con, f"SELECT n, value_gbp {whole} AND indicator = 'vcse_value'") == [(1, 90000.0)]


ONE_AGAIN = supplier("HOLLIN JOINERY LIMITED", "01111111", address={"streetAddress": "2 Fen Row LS2 1AA"})
TWICE = booked(awarded(11, ONE, ONE_AGAIN))


def test_a_supplier_published_twice_in_one_award_is_one(book: duckdb.DuckDBPyConnection) -> None:
    assert awards(book, TWICE, "supplier_count, value_gbp") == [(1, 90000.0)]


def test_the_ceiling_of_a_framework_is_never_summed(tmp_path: Path) -> None:
    with counted(tmp_path, awarded(1, ONE, TWO, tender=FRAMEWORK), awarded(2, ONE)) as con:
        assert rows(con, "SELECT sum(value_gbp), sum(award_value_gbp) FROM out.award") == [(90000.0, 90000.0)]
        assert rows(con, "SELECT value_basis, count(*) FROM out.award WHERE is_framework GROUP BY 1") == [
            ("framework_ceiling", 2)
        ]
        assert rows(con, "SELECT value_gbp, is_ceiling FROM core.award WHERE is_framework") == [(90000.0, True)]
        found = rows(
            con,
            "SELECT n, value_gbp, excluded FROM out.winner WHERE period_kind = 'all' AND cut = 'all' "
            "AND evidence_group = 'all' AND indicator = 'vcse_value'",
        )
        assert found == [(1, 90000.0, 1)]


FRAMEWORKS: list[tuple[dict[str, Any], bool]] = [
    ({"techniques": {"hasFrameworkAgreement": True}}, True),
    ({"techniques": {"frameworkAgreement": {"maximumParticipants": 4}}}, True),
    ({"techniques": {"hasDynamicPurchasingSystem": True}}, True),
    ({"techniques": {"hasFrameworkAgreement": False}, "title": "Roofing framework"}, False),
    ({"title": "Roofing Framework"}, True),
    ({"title": "Dynamic Purchasing System for taxis"}, True),
    ({"title": "Roofs under the county framework"}, False),
    ({"title": "Framework call-off: roofs"}, False),
    ({"title": "Roofs", "description": "We set up a framework agreement for roofs."}, True),
    ({"title": "Slates", "description": "Bought outside of the framework."}, False),
    ({"title": "Roofing Framework", "procurementMethodDetails": "Call-off from a framework agreement"}, False),
    ({"title": "Thatch"}, False),
]


FRAMEWORK_OCIDS = [
    booked(awarded(100 + number, ONE, TWO, tender=tender("x", **changes)))
    for number, (changes, _) in enumerate(FRAMEWORKS)
]


@pytest.mark.parametrize("number", range(len(FRAMEWORKS)))
def test_what_a_framework_is(book: duckdb.DuckDBPyConnection, number: int) -> None:
    changes, is_framework = FRAMEWORKS[number]
    assert awards(book, FRAMEWORK_OCIDS[number], "is_framework", "core.award") == [(is_framework,)], changes


COUNTING = ["active", "Active", "pending", "PENDING"]
STATUSES = [*COUNTING, "cancelled", "Cancelled", "UNSUCCESSFUL", "withdrawn"]
FIRMS = [supplier(f"{status} Works {number} Ltd", f"0{number}345678") for number, status in enumerate(STATUSES)]
BY_STATUS = [award(status, firm, status=status) for status, firm in zip(STATUSES, FIRMS, strict=True)]
OF_EVERY_STATUS = booked(awarded(12, *FIRMS, awards=BY_STATUS))


def test_awards_that_came_to_nothing_are_left_out_and_those_decided_or_signed_count(
    book: duckdb.DuckDBPyConnection,
) -> None:
    assert awards(book, OF_EVERY_STATUS, "award_id") == sorted((status,) for status in COUNTING)


CANCELLED = booked(
    awarded(13, ONE), awarded(13, ONE, id="000913-2026", date="2026-11-20T09:00:00Z", tag=["awardCancellation"])
)


def test_an_award_cancelled_by_a_later_notice_is_out(book: duckdb.DuckDBPyConnection) -> None:
    assert awards(book, CANCELLED, "is_counted", "core.award") == [(False,)]
    assert awards(book, CANCELLED) == []


ENDED = booked(awarded(14, ONE, contracts=[{"id": "c", "awardID": "1", "status": "cancelled"}]))


def test_an_award_whose_contracts_were_all_cancelled_is_out(book: duckdb.DuckDBPyConnection) -> None:
    assert awards(book, ENDED, "is_counted", "core.award") == [(False,)]
    assert awards(book, ENDED) == []


AMENDED = booked(
    awarded(15, ONE),
    awarded(
        15, TWO, id="000915-2026", date="2026-11-20T09:00:00Z", tag=["awardUpdate"],
        awards=[award("1", TWO, value={"amount": 70000, "currency": "GBP"})],
    ),
)  # fmt: skip


def test_an_amended_award_replaces_the_one_before(book: duckdb.DuckDBPyConnection) -> None:
    assert awards(book, AMENDED, "award_id, value_gbp, supplier_name") == [("1", 70000.0, "Reeve Roofing Ltd")]


UPDATED = booked(
    awarded(16, ONE),
    awarded(16, id="000916-2026", date="2026-11-20T09:00:00Z", tag=["awardUpdate"], parties=[], awards=[{"id": "1"}]),
)


def test_an_update_that_says_little_leaves_the_rest(book: duckdb.DuckDBPyConnection) -> None:
    assert awards(book, UPDATED, "value_gbp, supplier_name") == [(90000.0, "Hollin Joinery Ltd")]


AGAIN = booked(
    awarded(17, ONE), awarded(17, ONE, id="000917-2026", date="2026-11-20T09:00:00Z", awards=[award("2", ONE)])
)


def test_an_award_published_again_under_another_id_counts_once(book: duckdb.DuckDBPyConnection) -> None:
    assert awards(book, AGAIN, "award_id, repeat_of, is_counted", "core.award") == [
        ("1", "2", False), ("2", None, True),
    ]  # fmt: skip
    assert awards(book, AGAIN, "award_id") == [("2",)]


OTHERS: list[dict[str, Any]] = [
    {"relatedLots": ["2"]},
    {"relatedLots": ["1"], "value": {"amount": 80000, "currency": "GBP"}},
    {"relatedLots": ["1"], "date": "2026-11-03T00:00:00Z"},
]
OTHER_OCIDS = [
    booked(
        awarded(number, ONE, awards=[award("1", ONE, relatedLots=["1"])]),
        awarded(number, ONE, id=f"{number:06d}-2027", date="2026-11-20T09:00:00Z", awards=[award("2", ONE, **changes)]),
    )
    for number, changes in enumerate(OTHERS, start=20)
]


@pytest.mark.parametrize("number", range(len(OTHERS)))
def test_another_lot_value_or_day_is_another_award(book: duckdb.DuckDBPyConnection, number: int) -> None:
    assert len(awards(book, OTHER_OCIDS[number])) == 2, OTHERS[number]


ALIKE = booked(awarded(18, ONE, awards=[award("1", ONE), award("2", ONE)]))


def test_two_alike_awards_of_one_notice_are_two(book: duckdb.DuckDBPyConnection) -> None:
    assert len(awards(book, ALIKE)) == 2


OPENED, UNOPENED = booked(release(30), awarded(30, ONE)), booked(awarded(31, ONE))


def test_evidence_is_unknown_where_the_opening_notice_is_not_held(book: duckdb.DuckDBPyConnection) -> None:
    columns = "evidence_group, level, is_evaluated, days_to_award"
    assert awards(book, OPENED, columns) == [("none", "R0", False, 28)]
    assert awards(book, UNOPENED, columns) == [("unknown", None, None, None)]


def test_devolved_awards_stand_apart(tmp_path: Path) -> None:
    buyer = {
        "id": "b",
        "name": "Glasgow City Council",
        "roles": ["buyer"],
        "address": {"region": "UKM82", "country": "GB"},
    }
    scots = awarded(2, ONE, parties=[buyer, ONE], buyer={"id": "b", "name": "Glasgow City Council"})
    kent = {
        "id": "k",
        "name": "Kent County Council",
        "roles": ["buyer"],
        "address": {"region": "UKJ42", "country": "GB"},
    }
    english = awarded(1, ONE, parties=[kent, ONE], buyer={"id": "k", "name": "Kent County Council"})
    with counted(tmp_path, english, scots) as con:
        found = rows(
            con,
            "SELECT cut, cut_value, n, excluded FROM out.winner WHERE indicator = 'vcse_awards' "
            "AND evidence_group = 'all' AND period_kind = 'all' AND cut IN ('all', 'nation', 'source') ORDER BY ALL",
        )
    assert found == [
        ("all", "all", 1, 1),
        ("nation", "England", 1, 0),
        ("nation", "Scotland", 1, 0),
        ("source", "find_a_tender", 1, 1),
    ]


WARDS = [supplier(f"Ward {number} Roofing Ltd", f"0333333{number}") for number in range(4)]
# What Contracts Finder says otherwise of an award that Find a Tender has too, and how many awards these are.
PORTALS: list[tuple[dict[str, Any], int]] = [
    ({}, 1),
    ({"value": {"amount": 91000, "currency": "GBP"}}, 2),
    ({"date": "2026-08-01T00:00:00Z"}, 2),
    ({"suppliers": [{"name": "Fell Ltd"}]}, 2),
]


@pytest.fixture(scope="module")
def portals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    given = []
    for number, (changes, _) in enumerate(PORTALS):
        ward = {"tender": tender("x", title=f"Roofs of ward {number}", status="complete")}
        ident = {"ocid": f"ocds-b5fd17-{number}", "id": f"3f2b0f10-0000-4000-8000-00000000000{number}-1"}
        other = awarded(number, WARDS[number], awards=[award("1", WARDS[number], **changes)], **ward, **ident)
        given += [awarded(number, WARDS[number], **ward), other]
    with counted(tmp_path_factory.mktemp("portals"), *given) as con:
        yield con


@pytest.mark.parametrize("number", range(len(PORTALS)))
def test_one_award_on_two_portals_counts_once_and_other_awards_twice(
    portals: duckdb.DuckDBPyConnection, number: int
) -> None:
    ocids = [awarded(number)["ocid"], f"ocds-b5fd17-{number}"]
    found = [awards(portals, ocid, "source") for ocid in ocids]
    changes, count = PORTALS[number]
    assert found == [[("find_a_tender",)], [("contracts_finder",)] * (count - 1)], changes
    assert [awards(portals, ocid, "is_counted", "core.award") for ocid in ocids] == [[(True,)]] * 2


VALUES: list[tuple[dict[str, Any], float | None, str]] = [
    ({"amount": 100, "currency": "GBP"}, 100.0, "net"),
    ({"amount": 100, "amountGross": 120, "currency": "GBP"}, 100.0, "net"),
    ({"amountGross": 120, "currency": "GBP"}, 100.0, "gross_less_20_pct_vat"),
    ({"amount": 1, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 0, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 0.01, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 1.00, "amountGross": 1.00, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 1, "amountGross": 1.20, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 0, "amountGross": 120, "currency": "GBP"}, 100.0, "gross_less_20_pct_vat"),
    ({"amount": 99_999_999_999, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 9_999_999_999, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 999_999_999.99, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 99_999_999, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 99_999_999, "amountGross": 119_999_998.8, "currency": "GBP"}, None, "placeholder"),
    ({"amountGross": 999_999_999, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 1_111_111_111, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 77_777_777.77, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 123_456_789, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 12_345_678, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 999_999, "currency": "GBP"}, 999_999.0, "net"),
    ({"amount": 9_999_999, "currency": "GBP"}, 9_999_999.0, "net"),
    ({"amount": 99_990_000, "currency": "GBP"}, 99_990_000.0, "net"),
    ({"amount": 111_111, "currency": "GBP"}, 111_111.0, "net"),
    ({"amount": 12_345.67, "currency": "GBP"}, 12_345.67, "net"),
    ({"amount": 1_000_000_000, "currency": "GBP"}, 1e9, "net"),
    ({"amount": 100, "currency": "EUR"}, None, "foreign_currency"),
    ({"amount": -5, "currency": "GBP"}, None, "missing"),
    ({"amount": 9e15, "currency": "GBP"}, None, "missing"),
    ({"amount": "plenty"}, None, "missing"),
    ({}, None, "missing"),
]
VALUE_OCIDS = [
    booked(awarded(200 + number, ONE, awards=[award("1", ONE, value=value)]))
    for number, (value, _, _) in enumerate(VALUES)
]


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_value_and_its_basis(book: duckdb.DuckDBPyConnection, number: int) -> None:
    value, gbp, basis = VALUES[number]
    assert awards(book, VALUE_OCIDS[number], "value_gbp, value_basis", "core.award") == [(gbp, basis)], value


NOTHING, FILLER = {"amount": 0, "currency": "GBP"}, {"amount": 999_999_999, "currency": "GBP"}
WORTH = {"amount": 44_000, "amountGross": 52_800, "currency": "GBP"}
# Values of an award and of its contracts; what both come to.
OF_CONTRACTS: list[tuple[dict[str, Any], list[dict[str, Any]], tuple[float | None, str], list[float | None]]] = [
    (NOTHING, [WORTH], (44_000.0, "contracts_net"), [52_800.0]),
    ({"amount": 1, "currency": "GBP"}, [WORTH], (44_000.0, "contracts_net"), [52_800.0]),
    (FILLER, [WORTH], (44_000.0, "contracts_net"), [52_800.0]),
    ({}, [WORTH], (44_000.0, "contracts_net"), [52_800.0]),
    (NOTHING, [WORTH, WORTH], (88_000.0, "contracts_net"), [52_800.0, 52_800.0]),
    (NOTHING, [{"amountGross": 52_800, "currency": "GBP"}], (44_000.0, "contracts_gross_less_20_pct_vat"), [52_800.0]),
    (NOTHING, [WORTH, NOTHING], (None, "placeholder"), [52_800.0, None]),
    (NOTHING, [NOTHING], (None, "placeholder"), [None]),
    (NOTHING, [WORTH | {"currency": "EUR"}], (None, "placeholder"), [None]),
    (WORTH | {"currency": "EUR"}, [WORTH], (None, "foreign_currency"), [52_800.0]),
    (WORTH, [NOTHING], (44_000.0, "net"), [52_800.0]),
    (WORTH, [FILLER], (44_000.0, "net"), [52_800.0]),
    (WORTH, [{"amount": 40_000, "currency": "GBP"}], (44_000.0, "net"), [40_000.0]),
]
WITH_CONTRACTS = [
    booked(
        awarded(
            300 + number,
            ONE,
            tag=["award", "contract"],
            awards=[award("1", ONE, value=value)],
            contracts=[
                {"id": f"c{each}", "awardID": "1", "status": "active", "value": worth}
                for each, worth in enumerate(worths)
            ],
        )
    )
    for number, (value, worths, _, _) in enumerate(OF_CONTRACTS)
]


@pytest.mark.parametrize("number", range(len(OF_CONTRACTS)))
def test_an_award_and_its_contract_take_a_value_from_each_other_where_one_states_none_or_a_filler(
    book: duckdb.DuckDBPyConnection, number: int
) -> None:
    _, _, expected, worths = OF_CONTRACTS[number]
    assert awards(book, WITH_CONTRACTS[number], "value_gbp, value_basis", "core.award") == [expected]
    sql = "SELECT value_gbp FROM core.contract WHERE ocid = ? ORDER BY contract_id"
    assert rows(book, sql, [WITH_CONTRACTS[number]]) == [(worth,) for worth in worths]


ABSURD = booked(awarded(40, ONE, awards=[award("1", ONE, value={"amount": -5, "currency": "GBP"})]))


def test_absurd_values_are_issues(book: duckdb.DuckDBPyConnection) -> None:
    assert issues(book, ABSURD, "absurd_value") == [("/awards/0/value/amount", "-5.0")]


def issues(con: duckdb.DuckDBPyConnection, ocid: str, code: str) -> list[tuple[object, ...]]:
    return rows(con, "SELECT path, data FROM core.issue WHERE ocid = ? AND code = ?", [ocid, code])


OF_ONE_ID = [award("1", ONE), award("1", ONE, value={"amount": 70000, "currency": "GBP"}), award("1", ONE)]
SAME_ID = booked(awarded(41, ONE, awards=OF_ONE_ID))


def test_two_awards_of_one_id_are_two_and_an_issue_unless_they_are_alike(book: duckdb.DuckDBPyConnection) -> None:
    assert awards(book, SAME_ID, "value_gbp") == [(70000.0,), (90000.0,)]
    assert [path for path, _ in issues(book, SAME_ID, "repeated_award_id")] == ["/awards/1/id"]


FORTY = {"amount": 40, "currency": "GBP"}
BARE = {"id": "1", "suppliers": [{"id": ONE["id"], "name": ONE["name"]}]}
TERM = {"startDate": "2027-01-01T00:00:00Z", "endDate": "2028-12-31T23:59:59Z"}
CONTRACTS = [
    {"id": "a", "awardID": "1", "value": FORTY, "dateSigned": "2026-11-05T00:00:00Z", "period": TERM},
    {"id": "b", "awardID": "1", "value": FORTY},
]
IN_CONTRACTS = booked(awarded(42, ONE, awards=[BARE], contracts=CONTRACTS))


def test_value_day_and_dates_may_stand_in_the_contracts(book: duckdb.DuckDBPyConnection) -> None:
    columns = "value_gbp, value_basis, awarded_on::VARCHAR, awarded_on_basis, starts_on::VARCHAR, status"
    assert awards(book, IN_CONTRACTS, columns, "core.award") == [
        (80.0, "contracts_net", "2026-11-05", "signed", "2027-01-01", "active")
    ]


WITHOUT_DAY = booked(awarded(43, awards=[{"id": "1", "suppliers": [{"name": "Fell Ltd"}]}]))


def test_an_award_without_any_day_has_that_of_its_notice(book: duckdb.DuckDBPyConnection) -> None:
    assert awards(book, WITHOUT_DAY, "awarded_on::VARCHAR, awarded_on_basis") == [("2026-11-10", "published")]


TO_NOBODY = booked(awarded(44, parties=[], awards=[award("1"), award("2")]))


def test_an_award_that_names_nobody_counts_as_unknown(book: duckdb.DuckDBPyConnection) -> None:
    found = awards(book, TO_NOBODY, "award_id, supplier_name, supplier_status, is_vcse_matched, value_gbp")
    assert found == [("1", None, "unknown", None, 90000.0), ("2", None, "unknown", None, 90000.0)]


LOTS = [{"id": "1", "suitability": {"vcse": True}}, {"id": "2", "suitability": {"vcse": False}}]
RESERVED = {"otherRequirements": {"reservedParticipation": ["smeVcse"]}}
SUITABLE = [
    (booked(awarded(50, ONE, tender=tender("x", lots=LOTS))), True, False),
    (booked(awarded(51, ONE, tender=tender("x", **RESERVED))), None, True),
    (booked(awarded(52, ONE, tender=tender("x", suitability={"sme": True, "vcse": False}))), False, False),
    (booked(awarded(53, ONE)), None, False),
]


def test_suitable_and_reserved_in_tender_or_lot(book: duckdb.DuckDBPyConnection) -> None:
    for ocid, *expected in SUITABLE:
        assert awards(book, ocid, "is_vcse_suitable, is_vcse_reserved") == [tuple(expected)]


def test_bounds_of_the_voluntary_share(tmp_path: Path) -> None:
    """Twelve awards: three found, two more declared, three companies that may be one, four that are none."""
    found = [supplier(f"Aspire {number} CIC") for number in range(3)]
    declared = [supplier(f"Fell {number} Ltd", details={"vcse": True}) for number in range(2)]
    unknown = [supplier(f"Reeve {number} Ltd") for number in range(3)]
    none = [supplier(f"Hollin {number} LLP") for number in range(4)]
    given = [awarded(number, who) for number, who in enumerate([*found, *declared, *unknown, *none], start=1)]
    with counted(tmp_path, *given) as con:
        row = rows(
            con,
            "SELECT n, k, k_declared, unknown, rate, declared_rate, known_rate, bound_low, bound_high FROM out.winner "
            "WHERE indicator = 'vcse_awards' AND evidence_group = 'all' AND period_kind = 'all' AND cut = 'all'",
        )[0]
    assert row[:4] == (12, 3, 5, 3)
    assert row[4:] == pytest.approx((3 / 12, 5 / 12, 3 / 9, 3 / 12, 8 / 12))
