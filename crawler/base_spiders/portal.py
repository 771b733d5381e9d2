"""The base of all spiders: what to ask, asking it window by window, and entering each window in the ledger."""

import logging
import os
from abc import abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar
from uuid import uuid4

import scrapy
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.clock import TOLERANCE, skew_in_words
from crawler.completeness.verdict import CrawlStats
from crawler.completeness.window_result import WindowResult
from crawler.config import CrawlerSettings, load_settings
from crawler.errors import AnswerError, CrawlerError, CrawlStoppedError, PortalClosedError
from crawler.formats.landing import Answer, Landing
from crawler.formats.ledger import Ledger, Line
from crawler.formats.pages import Page, read_page
from crawler.formats.windows import Window, cells, check_span, parse_bound, subtract
from crawler.home.disk import DiskWriter
from crawler.home.lock import hold, lock_name
from crawler.http.client import PortalClient
from crawler.http.entrance import obey_robots, reach
from crawler.sources import SOURCES

logger = logging.getLogger(__name__)

T = TypeVar("T")

Progress = Callable[[int, int], None]

# A portal that answers so is up, and has nothing there or something broken: no reason to leave the rest.
_ANSWERS_OF_NOTHING = frozenset({"empty_body", "http_404"})
_ARGUMENTS = frozenset({"from", "until", "home", "run_id", "is_sample"})


class PortalSpider(scrapy.Spider):
    """Asks one portal for windows of time.

    A subclass gives a name that stands in `crawler.sources`, a step, and says how a window is read. Arguments (all
    optional, `-a NAME=VALUE` on Scrapy's command line):
        from, until: dates or instants in UK local time; without either the ledger says what is due.
        home: folder of the monitor; default `SVMONITOR_HOME`, then `svmonitor-data`.
        run_id: name of the run. is_sample: whether the portal is the bundled sample.
    """

    step: ClassVar[timedelta]
    """Length of the windows a span is cut into."""
    path: ClassVar[str]
    """Path of the listing below the base address, which robots.txt has to allow."""

    config: CrawlerSettings
    base_url: str
    notices_url: str
    client: PortalClient
    ledger: Ledger
    landing: Landing

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name)
        self.run_id = kwargs.get("run_id") or f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{uuid4().hex[:6]}"
        self.arguments = kwargs
        self.is_sample = str(kwargs.get("is_sample", "")).lower() in {"1", "true"}
        self.home = Path(kwargs.get("home") or os.environ.get("SVMONITOR_HOME") or "svmonitor-data").expanduser()
        self.folder = self.home / "landing" / self.name
        self.is_alone = False
        self.crawl_stats = CrawlStats()
        self.progress: Progress = lambda _done, _total: None

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put what a person set into Scrapy's settings; Scrapy calls this."""
        super().update_settings(settings)
        config_path = settings.get("SVMONITOR_CONFIG")
        chosen = load_settings(Path(config_path) if config_path else None)
        settings.setdict(
            {
                "SVMONITOR_SETTINGS": chosen,
                "DOWNLOAD_DELAY": chosen.delay_seconds(cls.name),
                "DOWNLOAD_TIMEOUT": chosen.crawler.timeout,
                "DOWNLOAD_MAXSIZE": chosen.crawler.max_body_bytes,
                "USER_AGENT": chosen.crawler.agent_line,
            },
            priority="spider",
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider; Scrapy calls this."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.config = crawler.settings["SVMONITOR_SETTINGS"]
        spider.base_url = spider.config.base_url(spider.name)
        spider.notices_url = spider.config.notices_url(spider.name)
        spider.client = PortalClient(crawler, spider.name, spider.config, [spider.base_url, spider.notices_url])
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Crawl; Scrapy calls this. Everything is asked from here, in order, so no request is handed to Scrapy."""
        try:
            with self._alone(), closing(DiskWriter()) as disk:
                self.open_record(disk)
                try:
                    await self._crawl()
                finally:
                    self._judge_clock()
        except (CrawlStoppedError, CrawlerError) as stop:
            self.crawl_stats.finish_reason = getattr(stop, "reason", "refused")
            self.crawl_stats.errors.append(str(stop))
            logger.error("%s: %s", self.crawl_stats.finish_reason, stop)  # noqa: TRY400 - what happened is said in full
        except OSError as error:
            self.crawl_stats.finish_reason = "disk"
            fault = f"{error.filename or self.folder}: cannot be written: {error.strerror or error}"
            self.crawl_stats.errors.append(fault)
            logger.error("the crawl ends: %s", fault)  # noqa: TRY400 - the message is what counts
        except Exception as error:
            self.crawl_stats.finish_reason = "error"
            self.crawl_stats.errors.append(f"{type(error).__name__}: {error}")
            raise
        nothing: tuple[Any, ...] = ()
        for item in nothing:
            yield item

    def open_record(self, disk: DiskWriter) -> None:
        """Open what is written to while the portal is asked."""
        self.landing = Landing(self.folder, self.name, self.run_id, self.is_sample, disk)
        self.ledger = Ledger(self.folder / "ledger.jsonl", disk, is_sample=self.is_sample)

    def _alone(self) -> AbstractContextManager[None]:
        """Keep two crawls of a portal from writing into one folder; a child's parent sees to it itself."""
        if self.is_alone:
            return nullcontext()
        return hold(self.home, self.lock, f"scrapy crawl {self.name}", wait_seconds=0)

    @property
    def lock(self) -> str:
        """Name of the lock that a crawl of the portal holds."""
        return lock_name(self.name)

    async def _crawl(self) -> None:
        windows = self.plan(datetime.now(UTC).replace(microsecond=0))
        self._enter_plan(windows)
        await reach(self.asked_urls(), self.name, self.config)
        agent = self.config.crawler.agent_line
        self.crawl_stats.robots = await obey_robots(self.asked_urls(), self.client, agent)
        failed_in_a_row = 0
        for done, cell in enumerate(windows):
            self.progress(done, len(windows))
            pending = self.parts(cell)[::-1]
            while pending:
                window = pending.pop()
                result = WindowResult(window, self.asked_span(window))
                await self.attempt(result, self.read)
                pending.extend(reversed(result.parts))
                if result.state == "failed":
                    failed_in_a_row += 1
                elif not result.cut_for:
                    failed_in_a_row = 0
                if failed_in_a_row >= self.config.crawler.failures_in_a_row:
                    raise CrawlStoppedError("portal_down", f"{failed_in_a_row} windows failed one after the other")
        await self.check()
        self.progress(len(windows), len(windows))

    # -- what to ask ---------------------------------------------------------------------------------------------

    def plan(self, now: datetime) -> list[Window]:
        """The windows to ask, oldest first: the span given, or what is due by the ledger.

        None where the span given ends before the portal's first notice.

        Raises:
            CrawlerError: an argument is not known or not a date; the span given is empty, or lies in the future.
        """
        earliest = SOURCES[self.name].earliest
        asked_since, asked_until = self._bounds()
        if asked_since is None and asked_until is None:
            due = self.ledger.due(now, earliest)
            hours = sum(span.span.total_seconds() for span in due) / 3600
            logger.info(
                "no dates given: %.1f hours are due by the ledger, from %s", hours, due[0].since if due else now
            )
            return [cell for span in due for cell in self.cut(span, now)]
        since = asked_since or earliest
        # Nothing is complete for time still to come; the time of the sample portal is its own.
        until = asked_until or now
        if not self.is_sample:
            until = min(until, now)
        if until <= earliest:
            logger.info("nothing was published before %s: there is nothing to ask for", earliest)
            return []
        check_span(since, until)
        return list(self.cut(Window(max(since, earliest), until), now))

    def _bounds(self) -> tuple[datetime | None, datetime | None]:
        unknown = {name for name in self.arguments if name not in _ARGUMENTS and not name.startswith("_")}
        if unknown:
            raise CrawlerError(f"unknown argument {min(unknown)}: there are {', '.join(sorted(_ARGUMENTS))}")
        since, until = self.arguments.get("from"), self.arguments.get("until")
        return parse_bound(since) if since else None, parse_bound(until, is_end=True) if until else None

    def cut(self, span: Window, now: datetime) -> Iterable[Window]:  # noqa: ARG002 - for portals asked by whole months
        """The windows that a span is asked in."""
        return cells(span, self.step)

    def parts(self, cell: Window) -> list[Window]:
        """The windows to ask one of the plan's in, oldest first."""
        return [cell]

    # -- asking --------------------------------------------------------------------------------------------------

    @abstractmethod
    async def read(self, result: WindowResult) -> None:
        """Ask for a window: fill in the pages, the proof and the state.

        Raises:
            AnswerError: the window could not be read.
        """

    async def check(self) -> None:
        """Look for what the listings left out, once the windows have been read."""

    def asked_span(self, window: Window) -> Window:
        """The span to ask the portal for; at least the window."""
        return window

    async def attempt(
        self, result: WindowResult, read: Callable[[WindowResult], Awaitable[None]], check: str | None = None
    ) -> None:
        """Read or check a window and enter in the ledger what came of it.

        Args:
            result: the window to fill.
            read: does the asking.
            check: the name of the check, if the window is not read but checked.

        Raises:
            CrawlStoppedError: the portal is not to be asked again in this run.
        """
        try:
            await read(result)
        except PortalClosedError as fault:
            result.fail(fault)
            self._enter(result, check)
            raise CrawlStoppedError("portal_closed", str(fault)) from fault
        except AnswerError as fault:
            result.fail(fault)
        self._enter(result, check)

    async def ask_page(self, result: WindowResult, url: str, read: Callable[[Answer], Page] = read_page) -> Page:
        """Ask for a page of releases and land it.

        Raises:
            AnswerError: there is no usable answer, or the address is off the portal.
        """
        number = len(result.pages) + 1
        self.client.check_origin(url)
        answer, page = await self.client.fetch(
            url, lambda answer: (answer, read(answer)), partial(self.keep_fault, result.window, number)
        )
        result.files.append(self.landing.save(answer, result.window, number))
        result.pages.append(page)
        return page

    async def ask_each(self, items: Iterable[T], ask: Callable[[T], Awaitable[object]]) -> list[tuple[T, AnswerError]]:
        """Ask for one thing after the other; those that could not be had, and why.

        Raises:
            AnswerError: so many in a row could not be had that the portal is taken to be down.
        """
        failed: list[tuple[T, AnswerError]] = []
        in_a_row = 0
        for item in items:
            try:
                await ask(item)
            except PortalClosedError:
                raise
            except AnswerError as fault:
                failed.append((item, fault))
                in_a_row = 0 if fault.code in _ANSWERS_OF_NOTHING else in_a_row + 1
                if in_a_row >= self.config.crawler.failures_in_a_row:
                    raise
            else:
                in_a_row = 0
        return failed

    def keep_fault(self, window: Window, page: int, answer: Answer, code: str) -> None:
        """Land an answer that cannot be used beside the pages."""
        self.landing.save_fault(answer, window, page, code)

    def asked_urls(self) -> Iterator[str]:
        """Addresses that stand for all that is asked; robots.txt has to allow each."""
        yield self.base_url + self.path

    # -- the clock -----------------------------------------------------------------------------------------------

    def _skew(self) -> timedelta:
        """How far our clock is ahead of the portal's when one of them must be wrong; else nothing."""
        skew = self.client.skew or timedelta()
        return skew if abs(skew) > TOLERANCE else timedelta()

    def _judge_clock(self) -> None:
        """Tell a wrong clock; by a right one, take back for good what a run with the clock ahead has entered."""
        if skew := self._skew():
            self.crawl_stats.finish_reason = "wrong_clock"
            self.crawl_stats.skew_seconds = skew.total_seconds()
            self.crawl_stats.errors.append(f"{skew_in_words(skew)}: set the clock right, then crawl again")
        elif self.client.skew is not None:
            self._take_back()

    def _take_back(self) -> None:
        """Take back what a run with the clock ahead has entered."""
        for window in self.ledger.ahead:
            self._enter_unasked(window, "taken back: answered before it was over, by a clock that was ahead")

    # -- the record ----------------------------------------------------------------------------------------------

    def _enter(self, result: WindowResult, check: str | None) -> None:
        """Put a window into the ledger."""
        line = result.line(self.name, self.run_id, self.ledger.readings.get(result.window), check)
        if skew := self._skew():
            line = replace(line, notes=(*line.notes, skew_in_words(skew)))
        self.ledger.append(line)
        self.crawl_stats.count(line)
        if line.error:
            logger.error("%s: %s", line.window, line.error)

    def _enter_plan(self, windows: list[Window]) -> None:
        """Enter time never asked before as split into windows, so that a run cut short leaves no unseen hole."""
        for span in subtract(windows, self.ledger.asked()):
            self._enter_unasked(span)

    def _enter_unasked(self, span: Window, *notes: str) -> None:
        """Put a span into the ledger that is wanted, and that nothing is known of."""
        now = datetime.now(UTC)
        self.ledger.append(
            Line(
                source=self.name,
                window=span,
                run_id=self.run_id,
                asked_at=now,
                ended_at=now,
                state="split",
                notes=notes,
            )
        )
