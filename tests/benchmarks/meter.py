"""Seconds on the wall and on the processors, and the peak of memory, of this process and all below it."""

from __future__ import annotations

import contextlib
import os
import resource
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVERY_SECONDS = 0.2


class Meter:
    """What a block cost; filled when it ends. `peak_mib` is the shared-out resident memory of the process tree."""

    def __init__(self) -> None:
        self.wall_seconds = self.cpu_seconds = self.peak_mib = 0.0

    def __str__(self) -> str:
        return f"{self.wall_seconds:.1f} s wall, {self.cpu_seconds:.1f} s CPU, peak {self.peak_mib:,.0f} MiB"


@contextlib.contextmanager
def metered() -> Iterator[Meter]:
    """Measure a block."""
    meter = Meter()
    is_over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(meter, is_over), daemon=True)
    watcher.start()
    wall, cpu = time.perf_counter(), _cpu_seconds()
    try:
        yield meter
    finally:
        meter.wall_seconds, meter.cpu_seconds = time.perf_counter() - wall, _cpu_seconds() - cpu
        is_over.set()
        watcher.join()


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _watch(meter: Meter, is_over: threading.Event) -> None:
    while not is_over.wait(_EVERY_SECONDS):
        meter.peak_mib = max(meter.peak_mib, sum(_pss_mib(pid) for pid in _tree(os.getpid())))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _tree(int(child))


def _pss_mib(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
