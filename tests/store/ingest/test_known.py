"""Releases that are known as they stand are passed over, and the tables are those of reading them again."""

import hashlib
import random
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest

from store.database import open_writer
from store.ingest import known, notices, run
from store.ingest.mapping import ocds
from store.ingest.releases import notices_in
from store.ingest.run import ingest_landing, ingest_paths
from store.ingest.summary import IngestSummary
from tests.store.ingest.bulk import FLAT, flat_csv, lines_gz, zipped
from tests.store.ingest.notices import land, package, release, tender
from tests.store.mutants import every_leaf, mutant, written

BASE = [release(number) for number in range(1, 6)]
ODD = release(6, date="2026-10-05")  # with an issue
NULL = release(10, date=None)  # with an issue that is noted by each that reads the field
AWARD = release(7, tag=["award"], awards=[{"id": "1", "suppliers": [{"name": "Invented Parks Limited"}]}])
FIRST = package(*BASE, ODD, NULL, AWARD)
CHANGED = release(2, tender=tender("000002-2026", title="Other grounds"))
AGAIN: list[Any] = [*BASE, ODD, NULL, AWARD, CHANGED, release(8), {"ocid": 5}, "no release", None, BASE[0]]
SECOND: dict[str, bytes] = {
    "package.json": package(*AGAIN),
    "lines.jsonl": b"\n".join(map(orjson.dumps, AGAIN)),
    "lines.jsonl.gz": lines_gz(*AGAIN),
    "mended.jsonl": orjson.dumps(BASE[0])[:-1] + b',"more":NaN}\n' + orjson.dumps(BASE[1]),
    "archive.zip": zipped({"a.json": package(*BASE), "b.json": package(AWARD, release(9))}),
    "flat.csv": flat_csv(FLAT),
}


def tables_of(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Every row of raw and core, less the secret that no two databases share."""
    tables = con.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() "
        "WHERE schema_name IN ('raw', 'core') AND table_name NOT IN ('person_secret', 'person_key') ORDER BY 1"
    ).fetchall()
    return {table: con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for (table,) in tables}


def read(folder: Path, name: str, body: bytes, source: str | None) -> tuple[dict[str, Any], IngestSummary]:
    """What stands in a home that read FIRST and then this file."""
    folder.mkdir()
    (folder / "first.json").write_bytes(FIRST)
    (folder / name).write_bytes(body)
    with open_writer(folder) as con:
        ingest_paths(con, [folder / "first.json"])
        summary = ingest_paths(con, [folder / name], origin=run.Origin(source))
        return tables_of(con), summary


def named(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables without the folder of the home in names of documents."""
    return {table: [tuple(map(str, row)) for row in rows] for table, rows in tables.items()}


@pytest.mark.parametrize("name", list(SECOND))
@pytest.mark.parametrize(
    "source", [None, *(pytest.param(name, marks=pytest.mark.long) for name in ("find_a_tender", "contracts_finder"))]
)
def test_the_tables_are_those_of_reading_all_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, source: str | None
) -> None:
    whole, told_whole = read(tmp_path / "whole", name, SECOND[name], source)
    monkeypatch.setattr(run, "WORTH_BYTES", 0)
    passed, told = read(tmp_path / "passed", name, SECOND[name], source)
    assert named(passed) == named(whole)
    assert told == told_whole


SOME_ODD = [mutant(random.Random(36), number) for number in range(60)] + every_leaf()


def test_the_tables_are_those_of_reading_odd_releases_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(home: Path) -> tuple[dict[str, Any], IngestSummary]:
        home.mkdir()
        for name, made in (("first.jsonl", SOME_ODD), ("second.jsonl", [release(99), *reversed(SOME_ODD)])):
            (home / name).write_bytes(b"\n".join(map(written, made)))
        with open_writer(home) as con:
            ingest_paths(con, [home / "first.jsonl"])
            summary = ingest_paths(con, [home / "second.jsonl"])
            return tables_of(con), summary

    whole, told_whole = twice(tmp_path / "whole")
    monkeypatch.setattr(run, "WORTH_BYTES", 0)
    passed, told = twice(tmp_path / "passed")
    assert named(passed) == named(whole)
    assert told == told_whole


def test_a_release_raises_no_issue_twice_but_of_codes_that_are_not_passed_over() -> None:
    """An issue is one row however often it is raised, and its number is told from rows (known_issues.sql)."""
    for made in SOME_ODD:
        for rows in notices_in(written(made), []):
            raised = [(issue.code, issue.path, issue.data) for issue in rows.issues]
            twice = {code for code, path, data in raised if raised.count((code, path, data)) > 1}
            assert twice <= {"wrong_type", "null_value"}


@pytest.fixture
def mapped(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The releases that are mapped from here on."""
    monkeypatch.setattr(run, "WORTH_BYTES", 0)
    found: list[Any] = []
    map_release = ocds.map_release

    def noted(release: Any, *rest: Any) -> Any:
        found.append(release)
        return map_release(release, *rest)

    monkeypatch.setattr(notices, "map_release", noted)
    return found


def test_what_is_known_is_not_mapped_again(con: duckdb.DuckDBPyConnection, tmp_path: Path, mapped: list[Any]) -> None:
    (tmp_path / "first.json").write_bytes(FIRST)
    (tmp_path / "second.json").write_bytes(package(*BASE, ODD, NULL, CHANGED))
    ingest_paths(con, [tmp_path / "first.json"])
    mapped.clear()
    counts = ingest_paths(con, [tmp_path / "second.json"]).sources["find_a_tender"]
    assert mapped == [NULL, CHANGED]  # one for its issue, one for its content
    assert (counts.releases_read, counts.already_known, counts.notices_stored + counts.superseded) == (8, 7, 1)


def test_an_issue_of_what_was_mended_or_of_another_content_is_told_again(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, mapped: list[Any]
) -> None:
    plain = orjson.dumps(ODD)
    mended = plain[:-1] + b',"more":NaN}'
    (tmp_path / "first.jsonl").write_bytes(b"\n".join((mended, orjson.dumps(release(2, date="2026-10-05")))))
    (tmp_path / "other.jsonl").write_bytes(b"\n".join((plain, orjson.dumps(CHANGED))))
    (tmp_path / "second.jsonl").write_bytes(orjson.dumps(ODD | {"more": None}) + b"\n" + orjson.dumps(CHANGED))
    ingest_paths(con, [tmp_path / "first.jsonl"])
    ingest_paths(con, [tmp_path / "other.jsonl"])
    mapped.clear()
    ingest_paths(con, [tmp_path / "second.jsonl"])
    assert mapped == [ODD | {"more": None}, CHANGED]


def test_what_is_known_of_a_landed_page_is_not_mapped_again(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, mapped: list[Any]
) -> None:
    (tmp_path / "first.json").write_bytes(FIRST)
    ingest_paths(con, [tmp_path / "first.json"])
    mapped.clear()
    land(tmp_path, package(*BASE, ODD, CHANGED))
    counts = ingest_landing(con, tmp_path).sources["find_a_tender"]
    assert mapped == [CHANGED]
    assert (counts.releases_read, counts.already_known, counts.notices_stored + counts.superseded) == (7, 6, 1)
    received = con.execute("SELECT DISTINCT CAST(received_at AS VARCHAR) FROM raw.notice_version").fetchall()
    assert ("2026-11-20 10:00:00+00",) in received


OTHER = release(2, tender=tender("000002-2026", title="Other grounds"))
LATER = release(2, tender=tender("000002-2026", title="Later grounds"), date="2026-10-06T09:00:00Z")
ODD_OTHER = release(6, date="2026-10-05", tender=tender("000006-2026", title="Other grounds"))


def first_of_all(*releases: dict[str, Any]) -> bytes:
    """A page of these and one more, with an id below that of most others: what it holds stands in it from now on."""
    pages = (package(*releases, release(number)) for number in range(20, 1_000))
    return next(page for page in pages if hashlib.sha256(page).hexdigest() < "02")


def landed_twice(home: Path, pages: list[tuple[bytes, int]]) -> tuple[dict[str, Any], IngestSummary]:
    """What stands in a home that read a page, and then others, each received on a day of November."""
    home.mkdir()
    land(home, package(*BASE, ODD), received_at="2026-11-10T10:00:00Z", name="a")
    with open_writer(home) as con:
        ingest_landing(con, home)
        for number, (body, day) in enumerate(pages):
            land(home, body, received_at=f"2026-11-{day}T10:00:00Z", name=f"b{number}")
        summary = ingest_landing(con, home)
        assert ingest_landing(con, home).totals()["releases_read"] == 0
        return tables_of(con), summary


@pytest.mark.parametrize("at_once", [1, pytest.param(20_000, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "pages",
    [
        [(package(*BASE, ODD, AWARD), 12)],
        [(package(OTHER), 12), (package(*BASE), 14)],  # what was known gives way, and rises again
        [(package(LATER), 12), (first_of_all(*BASE), 14)],
        [(package(ODD_OTHER), 12), (first_of_all(ODD), 14)],
        [(package(OTHER), 12), (package(BASE[1]), 13), (package(OTHER, ODD), 14), (package(*BASE), 15)],
        *(
            pytest.param(pages, marks=pytest.mark.long)
            for pages in (
                [(package(BASE[0]), 8), (package(BASE[0], release(9)), 14)],
                [(package(*BASE), 14), (package(OTHER), 12)],
                [(package(OTHER), 14), (package(*BASE), 12)],
                [(package(LATER), 12), (package(*BASE), 14)],
                [(package(ODD), 12), (first_of_all(ODD), 14)],
                [(first_of_all(ODD, OTHER), 12), (package(ODD_OTHER), 14)],
                [(package(OTHER, BASE[1]), 12), (package(BASE[1], OTHER), 14)],
            )
        ),
    ],
)
def test_the_tables_are_those_of_reading_all_pages_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: list[tuple[bytes, int]], at_once: int
) -> None:
    monkeypatch.setattr("store.ingest.staging.BATCH_NOTICES", at_once)
    monkeypatch.setattr("store.ingest.staging.BATCH_BYTES", 1 if at_once == 1 else 1 << 30)
    monkeypatch.setattr("store.ingest.cutting.PAGE_BYTES", 1 if at_once == 1 else 1 << 20)
    whole, told_whole = landed_twice(tmp_path / "whole", pages)
    monkeypatch.setattr(run, "WORTH_BYTES", 0)
    passed, told = landed_twice(tmp_path / "passed", pages)
    assert named(passed) == named(whole)
    assert told.totals()["releases_read"] == told_whole.totals()["releases_read"]
    assert told.is_reconciled


def test_nothing_is_known_of_an_empty_database(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert known.write_known(con, tmp_path / "known") is None


def test_small_files_do_not_ask(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(run, "write_known", refuse)
    (tmp_path / "first.json").write_bytes(FIRST)
    assert ingest_paths(con, [tmp_path / "first.json"]).is_reconciled
