"""The writer's database is ours, or is left alone with one clear line."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from store import database
from store.database import SCHEMA_VERSION, as_for_a_day, open_writer
from store.errors import StoreError
from tests.store.builders import BEGIN


@pytest.fixture(autouse=True)
def _begin_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the databases of tests begin as copies of one."""
    monkeypatch.setattr(database, "_begin", BEGIN)


def refusal(home: Path) -> str:
    with pytest.raises(StoreError) as raised:
        open_writer(home).close()
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_home_is_made_with_all_tables(tmp_path: Path) -> None:
    with open_writer(tmp_path / "new" / "home") as con:
        assert con.execute("SELECT count(*) FROM core.notice").fetchone() == (0,)


def test_second_opening_keeps_what_is_there(tmp_path: Path) -> None:
    with open_writer(tmp_path) as con:
        con.execute("INSERT INTO core.setting VALUES ('classifier_version', 'x')")
    with open_writer(tmp_path) as con:
        assert con.execute("SELECT count(*) FROM core.setting").fetchone() == (2,)


def test_what_tables_are_said_to_be_is_brought_up_to_date(tmp_path: Path) -> None:
    said = "SELECT comment FROM duckdb_tables() WHERE table_name = 'notice' AND comment IS NOT NULL"
    with open_writer(tmp_path) as con:
        own = con.execute(said).fetchall()
        con.execute("COMMENT ON TABLE core.notice IS 'as an older program said'")
    with open_writer(tmp_path) as con:
        assert con.execute(said).fetchall() == own != []


def test_every_table_and_column_has_a_comment(tmp_path: Path) -> None:
    with open_writer(tmp_path) as con:
        bare = con.execute(
            "SELECT table_name, NULL FROM duckdb_tables() WHERE comment IS NULL UNION ALL "
            "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        ).fetchall()
    assert bare == []


@pytest.mark.parametrize("content", [b"not a database", b"SQLite format 3\x00" + bytes(4096)])
def test_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "monitor.duckdb").write_bytes(content)
    assert "is not a database of the monitor" in refusal(tmp_path)
    assert (tmp_path / "monitor.duckdb").read_bytes() == content


@pytest.mark.parametrize("byte_count", [0, 9, 4096, 8191, 12287])
@pytest.mark.parametrize("has_landing", [False, True])
def test_file_that_was_cut_off_is_told_and_not_begun_anew(tmp_path: Path, byte_count: int, has_landing: bool) -> None:
    open_writer(tmp_path).close()
    if has_landing:
        (tmp_path / "landing").mkdir()
    path = tmp_path / "monitor.duckdb"
    os.truncate(path, byte_count)
    said = refusal(tmp_path)
    assert "svmonitor rebuild" in said or "is not a database of the monitor" in said
    assert path.stat().st_size == byte_count
    assert "is damaged: run `svmonitor rebuild`" in said or byte_count == 9


def test_link_to_nothing_is_told_and_not_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "monitor.duckdb").symlink_to(tmp_path / "disk" / "monitor.duckdb")
    assert "is a link to nothing" in refusal(tmp_path)
    assert not (tmp_path / "disk").exists()


def test_link_to_a_database_is_followed(tmp_path: Path) -> None:
    open_writer(tmp_path / "disk").close()
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "monitor.duckdb").symlink_to(tmp_path / "disk" / "monitor.duckdb")
    open_writer(tmp_path / "home").close()
    assert (tmp_path / "home" / "monitor.duckdb").is_symlink()


@pytest.mark.parametrize("left", [b"", bytes(9), b"SQLite format 3"])
def test_what_was_left_of_a_first_moment_does_not_stay(tmp_path: Path, left: bytes) -> None:
    (tmp_path / ".monitor.duckdb.new").write_bytes(left)
    open_writer(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["monitor.duckdb"]


def test_database_of_others_is_left_alone(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "monitor.duckdb")) as con:
        con.execute("CREATE TABLE theirs (i INTEGER)")
    assert "is not a database of the monitor" in refusal(tmp_path)
    with duckdb.connect(str(tmp_path / "monitor.duckdb")) as con:
        assert con.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("theirs",)]


def test_database_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    with open_writer(tmp_path) as con:
        con.execute("UPDATE core.setting SET value = ? WHERE name = 'schema_version'", [str(SCHEMA_VERSION + 1)])
    assert "later version" in refusal(tmp_path)


def test_home_under_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert "cannot be written" in refusal(tmp_path / "file" / "home")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_home_without_permission_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "cannot be written" in refusal(tmp_path)


def test_database_that_is_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "monitor.duckdb").mkdir()
    assert str(tmp_path / "monitor.duckdb") in refusal(tmp_path)


def test_database_in_use_names_the_process(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys; from store.database import open_writer\n"
        "con = open_writer(pathlib.Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert f"in use by another process (process {holder.pid})" in refusal(tmp_path)


@pytest.mark.parametrize(("before", "within"), [("3.0 GiB", "1.3 GiB"), ("800.0 MiB", "800.0 MiB")])
def test_a_day_is_held_to_less_memory_and_the_limit_comes_back(before: str, within: str) -> None:
    limit = "SELECT current_setting('memory_limit')"
    with duckdb.connect() as con:
        con.execute(f"SET memory_limit = '{before}'")
        with as_for_a_day(con):
            assert con.execute(limit).fetchall() == [(within,)]
        assert con.execute(limit).fetchall() == [(before,)]
