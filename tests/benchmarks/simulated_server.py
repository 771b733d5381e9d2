"""The real server on simulated time: between jobs the clock jumps to the next one; jobs run as they always do.

`python -m tests.benchmarks.simulated_server HOME CLOCK STOPS` starts at the instant in the file CLOCK. At each instant
of STOPS (one a line) it waits until a file `CLOCK.go-<line number>` is there, so that the world can change in time.
"""

import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from apscheduler.schedulers.base import STATE_STOPPED
from apscheduler.schedulers.blocking import BlockingScheduler

from crawler.jobs import Step
from crawler.jobs_run import Runner
from crawler.logs import log_to_stderr
from crawler.schedule import Server
from crawler.schedule_settings import load_server_settings

_POLL_SECONDS = 0.01


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


class ClockedRunner(Runner):
    """Tells the time before each process it starts."""

    clock: Clock

    def _run(self, step: Step, run_id: str) -> int:
        self.clock.write()
        return super()._run(step, run_id)


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
