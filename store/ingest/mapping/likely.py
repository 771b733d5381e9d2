"""Dates that can be read and are hardly meant: slips of a year, and days that stand for `no end`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from store.ingest.issues import Issue, shown
from store.ingest.mapping.compiled import COMPILED

if TYPE_CHECKING:
    from store.ingest.mapping.fields import Fields

_MOST_YEARS = 10  # the longest a purchasing system is kept open for
_AHEAD = timedelta(days=730)  # clocks and sample notices are never that far ahead
_OPENING = frozenset({"planning", "tender", "tender_update"})


def note_deadline(notice: dict[str, Any], path: str, fields: Fields) -> None:
    """Note a deadline more than a year before the notice that sets it, or more than ten years after it."""
    deadline, published = notice["deadline_at"], notice["published_at"]
    if not deadline or not published or notice["tags"] == COMPILED:  # which bears the day of its last notice
        return
    years = int(deadline[:4]) - int(published[:4])
    if years > _MOST_YEARS:
        fields.note("unlikely_date", f"{years} years after the notice", path, deadline)
    elif notice["stage"] in _OPENING and (years < -1 or (years == -1 and deadline[4:] < published[4:])):
        fields.note("unlikely_date", "more than a year before the notice", path, deadline)


def latest_likely(now: datetime | None = None) -> str:
    """The moment after which no notice can have been published, as ISO 8601 in UTC."""
    return ((now or datetime.now(UTC)) + _AHEAD).isoformat()


def future_issues(notice: dict[str, Any], latest: str) -> list[Issue]:
    """The issue of a notice that is published in years to come; empty for nearly every notice."""
    published = notice["published_at"]
    if not published or published <= latest:
        return []
    return [Issue("unlikely_date", "the notice is dated years ahead", "/date", shown(published))]
