"""Portals whose notices bear numbers in a sequence: gaps in it are asked for one by one."""

from datetime import datetime, timedelta
from functools import partial

from crawler.base_spiders.windowed import WindowedSpider
from crawler.errors import AnswerError
from crawler.ledger import ANSWERED
from crawler.notice_numbers import SeenNumbers
from crawler.window_result import WindowResult
from crawler.windows import Window, subtract

_CHECK = "notice_numbers"
_DAY = timedelta(days=1)
# More gaps than this in one day are a fault of the listing, not lost notices: at 13 seconds each, 200 take 43 minutes.
_MOST_ASKED = 200


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
        for check in self.ledger.checks.values():
            if check.window not in days:
                seen.add(None, check.numbers)
        for day in days:
            before = [earlier.since.date() for earlier in self._answered_week_before(day, answered)]
            missing = seen.gaps(day.since.date(), before)
            count = seen.count(day.since.date())
            result = WindowResult(day, day, state="complete")
            await self.attempt(result, partial(self._ask_for, missing=missing, count=count), _CHECK)
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

    async def _ask_for(self, result: WindowResult, missing: list[str], count: int) -> None:
        failed = await self.ask_each(missing[:_MOST_ASKED], partial(self._ask_number, result))
        given = {release.id for page in result.pages for release in page.releases}
        result.missing = [notice_number for notice_number in missing if notice_number not in given]
        found = len(missing) - len(result.missing)
        detail = f"{count} numbers, {len(missing)} gaps, {found} of them found by number"
        result.prove(_CHECK, detail, is_proven=not result.missing)
        result.state = "incomplete" if result.missing else "complete"
        if failed:
            result.fail(failed[0][1])

    async def _ask_number(self, result: WindowResult, notice_number: str) -> None:
        """Ask for one notice; the portal may say that there is no such notice."""
        try:
            await self.ask_page(result, self.number_url(notice_number))
        except AnswerError as fault:
            if fault.code != "http_404":
                raise
