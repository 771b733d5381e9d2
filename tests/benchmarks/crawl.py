"""How fast the crawler is and how much it takes; whether a year through faults and kills ends whole.

python -m tests.benchmarks.crawl speed    20,000 releases of each portal on loopback, without pace
python -m tests.benchmarks.crawl pace     whether a paced crawl takes requests x delay and no more
python -m tests.benchmarks.crawl year     100,000 releases over a year, through faults; --kills 20
python -m tests.benchmarks.crawl others   the same in small for Scotland, Wales and TED
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from crawler.run import crawl
from crawler.sample.portal import SamplePortal
from tests.benchmarks.crawl_data import RELEASE_BYTES, SPEED_START, make_releases, working_days
from tests.benchmarks.crawl_year import check_others, check_year, landed_keys

COUNT = 20_000
DAYS = 40
# What the best public crawler of these portals did on two idle cores with the same work.
PEER = {"find_a_tender": (2240, 2.8), "contracts_finder": (2420, 1.8)}

# Scrapy with its own defaults that only fetches the same pages, one at a time, and does nothing with them.
BARE = """
import sys
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

class Bare(Spider):
    name = "bare"

    async def start(self):
        for url in sys.stdin.read().split():
            yield Request(url, dont_filter=True)

    def parse(self, response):
        pass

process = AsyncCrawlerProcess({"CONCURRENT_REQUESTS": 1, "LOG_LEVEL": "ERROR"})
process.crawl(Bare)
process.start()
"""


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="crawl-benchmark-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def peak_memory() -> Iterator[list[int]]:
    """Peaks of the resident memory of this process's children and theirs in MiB, read while the block runs.

    The kernel's own figure for children counts what the parent held when it forked.
    """
    peaks = [0]
    own_name = Path("/proc/self/cmdline").read_bytes()
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.05):
            for pid in _descendants(os.getpid()):
                with suppress(OSError):
                    if Path(f"/proc/{pid}/cmdline").read_bytes() == own_name:
                        continue  # it has not become another program yet, and counts what is ours
                    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
                    peaks.extend(int(line.split()[1]) // 1024 for line in status.splitlines() if "VmHWM" in line)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        is_over.set()
        watcher.join()


def _descendants(pid: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have started."""
    with suppress(OSError):
        for child in map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()):
            yield child
            yield from _descendants(child)


def timed(name: str, work: Callable[[], object]) -> None:
    """Do something in child processes and print what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    with peak_memory() as peak_mib:
        work()
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{name}: {seconds:.2f} s = {COUNT / seconds:.0f} releases/s, "
        f"{cpu_seconds * 10_000 / COUNT:.2f} CPU s per 10,000, {max(peak_mib)} MiB"
    )


def measure_speed(repeats: int) -> None:
    """Print releases a second, CPU seconds for 10,000 releases and peak memory, beside those of the bare fetching."""
    load = os.getloadavg()[0]
    print(
        f"{os.cpu_count()} cores, load {load:.1f} before" + (": not idle, so the seconds are too many" * (load > 0.5))
    )
    for source, size in RELEASE_BYTES.items():
        rows = make_releases(source, working_days(COUNT, SPEED_START, DAYS), size)
        with SamplePortal({source: rows}) as portal:
            for _ in range(repeats):
                with scratch() as home:
                    portal.requests.clear()
                    timed(source, lambda home=home: crawl_once(home, portal))  # type: ignore[misc]
                    landed = len(landed_keys(home, source))
                    urls = [f"{portal.urls[source]}{asked.path}?{urlencode(asked.query)}" for asked in portal.requests]
                print(f"    landed {landed} of {len(rows)} in {len(urls)} requests; peer {PEER[source]}")
                timed("    fetching the same, bare", lambda urls=urls: fetch_bare(urls))  # type: ignore[misc]


def crawl_once(home: Path, portal: SamplePortal) -> None:
    """Crawl the days of the speed test."""
    verdicts = crawl(
        home,
        list(portal.urls),
        from_=SPEED_START,
        until=SPEED_START + timedelta(days=DAYS),
        run_id="speed",
        config_path=None,
        environ=os.environ | portal.environ(),
        is_sample=True,
    )
    if not all(verdict.is_ok for verdict in verdicts):
        raise SystemExit(f"the crawl did not end well: {verdicts}")


def fetch_bare(urls: list[str]) -> None:
    """Have bare Scrapy fetch the same pages."""
    subprocess.run([sys.executable, "-c", BARE], input="\n".join(urls).encode(), check=True)


def measure_pace(delay: float = 0.5) -> None:
    """Print the wall time of a paced crawl against requests x delay."""
    with scratch() as home, SamplePortal({"find_a_tender": []}) as portal:
        crawl(
            home,
            ["find_a_tender"],
            from_=SPEED_START,
            until=SPEED_START + timedelta(days=80),
            run_id="pace",
            config_path=None,
            environ=os.environ | portal.environ() | {"SVMONITOR_PACE__FIND_A_TENDER": f'{{"delay": {delay}}}'},
            is_sample=True,
        )
        asked = [request.at for request in portal.requests]
    expected = (len(asked) - 1) * delay
    seconds = asked[-1] - asked[0]
    print(
        f"{len(asked)} requests, {delay} s apart: {seconds:.2f} s for {expected:.2f} s, {seconds / expected - 1:+.2%}"
    )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "pace", "year", "others"])
    parser.add_argument("--kills", type=int, default=0, help="how often the year is killed")
    parser.add_argument("--repeats", type=int, default=1, help="how often the speed is measured")
    arguments = parser.parse_args()
    if arguments.what == "speed":
        measure_speed(arguments.repeats)
    elif arguments.what == "pace":
        measure_pace()
    else:
        check = check_year if arguments.what == "year" else check_others
        with scratch() as home, peak_memory() as peak_mib:
            is_equal = check(home, arguments.kills)
        print(f"largest process of the crawls {max(peak_mib)} MiB")
        sys.exit(0 if is_equal else 1)


if __name__ == "__main__":
    main()
