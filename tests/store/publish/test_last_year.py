"""Bodies are counted over the 12 months of the newest edition: to the last week with a procurement that is over."""

from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from store.sql_files import read_sql
from store.weeks import Week, choose_week
from tests.store.publish.figure_rows import filled

MONDAY = date(2026, 10, 5)


def processes(*days: date) -> list[dict[str, Any]]:
    return [{"opened_on": day, "level": "R3"} for day in days]


def last_year(until: date, *, is_crawled: bool, opened: list[date]) -> tuple[date, date]:
    """What the script makes of data that end with a day."""
    with duckdb.connect() as con:
        con.execute("CREATE SCHEMA out; CREATE TABLE out.counted (opened_on DATE)")
        con.executemany("INSERT INTO out.counted VALUES (?)", [[day] for day in opened])
        span = f"SELECT DATE '{until}' AS data_until_on, data_until_on + {0 if is_crawled else 3} AS over_on"
        con.execute(f"CREATE TEMP TABLE data_span AS {span}")
        con.execute(read_sql("out/bodies/last_year.sql"))
        (found,) = con.execute("SELECT year_from, year_until FROM last_year").fetchall()
        return found


@pytest.mark.parametrize("is_crawled", [True, False])
@pytest.mark.parametrize("days_after", [0, 3, 4, 5, 6, 7, 9, 13, 40, 400])
def test_it_is_the_week_that_is_reported_on(days_after: int, is_crawled: bool) -> None:
    opened = [MONDAY - timedelta(days=8), MONDAY]
    until = MONDAY + timedelta(days=days_after)
    weeks = [Week.parse(day.strftime("%G-W%V")) for day in opened]
    ended_at = Week(MONDAY).shifted(-1).ended_at + timedelta(days=days_after + 1)
    chosen = choose_week(None, weeks, ended_at, is_crawled)
    year_from, year_until = last_year(until, is_crawled=is_crawled, opened=opened)
    assert year_until == chosen.last_day
    assert (year_from.month, year_from.day) == (
        (year_until + timedelta(days=1)).month,
        (year_until + timedelta(days=1)).day,
    )


@pytest.mark.parametrize("weeks", [0, 1, 5, 60])
def test_bodies_add_up_to_the_figure_of_the_newest_week(weeks: int) -> None:
    """Awards and amendments that come later move no window."""
    opened = processes(*(MONDAY + timedelta(days=6 - 11 * number) for number in range(60)))
    late = {"opened_on": None, "level": "R0"}
    with filled([*opened, *[late] * 3], reach=MONDAY + timedelta(days=6 + 7 * weeks)) as con:
        bodies = con.execute("SELECT sum(n), sum(k) FROM out.authority").fetchall()
        figure = con.execute(
            "SELECT n, k FROM out.indicator WHERE indicator = 'I1' AND cut = 'all' "
            "AND period_kind = 'rolling_12_months' AND period_until = ?",
            [MONDAY + timedelta(days=6)],
        ).fetchall()
    assert bodies == figure
    assert 30 < figure[0][0] < 60


def test_a_week_that_is_not_over_waits() -> None:
    with filled(processes(MONDAY - timedelta(days=2), MONDAY), reach=MONDAY + timedelta(days=1)) as con:
        assert con.execute("SELECT sum(process_count), max(last_opened_on) FROM out.authority").fetchall() == [
            (1, MONDAY - timedelta(days=2))
        ]
