"""Find a Tender: notices above the thresholds since 2021, and most others since 24 February 2025."""

from datetime import timedelta
from urllib.parse import urlencode

from crawler.spiders.numbered import NumberedSpider
from crawler.windows import Window, uk_local


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
