"""The journal of jobs: `server/jobs.jsonl`, one line for each thing that happened to a job of the server.

Commands that a person or cron has started add a line when they end, so that nobody has to ask who started what failed.
The scheduler never opens the database; the next stage that does reads the server's lines into core.run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import orjson

from crawler.clock import is_future
from crawler.home.files import append_lines, read_json_lines, write_whole

Event = Literal["begun", "done", "wanting", "failed", "killed", "missed", "overlapping"]
# What happened to a run that was begun; a missed or overlapping job never began.
ENDINGS = frozenset({"done", "wanting", "failed", "killed"})


@dataclass(frozen=True)
class Entry:
    """One line.

    Attributes:
        run_id: the run, shared by all stages of the job.
        due_at: the time it was to run at.
        at: when this happened.
        event: `begun`; ended as `done`, found `wanting`, `failed` or `killed`; or not run: `missed`, `overlapping`.
        detail: counts or the error.
    """

    job: str
    run_id: str
    event: Event
    due_at: datetime
    at: datetime
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def is_by_hand(self) -> bool:
        """Whether a person or cron has started it, and not the server."""
        return self.detail.get("is_by_hand") is True

    def as_line(self) -> bytes:
        """The line as it stands in the file."""
        return orjson.dumps(
            {
                "job": self.job,
                "run_id": self.run_id,
                "event": self.event,
                "due_at": self.due_at.astimezone(UTC),
                "at": self.at.astimezone(UTC),
                "detail": self.detail,
            },
            default=str,
        )


def journal_path(home: Path) -> Path:
    """Where the journal of a home stands."""
    return home / "server" / "jobs.jsonl"


def read_journal(home: Path, now: datetime | None = None) -> list[Entry]:
    """All that happened, oldest first; a line torn by a crash is passed over.

    With an instant, only what had happened by then: lines of the future were written by a clock that was ahead.
    """
    entries = list(_entries(journal_path(home)))
    return entries if now is None else [entry for entry in entries if not is_future(entry.at, now)]


def last_endings(journal: Sequence[Entry]) -> dict[str, Entry]:
    """The latest end of each job."""
    return {entry.job: entry for entry in journal if entry.event in ENDINGS}


def last_successes(journal: Sequence[Entry]) -> dict[str, Entry]:
    """The latest run of each job that was done."""
    return {entry.job: entry for entry in journal if entry.event == "done"}


def durations(journal: Sequence[Entry]) -> dict[str, float]:
    """Seconds that the latest ended run of each job took, of those whose beginning was noted."""
    begun = {entry.run_id: entry.at for entry in journal if entry.event == "begun"}
    return {
        job: (entry.at - begun[entry.run_id]).total_seconds()
        for job, entry in last_endings(journal).items()
        if entry.run_id in begun
    }


def append(home: Path, entries: list[Entry]) -> None:
    """Add lines, forced to the disk, on a line of their own even after one that a crash has torn.

    Raises:
        OSError: the disk is full, or the folder cannot be written; nothing or only a torn line was added.
    """
    append_lines(journal_path(home), [entry.as_line() for entry in entries])


def keep_since(home: Path, oldest: datetime) -> int:
    """Drop entries older than an instant and return how many; the latest of each job stays, for the catching up.

    Raises:
        OSError: the file cannot be written; it is then as it was.
    """
    entries = read_journal(home)
    latest = {entry.job: entry for entry in entries}
    kept = [entry for entry in entries if entry.at >= oldest or entry is latest[entry.job]]
    if len(kept) < len(entries):
        write_whole(journal_path(home), b"".join(entry.as_line() + b"\n" for entry in kept))
    return len(entries) - len(kept)


def _entries(path: Path) -> Iterator[Entry]:
    for told in read_json_lines(path):
        try:
            told["due_at"], told["at"] = (datetime.fromisoformat(told[name]) for name in ("due_at", "at"))
            entry = Entry(**told)
        except (KeyError, TypeError, ValueError):
            continue
        if entry.at.tzinfo and entry.due_at.tzinfo and isinstance(entry.detail, dict):
            yield entry
