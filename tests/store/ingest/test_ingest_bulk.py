"""Bulk files: what the portals and registries give by the year, month or day."""

import gzip
import random
from pathlib import Path
from typing import Any

import duckdb
import pytest

from store.ingest.readers import containers
from tests.store.ingest import bulk
from tests.store.ingest.notices import codes, ingested, land, package, release, ted


def one(con: duckdb.DuckDBPyConnection, query: str) -> Any:
    row = con.execute(query).fetchone()
    assert row is not None
    return row[0] if len(row) == 1 else row


def notice(con: duckdb.DuckDBPyConnection, column: str) -> Any:
    return one(con, f"SELECT {column} FROM core.notice")


# --- JSON lines of the OCP Data Registry --------------------------------------------------------------------------


def test_lines_of_releases_and_records_come_in(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    record = {"ocid": release(3)["ocid"], "releases": [release(3)], "compiledRelease": bulk.compiled(3)}
    summary = ingested(con, tmp_path, bulk.lines_gz(release(1), package_of(release(2)), record), "2026.jsonl.gz")
    assert one(con, "SELECT list(release_id ORDER BY release_id) FROM core.notice") == [
        f"{number:06d}-2026" for number in (1, 2, 3)
    ]
    assert summary.is_reconciled


def package_of(*releases: dict[str, Any]) -> dict[str, Any]:
    return {"uri": "https://example.org", "releases": list(releases)}


@pytest.mark.parametrize(
    ("column", "value"),
    [("stage", "tender"), ("form_type", "UK4"), ("opened_at::VARCHAR", "2026-10-05 08:00:00+00")],
)
def test_compiled_release_stands_for_its_call(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, column: str, value: str
) -> None:
    ingested(con, tmp_path, bulk.lines_gz(bulk.compiled()), "2026.jsonl.gz")
    assert notice(con, column) == value


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({"tender": {"title": "A"}, "awards": [{"id": "1"}]}, "award"),
        ({"tender": {"title": "A", "tenderPeriod": {"endDate": "2026-11-20T12:00:00Z"}}}, "tender"),
        ({"tender": {"title": "A"}}, "planning"),
        ({"tender": {}}, "other"),
    ],
)
def test_compiled_release_without_a_call_is_what_it_got_to(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, changes: dict[str, Any], stage: str
) -> None:
    ingested(con, tmp_path, bulk.lines_gz(bulk.compiled(**changes)), "2026.jsonl.gz")
    assert notice(con, "stage") == stage


def test_large_document_is_read_in_pieces(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "IN_MEMORY_BYTES", 3000)
    monkeypatch.setattr("store.ingest.cutting.BODY_BYTES", 2000)
    releases = [release(number) for number in range(20)]
    ingested(con, tmp_path, bulk.lines_gz(*releases[:12], {"tag": []}), "lines.jsonl.gz")
    ingested(con, tmp_path, gzip.compress(package(*releases[10:])), "package.json.gz")
    assert one(con, "SELECT count(*) FROM core.notice") == 20
    assert con.execute(
        "SELECT format, release_count, notice_count, issue_count FROM raw.document ORDER BY format"
    ).fetchall() == [("json_lines", 13, 12, 1), ("release_package", 10, 10, 0)]
    assert one(con, "SELECT path FROM core.issue WHERE code = 'release_without_ocid'") == "line 13"


def test_large_document_cut_off_gives_what_it_has(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "IN_MEMORY_BYTES", 3000)
    packed = bulk.lines_gz(*(release(number) for number in range(50)))
    summary = ingested(con, tmp_path, packed[: len(packed) * 2 // 3], "lines.jsonl.gz")
    assert 0 < one(con, "SELECT count(*) FROM core.notice") < 50
    assert len([fault for fault in summary.faults if "breaks off" in fault]) == 1
    assert summary.is_reconciled


# --- the same notice by several ways ------------------------------------------------------------------------------


WAYS = {
    "a.json": package(release(1)),
    "b.jsonl.gz": bulk.lines_gz(release(1)),
    "c.zip": bulk.zipped({"1.xml": bulk.uk_xml()}),
}


@pytest.mark.parametrize("order", ["abc", "cba", "bca"])
def test_notice_lands_once_by_every_way(con: duckdb.DuckDBPyConnection, tmp_path: Path, order: str) -> None:
    for first in order:
        for name, body in WAYS.items():
            if name.startswith(first):
                ingested(con, tmp_path, body, name)
    assert one(con, "SELECT count(*) FROM core.notice") == 1
    assert one(con, "SELECT count(*) FROM raw.document") == 3
    assert one(con, "SELECT count(*) FROM raw.notice_version JOIN raw.document USING (document_id)") == 2
    assert notice(con, "description") == release(1)["tender"]["description"]
    assert codes(con) == []


def test_portal_and_bulk_together_keep_the_document(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    land(tmp_path, package(release(1)))
    ingested(con, tmp_path, bulk.lines_gz(release(1), release(2)), "b.jsonl.gz")
    assert con.execute("SELECT release_id, name FROM core.notice JOIN raw.document USING (document_id)").fetchall() == [
        ("000001-2026", "b.jsonl.gz"),
        ("000002-2026", "b.jsonl.gz"),
    ]


@pytest.mark.parametrize("is_xml_first", [True, False])
def test_form_without_ocid_yields_to_the_portals_own_answer(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, *, is_xml_first: bool
) -> None:
    answer = release(1, id="000123-2021", ocid="ocds-h6vhtk-0b0001", date="2021-03-01T09:00:00Z")
    files = [("a.xml", bulk.fts_form(ted("000123-2021"))), ("b.json", package(answer))]
    for name, body in files if is_xml_first else files[::-1]:
        assert ingested(con, tmp_path, body, name).is_reconciled
    assert notice(con, "ocid") == "ocds-h6vhtk-0b0001"
    assert one(con, "SELECT count(*) FROM raw.notice_version") == 2
    assert one(con, "SELECT count(*) FROM raw.text_place WHERE ocid <> 'ocds-h6vhtk-0b0001'") == 0


# --- Find a Tender's XML ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("source", "find_a_tender"),
        ("ocid", "ocds-h6vhtk-000123-2021"),
        ("release_id", "000123-2021"),
        ("form_type", "F02"),
        ("notice_url", "https://www.find-tender.service.gov.uk/Notice/000123-2021"),
        ("buyer_name", "Eastmere District Council"),
    ],
)
def test_form_of_find_a_tender(con: duckdb.DuckDBPyConnection, tmp_path: Path, column: str, value: str) -> None:
    ingested(con, tmp_path, bulk.fts_form(ted("000123-2021")))
    assert notice(con, column) == value


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("source", "find_a_tender"),
        ("ocid", "ocds-h6vhtk-0a0001"),
        ("release_id", "000001-2026"),
        ("form_type", "UK4"),
        ("stage", "tender"),
        ("title", "Grounds maintenance"),
        ("value_amount", 500000.0),
        ("is_above_threshold", True),
        ("buyer_name", "Marlbrook City Council"),
        ("published_at::VARCHAR", "2026-10-05 08:00:00+00"),
    ],
)
def test_notice_under_the_procurement_act(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, column: str, value: object
) -> None:
    ingested(con, tmp_path, bulk.zipped({"day/1.xml": bulk.uk_xml()}), "day.zip")
    assert notice(con, column) == value
    assert one(con, "SELECT format FROM raw.document") == "uk_xml"


def test_criteria_of_the_xml_are_numbers(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, bulk.uk_xml())
    assert one(con, "SELECT name, numbers FROM core.criterion") == ("Social value", '[[10.0,"percentageExact"]]')


def test_xml_without_an_ocid_gets_one_of_its_number(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, bulk.uk_xml(ocid=""))
    assert notice(con, "ocid") == "ocds-h6vhtk-000001-2026"


# --- Contracts Finder's daily CSV ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("source", "contracts_finder"),
        ("ocid", bulk.FLAT["ocid"]),
        ("release_id", "11111111-2222-3333-4444-555555555555-77"),
        ("notice_id", "11111111-2222-3333-4444-555555555555"),
        ("stage", "tender"),
        ("description", 'Meals, "cooked" on site.\nTwo lines.'),
        ("value_amount", 250000.5),
        ("cpv_code", "55523100"),
        ("buyer_name", "Eastmere District Council"),
    ],
)
def test_row_of_the_flat_csv(con: duckdb.DuckDBPyConnection, tmp_path: Path, column: str, value: object) -> None:
    ingested(con, tmp_path, bulk.flat_csv(bulk.FLAT), "2020-10-05.csv")
    assert notice(con, column) == value


def test_buyer_of_the_flat_csv_has_its_identifier(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, bulk.flat_csv(bulk.FLAT), "2020-10-05.csv")
    assert one(con, "SELECT identifier, postal_code FROM core.buyer") == ("00123456", "EM1 2AB")
    assert one(con, "SELECT count(*) FROM raw.text WHERE text LIKE '%eastmere.example%'") == 0


def test_truth_values_of_the_flat_csv_are_no_text(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, bulk.flat_csv(bulk.FLAT), "2020-10-05.csv")
    assert one(con, "SELECT count(*) FROM raw.text WHERE text = 'True'") == 0


def test_flat_csv_cut_off_gives_its_whole_rows(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rows = [{**bulk.FLAT, "id": f"id-{number}"} for number in range(3)]
    body = bulk.flat_csv(*rows)
    cut = body.rindex(b"cooked")
    ingested(con, tmp_path, body[:cut], "2020-10-05.csv")
    assert one(con, "SELECT count(*) FROM core.notice") == 2
    assert codes(con) == ["truncated_csv"]


def test_row_with_cells_to_spare_is_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, bulk.flat_csv(bulk.FLAT) + b"," * 40 + b"\n", "2020-10-05.csv")
    assert codes(con) == ["unreadable_line"]


def test_csv_of_another_kind_is_a_fault(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(package(release()))
    ingested(con, tmp_path, bulk.zipped({"a.json": package(release()), "b.csv": b"Notice,Title\n1,2\n"}), "x.zip")
    assert codes(con) == ["unreadable_document"]


# --- packages of TED ----------------------------------------------------------------------------------------------


PACKAGE = {
    "20180615/1.xml": bulk.in_country(ted("123456-2018"), "UK"),
    "20180615/2.xml": bulk.in_country(ted("123457-2018"), "FR"),
    "20180615/3.xml": bulk.old_ted(),
    "20180615/4.xml": b'<ContractNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractNotice-2"/>',
    "20180615/readme.txt": b"",
}


@pytest.mark.parametrize("pack", [bulk.tar_gz, bulk.zipped])
def test_package_of_ted(con: duckdb.DuckDBPyConnection, tmp_path: Path, pack: Any) -> None:
    summary = ingested(con, tmp_path, pack(PACKAGE), "package")
    counts = summary.sources["ted"]
    assert (counts.releases_read, counts.notices_stored, counts.passed_over) == (3, 2, 1)
    assert summary.is_reconciled
    assert codes(con) == ["other_country", "unknown_form"]
    assert "eForms of TED are not read" in one(con, "SELECT message FROM core.issue WHERE code = 'unknown_form'")


def test_package_read_again_changes_nothing(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, bulk.tar_gz(PACKAGE), "package")
    before = con.execute("SELECT * FROM core.issue ORDER BY ALL").fetchall()
    again = ingested(con, tmp_path, bulk.tar_gz(PACKAGE), "package")
    assert con.execute("SELECT * FROM core.issue ORDER BY ALL").fetchall() == before
    assert again.totals()["notices_stored"] == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("source", "ted"),
        ("ocid", "ocds-ted-002672-2015"),
        ("form_type", "F02"),
        ("stage", "tender"),
        ("title", "Meals for schools"),
        ("description", "Meals cooked on site."),
        ("legal_basis", "CELEX:32004L0018"),
        ("main_category", "services"),
        ("procedure_method", "selective"),
        ("cpv_code", "55523100"),
        ("buyer_name", "Eastmere District Council"),
        ("is_framework", True),
        ("deadline_at::VARCHAR", "2015-02-09 09:30:00+00"),
        ("published_at::VARCHAR", "2015-01-03 00:00:00+00"),
    ],
)
def test_older_form(con: duckdb.DuckDBPyConnection, tmp_path: Path, column: str, value: object) -> None:
    ingested(con, tmp_path, bulk.old_ted())
    assert notice(con, column) == value


def test_award_of_an_older_form_belongs_to_its_call(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, bulk.old_ted("CONTRACT_AWARD", "3"))
    assert notice(con, "ocid") == "ocds-ted-299275-2014"


def test_texts_of_an_older_form_leave_out_persons(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, bulk.old_ted())
    assert one(con, "SELECT list(text ORDER BY text) FROM raw.text") == [
        "Bidders shall say what social value they bring.",
        "Meals cooked on site.",
        "Meals for schools",
    ]


def test_criteria_of_an_older_form(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    parts = "<CRITERIA>{}</CRITERIA><WEIGHTING>{}</WEIGHTING>"
    row = f"<CRITERIA_DEFINITION><ORDER_C>1</ORDER_C>{parts}</CRITERIA_DEFINITION>"
    ingested(con, tmp_path, bulk.old_ted(criteria=row.format("Social value", 10) + row.format("Price", 90)))
    assert con.execute("SELECT name, description FROM core.criterion ORDER BY path").fetchall() == [
        ("Social value", "10"),
        ("Price", "90"),
    ]


@pytest.mark.parametrize(
    ("costs", "amount"),
    [
        ('<VALUE_COST FMTVAL="250000">250 000</VALUE_COST>', 250000.0),
        ("<VALUE_COST>250 000</VALUE_COST>", 250000.0),
        ("<RANGE><LOW_VALUE>1</LOW_VALUE><HIGH_VALUE FMTVAL='300000'>300 000</HIGH_VALUE></RANGE>", 300000.0),
        ("<VALUE_COST>about a lot</VALUE_COST>", None),
    ],
)
def test_value_of_an_older_form(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, costs: str, amount: float | None
) -> None:
    scope = (
        f"<QUANTITY_SCOPE><COSTS_RANGE_AND_CURRENCY CURRENCY='GBP'>{costs}</COSTS_RANGE_AND_CURRENCY></QUANTITY_SCOPE>"
    )
    ingested(con, tmp_path, bulk.old_ted(scope=scope))
    assert notice(con, "value_amount") == amount


def test_one_form_delivered_two_ways_has_one_content(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, ted(), "a.xml")
    ingested(con, tmp_path, ted().replace(bulk.TED_NAMESPACE.encode(), b"ted/R2.0.9.S02/publication"), "b.xml")
    assert one(con, "SELECT count(*) FROM raw.notice_version") == 1


# --- archives that are broken -------------------------------------------------------------------------------------


def test_zip_cut_off_gives_the_files_before_the_cut(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    members = {f"{number}.json": package(*(release(number * 10 + one) for one in range(9))) for number in range(5)}
    packed = bulk.zipped(members)
    cut = packed.index(b"3.json") + 20
    summary = ingested(con, tmp_path, packed[:cut], "day.zip")
    assert one(con, "SELECT count(*) FROM core.notice") == 27
    assert [fault for fault in summary.faults if "cut off" in fault] != []
    assert summary.is_reconciled


def words(seed: int) -> str:
    """A text that packs badly, so that a cut falls between files and not before the first."""
    return random.Random(seed).randbytes(4000).hex()


def test_tar_cut_off_gives_the_files_before_the_cut(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    members = {f"{number}.xml": ted(f"{number:06d}-2018", info=words(number)) for number in range(1, 40)}
    packed = bulk.tar_gz(members)
    summary = ingested(con, tmp_path, packed[: len(packed) // 2], "month.tar.gz")
    assert 0 < one(con, "SELECT count(*) FROM core.notice") < 39
    assert len(summary.faults) == 1


def test_bomb_inside_an_archive_does_not_stop_the_rest(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    packed = bulk.zipped({"a.json": b" " * (24 << 20), "b.json": package(release())})
    summary = ingested(con, tmp_path, packed, "day.zip")
    assert one(con, "SELECT count(*) FROM core.notice") == 1
    assert summary.faults == ["day.zip!a.json: unpacks to more than 200 times its size"]


def test_zip_inside_a_zip_is_read(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    day = bulk.zipped({"1.xml": bulk.uk_xml()})
    ingested(con, tmp_path, bulk.zipped({"day.zip": day}), "month.zip")
    assert one(con, "SELECT name FROM raw.document") == "month.zip!day.zip!1.xml"
