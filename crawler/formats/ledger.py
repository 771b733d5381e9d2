"""The ledger of one source: one line for each window that was asked, and what is due by it.

The file `landing/<source>/ledger.jsonl` is only ever appended to, a whole line at a time, each forced to the disk. A
line torn by a crash is passed over by readers. The latest line about a window wins.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import orjson

from crawler.clock import is_future
from crawler.formats.windows import Window, merge, rfc3339, subtract
from crawler.home.disk import DiskWriter
from crawler.home.files import read_json_lines
from crawler.logs import scrub

State = Literal["complete", "split", "incomplete", "failed"]
ANSWERED: frozenset[State] = frozenset({"complete", "incomplete"})

# A window is read again when this much time has passed since its end: late and edited notices are found so.
REREADS = (timedelta(days=1), timedelta(days=7), timedelta(days=30))
FIRST_RUN = timedelta(days=28)


@dataclass(frozen=True)
class Proof:
    """One reason to believe, or to doubt, that a window was received whole."""

    kind: str
    is_proven: bool
    detail: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """What happened when a window was asked.

    Attributes:
        state: `complete`: proven whole; `split`: replaced by its parts, which have lines of their own;
            `incomplete`: answered, but not proven whole; `failed`: not answered.
        releases: release objects received; distinct_ids: different (ocid, id) among them that belong to the window.
        missing: ids that the portal should have and did not give.
        files: landing files, relative to the folder of the source.
        ids_sha256: digest of the distinct ids, so that two readings can be compared.
        numbers: notice numbers seen, by year, as ranges: `{"2026": "51000-51004,51006"}`.
        notes: what was not clean in the bodies.
        check: name of the check that the line reports, if it is not about a reading of the window.
    """

    source: str
    window: Window
    run_id: str
    asked_at: datetime
    ended_at: datetime
    state: State
    pages: int = 0
    releases: int = 0
    distinct_ids: int = 0
    proof: tuple[Proof, ...] = ()
    missing: tuple[str, ...] = ()
    error: str | None = None
    files: tuple[str, ...] = ()
    ids_sha256: str | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    check: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The line as it stands in the file."""
        return {
            "ledger": 1,
            "source": self.source,
            "from": rfc3339(self.window.since),
            "until": rfc3339(self.window.until),
            "run_id": self.run_id,
            "asked_at": rfc3339(self.asked_at),
            "ended_at": rfc3339(self.ended_at),
            "state": self.state,
            "pages": self.pages,
            "releases": self.releases,
            "distinct_ids": self.distinct_ids,
            "proof": [{"kind": p.kind, "is_proven": p.is_proven, "detail": scrub(p.detail)} for p in self.proof],
            "missing": list(self.missing),
            "error": scrub(self.error) if self.error else None,
            "files": list(self.files),
            "ids_sha256": self.ids_sha256,
            "numbers": self.numbers,
            "notes": [scrub(note) for note in self.notes],
            "check": self.check,
        }


@dataclass(frozen=True)
class WindowState:
    """What is remembered of the latest line about a window."""

    window: Window
    asked_at: datetime
    state: State
    distinct_ids: int
    ids_sha256: str | None
    numbers: dict[str, str]


class Ledger:
    """The ledger file of one source.

    Args:
        path: the file.
        disk: what writes it.
        now: the present instant; lines of the future do not count.
        is_sample: whether the portal is the sample, whose time is its own.

    Attributes:
        readings: the latest reading of each window.
        checks: the latest check of each window; a check does not make a window complete.
        ahead: windows that were answered in a run whose clock was ahead, before they were over.
    """

    def __init__(self, path: Path, disk: DiskWriter, now: datetime | None = None, *, is_sample: bool = False) -> None:
        self.path = path
        self._disk = disk
        self.readings: dict[Window, WindowState] = {}
        self.checks: dict[Window, WindowState] = {}
        now = now or datetime.now(UTC)
        states_ahead: dict[Window, State] = {}
        for entry in read_entries(path):
            reading = _reading(entry)
            if not is_of_future(entry, now, is_sample=is_sample):
                self._remember(reading, entry.get("check"))
            elif not is_sample and is_future(reading.window.until, now):
                states_ahead[reading.window] = reading.state
        self.ahead = [window for window, state in states_ahead.items() if state in ANSWERED]
        complete = (window for window, reading in self.readings.items() if reading.state == "complete")
        self._tiles = sorted(complete, key=lambda window: (window.since, -window.span))

    def append(self, line: Line) -> None:
        """Remember a line and have it added to the file.

        Raises:
            OSError: something asked of the disk earlier could not be written.
        """
        self._disk.append(self.path, orjson.dumps(line.as_dict()))
        reading = WindowState(
            window=line.window,
            asked_at=line.asked_at.replace(microsecond=0),
            state=line.state,
            distinct_ids=line.distinct_ids,
            ids_sha256=line.ids_sha256,
            numbers=line.numbers,
        )
        self._remember(reading, line.check)

    def _remember(self, reading: WindowState, check: str | None) -> None:
        kept = self.checks if check else self.readings
        kept[reading.window] = reading

    def tiles(self, span: Window) -> list[Window]:
        """Windows proven complete before this run that lie in a span without overlapping, oldest first.

        Where several begin together it is the longest.
        """
        found: list[Window] = []
        position = span.since
        for window in self._tiles[bisect_left(self._tiles, span.since, key=lambda window: window.since) :]:
            if window.since >= span.until:
                break
            if window.since >= position and window.until <= span.until:
                found.append(window)
                position = window.until
        return found

    def asked(self) -> list[Window]:
        """All time that was ever asked for, whatever came of it."""
        return merge(self.readings)

    def answered(self) -> list[Window]:
        """The time that was answered, whether proven complete or not."""
        return merge(reading.window for reading in self.readings.values() if reading.state in ANSWERED)

    def complete(self, after_end: timedelta | None = None) -> list[Window]:
        """The time proven complete.

        Args:
            after_end: count only readings made at least this long after the end of their window.
        """
        return merge(
            reading.window
            for reading in self.readings.values()
            if reading.state == "complete"
            and (after_end is None or reading.asked_at >= reading.window.until + after_end)
        )

    def due(self, now: datetime, earliest: datetime) -> list[Window]:
        """What a run without dates has to ask, oldest first.

        That is everything asked before and not proven complete, everything whose time for another reading has come,
        and the time from the latest end ever asked to now. On the first run of all: the last 28 days.
        """
        asked = self.asked()
        if not asked:
            return [Window(max(now - FIRST_RUN, earliest), now)]
        holes = subtract(asked, self.complete())
        rereads = [window for after in REREADS for window in self._due_again(now, after)]
        latest = asked[-1].until
        fresh = [Window(latest, now)] if latest < now else []
        return merge([*holes, *rereads, *fresh])

    def _due_again(self, now: datetime, after: timedelta) -> Iterable[Window]:
        """Whole windows as they were asked, so that the new reading can be compared with the one before."""
        ripe = (window for window in self.readings if window.until + after <= now)
        return subtract(ripe, self.complete(after))


def read_entries(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a ledger as dicts, oldest first; the window of a line torn by a crash stays due."""
    return (entry for entry in read_json_lines(path) if entry.get("ledger") == 1 and _is_whole(entry))


def is_of_future(entry: dict[str, Any], now: datetime, *, is_sample: bool = False) -> bool:
    """Whether a line was written at an instant, or says what was published until one, that is still to come.

    The clock was ahead then, so it proves nothing. The time of the sample portal is its own.
    """
    if is_future(_instant(entry["asked_at"]), now):
        return True
    return not is_sample and is_future(_instant(entry["until"]), now)


def _is_whole(entry: dict[str, Any]) -> bool:
    try:
        is_whole = _instant(entry["from"]) < _instant(entry["until"]) and "run_id" in entry
        return is_whole and bool(_instant(entry["asked_at"]))
    except (KeyError, TypeError, ValueError):
        return False


def _reading(entry: dict[str, Any]) -> WindowState:
    return WindowState(
        window=Window(_instant(entry["from"]), _instant(entry["until"])),
        asked_at=_instant(entry["asked_at"]),
        state=entry.get("state", "failed"),
        distinct_ids=entry.get("distinct_ids") or 0,
        ids_sha256=entry.get("ids_sha256"),
        numbers=entry.get("numbers") or {},
    )


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} is no instant")
    return instant.astimezone(UTC)
