"""Fixtures of the lake's tests."""

import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import psycopg2
import pytest

from store.lake.catalog import Place
from tests.store.lake.made import CF, FTS, Published, empty_database, insert
from tests.store.lake.servers import KEYS, bucket, postgres, postgres_folder


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """A PostgreSQL cluster; skipped where it is not installed."""
    programs = postgres_folder()
    if programs is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql, and these tests try the lake on it")
    with postgres(programs) as address:
        yield address


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """An S3 server with the bucket `lake`."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in KEYS.items():
            patch.setenv(name, value)
        with bucket("lake") as endpoint:
            yield endpoint


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A published database without rows."""
    return empty_database(tmp_path_factory.mktemp("lake") / "empty.duckdb")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, empty: bytes) -> bytes:
    """One with two notices of one portal and year, and one of another."""
    path = tmp_path_factory.mktemp("lake") / "small.duckdb"
    path.write_bytes(empty)
    with duckdb.connect(str(path)) as con:
        insert(con, "a", "b", source=FTS, year=2026, title="Title")
        insert(con, "c", source=CF, year=2025, title="Title")
    return path.read_bytes()


@pytest.fixture
def home(tmp_path: Path, small: bytes) -> Published:
    """A home with three notices published."""
    return Published(tmp_path / "home", small)


@pytest.fixture
def catalogue(database: str) -> str:
    """The address of an empty catalogue on PostgreSQL."""
    name = f"lake_{uuid.uuid4().hex[:8]}"
    with closing(psycopg2.connect(database)) as con:
        con.autocommit = True
        con.cursor().execute(f"CREATE DATABASE {name}")
    return database.rpartition("/")[0] + f"/{name}"


@pytest.fixture
def bucket_place(catalogue: str, s3: str) -> Place:
    """An empty lake on PostgreSQL and S3."""
    return Place(catalogue, f"s3://lake/{catalogue.rpartition('/')[2]}", "fts", "fts", endpoint=s3)


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.long)])
def place(request: pytest.FixtureRequest, catalogue: str, tmp_path: Path) -> Place:
    """An empty lake on PostgreSQL, and a folder or S3: the server of our tests answers slowly."""
    if request.param == "bucket":
        place: Place = request.getfixturevalue("bucket_place")
        return place
    return Place(catalogue, str(tmp_path / "warehouse"), "fts", "fts")


@pytest.fixture
def folder_place(tmp_path: Path) -> Place:
    """An empty lake on SQLite and a folder."""
    return Place(f"sqlite:///{tmp_path}/catalog.db", str(tmp_path / "warehouse"), "fts", "fts")
