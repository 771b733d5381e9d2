"""Ingestion: the same tables whatever is read first, twice, or in which pieces."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.database import open_writer
from store.ingest import run as ingest
from store.ingest import staging
from store.ingest.run import Origin, ingest_landing, ingest_paths
from tests.store import builders
from tests.store.ingest.notices import codes, ingested, land, package, party, release, ted, tender

# Provenance (which document) depends on how releases are packed into documents; the rest must not.
TABLES = {
    "raw.notice_version": "source, ocid, release_id, content_id, received_at::VARCHAR",
    "core.notice": "* EXCLUDE (document_id, published_at, opened_at, deadline_at)",
    "raw.text_place": "*",
    "raw.text": "*",
    "core.buyer": "*",
    "core.criterion": "*",
    "core.issue": "* EXCLUDE (document_id, document_name)",
}


def dump(con: duckdb.DuckDBPyConnection, *, is_whole: bool = False) -> dict[str, list[Any]]:
    """Every table's rows in order; `is_whole`: with the documents they came from."""
    columns = dict.fromkeys([*TABLES, "raw.document"], "COLUMNS(*)::VARCHAR") if is_whole else TABLES
    return {
        table: con.execute(f"SELECT {some} FROM {table} ORDER BY ALL").fetchall() for table, some in columns.items()
    }


def one(con: duckdb.DuckDBPyConnection, query: str) -> Any:
    row = con.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_every_release_is_accounted_for(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    summary = ingested(con, tmp_path, package(release(1), release(2), release(2), {"tag": []}))
    counts = summary.sources["find_a_tender"]
    assert (counts.notices_stored, counts.already_known) == (2, 1)
    assert summary.sources["other"].refused == 1
    assert summary.is_reconciled


def test_document_counts_are_explained_by_issues(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, package(release(1), {"tag": []}, {"tag": []}))
    row = con.execute("SELECT release_count, notice_count, issue_count FROM raw.document").fetchone()
    assert row == (3, 1, 2)
    assert codes(con) == ["release_without_ocid", "release_without_ocid"]


def test_reading_again_changes_nothing(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    body = package(release(1), release(2, description=None))
    ingested(con, tmp_path, body)
    before = dump(con, is_whole=True)
    summary = ingested(con, tmp_path, body, "other_name.json")
    assert dump(con, is_whole=True) == before
    assert summary.documents_known == 1


def test_landed_page_is_read_once(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    land(tmp_path, package(release()))
    assert ingest_landing(con, tmp_path).totals()["files_read"] == 1
    again = ingest_landing(con, tmp_path)
    assert (again.totals()["files_read"], again.documents_known) == (0, 1)


def test_landed_page_given_by_path_is_read_as_one(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    land(tmp_path, package(release()))
    ingest_paths(con, [tmp_path / "landing"])
    assert one(con, "SELECT is_sample FROM core.notice") is True


def test_overlapping_pages_store_a_notice_once(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    land(tmp_path, package(release(1, description=None), release(2)))
    land(tmp_path, package(release(3), release(1, description=None)))
    counts = ingest_landing(con, tmp_path).sources["find_a_tender"]
    assert (counts.notices_stored, counts.already_known) == (3, 1)
    assert codes(con) == ["null_value"]


EDITED = [
    release(date="2026-10-05T09:00:00Z"),
    release(date="2026-10-05T09:00:00Z", tender=tender(description="Second.", documents=[], lots=[{"id": "1"}])),
    release(date="2026-10-06T09:00:00Z", tender=tender(description="Third."), parties=[party(name="Marlbrook")]),
    release(date="soon", tender=tender(description="Undated.")),
    release(
        2, tender=tender(lots=[{"id": "1", "awardCriteria": {"criteria": [{"name": "Quality", "type": "quality"}]}}])
    ),
    {"id": "9", "tag": ["tender"]},
]


def test_latest_date_wins(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, package(EDITED[2], EDITED[3], EDITED[0]))
    assert one(con, "SELECT description FROM core.notice") == "Third."
    assert "edited_notice" in codes(con)


def test_latest_receipt_wins_among_one_date(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    land(tmp_path, package(EDITED[1]), received_at="2026-11-01T00:00:00Z")
    land(tmp_path, package(EDITED[0]), received_at="2026-11-02T00:00:00Z")
    ingest_landing(con, tmp_path)
    assert one(con, "SELECT description FROM core.notice") == EDITED[0]["tender"]["description"]


def test_texts_and_criteria_of_a_replaced_content_go(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    criteria = {"criteria": [{"type": "quality", "name": "Quality"}]}
    first = release(
        date="2026-10-05T09:00:00Z", tender=tender(lots=[{"id": "1", "title": "A lot", "awardCriteria": criteria}])
    )
    ingested(con, tmp_path, package(first))
    ingested(con, tmp_path, package(EDITED[2]), "later.json")
    assert one(con, "SELECT count(*) FROM core.criterion") == 0
    assert one(con, "SELECT count(*) FROM raw.text_place WHERE path LIKE '/tender/lots%'") == 0


pages = st.lists(
    st.tuples(st.lists(st.sampled_from(EDITED), min_size=1, max_size=4), st.sampled_from(["01", "02", "03"])),
    min_size=1,
    max_size=3,
)


def landed(pages_read: list[tuple[list[dict[str, Any]], str]]) -> dict[str, list[Any]]:
    """Tables after ingesting landed pages one by one."""
    with tempfile.TemporaryDirectory() as folder, builders.writer() as con:
        for number, (releases, day) in enumerate(pages_read):
            land(Path(folder), package(*releases), received_at=f"2026-11-{day}T00:00:00Z", name=f"{number:03d}")
            ingest_landing(con, Path(folder))
        return dump(con)


def without_document_faults(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Tables less the issues of releases that name no notice: these belong to their document and place in it."""
    return tables | {"core.issue": [row for row in tables["core.issue"] if "release_without_ocid" not in row]}


@settings(max_examples=6, deadline=None)
@given(pages, st.randoms(use_true_random=False))
def test_order_and_repetition_of_pages_do_not_matter(
    pages_read: list[tuple[list[dict[str, Any]], str]], shuffler: random.Random
) -> None:
    again = pages_read * 2
    shuffler.shuffle(again)
    assert landed(again) == landed(pages_read)


@pytest.mark.long("test_order_and_repetition_of_pages_do_not_matter")
@settings(max_examples=6, deadline=None)
@given(pages, st.randoms(use_true_random=False))
def test_packing_into_pages_does_not_matter(
    pages_read: list[tuple[list[dict[str, Any]], str]], shuffler: random.Random
) -> None:
    single = [([each], day) for releases, day in pages_read for each in releases]
    shuffler.shuffle(single)
    assert without_document_faults(landed(single)) == without_document_faults(landed(pages_read))


def test_document_larger_than_a_batch_is_merged_in_parts(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "BATCH_NOTICES", 3)
    ingested(con, tmp_path, package(*(release(number) for number in range(10))))
    assert one(con, "SELECT count(*) FROM core.notice") == 10


def test_failed_merge_leaves_nothing(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "read_sql", lambda name: "SELECT 1" if "stage" in name else "SELECT broken")
    with pytest.raises(duckdb.Error):
        ingested(con, tmp_path, package(release()))
    assert one(con, "SELECT count(*) FROM raw.document") == 0
    assert list((tmp_path / "home").glob(".ingest")) == []


def test_batch_too_large_for_its_memory_is_merged_with_more(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge_files = staging.Stage._merge_files
    limits: list[str] = []

    def needing_more(stage: staging.Stage) -> list[tuple[str, str, int]]:
        limits.append(one(con, "SELECT current_setting('memory_limit')"))
        if len(limits) == 1:
            raise duckdb.OutOfMemoryException("failed to allocate")
        return merge_files(stage)

    usual = one(con, "SELECT current_setting('memory_limit')")
    monkeypatch.setattr(staging.Stage, "_merge_files", needing_more)
    ingested(con, tmp_path, package(release()))
    assert limits == ["360.0 MiB", usual]
    assert one(con, "SELECT count(*) FROM core.notice") == 1


def test_killed_run_is_completed_by_the_next(tmp_path: Path) -> None:
    for number in range(300):
        land(tmp_path, package(release(number)), name=f"{number:04d}")
    script = (
        "import pathlib, sys; from store import staging; staging.BATCH_NOTICES = 20\n"
        "from store.database import open_writer; from store.ingest.run import ingest_landing\n"
        "home = pathlib.Path(sys.argv[1]); con = open_writer(home)\n"
        "print('begun', flush=True); ingest_landing(con, home)"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.4)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with open_writer(tmp_path) as con:
        ingest_landing(con, tmp_path)
        after = dump(con, is_whole=True)
    (tmp_path / "monitor.duckdb").unlink()
    with open_writer(tmp_path) as con:
        ingest_landing(con, tmp_path)
        assert dump(con, is_whole=True) == after


def test_what_a_killed_run_left_is_cleared_away(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    left = tmp_path / "home" / ".ingest"
    left.mkdir()
    (left / "notice.ndjson").write_bytes(b"{}")
    ingested(con, tmp_path, package(release()))
    assert not left.exists()


@pytest.mark.parametrize(
    ("ocid", "source"),
    [
        ("ocds-h6vhtk-1", "find_a_tender"),
        ("ocds-b5fd17-1", "contracts_finder"),
        ("ocds-r6ebe6-1", "public_contracts_scotland"),
        ("ocds-kuma6s-1", "sell2wales"),
        ("ocds-zzzzzz-1", "other"),
    ],
)
def test_source_is_told_from_the_ocid(con: duckdb.DuckDBPyConnection, tmp_path: Path, ocid: str, source: str) -> None:
    ingested(con, tmp_path, package(release(ocid=ocid)))
    assert one(con, "SELECT source FROM core.notice") == source
    assert one(con, "SELECT source FROM raw.document") == source


def test_unknown_publisher_is_noted(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, package(release(ocid="ocds-zzzzzz-1")))
    assert codes(con) == ["unknown_source"]


def test_source_can_be_named(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(package(release(ocid="ocds-zzzzzz-1")))
    ingest_paths(con, [path], origin=Origin("sell2wales"))
    assert one(con, "SELECT source FROM core.notice") == "sell2wales"


def test_ted_is_told_from_the_content(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ingested(con, tmp_path, ted(), "notice")
    assert one(con, "SELECT source FROM core.notice") == "ted"


def test_progress_is_shown(con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "_PROGRESS_SECONDS", -1.0)
    land(tmp_path, package(release()))
    seen: list[tuple[str, int, int | None]] = []
    ingest_landing(con, tmp_path, progress=lambda *what: seen.append(what))
    assert seen[-1] == ("ingest", 1, 1)


def test_no_personal_data_is_stored(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    said = "Ask Pat on 01632 960001 or pat@marlbrook.example."
    odd: dict[str, Any] = {"title": said, "description": said, "status": said, "lots": [{"title": said, "id": said}]}
    criteria = {"criteria": [{"type": said, "name": said, "description": said}]}
    ingested(
        con, tmp_path, package(release(tender=tender(**odd, awardCriteria=criteria), description=said, language=said))
    )
    for schema, table in con.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT temporary"
    ).fetchall():
        stored = str(con.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {schema}.{table}").fetchall())
        assert "960001" not in stored
        assert "pat@" not in stored
        assert "Pat Example" not in stored


def test_real_notices_are_all_accounted_for(con: duckdb.DuckDBPyConnection, shared_dir: Path) -> None:
    summary = ingest_paths(con, [shared_dir / "notices"])
    assert summary.is_reconciled
    assert summary.totals()["refused"] == 0
    assert summary.totals()["notices_stored"] == one(con, "SELECT count(*) FROM core.notice")
    assert {row[0]: row[3] for row in summary.table()[1]} == {
        "contracts_finder": 675,
        "find_a_tender": 27,
        "public_contracts_scotland": 44,
        "sell2wales": 41,
        "ted": 70,
    }
