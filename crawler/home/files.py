"""Files that survive a crash: written whole or not at all, lines added one after the other, torn lines passed over."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson


def write_whole(path: Path, content: bytes, *, is_name_forced: bool = True) -> None:
    """Put a file in its place, forced to the disk, in one step for readers; folders are made.

    Args:
        path: its place.
        content: what it holds.
        is_name_forced: have its name survive a power cut too; without it `sync` the folder before relying on it.

    Raises:
        OSError: the disk is full, or the folder cannot be written; what was there before stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
    if is_name_forced:
        sync(path.parent)


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, forced to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def append_lines(path: Path, texts: Iterable[bytes]) -> None:
    """Add lines, given without their ends and forced to the disk, on a line of their own even after a torn one.

    Raises:
        OSError: the disk is full, or the folder cannot be written; nothing, or only a torn line, was added.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        size = os.fstat(file.fileno()).st_size
        if size and os.pread(file.fileno(), 1, size - 1) != b"\n":
            file.write(b"\n")
        file.write(b"".join(text + b"\n" for text in texts))
        file.flush()
        os.fsync(file.fileno())


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects in a file of JSON lines, oldest first; a line torn by a crash is passed over.

    A file that is not there has no lines.
    """
    try:
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        return
    with file:
        for line in file:
            try:
                entry = orjson.loads(line)
            except orjson.JSONDecodeError:
                continue
            if isinstance(entry, dict):
                yield entry
