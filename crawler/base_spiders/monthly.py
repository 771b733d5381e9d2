"""Portals that list whole calendar months, one type of notice at a time, with no pages and no count."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import ClassVar
from urllib.parse import urlencode

from crawler.base_spiders.portal import PortalSpider
from crawler.completeness.window_result import WindowResult
from crawler.errors import AnswerError
from crawler.formats.landing import Answer
from crawler.formats.pages import Page, read_page
from crawler.formats.windows import LONDON, Window, month_cells
from crawler.text.counts import how_many

# The forms of the Official Journal, which these portals number alike.
_OFFICIAL_JOURNAL_TYPES = (*range(1, 8), *range(12, 16), *range(20, 26))


class MonthlySpider(PortalSpider):
    """Asks every type of notice of a month, in every language, however short the span that is wanted.

    A list cannot be shown to be whole from itself: what proves it is that every list was answered, and, when the
    month is read again, that the second reading agrees.
    """

    path = "/v1/Notices"
    own_types: ClassVar[tuple[int, ...]]
    """Types that only this portal has, beside those of the Official Journal."""
    languages: ClassVar[tuple[str, ...]] = ("",)
    """Languages to ask for; empty where the portal takes none."""

    def cut(self, span: Window, now: datetime) -> Iterable[Window]:
        """Whole months; the one that is running ends now."""
        latest = max(now, span.until)
        return [Window(month.since, min(month.until, latest)) for month in month_cells(span)]

    async def read(self, result: WindowResult) -> None:
        """Ask every list of the month, and go on past one that is not answered."""
        urls = list(self._urls(result.window))
        failed = await self.ask_each(urls, partial(self._ask_list, result))
        filled = sum(bool(page.releases) for page in result.pages)
        empty = len(urls) - filled - len(failed)
        fault = f"{len(failed)} not answered, first {failed[0][0]}: {failed[0][1]}" if failed else None
        result.settle("every_list_answered", f"{how_many(len(urls), 'list')}, {empty} of them empty", fault)

    async def _ask_list(self, result: WindowResult, url: str) -> Page | None:
        """The page of one list; None where the portal has no such list for the month."""
        try:
            return await self.ask_page(result, url, _read_list)
        except AnswerError as fault:
            if fault.code == "http_404":
                return None
            raise

    def _urls(self, window: Window) -> Iterator[str]:
        month = window.since.astimezone(LONDON).strftime("%m-%Y")
        for language in self.languages:
            for notice_type in (*_OFFICIAL_JOURNAL_TYPES, *self.own_types):
                query = {"dateFrom": month, "outputType": 0, "noticeType": notice_type}
                yield f"{self.base_url}{self.path}?{urlencode(query | ({'lang': language} if language else {}))}"


def _read_list(answer: Answer) -> Page:
    """A release package; one without `releases` is how these portals say that there are none."""
    try:
        return read_page(answer)
    except AnswerError as fault:
        if fault.code == "no_releases":
            return Page(answer.url, [])
        raise
