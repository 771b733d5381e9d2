"""Publishing: a new snapshot takes the place of the old one whole, or not at all."""

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from store.derive.run import derive
from store.errors import StoreError
from store.publish import checks
from store.publish import run as publishing
from store.publish.run import PublishRefusedError, PublishSummary
from store.publish.versions import Shape, next_version
from store.snapshot import new_folder, open_snapshot, snapshot_path
from tests.store.builders import IN_SCOPE, at, buyer, criterion, evidence, notice, rows, writer
from tests.store.hammering import hammer
from tests.store.lean import bare, lean, without_files

DAY = at("2026-12-01")
NEXT_DAY = at("2026-12-02")
WITH_ADDRESS = "Write to someone@example.org about social value."


def publish(con: duckdb.DuckDBPyConnection, home: Path, published_at: datetime) -> PublishSummary:
    """Derive and publish, as the stage does."""
    derive(con)
    return publishing.publish(con, home, published_at=published_at)


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """Ten processes, the first of them flagged."""
    for number in range(10):
        notice(con, f"p{number}", **IN_SCOPE)
    evidence(con, "R4", ocid="p0", kind="criterion", weight_pct=5.0)
    criterion(con, "Social value", 5.0, ocid="p0")


class Published(NamedTuple):
    """A home with a snapshot, and what publishing it returned."""

    home: Path
    summary: PublishSummary


@pytest.fixture(scope="module", autouse=True)
def _bare() -> Iterator[None]:
    with bare():
        yield


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The first snapshot; tests only read it."""
    home = tmp_path_factory.mktemp("published")
    with writer() as con:
        fill(con)
        return Published(home, publish(con, home, published_at=DAY))


@pytest.fixture
def home(published: Published, tmp_path: Path) -> Path:
    """A copy of the home with the first snapshot, to publish into."""
    copied = tmp_path / "home"
    shutil.copytree(published.home, copied, symlinks=True)
    return copied


@pytest.fixture
def filled() -> Iterator[duckdb.DuckDBPyConnection]:
    with writer() as con:
        fill(con)
        yield con


@pytest.fixture
def _no_files() -> Iterator[None]:
    """For tests that read the database alone."""
    with without_files():
        yield


def processes(con: duckdb.DuckDBPyConnection) -> object:
    return rows(con, "SELECT count(*) FROM out.process")[0][0]


def table_bytes(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((home / "published" / "csv").iterdir())}


def files(home: Path) -> set[Path]:
    return {path.relative_to(home) for path in home.rglob("*")}


def test_summary(published: Published) -> None:
    found = published.summary
    assert (found.processes, found.in_scope, found.flagged, found.data_version) == (10, 10, 1, "1.0.0")


def test_readers_keep_the_old_file_and_new_readers_see_the_new_one(
    filled: duckdb.DuckDBPyConnection, home: Path
) -> None:
    with open_snapshot(home) as old_reader:
        notice(filled, "p10", **IN_SCOPE)
        with without_files():
            summary = publish(filled, home, published_at=NEXT_DAY)
        old = processes(old_reader)
    with open_snapshot(home) as new_reader:
        assert (old, processes(new_reader), summary.data_version) == (10, 11, "1.0.1")


def test_a_failed_check_leaves_the_old_snapshot(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    before = snapshot_path(home).read_bytes()
    evidence(filled, "R2", ocid="p1", text=WITH_ADDRESS)
    with lean(), pytest.raises(PublishRefusedError, match="no_contact_details"):
        publish(filled, home, published_at=NEXT_DAY)
    assert snapshot_path(home).read_bytes() == before


def test_evidence_without_its_passage_is_refused_and_nothing_left(
    filled: duckdb.DuckDBPyConnection, home: Path
) -> None:
    before = files(home)
    filled.execute("DELETE FROM core.passage")
    with lean(), pytest.raises(PublishRefusedError, match="evidence_has_passage"):
        publish(filled, home, published_at=NEXT_DAY)
    assert files(home) == before


def test_a_great_loss_of_processes_is_refused(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    filled.execute("DELETE FROM core.notice WHERE ocid IN ('p8', 'p9')")
    with lean(), pytest.raises(PublishRefusedError, match="10 processes before, 8 now"):
        publish(filled, home, published_at=NEXT_DAY)


def test_the_writer_can_go_on_after_a_refusal(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    evidence(filled, "R2", ocid="p1", text=WITH_ADDRESS)
    with lean(), pytest.raises(PublishRefusedError):
        publish(filled, home, published_at=NEXT_DAY)
    filled.execute("DELETE FROM core.evidence WHERE ocid = 'p1'")
    filled.execute("DELETE FROM core.passage WHERE ocid = 'p1'")
    assert publish(filled, home, published_at=NEXT_DAY).data_version == "1.0.0"


def test_a_folder_that_cannot_be_made_is_told(filled: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "published").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        publish(filled, tmp_path, published_at=DAY)


def test_the_file_has_the_storage_version_promised(published: Published) -> None:
    with open_snapshot(published.home) as con:
        found = rows(con, "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal")
    assert str(found[0][0]).startswith("v1.2")


def test_same_input_and_instant_give_the_same_tables(
    published: Published, filled: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    publish(filled, tmp_path, published_at=DAY)
    assert table_bytes(tmp_path) == table_bytes(published.home)


def test_datapackage_lists_every_table_file(published: Published) -> None:
    folder = published.home / "published"
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    listed = {part["path"] for part in described["resources"]}
    assert listed == {str(path.relative_to(folder)) for kind in ("csv", "parquet") for path in folder.glob(f"{kind}/*")}


def test_publication_states_the_instant(published: Published) -> None:
    with open_snapshot(published.home) as reader:
        found = rows(reader, "SELECT value FROM out.publication WHERE name = 'published_at'")
    assert found == [("2026-12-01T12:00:00Z",)]


@pytest.mark.long("test_readers_keep_the_old_file_and_new_readers_see_the_new_one")
def test_readers_see_one_whole_snapshot_after_another(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    seen, faults = hammer(filled, home, publishes=2, readers=2)
    assert faults == []
    for versions in seen:
        assert versions == sorted(versions)
        assert len(set(versions)) > 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)], check=False)
    if made.returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("left", [200_000, pytest.param(6_000_000, marks=pytest.mark.long)])
def test_full_disk_is_told_and_the_old_snapshot_stays(
    filled: duckdb.DuckDBPyConnection, published: Published, small_disk: Path, left: int
) -> None:
    home = small_disk / "home"
    shutil.copytree(published.home, home, symlinks=True)
    before = files(home), snapshot_path(home).read_bytes()
    filler = small_disk / "filler"
    free = shutil.disk_usage(small_disk).free
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - left)
    with pytest.raises(StoreError, match="No space left on device; the old snapshot stays"):
        publish(filled, home, published_at=NEXT_DAY)
    assert (files(home), snapshot_path(home).read_bytes()) == before
    filler.unlink()
    assert publish(filled, home, published_at=NEXT_DAY).data_version == "1.0.0"


def test_a_column_that_is_emptied_is_refused(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    filled.execute("UPDATE core.notice SET title = NULL")
    with (
        without_files(),
        pytest.raises(
            PublishRefusedError, match=r"columns_emptied.*\n.*column: core\.notice\.title, filled_before: 10"
        ),
    ):
        publish(filled, home, published_at=NEXT_DAY)


def test_what_is_lost_is_published_when_it_is_accepted(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    filled.execute("UPDATE core.notice SET title = NULL")
    filled.execute("DELETE FROM core.notice WHERE ocid IN ('p8', 'p9')")
    with lean(), pytest.raises(PublishRefusedError, match=r"check processes_lost(.*\n)+.*runbook\.md.*--accept-losses"):
        publish(filled, home, published_at=NEXT_DAY)
    with lean():
        found = publishing.publish(filled, home, published_at=NEXT_DAY, is_loss_allowed=True)
    assert (found.processes, found.data_version) == (8, "1.0.1")
    evidence(filled, "R2", ocid="p1", text=WITH_ADDRESS)
    derive(filled)
    with (
        lean(),
        pytest.raises(PublishRefusedError, match=r"no_contact_details(.*\n)+.*runbook\.md \(When a check refuses\)"),
    ):
        publishing.publish(filled, home, published_at=NEXT_DAY, is_loss_allowed=True)


def test_columns_that_may_be_empty_exist_and_have_a_reason(published: Published) -> None:
    path = Path(checks.__file__).parent / "checks" / "may_be_empty.csv"
    _, *listed = csv.reader(path.read_text(encoding="utf-8").splitlines())
    with open_snapshot(published.home) as con:
        found = rows(con, "SELECT DISTINCT schema_name || '.' || table_name, column_name FROM duckdb_columns()")
    known = {*found, *((table, "*") for table, _ in found)}
    assert [row for row in listed if (row[0], row[1]) not in known or not row[2]] == []


@pytest.mark.usefixtures("_no_files")
def test_a_year_without_procurements_is_no_loss(filled: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for name in ("Glasgow City Council", "Leeds City Council", "Knowsley Council", "Lambeth Council"):
        bought = buyer(filled, name)
        for number in range(12):
            notice(filled, f"{name}-{number}", buyer_id=bought, **IN_SCOPE)
    publish(filled, tmp_path, published_at=DAY)
    with open_snapshot(tmp_path) as con:
        filled_before = rows(con, "SELECT count(last_opened_on), count(rate) FROM out.authority")
    assert all(int(str(count)) > 2 for count in filled_before[0])
    notice(filled, "p0", release_id="late", published_at=at("2031-05-05"), tags=["tenderAmendment"])
    assert publish(filled, tmp_path, published_at=at("2031-06-01")).processes == 58
    with open_snapshot(tmp_path) as con:
        # Bodies are counted to the end of the last week in which anything was opened, as the newest edition is.
        assert rows(con, "SELECT count(last_opened_on), count(rate) FROM out.authority") == filled_before


def test_figures_that_wait_for_an_audit_may_be_empty_again(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    path = snapshot_path(home)
    path.chmod(0o644)
    with duckdb.connect(str(path)) as con:
        con.execute("UPDATE out.indicator SET corrected_rate = 0.5, corrected_low = 0.4, corrected_high = 0.6")
    with without_files():
        assert publish(filled, home, published_at=NEXT_DAY).processes > 0


@pytest.mark.parametrize(
    ("before", "after", "version"),
    [
        ({}, {}, "1.2.3"),
        ({"fingerprint": "other"}, {}, "1.2.4"),
        ({}, {"columns": frozenset({("out.process.ocid", "VARCHAR"), ("out.process.new", "VARCHAR")})}, "1.3.0"),
        ({"columns": frozenset({("out.process.gone", "VARCHAR")})}, {}, "2.0.0"),
        ({"columns": frozenset({("out.process.ocid", "INTEGER")})}, {}, "2.0.0"),
        ({"meaning": "0"}, {}, "2.0.0"),
    ],
)
def test_data_version_follows_what_changed(before: dict[str, Any], after: dict[str, Any], version: str) -> None:
    same = Shape(frozenset({("out.process.ocid", "VARCHAR")}), "1", "rows")
    assert next_version("1.2.3", replace(same, **before), replace(same, **after)) == version


def test_a_column_more_is_a_minor_version_in_snapshot_and_datapackage(
    filled: duckdb.DuckDBPyConnection, home: Path
) -> None:
    snapshot = snapshot_path(home).resolve()
    with duckdb.connect(str(snapshot)) as old:
        old.execute("ALTER TABLE out.process DROP COLUMN title")
    assert publish(filled, home, published_at=NEXT_DAY).data_version == "1.1.0"
    described = json.loads((home / "published" / "datapackage.json").read_text(encoding="utf-8"))
    with open_snapshot(home) as reader:
        stated = rows(reader, "SELECT value FROM out.publication WHERE name = 'data_version'")
    assert (described["version"], stated) == ("1.1.0", [("1.1.0",)])


def test_nothing_published_yet_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing is published"):
        open_snapshot(tmp_path)


def test_a_period_wants_the_weeks_whose_thursday_lies_in_it(published: Published) -> None:
    with open_snapshot(published.home) as con:
        found = con.execute(
            "SELECT DISTINCT period_from, period_until, weeks_wanted FROM out.indicator "
            "WHERE cut = 'all' AND period_kind IN ('month', 'quarter', 'financial_year')"
        ).fetchall()
    assert found
    for first, last, wanted in found:
        days = [first + timedelta(days=day) for day in range((last - first).days + 1)]
        assert wanted == sum(day.isoweekday() == 4 for day in days), first


@pytest.mark.parametrize("told", ["home", "./home", "../elsewhere/home", "link"])
def test_the_snapshot_in_place_stays_however_the_home_is_named(
    told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "elsewhere"
    in_place = place / "home" / "published" / ".snapshots" / "good"
    in_place.mkdir(parents=True)
    (in_place.parent.parent / "current").symlink_to(".snapshots/good")
    (place / "link").symlink_to("home")
    monkeypatch.chdir(place)
    assert new_folder(Path(told) / "published").is_dir()
    assert in_place.is_dir()
