"""When jobs are due, what is made up for, and what is noted; a scheduler that is told to stop stops."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest.mock import create_autospec

import pytest
import time_machine
from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobExecutionEvent, JobSubmissionEvent
from apscheduler.schedulers.background import BackgroundScheduler

from crawler.errors import CrawlerError
from crawler.formats.windows import LONDON
from crawler.home.lock import hold
from crawler.server.jobs import Job, Step, all_jobs, edition_week, times_due
from crawler.server.journal import journal_path, read_journal
from crawler.server.runner import Runner
from crawler.server.scheduler import Server
from crawler.server.settings import Schedule, load_server_settings
from crawler.server.turns import Turns
from tests.crawler.server.serving import MONDAY, entry, journal, settings

OWN = {"sources": ["find_a_tender"]}


def job(name: str) -> Job:
    return {job.name: job for job in all_jobs(Path("/nowhere"), Schedule(sources=["find_a_tender"]))}[name]


def local(moments: Sequence[datetime]) -> list[str]:
    return [f"{moment.astimezone(LONDON):%a %d %b %H:%M}" for moment in moments]


@pytest.mark.parametrize("year", range(2026, 2032))
def test_edition_comes_every_monday_at_six_through_both_clock_changes(year: int) -> None:
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found = times_due(job("edition").trigger, start, end)
    mondays = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    mondays = [day for day in mondays if day.weekday() == 0 and day.year == year]
    assert [f"{day:%Y-%m-%d} 06:00" for day in mondays] == [f"{m.astimezone(LONDON):%Y-%m-%d %H:%M}" for m in found]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2026-03-28", "2026-03-31", ["Sat 28 Mar 05:00", "Sun 29 Mar 05:00", "Mon 30 Mar 05:00"]),
        ("2026-10-24", "2026-10-27", ["Sat 24 Oct 05:00", "Sun 25 Oct 05:00", "Mon 26 Oct 05:00"]),
        ("2027-03-27", "2027-03-30", ["Sat 27 Mar 05:00", "Sun 28 Mar 05:00", "Mon 29 Mar 05:00"]),
        ("2027-10-30", "2027-11-02", ["Sat 30 Oct 05:00", "Sun 31 Oct 05:00", "Mon 01 Nov 05:00"]),
    ],
)
def test_daily_job_comes_once_a_day_when_the_clocks_change(since: str, until: str, found: list[str]) -> None:
    span = [datetime.fromisoformat(text).replace(tzinfo=LONDON) for text in (since, until)]
    assert local(times_due(job("update").trigger, *span)) == found


@pytest.mark.parametrize("at", ["01:30", "25:00", "6:00", "soon"])
def test_time_of_day_that_cannot_be_used(at: str, tmp_path: Path) -> None:
    path = tmp_path / "svmonitor.toml"
    path.write_text(f'[schedule]\nupdate_at = "{at}"\n')
    with pytest.raises(CrawlerError, match=r"setting schedule\.update_at"):
        load_server_settings(path)


@pytest.mark.parametrize(("due", "week"), [("2026-11-23", "2026-W47"), ("2027-01-04", "2026-W53")])
def test_edition_is_of_the_week_before(due: str, week: str) -> None:
    assert edition_week(datetime.fromisoformat(f"{due}T06:00").replace(tzinfo=LONDON)) == week


def test_month_is_read_again_whole() -> None:
    steps = job("month:find_a_tender").steps([datetime(2027, 1, 2, 19, tzinfo=UTC)])
    assert steps == [Step(("crawl", "find_a_tender", "--from", "2026-12-01", "--until", "2026-12-31"))]


def test_every_edition_slept_through_is_made_up_for() -> None:
    dues = [MONDAY, MONDAY + timedelta(days=7)]
    weeks = [step.arguments[2] for step in job("edition").steps(dues) if step.arguments[0] == "report"]
    assert weeks == ["2026-W46", "2026-W47"]


def test_jobs_are_set_to_run_once_at_a_time_and_late_rather_than_never(tmp_path: Path) -> None:
    made = Server(tmp_path, None, settings(schedule=OWN), BackgroundScheduler())
    made._prepare()
    made.scheduler.start(paused=True)
    set_up = {job.id: (job.coalesce, job.max_instances, job.misfire_grace_time) for job in made.scheduler.get_jobs()}
    made.scheduler.shutdown()
    assert set_up == {name: (True, 1, job.grace.total_seconds()) for name, job in made.jobs.items()}
    assert min(job.grace for job in made.jobs.values()) >= timedelta(hours=1)


class NotedRunner(Runner):
    """Notes the steps instead of running them; those named in `codes` end so."""

    def __init__(self, home: Path, codes: dict[str, int] | None = None) -> None:
        super().__init__(home, None)
        self.codes = codes or {}
        self.ran: list[str] = []

    def _run(self, step: Step, run_id: str) -> int:  # noqa: ARG002 - as it is called
        self.ran.append(" ".join(step.arguments))
        return self.codes.get(step.arguments[0], 0)


def server(home: Path, **codes: int) -> Server:
    made = Server(home, None, settings(schedule=OWN))
    made.runner = NotedRunner(home, codes)
    return made


def made_up_for(home: Path, now: datetime) -> set[str]:
    """Which jobs a server started at an instant begins at once."""
    return set(server(home).slept_through(now))


def test_new_home_begins_with_its_crawls_and_the_last_edition(tmp_path: Path) -> None:
    thursday = MONDAY + timedelta(days=3)
    dues = server(tmp_path).slept_through(thursday)
    assert set(dues) == {"crawl:find_a_tender", "edition"}
    assert [edition_week(due_at) for due_at in dues["edition"]] == ["2026-W46"]


def test_first_edition_that_was_not_begun_is_made_up_for(tmp_path: Path) -> None:
    journal(tmp_path, entry("crawl:find_a_tender", "done"))
    assert made_up_for(tmp_path, MONDAY + timedelta(hours=1)) == {"edition"}


def test_what_was_slept_through_is_made_up_for_at_once(tmp_path: Path) -> None:
    ran = [entry(name, "done", -24.5) for name in ("crawl:find_a_tender", "update")]
    journal(tmp_path, *ran, entry("edition", "done", -168))
    expected = {"crawl:find_a_tender", "update", "edition", "documents"}
    assert made_up_for(tmp_path, MONDAY + timedelta(hours=3)) == expected


def test_what_has_run_is_not_run_again(tmp_path: Path) -> None:
    names = ("crawl:find_a_tender", "update", "edition", "sample", "cleanup", "month:find_a_tender")
    journal(tmp_path, *(entry(name, "done") for name in names))
    assert made_up_for(tmp_path, MONDAY + timedelta(hours=3)) == set()


def test_run_cut_off_by_a_crash_is_noted_and_made_up_for(tmp_path: Path) -> None:
    journal(tmp_path, entry("update", "done", -25), entry("update", "begun", -1, "r"))
    server(tmp_path)._prepare()
    assert read_journal(tmp_path)[-1].event == "killed"
    assert "update" in made_up_for(tmp_path, MONDAY)


def run(made: Server, name: str, now: datetime = MONDAY) -> list[str]:
    with time_machine.travel(now, tick=False):
        made.scheduler.modify_job = lambda *_args, **_changes: None
        made._run(name)
    assert isinstance(made.runner, NotedRunner)
    return made.runner.ran


def test_update_runs_the_stages_in_order_and_then_tells(tmp_path: Path) -> None:
    assert run(server(tmp_path), "update") == ["ingest", "classify", "publish", "digest --unattended", "notify"]


def test_after_a_failure_people_are_told_all_the_same(tmp_path: Path) -> None:
    assert run(server(tmp_path, ingest=2), "update") == ["ingest", "digest --unattended", "notify"]


def test_edition_is_decided_on_even_when_publishing_was_refused(tmp_path: Path) -> None:
    ran = run(server(tmp_path, publish=2), "edition")
    assert ran == [
        "ingest",
        "classify",
        "publish --whole",
        "report --week 2026-W46 --hold",
        "digest --unattended",
        "notify",
    ]


@pytest.mark.parametrize(
    ("codes", "event"),
    [({}, "done"), ({"ingest": 1}, "wanting"), ({"publish": 2}, "failed"), ({"ingest": -9}, "failed")],
)
def test_ending_is_noted(codes: dict[str, int], event: str, tmp_path: Path) -> None:
    run(server(tmp_path, **codes), "update")
    assert [item.event for item in read_journal(tmp_path)] == ["begun", event]


def test_nobody_told_is_no_failure_of_the_job(tmp_path: Path) -> None:
    run(server(tmp_path, notify=1), "update")
    assert read_journal(tmp_path)[-1].event == "done"


def test_edition_that_failed_is_owed(tmp_path: Path) -> None:
    made = server(tmp_path, report=2)
    run(made, "edition")
    assert made._is_owed(made.jobs["edition"])


@pytest.mark.parametrize(
    ("event", "noted"),
    [
        (JobExecutionEvent(EVENT_JOB_MISSED, "update", "default", MONDAY), "missed"),
        (JobSubmissionEvent(EVENT_JOB_MAX_INSTANCES, "update", "default", [MONDAY]), "overlapping"),
    ],
)
def test_what_did_not_run_is_noted_and_told(event: JobExecutionEvent, noted: str, tmp_path: Path) -> None:
    made, moved = server(tmp_path), list[str]()
    made.scheduler.modify_job = lambda name, **_changes: moved.append(name)
    made._hear(event)
    assert ([item.event for item in read_journal(tmp_path)], moved) == ([noted], ["watch"])


def test_full_disk_loses_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = server(tmp_path)
    real = Path.open

    def refuse(path: Path, *args: object, **kwargs: object) -> object:
        if path == journal_path(tmp_path):
            raise OSError(28, "No space left on device")
        return real(path, *args, **kwargs)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        made._note("update", "r", "begun", MONDAY, {})
    made._note("update", "r", "done", MONDAY, {})
    assert [item.event for item in read_journal(tmp_path)] == ["begun", "done"]


def test_second_scheduler_is_told_who_has_the_home(tmp_path: Path) -> None:
    with (
        hold(tmp_path, "scheduler", "svmonitor schedule"),
        pytest.raises(CrawlerError, match=f"process {os.getpid()} "),
    ):
        server(tmp_path).serve()


def test_sigterm_ends_it(tmp_path: Path) -> None:
    own = {"SVMONITOR_HEALTH__PORT": "0", "SVMONITOR_SCHEDULE__SOURCES": "[]", "SVMONITOR_HOME": str(tmp_path)}
    environ = os.environ | own
    arguments = [sys.executable, "-m", "svmonitor", "schedule"]
    process = subprocess.Popen(arguments, env=environ, stderr=subprocess.PIPE, cwd=Path(__file__).parents[3])
    assert process.stderr is not None
    while b"edition begins, run" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert b"has stopped" in process.stderr.read()
    process.stderr.close()


def test_a_step_that_ends_as_it_is_killed_keeps_no_server_from_stopping(tmp_path: Path) -> None:
    child = create_autospec(subprocess.Popen, instance=True, pid=2**30)  # no process has that number
    child.wait.side_effect = subprocess.TimeoutExpired("svmonitor", 0)
    runner = Runner(tmp_path, None)
    runner._children.add(child)
    runner.stop()
    child.terminate.assert_called_once_with()


def test_the_scheduler_ends_even_when_steps_cannot_be_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scheduler = BackgroundScheduler()
    server = Server(tmp_path, None, settings(schedule=OWN), scheduler)
    scheduler.start()
    monkeypatch.setattr(server.runner, "stop", lambda: os.kill(2**30, signal.SIGTERM))
    with pytest.raises(ProcessLookupError):
        server.stop()
    assert not scheduler.running


def test_step_that_runs_is_ended_and_no_other_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_HEALTH__PORT", "0")
    monkeypatch.setenv("SVMONITOR_SCHEDULE__SOURCES", "[]")
    runner, codes = Runner(tmp_path, None), dict[str, int]()
    steps = [Step(("schedule",)), Step(("status",), is_always=True)]
    thread = threading.Thread(target=lambda: codes.update(runner.run(steps, "r")))
    thread.start()
    while not (tmp_path / "server" / "scheduler.lock").exists():
        time.sleep(0.02)
    runner.stop()
    thread.join(20)
    assert list(codes) == ["schedule"]


def test_edition_waits_for_crawls_that_run_or_are_about_to() -> None:
    turns, order = Turns(lambda: False), list[str]()
    turns.expect(["crawl:ted"])

    def edition() -> None:
        with turns.turn("edition", frozenset({"crawl:ted"})):
            order.append("edition")

    waiting = threading.Thread(target=edition)
    waiting.start()
    with turns.turn("crawl:ted", frozenset()):
        time.sleep(0.05)
        order.append("crawl")
    waiting.join(10)
    assert order == ["crawl", "edition"]


def test_nothing_waits_once_the_server_stops() -> None:
    turns = Turns(lambda: True)
    turns.expect(["crawl:ted"])
    with turns.turn("edition", frozenset({"crawl:ted"})):
        assert turns
