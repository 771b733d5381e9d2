"""The server: APScheduler in the foreground, which runs the monitor's own commands and notes what became of them."""

import logging
import os
import signal
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_MAX_INSTANCES,
    EVENT_JOB_MISSED,
    JobEvent,
    JobExecutionEvent,
    JobSubmissionEvent,
)
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.base import STATE_RUNNING
from apscheduler.schedulers.blocking import BlockingScheduler

from crawler.completeness.verdict import verdict_path
from crawler.formats.windows import LONDON
from crawler.home import ownership
from crawler.home.lock import hold
from crawler.logs import fresh_run_id
from crawler.server.by_hand import verdict_detail
from crawler.server.disk_reserve import keep_reserve, with_room
from crawler.server.health_page import HealthServer
from crawler.server.jobs import WATCH, Job, all_jobs, times_due
from crawler.server.journal import ENDINGS, Entry, Event, append, read_journal
from crawler.server.runner import Runner
from crawler.server.settings import ServerSettings
from crawler.server.turns import Turns

logger = logging.getLogger(__name__)

_WORKERS = 12  # every source at once, and the rest beside them
_START_SECONDS = 5.0
_FINISHED = frozenset({"done", "wanting"})  # nothing is left to make up for


class Server:
    """The scheduler of one home.

    Args:
        home: folder of the monitor.
        config_path: settings file in force, passed on to every command.
        settings: the settings read from it.
        scheduler: what fires the jobs; simulations give one whose time runs faster.
    """

    def __init__(
        self, home: Path, config_path: Path | None, settings: ServerSettings, scheduler: BlockingScheduler | None = None
    ) -> None:
        self.home = home
        self.settings = settings
        self.jobs = {job.name: job for job in all_jobs(home, settings.schedule)}
        self.scheduler = scheduler or BlockingScheduler()
        self.runner = Runner(home, config_path)
        self._journal_lock = threading.Lock()
        self._turns = Turns(lambda: self.runner.is_stopping)
        self._unwritten: list[Entry] = []

    def serve(self) -> None:
        """Run until SIGTERM or SIGINT.

        Raises:
            CrawlerError: another scheduler has the home, the home cannot be written, or the health port is taken.
        """
        with hold(self.home, "scheduler", "svmonitor schedule", wait_seconds=0), HealthServer(self.home, self.settings):
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: threading.Thread(target=self.stop, daemon=True).start())
            self._prepare()
            logger.info("the server runs as process %d", os.getpid())
            self.scheduler.start()
            logger.info("the server has stopped")

    def stop(self) -> None:
        """End every step that runs, note it, and return from `serve`."""
        logger.info("the server was told to stop")
        try:
            self.runner.stop()
        finally:  # else nothing would end the server but SIGKILL
            self._end_scheduler()

    def _end_scheduler(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while self.scheduler.state != STATE_RUNNING and time.monotonic() < deadline:
            time.sleep(0.05)  # told to stop while it was starting
        if self.scheduler.state == STATE_RUNNING:
            self.scheduler.shutdown(wait=True)

    def _prepare(self) -> None:
        """Note runs that a crash cut off, and set every job to its next time, at once if one was slept through."""
        now = datetime.now(UTC)
        keep_reserve(self.home)
        if advice := ownership.advice(self.home):
            logger.error("jobs will fail: %s", advice)
        journal = self._journal(now)
        for entry in _cut_off(journal):
            logger.warning("%s was cut off when the server ended", entry.job, extra={"job": entry.job})
            self._note(entry.job, entry.run_id, "killed", entry.due_at, {"error": "cut off when the server ended"})
        self.scheduler.configure(
            timezone=LONDON,
            executors={"default": ThreadPoolExecutor(_WORKERS)},
            job_defaults={"coalesce": True, "max_instances": 1},
        )
        missed, begun = self.slept_through(now), {entry.job for entry in journal}
        self._turns.expect(name for name in missed if name.startswith("crawl:"))
        for name, job in self.jobs.items():
            is_now = name in missed or name == WATCH  # faults that stood before the start are told at once
            first: dict[str, Any] = {"next_run_time": now} if is_now else {}
            if name in missed and job.is_first and name not in begun:
                logger.info("%s begins at once: it has not run in this home yet", name)
            elif name in missed:
                logger.info("%s is made up for: it was due at %s", name, f"{missed[name][-1]:%Y-%m-%d %H:%M}")
            self.scheduler.add_job(
                self._run,
                job.trigger,
                id=name,
                args=[name],
                misfire_grace_time=int(job.grace.total_seconds()),
                **first,
            )
        self.scheduler.add_listener(self._hear, EVENT_JOB_MISSED | EVENT_JOB_ERROR | EVENT_JOB_MAX_INSTANCES)

    def slept_through(self, now: datetime) -> dict[str, list[datetime]]:
        """Jobs that were due while nothing ran, with the times they were due at, oldest first.

        In a new home nothing was, but nobody should wait a day to see whether it works: the portals are crawled and the
        last edition is written.
        """
        journal = self._journal(now)
        dues = {n: self._dues(job, journal, now, is_start=True) for n, job in self.jobs.items() if job.is_recorded}
        return {name: moments for name, moments in dues.items() if moments}

    def _dues(self, job: Job, journal: Sequence[Entry], now: datetime, *, is_start: bool = False) -> list[datetime]:
        """When a job was due since it last came to an end of its own."""
        own = [entry for entry in journal if entry.job == job.name]
        finished = [entry.due_at for entry in own if entry.event in _FINISHED]
        if finished:
            return times_due(job.trigger, max(finished), now)
        if own:
            return times_due(job.trigger, min(entry.due_at for entry in own) - timedelta(seconds=1), now)
        if is_start and job.is_first:
            return [self._last_due(job, now)]
        if is_start and journal:
            return times_due(job.trigger, journal[0].at, now)
        return []

    def _run(self, name: str) -> None:
        """Run one job when its turn has come, in a thread of the scheduler."""
        with self._turns.turn(name, self.jobs[name].after):
            self._run_now(name)

    def _run_now(self, name: str) -> None:
        job = self.jobs[name]
        now = datetime.now(UTC)
        run_id = fresh_run_id()
        if not job.is_recorded:
            self.runner.run(job.steps([now]), run_id)
            return
        keep_reserve(self.home)
        dues = self._dues(job, self._journal(now), now) or [self._last_due(job, now)]
        if self.runner.is_stopping:
            return
        self._note(name, run_id, "begun", dues[-1], {"times_due": len(dues)})
        logger.info("%s begins, run %s", name, run_id, extra={"job": name, "run_id": run_id})
        codes = self.runner.run(job.steps(dues), run_id)
        event = self._ending(codes)
        detail: dict[str, Any] = {"exit_codes": codes} | self._verdict(name, run_id)
        self._note(name, run_id, event, dues[-1], detail)
        level = logging.INFO if event == "done" else logging.WARNING
        logger.log(level, "%s ended: %s, run %s", name, event, run_id, extra={"job": name, "run_id": run_id})
        if name == "update" and event in _FINISHED and self._is_owed(self.jobs["edition"]):
            logger.info("an edition is owed and is tried again")
            self.scheduler.modify_job("edition", next_run_time=datetime.now(UTC))

    def _is_owed(self, job: Job) -> bool:
        """Whether the latest thing that happened to a job is that it came to nothing."""
        own = [entry.event for entry in self._journal(datetime.now(UTC)) if entry.job == job.name]
        return bool(own) and own[-1] not in _FINISHED | {"begun"}

    def _journal(self, now: datetime) -> list[Entry]:
        """What has happened to the server's own jobs; what people start by hand puts none of them off."""
        return [entry for entry in read_journal(self.home, now) if not entry.is_by_hand]

    def _last_due(self, job: Job, now: datetime) -> datetime:
        """The latest time a job was due; now when it never was, as for one that is started by hand."""
        span = timedelta(days=32)
        return (times_due(job.trigger, now - span, now) or [now])[-1]

    def _ending(self, codes: dict[str, int]) -> Event:
        if self.runner.is_stopping:
            return "killed"
        told = [code for command, code in codes.items() if command != "notify"]
        if any(code < 0 or code > 1 for code in told):
            return "failed"
        return "wanting" if any(told) else "done"

    def _verdict(self, name: str, run_id: str) -> dict[str, Any]:
        """What a crawl said of itself, in a few fields."""
        source = name.partition(":")[2]
        try:
            told = orjson.loads(verdict_path(self.home, run_id, source).read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return {}
        return verdict_detail(told)

    def _hear(self, event: JobEvent) -> None:
        """Note a job that was missed, failed inside the scheduler, or came due while it still ran; have it told."""
        name, now = event.job_id, datetime.now(UTC)
        if isinstance(event, JobExecutionEvent) and event.code == EVENT_JOB_ERROR:
            logger.error("%s could not be run: %s", name, event.exception, extra={"job": name})
            self._note(name, fresh_run_id(), "failed", event.scheduled_run_time, {"error": str(event.exception)})
        elif isinstance(event, JobSubmissionEvent) and event.code == EVENT_JOB_MAX_INSTANCES:
            logger.warning("%s came due while it still ran", name, extra={"job": name})
            if name != WATCH:
                self._note(name, fresh_run_id(), "overlapping", event.scheduled_run_times[-1], {})
        elif isinstance(event, JobExecutionEvent) and event.code == EVENT_JOB_MISSED:
            logger.warning("%s was missed: it was due too long ago", name, extra={"job": name})
            if name != WATCH:
                self._note(name, fresh_run_id(), "missed", event.scheduled_run_time, {})
        if name != WATCH and not self.runner.is_stopping:
            self.scheduler.modify_job(WATCH, next_run_time=now)

    def _note(self, job: str, run_id: str, event: Event, due_at: datetime, detail: dict[str, Any]) -> None:
        """Write to the journal; what a full disk refuses is kept and written with the next line."""
        with self._journal_lock:
            self._unwritten.append(Entry(job, run_id, event, due_at, datetime.now(UTC), detail))
            try:
                with_room(self.home, lambda: append(self.home, self._unwritten))
            except OSError as error:
                fault = ownership.advice(self.home) or error.strerror
                logger.error("the journal cannot be written: %s; it is tried again", fault)  # noqa: TRY400
                return
            self._unwritten = []


def _cut_off(journal: Sequence[Entry]) -> list[Entry]:
    """Runs that began and of whose end nothing is known."""
    ended = {entry.run_id for entry in journal if entry.event in ENDINGS}
    return [entry for entry in journal if entry.event == "begun" and entry.run_id not in ended]
