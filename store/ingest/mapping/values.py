"""Single values without a fault, read the short way, and what of odd ones can still be told."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from crawler.text.printable import printable
from crawler.text.redact import redact

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Object

UK_TIME = ZoneInfo("Europe/London")
# Contracts Finder began in 2011 and the Act in 2013: years far outside are slips (0001, 2202) that bend every chart.
FIRST_YEAR, LAST_YEAR = 2000, 2100
_LONGEST_DATE = 10  # 2026-12-20, 20261220, 2026-W51-7 or 2026W517; with a time it is longer
_WEEK_ALONE = re.compile(r"\d{4}-?W\d{2}", re.ASCII)  # Python reads its Monday
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_EXPONENT = re.compile(r"[eE][+-]?\d{1,3}$", re.ASCII)  # where all that is written is text: XML and CSV
_GROUPED_NUMBER = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)  # 900.000: of thousands as well as a fraction
_CPV = re.compile(r"(\d{8})(?:-\d)?")
# What RFC 3339 and ISO 8601 allow and Python does not read: t and z, the end of a day, a leap second.
_IRREGULAR_DATE = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)? ?([Zz]|[+-]\d{2}:?\d{2})?", re.ASCII
)


class Fault(NamedTuple):
    """What is wrong with a value: the code of an issue, and its message."""

    code: str
    message: str


def plain_number(text: str) -> float | None:
    """The number that a text writes out; None where it is none, or where its point may set thousands apart."""
    plain = text.strip()
    if not _PLAIN_NUMBER.fullmatch(plain) or _GROUPED_NUMBER.fullmatch(plain):
        return None
    return float(plain)


def typed_number(text: str) -> float | str:
    """The number that a text stands for in a format that has no numbers of its own; the text where it is none."""
    number = plain_number(text)
    if number is None and _PLAIN_NUMBER.fullmatch(_EXPONENT.sub("", text.strip())):
        number = float(text) if _EXPONENT.search(text.strip()) else None
    return text if number is None or not math.isfinite(number) else number


@lru_cache(maxsize=1 << 12)
def cpv_digits(value: str) -> str | None:
    """The eight digits of a CPV code; None of what is none."""
    match = _CPV.fullmatch(value.strip())
    return match[1] if match else None


@lru_cache(maxsize=1 << 12)
def short_text(value: str) -> str | None:
    """A short string as `Fields.text` gives it: codes, names of countries and the like repeat without end."""
    return redact(printable(value).strip()) or None


@lru_cache(maxsize=4096)  # the dates of a release repeat
def plain_instant(value: str) -> str | None:
    """A date-time as ISO 8601 in UTC, of a value without fault; None sends it the whole way."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None or not value.isprintable() or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment.astimezone(UTC).isoformat()


def moment_of(text: str) -> tuple[datetime | None, list[Fault]]:
    """The moment that a date-time means, and what is wrong with how it is written; None of what is none."""
    faults: list[Fault] = []
    if _WEEK_ALONE.fullmatch(text):
        return None, [Fault("unreadable_date", "a week, not a day")]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        irregular = irregular_moment(text)
        if irregular is None:
            return None, [Fault("unreadable_date", "not a date")]
        moment = irregular
        faults.append(Fault("irregular_date", f"read as {moment.isoformat()}"))
    if FIRST_YEAR <= moment.year <= LAST_YEAR:
        return moment, faults
    return None, [*faults, Fault("unreadable_date", f"outside {FIRST_YEAR} to {LAST_YEAR}")]


def in_uk_time(moment: datetime, published: str, *, is_end: bool) -> tuple[datetime, Fault]:
    """A moment published without an offset, as one of UK local time, and what it was published without.

    `is_end`: a date without a time means the end of that day.
    """
    if len(published.strip()) > _LONGEST_DATE:
        return moment.replace(tzinfo=UK_TIME), Fault("date_without_offset", "a date without an offset from UTC")
    if is_end:
        moment = datetime.combine(moment, time(23, 59, 59))
    return moment.replace(tzinfo=UK_TIME), Fault("date_without_time", "a date without a time")


def is_keyed(value: Object) -> bool:
    """Whether an object stands for a list: each of its values is an object under a number or an id, not a field."""
    if not value or not all(type(item) is dict for item in value.values()):
        return False
    return not all(key.isascii() and key.isalpha() and key[0].islower() for key in value) or (
        len(value) > 1 and all("title" in item or "description" in item for item in value.values())
    )


def irregular_moment(text: str) -> datetime | None:
    """The moment that an irregular date-time means; None of what is none."""
    match = _IRREGULAR_DATE.fullmatch(text)
    if not match:
        return None
    day, hour, minute, second, offset = match.groups(default="")
    is_end_of_day = hour == "24" and minute == "00" and second in {"", "00"}
    # A leap second is still of its day.
    clock = "00:00:00" if is_end_of_day else f"{hour}:{minute}:{'59' if second == '60' else second or '00'}"
    try:
        return datetime.fromisoformat(f"{day}T{clock}{offset.upper()}") + timedelta(days=is_end_of_day)
    except (ValueError, OverflowError):
        return None
