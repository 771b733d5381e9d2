"""A home written by an earlier version opens with this one."""

from pathlib import Path

import duckdb
import pytest

from store.database import SCHEMA_VERSION, open_writer
from store.ingest.run import ingest_landing
from store.sql_files import SQL
from tests.store.ingest.notices import land, package, release

SCHEMAS = Path(__file__).parent / "schemas"
VERSIONS = sorted(int(path.stem.removeprefix("version_")) for path in SCHEMAS.glob("*.sql"))


def home_of(folder: Path, version: int) -> Path:
    """A home with the tables of a version and one document in it."""
    home = folder / f"home-{version}"
    home.mkdir()
    with duckdb.connect(str(home / "monitor.duckdb")) as con:
        con.execute((SCHEMAS / f"version_{version}.sql").read_text())
        con.execute("INSERT INTO core.setting VALUES ('schema_version', ?)", [str(version)])
        page = land(home, package(release(1)))
        name = page.relative_to(home / "landing").as_posix()
        con.execute("INSERT INTO raw.document VALUES ('d', 'find_a_tender', ?, 'x', NULL, 1, 1, 1, 0, true)", [name])
        con.execute(
            "INSERT INTO raw.notice_version (source, ocid, release_id, content_id, document_id) "
            "VALUES ('find_a_tender', 'p', '1', 'c', 'd')"
        )
    return home


def shape(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return con.execute(
        "SELECT schema_name, table_name, column_name, data_type, comment IS NULL FROM duckdb_columns() "
        "WHERE schema_name IN ('raw', 'core') ORDER BY ALL"
    ).fetchall()


def test_every_earlier_version_is_tried() -> None:
    assert list(range(1, SCHEMA_VERSION)) == VERSIONS
    assert [path.stem for path in sorted((SQL / "migrations").iterdir())] == [
        f"{number:03d}" for number in range(2, SCHEMA_VERSION + 1)
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_old_home_gets_the_tables_of_a_new_one(tmp_path: Path, version: int) -> None:
    home = home_of(tmp_path, version)
    with open_writer(home) as old, open_writer(tmp_path / "new") as new:
        assert shape(old) == shape(new)
        assert old.execute("SELECT value FROM core.setting WHERE name = 'schema_version'").fetchall() == [
            (str(SCHEMA_VERSION),)
        ]


@pytest.mark.parametrize("version", VERSIONS)
def test_old_home_keeps_its_rows(tmp_path: Path, version: int) -> None:
    with open_writer(home_of(tmp_path, version)) as con:
        assert con.execute("SELECT release_id, format_rank FROM raw.notice_version").fetchall() == [("1", 2)]


@pytest.mark.parametrize("version", VERSIONS)
def test_old_home_goes_on(tmp_path: Path, version: int) -> None:
    home = home_of(tmp_path, version)
    land(home, package(release(2)))
    with open_writer(home) as con:
        summary = ingest_landing(con, home)
    assert (summary.documents_known, summary.totals()["notices_stored"]) == (1, 1)


@pytest.mark.parametrize("version", VERSIONS)
def test_failed_migration_leaves_the_old_home(tmp_path: Path, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    home = home_of(tmp_path, version)
    monkeypatch.setattr("store.database.run_script", lambda con, _: con.execute("SELECT * FROM nowhere"))
    with pytest.raises(duckdb.Error):
        open_writer(home)
    with duckdb.connect(str(home / "monitor.duckdb"), read_only=True) as con:
        assert con.execute("SELECT value FROM core.setting").fetchall() == [(str(version),)]
