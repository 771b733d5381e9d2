"""Find a Tender: notices above the thresholds since 2021, and most others since 24 February 2025."""

from datetime import timedelta
from urllib.parse import urlencode

from crawler.base_spiders.numbered import NumberedSpider
from crawler.formats.windows import Window, asked_span, clear_of_repeated_hour, uk_local


class FindATender(NumberedSpider):
    """`/api/1.0/ocdsReleasePackages`: UK local time, newest first, 400 on any parameter it does not know.

    `stages` is never sent: it does not filter by tag and leaves releases out.
    """

    name = "find_a_tender"
    step = timedelta(days=1)
    path = "/api/1.0/ocdsReleasePackages"

    def first_url(self, span: Window, limit: int) -> str:
        """Address of the first page of a span, of so many releases."""
        query = {"updatedFrom": uk_local(span.since), "updatedTo": uk_local(span.until), "limit": limit}
        return f"{self.base_url}{self.path}?{urlencode(query)}"

    def asked_span(self, window: Window) -> Window:
        """A second more on the early side, and clear of the hour that summer time repeats."""
        return asked_span(window)

    def cut_clear(self, parts: list[Window]) -> list[Window]:
        """Not cut within the hour that summer time repeats."""
        return clear_of_repeated_hour(parts)
