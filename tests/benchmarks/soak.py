"""Soak: the server for an hour, its page for machines asked all the while; what grows?

    python -m tests.benchmarks.soak [--minutes 60] [--pause 3]

The clock jumps between jobs after a pause of so many seconds, so that an hour holds months of jobs and the machine has
time for others. Memory and open files of the server's process
are read every two seconds. Ends with 1 when the median of the last third lies above that of the second third by more
than 5 % (memory) or at all (open files, threads).
"""

import argparse
import shutil
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from crawler.formats.windows import LONDON
from tests.benchmarks.eight_weeks import CONFIG
from tests.benchmarks.simulated_world import Machine, World, free_port, releases

START = datetime(2026, 3, 2, 7, 0, tzinfo=LONDON)
_EVERY_SECONDS = 2.0


def sample(pid: int) -> tuple[float, int, int]:
    """Resident memory in MB, open files and threads of a process."""
    status = dict(
        line.split(":", 1)
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        if ":" in line
    )
    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
    return int(status["VmRSS"].split()[0]) / 1000, files, int(status["Threads"])


def soak(machine: Machine, port: int, seconds: float) -> tuple[list[tuple[float, int, int]], int]:
    """Samples of the server while it runs, and how many answers its page gave."""
    found: list[tuple[float, int, int]] = []
    answers, deadline = 0, time.monotonic() + seconds
    assert machine.process is not None
    while time.monotonic() < deadline:
        if machine.process.poll() is not None:
            raise SystemExit(f"the server ended at {machine.now()}")
        for path in ("healthz", "metrics"):
            with suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10).read()
                answers += 1
        found.append(sample(machine.process.pid))
        time.sleep(_EVERY_SECONDS)
    return found, answers


def main() -> int:
    """Run it and return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--pause", type=float, default=3, help="seconds between jobs")
    options = parser.parse_args()
    minutes = options.minutes
    scratch = Path(tempfile.mkdtemp(prefix="soak-"))
    home, port = scratch / "home", free_port()
    home.mkdir()
    (home / "svmonitor.toml").write_text(CONFIG.replace("port = 0", f"port = {port}"), encoding="utf-8")
    world = World(releases(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=730)))
    try:
        with world.open() as environ:
            machine = Machine(home, scratch, environ | {"SVMONITOR_TEST_PAUSE": str(options.pause)}, [])
            machine.start(START)
            try:
                found, answers = soak(machine, port, minutes * 60)
            finally:
                days = (machine.now() - START).days
                seconds_to_stop = machine.stop()
    finally:
        shutil.rmtree(scratch)
    third = len(found) // 3
    before, after = found[third : 2 * third], found[2 * third :]
    grown = [(median(s[n] for s in before), median(s[n] for s in after)) for n in range(3)]
    for name, (earlier, later) in zip(("memory, MB", "open files", "threads"), grown, strict=True):
        print(f"{name}: median of the second third {earlier:.1f}, of the last {later:.1f}")
    spans = [f"{min(part):.1f} to {max(part):.1f}" for part in zip(*found, strict=True)]
    print(f"all the while: memory {spans[0]} MB, open files {spans[1]}, threads {spans[2]}")
    print(
        f"{minutes:g} minutes, {days} simulated days, {answers} answers of the page, stopped in {seconds_to_stop:.1f} s"
    )
    is_flat = grown[0][1] <= grown[0][0] * 1.05 and all(later <= earlier for earlier, later in grown[1:])
    print("flat" if is_flat else "NOT FLAT")
    return 0 if is_flat else 1


if __name__ == "__main__":
    sys.exit(main())
