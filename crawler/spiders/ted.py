"""TED, the Official Journal of the EU: notices of UK authorities up to the end of 2020, and later corrections."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import orjson
from lxml import etree

from crawler.base_spiders.portal import PortalSpider
from crawler.completeness.window_result import WindowResult
from crawler.errors import AnswerError
from crawler.formats.landing import Answer
from crawler.formats.pages import Page, Release, read_json
from crawler.formats.windows import Window
from crawler.text.counts import how_many

_LIMIT = 250
_MAX_LISTS = 1000


class Ted(PortalSpider):
    """Lists a day's notices with `POST /v3/notices/search` in iteration mode, then asks for the XML of each.

    The search says how many notices there are, so a day is complete when that many were received.
    """

    name = "ted"
    step = timedelta(days=1)
    path = "/v3/notices/search"
    notice_path = "/en/notice/{number}/xml"

    def asked_urls(self) -> Iterator[str]:
        """Addresses that robots.txt has to allow: of the search, and of the notices on another host."""
        yield self.base_url + self.path
        yield self.notices_url + self.notice_path

    async def read(self, result: WindowResult) -> None:
        """Ask for the numbers of a day's notices, then for each notice, and go on past one that is not given."""
        numbers, total = await self._list(result)
        failed = await self.ask_each(numbers, partial(self._ask_notice, result))
        result.missing = [number for number, _ in failed]
        received = len(numbers) - len(failed)
        fault = f"first {failed[0][0]}: {failed[0][1]}" if failed else None
        if received != total and not fault:
            fault = "the search gave another number of notices than it counted"
        result.settle("portal_count", f"{how_many(received, 'notice')}, {total} by the portal's count", fault)

    async def _ask_notice(self, result: WindowResult, number: str) -> None:
        url = self.notices_url + self.notice_path.format(number=number)
        await self.ask_page(result, url, _notice_reader(number))

    async def _list(self, result: WindowResult) -> tuple[list[str], int]:
        """The different publication numbers of a day, and how many the portal says there are."""
        numbers: dict[str, None] = {}
        token: str | None = None
        total = 0
        for page in range(1, _MAX_LISTS + 1):
            found, total, following = await self.client.fetch(
                self.base_url + self.path,
                _read_search,
                partial(self.keep_fault, result.window, page),
                body=orjson.dumps(_search(result.window, token)),
                headers={"Content-Type": "application/json"},
            )
            is_new = not found <= numbers.keys()
            numbers.update(dict.fromkeys(sorted(found)))
            if following is None or not is_new:
                break
            token = following
        return list(numbers), total


def _search(window: Window, token: str | None) -> dict[str, object]:
    last_day = window.until - timedelta(seconds=1)
    days = f"publication-date>={window.since:%Y%m%d} AND publication-date<={last_day:%Y%m%d}"
    search: dict[str, object] = {
        "query": f"buyer-country=GBR AND {days}",
        "fields": ["publication-number"],
        "limit": _LIMIT,
        "scope": "ALL",
        "paginationMode": "ITERATION",
    }
    return search | ({"iterationNextToken": token} if token else {})


def _read_search(answer: Answer) -> tuple[set[str], int, str | None]:
    content, _ = read_json(answer)
    try:
        found = {str(notice["publication-number"]) for notice in content["notices"]}
        total = int(content["totalNoticeCount"])
        token = content.get("iterationNextToken")
        is_cut = bool(content.get("timedOut"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AnswerError("not_a_search", f"the answer to the search lacks {error}", answer) from error
    if is_cut:
        raise AnswerError("timed_out", "the search ran out of time before it was done", answer)
    return found, total, str(token) if token else None


def _notice_reader(number: str) -> Callable[[Answer], Page]:
    def read(answer: Answer) -> Page:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            root = etree.fromstring(answer.body, parser)
        except etree.XMLSyntaxError as error:
            raise AnswerError("not_xml", str(error), answer) from error
        if etree.QName(root).localname.lower() == "html":
            raise AnswerError("html", "an HTML page came in place of XML", answer)
        return Page(answer.url, [Release(ocid="", id=number, date=None)])

    return read
