"""A published database in memory, with one short call for each row that the tests of gate and alarms need."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb

from store.sql_files import run_bare
from tests.store.builders import insert, notice, writer

MONDAY = date(2026, 11, 16)
DATA_UNTIL = "2026-11-23T03:30:00Z"


def published(
    data_until: str | None = DATA_UNTIL, published_at: str = "2026-11-23T05:00:00Z"
) -> duckdb.DuckDBPyConnection:
    """An empty published database; without `data_until` one that no notice and no answer of a portal has reached."""
    con = writer()
    run_bare(con, "schema/derived.sql")
    run_bare(con, "schema/out.sql")
    if data_until:
        insert(con, "out.publication", name="data_until", value=data_until)
    insert(con, "out.publication", name="published_at", value=published_at)
    return con


def week(con: duckdb.DuckDBPyConnection, source: str, pct: float | None, monday: date = MONDAY) -> None:
    """A week of a portal in out.completeness."""
    counts = {"windows": 0 if pct is None else 28, "windows_complete": 0, "windows_failed": 0, "hours_proven": 0}
    counts |= {"notice_count": 0, "missing_count": 0, "issue_count": 0}
    name = f"{monday:%G-W%V}"
    insert(con, "out.completeness", source=source, week=name, week_from=monday, completeness_pct=pct, **counts)


def window(con: duckdb.DuckDBPyConnection, since: date, until: date, state: str = "complete") -> None:
    """A window of the ledger of Find a Tender, from midnight to midnight UTC."""
    insert(
        con,
        "core.crawl_window",
        source="find_a_tender",
        window_from=_midnight(since),
        window_until=_midnight(until),
        state=state,
        is_proven=state == "complete",
        missing_ids=[],
    )


def notices(con: duckdb.DuckDBPyConnection, days: date | list[date], count: int, **values: Any) -> None:
    """So many notices of Find a Tender on a day, or on each of several."""
    every = days if isinstance(days, list) else [days]
    if not count:
        return
    notice(con, ocid="first", published_at=_midnight(every[0]) + timedelta(hours=10), **values)
    con.execute(
        "INSERT INTO core.notice SELECT n.* REPLACE (d || '-' || r AS ocid, d + INTERVAL 10 HOUR AS published_at) "
        "FROM core.notice AS n, (SELECT unnest(?) AS d), (SELECT unnest(range(?)) AS r) WHERE n.ocid = 'first'",
        [[_midnight(day) for day in every], count],
    )
    con.execute("DELETE FROM core.notice WHERE ocid = 'first'")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
