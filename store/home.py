"""The folder of a monitor: what may be done in it, and by how many at once."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from crawler.home.lock import Holder, hold
from crawler.home.sample_mark import SAMPLE_MARK, is_sample
from crawler.text.printable import shown_name
from store.database import DATABASE_NAME
from store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SAMPLE_NOTE = "This home holds the demo's sample data: invented notices of invented authorities.\n"


@contextlib.contextmanager
def alone(home: Path, command: str, tell: Callable[[Holder], None]) -> Iterator[None]:
    """Be the only command that writes to a home, after waiting for another; a home that is not there has no other.

    Args:
        home: folder of the monitor.
        command: name of the command, for others that meet it.
        tell: called with the other when there is one to be waited for.

    Raises:
        StoreError: the home is a file.
        CrawlerError: the other did not end, or the home cannot be written.
    """
    refuse_file(home)
    with hold(home, "writer", f"svmonitor {command}", tell=tell) if home.is_dir() else contextlib.nullcontext():
        yield


def refuse_file(home: Path) -> None:
    """Stop where something else than a folder stands in the place of the home.

    Raises:
        StoreError: it is a file, a device, a pipe, or a link that leads nowhere.
    """
    if os.path.lexists(home) and not home.is_dir():
        kind = "a file" if home.is_file() else "no folder"
        raise StoreError(f"{home} is {kind}: choose a folder with --home")


def refuse_unread(home: Path) -> None:
    """Stop a stage that works on what was read before anything was: the name of the home is most likely mistyped.

    Raises:
        StoreError: the home holds no database.
    """
    refuse_file(home)
    if not (home / DATABASE_NAME).exists():
        raise StoreError(f"nothing has been read into {home} yet: run `svmonitor demo` or `svmonitor run` first")


def refuse_unreadable(file: Path) -> None:
    """Stop where a file that was named cannot be opened, before the home is looked at.

    Raises:
        StoreError: it is not there, is a folder, or may not be read.
    """
    try:
        if not file.is_fifo():  # what is read of a pipe is gone
            file.open("rb").close()
    except OSError as error:
        raise StoreError(f"{shown_name(str(file))} cannot be read: {error.strerror}") from error


def refuse_empty(home: Path) -> None:
    """Stop where there is nothing to read: no page of a portal has been kept, nor a line of what was asked.

    Raises:
        StoreError: the home is a file, or nothing has landed in it.
    """
    refuse_file(home)
    landing = home / "landing"
    if not any(landing.glob("*/*/*/*.page.zst")) and not any(landing.glob("*/ledger.jsonl")):
        raise StoreError(f"there is nothing in {home / 'landing'} to read: crawl first, or name files to ingest")


def refuse_sample(home: Path) -> None:
    """Stop real data from being mixed with the demo's.

    Raises:
        StoreError: the home holds sample data.
    """
    if is_sample(home):
        raise StoreError(f"{home} holds the demo's sample data: choose another folder with --home for real notices")


def begin_sample(home: Path) -> None:
    """Make a home for the demo and mark it as such.

    Raises:
        StoreError: the home is a file, holds real notices, or cannot be written.
    """
    refuse_file(home)
    mark = home / SAMPLE_MARK
    if not mark.exists() and ((home / "landing").exists() or (home / DATABASE_NAME).exists()):
        raise StoreError(f"{home} holds real notices: give the demo a folder of its own with --home")
    try:
        home.mkdir(parents=True, exist_ok=True)
        mark.write_text(_SAMPLE_NOTE, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"cannot write to {home}: {error.strerror}") from error
