"""Portals that take a span of time and answer with at most one page, and an address for the next.

A full page is not followed but its window cut, because following loses releases: Find a Tender's cursor skips rows,
and a `links.next` that is left out makes a cut list look whole. Pages are followed only where time cannot be cut
any further, or where the portal ignores the span.
"""

from abc import abstractmethod
from math import ceil
from typing import ClassVar
from urllib.parse import urljoin

from crawler.pages import Page
from crawler.spiders.portal import PortalSpider
from crawler.take import Take
from crawler.windows import Window, asked_span, split

_MAX_PARTS = 16
_MAX_PAGES = 1000


class WindowedSpider(PortalSpider):
    """Cuts every window whose first page is full."""

    page_limit: ClassVar[int] = 100
    """Releases a page can hold at most."""
    is_next_trusted: ClassVar[bool] = False
    """Whether pages followed to a short last one prove the window whole."""

    @abstractmethod
    def first_url(self, span: Window) -> str:
        """Address of the first page of a span."""

    def asked_span(self, window: Window) -> Window:
        """A second more on the early side, and clear of the hour that summer time repeats."""
        return asked_span(window)

    async def read(self, take: Take) -> None:
        """Read a window from one page, or cut it, or follow its pages."""
        page = await self.ask_page(take, self.first_url(take.asked))
        if len(page.releases) < self.page_limit and await self._is_last(take, page):
            take.state = "complete"
            take.prove("last_page_short", f"{len(page.releases)} releases on a page of {self.page_limit}")
            return
        take.parts = split(take.window, _parts(page, take.window)) if _is_about(page, take.asked) else []
        if take.parts:
            take.state = "split"
            return
        await self._follow(take)

    async def _is_last(self, take: Take, page: Page) -> bool:
        """Whether nothing comes after a short page: some portals give an address all the same."""
        if page.next_url is None:
            return True
        following = await self.ask_page(take, urljoin(page.answer.url, page.next_url))
        return not following.releases

    async def _follow(self, take: Take) -> None:
        asked = {page.answer.url for page in take.pages}
        page = take.pages[-1]
        while page.next_url:
            url = urljoin(page.answer.url, page.next_url)
            if url in asked:
                take.prove("pages_followed", f"page {len(take.pages)} leads back to an earlier one", is_proven=False)
                return
            if len(take.pages) >= _MAX_PAGES:
                take.prove("pages_followed", f"more than {_MAX_PAGES} pages", is_proven=False)
                return
            asked.add(url)
            page = await self.ask_page(take, url)
        is_short = len(page.releases) < self.page_limit
        detail = f"{len(take.pages)} pages, the last one {'short' if is_short else 'full'}"
        take.prove("pages_followed", detail, is_proven=is_short and self.is_next_trusted)
        if is_short and self.is_next_trusted:
            take.state = "complete"


def _is_about(page: Page, asked: Window) -> bool:
    """Whether the portal kept to the span: a page with nothing dated in it says that it ignores the bounds."""
    return any(release.date and asked.since <= release.date <= asked.until for release in page.releases)


def _parts(page: Page, window: Window) -> int:
    """How many parts to cut a window into: the newest releases tell how fast they came."""
    dates = [release.date for release in page.releases if release.date]
    covered = window.until - min(dates, default=window.since)
    if covered.total_seconds() <= 0:
        return 2
    return max(2, min(_MAX_PARTS, ceil(window.span / covered)))
