"""Notes in the journal how a command ended that a person or cron has started; the server notes its own."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.completeness.verdict import Verdict
from crawler.home.sample_mark import is_sample
from crawler.logs import RUN_ID_VARIABLE, scrub
from crawler.server.disk_reserve import with_room
from crawler.server.journal import Entry, Event, append

_FAILED = 2


@contextmanager
def noted(home: Path, command: str, run_id: str) -> Iterator[None]:
    """Note how the block ended, when it is not a step of the server's.

    A command that a person stops is nobody's fault and is not noted; neither is one whose home is not there.
    """
    began_at = datetime.now(UTC)
    try:
        yield
    except Exception as error:
        code = getattr(error, "exit_code", _FAILED)  # what ends a command with a code of its own
        said = "" if hasattr(error, "exit_code") else scrub(str(error).partition("\n")[0])
        _note(home, [_entry(command, run_id, "failed" if code >= _FAILED else "wanting", began_at, code, error=said)])
        raise
    _note(home, [_entry(command, run_id, "done", began_at, 0)])


def note_crawls(home: Path, verdicts: Sequence[Verdict]) -> None:
    """Note how the crawls of a command ended, when they are not a step of the server's."""
    _note(home, [_crawl_entry(verdict) for verdict in verdicts])


def verdict_detail(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the journal keeps of what a crawl said of itself."""
    kept = ("finish_reason", "is_ok", "windows_complete", "windows_incomplete", "windows_failed", "releases")
    error = (told.get("errors") or [None])[0]
    return {key: told.get(key) for key in kept} | {"skew_seconds": told.get("skew_seconds") or 0, "error": error}


def _crawl_entry(verdict: Verdict) -> Entry:
    event: Event = "done" if verdict.is_ok else "wanting"
    detail = verdict_detail(verdict.model_dump())
    code = 0 if verdict.is_ok else 1
    return _entry(f"crawl:{verdict.source}", verdict.run_id, event, verdict.started_at, code, **detail)


def _entry(job: str, run_id: str, event: Event, began_at: datetime, code: int, **detail: Any) -> Entry:
    kept = {name: value for name, value in detail.items() if value not in {None, ""}}
    own = {"exit_codes": {job: code}, "is_by_hand": True}
    return Entry(job, run_id, event, began_at, datetime.now(UTC), own | kept)


def _note(home: Path, entries: list[Entry]) -> None:
    if RUN_ID_VARIABLE in os.environ or not home.is_dir() or is_sample(home):
        return
    with suppress(OSError):  # a home that cannot be written has been told already
        with_room(home, lambda: append(home, entries))
