"""Reads one edition from the published snapshot. Each query is a file of reports/sql, such as `edition/rates`."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby
from typing import Any

from duckdb import DuckDBPyConnection
from duckdb import Error as DuckDBError

from reports.errors import ReportError
from reports.snapshot.edition import (
    ACT_DAY,
    Cut,
    DocumentEvidence,
    Edition,
    Fault,
    KindRates,
    Notice,
    PortalCoverage,
    PortalWeek,
    SeriesBreak,
    SeriesPoint,
    Share,
    WeekCount,
)
from reports.snapshot.rates import Change, Rate
from store.weeks import Week, data_reach, week_to_report

# DuckDB's words when the disk is full, or a limit on the size of files is met, with much else around them.
_UNWRITTEN = re.compile(
    r"(?:write[^\n]{0,40}?file \\*\"(?P<folder>/[^\"\\]*)/[^\"/\\]*\\*\")?[^\n]{0,20}?"
    r"(?P<cause>File too large|No space left on device|Disk quota exceeded)"
)
LARGE_GBP = 5_000_000  # the upper band of PPN 026, and large in any kind of authority
BATCH = 5_000
HEADLINE_SERIES = "find_a_tender_ted"
SERIES = (HEADLINE_SERIES, "find_a_tender_ted_standardised", "contracts_finder")
DRAWN = timedelta(days=728)  # the two years of the chart of an edition
YEAR_POINTS = {
    "cut": "series",
    "cut_value": HEADLINE_SERIES,
    "period_kind": "rolling_12_months",
    "indicators": ["I1", "I3", "I10b"],
}
QUARTER_POINTS = {"cut": "all", "cut_value": "all", "period_kind": "rolling_13_weeks", "indicators": ["I1", "I3"]}
CHANGE_INDICATORS = ("I1", "I2", "I3", "I5")


def load_headline_points(con: DuckDBPyConnection, until: date, *, since: date = ACT_DAY) -> list[SeriesPoint]:
    """The headline series, and how often criteria can be seen, 12 months at a time; not joined at its breaks."""
    return load_points(con, YEAR_POINTS, until, since=since)


def load_points(con: DuckDBPyConnection, which: dict[str, Any], until: date, *, since: date) -> list[SeriesPoint]:
    """Rolling rates that end within some days."""
    return [SeriesPoint(**row) for row in fetch(con, "series/points", **which, since=since, until=until)]


def load_edition(con: DuckDBPyConnection, asked: str | None) -> Edition:
    """The edition of the week asked for (see `store.weeks.choose_week`). Raises ReportError and StoreError."""
    cut = load_cut(con)
    week = week_to_report(con, asked)
    rates_13 = load_rates(con, "rolling_13_weeks", week.name)
    before = load_rates(con, "rolling_13_weeks", week.shifted(-13).name)
    if "I1" not in rates_13:
        raise ReportError(f"the published data hold no indicators for {week.name}: run 'svmonitor publish' again")
    moved = {row.pop("indicator"): row for row in fetch(con, "edition/changes", period=week.name)}
    days = {"first_day": week.first_day, "last_day": week.last_day}
    return Edition(
        week=week,
        cut=cut,
        counts=load_rates(con, "week", week.name),
        rates_13=rates_13,
        rates_12=load_rates(con, "rolling_12_months", week.name),
        headline=load_headline(con, week),
        series_12=[(name, rates["I1"]) for name in SERIES if "I1" in (rates := load_series(con, week, name))],
        changes=[Change(i, rates_13[i], before.get(i), **moved.get(i, {})) for i in CHANGE_INDICATORS if i in rates_13],
        headline_points=load_headline_points(con, week.last_day, since=week.last_day - DRAWN),
        series=load_points(con, QUARTER_POINTS, week.last_day, since=week.last_day - DRAWN),
        weekly=[WeekCount(**row) for row in fetch(con, "edition/weekly_counts", until=week.last_day)],
        breaks=[SeriesBreak(**row) for row in fetch(con, "series/series_breaks")],
        kinds=load_kinds(con, week),
        themes=[Share(**row) for row in fetch(con, "topics/themes", period=week.name)],
        theme_ratio=next(iter(fetch(con, "topics/theme_ratio", period=week.name)), None),
        standards=[Share(**row) for row in fetch(con, "topics/standards", period=week.name)],
        flagged=[Notice(**row) for row in fetch(con, "edition/notices_flagged", week=week.name)],
        silent=[
            Notice(**row) for row in fetch(con, "edition/notices_silent", week=week.name, least_value_gbp=LARGE_GBP)
        ],
        portals=[PortalWeek(**row) for row in fetch(con, "edition/completeness", first_day=week.first_day)],
        faults=[Fault(**row) for row in fetch(con, "edition/faults", **days)],
        faults_unplaced=[Fault(**row) for row in fetch(con, "edition/faults_unplaced")],
        documents=[DocumentEvidence(**row) for row in fetch(con, "edition/edition_documents", week=week.name)],
        coverage=load_coverage(con, week.last_day),
    )


def load_coverage(con: DuckDBPyConnection, last_day: date) -> list[PortalCoverage]:
    """Of the 52 weeks to a day, those of which each portal's notices are known to be complete."""
    days = {"first_day": last_day - timedelta(weeks=52), "last_day": last_day}
    return [PortalCoverage(**row) for row in fetch(con, "edition/coverage", **days)]


def load_cut(con: DuckDBPyConnection) -> Cut:
    """The facts about the snapshot. Raises StoreError when it does not say until when its data reach."""
    facts = {row["name"]: row["value"] for row in fetch(con, "edition/publication")}
    return Cut(
        data_until=data_reach(con)[0],
        published_at=facts.get("published_at", "not stated"),
        data_version=facts.get("data_version", "not stated"),
        classifier_version=facts.get("classifier_version", "not stated"),
        code_version=version("social-value-monitor"),
        licence=facts.get("licence", "not stated"),
        attribution=facts.get("attribution", "not stated"),
        is_sample=facts.get("is_sample") == "true",
        first_day=fetch(con, "edition/first_day")[0]["first_day"],
    )


def load_rates(
    con: DuckDBPyConnection, period_kind: str, period: str, cut: str = "all", cut_value: str = "all"
) -> dict[str, Rate]:
    """All indicators of one period, by indicator, of the whole or of one value of a cut."""
    rows = fetch(con, "edition/rates", period_kind=period_kind, period=period, cut=cut, cut_value=cut_value)
    return {row["indicator"]: Rate(**row) for row in rows}


def load_series(con: DuckDBPyConnection, week: Week, name: str) -> dict[str, Rate]:
    """All indicators of a series over the 12 months to the week."""
    return load_rates(con, "rolling_12_months", week.name, "series", name)


def load_headline(con: DuckDBPyConnection, week: Week) -> Rate:
    """The headline: I1 of Find a Tender, and TED before it, over 12 months; empty where neither is held."""
    found = load_series(con, week, HEADLINE_SERIES).get("I1")
    since = week.last_day - timedelta(weeks=52) + timedelta(days=1)
    return found or Rate("I1", since, week.last_day, 0, 0, 0, 0, None, None, None, None, None, None, is_reliable=False)


def load_kinds(con: DuckDBPyConnection, week: Week) -> list[KindRates]:
    """The two main indicators by kind of authority, largest kind first."""
    kinds = []
    rows = fetch(con, "edition/rates_by_kind", period=week.name)
    for kind, group in groupby(rows, key=lambda row: str(row["authority_kind"])):
        rates = {row["indicator"]: Rate(**{k: v for k, v in row.items() if k != "authority_kind"}) for row in group}
        if "I1" in rates:
            kinds.append(KindRates(kind, rates["I1"], rates.get("I3")))
    return kinds


def fetch(con: DuckDBPyConnection, query: str, **parameters: Any) -> list[dict[str, Any]]:
    """Rows of reports/sql/<query>.sql. Raises ReportError when the snapshot has not the tables it needs."""
    try:
        result = con.execute(sql(query), parameters or None)
        columns = [column[0] for column in result.description or []]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    except DuckDBError as error:
        raise unreadable(error) from error


def stream(con: DuckDBPyConnection, query: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    """The same, some thousand rows at a time, on a cursor of its own: other queries may run meanwhile."""
    try:
        with con.cursor() as cursor:
            result = cursor.execute(sql(query), parameters or None)
            columns = [column[0] for column in result.description or []]
            while found := result.fetchmany(BATCH):
                for row in found:
                    yield dict(zip(columns, row, strict=True))
    except DuckDBError as error:
        raise unreadable(error) from error


def digests(con: DuckDBPyConnection, query: str, by: str, **parameters: Any) -> dict[str, tuple[int, str]]:
    """How many rows a query gives for each value of a column, and what they hash to: far less than the rows."""
    try:
        found = con.execute(
            f'SELECT "{by}", count(*), sum(hash(t)::HUGEINT)::VARCHAR FROM ({sql(query)}) AS t GROUP BY ALL',  # noqa: S608 - our own query
            parameters or None,
        ).fetchall()
    except DuckDBError as error:
        raise unreadable(error) from error
    return {value: (count, digest) for value, count, digest in found}


def unreadable(error: DuckDBError) -> ReportError:
    """What is said of a snapshot in which a query fails; not that it is damaged, when a file could not be written."""
    written = _UNWRITTEN.search(str(error))
    if written:
        where = f" in {written['folder']}" if written["folder"] else ""
        return ReportError(
            f"what the report is made from cannot be written{where}: {written['cause']}; make room there"
        )
    reason = str(error).splitlines()[0]
    return ReportError(f"the published snapshot cannot be read ({reason}): run 'svmonitor publish' again")


@cache
def sql(query: str) -> str:
    """Text of reports/sql/<query>.sql."""
    return files("reports").joinpath("sql", f"{query}.sql").read_text(encoding="utf-8")
