"""Our clock against others: what lies in the future, and how far it stands from a portal's by the Date header."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.formats.landing import Answer

# Clocks that are set by the network differ by less; portals answer from several machines and caches.
TOLERANCE = timedelta(minutes=5)
_UNITS = ((timedelta(days=2), timedelta(days=1), "days"), (timedelta(hours=2), timedelta(hours=1), "hours"))


def is_future(instant: datetime, now: datetime) -> bool:
    """Whether an instant lies so far after now that a clock must have been ahead when it was written down."""
    return instant > now + TOLERANCE


def skew_of(answer: Answer) -> timedelta | None:
    """How far our clock is ahead of the portal's (behind: negative), by the Date and Age headers; None without a Date.

    What the answer took to come is no skew.
    """
    try:
        stated = parsedate_to_datetime(answer.headers.get("date", ""))
        age = timedelta(seconds=int(answer.headers.get("age", "0")))
    except (ValueError, OverflowError):
        return None
    portal_at = (stated if stated.tzinfo else stated.replace(tzinfo=UTC)) + age
    if portal_at < answer.requested_at:
        return answer.requested_at - portal_at
    return min(timedelta(), answer.received_at - portal_at)


def skew_in_words(skew: timedelta) -> str:
    """What a person is told of a skew."""
    span = abs(skew)
    unit, name = next(
        ((unit, name) for least, unit, name in _UNITS if span >= least), (timedelta(minutes=1), "minutes")
    )
    side = "ahead of" if skew > timedelta() else "behind"
    return f"the clock of this machine is {round(span / unit)} {name} {side} the portal's"
