"""Files to be read among the paths given: nothing is passed over in silence, and nothing is opened that would wait."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.text.printable import shown_name
from store.errors import StoreError
from store.ingest.issues import Issue
from store.ingest.readers.containers import is_read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(slots=True)
class Found:
    """What stands below some paths.

    `files` are those to read, each with the name it is shown under; `left_out` names of files in folders that are no
    files of notices; `faults` what cannot be opened, by name.
    """

    files: list[tuple[Path, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    faults: list[tuple[str, Issue]] = field(default_factory=list)

    def byte_count(self) -> int:
        """Size of the files to read."""
        return sum(_size(path) for path, _ in self.files)


def files_below(paths: Sequence[Path]) -> Found:
    """Files to read, those of folders by their suffix; one named outright is always read.

    Raises:
        StoreError: a path does not exist.
    """
    refuse_missing(paths)
    found = Found()
    for path in paths:
        _look(path, shown_name(path.name or str(path)), found, (), is_named=True)
    return found


def refuse_missing(paths: Sequence[Path]) -> None:
    """Stop where a path does not exist, before anything is made.

    Raises:
        StoreError: one does not exist.
    """
    for path in paths:
        if not os.path.lexists(path):
            raise StoreError(f"{shown_name(str(path))} does not exist: name a file or directory of notices")


def unreadable(error: OSError) -> Issue:
    """The fault of what cannot be opened."""
    return Issue("unreadable_file", f"cannot be opened: {error.strerror or error}")


def _look(path: Path, name: str, found: Found, above: tuple[tuple[int, int], ...], *, is_named: bool = False) -> None:
    try:
        state = path.stat()
    except OSError as error:
        is_dangling = isinstance(error, FileNotFoundError)
        found.faults.append((name, _fault("a link to nothing") if is_dangling else unreadable(error)))
        return
    kind = stat.S_IFMT(state.st_mode)
    if kind == stat.S_IFDIR:
        _look_below(path, name, found, above, (state.st_dev, state.st_ino))
    elif kind != stat.S_IFREG:
        found.faults.append((name, _fault(f"{_KINDS.get(kind, 'something else')}, not a file")))
    elif is_named or is_read(path.name):
        found.files.append((path, name))
    else:
        found.left_out.append(name)


def _look_below(path: Path, name: str, found: Found, above: tuple[tuple[int, int], ...], own: tuple[int, int]) -> None:
    if own in above:
        found.faults.append((name, _fault("a link back to a folder above it")))
        return
    try:
        entries = sorted(entry.name for entry in os.scandir(path))
    except OSError as error:
        found.faults.append((name, unreadable(error)))
        return
    for entry in entries:
        _look(path / entry, f"{name}/{shown_name(entry)}", found, (*above, own))


def _fault(what: str) -> Issue:
    return Issue("unreadable_file", f"cannot be read: {what}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone since it was found; it is told when it is to be read
        return 0
