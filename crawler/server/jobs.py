"""The server's jobs: what each runs, when, and how late it may still begin. Each step is a command of the monitor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from crawler.formats.windows import LONDON
from crawler.server.alarms.health import held_editions
from crawler.server.settings import Schedule

WATCH = "watch"
# An edition missed for longer than this is not made up for by itself.
_MOST_EDITIONS = 8


@dataclass(frozen=True)
class Step:
    """One command: its arguments, and whether it runs even when a step before it has failed."""

    arguments: tuple[str, ...]
    is_always: bool = False


@dataclass(frozen=True)
class Job:
    """One job.

    Attributes:
        name: `crawl:find_a_tender`, `edition` and so on; the stage `job:<name>` in core.run.
        trigger: when it is due.
        grace: how long after that it may still begin.
        steps: the commands, given the times it was due at since it last began, oldest first.
        after: jobs that it waits for when they run, or are about to be made up for.
        is_recorded: whether each run goes into the journal, and one that was slept through is made up for.
        is_first: whether a home in which nothing has run yet begins with it at once.
    """

    name: str
    trigger: BaseTrigger
    grace: timedelta
    steps: Callable[[Sequence[datetime]], list[Step]]
    after: frozenset[str] = frozenset()
    is_recorded: bool = True
    is_first: bool = False


def all_jobs(home: Path, settings: Schedule) -> list[Job]:
    """Every job of a home by its settings."""
    crawls = frozenset(f"crawl:{source}" for source in settings.sources)
    return [
        *(_crawl(source, settings) for source in settings.sources),
        Job("update", _at(settings.update_at), timedelta(hours=20), lambda _dues: _update(home), crawls),
        Job(
            "edition",
            _at(settings.edition_at, day_of_week="mon"),
            timedelta(days=6),
            _edition,
            crawls,
            is_first=True,
        ),
        *(_month(source, settings) for source in settings.sources),
        Job(
            "documents",
            _at(settings.documents_at),
            timedelta(hours=12),
            lambda _dues: [Step(("ingest",)), Step(("documents",))],
        ),
        Job("sample", _at(settings.sample_at, day=settings.sample_day), timedelta(days=20), _sample),
        Job("cleanup", _at(settings.cleanup_at, day=settings.cleanup_day), timedelta(days=20), _cleanup),
        Job(
            WATCH,
            IntervalTrigger(minutes=settings.watch_minutes, timezone=LONDON),
            timedelta(hours=1),
            lambda _dues: [Step(("notify",))],
            is_recorded=False,
        ),
    ]


def times_due(trigger: BaseTrigger, after: datetime, until: datetime) -> list[datetime]:
    """When a trigger fired later than one instant and no later than another, oldest first."""
    found: list[datetime] = []
    step = timedelta(microseconds=1)
    moment = trigger.get_next_fire_time(None, after + step)
    while moment is not None and moment <= until:
        found.append(moment)
        moment = trigger.get_next_fire_time(moment, moment + step)
    return found


def edition_week(due_at: datetime) -> str:
    """The ISO week that was over before a Monday's edition, such as 2026-W47."""
    year, week, _ = (due_at.astimezone(LONDON).date() - timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02}"


def _at(moment: time, **when: Any) -> CronTrigger:
    return CronTrigger(hour=moment.hour, minute=moment.minute, timezone=LONDON, **when)


def _crawl(source: str, settings: Schedule) -> Job:
    return Job(
        f"crawl:{source}",
        _at(settings.crawl_at),
        timedelta(hours=20),
        lambda _dues: [Step(("crawl", source))],
        frozenset({f"month:{source}"}),
        is_first=True,
    )


def _month(source: str, settings: Schedule) -> Job:
    def steps(dues: Sequence[datetime]) -> list[Step]:
        first = _month_before(dues[-1].astimezone(LONDON).date())
        last = _next_month(first) - timedelta(days=1)
        return [Step(("crawl", source, "--from", first.isoformat(), "--until", last.isoformat()))]

    trigger = _at(settings.month_at, day=settings.month_day)
    return Job(f"month:{source}", trigger, timedelta(days=20), steps, frozenset({f"crawl:{source}"}))


def _update(home: Path) -> list[Step]:
    steps = [Step(("ingest",)), Step(("classify",)), Step(("publish",))]
    reports = [_report(held["week"]) for held in held_editions(home)]
    return [*steps, *reports, *_LAST]


def _edition(dues: Sequence[datetime]) -> list[Step]:
    steps = [Step(("ingest",)), Step(("classify",)), Step(("publish", "--whole"))]
    reports = [_report(edition_week(due_at)) for due_at in dues[-_MOST_EDITIONS:]]
    return [*steps, *reports, *_LAST]


# The e-mail of the latest edition goes out once; an edition that is held back has none until it is let out.
_LAST = (Step(("digest", "--unattended"), is_always=True), Step(("notify",), is_always=True))


def _report(week: str) -> Step:
    """An edition, or the statement that it is held back: that has to be made even when publishing was refused."""
    return Step(("report", "--week", week, "--hold"), is_always=True)


def _sample(dues: Sequence[datetime]) -> list[Step]:
    return [Step(("audit", "sample", "--month", f"{_month_before(dues[-1].astimezone(LONDON).date()):%Y-%m}"))]


def _cleanup(_dues: Sequence[datetime]) -> list[Step]:
    return [Step(("retention",))]


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
