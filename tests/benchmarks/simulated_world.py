"""The world around a simulated server: portals with faults, people who get messages, a disk that can be filled."""

import http.server
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from aiosmtpd.controller import Controller

from crawler.sample.faults import FaultKind, PortalFault
from crawler.sample.portal import SamplePortal
from store.quality.alarms import quiet_days

ROOT = Path(__file__).resolve().parents[2]
DAILY = {"find_a_tender": 24, "contracts_finder": 20}
SOURCES = tuple(DAILY)
PLACES = ("Northam", "Southley", "Eastwick")
PEOPLE = ("ann@council.example", "bob@charity.example")
# What the portals do on any day, and a crawl has to get over by itself.
EVERYDAY = (
    FaultKind.TOO_MANY, FaultKind.UNAVAILABLE, FaultKind.RESET, FaultKind.CUT_OFF, FaultKind.CUT_JSON, FaultKind.HTML,
    FaultKind.GATEWAY_TIMEOUT, FaultKind.BAD_NUMBERS,
)  # fmt: skip
TEXTS = (
    "Cleaning of offices and schools for three years.",
    "Repair of roads and pavements across the county.",
    "Support for people who live with dementia, and for their families.",
    "Bidders must say how they will bring social value to the area; social value carries 10% of the marks.",
    "Grounds maintenance of parks and cemeteries.",
)


def releases(first: date, last: date) -> dict[str, list[dict[str, Any]]]:
    """Notices of both portals: many on working days, one on others, numbered without gaps from January."""
    made: dict[str, list[dict[str, Any]]] = {source: [] for source in SOURCES}
    for source, usual in DAILY.items():
        day = first
        while day <= last:
            is_quiet = day.weekday() >= 5 or day in quiet_days(source, day.year)
            count = 1 if is_quiet else usual + (day.toordinal() * 7) % 5 - 2
            for number in range(count):
                at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) + timedelta(minutes=10 * number)
                made[source].append(release(source, len(made[source]) + 1, at))
            day += timedelta(days=1)
    return made


def release(source: str, number: int, at: datetime) -> dict[str, Any]:
    """A tender notice of an invented council."""
    prefix = {"find_a_tender": "ocds-h6vhtk", "contracts_finder": "ocds-b5fd17"}[source]
    ids = {"find_a_tender": f"{number:06d}-{at.year}", "contracts_finder": f"cf-{number:06d}"}
    return {
        "ocid": f"{prefix}-{number:06x}",
        "id": ids[source],
        "date": at.isoformat(),
        "tag": ["tender"],
        "language": "en",
        "buyer": {
            "id": "GB-1",
            "name": f"{('Northam', 'Southley', 'Eastwick')[number % 3]} Metropolitan Borough Council",
        },
        "parties": [{"id": "GB-1", "name": "Metropolitan Borough Council", "roles": ["buyer"]}],
        "tender": {
            "id": f"t-{number}",
            "title": f"Services {number}",
            "description": TEXTS[number % len(TEXTS)],
            "mainProcurementCategory": "services",
            "classification": {"scheme": "CPV", "id": "90910000"},
            "value": {"amount": 400_000 + number, "currency": "GBP"},
            "tenderPeriod": {"endDate": (at + timedelta(days=30)).isoformat()},
        },
    }


class World:
    """Portals, mailboxes and a webhook on loopback.

    Attributes:
        portal: the portals; `everyday` puts the usual faults of a day on them.
        mails: address and subject of each message, in the order they came.
        hooks: titles posted to the webhook.
        is_mail_down: whether the mail server refuses.
    """

    def __init__(self, made: Mapping[str, list[dict[str, Any]]]) -> None:
        self.portal = SamplePortal(made)
        self.mails: list[tuple[str, str]] = []
        self.hooks: list[str] = []
        self.is_mail_down = False
        self._random = random.Random(2012)

    def everyday(self) -> None:
        """Two faults that each portal gets over, in place of those of the day before."""
        chosen = [(kind, source) for source in SOURCES for kind in self._random.sample(EVERYDAY, 2)]
        faults = [PortalFault(kind, source, after=self._random.randint(0, 3)) for kind, source in chosen]
        with self.portal.lock:
            self.portal.faults = faults

    def down(self, *sources: str) -> None:
        """Portals that answer 503 to everything."""
        with self.portal.lock:
            self.portal.faults = [PortalFault(FaultKind.UNAVAILABLE, source, times=None) for source in sources]

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        """Take a mail."""
        if self.is_mail_down:
            return "451 try again later"
        lines = envelope.content.decode().replace("\r\n ", " ").split("\r\n")
        subject = next(line for line in lines if line.startswith("Subject: "))
        self.mails.append((envelope.rcpt_tos[0], subject.removeprefix("Subject: [Social Value Monitor] ")))
        return "250 OK"

    @contextmanager
    def open(self) -> Iterator[dict[str, str]]:
        """Serve, and yield the environment that points a server here."""
        world = self

        class Hook(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                text = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"]
                world.hooks.append(text.splitlines()[0].strip("*"))
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
                pass

        hook = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
        threading.Thread(target=hook.serve_forever, args=(0.05,), daemon=True).start()
        mail = Controller(self, hostname="127.0.0.1", port=free_port())
        mail.start()
        with self.portal as portal:
            yield portal.environ() | {
                "SVMONITOR_WEBHOOK": f"http://127.0.0.1:{hook.server_port}/",
                "SVMONITOR_SMTP__PORT": str(mail.port),
            }
        mail.stop()
        hook.shutdown()
        hook.server_close()


class Machine:
    """The process of the server: started at a simulated instant, killed, started again."""

    def __init__(self, home: Path, scratch: Path, environ: Mapping[str, str], stops: list[datetime]) -> None:
        self.home = home
        self.clock = scratch / "clock"
        self.log = (scratch / "server.log").open("ab")
        self.stops = scratch / "stops"
        self.stops.write_text("\n".join(stop.isoformat() for stop in stops), encoding="ascii")
        path = os.pathsep.join([str(Path(__file__).parent / "clock"), str(ROOT)])
        own = {"SVMONITOR_TEST_CLOCK": str(self.clock), "PYTHONPATH": path, "SVMONITOR_LOG": "human"}
        self.environ = {**os.environ, **environ, **own, "SVMONITOR_HOME": str(home)}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, at: datetime) -> None:
        """Switch it on at an instant."""
        self.clock.write_text(at.isoformat(), encoding="ascii")
        module = "tests.benchmarks.simulated_server"
        arguments = [sys.executable, "-m", module, str(self.home), str(self.clock), str(self.stops)]
        # The clock of the server itself is set by the simulation; that of its children by the file.
        environ = {name: value for name, value in self.environ.items() if name != "SVMONITOR_TEST_CLOCK"}
        environ["SVMONITOR_TEST_CLOCK"] = self.environ["SVMONITOR_TEST_CLOCK"]
        self.process = subprocess.Popen(arguments, env=environ, stderr=self.log, cwd=ROOT, start_new_session=True)

    def now(self) -> datetime:
        """The simulated instant last told."""
        return datetime.fromisoformat(self.clock.read_text(encoding="ascii"))

    def kill(self, *, is_power_cut: bool) -> None:
        """End the server at once; a power cut ends what it has started as well."""
        assert self.process is not None
        below = _descendants(self.process.pid) if is_power_cut else []
        for pid in [self.process.pid, *below]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> float:
        """Tell it to stop, and return the seconds it took."""
        import time

        assert self.process is not None
        begun = time.perf_counter()
        self.process.terminate()
        self.process.wait(30)
        return time.perf_counter() - begun

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of the monitor at the present simulated instant."""
        command = [sys.executable, "-m", "svmonitor", *arguments]
        return subprocess.run(command, env=self.environ, cwd=ROOT, capture_output=True, text=True, check=False)


def _descendants(pid: int) -> list[int]:
    try:
        own = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
        threads = Path(f"/proc/{pid}/task").iterdir()
        for thread in threads:
            own += [int(child) for child in (thread / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []
    return [item for child in dict.fromkeys(own) for item in (child, *_descendants(child))]


def free_port() -> int:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
