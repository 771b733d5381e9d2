"""The bundled sample portal: the real portals' APIs on loopback, with their faults on request.

The demo and the tests crawl it with the real spiders. Each source is a server of its own on 127.0.0.1.
"""

import base64
import gzip
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson

from crawler.windows import LONDON

_PAGE_MAX = 100


class FaultKind(StrEnum):
    """The ways in which the real portals have been seen to fail."""

    TOO_MANY = "429 with Retry-After"
    TOO_MANY_SILENT = "429 without Retry-After"
    LOCKED_OUT = "403 until five minutes have passed"
    UNAVAILABLE = "503"
    GATEWAY_TIMEOUT = "504"
    SERVER_ERROR = "500"
    RESET = "the connection is closed before an answer"
    SLOW = "the answer takes longer than the time allowed"
    CUT_OFF = "the body ends before its stated length"
    CUT_JSON = "the body is whole, the JSON in it is not"
    EMPTY = "status 200 and no body"
    HTML = "an error page with status 200"
    BAD_NUMBERS = "number tokens that are not JSON"
    BAD_BYTES = "bytes that are not UTF-8"
    NO_RELEASES = "a package without releases"
    NEXT_MISSING = "a full page without links.next"
    NEXT_CYCLIC = "links.next leads back to the first page"
    NEXT_ELSEWHERE = "links.next names another host"
    NEXT_SKIPS = "the cursor passes over releases"
    REPEATED = "every release stands twice in the page"
    HUGE_RELEASE = "a release of 25 MB"
    BOMB = "a small gzip body that unpacks to far more than allowed"
    REDIRECT_ELSEWHERE = "a redirect to another host"


@dataclass
class PortalFault:
    """A fault to show.

    Attributes:
        kind: what goes wrong.
        source: the portal that fails; None means whichever is asked.
        after: listing requests answered well before it shows.
        times: requests it spoils; None means all from then on.
        seconds: Retry-After of a lock-out, or how long a slow answer takes.
    """

    kind: FaultKind
    source: str | None = None
    after: int = 0
    times: int | None = 1
    seconds: float = 1.0
    _seen: int = field(default=0, repr=False)

    def strikes(self, source: str) -> bool:
        """Whether it spoils this request; counts the request."""
        if self.source not in {None, source}:
            return False
        self._seen += 1
        shown = self._seen - self.after
        return shown > 0 and (self.times is None or shown <= self.times)


@dataclass(frozen=True)
class Asked:
    """A request that the portal got."""

    source: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float


@dataclass(frozen=True, order=True)
class _Row:
    instant: datetime
    ocid: str
    id: str
    content: bytes = field(compare=False)


class _BadRequest(Exception):  # noqa: N818 - becomes a status, not an error of ours
    pass


class SamplePortal:
    """Serves releases as the portals would: `with SamplePortal(releases=...) as portal: portal.urls`.

    Args:
        releases: source to OCDS releases; every source named gets a server.
        faults: what goes wrong, and when.
        hidden: release ids that listings leave out, though each can be asked for by its id.
        robots: the body of robots.txt.

    Attributes:
        requests: what was asked, in order, robots.txt included.
        most_at_once: the largest number of requests that one server had open at the same time.
    """

    def __init__(
        self,
        releases: Mapping[str, Sequence[Mapping[str, Any]]],
        faults: Iterable[PortalFault] = (),
        hidden: Iterable[str] = (),
        robots: str = "User-agent: *\nDisallow: /admin\n",
    ) -> None:
        self.requests: list[Asked] = []
        self.most_at_once = 0
        self.faults = list(faults)
        self.hidden = frozenset(hidden)
        self.robots = robots
        self.lock = threading.Lock()
        self._servers = {name: _Server(self, name, rows) for name, rows in releases.items()}

    @property
    def urls(self) -> dict[str, str]:
        """Source to base address."""
        return {name: f"http://127.0.0.1:{server.server_port}" for name, server in self._servers.items()}

    def environ(self) -> dict[str, str]:
        """Environment variables that point a crawler here and let it ask without pauses."""
        variables: dict[str, str] = {}
        for name, url in self.urls.items():
            variables[f"SVMONITOR_PORTALS__{name.upper()}"] = url
            variables[f"SVMONITOR_PACE__{name.upper()}"] = '{"delay": 0, "lockout": 0}'
        return variables

    def __enter__(self) -> Self:
        for server in self._servers.values():
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, portal: SamplePortal, source: str, releases: Iterable[Mapping[str, Any]]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.portal = portal
        self.source = source
        self.open_requests = 0
        rows = (
            _Row(datetime.fromisoformat(r["date"]).astimezone(UTC), r["ocid"], r["id"], orjson.dumps(r))
            for r in releases
        )
        self.rows = sorted(rows, reverse=True)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no matter for the console."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer would wait 40 ms for the delayed ACK of the one before
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Requests are recorded, not printed."""

    def do_GET(self) -> None:
        """Answer a request."""
        server, portal = self.server, self.server.portal
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        with portal.lock:
            server.open_requests += 1
            portal.most_at_once = max(portal.most_at_once, server.open_requests)
            portal.requests.append(
                Asked(server.source, parts.path, query, dict(self.headers.items()), time.monotonic())
            )
        try:
            self._respond(parts.path, query)
        finally:
            with portal.lock:
                server.open_requests -= 1

    def _respond(self, path: str, query: dict[str, str]) -> None:
        if path == "/robots.txt":
            self._send(200, self.server.portal.robots.encode(), content_type="text/plain")
            return
        list_rows = _LISTINGS.get((self.server.source, path))
        if list_rows is None:
            self._send_one(path)
            return
        with self.server.portal.lock:
            kinds = {fault.kind: fault for fault in self.server.portal.faults if fault.strikes(self.server.source)}
        if self._failed(kinds):
            return
        try:
            rows = list_rows(self.server.rows, query)
            body = self._package(rows, path, query, kinds)
        except _BadRequest as error:
            self._send(400, orjson.dumps({"message": str(error)}))
            return
        self._send_spoiled(body, kinds)

    def _send_one(self, path: str) -> None:
        prefix, _, wanted = path.rpartition("/")
        rows = [row for row in self.server.rows if wanted in {row.id, row.ocid}]
        if not rows or (self.server.source, prefix) not in _LISTINGS:
            self._send(404, b'{"message": "Not Found"}')
            return
        self._send(200, _envelope(self._base(), [row.content for row in rows], None))

    def _package(
        self, rows: list[_Row], path: str, query: dict[str, str], kinds: Mapping[FaultKind, PortalFault]
    ) -> bytes:
        limit = _limit(query)
        start = _position(query.get("cursor"))
        visible = [row for row in rows if row.id not in self.server.portal.hidden]
        shown = visible[start : start + limit]
        following = start + limit + (7 if FaultKind.NEXT_SKIPS in kinds else 0)
        next_query: dict[str, str] | None = None
        if following < len(visible):
            next_query = query | {"cursor": base64.urlsafe_b64encode(str(following).encode()).decode()}
        if FaultKind.NEXT_MISSING in kinds:
            next_query = None
        if FaultKind.NEXT_CYCLIC in kinds:
            next_query = {key: value for key, value in query.items() if key != "cursor"}
        base = "http://elsewhere.example" if FaultKind.NEXT_ELSEWHERE in kinds else self._base()
        next_url = f"{base}{path}?{urlencode(next_query)}" if next_query is not None else None
        contents = [row.content for row in shown]
        if FaultKind.REPEATED in kinds:
            contents = [content for content in contents for _ in range(2)]
        if FaultKind.HUGE_RELEASE in kinds and contents:
            contents[0] = contents[0][:-1] + b',"description":"' + b"a" * 25_000_000 + b'"}'
        return _envelope(self._base() + self.path, contents, next_url)

    def _base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def _failed(self, kinds: Mapping[FaultKind, PortalFault]) -> bool:
        """Answer with a failure, if one is due."""
        for kind, fault in kinds.items():
            if kind in _STATUSES:
                status, text = _STATUSES[kind]
                headers = {"Retry-After": f"{fault.seconds:.0f}"} if kind is FaultKind.TOO_MANY else {}
                self._send(status, text, headers=headers, content_type="text/html")
                return True
            if kind is FaultKind.RESET:
                self.close_connection = True
                return True
            if kind is FaultKind.SLOW:
                time.sleep(fault.seconds)
                self.close_connection = True
                return True
            if kind is FaultKind.REDIRECT_ELSEWHERE:
                self._send(302, b"", headers={"Location": "http://elsewhere.example/"})
                return True
        return False

    def _send_spoiled(self, body: bytes, kinds: Mapping[FaultKind, PortalFault]) -> None:
        for kind, spoil in _SPOILERS.items():
            if kind in kinds:
                body = spoil(body)
        if FaultKind.CUT_OFF in kinds:
            self._send(200, body[: len(body) // 2], stated_length=len(body))
            self.close_connection = True
        elif FaultKind.BOMB in kinds:
            self._send(200, _bomb(), headers={"Content-Encoding": "gzip"})
        else:
            self._send(200, body)

    def _send(
        self,
        status: int,
        body: bytes,
        *,
        headers: Mapping[str, str] | None = None,
        content_type: str = "application/json",
        stated_length: int | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body) if stated_length is None else stated_length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


_STATUSES = {
    FaultKind.TOO_MANY: (429, b"Rate limit of 12 exceeded."),
    FaultKind.TOO_MANY_SILENT: (429, b"Too many requests."),
    FaultKind.LOCKED_OUT: (403, b"Too many requests. Wait five minutes."),
    FaultKind.UNAVAILABLE: (503, b"Service unavailable."),
    FaultKind.GATEWAY_TIMEOUT: (504, b"Gateway timeout."),
    FaultKind.SERVER_ERROR: (500, b"Server error."),
}

_SPOILERS: dict[FaultKind, Callable[[bytes], bytes]] = {
    FaultKind.CUT_JSON: lambda body: body[: len(body) * 2 // 3],
    FaultKind.EMPTY: lambda _body: b"",
    FaultKind.HTML: lambda _body: b"<!DOCTYPE html><html><body><h1>Sorry, there is a problem</h1></body></html>",
    FaultKind.BAD_NUMBERS: lambda body: body.replace(b'"version"', b'"a":1e9999,"b": 000,"c":-Infinity,"version"', 1),
    FaultKind.BAD_BYTES: lambda body: body.replace(b'"version"', b'"a":"caf\xe9 \x93\x81","version"', 1),
    FaultKind.NO_RELEASES: lambda _body: b'{"version":"1.1","publisher":{"name":"Sample portal"}}',
}


def _bomb() -> bytes:
    return gzip.compress(bytes(256 * 1024 * 1024), compresslevel=1)


def _envelope(uri: str, contents: list[bytes], next_url: str | None) -> bytes:
    head = orjson.dumps({"uri": uri, "version": "1.1", "publisher": {"name": "Sample portal"}})[:-1]
    links = b"" if next_url is None else b',"links":' + orjson.dumps({"next": next_url})
    return head + b',"releases":[' + b",".join(contents) + b"]" + links + b"}"


def _limit(query: Mapping[str, str]) -> int:
    text = query.get("limit", "100")
    if not text.isdigit() or not 1 <= int(text) <= _PAGE_MAX:
        raise _BadRequest("limit must be between 1 and 100")
    return int(text)


def _position(cursor: str | None) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor)) if cursor else 0
    except ValueError as error:
        raise _BadRequest("invalid cursor") from error


def _find_a_tender(rows: list[_Row], query: Mapping[str, str]) -> list[_Row]:
    unknown = query.keys() - {"updatedFrom", "updatedTo", "limit", "cursor", "stages"}
    if unknown:
        raise _BadRequest(f"unknown parameter {min(unknown)}")
    since, until = (_local(query.get(name)) for name in ("updatedFrom", "updatedTo"))
    if since and until and since >= until:
        raise _BadRequest("updatedFrom must be before updatedTo")
    return _between(rows, since, until)


def _contracts_finder(rows: list[_Row], query: Mapping[str, str]) -> list[_Row]:
    since, until = (_instant(query.get(name)) for name in ("publishedFrom", "publishedTo"))
    return _between(rows, since, until)


def _between(rows: list[_Row], since: datetime | None, until: datetime | None) -> list[_Row]:
    return [row for row in rows if (since is None or row.instant >= since) and (until is None or row.instant <= until)]


def _local(text: str | None) -> datetime | None:
    if text is None:
        return None
    if len(text) != 19:
        raise _BadRequest("dates are YYYY-MM-DDTHH:MM:SS")
    return _instant(text)


def _instant(text: str | None) -> datetime | None:
    """An instant as the portals read it: without an offset it is UK local time, the first of two where it repeats."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise _BadRequest(f"{text} is not a date") from error
    return (instant if instant.tzinfo else instant.replace(tzinfo=LONDON)).astimezone(UTC)


_LISTINGS: dict[tuple[str, str], Callable[[list[_Row], Mapping[str, str]], list[_Row]]] = {
    ("find_a_tender", "/api/1.0/ocdsReleasePackages"): _find_a_tender,
    ("contracts_finder", "/Published/Notices/OCDS/Search"): _contracts_finder,
}
