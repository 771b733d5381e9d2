"""Units of work mapped in this process, or in several when there is enough to do."""

from __future__ import annotations

import collections
import contextlib
import gc
import multiprocessing
import os
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING

from store.ingest.units import Mapped, map_unit
from store.processes import begin_for_parent

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from store.ingest.known import KnownReleases
    from store.ingest.units import Part

WORTH_BYTES = 8 << 20  # below this, starting processes takes longer than they save
_GARBAGE_THRESHOLD = 200_000  # a parsed page is many objects without a cycle: looking for cycles finds nothing
_AHEAD = 3  # units begun for each process, so that none waits while a batch is merged
_PAGES_AHEAD = 8  # of landed pages, of which nothing is held but where they stand


def process_count(byte_count: int) -> int:
    """How many processes to use for so many bytes of work: the cores there are, or none but this one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if byte_count >= WORTH_BYTES and cores > 1 else 1


def mapped_units(
    units: Iterable[list[Part]], folder: Path, processes: int, known: KnownReleases | None = None
) -> Generator[Mapped]:
    """Each unit mapped, in the order given; releases that are `known` are passed over.

    Other processes are begun only when there is something new: what is known is passed over in less time.
    """
    numbered = enumerate(units)
    if processes <= 1 or known:
        for number, unit in numbered:
            with _few_collections():
                mapped = map_unit(unit, folder, f"unit-{number}", known)
            yield mapped
            if processes > 1 and mapped.new_count > mapped.known_count:
                break
        else:
            return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin) as pool:
        waiting: collections.deque[Future[Mapped]] = collections.deque()
        try:
            for number, unit in numbered:
                waiting.append(pool.submit(map_unit, unit, folder, f"unit-{number}", known))
                ahead = _AHEAD if unit[0].page is None else _PAGES_AHEAD
                if len(waiting) >= processes * ahead:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(_GARBAGE_THRESHOLD)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _begin() -> None:
    begin_for_parent()
    gc.set_threshold(_GARBAGE_THRESHOLD)
