"""Publishing: a new snapshot takes the place of the old one whole, or not at all."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from store.errors import StoreError
from store.publish import PublishRefusedError, PublishSummary, publish
from store.snapshot import open_snapshot, snapshot_path
from tests.store.builders import IN_SCOPE, at, criterion, evidence, notice, rows, writer

DAY = at("2026-12-01")
NEXT_DAY = at("2026-12-02")
WITH_ADDRESS = "Write to someone@example.org about social value."


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
        summary = publish(filled, home, published_at=NEXT_DAY)
        old = processes(old_reader)
    with open_snapshot(home) as new_reader:
        assert (old, processes(new_reader), summary.data_version) == (10, 11, "1.0.1")


def test_a_failed_check_leaves_the_old_snapshot(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    before = snapshot_path(home).read_bytes()
    evidence(filled, "R2", ocid="p1", text=WITH_ADDRESS)
    with pytest.raises(PublishRefusedError, match="no_contact_details"):
        publish(filled, home, published_at=NEXT_DAY)
    assert snapshot_path(home).read_bytes() == before


def test_evidence_without_its_passage_is_refused_and_nothing_left(
    filled: duckdb.DuckDBPyConnection, home: Path
) -> None:
    before = files(home)
    filled.execute("DELETE FROM core.passage")
    with pytest.raises(PublishRefusedError, match="evidence_has_passage"):
        publish(filled, home, published_at=NEXT_DAY)
    assert files(home) == before


def test_a_great_loss_of_processes_is_refused(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    filled.execute("DELETE FROM core.notice WHERE ocid IN ('p8', 'p9')")
    with pytest.raises(PublishRefusedError, match="10 processes before, 8 now"):
        publish(filled, home, published_at=NEXT_DAY)


def test_the_writer_can_go_on_after_a_refusal(filled: duckdb.DuckDBPyConnection, home: Path) -> None:
    evidence(filled, "R2", ocid="p1", text=WITH_ADDRESS)
    with pytest.raises(PublishRefusedError):
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


def test_nothing_published_yet_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing is published"):
        open_snapshot(tmp_path)
