"""Contracts Finder: notices from small values up, in England, since 2015; the main portal until February 2025."""

from datetime import timedelta
from urllib.parse import urlencode

from crawler.base_spiders.windowed import WindowedSpider
from crawler.formats.windows import Window, rfc3339


class ContractsFinder(WindowedSpider):
    """`/Published/Notices/OCDS/Search`: ISO 8601 instants, 403 when asked too often, a cursor in `links.next`.

    Without dates the portal answers with the last months only, so a span is always given.
    """

    name = "contracts_finder"
    step = timedelta(days=1)
    path = "/Published/Notices/OCDS/Search"

    def first_url(self, span: Window, limit: int) -> str:
        """Address of the first page of a span, of so many releases."""
        query = {
            "publishedFrom": rfc3339(span.since),
            "publishedTo": rfc3339(span.until),
            "limit": limit,
        }
        return f"{self.base_url}{self.path}?{urlencode(query)}"
