"""Fields that are written oddly and can only mean one thing are read, and each leaves an issue."""

from typing import Any

import duckdb
import orjson
import pytest

from store.ingest.mapping.rows import NoticeRows
from store.ingest.notices import release_rows
from tests.store.builders import rows as rows_of
from tests.store.ingest.bulk import uk_xml
from tests.store.ingest.notices import codes, ingested, package, party, release, ted, tender

OWN = {"id": "000001-2026", "noticeType": "UK4", "datePublished": "2026-10-05T09:00:00+01:00"}
DAY = "2026-10-05T08:00:00+00:00"


def mapped(made: dict[str, Any]) -> NoticeRows:
    return release_rows("", made, None, has_mends=False)


def column(made: dict[str, Any], name: str) -> Any:
    found = mapped(made).notice
    assert found is not None
    return found[name]


def told(made: dict[str, Any]) -> list[str]:
    return sorted(issue.code for issue in mapped(made).issues)


def without(key: str, **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in (release() | changes).items() if name != key}


# --- dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "instant"),
    [
        ("2026-11-18t09:00:00z", "2026-11-18T09:00:00+00:00"),
        ("2026-11-18 09:00:00Z", "2026-11-18T09:00:00+00:00"),
        ("2026-11-18T24:00:00Z", "2026-11-19T00:00:00+00:00"),
        ("2026-11-18T24:00Z", "2026-11-19T00:00:00+00:00"),
        ("2026-11-18T23:59:60Z", "2026-11-18T23:59:59+00:00"),
        ("2026-11-18T23:59:60.5+00:00", "2026-11-18T23:59:59+00:00"),
        ("2026-11-18T24:00:00.000+00:00", "2026-11-19T00:00:00+00:00"),
        ("2026-06-18t24:00:00", "2026-06-18T23:00:00+00:00"),
    ],
)
def test_date_of_the_standards_is_read(date: str, instant: str) -> None:
    assert column(release(date=date), "published_at") == instant


@pytest.mark.parametrize(
    "date", ["2026-11-18T24:01:00Z", "2026-11-18T09:00:00+99:99", "2026-13-18t09:00:00z", "2100-12-31T24:00:00Z"]
)
def test_date_of_no_standard_is_not(date: str) -> None:
    assert "unreadable_date" in told(release(date=date))


BAD_DATES = [
    None,
    "",
    "soon",
    "18/11/2026 09:00",
    "1-01-01",
    "0000-00-00",
    20261118,
    ["2026-11-18"],
    "2026-11-18T09:00:00+99:99",
]


@pytest.mark.parametrize("date", BAD_DATES)
def test_day_of_the_notice_document_stands_in(date: Any) -> None:
    made = release(date=date, tender=tender(documents=[OWN]))
    assert column(made, "published_at") == DAY
    assert "release_without_date" in told(made)


def test_day_of_the_notice_document_stands_in_for_none() -> None:
    assert column(without("date", tender=tender(documents=[OWN])), "published_at") == DAY


@pytest.mark.parametrize(
    ("documents", "stated", "day"),
    [
        ([OWN, OWN | {"id": "000009-2026", "datePublished": "2026-12-01T09:00:00Z"}], None, DAY),
        (
            [
                OWN | {"id": "x"},
                {"id": "y", "documentType": "biddingDocuments", "datePublished": "2026-12-01T09:00:00Z"},
            ],
            None,
            DAY,
        ),
        ([OWN | {"id": "x", "noticeType": "uk4"}], None, DAY),
        ([], "2026-10-05T09:00:00+01:00", DAY),
        ([], None, None),
        ([OWN | {"datePublished": "soon"}], None, None),
    ],
)
def test_which_day_stands_in(documents: list[dict[str, Any]], stated: str | None, day: str | None) -> None:
    made = without("date", tender=tender(documents=documents, **({"datePublished": stated} if stated else {})))
    assert column(made, "published_at") == day
    assert "release_without_date" in told(made)


# --- codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tags", [["Tender"], ["tender "], [" TENDER"], ["tender\u200b"], ["tender", ""], "Tender"])
def test_tag_is_read_without_case_and_blanks(tags: Any) -> None:
    assert column(release(tag=tags), "stage") == "tender"


@pytest.mark.parametrize(
    ("tag", "stage"),
    [
        ("TenderUpdate", "tender_update"),
        ("tender_update", "tender_update"),
        ("Award ", "award"),
        ("contract termination", "implementation"),
    ],
)
def test_other_tags_too(tag: str, stage: str) -> None:
    assert column(release(tag=[tag]), "stage") == stage
    assert told(release(tag=[tag])) == ["irregular_code"]


@pytest.mark.parametrize("tags", [[], None, "", [""], [None], {}, ["invented"]])
@pytest.mark.parametrize(
    ("document", "stage"),
    [
        (OWN, "tender"),
        (OWN | {"noticeType": "UK6"}, "award"),
        (OWN | {"noticeType": " uk12"}, "tender_update"),
        ({"id": "000001-2026", "documentType": "plannedProcurementNotice"}, "planning"),
        ({}, "tender"),  # nothing but a deadline tells
    ],
)
def test_stage_is_told_from_the_notice_document(tags: Any, document: dict[str, Any], stage: str) -> None:
    made = release(tag=tags, tender=tender(documents=[document]))
    assert column(made, "stage") == stage
    assert "release_without_tag" in told(made)


def test_stage_is_told_of_a_release_without_a_tag() -> None:
    assert column(without("tag", awards=[{"id": "1"}], tender={"title": "A"}), "stage") == "award"


@pytest.mark.parametrize(
    "status", ["Cancelled", "CANCELLED", "canceled", "cancelled ", "Canceled\n", "can-celled", "terminated"]
)
def test_status_is_read_in_any_spelling(status: str) -> None:
    made = release(tender=tender(status=status))
    assert column(made, "status") == "cancelled"
    assert told(made) == ["irregular_code"]


@pytest.mark.parametrize(
    ("key", "value", "name", "meant"),
    [
        ("mainProcurementCategory", "Services", "main_category", "services"),
        ("mainProcurementCategory", "service", "main_category", "services"),
        ("mainProcurementCategory", "Supplies", "main_category", "goods"),
        ("procurementMethod", "Open", "procedure_method", "open"),
        ("status", "Open", "status", "active"),
        ("aboveThreshold", "True", "is_above_threshold", True),
        ("aboveThreshold", "false", "is_above_threshold", False),
        ("value", {"amount": "900000", "currency": "gbp "}, "value_amount", 900_000.0),
        ("value", {"amount": 9, "currency": "gbp "}, "value_currency", "GBP"),
        ("classification", {"scheme": "cpv", "id": "77310000"}, "cpv_code", "77310000"),
    ],
)
def test_field_is_read_as_it_is_meant(key: str, value: Any, name: str, meant: Any) -> None:
    made = release(tender=tender(**{key: value}))
    assert column(made, name) == meant
    assert set(told(made)) <= {"irregular_code", "wrong_type"}
    assert told(made)


@pytest.mark.parametrize("value", ["yes", "1", 1, "", None])
def test_truth_is_not_guessed(value: Any) -> None:
    assert column(release(tender=tender(aboveThreshold=value)), "is_above_threshold") is None


@pytest.mark.parametrize("amount", [1e11, 1e19, 99_999_999_999_999_999_999, 1e308, -1, -1e19])
def test_sum_beyond_all_measure_is_kept_and_told(amount: float) -> None:
    made = release(tender=tender(value={"amount": amount, "currency": "GBP"}))
    assert column(made, "value_amount") == float(amount)
    assert told(made) == ["unlikely_value"]


@pytest.mark.parametrize("amount", [10**400, float("inf"), float("nan"), "1e9", "12,000", "\u0663", True, [], {}])
def test_number_that_is_none_is_none(amount: Any) -> None:
    made = release(tender=tender(value={"amount": amount, "currency": "GBP"}))
    assert column(made, "value_amount") is None
    assert told(made) == ["unreadable_number"]


# --- objects in place of lists, links, buyers ---------------------------------------------------------------------

LOT = {
    "title": "Lot",
    "awardCriteria": {"criteria": [{"type": "quality", "name": "Social value", "description": "10%"}]},
}


@pytest.mark.parametrize(
    ("lots", "count"),
    [
        ({"LOT-0001": LOT, "LOT-0002": LOT}, 2),
        ({"0": LOT, "1": LOT, "2": LOT}, 3),
        ({"first": LOT, "second": LOT}, 2),
        ({"id": "1", **LOT}, 1),
        ({"awardCriteria": LOT["awardCriteria"], "value": {"amount": 5, "currency": "GBP"}}, 1),
        ({"a/b": LOT, "a\x00/b": LOT}, 2),
    ],
)
def test_lots_under_keys_are_lots(lots: dict[str, Any], count: int) -> None:
    found = mapped(release(tender=tender(lots=lots)))
    assert found.notice is not None
    assert (found.notice["lot_count"], len(found.criteria)) == (count, count)
    assert len({row["path"] for row in found.criteria}) == count
    assert "wrong_type" in {issue.code for issue in found.issues}


@pytest.mark.parametrize("key", ["releases", "records"])
def test_releases_under_keys_are_releases(con: duckdb.DuckDBPyConnection, tmp_path: Any, key: str) -> None:
    entries = {
        made["ocid"]: made if key == "releases" else {"ocid": made["ocid"], "releases": [made]}
        for made in (release(1), release(2))
    }
    ingested(con, tmp_path, orjson.dumps({key: entries}))
    assert rows_of(con, "SELECT count(*) FROM core.notice") == [(2,)]
    assert codes(con) == ["wrong_type"]


LINK = {
    "url": "https://example.org/1",
    "date": "2026-10-05T09:00:00Z",
    "tag": ["tender"],
    "ocid": "ocds-h6vhtk-0a0001",
    "id": "1",
}


def test_linked_release_that_carries_an_ocid_is_a_link(con: duckdb.DuckDBPyConnection, tmp_path: Any) -> None:
    record = {"ocid": "ocds-h6vhtk-0a0001", "releases": [LINK], "compiledRelease": release(1, tag=["compiled"])}
    ingested(con, tmp_path, orjson.dumps({"records": [record]}))
    assert rows_of(con, "SELECT title FROM core.notice") == [("Grounds maintenance",)]
    assert codes(con) == ["linked_release"]


def test_link_in_a_package_is_no_notice(con: duckdb.DuckDBPyConnection, tmp_path: Any) -> None:
    ingested(con, tmp_path, package(LINK, release(2), release(3, url="https://example.org/3")))
    assert rows_of(con, "SELECT count(*) FROM core.notice") == [(2,)]
    assert codes(con) == ["linked_release"]


ENTITY = {"id": "GB-PPON-AAAA-1111-BBBB", "name": "Marlbrook City Council"}


@pytest.mark.parametrize(("roles", "is_told"), [(["buyer"], True), (["supplier"], False), (["reviewBody"], False)])
def test_bodies_that_buy_beside_the_buyer_are_told(roles: list[str], is_told: bool) -> None:
    found = mapped(release(parties=[party(), party(id="GB-2", name="Second Council", roles=roles)]))
    assert ("further_buyers" in {issue.code for issue in found.issues}) is is_told


@pytest.mark.parametrize(
    "made",
    [
        without("buyer", parties=[], tender=tender(procuringEntity=ENTITY)),
        without("buyer", tender=tender(procuringEntity={"id": ENTITY["id"]})),
        release(buyer={}, parties=[], tender=tender(procuringEntity=ENTITY)),
        release(buyer=None, parties=[], tender=tender(procuringEntity=ENTITY)),
        without("buyer", parties=[party(roles=["procuringEntity"])]),
        without("buyer", parties=[party(roles=["supplier"], name="Other"), party(roles="ProcuringEntity ")]),
    ],
)
def test_procuring_entity_stands_in_for_the_buyer(made: dict[str, Any]) -> None:
    found = mapped(made)
    assert found.buyer is not None
    assert found.buyer["name"] == "Marlbrook City Council"
    assert "release_without_buyer" in {issue.code for issue in found.issues}


def test_buyer_is_the_buyer_where_one_is_named() -> None:
    found = mapped(release(tender=tender(procuringEntity={"id": "2", "name": "Other"})))
    assert found.buyer is not None
    assert (found.buyer["name"], found.issues) == ("Marlbrook City Council", [])


# --- XML ----------------------------------------------------------------------------------------------------------

XML = uk_xml().replace(b"Grounds maintenance", b"Grounds MARK")


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        (b"&", "&"),
        (b"A & B", "A & B"),
        (b"R&D", "R&D"),
        (b"a&nbsp;b", "a\u00a0b"),
        (b"&pound;5 &ndash; &rsquo;", "\u00a35 \u2013 \u2019"),
        (b"&undefined;", "&undefined;"),
        (b"&amp; &lt;", "& <"),
        (b"under < 5", "under < 5"),
        (b"&#0;&#x1F;bell", "bell"),
        (b"bell\x0b", "bell"),
        (b"caf\xe9", "caf\u00e9"),
    ],
)
def test_malformed_xml_is_mended(con: duckdb.DuckDBPyConnection, tmp_path: Any, mark: bytes, shown: str) -> None:
    ingested(con, tmp_path, XML.replace(b"MARK", mark), "a.xml")
    assert rows_of(con, "SELECT title FROM core.notice") == [(f"Grounds {shown}",)]
    assert ("unclean_xml" in codes(con)) is (mark != b"&amp; &lt;")


@pytest.mark.parametrize("body", [uk_xml(), ted()], ids=["uk", "ted"])
@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read(con: duckdb.DuckDBPyConnection, tmp_path: Any, body: bytes, charset: str) -> None:
    ingested(con, tmp_path, body.decode().encode(charset), "a.xml")
    assert rows_of(con, "SELECT count(*) FROM core.notice") == [(1,)]
    assert "unclean_encoding" in codes(con)


def test_utf8_that_says_it_is_utf16_is_read(con: duckdb.DuckDBPyConnection, tmp_path: Any) -> None:
    ingested(con, tmp_path, uk_xml().replace(b'encoding="utf-8"', b'encoding="utf-16"'), "a.xml")
    assert rows_of(con, "SELECT count(*) FROM core.notice") == [(1,)]


def test_json_in_utf16_without_a_mark_is_read(con: duckdb.DuckDBPyConnection, tmp_path: Any) -> None:
    ingested(con, tmp_path, package(release()).decode().encode("utf-16-le"))
    assert rows_of(con, "SELECT count(*) FROM core.notice") == [(1,)]
    assert codes(con) == ["unclean_encoding"]
