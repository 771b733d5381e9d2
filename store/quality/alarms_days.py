"""Days on which few notices are published and nobody is alarmed: bank holidays, and those around Christmas."""

import csv
import datetime as dt
import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "bank_holidays.csv"
_SATURDAY = 5
_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
SCOTTISH_SOURCES = frozenset({"public_contracts_scotland"})


def quiet_days(source: str, year: int) -> frozenset[dt.date]:
    """The days of a year on which few notices are expected of a portal, besides weekends."""
    nation = "Scotland" if source in SCOTTISH_SOURCES else "England and Wales"
    return bank_holidays(nation, year) | bank_holidays("quiet", year)


@cache
def bank_holidays(nation: str, year: int) -> frozenset[dt.date]:
    """The bank holidays of England and Wales, or of Scotland, in a year, by the rules of bank_holidays.csv."""
    days: set[dt.date] = set()
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            is_in_force = int(row["from_year"]) <= year <= int(row["until_year"] or year)
            if row["nation"] == nation and is_in_force:
                days |= _days(row["rule"], year, days)
    return frozenset(days)


def easter(year: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return dt.date(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)


def _days(rule: str, year: int, taken: set[dt.date]) -> set[dt.date]:
    """The days a rule names: `easter+1`, `first monday 05`, `01-01 next` (next working day that is free) or a span."""
    if match := re.fullmatch(r"easter([+-]\d+)", rule):
        return {easter(year) + int(match[1]) * _DAY}
    if match := re.fullmatch(r"(first|last) monday (\d\d)", rule):
        return {_monday(year, int(match[2]), is_last=match[1] == "last")}
    if match := re.fullmatch(r"(\d\d-\d\d) next", rule):
        return {_free(dt.date.fromisoformat(f"{year}-{match[1]}"), taken)}
    if match := re.fullmatch(r"12-(\d\d) to 01-(\d\d)", rule):
        first, last = int(match[1]), int(match[2])
        return {dt.date(year, 12, day) for day in range(first, 32)} | {dt.date(year, 1, d) for d in range(1, last + 1)}
    return {dt.date.fromisoformat(rule)}


def _monday(year: int, month: int, *, is_last: bool) -> dt.date:
    first = dt.date(year, month, 1)
    monday = first + (-first.weekday() % 7) * _DAY
    while is_last and (monday + _WEEK).month == month:
        monday += _WEEK
    return monday


def _free(day: dt.date, taken: set[dt.date]) -> dt.date:
    while day.weekday() >= _SATURDAY or day in taken:
        day += _DAY
    return day
