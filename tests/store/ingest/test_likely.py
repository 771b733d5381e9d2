"""Sums, weights and dates that can be read and are hardly meant, or can be read in two ways: each is told."""

from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest
from lxml import etree

from store.ingest.mapping.likely import future_issues, latest_likely
from store.ingest.mapping.ocds import map_release
from store.ingest.mapping.rows import NoticeRows
from store.ingest.mapping.ted.form import map_ted
from store.ingest.mapping.untyped import typed
from tests.store.ingest.notices import codes, ingested, package, release, ted, tender

Lot = dict[str, Any]


def mapped(**changes: Any) -> NoticeRows:
    return map_release(release(tender=tender(**changes)), "", None)


def told(rows: NoticeRows) -> list[str]:
    return [issue.code for issue in rows.issues]


def sums(rows: NoticeRows) -> tuple[Any, Any, Any]:
    assert rows.notice
    return tuple(rows.notice[name] for name in ("value_amount", "value_amount_gross", "value_currency"))


# --- currencies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "currency", [978, 97.8, ["GBP"], {"code": "GBP"}, True, "GBP EUR", "12", "GB", "?", "P\u00f6und"]
)
def test_currency_that_cannot_be_read_is_not_pounds(currency: Any) -> None:
    rows = mapped(value={"amount": 900000, "currency": currency})
    assert sums(rows) == (900000, None, "XXX")
    assert len(told(rows)) == 1


@pytest.mark.parametrize("value", [{}, {"currency": ""}, {"currency": " "}, {"currency": None}])
def test_currency_that_is_missing_is_told(value: dict[str, Any]) -> None:
    rows = mapped(value={"amount": 900000} | value)
    assert sums(rows) == (900000, None, None)
    assert "missing_currency" in told(rows)


@pytest.mark.parametrize(
    ("currency", "code", "issues"),
    [
        ("GBP", "GBP", []),
        ("EUR", "EUR", []),
        ("gbp", "GBP", ["irregular_code"]),
        ("\u00a3", "GBP", ["irregular_code"]),
        ("UKP", "GBP", ["irregular_code"]),
        ("Pounds  sterling", "GBP", ["irregular_code"]),
        ("\u20ac", "EUR", ["irregular_code"]),
        ("EURO", "EUR", ["irregular_code"]),
    ],
)
def test_currency_that_can_be_told(currency: str, code: str, issues: list[str]) -> None:
    rows = mapped(value={"amount": 900000, "currency": currency})
    assert (sums(rows)[2], told(rows)) == (code, issues)


def test_no_amount_needs_no_currency() -> None:
    assert told(mapped(value={"currency": "GBP"})) == []
    assert told(mapped(value={})) == []


# --- sums of lots -------------------------------------------------------------------------------------------------


def lot(lot_id: Any, amount: Any, currency: Any = "GBP", **more: Any) -> Lot:
    return {"id": lot_id, "value": {"amount": amount, "currency": currency} | more}


@pytest.mark.parametrize(
    "lots",
    [
        [lot("1", 500000), lot("2", -400000)],
        [lot("1", 500000), lot("2", 1)],
        [lot("1", 500000), lot("2", 0)],
        [lot("1", 1), lot("2", 1)],
        [lot("1", 500000), lot("2", 2e11)],
        [lot("1", 500000), lot("2", 400000, "EUR")],
        [lot("1", 500000), lot("2", 400000, 978)],
        [lot("1", 500000), {"id": "2"}],
        [lot("1", 500000), lot("1", 400000)],
        [lot("1", 500000), lot("2", "many")],
    ],
)
def test_lots_that_cannot_be_added_up_are_told(lots: list[Lot]) -> None:
    rows = mapped(value={}, lots=lots)
    assert sums(rows) == (None, None, None)
    assert "unsummed_lots" in told(rows)


@pytest.mark.parametrize(
    ("lots", "total", "issues"),
    [
        ([lot("1", 500000), lot("2", 400000)], (900000, None, "GBP"), []),
        ([lot("1", 5), lot("2", 4)], (9, None, "GBP"), []),
        ([lot("1", 5, amountGross=6), lot("2", 4, amountGross=5)], (9, 11, "GBP"), []),
        ([lot("1", 5, amountGross=6), lot("2", 4, amountGross=0)], (9, None, "GBP"), []),
        ([lot("1", 5, "EUR"), lot("2", 4, "EUR")], (9, None, "EUR"), []),
        ([lot("1", 5), lot("1", 5)], (5, None, "GBP"), ["repeated_lot"]),
        ([lot(None, 5), lot(None, 5)], (10, None, "GBP"), []),
        ([lot("1", 5), lot("1", 5), lot("2", 4)], (9, None, "GBP"), ["repeated_lot"]),
        ([{"id": "1"}, {"id": "2"}], (None, None, None), []),
        ([{"id": "1"}, {"id": "1"}], (None, None, None), ["repeated_lot"]),
        ([], (None, None, None), []),
    ],
)
def test_lots_that_can_be_added_up(lots: list[Lot], total: tuple[Any, ...], issues: list[str]) -> None:
    rows = mapped(value={}, lots=lots)
    assert (sums(rows), told(rows)) == (total, issues)


def test_lots_are_not_looked_at_where_the_tender_has_a_value() -> None:
    assert told(mapped(lots=[lot("1", 500000), lot("2", 1)])) == []


# --- amounts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "amount", ["900.000", "1.250", "12.500", "+1.000", "1.250.000,00", "900,00", "900,000", "1_000", "1e999", "\uff19"]
)
def test_amount_that_can_be_read_in_two_ways_is_not_read(amount: str) -> None:
    rows = mapped(value={"amount": amount, "currency": "GBP"})
    assert (sums(rows)[0], told(rows)) == (None, ["unreadable_number"])
    assert typed("amount", amount) == amount


@pytest.mark.parametrize(
    ("amount", "number"),
    [
        ("900000", 900000),
        ("900.00", 900),
        ("900.5", 900.5),
        ("0.125", 0.125),
        ("9000.000", 9000),
        ("1.2345", 1.2345),
        ("900000.000", 9e5),
    ],
)
def test_amount_that_is_plain_is_read(amount: str, number: float) -> None:
    assert sums(mapped(value={"amount": amount, "currency": "GBP"}))[0] == number
    assert typed("amount", amount) == number


@pytest.mark.parametrize(
    ("text", "number"), [("9e5", 9e5), ("1E+06", 1e6), ("1e9999", "1e9999"), ("e5", "e5"), ("inf", "inf")]
)
def test_exponents_are_read_where_all_is_text(text: str, number: float | str) -> None:
    assert typed("amount", text) == number


@pytest.mark.parametrize(
    ("value", "issues"),
    [
        ({"amount": 1080000, "amountGross": 900000}, ["net_above_gross"]),
        ({"amount": 900000, "amountGross": 900000}, []),
        ({"amount": 900000, "amountGross": 1080000}, []),
        ({"amount": 900000, "amountGross": 0}, []),
        ({"amount": 900000, "amountGross": 1}, []),
        ({"minimum": 100000, "maximum": 900000}, ["unreadable_value"]),
        ({"minAmount": 100000}, ["unreadable_value"]),
        ({"amount": None, "maximum": 1}, ["null_value"]),
    ],
)
def test_value_that_is_odd_is_told(value: dict[str, Any], issues: list[str]) -> None:
    assert told(mapped(value=value | {"currency": "GBP"})) == issues


# --- ids of lots, weights, dates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("related", "lots", "issues"),
    [
        (["1", "2"], ["1", "2"], []),
        ([1, 2], ["1", "2"], []),
        ([1, None, {"id": "2"}, 3.0], ["1", "2", "3"], ["null_value", "wrong_type", "wrong_type"]),
        ([{"id": 4}], ["4"], ["wrong_type"]),
        ([{"name": "x"}], [], ["wrong_type"]),
        ([2.5], [], ["wrong_type"]),
        ([True], [], ["wrong_type"]),
        ([["1"]], [], ["wrong_type"]),
    ],
)
def test_lots_of_an_award(related: list[Any], lots: list[str], issues: list[str]) -> None:
    award = {"id": "a", "status": "active", "suppliers": [], "relatedLots": related}
    rows = map_release(release(tag=["award"], awards=[award]), "", None)
    assert rows.awarding["award"][0]["lots"] == lots
    assert told(rows) == issues


@pytest.mark.parametrize(
    ("number", "kind", "kept", "issues"),
    [
        (10, "percentageExact", 10, []),
        ("10%", "percentageExact", "10%", []),
        ("10 %", None, "10 %", []),
        ("10", "percentageExact", "10", []),
        ("1,000", "points", "1,000", []),
        ("10,5", "percentageExact", 10.5, ["wrong_type"]),
        ("7,25", None, 7.25, ["wrong_type"]),
        ("ten", "percentageExact", "ten", ["unreadable_number"]),
        ("-10", "percentageExact", "-10", ["unreadable_number"]),
        ("10-20", None, "10-20", ["unreadable_number"]),
        (-10, "percentageExact", -10, ["unlikely_weight"]),
        (-1, "points", -1, ["unlikely_weight"]),
        (1000, "percentageExact", 1000, ["unlikely_weight"]),
        (101, None, 101, ["unlikely_weight"]),
        (1000, "points", 1000, []),
        (100, "percentageExact", 100, []),
        (0, "percentageExact", 0, []),
    ],
)
def test_weight_of_a_criterion(number: Any, kind: str | None, kept: Any, issues: list[str]) -> None:
    said = {"number": number} | ({"weight": kind} if kind else {})
    rows = mapped(awardCriteria={"criteria": [{"name": "Social value", "numbers": [said]}]})
    assert told(rows) == issues
    written = f'"{kept}"' if isinstance(kept, str) else f"{float(kept)}"
    assert rows.criteria[0]["numbers"].startswith(f"[[{written},")


def test_number_that_is_a_threshold_is_no_weight() -> None:
    said = {"number": 1000, "threshold": "maximumBids"}
    assert told(mapped(awardCriteria={"criteria": [{"name": "x", "numbers": [said]}]})) == []


@pytest.mark.parametrize(
    ("deadline", "instant", "issues"),
    [
        ("2026-12-20", "2026-12-20T23:59:59+00:00", ["date_without_time"]),
        ("20261220", "2026-12-20T23:59:59+00:00", ["date_without_time"]),
        ("2026-W51-7", "2026-12-20T23:59:59+00:00", ["date_without_time"]),
        ("2026W517", "2026-12-20T23:59:59+00:00", ["date_without_time"]),
        ("2026-W51", None, ["unreadable_date"]),
        ("2026W51", None, ["unreadable_date"]),
        ("20261220T120000Z", "2026-12-20T12:00:00+00:00", []),
        ("2026-12-20T12", "2026-12-20T12:00:00+00:00", ["date_without_offset"]),
        ("2016-12-20T12:00:00Z", "2016-12-20T12:00:00+00:00", ["unlikely_date"]),
        ("2025-10-04T12:00:00Z", "2025-10-04T12:00:00+00:00", ["unlikely_date"]),
        ("2025-10-06T12:00:00Z", "2025-10-06T12:00:00+00:00", []),
        ("2099-12-20T12:00:00Z", "2099-12-20T12:00:00+00:00", ["unlikely_date"]),
        ("2034-12-20T12:00:00Z", "2034-12-20T12:00:00+00:00", []),
    ],
)
def test_deadline(deadline: str, instant: str | None, issues: list[str]) -> None:
    rows = mapped(tenderPeriod={"endDate": deadline})
    assert rows.notice
    assert (rows.notice["deadline_at"], told(rows)) == (instant, issues)


def test_deadline_long_before_an_award_is_no_fault() -> None:
    old = tender(tenderPeriod={"endDate": "2016-12-20T12:00:00Z"})
    assert told(map_release(release(tag=["award"], tender=old), "", None)) == []


@pytest.mark.parametrize(
    ("published", "count"),
    [("2026-10-05T08:00:00+00:00", 0), ("2028-10-01T08:00:00+00:00", 0), ("2062-01-01T00:00:00+00:00", 1), (None, 0)],
)
def test_notice_of_years_to_come(published: str | None, count: int) -> None:
    latest = latest_likely(datetime(2026, 11, 1, tzinfo=UTC))
    assert len(future_issues({"published_at": published}, latest)) == count


def test_notice_of_years_to_come_is_stored_and_told(con: duckdb.DuckDBPyConnection, tmp_path: Any) -> None:
    ingested(con, tmp_path, package(release(date="2090-01-01T00:00:00Z", tag=["planning"], tender={})))
    assert codes(con) == ["unlikely_date"]


# --- criteria as words --------------------------------------------------------------------------------------------

WORDS = "Price 90%, social value 10%"


@pytest.mark.parametrize(
    ("criteria", "texts"),
    [
        (WORDS, {"/awardCriteria": WORDS}),
        ([WORDS], {"/awardCriteria": WORDS}),
        (["Price 90%", "Social value 10%"], {"/awardCriteria": "Price 90%\nSocial value 10%"}),
        ({"criteria": WORDS}, {"/awardCriteria/criteria": WORDS}),
        ({"criteria": [WORDS]}, {"/awardCriteria/criteria": WORDS}),
        ({"criteria": ["Price 90%", "Social value 10%"]}, {"/awardCriteria/criteria": "Price 90%\nSocial value 10%"}),
        ({"criteria": [], "description": WORDS}, {"/awardCriteria/description": WORDS}),
        ([{"criteria": WORDS}], {"/awardCriteria/0/criteria": WORDS}),
        ({"criteria": [{"name": "Price"}]}, {}),
        ([{"name": "Price"}], {}),
        ([{"criteria": [{"name": "Price"}], "description": WORDS}], {"/awardCriteria/0/description": WORDS}),
    ],
)
@pytest.mark.parametrize("place", ["/tender", "/tender/lots/0"])
def test_criteria_as_words_are_texts(criteria: Any, texts: dict[str, str], place: str) -> None:
    held = {"awardCriteria": criteria}
    rows = mapped(**(held if place == "/tender" else {"lots": [{"id": "1"} | held]}))
    assert {path: text for path, text in rows.texts if "Criteria" in path} == {
        place + at: text for at, text in texts.items()
    }


@pytest.mark.parametrize(
    "criteria",
    [
        [{"name": "Price", "description": "90%"}, {"name": "Social value", "description": "10%"}],
        [{"criteria": [{"name": "Price", "description": "90%"}, {"name": "Social value", "description": "10%"}]}],
        {"criteria": [{"name": "Price", "description": "90%"}, "and", {"name": "Social value", "description": "10%"}]},
    ],
)
def test_criteria_in_a_list_are_criteria(criteria: Any) -> None:
    rows = mapped(awardCriteria=criteria)
    assert [(row["name"], row["description"]) for row in rows.criteria] == [("Price", "90%"), ("Social value", "10%")]
    assert told(rows) == ["wrong_type"]


# --- TED ----------------------------------------------------------------------------------------------------------


def of_ted(before: bytes, after: bytes) -> NoticeRows:
    body = ted()
    assert before in body
    return map_ted(etree.fromstring(body.replace(before, after)))


VALUE = b'<VAL_ESTIMATED_TOTAL CURRENCY="GBP">250000</VAL_ESTIMATED_TOTAL>'


@pytest.mark.parametrize(
    ("value", "total", "issues"),
    [
        (VALUE, (250000, None, "GBP"), []),
        (VALUE.replace(b"250000", b"250 000.00"), (250000, None, "GBP"), []),
        (VALUE.replace(b"250000", b"250.000"), (None, None, "GBP"), ["unreadable_number"]),
        (VALUE.replace(b"250000", b"250,000"), (None, None, "GBP"), ["unreadable_number"]),
        (VALUE.replace(b"250000", b"NaN"), (None, None, "GBP"), ["unreadable_number"]),
        (VALUE.replace(b' CURRENCY="GBP"', b""), (250000, None, None), ["missing_currency"]),
        (VALUE.replace(b"GBP", b"978"), (250000, None, "XXX"), ["unknown_code"]),
        (VALUE.replace(b"250000", b"-5"), (-5, None, "GBP"), ["unlikely_value"]),
        (b"", (None, None, None), []),
    ],
)
def test_value_of_a_form(value: bytes, total: tuple[Any, ...], issues: list[str]) -> None:
    rows = of_ted(VALUE, value)
    assert (sums(rows), told(rows)) == (total, issues)


@pytest.mark.parametrize("day", [b"", b"<DATE_PUB/>", b"<DATE_PUB>soon</DATE_PUB>"])
def test_form_without_a_date_is_told(day: bytes) -> None:
    rows = of_ted(b"<DATE_PUB>20180615</DATE_PUB>", day)
    assert rows.notice
    assert rows.notice["published_at"] is None
    assert "release_without_date" in told(rows)
