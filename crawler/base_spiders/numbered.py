"""Portals whose notices bear numbers in a sequence: gaps in it are asked for one by one."""

from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from crawler.base_spiders.windowed import WindowedSpider
from crawler.completeness.notice_numbers import Edge, SeenNumbers, ids_in
from crawler.completeness.window_result import WindowResult
from crawler.errors import AnswerError
from crawler.formats.ledger import ANSWERED
from crawler.formats.pages import Page
from crawler.formats.windows import Window, subtract
from crawler.text.counts import how_many

_CHECK = "notice_numbers"
_DAY = timedelta(days=1)
# No more are asked for of a day in one run, the rest in the next: at 13 seconds each, 200 take 43 minutes.
_MOST_ASKED = 200
# So many numbers in a row that the portal does not know: nothing more of the day is beyond them.
_MOST_UNKNOWN = 10


class _Due(NamedTuple):
    """What is asked for of a day: numbers that are missing, edges beyond which more may lie, and how many were seen."""

    gaps: list[str]
    edges: list[Edge]
    seen_count: int


class _Asked(NamedTuple):
    """How many numbers were asked for, and how many of them were given."""

    asked: int
    given: int


class NumberedSpider(WindowedSpider):
    """After the windows are read, checks the numbers of every day that was answered and not checked since.

    A day may hold windows that were answered and not proven whole: what they lack may be found by its number.
    """

    async def check(self) -> None:
        """Ask for every notice whose number is missing between those seen, and enter each day in the ledger."""
        answered = self.ledger.answered()
        days = self._due_days(answered)
        seen = SeenNumbers()
        for reading in self.ledger.readings.values():
            seen.add(reading.window.since.date(), reading.numbers)
        unfinished: dict[Window, list[str]] = {}
        for check in self.ledger.checks.values():
            if check.state == "failed":
                unfinished[check.window] = ids_in(check.numbers)
            if check.state == "failed" or check.window not in days:
                seen.add(None, check.numbers)
        for day in days:
            before = [earlier.since.date() for earlier in self._answered_week_before(day, answered)]
            edges = seen.edges(day.since.date(), before) if self._is_open(day) else []
            due = _Due(seen.gaps(day.since.date(), before), edges, seen.count(day.since.date()))
            result = WindowResult(day, day, state="complete", found_before=unfinished.get(day, []))
            await self.attempt(result, partial(self._ask_for, due=due), _CHECK)
            seen.add(None, self.ledger.checks[day].numbers)

    def number_url(self, notice_number: str) -> str:
        """Address of one notice."""
        return f"{self.base_url}{self.path}/{notice_number}"

    def _due_days(self, answered: list[Window]) -> list[Window]:
        """The days, in UTC, that were answered and not checked since, whichever run read them."""
        read_at: dict[Window, datetime] = {}
        for reading in self.ledger.readings.values():
            if reading.state in ANSWERED:
                start = reading.window.since.replace(hour=0, minute=0, second=0)
                day = Window(start, start + _DAY)
                read_at[day] = max(reading.asked_at, read_at.get(day, reading.asked_at))
        checks = self.ledger.checks
        is_checked = {day for day, check in checks.items() if check.state != "failed"}
        due = [day for day, at in read_at.items() if day not in is_checked or checks[day].asked_at < at]
        return sorted(day for day in due if not subtract([day], answered))

    @staticmethod
    def _answered_week_before(day: Window, answered: list[Window]) -> list[Window]:
        """The days before this one, latest first, as far as they were answered; notices pause for holidays."""
        days: list[Window] = []
        for count in range(1, 8):
            earlier = Window(day.since - count * _DAY, day.until - count * _DAY)
            if subtract([earlier], answered):
                break
            days.append(earlier)
        return days

    def _is_open(self, day: Window) -> bool:
        """Whether some window of a day was answered and not proven whole, so that more may lie beyond what was seen."""
        readings = self.ledger.readings.values()
        return any(reading.state == "incomplete" and day.contains(reading.window.since) for reading in readings)

    async def _ask_for(self, result: WindowResult, due: _Due) -> None:
        failed = await self.ask_each(due.gaps[:_MOST_ASKED], partial(self._ask_number, result))
        room = _MOST_ASKED - len(due.gaps)
        found_beyond = 0
        for edge in due.edges:
            found = await self._ask_beyond(result, edge, max(0, room))
            room, found_beyond = room - found.asked, found_beyond + found.given
        given = {release.id for page in result.pages for release in page.releases}
        result.missing = [notice_number for notice_number in due.gaps if notice_number not in given]
        found_gaps = len(due.gaps) - len(result.missing)
        gaps = f"{how_many(len(due.gaps), 'gap')}, {found_gaps} of them found by number"
        detail = f"{how_many(due.seen_count, 'number')}, {gaps}"
        if due.edges:
            detail += f", {found_beyond} more beyond them"
        result.prove(_CHECK, detail, is_proven=not result.missing)
        result.state = "incomplete" if result.missing else "complete"
        if failed:
            result.fail(failed[0][1])
        elif room < 0 or (due.edges and room == 0):
            result.fail(AnswerError("too_many_gaps", f"{_MOST_ASKED} numbers were asked for, the next run asks on"))

    async def _ask_beyond(self, result: WindowResult, edge: Edge, room: int) -> _Asked:
        """Ask for the numbers beyond an edge one by one until they leave the day or are not known to the portal."""
        asked = given = unknown = 0
        for notice_number in edge.beyond():
            if asked >= room or unknown >= _MOST_UNKNOWN:
                break
            page = await self._ask_number(result, notice_number)
            asked += 1
            unknown = 0 if page else unknown + 1
            if page and not any(result.window.contains(release.date) for release in page.releases if release.date):
                break
            given += bool(page)
        return _Asked(asked, given)

    async def _ask_number(self, result: WindowResult, notice_number: str) -> Page | None:
        """Ask for one notice; None where the portal says that there is no such notice."""
        try:
            return await self.ask_page(result, self.number_url(notice_number))
        except AnswerError as fault:
            if fault.code != "http_404":
                raise
            return None
