"""Standard streams: what was closed before the command began, and standard input as a command reads it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

from store.errors import StoreError

_STANDARD = 3


def occupy_closed() -> None:
    """Put the null device in the place of streams that are closed: else the next file opened, a database, would be one.

    Python knows a closed stream as None, and prints what is meant for standard error to standard output then.
    """
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor < _STANDARD:  # a new file takes the lowest number that is free
        descriptor = os.open(os.devnull, os.O_RDWR)
    os.close(descriptor)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for as long as the command runs


def standard_input() -> BinaryIO:
    """Standard input, to be read as bytes.

    Raises:
        StoreError: it is closed.
    """
    if sys.stdin is None:
        raise StoreError("standard input is closed, so that nothing can be read from it: name a file")
    return sys.stdin.buffer
