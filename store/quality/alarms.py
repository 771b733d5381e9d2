"""Alarms that follow from the published data: incomplete weeks, too few notices, empty fields, a share that jumps."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from itertools import groupby, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import duckdb
import orjson
from holidays import country_holidays

from crawler.server.alarms.alarm import Alarm
from crawler.server.alarms.findings import Findings, Metrics, write_findings
from store.errors import StoreError
from store.snapshot import snapshot, snapshot_path
from store.sql_files import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONDON = ZoneInfo("Europe/London")
_SCOTTISH_SOURCES = frozenset({"public_contracts_scotland"})
_CHRISTMAS = ((12, 24), (12, 31)), ((1, 1), (1, 2))


def look(home: Path, now: dt.datetime) -> Findings | None:
    """Look at the published database of a home, and keep what was found there for those who open no database.

    Returns:
        What was found; None when nothing is published. A database that cannot be read is an alarm.
    """
    path = snapshot_path(home)
    if not path.is_file():
        return None
    try:
        with snapshot(home) as con:
            findings = Findings(_published_at(con), data_alarms(con, now), data_metrics(con, now))
    except (StoreError, duckdb.Error) as error:
        written_at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        why = str(error).partition("\n")[0]
        findings = Findings(written_at, [Alarm("snapshot_damaged", "snapshot", written_at, {"why": why})])
    with suppress(OSError):  # a disk that is full, or a home that is read-only here
        write_findings(home, findings)
    return findings


def data_alarms(con: duckdb.DuckDBPyConnection, now: dt.datetime) -> list[Alarm]:
    """Every alarm that holds by the published database."""
    published_at = _published_at(con)
    return [
        *_completeness(con),
        *_volume(con, now),
        *_fill_rates(con, published_at),
        *_classifier_rates(con, published_at),
    ]


def data_metrics(con: duckdb.DuckDBPyConnection, now: dt.datetime) -> Metrics:
    """Figures for machines: metric to its samples, each with `labels` and `value`."""
    found: Metrics = {"data_timestamp_seconds": [{"labels": {}, "value": now.timestamp()}]}
    for row in rows_of(con, "quality/facts.sql"):
        labels = {row["label"]: row["label_value"]} if row["label"] else {}
        found.setdefault(row["metric"], []).append({"labels": labels, "value": float(row["value"])})
    return found


def _published_at(con: duckdb.DuckDBPyConnection) -> dt.datetime:
    row = con.execute("SELECT value FROM out.publication WHERE name = 'published_at'").fetchone()
    return dt.datetime.fromisoformat(row[0]) if row else dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _completeness(con: duckdb.DuckDBPyConnection) -> Iterator[Alarm]:
    for source, group in groupby(rows_of(con, "quality/completeness.sql"), key=itemgetter("source")):
        weeks = list(group)
        worst = min(weeks, key=itemgetter("completeness_pct"))
        yield Alarm(
            "completeness",
            source,
            _start_of(weeks[0]["week_from"]),
            {
                "worst_pct": f"{int(worst['completeness_pct'] * 10) / 10:.1f}",
                "worst_week": worst["week"],
                "weeks": ", ".join(week["week"] for week in weeks),
            },
        )


def _volume(con: duckdb.DuckDBPyConnection, now: dt.datetime) -> Iterator[Alarm]:
    sources = [row[0] for row in con.execute("SELECT DISTINCT source FROM core.crawl_window").fetchall()]
    quiet = [
        {"source": source, "day": day}
        for source in sources
        for year in (now.year - 1, now.year)
        for day in quiet_days(source, year)
    ]
    rows = rows_of(con, "quality/volume.sql", {"quiet_days": orjson.dumps(quiet).decode()})
    for source, group in groupby(rows, key=itemgetter("source")):
        latest_first = list(group)[::-1]
        short = list(takewhile(lambda row: row["notice_count"] < row["least_count"], latest_first))
        if short:
            last = short[0]
            yield Alarm(
                "volume",
                source,
                _start_of(short[-1]["day"]),
                {
                    "day": last["day"],
                    "weekday": f"{last['day']:%A}",
                    "notices": last["notice_count"],
                    "usual": f"{last['usual_count']:.0f}",
                    "least": last["least_count"],
                },
            )


def _fill_rates(con: duckdb.DuckDBPyConnection, published_at: dt.datetime) -> Iterator[Alarm]:
    for row in rows_of(con, "quality/fill_rate.sql"):
        facts = {"field": row["field"], "now_pct": f"{row['now_pct']:.0f}", "before_pct": f"{row['before_pct']:.0f}"}
        # One alarm for each field of a portal; the message names both.
        yield Alarm("fill_rate", f"{row['source']} {row['field']}", published_at, facts)


def _classifier_rates(con: duckdb.DuckDBPyConnection, published_at: dt.datetime) -> Iterator[Alarm]:
    for row in rows_of(con, "quality/classifier_rate.sql"):
        facts = {"now_n": row["now_n"], "now_pct": f"{row['now_pct']:.0f}", "before_pct": f"{row['before_pct']:.0f}"}
        yield Alarm("classifier_rate", row["source"], published_at, facts)


def quiet_days(source: str, year: int) -> set[dt.date]:
    """The days of a year on which few notices are expected of a portal: bank holidays, and those around Christmas."""
    nation = "SCT" if source in _SCOTTISH_SOURCES else "ENG"
    around_christmas = {
        dt.date(year, month, day) for (month, first), (_, last) in _CHRISTMAS for day in range(first, last + 1)
    }
    return {*country_holidays("GB", subdiv=nation, years=year), *around_christmas}


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), _LONDON)
