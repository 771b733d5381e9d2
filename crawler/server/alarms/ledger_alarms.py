"""Alarms by the ledgers of the portals: time that was asked for and is not proven complete, and notices missing.

What a crawl that is still running has entered does not count yet: its time was asked for a moment ago.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawler.formats.ledger import is_of_future, read_entries
from crawler.formats.windows import Window, subtract
from crawler.home.lock import holder, lock_name
from crawler.home.sample_mark import is_sample
from crawler.server.alarms.alarm import Alarm

# A notice that is missing is asked for again with each reading of its day, the last a month after; then it is settled.
_SETTLED = timedelta(days=35)
_NAMED = 10


@dataclass(frozen=True)
class LedgerState:
    """What the ledger of a portal says: time not proven complete, and notices missing, each with since when."""

    source: str
    holes: list[Window]
    holes_since: datetime | None
    missing: list[str]
    missing_since: datetime | None
    error: str


def ledger_alarms(home: Path, now: datetime) -> Iterator[Alarm]:
    """Every alarm that follows from the ledgers of a home."""
    for state in ledger_states(home, now):
        if state.holes_since:
            hours = sum(hole.span.total_seconds() for hole in state.holes) / 3600
            count = len(state.holes)
            spans = "1 span of time is" if count == 1 else f"{count:,} spans of time are"
            why = f"; last: {state.error}" if state.error else ""
            facts = {"spans": spans, "hours": f"{hours:,.1f}", "first": str(state.holes[0]), "why": why}
            yield Alarm("time_open", state.source, state.holes_since, facts)
        if state.missing_since:
            count = len(state.missing)
            notices = "1 notice is" if count == 1 else f"{count:,} notices are"
            names = ", ".join(state.missing[:_NAMED]) + (" ..." if count > _NAMED else "")
            yield Alarm("notices_missing", state.source, state.missing_since, {"notices": notices, "names": names})


def ledger_states(home: Path, now: datetime) -> Iterator[LedgerState]:
    """What each ledger of a home says now."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    for path in sorted((home / "landing").glob("*/ledger.jsonl")):
        running = holder(home, lock_name(path.parent.name))
        found = path.stat()
        version = str(running) if running else f"{found.st_mtime_ns} {found.st_size}"
        state = _read(path, version, bool(running), hour, is_sample(home))
        if state:
            yield state


@lru_cache(maxsize=32)  # the page for machines is asked every few seconds, and a ledger grows for years
def _read(path: Path, _version: str, is_running: bool, now: datetime, is_demo: bool) -> LedgerState | None:
    readings: dict[Window, dict[str, Any]] = {}
    checks: dict[Window, dict[str, Any]] = {}
    entries = _entries(path)
    if is_running and entries:
        entries = [entry for entry in entries if entry["run_id"] != entries[-1]["run_id"]]
    for entry in entries:
        if not is_of_future(entry, now + timedelta(hours=1), is_sample=is_demo):
            kept = checks if entry["check"] else readings
            kept[_window(entry)] = entry
    return _state(path.parent.name, readings, checks, now) if readings else None


def _entries(path: Path) -> list[dict[str, Any]]:
    """The lines of a ledger, as far as they are looked at here."""
    wanted = ("from", "until", "asked_at", "run_id", "state", "missing", "error", "check")
    return [{key: entry.get(key) for key in wanted} for entry in read_entries(path)]


def _state(
    source: str, readings: dict[Window, dict[str, Any]], checks: dict[Window, dict[str, Any]], now: datetime
) -> LedgerState:
    holes = subtract(readings, (window for window, entry in readings.items() if entry["state"] == "complete"))
    tried = [
        entry
        for window, entry in readings.items()
        if entry["state"] != "complete" and any(_overlap(window, hole) for hole in holes)
    ]
    lost = [
        entry
        for entry in (*readings.values(), *checks.values())
        if entry["missing"] and now - _asked_at(entry) < _SETTLED
    ]
    failed = [entry for entry in tried if entry["error"]]
    return LedgerState(
        source=source,
        holes=holes,
        holes_since=min(map(_asked_at, tried), default=None),
        missing=sorted({str(name) for entry in lost for name in entry["missing"]}),
        missing_since=min(map(_asked_at, lost), default=None),
        error=str(max(failed, key=_asked_at)["error"]) if failed else "",
    )


def _window(entry: dict[str, Any]) -> Window:
    return Window(datetime.fromisoformat(entry["from"]), datetime.fromisoformat(entry["until"]))


def _asked_at(entry: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(entry["asked_at"])


def _overlap(one: Window, other: Window) -> bool:
    return one.since < other.until and other.since < one.until
