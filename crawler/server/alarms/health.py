"""The one verdict on a home: every alarm that holds now.

`svmonitor status` shows it, `svmonitor notify` tells it, /healthz and /metrics serve it to machines. It is read from
files alone: the journal, the ledgers, the state of the gate, and what the last look at the published data has found.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from crawler.clock import is_future
from crawler.home.sample_mark import is_sample
from crawler.server.alarms.alarm import Alarm
from crawler.server.alarms.findings import Findings, read_findings
from crawler.server.alarms.job_alarms import clock_alarms, command_alarms, job_alarms, silence, source_alarms
from crawler.server.alarms.ledger_alarms import ledger_alarms
from crawler.server.journal import read_journal
from crawler.server.running import is_busy
from crawler.server.settings import Health

_LONDON = ZoneInfo("Europe/London")
_OLD = timedelta(hours=36)  # a snapshot is made every day


def alarms(home: Path, settings: Health, now: datetime, findings: Findings | None = None) -> list[Alarm]:
    """Every alarm that holds.

    Args:
        home: folder of the monitor.
        settings: what counts as ill.
        now: the present instant.
        findings: what was found in the published data, where that cannot be kept in the home; else what is kept there.
    """
    journal = read_journal(home, now)
    findings = findings or read_findings(home)
    return [
        *source_alarms(journal, settings.failures),
        *job_alarms(journal),
        *command_alarms(journal),
        *silence(journal, now),
        *clock_alarms(journal),
        *ledger_alarms(home, now),
        *_disk_alarms(home, settings, now),
        *_hold_alarms(home),
        *(findings.alarms if findings else []),
        *_snapshot_alarms(home, findings, now),
        *_lake_alarms(home, now),
    ]


def held_editions(home: Path) -> list[dict[str, Any]]:
    """The editions that are held back, oldest week first: `week`, `since`, `reasons`."""
    try:
        told = orjson.loads((home / "published" / "hold.json").read_bytes())
        return sorted(told["holds"], key=lambda held: str(held["week"]))
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return []


def free_bytes(home: Path) -> int:
    """Free space on the disk of the home."""
    return shutil.disk_usage(home).free


def _disk_alarms(home: Path, settings: Health, now: datetime) -> Iterator[Alarm]:
    free_gb = free_bytes(home) / 1e9
    if free_gb < settings.disk_free_gb and not is_sample(home):
        yield Alarm("disk_low", "disk", now, {"free_gb": f"{free_gb:.1f}", "least_gb": f"{settings.disk_free_gb:.1f}"})


def _hold_alarms(home: Path) -> Iterator[Alarm]:
    for held in held_editions(home):
        since = datetime.fromisoformat(held["since"]).astimezone(UTC)
        yield Alarm("edition_held", held["week"], since, {"why": "; ".join(held["reasons"])})


def _snapshot_alarms(home: Path, findings: Findings | None, now: datetime) -> Iterator[Alarm]:
    """Published data that are old, of a home that is kept up from portals; or none where there should be some."""
    if is_sample(home):
        return
    is_published = (home / "published" / "monitor.duckdb").exists()
    ledgers = list((home / "landing").glob("*/ledger.jsonl"))
    if is_published and findings and ledgers:
        at = findings.published_at
        if now - at > _OLD or is_future(at, now):
            published = f"{at.astimezone(_LONDON):%-d %B %Y %H:%M}"
            yield Alarm("snapshot_old", "snapshot", at, {"published": published})
    traces = [path for path in (*ledgers, home / "monitor.duckdb") if path.exists()]
    if not is_published and traces and not is_busy(home):
        since = datetime.fromtimestamp(min(path.stat().st_mtime for path in traces), UTC)
        yield Alarm("nothing_published", "snapshot", since)


def _lake_alarms(home: Path, now: datetime) -> Iterator[Alarm]:
    """A lake that did not get what was published a day and a half ago."""
    try:
        told = orjson.loads((home / "lake" / "state.json").read_bytes())
        since = datetime.fromisoformat(told["behind_since"]) if told["behind_since"] else None
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return
    if since and now - since > _OLD:
        published = f"{since.astimezone(_LONDON):%-d %B %Y %H:%M}"
        yield Alarm("lake_behind", "lake", since, {"published": published, "why": told.get("error") or "see the log"})
