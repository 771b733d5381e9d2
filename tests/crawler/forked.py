"""Crawls whose children are forked from a process that has imported what they need: each would take a second for it.

`python -m tests.crawler.forked <descriptor>` is that process. Tests of children as they are begun go without.
"""

import contextlib
import importlib
import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import orjson
import pytest

from crawler import run
from crawler.http.proxies import with_proxies
from crawler.sources import SOURCES

_ROOT = Path(__file__).resolve().parents[2]
_PARTS = 3  # what a child is given: its input, its output and its log; the fourth tells how it ended
# What Scrapy imports once a crawl begins.
_PRELOADED = (
    *(f"crawler.{name}" for name in ("settings", "http.unpacking", "spiders.documents")),
    *(f"crawler.spiders.{source}" for source in SOURCES),
    *(f"scrapy.core.{name}" for name in ("engine", "scheduler", "scraper", "downloader.handlers.http11")),
    *(f"scrapy.{name}" for name in ("dupefilters", "logformatter", "pqueues", "squeues", "statscollectors")),
    *(f"scrapy.{name}" for name in ("downloadermiddlewares.httpproxy", "resolver")),
)


class Forked:
    """A child of that process, as `subprocess.Popen` would show it."""

    def __init__(self, given: IO[bytes], told: IO[bytes], ended: IO[bytes]) -> None:
        self.stdin, self.stdout, self._ended = given, told, ended
        self.pid = int(ended.readline())
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:  # noqa: ARG002 - as of Popen
        if self.returncode is None:
            self.returncode = int(self._ended.readline())
            self._ended.close()
        return self.returncode

    def terminate(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


@contextlib.contextmanager
def forked_crawls() -> Iterator[None]:
    """Have the children of crawls forked."""
    own, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.crawler.forked", str(its.fileno())]
    server = subprocess.Popen(command, cwd=_ROOT, pass_fds=[its.fileno()], stdin=subprocess.DEVNULL)
    its.close()

    def start(job: Mapping[str, object], log_path: Path, environ: Mapping[str, str]) -> Forked:
        given, told, ended = os.pipe(), os.pipe(), os.pipe()
        with log_path.open("ab") as log:
            # The environment may be longer than a message.
            given_first = orjson.dumps(with_proxies(environ)) + b"\n" + orjson.dumps(job) + b"\n"
            socket.send_fds(own, [b"."], [given[0], told[1], log.fileno(), ended[1]])
        for end in (given[0], told[1], ended[1]):
            os.close(end)
        child = Forked(*(os.fdopen(end, mode) for end, mode in ((given[1], "wb"), (told[0], "rb"), (ended[0], "rb"))))
        child.stdin.write(given_first)
        child.stdin.flush()
        return child

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_start", start)
        yield
    own.close()
    server.wait()


def _serve(own: socket.socket) -> None:
    """Fork a child for each that is asked for, and one that tells how it ended."""
    from crawler import child

    for name in _PRELOADED:
        importlib.import_module(name)
    assert "twisted.internet.reactor" not in sys.modules  # each child chooses its own
    while (asked := socket.recv_fds(own, 1, _PARTS + 1))[0]:
        descriptors = asked[1]
        if os.fork() == 0:
            own.close()
            _tell_end(child, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass  # those that have ended


def _tell_end(child: Any, descriptors: list[int]) -> None:
    ended = descriptors[_PARTS]
    pid = os.fork()
    if pid == 0:
        os.close(ended)
        os.setsid()
        for number, descriptor in enumerate(descriptors[:_PARTS]):
            os.dup2(descriptor, number)
            os.close(descriptor)
        _work(child)
    for descriptor in descriptors[:_PARTS]:
        os.close(descriptor)
    os.write(ended, b"%d\n" % pid)
    os.write(ended, b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    os._exit(0)


def _work(child: Any) -> None:
    code = 1
    try:
        environ = orjson.loads(sys.stdin.buffer.readline())
        os.environ.clear()
        os.environ.update(environ)
        random.seed()
        child.main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - as the interpreter would show it
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
