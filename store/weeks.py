"""ISO weeks: their name, days and neighbours, and the one choice of the week that is checked and reported on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from store.errors import StoreError
from store.sql_files import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

LONDON = ZoneInfo("Europe/London")
WEEKEND = timedelta(days=3)  # from the first instant of a Friday to the end of its week


@dataclass(frozen=True, order=True)
class Week:
    """One ISO week, known by its Monday."""

    first_day: date

    @classmethod
    def parse(cls, name: str) -> Self:
        """The week called `name`, such as 2026-W47. Raises StoreError when there is no such week."""
        year, number = (name[:4], name[6:]) if re.fullmatch(r"[0-9]{4}-W[0-9]{2}", name) else ("0", "0")
        try:
            return cls(date.fromisocalendar(int(year), int(number), 1))
        except ValueError:
            raise StoreError(f"{name!r} is not a week: write it as year and ISO week, such as 2026-W47") from None

    @property
    def name(self) -> str:
        """Year and ISO week, such as 2026-W47."""
        year, number, _ = self.first_day.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def last_day(self) -> date:
        """The Sunday."""
        return self.first_day + timedelta(days=6)

    @property
    def ended_at(self) -> datetime:
        """The instant the week is over in the United Kingdom."""
        return datetime.combine(self.first_day + timedelta(days=7), time(), LONDON)

    def shifted(self, weeks: int) -> Week:
        """The week so many weeks later (earlier when negative)."""
        return Week(self.first_day + timedelta(weeks=weeks))


def week_to_report(con: duckdb.DuckDBPyConnection, asked: str | None) -> Week:
    """The week of the published database to check and report on (see `choose_week`).

    Raises:
        StoreError: as `choose_week`, or the database does not say until when its data reach.
    """
    weeks = [Week.parse(row["week"]) for row in rows_of(con, "weeks/with_processes.sql")]
    if not weeks:
        raise _nothing_opened()
    return choose_week(asked, weeks, *data_reach(con))


def data_reach(con: duckdb.DuckDBPyConnection) -> tuple[datetime, bool]:
    """Until when the published data reach, UK time, and whether that is known from a crawl.

    Raises:
        StoreError: the database does not say.
    """
    row = rows_of(con, "weeks/reach.sql")[0]
    try:
        until = datetime.fromisoformat(row["data_until"])
    except (TypeError, ValueError):
        raise StoreError("the snapshot does not say until when its data reach: run 'svmonitor publish' again") from None
    return (until if until.tzinfo else until.replace(tzinfo=UTC)).astimezone(LONDON), row["is_crawled"]


def reach(data_until: datetime, *, is_crawled: bool) -> datetime:
    """Until when nothing more is to be expected.

    Data from files alone end with their last notice, and hardly any is published at a weekend: there a week is over
    when the data reach its Friday.
    """
    return data_until if is_crawled else data_until + WEEKEND


def choose_week(asked: str | None, weeks: Sequence[Week], data_until: datetime, is_crawled: bool = True) -> Week:
    """The week to report on: the one asked for, else the last one that was over when the data end (see `reach`).

    When no week is over yet, the last one with data.

    Raises:
        StoreError: `asked` is not a week or holds no notices, or there is no week at all.
    """
    if not weeks:
        raise _nothing_opened()
    if asked is None:
        return max([week for week in weeks if week.ended_at <= reach(data_until, is_crawled=is_crawled)] or weeks)
    week = Week.parse(asked)
    if week not in weeks:
        raise StoreError(f"no notices in {week.name}: the published data hold {span_of(weeks)}")
    return week


def _nothing_opened() -> StoreError:
    return StoreError("the published data hold no opened procurement to report on: ingest or crawl some notices first")


def span_of(weeks: Sequence[Week]) -> str:
    """The weeks in a few words: all of them when few, else how many and from when to when."""
    names = [week.name for week in sorted(weeks)]
    if len(names) <= 12:
        return ", ".join(names)
    return f"{len(names)} weeks between {names[0]} and {names[-1]}"
