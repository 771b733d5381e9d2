"""Locks of a home: one scheduler, one writing command, one crawl of a portal. The kernel lets go when a holder ends."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

import orjson

from crawler.errors import CrawlerError

# A writer waits this long for another: longer than any stage takes, shorter than the time between two editions.
WAIT_SECONDS = 6 * 3600.0
_POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Holder:
    """Who holds a lock: process id, the command in words, and since when (UTC, to the second)."""

    pid: int
    command: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} ({self.command}, since {self.since})"


def lock_path(home: Path, name: str) -> Path:
    """The file that is locked; it stays when nobody holds it."""
    return home / "server" / f"{name}.lock"


def lock_name(source: str) -> str:
    """Name of the lock that a crawl of a portal holds."""
    return f"crawl-{source}"


def holder(home: Path, name: str) -> Holder | None:
    """Who holds the lock, or None when it is free."""
    try:
        with lock_path(home, name).open("rb", buffering=0) as file:
            if _take(file):
                return None
            return _read(file)
    except OSError:
        return None


@contextmanager
def hold(
    home: Path,
    name: str,
    command: str,
    *,
    wait_seconds: float = WAIT_SECONDS,
    tell: Callable[[Holder], None] | None = None,
) -> Iterator[None]:
    """Hold a lock for the time of the block.

    Args:
        home: folder of the monitor.
        name: which lock: `scheduler`, `writer`, `notify`, or `crawl-<source>`.
        command: what is being done, for others who meet the lock.
        wait_seconds: how long to wait for another holder; 0 does not wait.
        tell: called once with the holder when it has to wait.

    Raises:
        CrawlerError: another process holds it still, or the home cannot be written.
    """
    path = lock_path(home, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab+", buffering=0)  # nothing is left to write, and to fail, when it is closed
    except OSError as error:
        raise CrawlerError(f"{home} cannot be written: {error.strerror}; choose another --home") from error
    with file:
        _wait(file, home, wait_seconds, tell)
        _write(file, Holder(os.getpid(), command, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"))
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)


def _wait(file: FileIO, home: Path, wait_seconds: float, tell: Callable[[Holder], None] | None) -> None:
    deadline = time.monotonic() + wait_seconds
    is_told = False
    while not _take(file):
        other = _read(file)
        if time.monotonic() >= deadline:
            raise CrawlerError(f"{home} is in use by {other}: wait for it to end, or stop it")
        if tell and not is_told:
            tell(other)
            is_told = True
        time.sleep(_POLL_SECONDS)


def _take(file: FileIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: FileIO) -> Holder:
    try:
        file.seek(0)
        return Holder(**orjson.loads(file.read()))
    except (orjson.JSONDecodeError, TypeError):
        return Holder(0, "unknown", "just now")  # it has the lock and has not written its name yet, or the disk is full


def _write(file: FileIO, own: Holder) -> None:
    with suppress(OSError):  # on a full disk the lock holds all the same
        file.truncate(0)
        file.write(orjson.dumps({"pid": own.pid, "command": own.command, "since": own.since}))
