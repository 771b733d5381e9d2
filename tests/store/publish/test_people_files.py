"""Published files in the hands of people: spreadsheets that run cells, readers that write, slips of a day."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest

from store.derive.run import derive
from store.publish.run import publish
from store.snapshot import open_snapshot, snapshot_path
from store.status import Place, Seen, status, status_lines
from tests.store.builders import IN_SCOPE, at, notice, rows, writer

DAY = at("2026-12-01")
FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "\uff1d1"]
PLAIN = ["Parks", "1-2", "'quoted'", "a\nb", 'the "best"', " = x"]


# Processes that stand in no figure: what their notices say, and the reason.
UNCOUNTED: dict[str, tuple[dict[str, Any], str]] = {
    "future": ({"published_at": at("2099-01-01")}, "dated later than the data reach"),
    "planned": ({"stage": "planning"}, "planned: no call has been seen"),
    "awarded": ({"stage": "award"}, "awarded or later: the call has not been seen"),
    "undated": ({"published_at": None}, "no date that can be read, of itself or of its notice document"),
    "change": ({"stage": "tender_update"}, "only changes to a call: the call has not been seen"),
    "odd": ({"stage": "other"}, "nothing says what its notices are"),
    "dynamic": ({"form_type": "UK13"}, "its form of notice opens no competition"),
    "twice": (
        {"source": "contracts_finder", "title": "Upkeep of the parks"},
        "the same procurement is counted under another ocid",
    ),
}


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """Titles that a spreadsheet would run, amounts below nought, and processes that stand in no figure."""
    for number, title in enumerate([*FORMULAS, *PLAIN]):
        notice(con, f"p{number:02d}", title=title, **(IN_SCOPE | {"value_amount": -2.5}))
    notice(con, "once", title="Upkeep of the parks", **IN_SCOPE, value_amount=400_000.0)
    for ocid, (changes, _) in UNCOUNTED.items():
        notice(con, ocid, **(IN_SCOPE | {"value_amount": 400_000.0} | changes))
    derive(con)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    with writer() as con:
        fill(con)
        publish(con, folder, published_at=DAY)
    return folder


def table(home: Path, name: str) -> list[dict[str, str]]:
    text = (home / "published" / "csv" / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def titles(home: Path) -> dict[str, str]:
    return {row["ocid"]: row["title"] for row in table(home, "core_notice")}


@pytest.mark.parametrize("number", range(len(FORMULAS)))
def test_formula_is_led_by_an_apostrophe(home: Path, number: int) -> None:
    assert titles(home)[f"p{number:02d}"] == "'" + FORMULAS[number]


@pytest.mark.parametrize("number", range(len(PLAIN)))
def test_other_texts_stay(home: Path, number: int) -> None:
    assert titles(home)[f"p{len(FORMULAS) + number:02d}"] == PLAIN[number]


def test_negative_number_stays_a_number(home: Path) -> None:
    assert {row["value_amount"] for row in table(home, "core_notice") if row["ocid"].startswith("p0")} == {"-2.5"}


def test_every_csv_begins_with_one_byte_order_mark(home: Path) -> None:
    for path in (home / "published" / "csv").iterdir():
        body = path.read_bytes()
        assert body.startswith(b"\xef\xbb\xbf"), path
        assert body.count(b"\xef\xbb\xbf") == 1
        assert b'"' not in body.split(b"\n")[0]


def test_csv_reads_back_with_the_names_of_the_columns(home: Path) -> None:
    with duckdb.connect() as con:
        con.execute("SELECT * FROM read_csv(?)", [str(home / "published" / "csv" / "core_process.csv")])
        assert con.description
        assert con.description[0][0] == "ocid"


@pytest.mark.parametrize("source", ["parquet", "duckdb"])
def test_other_files_hold_the_texts_raw(home: Path, source: str) -> None:
    with duckdb.connect() as con:
        if source == "duckdb":
            con.execute(f"ATTACH '{snapshot_path(home)}' AS s (READ_ONLY)")
        place = "s.core.notice" if source == "duckdb" else f"'{home}/published/parquet/core_notice.parquet'"
        found = dict(con.execute(f"SELECT ocid, title FROM {place}").fetchall())
    assert [found[f"p{number:02d}"] for number in range(len(FORMULAS))] == FORMULAS


def test_description_says_how_cells_are_protected(home: Path) -> None:
    package = orjson.loads((home / "published" / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        assert ("led by one apostrophe" in resource["description"]) is (resource["format"] == "csv")


# --- readers ------------------------------------------------------------------------------------------------------


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Path:
    """A copy of the home, to publish into."""
    return Path(shutil.copytree(home, tmp_path / "own", symlinks=True))


@pytest.fixture
def again() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        fill(con)
        yield con


def test_files_can_only_be_read_and_folders_be_replaced(own: Path, again: duckdb.DuckDBPyConnection) -> None:
    publish(again, own, published_at=DAY)
    modes = {path: path.stat().st_mode & 0o777 for path in (own / "published" / ".snapshots").rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o444}
    assert all(mode & 0o200 for path, mode in modes.items() if path.is_dir())


KILLED = """
import duckdb, os, sys

pytestmark = pytest.mark.usefixtures("_bare_tables")
duckdb.connect(sys.argv[1]).execute("UPDATE out.process SET title = 'note of a reader'")
os.kill(os.getpid(), 9)
"""


def test_log_of_a_killed_reader_goes_with_the_swap(own: Path, again: duckdb.DuckDBPyConnection) -> None:
    path = snapshot_path(own)
    for real in (path.resolve(), path):  # as by someone who made it writable again
        real.chmod(0o644)
        subprocess.run([sys.executable, "-c", KILLED, str(real)], check=False, capture_output=True)
    left = [
        path.with_name("monitor.duckdb.wal"),
        path.resolve().with_name("monitor.duckdb.wal"),
        path.with_name("x.tmp"),
    ]
    for leaving in left[::2]:
        leaving.write_bytes(leaving.read_bytes() if leaving.exists() else b"left by a reader")
    (path.with_name("monitor.duckdb.tmp")).mkdir()
    publish(again, own, published_at=DAY)
    assert [found for found in own.rglob("*") if ".wal" in found.name or found.name.endswith(".tmp")] == []
    with open_snapshot(own) as con:
        assert rows(con, "SELECT count(*) FROM out.process WHERE title = 'note of a reader'") == [(0,)]


def test_reader_in_the_middle_is_not_disturbed(own: Path, again: duckdb.DuckDBPyConnection) -> None:
    with open_snapshot(own) as reader:
        before = rows(reader, "SELECT count(*) FROM out.process")
        publish(again, own, published_at=DAY)
        assert rows(reader, "SELECT count(*) FROM out.process") == before


# --- what stands in no figure -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def facts(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    copied = Path(shutil.copytree(home, tmp_path_factory.mktemp("uncounted") / "home", symlinks=True))
    (copied / "monitor.duckdb").touch()
    return status(copied, DAY, Seen([], [], []), Place.SNAPSHOT)


@pytest.mark.parametrize("ocid", sorted(UNCOUNTED))
def test_status_says_why_a_process_stands_in_no_figure(facts: dict[str, Any], ocid: str) -> None:
    found = {row["example"]: row for row in facts["uncounted"]}
    assert (found[ocid]["reason"], found[ocid]["processes"], found[ocid]["notices"]) == (UNCOUNTED[ocid][1], 1, 1)


def test_status_counts_nothing_that_is_counted(facts: dict[str, Any]) -> None:
    assert {row["example"] for row in facts["uncounted"]} == set(UNCOUNTED)
    assert "  1 process (1 notice), such as odd: nothing says what its notices are" in status_lines(facts)


def test_day_beyond_the_publication_counts_nowhere(home: Path) -> None:
    with open_snapshot(home) as con:
        assert rows(con, "SELECT opened_on, week FROM out.process WHERE ocid = 'future'") == [(None, None)]
        assert rows(con, "SELECT count(*) FROM out.indicator WHERE period LIKE '2099%'") == [(0,)]
