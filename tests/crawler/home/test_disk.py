"""Writing in a thread: in order, whole or not at all, and never silently not."""

import errno
import os
import threading
from pathlib import Path

import pytest
import zstandard

from crawler.home.disk import DiskWriter


def contents(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_file_holds_head_and_body(tmp_path: Path) -> None:
    disk = DiskWriter()
    disk.write(tmp_path / "a" / "b.zst", b"head\n", b"body")
    disk.close()
    assert zstandard.decompress((tmp_path / "a" / "b.zst").read_bytes()) == b"head\nbody"


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.zst").write_bytes(b"before")
    disk = DiskWriter()
    disk.write(tmp_path / "a.zst", b"", b"after")
    disk.close()
    assert (tmp_path / "a.zst").read_bytes() == b"before"


def test_lines_keep_their_order(tmp_path: Path) -> None:
    disk = DiskWriter()
    for number in range(50):
        disk.append(tmp_path / "lines", b"%d" % number)
    disk.close()
    assert (tmp_path / "lines").read_bytes().split() == [b"%d" % number for number in range(50)]


def test_a_line_is_written_after_the_files_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = []
    really_sync = os.fsync

    def record(descriptor: int) -> None:
        order.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        really_sync(descriptor)

    monkeypatch.setattr(os, "fsync", record)
    disk = DiskWriter()
    disk.write(tmp_path / "a.zst", b"", b"")
    disk.append(tmp_path / "lines", b"x")
    disk.close()
    assert [name.startswith(".a.zst") or name for name in order] == [True, tmp_path.name, "lines"]


def test_a_full_disk_is_said_and_leaves_no_part_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    disk = DiskWriter()
    disk.write(tmp_path / "a.zst", b"", b"")
    disk.append(tmp_path / "lines", b"x")
    with pytest.raises(OSError, match="No space left"):
        disk.close()
    assert contents(tmp_path) == set()


def test_nothing_is_asked_of_a_disk_that_failed(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file")
    disk = DiskWriter()
    disk.write(tmp_path / "folder" / "a.zst", b"", b"")
    with pytest.raises(OSError, match="folder"):
        disk.close()
    with pytest.raises(OSError, match="folder"):
        disk.append(tmp_path / "lines", b"x")


def test_a_slow_disk_holds_the_crawl_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = threading.Event()
    really_sync = os.fsync

    def slow(descriptor: int) -> None:
        may_go_on.wait(10)
        really_sync(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    disk = DiskWriter()
    written: list[int] = []

    def write() -> None:
        for number in range(5):
            disk.write(tmp_path / f"{number}.zst", b"", bytes(16 * 1024 * 1024))
            written.append(number)

    crawl = threading.Thread(target=write)
    crawl.start()
    crawl.join(0.5)
    assert written == [0, 1]
    may_go_on.set()
    crawl.join(10)
    disk.close()
    assert len(contents(tmp_path)) == 5
