"""The journal of the server's jobs: `server/jobs.jsonl`, one line for each thing that happened to a job.

The scheduler never opens the database; the next stage that does reads the journal into core.run.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import orjson

from crawler.files import append_lines, read_json_lines, write_whole

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


def read_journal(home: Path) -> list[Entry]:
    """All that happened, oldest first; a line torn by a crash is passed over."""
    return list(_entries(journal_path(home)))


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
            yield Entry(**told)
        except (KeyError, TypeError, ValueError):
            continue
