"""How each portal lists its notices, for the sample portal: what it takes, what it refuses, what it answers."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from crawler.formats.windows import LONDON

PAGE_MAX = 100


class BadRequestError(Exception):
    """What was asked is answered with status 400."""


@dataclass(frozen=True, order=True)
class Row:
    """A release as the portal holds it: when it was published, its key, its tags, and its JSON."""

    instant: datetime
    ocid: str
    id: str
    tags: tuple[str, ...] = field(compare=False)
    content: bytes = field(compare=False)


def as_row(release: Mapping[str, Any]) -> Row:
    """A release made ready to be served."""
    instant = datetime.fromisoformat(release["date"]).astimezone(UTC)
    return Row(instant, release["ocid"], release["id"], tuple(release.get("tag", ())), orjson.dumps(release))


@dataclass(frozen=True)
class Listing:
    """An address that lists releases.

    Attributes:
        path: below the base address.
        choose: the rows that a query asks for, newest first, or BadRequestError.
        is_paged: whether it answers page by page; otherwise all at once, and a package without `releases` for none.
    """

    path: str
    choose: Callable[[Sequence[Row], Mapping[str, str]], list[Row]]
    is_paged: bool = True


def page_limit(query: Mapping[str, str]) -> int:
    """The number of releases on a page.

    Raises:
        BadRequestError: it is not from 1 to 100.
    """
    text = query.get("limit", str(PAGE_MAX))
    if not text.isdigit() or not 1 <= int(text) <= PAGE_MAX:
        raise BadRequestError("limit must be between 1 and 100")
    return int(text)


def _find_a_tender(rows: Sequence[Row], query: Mapping[str, str]) -> list[Row]:
    unknown = query.keys() - {"updatedFrom", "updatedTo", "limit", "cursor", "stages"}
    if unknown:
        raise BadRequestError(f"unknown parameter {min(unknown)}")
    if any(len(query.get(name, "2026-11-16T00:00:00")) != 19 for name in ("updatedFrom", "updatedTo")):
        raise BadRequestError("dates are YYYY-MM-DDTHH:MM:SS")
    since, until = _instant(query.get("updatedFrom")), _instant(query.get("updatedTo"))
    if since and until and since >= until:
        raise BadRequestError("updatedFrom must be before updatedTo")
    return _between(rows, since, until)


def _contracts_finder(rows: Sequence[Row], query: Mapping[str, str]) -> list[Row]:
    return _between(rows, _instant(query.get("publishedFrom")), _instant(query.get("publishedTo")))


def _by_month_and_type(rows: Sequence[Row], query: Mapping[str, str]) -> list[Row]:
    if query.get("outputType") != "0":
        raise BadRequestError("outputType 0 is OCDS")
    month, notice_type = query.get("dateFrom", ""), query.get("noticeType", "")
    return [
        row
        for row in rows
        if row.instant.astimezone(LONDON).strftime("%m-%Y") == month and _notice_type(row) == notice_type
    ]


def _notice_type(row: Row) -> str:
    """The number of the form: 1 for plans, 3 for awards, 2 for everything else."""
    if "award" in row.tags:
        return "3"
    return "1" if "planning" in row.tags else "2"


def _between(rows: Sequence[Row], since: datetime | None, until: datetime | None) -> list[Row]:
    """The rows, which are sorted newest first, between two instants that both count in."""
    first = 0 if until is None else bisect_left(rows, -until.timestamp(), key=_age)
    last = len(rows) if since is None else bisect_right(rows, -since.timestamp(), key=_age)
    return list(rows[first:last])


def _age(row: Row) -> float:
    return -row.instant.timestamp()


def _instant(text: str | None) -> datetime | None:
    """An instant as the portals read it: without an offset it is UK local time, the first of two where it repeats."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRequestError(f"{text} is not a date") from error
    return (instant if instant.tzinfo else instant.replace(tzinfo=LONDON)).astimezone(UTC)


LISTINGS = {
    "find_a_tender": Listing("/api/1.0/ocdsReleasePackages", _find_a_tender),
    "contracts_finder": Listing("/Published/Notices/OCDS/Search", _contracts_finder),
    "public_contracts_scotland": Listing("/v1/Notices", _by_month_and_type, is_paged=False),
    "sell2wales": Listing("/v1/Notices", _by_month_and_type, is_paged=False),
}
