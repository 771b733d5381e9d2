"""Alarms that follow from the published data: incomplete weeks, too few notices, empty fields, a share that jumps."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import orjson

from store.quality.alarms_days import quiet_days
from store.snapshot import open_snapshot, snapshot_path
from store.sql_files import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

KINDS = frozenset({"completeness", "volume", "fill_rate", "classifier_rate", "snapshot_old"})
_LONDON = ZoneInfo("Europe/London")
_OLD = dt.timedelta(hours=36)  # a snapshot is made every day


@dataclass(frozen=True)
class DataAlarm:
    """One alarm: its kind, what it is about, since when it has been so (aware), and facts for its message."""

    kind: str
    subject: str
    since: dt.datetime
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What was seen in the published data: alarms, and figures for machines."""

    alarms: list[DataAlarm]
    facts: dict[str, list[dict[str, Any]]]


def read_alarms(home: Path, now: dt.datetime) -> Found | None:
    """Look at the published database of a home; None when nothing is published there.

    Raises:
        StoreError: the file is not a published database of the monitor.
    """
    if not snapshot_path(home).is_file():
        return None
    with closing(open_snapshot(home)) as con:
        return Found(data_alarms(con, now), data_facts(con, now))


def data_alarms(con: duckdb.DuckDBPyConnection, now: dt.datetime) -> list[DataAlarm]:
    """Every alarm that holds by the published database."""
    published_at = _published_at(con)
    return [
        *_completeness(con),
        *_volume(con, now),
        *_fill_rates(con, published_at),
        *_classifier_rates(con, published_at),
        *_age(published_at, now),
    ]


def data_facts(con: duckdb.DuckDBPyConnection, now: dt.datetime) -> dict[str, list[dict[str, Any]]]:
    """Figures for machines: metric to its samples, each with `labels` and `value`."""
    found: dict[str, list[dict[str, Any]]] = {"data_timestamp_seconds": [{"labels": {}, "value": now.timestamp()}]}
    for row in rows_of(con, "quality/facts.sql"):
        labels = {row["label"]: row["label_value"]} if row["label"] else {}
        found.setdefault(row["metric"], []).append({"labels": labels, "value": float(row["value"])})
    return found


def _published_at(con: duckdb.DuckDBPyConnection) -> dt.datetime:
    row = con.execute("SELECT value FROM out.publication WHERE name = 'published_at'").fetchone()
    return dt.datetime.fromisoformat(row[0]) if row else dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _completeness(con: duckdb.DuckDBPyConnection) -> Iterator[DataAlarm]:
    for source, group in groupby(rows_of(con, "quality/completeness.sql"), key=itemgetter("source")):
        weeks = list(group)
        worst = min(weeks, key=itemgetter("completeness_pct"))
        yield DataAlarm(
            "completeness",
            source,
            _start_of(weeks[0]["week_from"]),
            {
                "worst_pct": f"{int(worst['completeness_pct'] * 10) / 10:.1f}",
                "worst_week": worst["week"],
                "weeks": ", ".join(week["week"] for week in weeks),
            },
        )


def _volume(con: duckdb.DuckDBPyConnection, now: dt.datetime) -> Iterator[DataAlarm]:
    sources = [row[0] for row in con.execute("SELECT DISTINCT source FROM core.crawl_window").fetchall()]
    years = (now.year - 1, now.year)
    quiet = [{"source": s, "day": day} for s in sources for year in years for day in quiet_days(s, year)]
    rows = rows_of(con, "quality/volume.sql", {"quiet_days": orjson.dumps(quiet).decode()})
    for source, group in groupby(rows, key=itemgetter("source")):
        latest_first = list(group)[::-1]
        short = list(takewhile(lambda row: row["notice_count"] < row["least_count"], latest_first))
        if short:
            last = short[0]
            yield DataAlarm(
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


def _fill_rates(con: duckdb.DuckDBPyConnection, published_at: dt.datetime) -> Iterator[DataAlarm]:
    for row in rows_of(con, "quality/fill_rate.sql"):
        facts = {"field": row["field"], "now_pct": f"{row['now_pct']:.0f}", "before_pct": f"{row['before_pct']:.0f}"}
        # One alarm for each field of a portal; the message names both.
        yield DataAlarm("fill_rate", f"{row['source']} {row['field']}", published_at, facts)


def _classifier_rates(con: duckdb.DuckDBPyConnection, published_at: dt.datetime) -> Iterator[DataAlarm]:
    for row in rows_of(con, "quality/classifier_rate.sql"):
        facts = {"now_n": row["now_n"], "now_pct": f"{row['now_pct']:.0f}", "before_pct": f"{row['before_pct']:.0f}"}
        yield DataAlarm("classifier_rate", row["source"], published_at, facts)


def _age(published_at: dt.datetime, now: dt.datetime) -> Iterator[DataAlarm]:
    if now - published_at > _OLD:
        facts = {"published": f"{published_at.astimezone(_LONDON):%-d %B %Y %H:%M}"}
        yield DataAlarm("snapshot_old", "snapshot", published_at, facts)


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), _LONDON)
