"""Spans of time asked of a portal: cutting, splitting, adding up, and saying them in UK local time.

A window is half open, `[since, until)`, in UTC. Portals that take UK local time get a span that is never shorter than
the window, so that an hour that happens twice, or a bound taken as exclusive, loses nothing; what was also in the
neighbouring window is sorted out afterwards.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from crawler.errors import CrawlerError

LONDON = ZoneInfo("Europe/London")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, order=True)
class Window:
    """A half-open span of time in UTC."""

    since: datetime
    until: datetime

    @property
    def span(self) -> timedelta:
        """Its length."""
        return self.until - self.since

    def contains(self, instant: datetime) -> bool:
        """Whether an aware instant lies in it."""
        return self.since <= instant < self.until

    def __str__(self) -> str:
        return f"{rfc3339(self.since)} to {rfc3339(self.until)}"


def rfc3339(instant: datetime) -> str:
    """An aware instant as RFC 3339 in UTC, to the second: `2026-11-16T00:00:00Z`."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_bound(text: str, *, is_end: bool = False) -> datetime:
    """An instant a person gave, as UTC.

    Args:
        text: an ISO date or instant; without an offset it is UK local time.
        is_end: whether it is the end of a span: a bare date then includes that day.

    Raises:
        CrawlerError: it is neither a date nor an instant.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        midnight = datetime.combine(day + timedelta(days=1) if is_end else day, time(), tzinfo=LONDON)
        return midnight.astimezone(UTC)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise CrawlerError(f"{text!r} is not a date or an instant: write 2026-11-16 or 2026-11-16T09:30") from error
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=LONDON)
    return instant.astimezone(UTC).replace(microsecond=0)


def check_span(since: datetime, until: datetime) -> None:
    """Refuse a span that holds no time.

    Raises:
        CrawlerError: it ends before it begins; or it begins in the future, where its end has been moved to now.
    """
    if since >= until:
        raise CrawlerError(f"there is no time to ask for between {_clock(since)} and {_clock(until)} (UK local time)")


def _clock(instant: datetime) -> str:
    return f"{instant.astimezone(LONDON):%Y-%m-%d %H:%M}"


def cells(span: Window, step: timedelta) -> Iterator[Window]:
    """Cut a span at the multiples of `step` counted from midnight UTC of 1 January 2000, oldest first."""
    origin = datetime(2000, 1, 1, tzinfo=UTC)
    start = span.since
    while start < span.until:
        edge = origin + ((start - origin) // step + 1) * step
        end = min(edge, span.until)
        yield Window(start, end)
        start = end


def month_cells(span: Window) -> Iterator[Window]:
    """The whole calendar months, in UK local time, that a span touches, oldest first."""
    local = span.since.astimezone(LONDON)
    start = datetime(local.year, local.month, 1, tzinfo=LONDON)
    while start < span.until:
        following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        end = datetime.combine(following, time(), tzinfo=LONDON)
        yield Window(start.astimezone(UTC), end.astimezone(UTC))
        start = end


def split(window: Window, parts: int = 2) -> list[Window]:
    """Cut a window into that many parts of about equal length on whole seconds, fewer if it is too short.

    A window of one second cannot be cut: the answer is then empty.
    """
    seconds = int(window.span.total_seconds())
    count = min(parts, seconds)
    if count < 2:
        return []
    edges = [window.since + timedelta(seconds=seconds * index // count) for index in range(count)] + [window.until]
    return [Window(start, end) for start, end in pairwise(edges)]


def merge(windows: Iterable[Window]) -> list[Window]:
    """The same stretch of time as windows that neither touch nor overlap, oldest first."""
    merged: list[Window] = []
    for window in sorted(windows):
        if merged and window.since <= merged[-1].until:
            merged[-1] = Window(merged[-1].since, max(merged[-1].until, window.until))
        else:
            merged.append(window)
    return merged


def subtract(windows: Iterable[Window], covered: Iterable[Window]) -> list[Window]:
    """What of `windows` is not in `covered`, oldest first."""
    holes: list[Window] = []
    blocks = merge(covered)
    position = 0
    for window in merge(windows):
        start = window.since
        while position < len(blocks) and blocks[position].until <= start:
            position += 1
        index = position
        while index < len(blocks) and blocks[index].since < window.until:
            if blocks[index].since > start:
                holes.append(Window(start, blocks[index].since))
            start = blocks[index].until
            index += 1
        if start < window.until:
            holes.append(Window(start, window.until))
    return holes


def asked_span(window: Window) -> Window:
    """The span to ask of a portal that speaks UK local time, at least one second longer than the window.

    The second before makes the answer whole whether the portal counts the bounds in or out, and keeps the span at the
    two seconds below which Find a Tender answers 400. A bound in the hour that happens twice when summer time ends
    could be read as either of the two, so it moves out to where local time is clear again; not so an end at its very
    beginning, which reaches far enough either way.
    """
    since = window.since - SECOND
    if _is_repeated(since):
        since = _repeated_hour(since).since - SECOND
    until = window.until
    if _is_repeated(until) and _is_repeated(until - SECOND):
        until = _repeated_hour(until).until
    return Window(since, until)


def clear_of_repeated_hour(parts: list[Window]) -> list[Window]:
    """The parts of a window, whose cuts within the hour that happens twice are moved to its beginning and its end.

    Time cannot be cut there: every part would be asked as the whole of the two hours. The end is a second later, for
    what begins there is asked with the second before it. Where no cut is left the answer is empty.
    """
    if not parts:
        return []
    since, until = parts[0].since, parts[-1].until
    cuts: set[datetime] = set()
    for part in parts[1:]:
        if _is_repeated(part.since - SECOND):
            hours = _repeated_hour(part.since - SECOND)
            cuts |= {hours.since, hours.until + SECOND}
        else:
            cuts.add(part.since)
    edges = [since, *sorted(cut for cut in cuts if since < cut < until), until]
    return [Window(start, end) for start, end in pairwise(edges)] if len(edges) > 2 else []


def uk_local(instant: datetime) -> str:
    """An aware instant in UK local time as the 19 characters that Find a Tender takes: `2026-11-16T00:00:00`."""
    return instant.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M:%S")


def _is_repeated(instant: datetime) -> bool:
    local = instant.astimezone(LONDON)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _repeated_hour(instant: datetime) -> Window:
    """The two hours UTC whose local clock runs twice from 01:00 to 02:00, given an instant in them."""
    local = instant.astimezone(LONDON)
    first = local.replace(hour=1, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)
    return Window(first, first + timedelta(hours=2))
