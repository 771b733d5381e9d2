"""How many releases to expect, so that a window asked fills most of a page and seldom more than one.

A page that is full proves nothing and has to be asked for again in parts; a page that is nearly empty wastes a request
at a portal that allows one in many seconds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

from crawler.formats.windows import LONDON, Window

_HOUR = timedelta(hours=1)
# How full a window is meant to be. With 75 of 100 expected, chance alone fills the page once in several hundred times.
FILL = 0.75
# How much the newest count of an hour changes what is expected of it.
_NEWS = 0.3


class Density:
    """Releases an hour by the UK clock, working days and weekends apart, as seen in this run.

    Args:
        page_limit: releases a page can hold at most.
    """

    def __init__(self, page_limit: int) -> None:
        self._wanted = page_limit * FILL
        self._per_hour: dict[tuple[bool, int], float] = {}

    def learn(self, span: Window, instants: Iterable[datetime]) -> None:
        """Take in when everything in a span was published; the span is known whole."""
        counts = Counter(instant.replace(minute=0, second=0, microsecond=0) for instant in instants)
        for piece in _hours(span):
            hours = piece.span / _HOUR
            count = counts[piece.since.replace(minute=0, second=0)]
            kind = _kind(piece)
            before = self._per_hour.get(kind)
            if before is None:
                self._per_hour[kind] = count / hours
            else:
                self._per_hour[kind] = max(0.0, before + _NEWS * (count - before * hours))

    def cut(self, span: Window) -> list[Window]:
        """The windows to ask a span in, equally full by what is expected; the span itself where nothing is known."""
        expected = [(piece, self._per_hour.get(_kind(piece), 0.0) * (piece.span / _HOUR)) for piece in _hours(span)]
        parts = ceil(sum(count for _, count in expected) / self._wanted)
        if parts < 2:
            return [span]
        each = sum(count for _, count in expected) / parts
        edges = [span.since]
        passed = 0.0
        for piece, count in expected:
            while len(edges) < parts and passed + count >= each * len(edges):
                share = (each * len(edges) - passed) / count
                edge = piece.since + timedelta(seconds=round(share * piece.span.total_seconds()))
                edges.append(edge)
            passed += count
        edges.append(span.until)
        return [Window(start, end) for start, end in pairwise(edges) if start < end]


def _hours(span: Window) -> Iterator[Window]:
    """A span cut at the full hours."""
    start = span.since
    while start < span.until:
        end = min(start.replace(minute=0, second=0) + _HOUR, span.until)
        yield Window(start, end)
        start = end


def _kind(piece: Window) -> tuple[bool, int]:
    local = piece.since.astimezone(LONDON)
    return local.weekday() >= 5, local.hour
