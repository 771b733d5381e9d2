"""What a command says while it works: lines and progress on standard error, and how it ends."""

import contextlib
import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from crawler import logs

ProgressCall = Callable[[str, int, int | None], None]

FOUND_WANTING = 1
WRONG_USAGE = 2
PROGRAM_FAULT = 3
INTERRUPTED = 130
SILENT_SECONDS = 5  # at least so long between lines on progress where there is no terminal


def say(message: str, level: str = "info") -> None:
    """Write one line of message to standard error, without addresses or secrets; as JSON when asked (SVMONITOR_LOG)."""
    print(logs.line(level, message), file=sys.stderr)


@contextlib.contextmanager
def progress_bar() -> Iterator[ProgressCall]:
    """Yield a progress callback that draws on standard error, or, without a terminal, says a line now and then."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        tasks: dict[str, Any] = {}
        said_at = time.monotonic()

        def update(what: str, done: int, total: int | None) -> None:
            nonlocal said_at
            if bar.disable and time.monotonic() - said_at >= SILENT_SECONDS:
                said_at = time.monotonic()
                line = f"{what}: {done:,} of {total:,}" if total else f"{what}: {done:,}" if done else what
                say(line)
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield update


def utc_now() -> dt.datetime:
    """Return the present instant in UTC, to the second."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def say_waiting(other: object) -> None:
    """Say who is being waited for."""
    say(f"waiting for {other} to end; Ctrl-C stops the waiting")
