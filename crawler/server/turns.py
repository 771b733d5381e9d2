"""Which job waits for which: an edition for the crawls it needs, two crawls of one portal for each other."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

# A portal that locks crawlers out for hours does not keep the edition waiting for longer: what is short is held.
_PATIENCE_SECONDS = 3 * 3600.0
_LOOK_SECONDS = 1.0


class Turns:
    """Lets jobs begin when those before them have ended.

    Args:
        is_stopping: whether waiting has no more use.
    """

    def __init__(self, is_stopping: Callable[[], bool]) -> None:
        self._is_stopping = is_stopping
        self._changed = threading.Condition()
        self._running: set[str] = set()
        self._expected: set[str] = set()

    def expect(self, names: Iterable[str]) -> None:
        """Jobs that will begin in a moment: those waiting for them wait from now on."""
        with self._changed:
            self._expected |= set(names)

    @contextmanager
    def turn(self, name: str, after: frozenset[str]) -> Iterator[None]:
        """Wait for the jobs named, then hold the turn for the time of the block."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        with self._changed:
            self._expected.discard(name)
            while (self._running | self._expected) & after and time.monotonic() < deadline and not self._is_stopping():
                self._changed.wait(_LOOK_SECONDS)
            self._running.add(name)
        try:
            yield
        finally:
            with self._changed:
                self._running.discard(name)
                self._changed.notify_all()
