"""What runs in a home now, by the locks that are held."""

from collections.abc import Iterator
from pathlib import Path

from crawler.lock import Holder, holder
from crawler.server.journal import ENDINGS, read_journal

_AT_REST = {"scheduler", "notify"}  # held while the server lives, whether or not a job runs, and while faults are told


def running(home: Path) -> Iterator[tuple[str, Holder]]:
    """The locks that are held, by name, with who holds them: `crawl-find_a_tender`, `writer`, `scheduler`."""
    for path in sorted((home / "server").glob("*.lock")):
        found = holder(home, path.stem)
        if found:
            yield path.stem, found


def is_busy(home: Path) -> bool:
    """Whether something is being done in a home, so that what is not there yet may just be being made."""
    names = {name for name, _ in running(home)}
    return bool(names - _AT_REST) or ("scheduler" in names and _has_open_job(home))


def _has_open_job(home: Path) -> bool:
    """Whether a job of the server has begun and not ended: between two of its commands no lock is held."""
    journal = read_journal(home)
    ended = {entry.run_id for entry in journal if entry.event in ENDINGS}
    return any(entry.event == "begun" and entry.run_id not in ended for entry in journal)
