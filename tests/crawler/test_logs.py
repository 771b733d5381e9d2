"""One run id through a crawl and what follows it; no address, number or secret outside landing/."""

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).parents[2]
RUN_ID = "20261123T060000Z-3f9a"
SECRET = "hunter-of-words"
WORDS = f"Closed. Ask ann.bee@council.example, ring 01622 696 000 or 01632-960123, say {SECRET}."
PRIVATE = (b"ann.bee", b"696 000", b"960123", b"operator@charity.example", SECRET.encode())


class Portal(http.server.BaseHTTPRequestHandler):
    """Has no robots.txt, and refuses everything else with words that hold an address."""

    def do_GET(self) -> None:
        status, body = (404, b"") if self.path == "/robots.txt" else (400, WORDS.encode())
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, bytes]]:
    """A home into which such a portal was crawled and read, and what the commands said."""
    home = tmp_path_factory.mktemp("home")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    environ = os.environ | {
        "SVMONITOR_HOME": str(home),
        "SVMONITOR_LOG": "json",
        "SVMONITOR_RUN_ID": RUN_ID,
        "SVMONITOR_SMTP_PASSWORD": SECRET,
        "SVMONITOR_CRAWLER__CONTACT": "operator@charity.example",
        "SVMONITOR_PORTALS__CONTRACTS_FINDER": f"http://127.0.0.1:{server.server_port}",
        "SVMONITOR_PACE__CONTRACTS_FINDER": '{"delay": 0}',
    }
    said = b""
    for arguments in (["crawl", "contracts_finder", "--from", "2026-11-16", "--until", "2026-11-16"], ["ingest"]):
        command = [sys.executable, "-m", "svmonitor", *arguments]
        said += subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False).stderr
    yield home, said
    server.shutdown()
    server.server_close()


def test_refusal_is_told_without_the_address(crawled: tuple[Path, bytes]) -> None:
    assert b"Closed. Ask [e-mail removed], ring [telephone removed] or [telephone removed], say [secret]." in crawled[1]


def test_nothing_private_stands_outside_landing(crawled: tuple[Path, bytes]) -> None:
    home, said = crawled
    kept = [path for path in home.rglob("*") if path.is_file() and path.suffix != ".zst"]
    assert {path.name for path in kept} >= {"ledger.jsonl", "contracts_finder.log", "contracts_finder.verdict.json"}
    assert [path for path in kept if any(word in path.read_bytes() for word in PRIVATE)] == []
    assert [word for word in PRIVATE if word in said] == []


def test_one_run_id_goes_through_every_line(crawled: tuple[Path, bytes]) -> None:
    home, said = crawled
    log = (home / "runs" / RUN_ID / "contracts_finder.log").read_bytes()
    found = {orjson.loads(line)["run_id"] for line in [*said.splitlines(), *log.splitlines()]}
    ledger = (home / "landing" / "contracts_finder" / "ledger.jsonl").read_bytes().splitlines()
    assert found | {orjson.loads(line)["run_id"] for line in ledger} == {RUN_ID}
