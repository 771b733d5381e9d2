"""Bad input: one clear line or a row of core.issue each, and everything readable still comes in."""

import gzip
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest
import zstandard

from store.errors import StoreError
from store.ingest.run import ingest_landing, ingest_paths
from store.ingest.summary import IngestSummary
from tests.store.ingest.notices import codes, ingested, land, package, release, tender


def count(con: duckdb.DuckDBPyConnection) -> int:
    row = con.execute("SELECT count(*) FROM core.notice").fetchone()
    assert row is not None
    return int(row[0])


def with_good(con: duckdb.DuckDBPyConnection, folder: Path, body: bytes) -> IngestSummary:
    """Ingest a bad file beside a good one."""
    (folder / "given").mkdir()
    (folder / "given" / "a.json").write_bytes(body)
    (folder / "given" / "b.json").write_bytes(package(release()))
    return ingest_paths(con, [folder / "given"])


BAD = [
    pytest.param(b"", "empty_document", id="empty"),
    pytest.param(b"<html><body>Service unavailable</body></html>", "html_document", id="html"),
    pytest.param(b'{"uri": "https://example.org"}', "no_releases", id="no releases"),
    pytest.param(bytes(range(256)), "unreadable_document", id="binary"),
    pytest.param(b"\x7fELF" + bytes(100), "unreadable_document", id="program"),
    pytest.param(gzip.compress(bytes(24 << 20)), "document_too_large", id="bomb"),
    pytest.param(b"<?xml version='1.0'?><TED_EXPORT>", "unreadable_document", id="broken xml"),
    pytest.param(b"<?xml version='1.0'?><other/>", "unknown_form", id="other xml"),
    pytest.param(package({"id": "1", "tag": ["tender"]}), "release_without_ocid", id="no ocid"),
    pytest.param(package(release(ocid="")), "release_without_ocid", id="empty ocid"),
    pytest.param(orjson.dumps({"releases": ["text"]}), "not_a_release", id="no release"),
]


@pytest.mark.parametrize(("body", "code"), BAD)
def test_bad_file_is_an_issue_and_the_good_one_comes_in(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, body: bytes, code: str
) -> None:
    summary = with_good(con, tmp_path, body)
    assert codes(con) == [code]
    assert (count(con), summary.is_reconciled) == (1, True)


@pytest.mark.parametrize(("body", "code"), BAD[:8])
def test_bad_file_alone_is_one_line(con: duckdb.DuckDBPyConnection, tmp_path: Path, body: bytes, code: str) -> None:
    with pytest.raises(StoreError, match=r"^nothing could be read: bad\.json: ") as raised:
        ingested(con, tmp_path, body, "bad.json")
    assert "\n" not in str(raised.value)


def test_path_that_does_not_exist_is_named(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere\.json does not exist"):
        ingest_paths(con, [tmp_path / "nowhere.json"])


def test_folder_without_notices_is_named(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="no files of notices"):
        ingest_paths(con, [tmp_path / "empty"])


def test_truncated_package_gives_its_complete_releases(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, package(release(1), release(2), release(3))[:-200])
    assert (count(con), codes(con)) == (2, ["truncated_json"])


def test_broken_page_is_an_issue_and_the_others_come_in(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    land(tmp_path, package(release()))
    land(tmp_path, package(release(2)), name="torn").write_bytes(b"\x28\xb5\x2f\xfdtorn")
    summary = ingest_landing(con, tmp_path)
    assert (count(con), codes(con), len(summary.faults)) == (1, ["unreadable_page"], 1)


def test_altered_page_is_an_issue(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    page = land(tmp_path, package(release()))
    other = land(tmp_path, package(release(2)))
    envelope = zstandard.ZstdDecompressor().decompressobj().decompress(page.read_bytes()).split(b"\n")[0]
    other.write_bytes(zstandard.compress(envelope + b"\n" + package(release(3))))
    ingest_landing(con, tmp_path)
    assert codes(con) == ["unreadable_page"]


def stored(con: duckdb.DuckDBPyConnection, column: str) -> Any:
    row = con.execute(f"SELECT {column} FROM core.notice").fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize("number", [b"1e9999", b" 000", b"Infinity", b"NaN"])
def test_number_that_is_none_leaves_the_field_empty(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, number: bytes
) -> None:
    body = package(release()).replace(b'"amount":500000', b'"amount":' + number)
    ingested(con, tmp_path, body)
    assert stored(con, "value_amount") is None
    assert stored(con, "value_amount_gross") == 600_000
    row = con.execute("SELECT path, data FROM core.issue WHERE code = 'unreadable_number'").fetchone()
    assert row == ("/tender/value/amount", number.decode().strip())


@pytest.mark.parametrize("date", ["soon", "2026-13-45T00:00:00Z", "", "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"])
def test_date_that_cannot_be_read_leaves_the_field_empty(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, date: str
) -> None:
    ingested(con, tmp_path, package(release(date=date)))
    assert stored(con, "published_at") is None
    assert codes(con) == ["release_without_date", "unreadable_date"]


@pytest.mark.parametrize(
    "changes",
    [
        {"description": None},
        {"buyer": []},
        {"buyer": {"id": "x", "name": ["Marlbrook City Council"]}},
        {"parties": None},
        {"parties": ["text"]},
        {"tag": "tender"},
        {"tender": []},
        {"tender": tender(description=None)},
        {"tender": tender(items=[{"deliveryAddresses": {"region": "UKC11"}}])},
        {"tender": tender(items={"id": "1"})},
        {"tender": tender(value="many")},
        {"tender": tender(value={"amount": "12,000", "currency": "GBP"})},
        {"tender": tender(lots=[None])},
        {"tender": tender(lots=[{"awardCriteria": {"criteria": [{"numbers": [{"number": {}}]}]}}])},
        {"tender": tender(aboveThreshold="yes")},
        {"tender": tender(status="sleeping")},
        {"tender": tender(mainProcurementCategory="wishes")},
        {"tender": tender(classification={"scheme": "CPV", "id": 77})},
        {"tag": ["invented"]},
    ],
)
def test_odd_field_is_an_issue_and_the_notice_is_stored(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, changes: dict[str, Any]
) -> None:
    ingested(con, tmp_path, package(release(**changes)))
    assert count(con) == 1
    levels = {row[0] for row in con.execute("SELECT level FROM core.issue").fetchall()}
    assert levels == {"warning"}
