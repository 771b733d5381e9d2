"""What stands among the files and cannot be opened: one line each, a row of core.issue, and the rest is read."""

import io
import os
import socket
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import svmonitor
from store.errors import StoreError
from store.ingest.readers.folders import files_below
from store.ingest.run import ingest_landing, ingest_paths
from store.ingest.summary import IngestSummary
from tests.store.ingest.bulk import zipped
from tests.store.ingest.notices import codes, land, package, release


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with one good file; tests put something odd beside it."""
    folder = tmp_path / "given"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "good.json").write_bytes(package(release()))
    return folder


def read(con: duckdb.DuckDBPyConnection, *paths: Path) -> IngestSummary:
    summary = ingest_paths(con, paths)
    assert con.execute("SELECT count(*) FROM core.notice").fetchall() == [(1,)]
    return summary


def dangling(folder: Path) -> None:
    (folder / "gone.json").symlink_to(folder / "nothing")


def dangling_folder(folder: Path) -> None:
    (folder / "unmounted").symlink_to("/nowhere/at/all")


def to_itself(folder: Path) -> None:
    (folder / "self.json").symlink_to("self.json")


def to_above(folder: Path) -> None:
    (folder / "deep" / "up").symlink_to(folder)


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.json")


def pipe_of_no_suffix(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


def to_device(folder: Path) -> None:
    (folder / "null.json").symlink_to("/dev/null")


def at_socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(folder)  # the address of a socket may be no longer than 107 bytes
        listener.bind("s.json")


ODD = [dangling, dangling_folder, to_itself, to_above, pipe, pipe_of_no_suffix, to_device, at_socket]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_what_cannot_be_opened_is_told_and_the_rest_is_read(
    con: duckdb.DuckDBPyConnection, given: Path, odd: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(given.parent)
    odd(given)
    summary = read(con, given)
    assert (len(summary.faults), summary.unopened, codes(con)) == (1, 1, ["unreadable_file"])
    assert "\n" not in summary.faults[0]


def test_link_named_outright_is_told_too(con: duckdb.DuckDBPyConnection, given: Path) -> None:
    dangling(given)
    assert read(con, given / "gone.json", given / "deep").unopened == 1


@pytest.mark.parametrize("broken", ["scandir", "stat"])
def test_folder_that_may_not_be_looked_into(
    con: duckdb.DuckDBPyConnection, given: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (given / "closed").mkdir()
    holder = os if broken == "scandir" else Path
    true = getattr(holder, broken)

    def refused(path: Path, *args: object, **options: object) -> object:
        if path == given / "closed":
            raise PermissionError(13, "Permission denied")
        return true(path, *args, **options)

    monkeypatch.setattr(holder, broken, refused)
    summary = read(con, given)
    assert summary.faults == ["given/closed: cannot be opened: Permission denied"]


def test_file_that_is_gone_when_it_is_to_be_read(con: duckdb.DuckDBPyConnection, given: Path) -> None:
    (given / "a.json").write_bytes(package(release(2)))
    found = files_below([given])
    (given / "a.json").unlink()
    assert found.byte_count() > 0
    assert [name for _, name in found.files] == ["given/a.json", "given/deep/good.json"]


def test_name_that_is_no_utf8_is_written_out(con: duckdb.DuckDBPyConnection, given: Path) -> None:
    (given / os.fsdecode(b"caf\xe9.json")).write_bytes(b"")
    summary = read(con, given)
    assert summary.faults == ["given/caf\\xe9.json: the document is empty"]


@pytest.mark.parametrize("name", ["two\nlines.json", "\x1b[31mred.json", "\u202etxt.json"])
def test_name_cannot_steer_a_terminal(con: duckdb.DuckDBPyConnection, given: Path, name: str) -> None:
    (given / name).write_bytes(b"")
    assert read(con, given).faults[0].isprintable()


def test_landed_page_of_such_a_name_is_read_once(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    page = land(tmp_path, package(release()))
    page.rename(page.with_name(os.fsdecode(b"caf\xe9.page.zst")))
    assert ingest_landing(con, tmp_path).totals()["notices_stored"] == 1
    assert ingest_landing(con, tmp_path).documents_known == 1


def test_linked_folder_is_read(con: duckdb.DuckDBPyConnection, given: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "link").symlink_to(given)
    assert read(con, tmp_path / "other").unopened == 0


def test_path_that_is_nowhere_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        files_below([tmp_path / "nowhere"])


def tarred(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", encoding="latin-1", format=tarfile.GNU_FORMAT) as archive:
        for entry, body in entries:
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return buffer.getvalue()


def special(name: str, kind: bytes) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, "elsewhere"
    return entry


def test_member_of_a_name_that_is_no_utf8_is_read(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred((tarfile.TarInfo("caf\u00e9.json"), package(release()))))
    read(con, path)
    assert con.execute("SELECT name FROM raw.document").fetchall() == [("a.tar!caf\\xe9.json",)]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_member_that_is_no_file_is_told(con: duckdb.DuckDBPyConnection, tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred((special("odd.json", kind), b""), (tarfile.TarInfo("b.json"), package(release()))))
    assert read(con, path).faults == ["a.tar!odd.json: a link, pipe or device in an archive, not a file"]


def test_zip_whose_names_are_not_what_it_says_is_read(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"caf\u00e9.json": package(release())}).replace(b"caf\xc3\xa9", b"caf\xe9e"))
    assert len(read(con, path).faults) == 1


def test_broken_member_costs_itself(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    body = zipped({"b.json": package(release()), "a.json": b"{}" * 50})
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        at = archive.getinfo("a.json").header_offset
    path.write_bytes(body[:at] + b"XXXX" + body[at + 4 :])
    read(con, path)
    assert codes(con) == ["unreadable_archive"]


def test_member_that_is_left_out_is_named(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"README.txt": b"words", "b.json": package(release())}))
    assert read(con, path).left_out == ["a.zip!README.txt"]


def test_command_says_so_and_exits_1(given: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dangling(given)
    assert svmonitor.main(["ingest", str(given), "--home", str(tmp_path / "home")]) == 1
    said = capsys.readouterr().err.splitlines()
    assert "svmonitor: given/gone.json: cannot be read: a link to nothing" in said
    assert "1 of what was given could not be opened" in said[-1]
