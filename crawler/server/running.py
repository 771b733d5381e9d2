"""What runs in a home now, by the locks that are held."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.formats.ledger import read_entries
from crawler.home.lock import Holder, holder
from crawler.server.journal import ENDINGS, read_journal
from crawler.text.counts import how_many

_AT_REST = {"scheduler", "notify"}  # held while the server lives, whether or not a job runs, and while faults are told


def running(home: Path) -> Iterator[tuple[str, Holder]]:
    """The locks that are held, by name, with who holds them: `crawl-find_a_tender`, `writer`, `scheduler`."""
    for path in sorted((home / "server").glob("*.lock")):
        found = holder(home, path.stem)
        if found:
            yield path.stem, found


def running_rows(home: Path) -> list[dict[str, Any]]:
    """What runs, for people: `command`, `pid`, `since` and, of a crawl, how far it has come (`progress`)."""
    return [
        {
            "command": found.command,
            "pid": found.pid,
            "since": found.since,
            "progress": _progress(home, name.removeprefix("crawl-")) if name.startswith("crawl-") else "",
        }
        for name, found in running(home)
    ]


def _progress(home: Path, source: str) -> str:
    """How far the crawl has come that has written the last line of a ledger."""
    entries = list(read_entries(home / "landing" / source / "ledger.jsonl"))
    own = [entry for entry in entries if entry["run_id"] == entries[-1]["run_id"] and entry.get("pages")]
    if not own:
        return "no window is read yet"
    releases = sum(entry.get("releases") or 0 for entry in own)
    return f"{how_many(len(own), 'window')} read, {how_many(releases, 'release')}, the last up to {own[-1]['until']}"


def is_busy(home: Path) -> bool:
    """Whether something is being done in a home, so that what is not there yet may just be being made."""
    names = {name for name, _ in running(home)}
    return bool(names - _AT_REST) or ("scheduler" in names and _has_open_job(home))


def _has_open_job(home: Path) -> bool:
    """Whether a job of the server has begun and not ended: between two of its commands no lock is held."""
    journal = read_journal(home)
    ended = {entry.run_id for entry in journal if entry.event in ENDINGS}
    return any(entry.event == "begun" and entry.run_id not in ended for entry in journal)
