"""What one document may cost, and the process that reads it held to that: memory, time, files, no network."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20
WALL_SECONDS = 60
RESULT_BYTES = 64 << 20
# What a reader stops by itself at, so that what was read so far is kept.
TEXT_CPU_SECONDS = 12
TABLE_CPU_SECONDS = 16
TABLE_PAGE_SECONDS = 4
TABLE_PAGES = 24
PAGES = 3000
# Judging, which is not in the child, takes 9 s for a million characters that repeat "Social value 10%.".
CHARS = 2_000_000
PAGE_CHARS = 200_000

MEMBERS = 300
MEMBER_BYTES = 50 << 20
UNPACKED_BYTES = 300 << 20
# An XML part is held as a tree of about ten times its size.
XML_PART_BYTES = 64 << 20
MOST_RATIO = 200
RATIO_FREE_BYTES = 16 << 20

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1
_REFUSED_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "pty.",
    "shutil.rmtree",
)


def cut_network() -> bool:
    """Leave this process, and all that come of it, without any network; whether the system allowed it."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def confine() -> None:
    """Hold this process to the limits for good; it ends with its parent."""
    with contextlib.suppress(OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (RESULT_BYTES, RESULT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:
    """Stop whatever a reader of documents has no business with.

    Raises:
        PermissionError: the event is one of those.
    """
    if event.startswith(_REFUSED_EVENTS):
        raise PermissionError(event)
