"""A database rebuilt from landing/ is the database that was there, and one that fails changes nothing."""

import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pytest

import svmonitor
from store.database import open_writer
from store.documents.roles import ROLES_VERSION
from store.ingest.run import ingest_landing, ingest_paths
from store.rebuild import carry_over
from tests.store.ingest.notices import land, package, release, tender

pytestmark = pytest.mark.usefixtures("_bare_tables")

SCORED = [
    {"type": "price", "name": "Price", "numbers": [{"number": 60, "weight": "percentageExact"}]},
    {"type": "quality", "name": "Quality", "numbers": [{"number": 30, "weight": "percentageExact"}]},
    {"type": "quality", "name": "Social value", "numbers": [{"number": 10, "weight": "percentageExact"}]},
]
# What says when, by which run and of what something was made: labels given since are part of what is rebuilt.
APART = {"core.run", "out.publication", "raw.derivation", "raw.person_secret", "raw.person_key"}


def svm(*arguments: str) -> int:
    return svmonitor.main(list(arguments))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with landed pages, a run record, a journal and labels, published; tests copy it."""
    home = tmp_path_factory.mktemp("rebuild") / "home"
    words = "Bidders must say how they will bring social value to the people of the town."
    lots = [{"id": "1", "awardCriteria": {"criteria": SCORED}}]
    land(home, package(*(release(n, description=None) for n in range(11, 21))))
    land(home, package(release(5, tender=tender(description=words)), release(6, tender=tender(lots=lots)), {"tag": []}))
    land(home, package(release(5, tender=tender(description=f"{words} Edited."))), received_at="2026-11-21T10:00:00Z")
    (home / "server").mkdir()
    at = "2026-11-20T05:00:00Z"
    begun = {"run_id": "r", "job": "update", "event": "begun", "due_at": at, "at": at, "detail": {}}
    (home / "server" / "jobs.jsonl").write_bytes(orjson.dumps(begun) + b"\n")
    for stage in ("ingest", "classify", "publish"):
        assert svm(stage, "--home", str(home)) == 0
    labels = home / "labels.csv"
    labels.write_text("ocid,label\nocds-h6vhtk-0a0005,2\n")
    assert svm("audit", "import", str(labels), "--annotator", "AB", "--home", str(home)) == 0
    return home


@pytest.fixture
def home(published: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "home"
    shutil.copytree(published, copied, symlinks=True)
    return copied


def tables(path: Path) -> dict[str, list[Any]]:
    """Every row of every table, in order."""
    with duckdb.connect(str(path), read_only=True) as con:
        con.execute("SET TimeZone = 'UTC'")
        names = con.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
        return {
            name: con.execute(f"SELECT COLUMNS(*)::VARCHAR FROM {name} ORDER BY ALL").fetchall()
            for (name,) in names
            if name not in APART
        }


def runs(home: Path) -> set[tuple[str, str]]:
    with open_writer(home) as con:
        return set(con.execute("SELECT run_id, stage FROM core.run").fetchall())


def test_rebuilt_home_is_the_home_that_was_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, published_before = tables(home / "monitor.duckdb"), tables(home / "published" / "monitor.duckdb")
    runs_before = runs(home)
    (home / ".rebuild").mkdir()
    (home / ".rebuild" / "monitor.duckdb").write_bytes(b"left by a rebuild that was killed")
    assert svm("rebuild", "--home", str(home)) == 0
    assert published_before["out.process"]
    assert tables(home / "published" / "monitor.duckdb") == published_before
    assert tables(home / "monitor.duckdb") == before
    assert "the published data are version 1.0.0" in capsys.readouterr().err
    assert not (home / ".rebuild").exists()
    assert runs_before < runs(home)
    assert ("r", "job:update") in runs_before
    assert [stage for _, stage in runs(home) - runs_before] == ["rebuild"]
    assert before["core.audit_label"]


@pytest.mark.parametrize("is_retold", [False, True])
def test_settings_are_those_of_a_home_that_grew_by_days(is_retold: bool, home: Path) -> None:
    """With tender documents, which nobody has fetched, or for which rules of an older version told the roles."""
    document = {"id": "A-1", "documentType": "biddingDocuments", "title": "Tender specification", "format": "pdf"}
    own = tender(documents=[document | {"url": "https://example.org/specification.pdf"}])
    land(home, package(release(31, tender=own)), received_at="2026-11-22T10:00:00Z")
    for stage in ("ingest", "classify", "publish"):
        assert svm(stage, "--home", str(home)) == 0
    before = tables(home / "monitor.duckdb")
    if is_retold:
        with open_writer(home) as con:
            con.execute("UPDATE core.setting SET value = '0' WHERE name = 'roles_version'")
    assert svm("rebuild", "--home", str(home)) == 0
    rebuilt = tables(home / "monitor.duckdb")
    assert [value for name, value in rebuilt["core.setting"] if name == "roles_version"] == [ROLES_VERSION]
    assert before["core.document"]
    assert rebuilt == before


def test_damaged_database_is_replaced_and_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.truncate(home / "monitor.duckdb", 100_000)
    damaged = (home / "monitor.duckdb").read_bytes()
    published_before = tables(home / "published" / "monitor.duckdb")
    assert svm("rebuild", "--home", str(home)) == 0
    assert "could not be read" in capsys.readouterr().err
    assert (home / "monitor.duckdb.unreadable").read_bytes() == damaged
    assert tables(home / "published" / "monitor.duckdb") == published_before


def test_notices_that_landing_does_not_hold_are_not_lost(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "given.json"
    given.write_bytes(package(release(9)))
    assert svm("ingest", str(given), "--home", str(home)) == 0
    before = tables(home / "monitor.duckdb")
    assert svm("rebuild", "--home", str(home)) == 2
    assert "1 of its notices is not in landing/, from 1 document such as given.json" in capsys.readouterr().err
    assert tables(home / "monitor.duckdb") == before
    with open_writer(tmp_path / "dropping") as con:
        assert carry_over(con, home, is_loss_allowed=True)
    with open_writer(tmp_path / "whole") as con:
        ingest_landing(con, home)
        ingest_paths(con, [given])
        assert carry_over(con, home)


def test_failed_rebuild_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, link = tables(home / "monitor.duckdb"), (home / "published" / "current").readlink()
    for page in sorted(home.rglob("*.page.zst"))[1:]:
        page.unlink()
    assert svm("rebuild", "--drop", "--home", str(home)) == 2
    assert "processes_lost" in capsys.readouterr().err
    assert tables(home / "monitor.duckdb") == before
    assert (home / "published" / "current").readlink() == link


@pytest.mark.long("test_failed_rebuild_changes_nothing")
def test_a_rebuild_that_loses_is_published_when_it_is_accepted(home: Path) -> None:
    link = (home / "published" / "current").readlink()
    for page in sorted(home.rglob("*.page.zst"))[1:]:
        page.unlink()
    assert svm("rebuild", "--drop", "--accept-losses", "--home", str(home)) == 0
    assert (home / "published" / "current").readlink() != link
