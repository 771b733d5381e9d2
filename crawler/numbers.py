"""Notice numbers of Find a Tender, `nnnnnn-yyyy`: a yearly sequence whose gaps show what a listing left out."""

import re
from collections import defaultdict
from collections.abc import Iterable

_NUMBER = re.compile(r"(\d{6})-(\d{4})\Z")


def ranges_by_year(ids: Iterable[str]) -> dict[str, str]:
    """The notice numbers among ids, by year, as ranges: `{"2026": "51000-51004,51006"}`."""
    by_year: dict[str, set[int]] = defaultdict(set)
    for id_ in ids:
        match = _NUMBER.match(id_)
        if match:
            by_year[match.group(2)].add(int(match.group(1)))
    return {year: _as_ranges(sorted(numbers)) for year, numbers in sorted(by_year.items())}


def _as_ranges(numbers: list[int]) -> str:
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ",".join(f"{first}-{last}" if last > first else f"{first}" for first, last in ranges)
