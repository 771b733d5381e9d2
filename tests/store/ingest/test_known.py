"""Releases that are known as they stand are passed over, and the tables are those of reading them again."""

from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest

from store.database import open_writer
from store.ingest import known, notices, run
from store.ingest.mapping import ocds
from store.ingest.run import IngestSummary, ingest_landing, ingest_paths
from tests.store.ingest.bulk import FLAT, flat_csv, lines_gz, zipped
from tests.store.ingest.notices import land, package, release, tender

BASE = [release(number) for number in range(1, 6)]
ODD = release(6, date="2026-10-05")  # with an issue
AWARD = release(7, tag=["award"], awards=[{"id": "1", "suppliers": [{"name": "Invented Parks Limited"}]}])
FIRST = package(*BASE, ODD, AWARD)
CHANGED = release(2, tender=tender("000002-2026", title="Other grounds"))
AGAIN: list[Any] = [*BASE, ODD, AWARD, CHANGED, release(8), {"ocid": 5}, "no release", None, BASE[0]]
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
@pytest.mark.parametrize("source", [None, "find_a_tender", "contracts_finder"])
def test_the_tables_are_those_of_reading_all_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, source: str | None
) -> None:
    whole, told_whole = read(tmp_path / "whole", name, SECOND[name], source)
    monkeypatch.setattr(run, "WORTH_BYTES", 0)
    passed, told = read(tmp_path / "passed", name, SECOND[name], source)
    assert named(passed) == named(whole)
    assert told == told_whole


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
    (tmp_path / "second.json").write_bytes(package(*BASE, ODD, CHANGED))
    ingest_paths(con, [tmp_path / "first.json"])
    mapped.clear()
    counts = ingest_paths(con, [tmp_path / "second.json"]).sources["find_a_tender"]
    assert mapped == [ODD, CHANGED]  # one for its issue, one for its content
    assert (counts.releases_read, counts.already_known, counts.notices_stored + counts.superseded) == (7, 6, 1)


def test_a_page_with_the_time_of_its_receipt_is_mapped_again(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, mapped: list[Any]
) -> None:
    (tmp_path / "first.json").write_bytes(FIRST)
    ingest_paths(con, [tmp_path / "first.json"])
    mapped.clear()
    land(tmp_path, package(*BASE))
    ingest_landing(con, tmp_path)
    assert mapped == BASE


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
