"""The quality gate: whether a weekly edition may go out, which are held back and why, and which a person released.

What is held stands in `published/hold.json`, beside the site, so that the site can say it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from crawler.home.files import write_whole
from store.errors import StoreError
from store.reference.tables import reference_rows
from store.sql_files import read_sql
from store.weeks import Week, data_reach, reach, week_to_report

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

LEAST_PCT = 98.0  # a week of a portal with less proven complete is short


@dataclass(frozen=True)
class Hold:
    """An edition held back: its ISO week, since when (UTC), and the reasons, a sentence each."""

    week: str
    since: str
    reasons: list[str]

    @property
    def first_day(self) -> dt.date:
        """The Monday of its week."""
        return Week.parse(self.week).first_day

    @property
    def last_day(self) -> dt.date:
        """The Sunday of its week."""
        return Week.parse(self.week).last_day


@dataclass(frozen=True)
class Override:
    """An edition that a person let out: its week, the reason given, when (UTC), and why it had been held."""

    week: str
    reason: str
    released_at: str
    held_for: list[str]


@dataclass(frozen=True)
class Gate:
    """What stands in `published/hold.json`; `refusal` says why the last snapshot was not published, if it was not."""

    holds: list[Hold] = field(default_factory=list)
    releases: list[Override] = field(default_factory=list)
    refusal: str | None = None

    def hold(self, week: str) -> Hold | None:
        """The hold of a week, if it is held."""
        return next((hold for hold in self.holds if hold.week == week), None)

    def release(self, week: str) -> Override | None:
        """The release of a week, if a person released it."""
        return next((release for release in self.releases if release.week == week), None)

    def statement(self, week: str) -> str:
        """Why the edition of a week went out as it is; empty when nobody had to release it."""
        override = self.release(week)
        if override is None:
            return ""
        return f"It had been held back: {'; '.join(override.held_for)}. Reason given: {override.reason}"


def gate_path(home: Path) -> Path:
    """Where the state of the gate stands."""
    return home / "published" / "hold.json"


def read_gate(home: Path) -> Gate:
    """The state of the gate of a home; open when nothing stands there.

    Raises:
        StoreError: the file is not one of the gate.
    """
    return read_gate_file(gate_path(home))


def read_gate_file(path: Path) -> Gate:
    """The state of the gate in its file; open when it is not there.

    Raises:
        StoreError: the file is not one of the gate.
    """
    try:
        told: dict[str, Any] = orjson.loads(path.read_bytes())
        holds = [Hold(**row) for row in told["holds"]]
        return Gate(holds, [Override(**row) for row in told["releases"]], told["refusal"])
    except FileNotFoundError:
        return Gate()
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise StoreError(f"{path} cannot be read: move it away and report again") from error


def shortfalls(con: duckdb.DuckDBPyConnection, week: str, refusal: str | None) -> list[str]:
    """Why the edition of a week should not go out, a sentence each; empty when it may.

    Args:
        con: the published database.
        week: ISO week, such as 2026-W47.
        refusal: why the last snapshot was not published, when it was not.

    Raises:
        StoreError: `week` is not a week.
    """
    asked = Week.parse(week)
    reasons = [refusal] if refusal else []
    until, is_crawled = data_reach(con)
    if reach(until, is_crawled=is_crawled) < asked.ended_at:
        reasons.append(f"the published data reach to {until:%-d %B %Y %H:%M}, before the end of the week")
    for source, share in con.execute(read_sql("quality/gate_week.sql"), {"monday": asked.first_day}).fetchall():
        if share < LEAST_PCT:
            # Cut, not rounded: 97.96 is short and must not read as 98.0.
            shown = f"{int(share * 10) / 10:.1f}"
            reasons.append(f"{_titles()[source]}: {shown} % of the week is proven complete, less than 98 %")
    return reasons


def check_gate(
    con: duckdb.DuckDBPyConnection, home: Path, week: str | None, now: dt.datetime, *, is_held_if_short: bool
) -> list[str]:
    """Decide on an edition that is about to be written; what it decides stands in the state of the gate.

    Args:
        con: the published database.
        home: folder of the monitor.
        week: ISO week; None for the last one that is over in the data.
        now: the present instant.
        is_held_if_short: hold the edition back when it falls short. Without it only one that is held already is.

    Returns:
        Why it is held back, a sentence each; empty when it may go out, as one that a person released does.

    Raises:
        StoreError: `week` is not a week, or the state cannot be written.
    """
    gate = read_gate(home)
    chosen = Week.parse(week).name if week else week_to_report(con, None).name
    if gate.release(chosen) is None and (is_held_if_short or gate.hold(chosen)):
        reasons = shortfalls(con, chosen, gate.refusal)
        if reasons:
            hold_back(home, chosen, reasons, now)
            return reasons
    let_out(home, chosen)
    return []


def hold_back(home: Path, week: str, reasons: list[str], now: dt.datetime) -> Hold:
    """Hold an edition back; one that is held already keeps its beginning and takes the new reasons.

    Raises:
        StoreError: the folder cannot be written.
    """
    gate = read_gate(home)
    before = gate.hold(week)
    hold = Hold(week, before.since if before else _instant(now), reasons)
    holds = [other for other in gate.holds if other.week != week]
    _write(home, replace(gate, holds=sorted([*holds, hold], key=lambda item: item.week)))
    return hold


def let_out(home: Path, week: str) -> None:
    """The edition of a week is out: it is held no longer. Raises StoreError when the folder cannot be written."""
    gate = read_gate(home)
    if gate.hold(week):
        _write(home, replace(gate, holds=[hold for hold in gate.holds if hold.week != week]))


def check_reason(reason: str) -> None:
    """Stop where no reason is given to let an edition out. Raises StoreError."""
    if not reason.strip():
        raise StoreError("give a reason: it is printed in the edition")


def release(home: Path, week: str, reason: str, now: dt.datetime) -> Override:
    """Note that a person lets a held edition out as it is, and why; the reason is printed in the edition.

    Raises:
        StoreError: that edition is not held, no reason is given, or the folder cannot be written.
    """
    check_reason(reason)
    gate = read_gate(home)
    hold = gate.hold(week)
    if hold is None:
        held = ", ".join(item.week for item in gate.holds) or "none"
        raise StoreError(f"the edition of {week} is not held back (held: {held})")
    override = Override(week, " ".join(reason.split()), _instant(now), hold.reasons)
    others = [item for item in gate.releases if item.week != week]
    _write(home, replace(gate, releases=[*others, override]))
    return override


def note_refusal(home: Path, reason: str | None) -> None:
    """Note why a snapshot was not published, or with None that one was. Raises StoreError if it cannot be written."""
    gate = read_gate(home)
    if gate.refusal != reason:
        _write(home, replace(gate, refusal=reason))


def _write(home: Path, gate: Gate) -> None:
    path = gate_path(home)
    try:
        write_whole(path, orjson.dumps(asdict(gate), option=orjson.OPT_INDENT_2))
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}") from error


@cache
def _titles() -> dict[str, str]:
    """Portals by the name people know them by; readers of the site see these sentences."""
    return {row["source"]: row["title"] for row in reference_rows("codes/sources")}


def _instant(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
