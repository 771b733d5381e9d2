"""Portals that take a span of time and answer with at most one page, and an address for the next.

A full page is not followed but its window cut, because following loses releases: Find a Tender's cursor skips rows,
and a `links.next` that is left out makes a cut list look whole. Pages are followed only where time cannot be cut
any further, or where the portal ignores the span, and then a second time with pages of another length: what is lost
between two pages is lost in another place, so that both readings agree only when nothing is.
"""

from abc import abstractmethod
from datetime import datetime, timedelta
from math import ceil
from typing import Any, ClassVar

from crawler.base_spiders.portal import PortalSpider
from crawler.completeness.density import FILL, Density
from crawler.completeness.window_result import WindowResult
from crawler.errors import AnswerError
from crawler.formats.pages import Page
from crawler.formats.windows import SECOND, Window, split, subtract
from crawler.text.counts import how_many

_MAX_PARTS = 16
_SHORTEST_CUT = timedelta(minutes=15)
# What one notice in an answer can bring about: asked for a shorter time, the portal answers for the rest.
_FAULTS_OF_CONTENT = frozenset(
    {"truncated", "not_json", "not_a_package", "no_releases", "body_too_large", "not_unpacked", "http_500"}
)
_MAX_PAGES = 1000
# Shorter than a full page, and with no edge in common with full pages before the 700th release.
_OTHER_LIMIT = 70
_LAST_FULL = "the last one full"


class WindowedSpider(PortalSpider):
    """Cuts every window whose first page is full."""

    page_limit: ClassVar[int] = 100
    """Releases a page can hold at most."""

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.density = Density(self.page_limit)

    @abstractmethod
    def first_url(self, span: Window, limit: int) -> str:
        """Address of the first page of a span, of so many releases."""

    def asked_span(self, window: Window) -> Window:
        """A second more on the early side: whole whether the portal counts the bounds in or out."""
        return Window(window.since - SECOND, window.until)

    def cut_clear(self, parts: list[Window]) -> list[Window]:
        """The parts a window is cut into, without the cuts that the portal's clock does not allow; none for no cut."""
        return parts

    def parts(self, cell: Window) -> list[Window]:
        """The windows of an earlier reading, to be compared with it; the rest cut by how full it is expected to be."""
        known = self.ledger.tiles(cell)
        rest = subtract([cell], known)
        return sorted(
            [*known, *(window for span in rest for window in self.cut_clear(self.density.cut(span)) or [span])]
        )

    async def read(self, result: WindowResult) -> None:
        """Read a window; one whose answer stays unreadable is cut, so that the notice at fault costs no other."""
        try:
            await self._read(result)
        except AnswerError as fault:
            parts = self.cut_clear(split(result.window)) if result.window.span > _SHORTEST_CUT else []
            if fault.code not in _FAULTS_OF_CONTENT or not parts:
                raise
            result.parts, result.state, result.cut_for = parts, "split", str(fault)

    async def _read(self, result: WindowResult) -> None:
        """Read a window from one page, or cut it, or follow its pages."""
        page = await self.ask_page(result, self.first_url(result.asked, self.page_limit))
        found = (release.date for release in page.releases)
        dates = sorted(date for date in found if date and result.window.contains(date))
        if len(page.releases) + page.lost_count < self.page_limit and await self._is_last(result, page):
            self.density.learn(result.window, dates)
            fault = self._off_portal(page.next_url)
            result.settle(
                "last_page_short", f"{how_many(len(page.releases), 'release')} on a page of {self.page_limit}", fault
            )
            return
        result.parts = self.cut_clear(self._cut(result.window, dates)) if _is_about(page, result.asked) else []
        if result.parts:
            result.state = "split"
            return
        await self._follow_twice(result)

    def _cut(self, window: Window, dates: list[datetime]) -> list[Window]:
        """Parts of a window whose page is full: the latest as long as the dates on the page say that one page holds."""
        wanted = int(self.page_limit * FILL)
        edge = dates[-wanted].replace(microsecond=0) + SECOND if len(dates) >= wanted else window.since
        if not window.since < edge < window.until:
            return split(window)
        latest, earlier = Window(edge, window.until), Window(window.since, edge)
        self.density.learn(latest, (date for date in dates if date >= edge))
        expected = self.density.cut(earlier)
        even = split(earlier, min(_MAX_PARTS, ceil(earlier.span / latest.span)))
        return [*(expected if len(expected) >= len(even) else even), latest]

    async def _is_last(self, result: WindowResult, page: Page) -> bool:
        """Whether nothing new comes after a short page: some portals give an address all the same."""
        if page.next_url is None or page.next_url == page.url or self._off_portal(page.next_url):
            return True
        following = await self.ask_page(result, page.next_url)
        return set(following.releases) <= set(page.releases)

    def _off_portal(self, url: str | None) -> str | None:
        """What is wrong with an address that the portal gives for more, if it may not be asked."""
        return (
            None if url is None or self.client.is_on_portal(url) else f"off_host: more is said to be at {url}: refused"
        )

    async def _follow_twice(self, result: WindowResult) -> None:
        fault = await self._follow(result, self.page_limit)
        if fault in {None, _LAST_FULL}:  # as many as pages hold may end so: those of another length tell
            keys, asked = result.own_keys(), len(result.pages)
            page = await self.ask_page(result, self.first_url(result.asked, _OTHER_LIMIT))
            fault = await self._follow(result, _OTHER_LIMIT)
            if len(page.releases) + page.lost_count > _OTHER_LIMIT:
                fault = "pages of another length are not given"
            elif fault is None and result.own_keys(asked) != keys:
                fault = "pages of another length bring other releases"
        detail = how_many(len(result.pages), "page") + ("" if fault else ", the same in pages of another length")
        result.settle("pages_followed", detail, fault)

    async def _follow(self, result: WindowResult, limit: int) -> str | None:
        """Follow the last page to the end; what is wrong with the chain, if anything."""
        asked = {page.url for page in result.pages}
        page = result.pages[-1]
        while page.next_url:
            if page.next_url in asked:
                return f"page {len(result.pages)} leads back to an earlier one"
            if len(result.pages) >= _MAX_PAGES:
                return f"more than {_MAX_PAGES} pages"
            fault = self._off_portal(page.next_url)
            if fault:
                return fault
            asked.add(page.next_url)
            page = await self.ask_page(result, page.next_url)
        return None if len(page.releases) + page.lost_count < limit else _LAST_FULL


def _is_about(page: Page, asked: Window) -> bool:
    """Whether the portal kept to the span: a page with nothing dated in it says that it ignores the bounds."""
    return any(release.date and asked.since <= release.date <= asked.until for release in page.releases)
