"""Files that survive a crash: whole or not at all, line by line, and never silently not."""

import errno
import os
from pathlib import Path

import pytest

from crawler.home.files import append_lines, read_json_lines, write_whole


def contents(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b", b"body")
    assert (tmp_path / "a" / "b").read_bytes() == b"body"
    assert contents(tmp_path) == {"b"}


def test_content_and_name_are_forced_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = []
    really_sync = os.fsync

    def record(descriptor: int) -> None:
        order.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        really_sync(descriptor)

    monkeypatch.setattr(os, "fsync", record)
    write_whole(tmp_path / "a", b"")
    append_lines(tmp_path / "lines", [b"x"])
    assert [name.startswith(".a.") or name for name in order] == [True, tmp_path.name, "lines"]


def test_a_full_disk_is_said_and_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "a", b"after")
    assert (tmp_path / "a").read_bytes() == b"before"
    assert contents(tmp_path) == {"a"}


def test_lines_keep_their_order(tmp_path: Path) -> None:
    for number in range(5):
        append_lines(tmp_path / "lines", [b"%d" % number, b"%d" % (number + 10)])
    assert (tmp_path / "lines").read_bytes().split() == b"0 10 1 11 2 12 3 13 4 14".split()


def test_after_a_torn_line_the_next_stands_alone_and_the_torn_one_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b'{"a": 1}\n{"a": ')
    append_lines(path, [b'{"a": 2}', b"[3]", b"\xff"])
    assert list(read_json_lines(path)) == [{"a": 1}, {"a": 2}]


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert list(read_json_lines(tmp_path / "lines")) == []
