"""Notice numbers of Find a Tender, `nnnnnn-yyyy`: a yearly sequence whose gaps show what a listing left out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_NUMBER = re.compile(r"(\d{6})-(\d{4})\Z")

# Numbers further apart than this are not neighbours: a notice can keep for months the number it was drafted under.
# The busiest day known had fewer than 700 notices.
WIDEST_GAP = 1000


def ranges_by_year(ids: Iterable[str]) -> dict[str, str]:
    """The notice numbers among ids, by year, as ranges: `{"2026": "51000-51004,51006"}`."""
    by_year: dict[str, set[int]] = defaultdict(set)
    for id_ in ids:
        match = _NUMBER.match(id_)
        if match:
            by_year[match.group(2)].add(int(match.group(1)))
    return {year: _as_ranges(sorted(numbers)) for year, numbers in sorted(by_year.items())}


def numbers_in(ranges: str) -> set[int]:
    """The numbers that `ranges_by_year` wrote down for one year."""
    numbers: set[int] = set()
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        numbers.update(range(int(first), int(last or first) + 1))
    return numbers


def ids_in(ranges: Mapping[str, str]) -> list[str]:
    """The ids that `ranges_by_year` wrote down."""
    return [number_id(number, year) for year, text in ranges.items() for number in sorted(numbers_in(text))]


def gaps(of_day: set[int], of_days_before: set[int], known: set[int]) -> list[int]:
    """Numbers that should have been given on a day and were never seen.

    Args:
        of_day: numbers seen on the day.
        of_days_before: numbers seen on the days before, as far back as they are known whole.
        known: all numbers of the year ever seen.
    """
    first = min(of_day, default=0)
    latest_before = max((number for number in of_days_before if number < first), default=None)
    seen = sorted(of_day if latest_before is None else {latest_before, *of_day})
    between = (range(low + 1, high) for low, high in pairwise(seen) if high - low <= WIDEST_GAP)
    return [number for span in between for number in span if number not in known]


def number_id(number: int, year: str) -> str:
    """A notice number as the portal writes it."""
    return f"{number:06d}-{year}"


@dataclass(frozen=True)
class Edge:
    """First or last number of a day in its year, and which way the next lie; those already known are passed over."""

    number: int
    year: str
    step: int
    known: frozenset[int]

    def beyond(self) -> Iterator[str]:
        """The numbers beyond it, nearest first."""
        number = self.number + self.step
        while number > 0:
            if number not in self.known:
                yield number_id(number, self.year)
            number += self.step


class SeenNumbers:
    """The notice numbers of all windows read, by the day on which their window begins and by year."""

    def __init__(self) -> None:
        self._of_day: dict[date, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._known: dict[str, set[int]] = defaultdict(set)

    def add(self, day: date | None, ranges: Mapping[str, str]) -> None:
        """Take in what a window or a check has seen; a check, whose day is None, tells only what is known."""
        for year, text in ranges.items():
            numbers = numbers_in(text)
            self._known[year] |= numbers
            if day is not None:
                self._of_day[day][year] |= numbers

    def gaps(self, day: date, days_before: Sequence[date]) -> list[str]:
        """Ids missing on a day; the days before it are those known whole, the latest first."""
        return [
            number_id(number, year)
            for year, numbers in sorted(self._of_day.get(day, {}).items())
            for number in gaps(numbers, self._latest(year, days_before), self._known[year])
        ]

    def edges(self, day: date, days_before: Sequence[date]) -> list[Edge]:
        """The first number of a day where the day before is not known, and its last where the day after is not."""
        found: list[Edge] = []
        for year, numbers in sorted(self._of_day.get(day, {}).items()):
            known = frozenset(self._known[year])
            if not self._latest(year, days_before):
                found.append(Edge(min(numbers), year, -1, known))
            if year not in self._of_day.get(day + timedelta(days=1), {}):
                found.append(Edge(max(numbers), year, 1, known))
        return found

    def _latest(self, year: str, days: Sequence[date]) -> set[int]:
        """The numbers of a year on the latest of some days that has any; each year begins after nought."""
        for day in days:
            if year in self._of_day.get(day, {}):
                return self._of_day[day][year]
            if f"{day:%Y}" < year:
                return {0}
        return set()

    def count(self, day: date) -> int:
        """How many numbers a day has."""
        return sum(len(numbers) for numbers in self._of_day.get(day, {}).values())


def _as_ranges(numbers: list[int]) -> str:
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ",".join(f"{first}-{last}" if last > first else f"{first}" for first, last in ranges)
