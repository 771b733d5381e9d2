"""Asking a portal politely: one request at a time, waiting when told to, trying again when an answer is broken."""

import asyncio
import gc
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from crawler.clock import skew_of
from crawler.config import CrawlerSettings
from crawler.errors import AnswerError, FinalAnswerError, LockoutError, PortalClosedError
from crawler.formats.landing import Answer
from crawler.formats.pages import absolute
from crawler.http.unpacking import NOT_UNPACKED
from crawler.logs import scrub
from crawler.text.html_text import words_of

logger = logging.getLogger(__name__)

T = TypeVar("T")

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_REDIRECTS = 3
_EXCERPT_BYTES, _EXCERPT_CHARS = 20_000, 200
_TRANSIENT = frozenset({408, 500, 502, 504, 520, 521, 522, 523, 524})
# 403 is how Contracts Finder says "too many requests"; the others say it in the standard way.
LOCKOUTS = frozenset({403, 429, 503})
_DOWNLOAD_FAULTS: dict[type[Exception], str] = {
    DownloadTimeoutError: "timeout",
    DownloadConnectionRefusedError: "connection_refused",
    CannotResolveHostError: "unknown_host",
    ResponseDataLossError: "truncated",
    DownloadFailedError: "connection_lost",
}


class PortalClient:
    """Sends the requests of one spider, one after the other.

    Args:
        crawler: the running Scrapy crawler, whose downloader keeps the pace.
        source: name of the source, which is also the downloader slot.
        settings: pace and limits.
        bases: the base addresses that may be asked; every other origin is refused.
        lockouts: statuses by which the portal shuts us out for a while.

    Attributes:
        skew: how far our clock is ahead of the portal's, by the answer that agrees best; None until one has a Date.
    """

    def __init__(
        self,
        crawler: Crawler,
        source: str,
        settings: CrawlerSettings,
        bases: list[str],
        lockouts: frozenset[int] = LOCKOUTS,
    ) -> None:
        self._crawler = crawler
        self._source = source
        self._limits = settings.crawler
        self._delay_seconds = settings.delay_seconds(source)
        self._lockout_seconds = settings.lockout_seconds(source)
        self._origins = {_origin(base) for base in bases}
        self._lockouts = lockouts
        self._has_refused = False
        self.skew: timedelta | None = None

    async def fetch(
        self,
        url: str,
        read: Callable[[Answer], T],
        on_fault: Callable[[Answer, str], object],
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> T:
        """Ask until there is an answer that `read` accepts.

        Args:
            url: what to ask.
            read: turns the answer into what is wanted, or raises AnswerError.
            on_fault: is given every answer that could not be used, and the code of its fault.
            body: sent with POST when given.
            headers: sent beside the usual ones.

        Raises:
            AnswerError: the last fault, after the retries allowed.
            PortalClosedError: the portal is not to be asked again in this run.
        """
        retries = lockouts = 0
        while True:
            try:
                return read(await self._answer(url, body, headers))
            except AnswerError as fault:
                if fault.answer is not None:
                    on_fault(fault.answer, fault.code)
                if isinstance(fault, FinalAnswerError):
                    raise
                if isinstance(fault, LockoutError):
                    lockouts += 1
                    pause_seconds = self._lockout_pause(fault, lockouts)
                else:
                    retries += 1
                    if retries > self._limits.retries:
                        raise
                    pause_seconds = self._delay_seconds * (2 ** (retries - 1))
                logger.warning("%s: %s; asking again in %g s", url, fault, pause_seconds)
            await asyncio.sleep(pause_seconds)

    def slow_down(self, delay_seconds: float) -> None:
        """Keep at least this pause between requests from now on."""
        assert self._crawler.engine is not None  # noqa: S101 - a spider asks only while its engine runs
        downloader = self._crawler.engine.downloader
        slot = downloader.slots[self._source]
        slot.delay = max(slot.delay, delay_seconds)
        # Scrapy drops a slot after a minute without requests, as in a lock-out: the next one starts like this.
        downloader.per_slot_settings[self._source] = {"delay": slot.delay}

    def _lockout_pause(self, fault: LockoutError, lockouts: int) -> float:
        pause_seconds = self._lockout_seconds if fault.wait_seconds is None else fault.wait_seconds
        if lockouts > self._limits.lockouts:
            raise PortalClosedError(fault.code, f"still shut out after {lockouts - 1} waits") from fault
        if pause_seconds > self._limits.retry_after_max:
            raise PortalClosedError(fault.code, f"told to stay away for {pause_seconds:g} s") from fault
        return pause_seconds

    async def _answer(self, url: str, body: bytes | None, headers: Mapping[str, str] | None) -> Answer:
        for _ in range(_MAX_REDIRECTS + 1):
            answer = await self._download(url, body, headers)
            if answer.status not in _REDIRECTS:
                return _usable(answer, self._lockouts)
            url = absolute(url, answer.headers.get("location", ""))
            self.check_origin(url, answer)
        raise FinalAnswerError("redirect", f"more than {_MAX_REDIRECTS} redirects", answer)

    def is_on_portal(self, url: str) -> bool:
        """Whether an address is on the scheme, host and port of a configured portal."""
        return _origin(url) in self._origins

    def check_origin(self, url: str, answer: Answer | None = None) -> None:
        """Refuse an address off the configured portals.

        Raises:
            AnswerError: the address is on another host, port or scheme.
        """
        if not self.is_on_portal(url):
            raise FinalAnswerError("off_host", f"{url} is not on the portal: refused", answer)

    async def _download(self, url: str, body: bytes | None, headers: Mapping[str, str] | None) -> Answer:
        request = Request(
            url,
            method="GET" if body is None else "POST",
            body=body or b"",
            headers=dict(headers or {}),
            meta={"download_slot": self._source},
            dont_filter=True,
        )
        engine = self._crawler.engine
        assert engine is not None  # noqa: S101 - a spider asks only while its engine runs
        if self._has_refused:  # what was unpacked of the body hangs in circles of references: 64 MB each
            gc.collect()
            self._has_refused = False
        requested_at = datetime.now(UTC)
        try:
            response = await engine.download_async(request)
        except (DownloadCancelledError, IgnoreRequest) as error:
            self._has_refused = True
            raise FinalAnswerError("body_too_large", str(error) or "larger than max_body_bytes") from error
        except tuple(_DOWNLOAD_FAULTS) as error:
            if "certificate" in str(error):
                raise PortalClosedError("tls", f"the certificate is not valid: {error}") from error
            raise AnswerError(_DOWNLOAD_FAULTS[type(error)], str(error)) from error
        answer = _as_answer(response, request, requested_at)
        skews = [skew for skew in (self.skew, skew_of(answer)) if skew is not None]
        self.skew = min(skews, key=abs, default=None)  # what a cache kept bears an old date
        if NOT_UNPACKED in response.flags and answer.status == HTTPStatus.OK:
            encoding = answer.headers.get("content-encoding", "")
            raise AnswerError(NOT_UNPACKED, f"the body is not packed as it says ({encoding})", answer)
        return answer


def _as_answer(response: Response, request: Request, requested_at: datetime) -> Answer:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Answer(
        url=request.url,
        method=request.method,
        status=response.status,
        headers=headers,
        body=response.body,
        requested_at=requested_at,
        received_at=datetime.now(UTC),
    )


def _usable(answer: Answer, lockouts: frozenset[int]) -> Answer:
    status = answer.status
    if status == 200:
        return answer
    # Goes into the ledger and from there into the published data; the whole body is in landing/ alone. It is cut when
    # it has been cleared: half an address is not known for one.
    excerpt = scrub(words_of(answer.body[:_EXCERPT_BYTES]))[:_EXCERPT_CHARS]
    if status in lockouts:
        raise LockoutError(f"http_{status}", excerpt, answer, retry_after(answer))
    if status in _TRANSIENT:
        raise AnswerError(f"http_{status}", excerpt, answer)
    raise FinalAnswerError(f"http_{status}", excerpt, answer)


def retry_after(answer: Answer) -> float | None:
    """Seconds that the Retry-After header names, whether as a number or as a date; None if it names none."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        instant = parsedate_to_datetime(value)
    except ValueError:
        return None
    if instant.tzinfo is None:
        return None
    return max(0.0, (instant - answer.received_at).total_seconds())


def _origin(url: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # no address at all
        return "", "", None
    return parts.scheme, parts.hostname or "", port or {"http": 80, "https": 443}.get(parts.scheme)
