"""A simulated year crawled through faults and kills, compared with the portals' own truth, release by release."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import zstandard

from crawler.formats.windows import Window, subtract
from crawler.sample.faults import FaultKind, PortalFault
from crawler.sample.portal import SamplePortal
from tests.benchmarks.crawl_data import make_releases, working_days

Key = tuple[str, str]

_TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
_DAY = timedelta(days=1)
_YEAR_START = _TODAY - 365 * _DAY
# Every fault that passes, and those that only change what a page says.
_KINDS = [
    FaultKind.TOO_MANY_SILENT, FaultKind.UNAVAILABLE, FaultKind.GATEWAY_TIMEOUT, FaultKind.SERVER_ERROR,
    FaultKind.LOCKED_OUT, FaultKind.RESET, FaultKind.CUT_OFF, FaultKind.CUT_JSON, FaultKind.EMPTY, FaultKind.HTML,
    FaultKind.NO_RELEASES, FaultKind.REPEATED, FaultKind.NEXT_MISSING, FaultKind.NEXT_SKIPS, FaultKind.NEXT_CYCLIC,
    FaultKind.BAD_NUMBERS, FaultKind.BAD_BYTES, FaultKind.BOMB,
]  # fmt: skip
# A list that cannot be had stays out of Scotland's and Wales's months, and a search of TED is no package.
_OTHER_KINDS: list[FaultKind] = [
    kind for kind in _KINDS if kind not in {FaultKind.NO_RELEASES, FaultKind.EMPTY, FaultKind.BOMB}
]

_MOST_RUNS = 6

_RUN = """
import sys, datetime, pathlib
from crawler.run import crawl
since = datetime.datetime.fromisoformat(sys.argv[2]) if sys.argv[2] else None
until = datetime.datetime.fromisoformat(sys.argv[3]) if sys.argv[3] else None
for verdict in crawl(
    pathlib.Path(sys.argv[1]), sys.argv[5:], from_=since, until=until, run_id=sys.argv[4], config_path=None,
    is_sample=True,
):
    print("   ", verdict.model_dump_json(exclude={"errors", "robots", "run_id"}), *verdict.errors[:5], sep="\\n    ")
"""


def check_year(home: Path, kills: int) -> bool:
    """Whether a year of two portals ends with everything known, and what came late found by the next readings."""
    truth = {source: make_releases(source, _year_instants()) for source in ("find_a_tender", "contracts_finder")}
    chance = random.Random(1)
    numbered = truth["find_a_tender"]
    odd = chance.sample(range(100, len(numbered) - 100), 90)
    hidden = {numbered[index]["id"] for index in odd[:60]}
    withheld = {numbered[index]["id"] for index in odd[60:]}
    recent = {source: [row for row in rows if _is_recent(row)] for source, rows in truth.items()}
    late = {
        source: {row["id"] for row in chance.sample(rows, 100) if row["id"] not in hidden | withheld}
        for source, rows in recent.items()
    }
    served = {
        source: [row for row in rows if row["id"] not in withheld | late[source]] for source, rows in truth.items()
    }
    with SamplePortal(served, _faults(served, _KINDS), hidden=hidden) as portal:
        _crawl_killed(home, portal, kills)
        is_equal = _compare(home, served, withheld | late["find_a_tender"])
        print("late notices, and numbers given later, are published; every window of the last month was read at once")
        for source, ids in late.items():
            _read_at_once(home / "landing" / source / "ledger.jsonl")
            portal.publish(source, [row for row in truth[source] if row["id"] in ids])
        _run_until_whole(home, portal, "late", None)
        everything = {source: [row for row in rows if row["id"] not in withheld] for source, rows in truth.items()}
        return _compare(home, everything, withheld) and is_equal


def check_others(home: Path, kills: int) -> bool:
    """Whether a quarter of Scotland and Wales and a month of TED end with everything known."""
    served = {
        "public_contracts_scotland": make_releases("s", working_days(3000, _TODAY - 90 * _DAY, 89)),
        "sell2wales": make_releases("w", working_days(1000, _TODAY - 90 * _DAY, 89)),
        "ted": make_releases("find_a_tender", working_days(1500, _TODAY - 30 * _DAY, 29)),
    }
    for rows in served.values():
        for index, row in enumerate(rows):
            row["tag"] = [("planning", "tender", "award")[index % 3]]
    with SamplePortal(served, _faults(served, _OTHER_KINDS)) as portal:
        _crawl_killed(home, portal, kills, since=_TODAY - 90 * _DAY)
        return _compare(home, served, set())


def _is_recent(row: Mapping[str, Any]) -> bool:
    instant = datetime.fromisoformat(row["date"])
    return _TODAY - 29 * _DAY < instant < _TODAY - 2 * _DAY


def _faults(sources: Iterable[str], kinds: list[FaultKind]) -> list[PortalFault]:
    """A fault about every twentieth request; a lock-out strikes three times."""
    return [
        PortalFault(kind, source, after=20 * index + 7, times=3 if kind is FaultKind.LOCKED_OUT else 1)
        for source in sources
        for index, kind in enumerate(kinds * 20)
    ]


def _year_instants() -> list[datetime]:
    """100,000 instants: office hours, bursts of 400 in an hour and of 150 in a second, and both clock changes."""
    chance = random.Random(2025)
    instants = working_days(89_000, _YEAR_START, 365)
    for _ in range(24):
        hour = _YEAR_START + timedelta(days=chance.randrange(365), hours=chance.randrange(24))
        instants += [hour + timedelta(seconds=chance.randrange(3600)) for _ in range(400)]
    for _ in range(4):
        instants += [_YEAR_START + timedelta(seconds=chance.randrange(365 * 24 * 3600))] * 150
    for night in _nights_of_clock_change():
        instants += [night + timedelta(seconds=chance.randrange(3 * 3600)) for _ in range(100)]
    while len(instants) < 100_000:
        instants.append(_YEAR_START + timedelta(seconds=chance.randrange(365 * 24 * 3600)))
    return instants


def _nights_of_clock_change() -> list[datetime]:
    london = ZoneInfo("Europe/London")
    days = [_YEAR_START + number * _DAY for number in range(365)]
    return [day for day in days if day.astimezone(london).utcoffset() != (day + _DAY).astimezone(london).utcoffset()]


def _crawl_killed(home: Path, portal: SamplePortal, kills: int, since: datetime = _YEAR_START) -> None:
    """Crawl; the first run is given dates, each one after a kill goes by the ledger alone."""
    chance = random.Random(3)
    started = time.monotonic()
    for attempt in range(kills):
        process = subprocess.Popen(
            _command(home, portal, f"killed{attempt}", None if attempt else since, None),
            env=os.environ | portal.environ(),
            stdout=subprocess.DEVNULL,
        )
        asked = len(portal.requests) + chance.randrange(5, 250)
        deadline = time.monotonic() + 30
        while len(portal.requests) < asked and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        _kill(process, attempt)
    _run_until_whole(home, portal, "last", None if kills else since)
    print(f"{kills} kills, {len(portal.requests)} requests, {time.monotonic() - started:.0f} s")


def _kill(process: subprocess.Popen[bytes], attempt: int) -> None:
    """Kill the children, or the parent, or ask the parent to end: in turn."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    if attempt % 3 == 0:
        for child in children:
            os.kill(int(child), signal.SIGKILL)
    else:
        process.send_signal((signal.SIGKILL, signal.SIGTERM)[attempt % 3 - 1])
    process.wait()
    while any(Path(f"/proc/{child}").exists() for child in children):
        time.sleep(0.01)


def _run_until_whole(home: Path, portal: SamplePortal, run_id: str, since: datetime | None) -> None:
    """Run, and again while a window failed in time that is still open: what was refused is asked by the next run."""
    for attempt in range(_MOST_RUNS):
        _run(home, portal, f"{run_id}{attempt}", None if attempt else since, None)
        failed = sum(len(_failed_windows(home / "landing" / source / "ledger.jsonl")) for source in portal.urls)
        print(f"    after run {attempt + 1}: {failed} spans of time stated as failed")
        if not failed:
            return


def _failed_windows(ledger: Path) -> list[Window]:
    """Time in windows that failed, but for what was read since as other windows."""
    states: dict[str, list[Window]] = {"failed": [], "complete": [], "incomplete": []}
    for line in _latest_lines(ledger):
        if line["state"] in states and not line["check"]:
            states[line["state"]].append(Window(*map(datetime.fromisoformat, (line["from"], line["until"]))))
    return subtract(states["failed"], states["complete"] + states["incomplete"])


def _run(home: Path, portal: SamplePortal, run_id: str, since: datetime | None, until: datetime | None) -> None:
    subprocess.run(_command(home, portal, run_id, since, until), env=os.environ | portal.environ(), check=True)


def _command(
    home: Path, portal: SamplePortal, run_id: str, since: datetime | None, until: datetime | None
) -> list[str]:
    bounds = [bound.isoformat() if bound else "" for bound in (since, until)]
    return [sys.executable, "-c", _RUN, str(home), *bounds, run_id, *portal.urls]


def _read_at_once(ledger: Path) -> None:
    """Make a ledger say of the last month that each window was read when it ended, as a monitor that runs would."""
    lines = [orjson.loads(text) for text in ledger.read_bytes().splitlines() if text.endswith(b"}")]
    for line in lines:
        if datetime.fromisoformat(line["until"]) > _TODAY - 31 * _DAY:
            line["asked_at"] = line["ended_at"] = line["until"]
    ledger.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))


# -- the comparison ---------------------------------------------------------------------------------------------------


def _compare(home: Path, truth: Mapping[str, list[dict[str, Any]]], withheld: set[str]) -> bool:
    """Print and return whether the ledger states, release by release, what the portals published and kept back."""
    is_equal = True
    for source, rows in truth.items():
        latest = _latest_lines(home / "landing" / source / "ledger.jsonl")
        files = {name for line in latest for name in line["files"]}
        stated = {key for name in files for key in keys_of(home / "landing" / source / name)}
        published = {_key_of(source, row) for row in rows}
        missing = {number for line in latest for number in line["missing"]}
        expected = withheld if source == "find_a_tender" else set()
        counted = sum(line["distinct_ids"] for line in latest if line["state"] == "complete" or line["check"])
        states = [line["state"] for line in latest if not line["check"]]
        is_right = stated == published and missing == expected
        is_equal = is_equal and is_right
        print(
            f"{source}: {'EQUAL' if is_right else 'NOT EQUAL'}: published {len(published)}, in the files the ledger"
            f" names {len(stated)} ({len(published - stated)} lost, {len(stated - published)} unknown); stated missing"
            f" {len(missing)} of {len(expected)} kept back; counted by its lines {counted}; landed"
            f" {len(landed_keys(home, source))}; windows { {state: states.count(state) for state in set(states)} }"
        )
    return is_equal


def _latest_lines(ledger: Path) -> list[dict[str, Any]]:
    """The latest line about each window, and the latest of each check."""
    latest: dict[tuple[str, str, bool], dict[str, Any]] = {}
    for text in ledger.read_bytes().splitlines():
        try:
            line = orjson.loads(text)
        except orjson.JSONDecodeError:
            continue
        key = line["from"], line["until"], bool(line["check"])
        before = latest.get(key)
        # What a check has found by number stays found when the day is checked again.
        latest[key] = line | {"files": line["files"] + before["files"]} if before and line["check"] else line
    return list(latest.values())


def _key_of(source: str, row: Mapping[str, Any]) -> Key:
    return ("", row["id"]) if source == "ted" else (row["ocid"], row["id"])


def landed_keys(home: Path, source: str) -> set[Key]:
    """The key of every release in the landing files."""
    return {key for path in (home / "landing" / source).rglob("*.page.zst") for key in keys_of(path)}


def keys_of(path: Path) -> list[Key]:
    """The keys of the releases of one landing file."""
    body = zstandard.decompress(path.read_bytes()).partition(b"\n")[2]
    if body.startswith(b"<?xml"):
        return [("", found.decode()) for found in re.findall(rb'DOC_ID="([^"]+)"', body)]
    cleaned = re.sub(rb'"a":[^{}\[\]]*?,"version"', b'"version"', body)
    return [(row["ocid"], row["id"]) for row in orjson.loads(cleaned).get("releases", [])]
