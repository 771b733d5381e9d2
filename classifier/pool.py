"""Judging on several cores: engines in processes of their own, batches in, judgements out in the order of the batches.

Every engine reads the same rules and the same model, and no judgement depends on the texts before it, so that the
result is that of one engine, whatever the number of processes.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from classifier import engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from types import TracebackType

    from classifier.engine import Engine
    from classifier.evidence import Criterion, CriterionReading, Evidence

    JudgedText = tuple[str, list[Evidence]]
    JudgedGroup = tuple["Key", list[CriterionReading], list[tuple[str, Evidence]]]

MAX_PROCESSES = 4  # each takes about 150 MB
ALONE_UNDER = 4000  # texts: fewer are judged before another engine is loaded
AHEAD = 2  # batches waiting for each process
Key = TypeVar("Key")
_Work = TypeVar("_Work")
_Done = TypeVar("_Done")


class EnginePool:
    """One engine here, joined by others in processes of their own when there is much to do. A context manager.

    `version` is that of every engine.
    """

    def __init__(self) -> None:
        self._own: Engine | None = engine.load_engine()
        self.version = self._own.version
        self._processes = 1
        self._pool: ProcessPoolExecutor | None = None

    def grow(self, processes: int) -> None:
        """Do the work to come in so many processes; with 1 it is done here."""
        self._processes = processes
        if processes > 1:
            self._own = None  # the others do the work: give its memory back
            gc.unfreeze()
            gc.collect()  # its parts point at each other
            context = multiprocessing.get_context("spawn")  # a fork would copy the threads of an open database
            self._pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_start)

    def expect(self, texts: int) -> None:
        """Be told how many texts will come: much work is done in several processes."""
        self.grow(processes_for(texts))

    def judge(self, batches: Iterable[list[tuple[str, str]]]) -> Iterator[list[JudgedText]]:
        """Evidence for batches of (id, text), one list for each batch, in order."""
        return self._each(_judge, batches)

    def judge_criteria(self, groups: Iterable[list[tuple[Key, list[Criterion]]]]) -> Iterator[list[JudgedGroup[Key]]]:
        """(key, readings, evidence) for batches of award criteria, each list of them of one lot or tender."""
        return self._each(_judge_criteria, groups)

    def _each(self, do: Callable[[Engine | None, _Work], _Done], work: Iterable[_Work]) -> Iterator[_Done]:
        if self._pool is None:
            yield from (do(self._own, item) for item in work)
            return
        waiting: deque[Future[_Done]] = deque()
        for item in work:
            waiting.append(self._pool.submit(do, None, item))
            if len(waiting) >= AHEAD * self._processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def __enter__(self) -> EnginePool:
        """The pool itself."""
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Stop the processes; work not yet begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def processes_for(texts: int) -> int:
    """How many processes so many texts are worth on this machine."""
    return min(os.cpu_count() or 1, MAX_PROCESSES) if texts >= ALONE_UNDER else 1


_own: list[Engine] = []


def _start() -> None:
    _own.append(engine.load_engine())


def _judge(own: Engine | None, batch: list[tuple[str, str]]) -> list[JudgedText]:
    return list((own or _own[0]).judge(batch))


def _judge_criteria(own: Engine | None, groups: list[tuple[Key, list[Criterion]]]) -> list[JudgedGroup[Key]]:
    return [(key, *(own or _own[0]).judge_criteria(group)) for key, group in groups]
