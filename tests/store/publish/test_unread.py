"""A snapshot in place that does not open any more is replaced by the next publish, whole, and told; another's stays."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from store.derive.run import derive
from store.errors import StoreError
from store.publish.run import PublishSummary, publish
from store.publish.unread import what_is_known
from store.snapshot import open_snapshot, snapshot_path
from tests.store.builders import rows, writer
from tests.store.lean import bare
from tests.store.publish.test_publish import DAY, fill

HEADERS = 12288


@pytest.fixture(scope="module", autouse=True)
def _bare() -> Iterator[None]:
    with bare():
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, duckdb.DuckDBPyConnection]]:
    """A home with a first snapshot, and the database that it was made from."""
    home = tmp_path_factory.mktemp("made")
    with writer() as con:
        fill(con)
        derive(con)
        publish(con, home, published_at=DAY)
        yield home, con


@pytest.fixture
def home(made: tuple[Path, duckdb.DuckDBPyConnection], tmp_path: Path) -> Path:
    copied = tmp_path / "home"
    shutil.copytree(made[0], copied, symlinks=True)
    return copied


@pytest.fixture
def con(made: tuple[Path, duckdb.DuckDBPyConnection]) -> duckdb.DuckDBPyConnection:
    return made[1]


def again(con: duckdb.DuckDBPyConnection, home: Path, *, is_whole: bool = False) -> PublishSummary:
    return publish(con, home, published_at=DAY + timedelta(days=1), is_whole=is_whole)


def file_of(home: Path) -> Path:
    path = snapshot_path(home).resolve()
    path.chmod(0o644)
    return path


def with_bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        path = file_of(home)
        path.write_bytes(change(path.read_bytes()))

    return damage


def begin_empty(home: Path) -> None:
    file_of(home).unlink()
    duckdb.connect(str(snapshot_path(home).resolve())).close()


def remove(home: Path) -> None:
    file_of(home).unlink()


DAMAGES: dict[str, Callable[[Path], None]] = {
    "empty": with_bytes(lambda _: b""),
    "half": with_bytes(lambda held: held[: len(held) // 2]),
    "within its headers": with_bytes(lambda held: held[:5000]),
    "headers alone": with_bytes(lambda held: held[:HEADERS]),
    "random": with_bytes(lambda held: os.urandom(len(held))),
    "random behind its headers": with_bytes(lambda held: held[:HEADERS] + os.urandom(len(held) - HEADERS)),
    "zeros": with_bytes(lambda held: bytes(len(held))),
    "a text": with_bytes(lambda _: b"damaged"),
    "of SQLite": with_bytes(lambda _: b"SQLite format 3\x00" + bytes(4096)),
    "a database of nothing": begin_empty,
    "gone": remove,
}
# Of each kind one: nothing, too little, what is no database or another's, and one that is damaged within.
SHORT = ("empty", "random behind its headers", "of SQLite", "a database of nothing", "gone")


@pytest.mark.parametrize(
    ("damage", "is_whole"),
    [
        *((damage, False) for damage in SHORT),
        ("half", True),
        *(pytest.param(damage, False, marks=pytest.mark.long) for damage in DAMAGES if damage not in SHORT),
        pytest.param("empty", True, marks=pytest.mark.long),
    ],
)
def test_snapshot_that_does_not_open_is_replaced_and_told(
    damage: str, is_whole: bool, home: Path, con: duckdb.DuckDBPyConnection
) -> None:
    DAMAGES[damage](home)
    done = again(con, home, is_whole=is_whole)
    assert done.whole_because is not None
    assert ("is gone" if damage == "gone" else "is damaged") in done.whole_because
    assert done.data_version == "1.0.0"  # the rows are those that it was made of
    with open_snapshot(home) as reader:
        assert rows(reader, "SELECT count(*) FROM out.process")[0][0] == done.processes


def test_rows_that_differ_raise_the_version_by_a_major(home: Path) -> None:
    with writer() as con:
        fill(con)
        derive(con)
        again(con, home, is_whole=True)
        file_of(home).write_bytes(b"")
        con.execute("UPDATE core.notice SET title = title || ' x'")
        derive(con)
        assert publish(con, home, published_at=DAY + timedelta(days=2), is_whole=True).data_version == "2.0.0"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', '{"version": "one"}', '{"version": "1.x.0"}', None])
def test_version_begins_anew_when_nothing_tells_it(
    text: str | None, home: Path, con: duckdb.DuckDBPyConnection
) -> None:
    package = (home / "published" / "datapackage.json").resolve()
    package.unlink()
    if text is not None:
        package.write_text(text)
    assert what_is_known(con, home / "published", "").next_version("x") == "1.0.0"


def test_blocks_of_rows_that_are_damaged_are_told_when_they_are_met(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    path = file_of(home)
    held = path.read_bytes()
    blocks = list(range(HEADERS, len(held), 262144))
    for first in blocks[:: max(1, len(blocks) // 3)]:
        held = held[: first + 8] + os.urandom(64) + held[first + 72 :]
        path.write_bytes(held)
        assert "is damaged" in (again(con, home, is_whole=True).whole_because or "is damaged")
        path = file_of(home)
        held = path.read_bytes()


def test_database_of_others_in_its_place_stays(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    remove(home)
    with duckdb.connect(str(snapshot_path(home).resolve())) as theirs:
        theirs.execute("CREATE TABLE theirs (i INTEGER)")
    with pytest.raises(StoreError, match="is not a database of the monitor: move it away"):
        again(con, home)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_snapshot_that_may_not_be_read_stays(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    file_of(home).chmod(0)
    with pytest.raises(StoreError, match="cannot be read"):
        again(con, home)


def test_snapshot_that_opens_is_not_replaced_whole(home: Path, con: duckdb.DuckDBPyConnection) -> None:
    assert again(con, home, is_whole=True).whole_because is None


def test_first_publish_tells_of_no_damage(tmp_path: Path, con: duckdb.DuckDBPyConnection) -> None:
    done = publish(con, tmp_path, published_at=DAY, is_whole=True)
    assert (done.whole_because, done.data_version) == (None, "1.0.0")
