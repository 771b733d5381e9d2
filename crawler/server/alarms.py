"""What can be told of a home without its database: jobs, portals, disk, held editions; and the alarms from that."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from crawler.server.journal import ENDINGS, Entry, read_journal
from crawler.server.settings import Health

# Kinds of alarm that this room judges; the others are judged from the database.
KINDS = frozenset(
    {"source_failing", "job_failed", "job_missed", "job_overlapping", "nothing_runs", "disk_low", "edition_held"}
)
_SILENCE = timedelta(hours=36)  # the daily jobs leave lines a day apart


@dataclass(frozen=True)
class Alarm:
    """Something a person should know.

    Attributes:
        kind: which message is sent, from crawler/server/alarms.toml.
        subject: what it is about: a portal, a job, a week.
        since: since when it is so.
        facts: what the message says besides, by name.
    """

    kind: str
    subject: str
    since: datetime
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What makes two alarms the same one."""
        return f"{self.kind}:{self.subject}"


def alarms(home: Path, settings: Health, now: datetime) -> list[Alarm]:
    """Every alarm that holds now."""
    journal = read_journal(home)
    return [
        *_source_alarms(journal, settings.failures),
        *_job_alarms(journal),
        *_silence(journal, now),
        *_disk_alarms(home, settings, now),
        *_hold_alarms(home),
    ]


def told_path(home: Path) -> Path:
    """Where `svmonitor notify` remembers the alarms that hold, and who was told of each."""
    return home / "server" / "told.json"


def known_alarms(home: Path, settings: Health, now: datetime) -> list[tuple[str, str]]:
    """Kind and subject of every alarm: those that hold now, and those that the last look at the data has found."""
    own = [(alarm.kind, alarm.subject) for alarm in alarms(home, settings, now)]
    try:
        rows = orjson.loads(told_path(home).read_bytes()).values()
        return [*own, *((row["kind"], row["subject"]) for row in rows if row["kind"] not in KINDS)]
    except (OSError, orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
        return own


def held_editions(home: Path) -> list[dict[str, Any]]:
    """The editions that are held back, oldest week first: `week`, `since`, `reasons`."""
    try:
        told = orjson.loads((home / "published" / "hold.json").read_bytes())
        return sorted(told["holds"], key=lambda held: str(held["week"]))
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return []


def last_endings(journal: Sequence[Entry]) -> dict[str, Entry]:
    """The latest end of each job."""
    return {entry.job: entry for entry in journal if entry.event in ENDINGS}


def last_successes(journal: Sequence[Entry]) -> dict[str, Entry]:
    """The latest run of each job that was done."""
    return {entry.job: entry for entry in journal if entry.event == "done"}


def durations(journal: Sequence[Entry]) -> dict[str, float]:
    """Seconds that the latest ended run of each job took."""
    begun = {entry.run_id: entry.at for entry in journal if entry.event == "begun"}
    return {
        job: (entry.at - begun[entry.run_id]).total_seconds()
        for job, entry in last_endings(journal).items()
        if entry.run_id in begun
    }


def free_bytes(home: Path) -> int:
    """Free space on the disk of the home."""
    return shutil.disk_usage(home).free


def _source_alarms(journal: Sequence[Entry], failures: int) -> Iterator[Alarm]:
    for job in sorted({entry.job for entry in journal if entry.job.startswith("crawl:")}):
        ended = [entry for entry in journal if entry.job == job and entry.event in ENDINGS - {"killed"}]
        row = _unbroken(ended, {"wanting", "failed"})
        if len(row) >= failures:
            why = row[-1].detail.get("error") or row[-1].detail.get("finish_reason") or "see the log of the run"
            yield Alarm("source_failing", job.removeprefix("crawl:"), row[0].at, {"times": len(row), "why": why})


def _job_alarms(journal: Sequence[Entry]) -> Iterator[Alarm]:
    for job in sorted({entry.job for entry in journal}):
        own = [entry for entry in journal if entry.job == job and entry.event != "begun"]
        if not job.startswith("crawl:"):
            failed = _unbroken([entry for entry in own if entry.event in ENDINGS - {"killed"}], {"failed"})
            if failed:
                yield Alarm("job_failed", job, failed[0].at, {"times": len(failed), "why": _why(failed[-1])})
        for event in ("missed", "overlapping"):
            after = _unbroken(own, {"missed", "overlapping", "failed", "killed"})
            said = [entry for entry in after if entry.event == event]
            if said:
                yield Alarm(f"job_{event}", job, said[0].at, {"times": len(said)})


def _unbroken(entries: Sequence[Entry], events: set[str]) -> list[Entry]:
    """The entries at the end that are all of some events."""
    row: list[Entry] = []
    for entry in reversed(entries):
        if entry.event not in events:
            break
        row.insert(0, entry)
    return row


def _why(entry: Entry) -> str:
    codes = entry.detail.get("exit_codes", {})
    failed = [f"{command} (exit code {code})" for command, code in codes.items() if code < 0 or code > 1]
    return ", ".join(failed) or str(entry.detail.get("error", "see the log"))


def _silence(journal: Sequence[Entry], now: datetime) -> Iterator[Alarm]:
    if journal and now - journal[-1].at > _SILENCE:
        yield Alarm("nothing_runs", "server", journal[-1].at)


def _disk_alarms(home: Path, settings: Health, now: datetime) -> Iterator[Alarm]:
    free_gb = free_bytes(home) / 1e9
    if free_gb < settings.disk_free_gb:
        yield Alarm("disk_low", "disk", now, {"free_gb": f"{free_gb:.1f}", "least_gb": f"{settings.disk_free_gb:.1f}"})


def _hold_alarms(home: Path) -> Iterator[Alarm]:
    for held in held_editions(home):
        since = datetime.fromisoformat(held["since"]).astimezone(UTC)
        yield Alarm("edition_held", held["week"], since, {"why": "; ".join(held["reasons"])})
