"""Servers and journals for the tests of the scheduler, the alarms and the messages."""

import http.server
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from crawler.server.journal import Entry, Event, append
from crawler.server.settings import ServerSettings

MONDAY = datetime(2026, 11, 16, 6, 0, tzinfo=UTC)


def settings(**sections: Mapping[str, Any]) -> ServerSettings:
    """Settings without a health page and without a demand on the disk of this machine."""
    own: dict[str, Any] = {"health": {"port": 0, "disk_free_gb": 0}}
    return ServerSettings(**{**own, **sections})


def entry(job: str, event: Event, hours: float = 0, run_id: str = "", **detail: Any) -> Entry:
    """A line of the journal, so many hours after Monday 06:00."""
    at = MONDAY + timedelta(hours=hours)
    return Entry(job, run_id or f"{job}-{hours}", event, at, at, detail)


def journal(home: Path, *entries: Entry) -> None:
    append(home, list(entries))


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def webhook() -> Iterator[tuple[str, list[str]]]:
    """A webhook on loopback: its address, and the texts it was sent."""
    texts: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
            texts.append(body["text"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook", texts
    finally:
        server.shutdown()
        server.server_close()
