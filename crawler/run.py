"""Crawling several portals at once, each in a child process, and judging what the children say.

A child is a process because Scrapy's reactor starts only once, and because its exit code says nothing: it is 0 after
an exception in a spider. So the child writes a verdict, and a child without a verdict has failed.
"""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import orjson

from crawler.completeness.verdict import Verdict, verdict_path
from crawler.config import load_settings
from crawler.errors import CrawlerError
from crawler.formats.windows import check_span
from crawler.http.proxies import refuse_socks, with_proxies
from crawler.sources import SOURCES

Progress = Callable[[str, int, int | None], None]
Tell = Callable[[str], None]
Ended = Callable[[Verdict], None]

_GRACE_SECONDS = 10.0


@dataclass(frozen=True)
class _News:
    """Who is told what while the children crawl."""

    progress: Progress
    tell: Tell
    ended: Ended


class _Interrupted(Exception):  # noqa: N818 - not an error
    def __init__(self, signal_number: int) -> None:
        self.signal_number = signal_number


def crawl(  # noqa: PLR0913 - each argument is said by name where it is called
    home: Path,
    sources: Sequence[str],
    *,
    from_: datetime | None,
    until: datetime | None,
    run_id: str,
    config_path: Path | None,
    environ: Mapping[str, str] | None = None,
    is_sample: bool = False,
    documents: Mapping[str, Path] | None = None,
    progress: Progress = lambda _source, _done, _total: None,
    tell: Tell = lambda _other: None,
    ended: Ended = lambda _verdict: None,
) -> list[Verdict]:
    """Crawl sources side by side and return one verdict for each, in the order given.

    Args:
        home: folder of the monitor; pages go to `landing/`, logs and verdicts to `runs/<run_id>/`.
        sources: names from `crawler.sources.SOURCES`.
        from_: start of the span to ask, aware; None asks what is due by the ledger.
        until: end of the span, aware and exclusive; None means now.
        run_id: name of the run.
        config_path: settings file, or None.
        environ: environment of the children; None passes on this process's.
        is_sample: whether the pages are sample data; marked so in every landing file.
        documents: source to a list of documents to fetch, in place of notices.
        progress: called with the source, the windows done and the windows planned.
        tell: called with who it is, when another crawl of the same portal is waited for.
        ended: called with the verdict of each source when it has ended, which may be long before the others.

    Raises:
        CrawlerError: an unknown source, unusable settings, a span without time, a SOCKS proxy, or a home that cannot be
            written.
        KeyboardInterrupt: on SIGINT, after the children have ended.
        SystemExit: on SIGTERM, after the children have ended.
    """
    environ = os.environ if environ is None else environ
    _check(sources, config_path, environ)
    if from_:
        now = datetime.now(UTC)
        check_span(from_, (until or now) if is_sample else min(until or now, now))
    try:
        (home / "runs" / run_id).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CrawlerError(f"{home}: cannot be written: {error.strerror}") from error

    children: dict[str, subprocess.Popen[bytes]] = {}
    started_at = datetime.now(UTC)
    try:
        with _signals_raise():
            for source in sources:
                job = {
                    "home": str(home.resolve()),
                    "source": source,
                    "run_id": run_id,
                    "since": from_.isoformat() if from_ else None,
                    "until": until.isoformat() if until else None,
                    "config_path": str(config_path.resolve()) if config_path else None,
                    "is_sample": is_sample,
                    "documents": str(documents[source].resolve()) if documents else None,
                }
                log = home / "runs" / run_id / f"{source}{'_documents' if documents else ''}.log"
                children[source] = _start(job, log, environ)
            verdicts = _watch(children, _News(progress, tell, ended))
    except OSError as error:
        _end(children)
        raise CrawlerError(f"{error.filename or home}: {error.strerror}") from error
    except _Interrupted as interrupted:
        _end(children)
        if interrupted.signal_number == signal.SIGINT:
            raise KeyboardInterrupt from None
        raise SystemExit(128 + interrupted.signal_number) from None
    except BaseException:
        _end(children)
        raise
    for source in children.keys() - verdicts:
        verdicts[source] = _no_verdict(home, run_id, source, children[source].returncode, started_at)
        ended(verdicts[source])
    return [verdicts[source] for source in sources]


def _check(sources: Sequence[str], config_path: Path | None, environ: Mapping[str, str]) -> None:
    for source in sources:
        if source not in SOURCES:
            raise CrawlerError(f"unknown source {source!r}: choose from {', '.join(SOURCES)}")
    settings = load_settings(config_path)
    refuse_socks((settings.base_url(source) for source in sources), environ)


def _start(job: Mapping[str, object], log_path: Path, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    environment = with_proxies(environ)
    root = str(Path(__file__).resolve().parents[1])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, [root, environment.get("PYTHONPATH")]))
    with log_path.open("ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "crawler.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
            # Ctrl-C reaches the whole terminal group: the parent alone passes it on, once.
            start_new_session=True,
        )
    assert child.stdin is not None  # noqa: S101 - PIPE was asked for
    child.stdin.write(orjson.dumps(job) + b"\n")
    child.stdin.flush()
    return child


def _watch(children: Mapping[str, subprocess.Popen[bytes]], news: _News) -> dict[str, Verdict]:
    """Pass on what the children tell until the last of them has ended; the verdicts that came."""
    verdicts: dict[str, Verdict] = {}
    lines: queue.SimpleQueue[tuple[str, bytes | None]] = queue.SimpleQueue()

    def listen(source: str, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None  # noqa: S101 - PIPE was asked for
        for line in child.stdout:
            lines.put((source, line))
        lines.put((source, None))

    for source, child in children.items():
        threading.Thread(target=listen, args=(source, child), daemon=True).start()
    open_ends = len(children)
    while open_ends:
        source, line = lines.get()
        if line is None:
            open_ends -= 1
            continue
        told = _told(line)
        if "verdict" in told:
            verdicts[source] = Verdict.model_validate(told["verdict"])
            news.ended(verdicts[source])
        elif "waiting" in told:
            news.tell(told["waiting"])
        elif "done" in told:
            news.progress(source, told["done"], told["total"])
    for child in children.values():
        child.wait()
        _close_pipes(child)
    return verdicts


def _told(line: bytes) -> dict[str, Any]:
    """What a line of a child says; nothing when it was torn by the end of a child that was killed."""
    try:
        told: dict[str, Any] = orjson.loads(line)
    except orjson.JSONDecodeError:
        return {}
    return told


def _end(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        child.terminate()
    for child in children.values():
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        _close_pipes(child)


def _close_pipes(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()


@contextmanager
def _signals_raise() -> Iterator[None]:
    """Turn SIGINT and SIGTERM into an exception, in the main thread; another thread gets no signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(signal_number: int, _frame: FrameType | None) -> None:
        raise _Interrupted(signal_number)

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _no_verdict(home: Path, run_id: str, source: str, exit_code: int | None, started_at: datetime) -> Verdict:
    log = verdict_path(home, run_id, source).with_name(f"{source}.log")
    return Verdict(
        source=source,
        run_id=run_id,
        started_at=started_at,
        ended_at=datetime.now(UTC),
        finish_reason="no_verdict",
        is_ok=False,
        errors=[f"the crawl ended (exit code {exit_code}) without a verdict: see {log}"],
    )
