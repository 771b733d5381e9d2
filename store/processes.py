"""Processes that work for another one: they leave interrupts to it, and end when it is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading


def begin_for_parent() -> None:
    """To be called first in such a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
