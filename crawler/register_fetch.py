"""One register asked of its regulator: robots.txt kept, one request at a time, streamed to disk and no larger than set.

A register is one file of up to half a gigabyte, so it is not crawled window by window as a portal is, and never held in
memory. What is kept beside it says where it came from, when, and its checksum.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import http.client
import os
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urljoin, urlsplit

import orjson

from crawler.errors import CrawlerError
from crawler.formats.landing import Answer
from crawler.http.client import retry_after
from crawler.http.robots import Robots, no_rules, read_robots, robots_url
from crawler.logs import scrub
from crawler.register_addresses import MONTH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crawler.config import CrawlerSettings

    Tell = Callable[[str], object]

T = TypeVar("T")

_CHUNK_BYTES = 1 << 20
_MOST_REDIRECTS = 3
_LOCKOUT_SECONDS = 60.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SHUT_OUT = frozenset({403, 429, 503})
_PASSING = frozenset({408, 500, 502, 504})
_MAGIC = ((b"PK\x03\x04", ".zip"), (b"\x1f\x8b", ".gz"), (b"[", ".json"), (b"{", ".json"))
_SAFE = re.compile(r"[^A-Za-z0-9._-]+")


class _FetchError(CrawlerError):
    """An answer that cannot be used; `wait_seconds` when asking again may help."""

    def __init__(self, message: str, wait_seconds: float | None = None) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True)
class Fetched:
    """A register on disk. `day` None: the register's own day, or that of its file, counts."""

    path: Path
    url: str
    checksum: str
    byte_count: int
    day: dt.date | None = None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Redirects are followed one by one, and only on the same host."""


_OPENER = urllib.request.build_opener(_NoRedirects)


def fetch(home: Path, register: str, settings: CrawlerSettings, tell: Tell) -> Fetched:
    """Ask for a register and keep the file in `registers/fetched/` of the home.

    Args:
        home: folder of the monitor.
        register: which one.
        settings: addresses, pace, limits and the User-Agent.
        tell: given a line when there is a wait.

    Raises:
        CrawlerError: it cannot be had; what was fetched before stays.
    """
    addresses = _addresses(settings.registers.address(register))
    rules = _rules(addresses[0], settings, tell)
    for place, url in enumerate(addresses):
        if not rules.is_allowed(url):
            raise CrawlerError(f"robots.txt of {urlsplit(url).hostname} forbids {urlsplit(url).path}")
        time.sleep(max(settings.registers.delay, rules.delay_seconds))
        try:
            return _again(lambda address=url: _download(home, register, address, settings), settings, tell)  # type: ignore[misc]
        except _FetchError as error:
            if place + 1 == len(addresses) or "HTTP 404" not in str(error):
                raise
    raise CrawlerError(f"no address for {register}")


def _addresses(address: str) -> list[str]:
    """The address of this month's file and, while that is not out yet, of the month before."""
    if MONTH not in address:
        return [address]
    this = dt.datetime.now(dt.UTC).date().replace(day=1)
    before = (this - dt.timedelta(days=1)).replace(day=1)
    return [address.replace(MONTH, month.isoformat()) for month in (this, before)]


def _rules(url: str, settings: CrawlerSettings, tell: Tell) -> Robots:
    agent = settings.crawler.agent_line

    def ask() -> Robots:
        asked = robots_url(url)
        requested_at = dt.datetime.now(dt.UTC)
        try:
            with _open(asked, settings) as response:
                body = response.read(1 << 20)
                headers = {name.lower(): value for name, value in response.headers.items()}
                answer = Answer(asked, "GET", 200, headers, body, requested_at, dt.datetime.now(dt.UTC))
        except _FetchError as error:
            if re.search(r"HTTP 4\d\d", str(error)) and "HTTP 429" not in str(error):
                return no_rules(agent)
            raise
        return read_robots(answer, agent)

    return _again(ask, settings, tell)


def _again(ask: Callable[[], T], settings: CrawlerSettings, tell: Tell) -> T:
    """Ask until there is an answer, as often as the settings allow."""
    tries = 0
    while True:
        try:
            return ask()
        except _FetchError as error:
            tries += 1
            if error.wait_seconds is None or tries > settings.crawler.retries:
                raise
            if error.wait_seconds > settings.crawler.retry_after_max:
                raise CrawlerError(f"told to stay away for {error.wait_seconds:g} s") from error
            tell(f"{error}; asking again in {error.wait_seconds:g} s")
            time.sleep(error.wait_seconds)


def _open(url: str, settings: CrawlerSettings) -> Any:
    """An answer of status 200, redirects on the same host followed."""
    origin = urlsplit(url)[:2]
    for _ in range(_MOST_REDIRECTS + 1):
        request = urllib.request.Request(url, headers={"User-Agent": settings.crawler.agent_line})  # noqa: S310 - the settings take http and https alone
        try:
            return _OPENER.open(request, timeout=settings.crawler.timeout)
        except urllib.error.HTTPError as error:
            with error:
                if error.code not in _REDIRECTS:
                    raise _status_error(error, settings) from error
                url = urljoin(url, error.headers.get("location", ""))
            if urlsplit(url)[:2] != origin:
                raise _FetchError(f"sent on to {urlsplit(url).hostname}, another host: refused") from error
        except (urllib.error.URLError, TimeoutError, OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise _FetchError(
                f"{urlsplit(url).hostname} does not answer: {reason}", settings.registers.delay
            ) from error
    raise _FetchError(f"more than {_MOST_REDIRECTS} redirects")


def _status_error(error: urllib.error.HTTPError, settings: CrawlerSettings) -> _FetchError:
    excerpt = scrub(" ".join(error.read(200).decode("utf-8", errors="replace").split()))
    message = f"HTTP {error.code} {excerpt}".strip()
    now = dt.datetime.now(dt.UTC)
    headers = {name.lower(): value for name, value in error.headers.items()}
    told_seconds = retry_after(Answer(error.url, "GET", error.code, headers, b"", now, now))
    if error.code in _SHUT_OUT and (told_seconds is not None or error.code != 403):
        return _FetchError(message, _LOCKOUT_SECONDS if told_seconds is None else told_seconds)
    return _FetchError(message, settings.registers.delay if error.code in _PASSING else None)


def _download(home: Path, register: str, url: str, settings: CrawlerSettings) -> Fetched:
    folder = home / "registers" / "fetched" / register
    fresh = folder / ".part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _open(url, settings) as response, fresh.open("wb") as out:
            checksum, size, head = _stream(response, out, settings.registers.max_bytes)
            headers = response.headers
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) != size:
            raise _FetchError(f"cut off: {size:,} of {int(length):,} bytes", settings.registers.delay)
        if not size:
            raise _FetchError("an empty answer", settings.registers.delay)
        path = folder / _name(url, register, head)
        for old in folder.iterdir():
            if old not in {fresh, path}:
                old.unlink()
        fresh.replace(path)
        _keep_day(path, headers.get("last-modified"))
        note = {"url": url, "fetched_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), "bytes": size}
        note |= {"sha256": checksum, "last_modified": headers.get("last-modified"), "file": path.name}
        (folder / "fetched.json").write_bytes(orjson.dumps(note, option=orjson.OPT_INDENT_2) + b"\n")
    except OSError as error:
        if isinstance(error, TimeoutError | ConnectionError):
            raise _FetchError(f"the connection was lost: {error}", settings.registers.delay) from error
        raise CrawlerError(f"{folder} cannot be written: {error.strerror}") from error
    except http.client.HTTPException as error:
        raise _FetchError(f"cut off: {error}", settings.registers.delay) from error
    return Fetched(path, url, checksum, size)


def _stream(response: Any, out: Any, max_bytes: int) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := response.read(_CHUNK_BYTES):
        head = head or chunk[:4]
        size += len(chunk)
        if size > max_bytes:
            raise CrawlerError(f"larger than max_bytes in [registers] ({max_bytes:,}): refused")
        digest.update(chunk)
        out.write(chunk)
    return digest.hexdigest(), size, head


def _name(url: str, register: str, head: bytes) -> str:
    """A file name with the ending that the content has."""
    name = _SAFE.sub("-", PurePosixPath(urlsplit(url).path).name)[:80] or register
    ending = next((suffix for magic, suffix in _MAGIC if head.lstrip(b"\xef\xbb\xbf").startswith(magic)), ".csv")
    return name if PurePosixPath(name).suffix.lower() in {ending, ".txt", ".tsv"} else f"{register}{ending}"


def _keep_day(path: Path, last_modified: str | None) -> None:
    """Give the file the time that the regulator states, which is the day of a register that states none itself."""
    try:
        moment = parsedate_to_datetime(last_modified or "").timestamp()
    except ValueError:
        return
    os.utime(path, (moment, moment))
