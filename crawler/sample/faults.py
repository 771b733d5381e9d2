"""The faults of the real portals, which the sample portal shows on request."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache


class FaultKind(StrEnum):
    """The ways in which the real portals have been seen to fail."""

    TOO_MANY = "429 with Retry-After"
    TOO_MANY_SILENT = "429 without Retry-After"
    LOCKED_OUT = "403 until five minutes have passed"
    UNAVAILABLE = "503"
    GATEWAY_TIMEOUT = "504"
    SERVER_ERROR = "500"
    BAD_REQUEST = "400, as for a parameter that the portal does not know"
    RESET = "the connection is closed before an answer"
    SLOW = "the answer takes longer than the time allowed"
    TRICKLE = "the body comes a byte at a time, for longer than the time allowed"
    CUT_OFF = "the body ends before its stated length"
    CUT_JSON = "the body is whole, the JSON in it is not"
    EMPTY = "status 200 and no body"
    HTML = "an error page with status 200"
    BAD_NUMBERS = "number tokens that are not JSON"
    BAD_BYTES = "bytes that are not UTF-8"
    BROKEN_RELEASE = "one release of the page cannot be read, however it is mended"
    NO_RELEASES = "a package without releases"
    NEXT_MISSING = "a full page without links.next"
    NEXT_CYCLIC = "links.next leads back to the first page, from the last page too"
    NEXT_ELSEWHERE = "links.next names another host, on the last page too"
    NEXT_SKIPS = "the cursor passes over releases"
    REPEATED = "every release stands twice in the page"
    HUGE_RELEASE = "a release of 25 MB"
    BOMB = "a small gzip body that unpacks to far more than allowed"
    REDIRECT_ELSEWHERE = "a redirect to another host"
    NOT_PACKED = "an answer that says that it is packed and is not"


@dataclass
class PortalFault:
    """A fault to show.

    Attributes:
        kind: what goes wrong.
        source: the portal that fails; None means whichever is asked.
        after: listing requests answered well before it shows.
        times: requests it spoils; None means all from then on.
        seconds: Retry-After of a lock-out, or how long a slow or trickling answer takes.
        status: status of an answer that is not packed as it says; encoding: what it says.
    """

    kind: FaultKind
    source: str | None = None
    after: int = 0
    times: int | None = 1
    seconds: float = 1.0
    status: int = 200
    encoding: str = "gzip"
    _seen: int = field(default=0, repr=False)

    def strikes(self, source: str) -> bool:
        """Whether it spoils this request; counts the request."""
        if self.source not in {None, source}:
            return False
        self._seen += 1
        shown = self._seen - self.after
        return shown > 0 and (self.times is None or shown <= self.times)


STATUSES: dict[FaultKind, tuple[int, bytes]] = {
    FaultKind.TOO_MANY: (429, b"Rate limit of 12 exceeded."),
    FaultKind.TOO_MANY_SILENT: (429, b"Too many requests."),
    FaultKind.LOCKED_OUT: (403, b"Too many requests. Wait five minutes."),
    FaultKind.UNAVAILABLE: (503, b"Service unavailable."),
    FaultKind.GATEWAY_TIMEOUT: (504, b"Gateway timeout."),
    FaultKind.SERVER_ERROR: (500, b"Server error."),
    FaultKind.BAD_REQUEST: (400, b"Unknown parameter."),
}

SPOILERS: dict[FaultKind, Callable[[bytes], bytes]] = {
    FaultKind.CUT_JSON: lambda body: body[: len(body) * 2 // 3],
    FaultKind.EMPTY: lambda _body: b"",
    FaultKind.HTML: lambda _body: b"<!DOCTYPE html><html><body><h1>Sorry, there is a problem</h1></body></html>",
    FaultKind.BAD_NUMBERS: lambda body: body.replace(b'"version"', b'"a":1e9999,"b": 000,"c":-Infinity,"version"', 1),
    FaultKind.BAD_BYTES: lambda body: body.replace(b'"version"', b'"a":"caf\xe9 \x93\x81","version"', 1),
    FaultKind.BROKEN_RELEASE: lambda body: body.replace(b'"tag":[', b'"tag":[{', 1),
    FaultKind.NO_RELEASES: lambda _body: b'{"version":"1.1","publisher":{"name":"Sample portal"}}',
}


@cache
def bomb() -> bytes:
    """A gzip body of 260 KB that unpacks to 256 MiB."""
    return gzip.compress(bytes(256 * 1024 * 1024), compresslevel=9)
