"""The bundled sample portal: the real portals' APIs on loopback, with their faults on request.

The demo and the tests crawl it with the real spiders. Each source is a server of its own on 127.0.0.1.
"""

import base64
import socket
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson

from crawler.sample.faults import SPOILERS, STATUSES, FaultKind, PortalFault, bomb
from crawler.sample.listings import LISTINGS, BadRequestError, Listing, as_row, page_limit
from crawler.sample.packs import Served
from crawler.sample.ted import SEARCH_PATH, notice_xml, search

_ROWS_SKIPPED = 7


@dataclass(frozen=True)
class Asked:
    """A request that the portal got."""

    source: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float
    body: bytes


class SamplePortal:
    """Serves releases as the portals would: `with SamplePortal(releases=...) as portal: portal.urls`.

    Args:
        releases: source to OCDS releases; every source named gets a server.
        faults: what goes wrong, and when.
        hidden: release ids that listings leave out, though each can be asked for by its id.
        poisoned: release ids that no list can hold: the portal answers 500 in its place.
        robots: the body of robots.txt; None means that there is none.
        documents: source to path (with its query) to the attachment that is served there.

    Attributes:
        requests: what was asked, in order, robots.txt included.
        clock_ahead_seconds: how far the portal's clock is ahead of the right time.
        most_at_once: the largest number of requests that one server had open at the same time.
    """

    host: ClassVar[str] = "127.0.0.1"
    """Address that is listened on; one with colons is of IPv6."""

    def __init__(  # noqa: PLR0913 - each is said by name where it is called
        self,
        releases: Mapping[str, Sequence[Mapping[str, Any]]],
        faults: Iterable[PortalFault] = (),
        hidden: Iterable[str] = (),
        poisoned: Iterable[str] = (),
        robots: str | None = "User-agent: *\nDisallow: /admin\n",
        *,
        documents: Mapping[str, Mapping[str, Served]] | None = None,
    ) -> None:
        self.requests: list[Asked] = []
        self.most_at_once = 0
        self.faults = list(faults)
        self.hidden = frozenset(hidden)
        self.poisoned = frozenset(poisoned)
        self.robots = robots
        self.documents = documents or {}
        self.clock_ahead_seconds = 0.0
        self.lock = threading.Lock()
        self._servers = {name: _Server(self, name, rows) for name, rows in releases.items()}

    @property
    def urls(self) -> dict[str, str]:
        """Source to base address."""
        return {name: server.base_url for name, server in self._servers.items()}

    def publish(self, source: str, releases: Iterable[Mapping[str, Any]]) -> None:
        """Add releases to those of a source, whatever their dates: notices that appear late."""
        server = self._servers[source]
        server.rows = sorted([*server.rows, *map(as_row, releases)], reverse=True)

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


class PoisonedError(Exception):
    """A list that the portal cannot make for one of the notices in it."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, portal: SamplePortal, source: str, releases: Iterable[Mapping[str, Any]]) -> None:
        self.address_family = socket.AF_INET6 if ":" in portal.host else socket.AF_INET
        super().__init__((portal.host, 0), _Handler)
        self.portal = portal
        self.source = source
        host = f"[{portal.host}]" if ":" in portal.host else portal.host
        self.base_url = f"http://{host}:{self.server_port}"
        self.open_requests = 0
        self.rows = sorted((as_row(release) for release in releases), reverse=True)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no matter for the console."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer would wait 40 ms for the delayed ACK of the one before
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Requests are recorded, not printed."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The time by the portal's own clock, for the Date header."""
        return super().date_time_string((timestamp or time.time()) + self.server.portal.clock_ahead_seconds)

    def do_GET(self) -> None:
        """Answer a request."""
        self._record_and_respond(b"")

    def do_POST(self) -> None:
        """Answer a search."""
        self._record_and_respond(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _record_and_respond(self, body: bytes) -> None:
        server, portal = self.server, self.server.portal
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query))
        asked = Asked(server.source, parts.path, query, dict(self.headers.items()), time.monotonic(), body)
        with portal.lock:
            server.open_requests += 1
            portal.most_at_once = max(portal.most_at_once, server.open_requests)
            portal.requests.append(asked)
        try:
            self._respond(asked)
        finally:
            with portal.lock:
                server.open_requests -= 1

    def _respond(self, asked: Asked) -> None:
        if asked.path == "/robots.txt":
            robots = self.server.portal.robots
            self._send(404 if robots is None else 200, (robots or "").encode(), content_type="text/plain")
            return
        document = self.server.portal.documents.get(asked.source, {}).get(self.path)
        if document is not None:
            self._send_document(document)
            return
        listing = LISTINGS.get(asked.source)
        is_list = asked.path == (listing.path if listing else SEARCH_PATH)
        if not is_list:
            self._send_one(asked.path)
            return
        with self.server.portal.lock:
            kinds = {fault.kind: fault for fault in self.server.portal.faults if fault.strikes(asked.source)}
        if self._failed(kinds):
            return
        try:
            body = self._list(listing, asked, kinds) if listing else search(self.server.rows, asked.body)
        except PoisonedError:
            self._send(*STATUSES[FaultKind.SERVER_ERROR])
            return
        except BadRequestError as error:
            self._send(400, orjson.dumps({"message": str(error)}))
            return
        if FaultKind.TRICKLE in kinds:
            self._trickle(body, kinds[FaultKind.TRICKLE].seconds)
        else:
            self._send_spoiled(body, kinds)

    def _send_document(self, document: Served) -> None:
        headers = dict(document.headers)
        if document.file_name:
            headers["Content-Disposition"] = f'attachment; filename="{document.file_name}"'
        if document.seconds:
            self._trickle(document.body, document.seconds)
        else:
            self._send(document.status, document.body, headers=headers, content_type=document.content_type)

    def _trickle(self, body: bytes, seconds: float) -> None:
        self.close_connection = True
        self._send(200, b"", stated_length=len(body))
        started = time.monotonic()
        with suppress(OSError):  # the client has given up
            for byte in body:
                self.wfile.write(bytes([byte]))
                time.sleep(0.05)
                if time.monotonic() - started > seconds:
                    return

    def _send_one(self, path: str) -> None:
        """Answer with the notice that a path names."""
        found = [row for row in self.server.rows if {row.id, row.ocid} & set(path.split("/"))]
        if not found:
            self._send(404, b'{"message": "Not Found"}')
        elif self.server.source in LISTINGS:
            self._send(200, _package(self.server.base_url + path, [row.content for row in found], None))
        else:
            self._send(200, notice_xml(found[0]), content_type="application/xml")

    def _list(self, listing: Listing, asked: Asked, kinds: Mapping[FaultKind, PortalFault]) -> bytes:
        hidden = self.server.portal.hidden
        chosen = [row for row in listing.choose(self.server.rows, asked.query) if row.id not in hidden]
        if not self.server.portal.poisoned.isdisjoint(row.id for row in chosen):
            raise PoisonedError
        uri = self.server.base_url + self.path
        if not listing.is_paged:
            return _package(uri, [row.content for row in chosen], None) if chosen else b'{"version":"1.1"}'
        limit = page_limit(asked.query)
        start = _position(asked.query.get("cursor"))
        following = start + limit + (_ROWS_SKIPPED if FaultKind.NEXT_SKIPS in kinds else 0)
        next_url = self._next_url(asked, following if following < len(chosen) else None, kinds)
        contents = [row.content for row in chosen[start : start + limit]]
        if FaultKind.REPEATED in kinds:
            contents = [content for content in contents for _ in range(2)]
        if FaultKind.HUGE_RELEASE in kinds and contents:
            contents[0] = contents[0][:-1] + b',"description":"' + b"a" * 25_000_000 + b'"}'
        return _package(uri, contents, next_url)

    def _next_url(self, asked: Asked, position: int | None, kinds: Mapping[FaultKind, PortalFault]) -> str | None:
        query = {key: value for key, value in asked.query.items() if key != "cursor"}
        is_always = FaultKind.NEXT_CYCLIC in kinds or FaultKind.NEXT_ELSEWHERE in kinds
        if FaultKind.NEXT_MISSING in kinds or (position is None and not is_always):
            return None
        if position is not None and FaultKind.NEXT_CYCLIC not in kinds:
            query["cursor"] = base64.urlsafe_b64encode(str(position).encode()).decode()
        base_url = "http://elsewhere.example" if FaultKind.NEXT_ELSEWHERE in kinds else self.server.base_url
        return f"{base_url}{asked.path}?{urlencode(query)}"

    def _failed(self, kinds: Mapping[FaultKind, PortalFault]) -> bool:
        """Answer with a failure, if one is due."""
        for kind, fault in kinds.items():
            if kind in STATUSES:
                status, text = STATUSES[kind]
                headers = {"Retry-After": f"{fault.seconds:.0f}"} if kind is FaultKind.TOO_MANY else {}
                self._send(status, text, headers=headers, content_type="text/html")
                return True
            if kind is FaultKind.NOT_PACKED:
                headers = {"Content-Encoding": fault.encoding, "Retry-After": "0", "Location": "/elsewhere"}
                self._send(fault.status, b'{"message": "in plain words"}', headers=headers)
                return True
            if kind is FaultKind.REDIRECT_ELSEWHERE:
                self._send(302, b"", headers={"Location": "http://elsewhere.example/"})
                return True
            if kind in {FaultKind.RESET, FaultKind.SLOW}:
                time.sleep(fault.seconds if kind is FaultKind.SLOW else 0)
                self.close_connection = True
                return True
        return False

    def _send_spoiled(self, body: bytes, kinds: Mapping[FaultKind, PortalFault]) -> None:
        for kind, spoil in SPOILERS.items():
            if kind in kinds:
                body = spoil(body)
        if FaultKind.CUT_OFF in kinds:
            self._send(200, body[: len(body) // 2], stated_length=len(body))
            self.close_connection = True
        elif FaultKind.BOMB in kinds:
            self._send(200, bomb(), headers={"Content-Encoding": "gzip"})
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


def _package(uri: str, contents: list[bytes], next_url: str | None) -> bytes:
    head = orjson.dumps({"uri": uri, "version": "1.1", "publisher": {"name": "Sample portal"}})[:-1]
    links = b"" if next_url is None else b',"links":' + orjson.dumps({"next": next_url})
    return head + b',"releases":[' + b",".join(contents) + b"]" + links + b"}"


def _position(cursor: str | None) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor)) if cursor else 0
    except ValueError as error:
        raise BadRequestError("invalid cursor") from error
