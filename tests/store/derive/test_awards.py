"""Rules of counting awards: each has its case, and the case beside it that must not fall under it."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.store.builders import rows
from tests.store.ingest.awards import award, awarded, counted, supplier
from tests.store.ingest.notices import release, tender

ONE, TWO = supplier("Hollin Joinery Ltd", "01111111"), supplier("Reeve Roofing Ltd", "02222222")
FRAMEWORK = tender("x", techniques={"hasFrameworkAgreement": True})


def awards(con: duckdb.DuckDBPyConnection, columns: str = "award_id, value_gbp") -> list[tuple[object, ...]]:
    with con:
        return rows(con, f"SELECT {columns} FROM out.award ORDER BY ALL")


def test_one_award_to_several_suppliers_counts_once_and_its_value_is_not_multiplied(tmp_path: Path) -> None:
    with counted(tmp_path, awarded(1, ONE, TWO)) as con:
        assert rows(con, "SELECT count(*), sum(value_gbp), max(award_value_gbp) FROM out.award") == [
            (2, 90000.0, 90000.0)
        ]
        assert rows(con, "SELECT supplier_count, value_gbp FROM core.award") == [(2, 90000.0)]
        whole = "FROM out.winner WHERE period_kind = 'all' AND cut = 'all' AND evidence_group = 'all'"
        assert rows(con, f"SELECT n, value_gbp {whole} AND indicator = 'vcse_value'") == [(1, 90000.0)]


def test_a_supplier_published_twice_in_one_award_is_one(tmp_path: Path) -> None:
    twice = supplier("HOLLIN JOINERY LIMITED", "01111111", address={"streetAddress": "2 Fen Row LS2 1AA"})
    assert awards(counted(tmp_path, awarded(1, ONE, twice)), "supplier_count, value_gbp") == [(1, 90000.0)]


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


@pytest.fixture(scope="module")
def is_framework(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """What each of FRAMEWORKS was taken for, by its process; all are published at once."""
    given = [awarded(number, ONE, TWO, tender=tender("x", **changes)) for number, (changes, _) in enumerate(FRAMEWORKS)]
    with counted(tmp_path_factory.mktemp("frameworks"), *given) as con:
        return dict(con.execute("SELECT ocid, is_framework FROM core.award").fetchall())


@pytest.mark.parametrize("number", range(len(FRAMEWORKS)))
def test_what_a_framework_is(is_framework: dict[str, bool], number: int) -> None:
    assert is_framework[awarded(number)["ocid"]] is FRAMEWORKS[number][1], FRAMEWORKS[number][0]


def test_awards_that_came_to_nothing_are_left_out_and_those_decided_or_signed_count(tmp_path: Path) -> None:
    counting = ["active", "Active", "pending", "PENDING"]
    statuses = [*counting, "cancelled", "Cancelled", "UNSUCCESSFUL", "withdrawn"]
    firms = [supplier(f"{status} Works {number} Ltd", f"0{number}345678") for number, status in enumerate(statuses)]
    given = [award(status, firm, status=status) for status, firm in zip(statuses, firms, strict=True)]
    found = awards(counted(tmp_path, awarded(1, *firms, awards=given)), "award_id")
    assert sorted(found) == sorted((status,) for status in counting)


def test_an_award_cancelled_by_a_later_notice_is_out(tmp_path: Path) -> None:
    gone = awarded(1, ONE, id="000900-2026", date="2026-11-20T09:00:00Z", tag=["awardCancellation"])
    assert awards(counted(tmp_path, awarded(1, ONE), gone)) == []


def test_an_award_whose_contracts_were_all_cancelled_is_out(tmp_path: Path) -> None:
    gone = awarded(1, ONE, contracts=[{"id": "c", "awardID": "1", "status": "cancelled"}])
    assert awards(counted(tmp_path, gone)) == []


def test_an_amended_award_replaces_the_one_before(tmp_path: Path) -> None:
    later = awarded(
        1, TWO, id="000900-2026", date="2026-11-20T09:00:00Z", tag=["awardUpdate"],
        awards=[award("1", TWO, value={"amount": 70000, "currency": "GBP"})],
    )  # fmt: skip
    found = awards(counted(tmp_path, awarded(1, ONE), later), "award_id, value_gbp, supplier_name")
    assert found == [("1", 70000.0, "Reeve Roofing Ltd")]


def test_an_update_that_says_little_leaves_the_rest(tmp_path: Path) -> None:
    later = awarded(
        1, id="000900-2026", date="2026-11-20T09:00:00Z", tag=["awardUpdate"], parties=[], awards=[{"id": "1"}]
    )
    assert awards(counted(tmp_path, awarded(1, ONE), later), "value_gbp, supplier_name") == [
        (90000.0, "Hollin Joinery Ltd")
    ]


def test_an_award_published_again_under_another_id_counts_once(tmp_path: Path) -> None:
    again = awarded(1, ONE, id="000900-2026", date="2026-11-20T09:00:00Z", awards=[award("2", ONE)])
    with counted(tmp_path, awarded(1, ONE), again) as con:
        assert rows(con, "SELECT award_id, repeat_of, is_counted FROM core.award ORDER BY 1") == [
            ("1", "2", False), ("2", None, True),
        ]  # fmt: skip
        assert rows(con, "SELECT award_id FROM out.award") == [("2",)]


@pytest.mark.parametrize(
    "changes",
    [{"relatedLots": ["2"]}, {"value": {"amount": 80000, "currency": "GBP"}}, {"date": "2026-11-03T00:00:00Z"}],
)
def test_another_lot_value_or_day_is_another_award(tmp_path: Path, changes: dict[str, Any]) -> None:
    again = awarded(1, ONE, id="000900-2026", date="2026-11-20T09:00:00Z", awards=[award("2", ONE, **changes)])
    assert len(awards(counted(tmp_path, awarded(1, ONE), again))) == 2


def test_two_alike_awards_of_one_notice_are_two(tmp_path: Path) -> None:
    assert len(awards(counted(tmp_path, awarded(1, ONE, awards=[award("1", ONE), award("2", ONE)])))) == 2


def test_evidence_is_unknown_where_the_opening_notice_is_not_held(tmp_path: Path) -> None:
    with counted(tmp_path, release(1), awarded(1, ONE), awarded(2, ONE)) as con:
        found = rows(
            con, "SELECT right(ocid, 1), evidence_group, level, is_evaluated, days_to_award FROM out.award ORDER BY 1"
        )
    assert found == [("1", "none", "R0", False, 28), ("2", "unknown", None, None, None)]


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


def test_one_award_on_two_portals_counts_once(tmp_path: Path) -> None:
    other = awarded(1, ONE, ocid="ocds-b5fd17-1", id="3f2b0f10-0000-4000-8000-000000000000-1")
    with counted(tmp_path, awarded(1, ONE), other) as con:
        assert rows(con, "SELECT source FROM out.award") == [("find_a_tender",)]
        assert rows(con, "SELECT count(*) FROM core.award WHERE is_counted") == [(2,)]


@pytest.mark.parametrize(
    "changes",
    [
        {"value": {"amount": 91000, "currency": "GBP"}},
        {"date": "2026-08-01T00:00:00Z"},
        {"suppliers": [{"name": "Fell Ltd"}]},
    ],
)
def test_other_awards_on_two_portals_count_twice(tmp_path: Path, changes: dict[str, Any]) -> None:
    other = awarded(
        1, ONE, ocid="ocds-b5fd17-1", id="3f2b0f10-0000-4000-8000-000000000000-1", awards=[award("1", ONE, **changes)]
    )
    assert len(awards(counted(tmp_path, awarded(1, ONE), other))) == 2


VALUES: list[tuple[dict[str, Any], float | None, str]] = [
    ({"amount": 100, "currency": "GBP"}, 100.0, "net"),
    ({"amount": 100, "amountGross": 120, "currency": "GBP"}, 100.0, "net"),
    ({"amountGross": 120, "currency": "GBP"}, 100.0, "gross_less_20_pct_vat"),
    ({"amount": 1, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 0, "currency": "GBP"}, None, "placeholder"),
    ({"amount": 100, "currency": "EUR"}, None, "foreign_currency"),
    ({"amount": -5, "currency": "GBP"}, None, "missing"),
    ({"amount": 9e15, "currency": "GBP"}, None, "missing"),
    ({"amount": "plenty"}, None, "missing"),
    ({}, None, "missing"),
]


@pytest.fixture(scope="module")
def valued(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """What was read of each of VALUES, by its process; all are published at once."""
    given = [awarded(number, ONE, awards=[award("1", ONE, value=value)]) for number, (value, _, _) in enumerate(VALUES)]
    with counted(tmp_path_factory.mktemp("values"), *given) as con:
        return {
            ocid: found
            for ocid, *found in con.execute("SELECT ocid, value_gbp, value_basis FROM core.award").fetchall()
        }


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_value_and_its_basis(valued: dict[str, list[Any]], number: int) -> None:
    value, gbp, basis = VALUES[number]
    assert valued[awarded(number)["ocid"]] == [gbp, basis], value


def test_absurd_values_are_issues(tmp_path: Path) -> None:
    with counted(tmp_path, awarded(1, ONE, awards=[award("1", ONE, value={"amount": -5, "currency": "GBP"})])) as con:
        assert rows(con, "SELECT code, path, data FROM core.issue WHERE code = 'absurd_value'") == [
            ("absurd_value", "/awards/0/value/amount", "-5.0")
        ]


def test_two_awards_of_one_id_are_two_and_an_issue_unless_they_are_alike(tmp_path: Path) -> None:
    given = [award("1", ONE), award("1", ONE, value={"amount": 70000, "currency": "GBP"}), award("1", ONE)]
    with counted(tmp_path, awarded(1, ONE, awards=given)) as con:
        assert rows(con, "SELECT value_gbp FROM out.award ORDER BY 1") == [(70000.0,), (90000.0,)]
        assert rows(con, "SELECT path FROM core.issue WHERE code = 'repeated_award_id'") == [("/awards/1/id",)]


def test_value_day_and_dates_may_stand_in_the_contracts(tmp_path: Path) -> None:
    bare = {"id": "1", "suppliers": [{"id": ONE["id"], "name": ONE["name"]}]}
    value = {"amount": 40, "currency": "GBP"}
    period = {"startDate": "2027-01-01T00:00:00Z", "endDate": "2028-12-31T23:59:59Z"}
    contracts = [
        {"id": "a", "awardID": "1", "value": value, "dateSigned": "2026-11-05T00:00:00Z", "period": period},
        {"id": "b", "awardID": "1", "value": value},
    ]
    with counted(tmp_path, awarded(1, ONE, awards=[bare], contracts=contracts)) as con:
        found = rows(
            con,
            "SELECT value_gbp, value_basis, awarded_on::VARCHAR, awarded_on_basis, starts_on::VARCHAR, status "
            "FROM core.award",
        )
    assert found == [(80.0, "contracts_net", "2026-11-05", "signed", "2027-01-01", "active")]


def test_an_award_without_any_day_has_that_of_its_notice(tmp_path: Path) -> None:
    bare = {"id": "1", "suppliers": [{"name": "Fell Ltd"}]}
    assert awards(counted(tmp_path, awarded(1, awards=[bare])), "awarded_on::VARCHAR, awarded_on_basis") == [
        ("2026-11-10", "published")
    ]


def test_an_award_that_names_nobody_counts_as_unknown(tmp_path: Path) -> None:
    given = awarded(1, parties=[], awards=[award("1"), award("2")])
    found = awards(counted(tmp_path, given), "award_id, supplier_name, supplier_status, is_vcse_matched, value_gbp")
    assert found == [("1", None, "unknown", None, 90000.0), ("2", None, "unknown", None, 90000.0)]


def test_suitable_and_reserved_in_tender_or_lot(tmp_path: Path) -> None:
    lots = [{"id": "1", "suitability": {"vcse": True}}, {"id": "2", "suitability": {"vcse": False}}]
    reserved = {"otherRequirements": {"reservedParticipation": ["smeVcse"]}}
    given = [
        awarded(1, ONE, tender=tender("x", lots=lots)),
        awarded(2, ONE, tender=tender("x", **reserved)),
        awarded(3, ONE, tender=tender("x", suitability={"sme": True, "vcse": False})),
        awarded(4, ONE),
    ]
    found = awards(counted(tmp_path, *given), "right(ocid, 1), is_vcse_suitable, is_vcse_reserved")
    assert found == [("1", True, False), ("2", None, True), ("3", False, False), ("4", None, False)]


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
