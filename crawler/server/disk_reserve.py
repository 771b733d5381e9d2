"""A little room kept on the disk, given up when it is full, so that the server can still note and tell that it is."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_BYTES = 4 * 1024 * 1024


def keep_reserve(home: Path) -> None:
    """Take the room, if it is not taken and the disk has it."""
    path = _path(home)
    with suppress(OSError):
        if not path.exists() and shutil.disk_usage(home).free > _BYTES * 25:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(_BYTES))


def with_room(home: Path, write: Callable[[], object]) -> None:
    """Write something small; on a full disk the reserve is given up and it is written then.

    Raises:
        OSError: it cannot be written even so.
    """
    try:
        write()
    except OSError:
        if not _path(home).exists():
            raise
        with suppress(OSError):
            _path(home).unlink()
        write()


def _path(home: Path) -> Path:
    return home / "server" / "reserve"
