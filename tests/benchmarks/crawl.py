"""How fast the crawler is, how much it takes, and whether a year through faults and kills ends whole.

python -m tests.benchmarks.crawl speed    20,000 releases of each portal on loopback, without pace
python -m tests.benchmarks.crawl pace     whether a paced crawl takes requests x delay and no more
python -m tests.benchmarks.crawl year     100,000 releases over a year, through faults, killed at random moments
"""

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import orjson
import zstandard

from crawler.run import crawl
from crawler.sample_faults import FaultKind, PortalFault
from crawler.sample_portal import SamplePortal

SOURCES = ("find_a_tender", "contracts_finder")
START = datetime(2025, 1, 1, tzinfo=UTC)
# The mean release of a real page of each portal is about this long, and packs about as well as these do.
RELEASE_BYTES = {"find_a_tender": 8300, "contracts_finder": 3800}
WORDS = [f"w{number:x}" for number in range(3000)]
WORD_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))
SENTENCES = [" ".join(random.Random(number).choices(WORDS, k=15)) for number in range(300)]

# What the best public crawler of these portals did on the same machine and the same work, 20,000 releases.
PEER = {"find_a_tender": (2240, 2.8), "contracts_finder": (2420, 1.8)}


def make_releases(source: str, instants: list[datetime], size: int | None = None) -> list[dict[str, Any]]:
    """Releases with varied text, numbered through each year, one for each instant."""
    chance = random.Random(source)
    count_of_year: dict[int, int] = {}
    found = []
    for index, instant in enumerate(sorted(instants)):
        number = count_of_year[instant.year] = count_of_year.get(instant.year, 0) + 1
        id_ = f"{number:06d}-{instant.year}" if source == "find_a_tender" else f"guid-{index:08d}-{index}"
        release = {"ocid": f"ocds-x-{index:06d}", "id": id_, "date": instant.isoformat(), "tag": ["tender"]}
        found.append(release | _content(chance, size or RELEASE_BYTES[source]))
    return found


def _content(chance: random.Random, size: int) -> dict[str, Any]:
    """What a release of about that many bytes says: sentences, half of them usual ones, and the usual structure."""
    text: list[str] = []
    length = 0
    while length < size * 0.55:
        usual = SENTENCES[chance.randrange(len(SENTENCES))]
        unusual = " ".join(chance.choices(WORDS, cum_weights=WORD_WEIGHTS, k=12))
        text += [usual, unusual]
        length += len(usual) + len(unusual)
    lots = [
        {
            "id": str(number),
            "description": ". ".join(text[number::4]),
            "status": "active",
            "value": {"amount": chance.randrange(10**6), "amountGross": chance.randrange(10**6), "currency": "GBP"},
            "contractPeriod": {"startDate": "2025-04-01T00:00:00+01:00", "endDate": "2027-03-31T23:59:59+01:00"},
            "awardCriteria": {"criteria": [{"type": "quality", "name": "Quality", "description": "60%"}]},
            "submissionTerms": {"variantPolicy": "notAllowed", "electronicSubmissionPolicy": "allowed"},
        }
        for number in range(4)
    ]
    return {"initiationType": "tender", "language": "en", "tender": {"title": text[0][:90], "lots": lots}}


def working_days(count: int, days: int) -> list[datetime]:
    """Instants spread over the office hours of that many days, a tenth of them at night or on weekends."""
    chance = random.Random(count)
    instants: list[datetime] = []
    while len(instants) < count:
        day = START + timedelta(days=chance.randrange(days))
        is_office = chance.random() < 0.9
        if is_office and day.weekday() >= 5:
            continue
        second = chance.randrange(8 * 3600, 18 * 3600) if is_office else chance.randrange(24 * 3600)
        instants.append(day + timedelta(seconds=second))
    return instants


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
    """Peaks of the resident memory of this process's children in MiB, read while the block runs.

    The kernel's own figure for children counts what the parent held when it forked.
    """
    peaks = [0]
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.05):
            for pid in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text(encoding="ascii").split():
                with suppress(OSError):
                    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
                    peaks.extend(int(line.split()[1]) // 1024 for line in status.splitlines() if "VmHWM" in line)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peaks
    finally:
        is_over.set()
        watcher.join()


def measure_speed() -> None:
    """Print releases a second, CPU seconds for 10,000 releases and peak memory for each portal."""
    for source in SOURCES:
        days = 40
        rows = make_releases(source, working_days(20_000, days))
        with scratch() as home, SamplePortal({source: rows}) as portal, peak_memory() as peak_mib:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            started = time.monotonic()
            verdict = crawl(
                home,
                [source],
                from_=START,
                until=START + timedelta(days=days),
                run_id="speed",
                config_path=None,
                environ=os.environ | portal.environ(),
                is_sample=True,
            )[0]
            seconds = time.monotonic() - started
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            landed = len(landed_keys(home, source))
        peer_rate, peer_cpu = PEER[source]
        print(
            f"{source}: {landed} of {len(rows)} releases in {seconds:.2f} s = {landed / seconds:.0f}/s "
            f"(peer {peer_rate}), {cpu_seconds / 2:.2f} CPU s per 10,000 (peer {peer_cpu}), "
            f"{max(peak_mib)} MiB, {len(portal.requests)} requests, ok={verdict.is_ok}"
        )


def measure_pace(delay: float = 0.5) -> None:
    """Print the wall time of a paced crawl against requests x delay."""
    with scratch() as home, SamplePortal({"find_a_tender": []}) as portal:
        environ = os.environ | portal.environ() | {"SVMONITOR_PACE__FIND_A_TENDER": f'{{"delay": {delay}}}'}
        crawl(
            home,
            ["find_a_tender"],
            from_=START,
            until=START + timedelta(days=20),
            run_id="pace",
            config_path=None,
            environ=environ,
            is_sample=True,
        )
        asked = [request.at for request in portal.requests]
    expected = (len(asked) - 1) * delay
    seconds = asked[-1] - asked[0]
    print(
        f"{len(asked)} requests, {delay} s apart: {seconds:.2f} s for {expected:.2f} s, {seconds / expected - 1:+.2%}"
    )


def year_faults(source: str) -> list[PortalFault]:
    """A fault about every twentieth request, of every kind that passes, in a fixed order."""
    kinds = [
        FaultKind.TOO_MANY_SILENT, FaultKind.UNAVAILABLE, FaultKind.GATEWAY_TIMEOUT, FaultKind.SERVER_ERROR,
        FaultKind.RESET, FaultKind.CUT_OFF, FaultKind.CUT_JSON, FaultKind.EMPTY, FaultKind.HTML,
        FaultKind.NO_RELEASES, FaultKind.REPEATED, FaultKind.NEXT_MISSING, FaultKind.BAD_NUMBERS,
    ]  # fmt: skip
    return [PortalFault(kinds[index % len(kinds)], source, after=20 * index + 7) for index in range(400)]


def year_instants() -> list[datetime]:
    """100,000 instants over 2025: office hours, bursts of 400 in an hour, and both clock changes."""
    chance = random.Random(2025)
    instants = working_days(90_000, 365)
    for _ in range(24):
        hour = START + timedelta(days=chance.randrange(365), hours=chance.randrange(24))
        instants += [hour + timedelta(seconds=chance.randrange(3600)) for _ in range(400)]
    for night in (datetime(2025, 3, 30, tzinfo=UTC), datetime(2025, 10, 26, tzinfo=UTC)):
        instants += [night + timedelta(seconds=chance.randrange(3 * 3600)) for _ in range(100)]
    while len(instants) < 100_000:
        instants.append(START + timedelta(seconds=chance.randrange(365 * 24 * 3600)))
    return instants


RUN = """
import sys, datetime, pathlib
from crawler.run import crawl
since = datetime.datetime.fromisoformat(sys.argv[2]) if sys.argv[2] else None
for verdict in crawl(
    pathlib.Path(sys.argv[1]), sys.argv[3:], from_=since, until=None, run_id="year", config_path=None, is_sample=True,
):
    print(verdict.model_dump_json(exclude={"errors"}), *verdict.errors[:5], sep="\\n")
"""


def check_year(kills: int) -> None:
    """Crawl a year, killing the crawl now and then, and compare what the ledger says with the portal's own truth."""
    served = {source: make_releases(source, year_instants(), size=900) for source in SOURCES}
    hidden = {row["id"] for row in random.Random(1).sample(served["find_a_tender"], 60)}
    faults = [fault for source in SOURCES for fault in year_faults(source)]
    chance = random.Random(3)
    with scratch() as home, SamplePortal(served, faults, hidden=hidden) as portal:
        environ = os.environ | portal.environ()
        started = time.monotonic()
        for attempt in range(kills):
            process = subprocess.Popen(year_command(home, attempt), env=environ, stdout=subprocess.DEVNULL)
            time.sleep(chance.uniform(1.5, 6))
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
            for victim in [int(child) for child in children]:
                os.kill(victim, signal.SIGKILL)
            process.wait()
        subprocess.run(year_command(home, kills), env=environ, check=True)
        print(f"{kills} kills, {len(portal.requests)} requests, {time.monotonic() - started:.0f} s")
        for source in SOURCES:
            compare(home, source, served[source])


def year_command(home: Path, attempt: int) -> list[str]:
    """The first run is given the start of the year; each one after it goes by the ledger alone."""
    return [sys.executable, "-c", RUN, str(home), "" if attempt else START.isoformat(), *SOURCES]


def compare(home: Path, source: str, truth: list[dict[str, Any]]) -> None:
    """Print whether the complete windows of the ledger hold exactly what the portal published."""
    folder = home / "landing" / source
    published = {(row["ocid"], row["id"]) for row in truth}
    latest: dict[tuple[str, str, bool], dict[str, Any]] = {}
    for text in (folder / "ledger.jsonl").read_bytes().splitlines():
        try:
            line = orjson.loads(text)
        except orjson.JSONDecodeError:
            continue
        latest[line["from"], line["until"], bool(line["check"])] = line
    states = [line["state"] for line in latest.values()]
    named = {name for line in latest.values() for name in line["files"]}
    stated = {key for name in named for key in keys_of(folder / name)}
    landed = landed_keys(home, source)
    whole = sum(line["distinct_ids"] for line in latest.values() if line["state"] == "complete")
    print(
        f"{source}: published {len(published)}, in the files the ledger names {len(stated)}, equal "
        f"{stated == published}; landed {len(landed)}; lost {len(published - landed)};"
        f" counted by complete lines {whole};"
        f" windows { {state: states.count(state) for state in sorted(set(states))} };"
        f" missing {sum(len(line['missing']) for line in latest.values())}"
    )


def landed_keys(home: Path, source: str) -> set[tuple[str, str]]:
    """The key of every release in the landing files."""
    return {key for path in (home / "landing" / source).rglob("*.page.zst") for key in keys_of(path)}


def keys_of(path: Path) -> list[tuple[str, str]]:
    """The keys of the releases of one landing file."""
    body = zstandard.decompress(path.read_bytes()).partition(b"\n")[2]
    cleaned = body.replace(b"1e9999", b"0").replace(b" 000,", b"0,").replace(b"-Infinity", b"0")
    return [(row["ocid"], row["id"]) for row in orjson.loads(cleaned)["releases"]]


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "pace", "year"])
    parser.add_argument("--kills", type=int, default=0, help="how often the year is killed")
    arguments = parser.parse_args()
    if arguments.what == "speed":
        measure_speed()
    elif arguments.what == "pace":
        measure_pace()
    else:
        check_year(arguments.kills)


if __name__ == "__main__":
    main()
