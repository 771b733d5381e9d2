"""A file of which nothing could be read makes the exit code 1, and what is odd below landing/ is named."""

import bz2
from pathlib import Path

import duckdb
import orjson
import pytest

import svmonitor
from store.ingest.documents import landed_files
from store.ingest.run import ingest_landing, ingest_paths
from tests.store.ingest.bulk import zipped
from tests.store.ingest.notices import land, package, release, ted

GOOD = package(release())


def unopened(con: duckdb.DuckDBPyConnection, folder: Path, name: str, body: bytes) -> int:
    """What a bad file beside a good one counts for."""
    (folder / "good.json").write_bytes(GOOD)
    (folder / name).write_bytes(body)
    return ingest_paths(con, [folder / "good.json", folder / name]).unopened


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("bad.json.bz2", bz2.compress(GOOD)),
        ("bad.json", b""),
        ("bad.json", b"hello"),
        ("bad.json", b"\x00\x01\x02"),
        ("bad.json", b"<html>Sorry</html>"),
        ("bad.json", b'{"uri": "x"}'),
        ("bad.json", package({"id": "1"})),
        ("bad.jsonl", b"{broken\n{broken\n"),
        ("bad.csv", b"Notice,Title\n1,2\n"),
        ("bad.xml", b"<other/>"),
        ("bad.zip", zipped({"a.json": b"hello", "b.json": b""})),
        ("bad.gz", b"\x1f\x8b\x08rest"),
    ],
)
def test_file_of_which_nothing_was_read_is_counted(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, body: bytes
) -> None:
    assert unopened(con, tmp_path, name, body) == 1


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("other.json", package(release(2))),
        ("cut.json", package(release(2), release(3))[:-50]),
        ("empty.json", b'{"releases": []}'),
        ("half.jsonl", orjson.dumps(release(2)) + b"\n{broken\n"),
        ("half.zip", zipped({"a.json": b"hello", "b.json": package(release(2))})),
        ("odd.json", package(release(2, date="soon"), {"id": "1"})),
        ("form.xml", ted()),
    ],
)
def test_file_of_which_something_was_read_is_not(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str, body: bytes
) -> None:
    assert unopened(con, tmp_path, name, body) == 0


def test_command_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.json").write_bytes(GOOD)
    (tmp_path / "bad.json.bz2").write_bytes(bz2.compress(GOOD))
    given = [str(tmp_path / name) for name in ("good.json", "bad.json.bz2")]
    assert svmonitor.main(["ingest", *given, "--home", str(tmp_path / "home")]) == 1
    assert "bad.json.bz2: " in capsys.readouterr().err


ODD = ["find_a_tender/2026/11/odd.json.zst", "good.json", "find_a_tender/good.json", "find_a_tender/x.page.zst"]
OWN = [
    *("find_a_tender/ledger.jsonl", "find_a_tender/declared.jsonl", "find_a_tender/documents.jsonl", "README.txt"),
    *("find_a_tender/2026/11/a.fault.zst", "find_a_tender/documents/ab/ab.document.zst"),
]


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_page_below_landing_is_named(con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str) -> None:
    land(tmp_path, GOOD)
    (tmp_path / "landing" / name).write_bytes(GOOD)
    summary = ingest_landing(con, tmp_path)
    assert (summary.left_out, summary.totals()["notices_stored"]) == ([f"landing/{name}"], 1)


@pytest.mark.parametrize("name", OWN)
def test_what_the_crawler_writes_is_not(con: duckdb.DuckDBPyConnection, tmp_path: Path, name: str) -> None:
    page = land(tmp_path, GOOD)
    path = tmp_path / "landing" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    summary = ingest_landing(con, tmp_path)
    assert (summary.left_out, summary.faults) == ([], [])
    assert landed_files(tmp_path)[0] == [page.relative_to(tmp_path / "landing").as_posix()]


LINE = {
    "ledger": 1,
    "source": "find_a_tender",
    "from": "2026-11-01T00:00:00Z",
    "until": "2026-11-02T00:00:00Z",
    "run_id": "r",
    "asked_at": "2026-11-03T00:00:00Z",
    "state": "complete",
}


@pytest.mark.parametrize(
    ("ledger", "count"),
    [
        (b"", 0),
        (orjson.dumps(LINE) + b"\n", 0),
        (orjson.dumps(LINE) + b'\n{"ledger": 1, "sou', 0),
        (b"garbage\n" + orjson.dumps(LINE) + b"\n", 1),
        (b"\x00\xff\n[]\n{}\n", 3),
        (b"\n\n" + orjson.dumps(LINE) + b"\n", 0),
        (orjson.dumps(LINE | {"until": "soon"}) + b"\n", 1),
    ],
)
def test_lines_of_a_ledger_that_cannot_be_read_are_told(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, ledger: bytes, count: int
) -> None:
    land(tmp_path, GOOD)
    (tmp_path / "landing" / "find_a_tender" / "ledger.jsonl").write_bytes(ledger)
    faults = ingest_landing(con, tmp_path).faults
    said = f"landing/find_a_tender/ledger.jsonl: lines that cannot be read, and were passed over: {count}"
    assert faults == ([said] if count else [])
