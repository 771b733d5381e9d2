"""Running the steps of a job as processes of their own, and ending them when the server is told to stop."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from crawler.logs import RUN_ID_VARIABLE
from crawler.server.jobs import Step

# Together well under the 20 seconds within which the server has to be gone.
_TERM_SECONDS = 12.0
_FAILED = 2


class Runner:
    """Starts steps, one process each, and can end all of them."""

    def __init__(self, home: Path, config_path: Path | None) -> None:
        self._home = home
        self._config_path = config_path
        self._lock = threading.Lock()
        self._children: set[subprocess.Popen[bytes]] = set()
        self.is_stopping = False

    def run(self, steps: Sequence[Step], run_id: str) -> dict[str, int]:
        """Run steps in order and return the exit code of each by its command line.

        After a step that failed (an exit code that is neither 0 nor 1) only those run that always do. A step that a
        signal ended has the negative number of the signal.
        """
        codes: dict[str, int] = {}
        has_failed = False
        for step in steps:
            if self.is_stopping or (has_failed and not step.is_always):
                continue
            code = self._run(step, run_id)
            codes[" ".join(step.arguments)] = code
            has_failed = has_failed or code < 0 or code >= _FAILED
        return codes

    def stop(self) -> None:
        """End every step that runs, and start no more."""
        self.is_stopping = True
        with self._lock:
            children = list(self._children)
        for child in children:
            child.terminate()
        deadline = time.monotonic() + _TERM_SECONDS
        for child in children:
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):  # it has ended in this moment
                    os.killpg(child.pid, signal.SIGKILL)

    def _run(self, step: Step, run_id: str) -> int:
        with self._lock:
            if self.is_stopping:
                return -signal.SIGTERM
            child = self._start(step, self._environment(run_id))
            self._children.add(child)
        try:
            return child.wait()
        finally:
            with self._lock:
                self._children.discard(child)

    def _start(self, step: Step, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches the server alone, which passes it on once.
        return subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-m", "svmonitor", *step.arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=environ,
            start_new_session=True,
        )

    def _environment(self, run_id: str) -> Mapping[str, str]:
        root = str(Path(__file__).resolve().parents[2])
        own = {
            RUN_ID_VARIABLE: run_id,
            "SVMONITOR_HOME": str(self._home),
            "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")])),
        }
        if self._config_path:
            own["SVMONITOR_CONFIG"] = str(self._config_path)
        return dict(os.environ) | own
