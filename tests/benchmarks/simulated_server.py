"""The real server on simulated time: between jobs the clock jumps to the next one; jobs run as they always do.

To save time, the processes of the steps are forked from one that has loaded the libraries.

`python -m tests.benchmarks.simulated_server HOME CLOCK STOPS` starts at the instant in the file CLOCK. At each instant
of STOPS (one a line) it waits until a file `CLOCK.go-<line number>` is there, so that the world can change in time.
SVMONITOR_TEST_PAUSE gives the real seconds to rest at each jump.
"""

import contextlib
import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from apscheduler.schedulers.base import STATE_STOPPED
from apscheduler.schedulers.blocking import BlockingScheduler

import svmonitor
from crawler.logs import log_to_stderr
from crawler.server.jobs import Step
from crawler.server.runner import Runner
from crawler.server.scheduler import Server
from crawler.server.settings import load_server_settings

_POLL_SECONDS = 0.01
_PAUSE_SECONDS = float(os.environ.get("SVMONITOR_TEST_PAUSE", "0"))
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        "svmonitor", "classifier.engine", "crawler.server.notify", "crawler.run", "reports.run", "store.quality.alarms",
        "store.audit.sample", "store.ingest.run", "store.judging", "store.publish.run", "tests.benchmarks.warm",
        "tests.benchmarks.simulated_server",
    ]
)  # fmt: skip


class Clock:
    """Simulated time, written to a file for the processes that are started."""

    def __init__(self, path: Path, stops: list[datetime]) -> None:
        self.path = path
        self.stops = stops
        self.traveller = time_machine.travel(datetime.fromisoformat(path.read_text()), tick=True).start()

    def write(self) -> None:
        """Tell the time to processes that start now."""
        unfinished = self.path.with_suffix(f".{threading.get_ident()}")
        unfinished.write_text(datetime.now(UTC).isoformat(), encoding="ascii")
        unfinished.replace(self.path)

    def pass_time(self, seconds: float) -> None:
        """Jump, waiting at each stop on the way until the world has changed."""
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        time.sleep(_PAUSE_SECONDS)
        for number, stop in enumerate(self.stops):
            if datetime.now(UTC) <= stop <= until:
                self.traveller.move_to(stop)
                self.write()
                while not self.path.with_suffix(f".go-{number}").exists():
                    time.sleep(_POLL_SECONDS)
        self.traveller.move_to(max(until, datetime.now(UTC)))
        self.write()


class JumpingScheduler(BlockingScheduler):  # type: ignore[misc]
    """Waits by moving the clock, once nothing runs."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock

    def _main_loop(self) -> None:
        while self.state != STATE_STOPPED:
            wait_seconds = self._process_jobs()
            self._wait_until_idle()
            if self.state != STATE_STOPPED and not self._event.is_set():
                self.clock.pass_time(wait_seconds)
            self._event.clear()

    def _wait_until_idle(self) -> None:
        executor = self._executors["default"]
        while self.state != STATE_STOPPED and any(executor._instances.values()):
            time.sleep(_POLL_SECONDS)


class ForkedStep(subprocess.Popen[bytes]):
    """A step as a process of its own, forked from one that has the libraries loaded already."""

    def __init__(self, step: Step, environ: Mapping[str, str]) -> None:
        self.process = _CONTEXT.Process(target=run_step, args=(step.arguments, dict(environ)))
        self.process.start()
        self.pid = self.process.pid or 0

    def __del__(self) -> None:
        """Nothing to collect: the process is that of the library."""

    def terminate(self) -> None:
        """Tell it to end."""
        self.process.terminate()

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, negative after a signal."""
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired("step", timeout or 0)
        return self.process.exitcode


def run_step(arguments: tuple[str, ...], environ: dict[str, str]) -> None:
    """Run a command at the present simulated instant; called in the process that was forked."""
    from tests.benchmarks import warm

    warm.use()
    os.setsid()
    os.environ.clear()
    os.environ.update(environ)
    told = Path(environ["SVMONITOR_TEST_CLOCK"]).read_text(encoding="ascii")
    time_machine.travel(datetime.fromisoformat(told), tick=True).start()
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        code = svmonitor.main(list(arguments))
    sys.exit(code)


class ClockedRunner(Runner):
    """Tells the time before each process it starts."""

    clock: Clock

    def _start(self, step: Step, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
        self.clock.write()
        return ForkedStep(step, environ)


def main() -> None:
    """Serve until told to stop."""
    home, clock_path, stops_path = map(Path, sys.argv[1:4])
    clock = Clock(clock_path, [datetime.fromisoformat(line) for line in stops_path.read_text().split()])
    config = home / "svmonitor.toml"
    log_to_stderr()
    server = Server(home, config, load_server_settings(config), JumpingScheduler(clock))
    runner = ClockedRunner(home, config)
    runner.clock = clock
    server.runner = runner
    server.serve()


if __name__ == "__main__":
    main()
