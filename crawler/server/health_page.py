"""The page for machines: /healthz, /metrics and, when wanted, the site, on loopback while the scheduler runs."""

import threading
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import orjson

from crawler.errors import CrawlerError
from crawler.server.alarms.health import alarms
from crawler.server.metrics import metrics
from crawler.server.settings import ServerSettings

_SITE = "/site/"


class HealthServer:
    """Serves the page while its block runs; does nothing when the port in the settings is 0.

    Raises:
        CrawlerError: on entering, when the address is taken or not allowed.
    """

    def __init__(self, home: Path, settings: ServerSettings) -> None:
        self._home = home
        self._settings = settings
        self._server: ThreadingHTTPServer | None = None

    @property
    def port(self) -> int:
        """The port that is served, 0 when none is."""
        return int(self._server.server_address[1]) if self._server else 0

    def __enter__(self) -> Self:
        own = self._settings.health
        if own.port:
            self._serve(own.host, own.port)
        return self

    def __exit__(self, *_: object) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()

    def _serve(self, host: str, port: int) -> None:
        handler = partial(_Handler, self._home, self._settings, directory=str(self._home / "published" / "site"))
        try:
            self._server = ThreadingHTTPServer((host, port), handler)
        except OSError as error:
            raise CrawlerError(
                f"the health page cannot be served at {host}:{port}: {error.strerror}; set [health] port"
            ) from error
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.2,), name="health", daemon=True).start()


class _Handler(SimpleHTTPRequestHandler):
    timeout = 30
    server_version, sys_version = "svmonitor", ""

    def __init__(self, home: Path, settings: ServerSettings, *args: Any, **kwargs: Any) -> None:
        self._home = home
        self._settings = settings
        super().__init__(*args, **kwargs)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Requests are not logged: they would name readers' addresses."""

    def do_GET(self) -> None:
        """Answer."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self._answer()

    def list_directory(self, path: Any) -> None:  # noqa: ARG002 - the library passes it
        """No listings."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def _answer(self) -> None:
        path = urlsplit(self.path).path
        if path == "/healthz":
            self._send("application/json", orjson.dumps(self._state()))
        elif path == "/metrics":
            text = metrics(self._home, self._settings.health, datetime.now(UTC))
            self._send("text/plain; version=0.0.4; charset=utf-8", text)
        elif self._settings.health.is_site_served and path.startswith(_SITE):
            self.path = path.removeprefix("/site")
            super().do_HEAD() if self.command == "HEAD" else super().do_GET()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _state(self) -> dict[str, Any]:
        """The server answers, so it lives; what a person should look at is listed beside it."""
        found = alarms(self._home, self._settings.health, datetime.now(UTC))
        return {"status": "ok", "needs_person": bool(found), "alarms": [alarm.key for alarm in found]}

    def _send(self, content_type: str, body: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
