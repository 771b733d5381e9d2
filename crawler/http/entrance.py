"""Before a portal is asked for notices: whether it can be reached at all, and what its robots.txt allows.

Without a connection there is no answer to wait for, and a person who is offline should hear of it at once.
"""

import asyncio
import logging
import os
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress

from crawler.config import CrawlerSettings
from crawler.errors import UNREACHABLE, AnswerError, CrawlStoppedError, LockoutError
from crawler.http.client import PortalClient
from crawler.http.proxies import address_of
from crawler.http.robots import Robots, no_rules, read_robots, robots_url

logger = logging.getLogger(__name__)

_SECONDS = 10.0
_MOST_TRIES = 3
_LONGEST_PAUSE = 2.0


async def reach(urls: Iterable[str], source: str, settings: CrawlerSettings) -> None:
    """See that a connection to each address can be made.

    Raises:
        CrawlStoppedError: one cannot: the name is not known, or nobody answers there.
    """
    tries = min(_MOST_TRIES, settings.crawler.retries + 1)
    for host, port, is_proxy in dict.fromkeys(address_of(url, os.environ) for url in urls):
        for count in range(1, tries + 1):
            fault = await _fault_of_connection(host, port)
            if fault is None:
                break
            if count == tries or fault.startswith("no connection within"):
                place = f"the proxy {host}:{port}" if is_proxy else f"{host}:{port}"
                raise CrawlStoppedError(UNREACHABLE, f"{place} cannot be reached: {fault}")
            await asyncio.sleep(min(_LONGEST_PAUSE, settings.delay_seconds(source)))


async def obey_robots(urls: Iterable[str], client: PortalClient, agent: str) -> str:
    """Read the rules of each address's host, keep the pace they ask for, and return what they decided, in words.

    Raises:
        CrawlStoppedError: an address may not be asked, or the rules cannot be read.
    """
    decisions: list[str] = []
    for url in urls:
        rules = await robots_of(url, client, agent)
        decisions.append(f"robots.txt {'allows' if rules.is_allowed(url) else 'forbids'} {url}")
        logger.info(decisions[-1])
        if not rules.is_allowed(url):
            raise CrawlStoppedError("forbidden", decisions[-1])
        client.slow_down(rules.delay_seconds)
    return "; ".join(decisions)


async def robots_of(url: str, client: PortalClient, agent: str) -> Robots:
    """The rules of an address's host.

    Raises:
        CrawlStoppedError: they cannot be read.
    """
    try:
        return await client.fetch(
            robots_url(url), lambda answer: read_robots(answer, agent), lambda _answer, _code: None
        )
    except AnswerError as fault:
        if fault.answer is None or not 400 <= fault.answer.status < 500 or isinstance(fault, LockoutError):
            raise CrawlStoppedError("portal_closed", f"robots.txt cannot be read: {fault}") from fault
        return no_rules(agent)


async def _fault_of_connection(host: str, port: int) -> str | None:
    """Why no connection can be made, or None. In a thread that nobody waits for: looking up a name cannot be ended."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[str | None] = loop.create_future()

    def tell(fault: str | None) -> None:
        if not told.done():
            told.set_result(fault)

    def connect() -> None:
        fault = None
        try:
            socket.create_connection((host, port), timeout=_SECONDS).close()
        except (OSError, UnicodeError) as error:  # an unusable name is a UnicodeError
            fault = getattr(error, "strerror", None) or str(error)
        with suppress(RuntimeError):  # the crawl has ended meanwhile
            loop.call_soon_threadsafe(tell, fault)

    threading.Thread(target=connect, name="reach", daemon=True).start()
    try:
        return await asyncio.wait_for(told, _SECONDS)
    except TimeoutError:
        return f"no connection within {_SECONDS:.0f} s"
