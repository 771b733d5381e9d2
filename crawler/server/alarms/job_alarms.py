"""Alarms by the journal: portals that cannot be crawled, jobs and commands that fail, are late or do not run at all."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from crawler.clock import skew_in_words
from crawler.server.alarms.alarm import Alarm
from crawler.server.journal import ENDINGS, Entry

_SILENCE = timedelta(hours=36)  # the daily jobs leave lines a day apart
_ENDED = ENDINGS - {"killed"}
_WELL = 1  # the highest exit code of a command that has gone through


def source_alarms(journal: Sequence[Entry], failures: int) -> Iterator[Alarm]:
    """Portals of which so many crawls in a row did not end whole, whoever began them."""
    for job in _jobs(journal, is_crawl=True):
        ended = [entry for entry in journal if entry.job == job and entry.event in _ENDED]
        row = _unbroken(ended, {"wanting", "failed"})
        if len(row) >= failures:
            why = row[-1].detail.get("error") or row[-1].detail.get("finish_reason") or "see the log of the run"
            yield Alarm("source_failing", job.removeprefix("crawl:"), row[0].at, {"times": len(row), "why": why})


def job_alarms(journal: Sequence[Entry]) -> Iterator[Alarm]:
    """Jobs of the server that fail, were missed, or came due while they still ran."""
    own = [entry for entry in journal if not entry.is_by_hand]
    for job in sorted({entry.job for entry in own}):
        entries = [entry for entry in own if entry.job == job and entry.event != "begun"]
        if not job.startswith("crawl:"):
            failed = _unbroken([entry for entry in entries if entry.event in _ENDED], {"failed"})
            yield from _failing(job, failed)
        for event in ("missed", "overlapping"):
            after = _unbroken(entries, {"missed", "overlapping", "failed", "killed"})
            said = [entry for entry in after if entry.event == event]
            if said:
                yield Alarm(f"job_{event}", job, said[0].at, {"times": len(said)})


def command_alarms(journal: Sequence[Entry]) -> Iterator[Alarm]:
    """Commands that a person or cron has started and that failed, until they go through, by hand or in a job."""
    for command in sorted({entry.job for entry in journal if entry.is_by_hand and not entry.job.startswith("crawl:")}):
        tried = [entry for entry in journal if (entry.is_by_hand and entry.job == command) or _has_run(entry, command)]
        yield from _failing(command, _unbroken(tried, {"failed"}, is_of_server_over=True))


def silence(journal: Sequence[Entry], now: datetime) -> Iterator[Alarm]:
    """A server of which nothing was heard for a day and a half."""
    own = [entry for entry in journal if not entry.is_by_hand]
    if own and now - own[-1].at > _SILENCE:
        yield Alarm("nothing_runs", "server", own[-1].at)


def clock_alarms(journal: Sequence[Entry]) -> Iterator[Alarm]:
    """A clock that no portal agrees with, by the last crawl of each; one that differs alone is wrong itself."""
    last = {entry.job: entry for entry in journal if entry.job.startswith("crawl:") and "skew_seconds" in entry.detail}
    skews = {job: timedelta(seconds=float(entry.detail["skew_seconds"])) for job, entry in last.items()}
    if skews and all(skews.values()):
        skew = min(skews.values(), key=abs)
        yield Alarm("clock_wrong", "clock", min(entry.at for entry in last.values()), {"what": skew_in_words(skew)})


def _failing(job: str, failed: Sequence[Entry]) -> Iterator[Alarm]:
    if failed:
        yield Alarm("job_failed", job, failed[0].at, {"times": len(failed), "why": _why(failed[-1])})


def _jobs(journal: Sequence[Entry], *, is_crawl: bool) -> list[str]:
    return sorted({entry.job for entry in journal if entry.job.startswith("crawl:") == is_crawl})


def _has_run(entry: Entry, command: str) -> bool:
    """Whether a command has gone through as part of a job of the server."""
    codes = entry.detail.get("exit_codes") or {}
    return not entry.is_by_hand and any(
        line.split()[0] == command and 0 <= code <= _WELL for line, code in codes.items()
    )


def _unbroken(entries: Sequence[Entry], events: set[str], *, is_of_server_over: bool = False) -> list[Entry]:
    """The entries at the end that are all of some events, and, if so wished, none of the server's."""
    row: list[Entry] = []
    for entry in reversed(entries):
        if entry.event not in events or (is_of_server_over and not entry.is_by_hand):
            break
        row.insert(0, entry)
    return row


def _why(entry: Entry) -> str:
    codes = entry.detail.get("exit_codes") or {}
    failed = [f"{command} (exit code {code})" for command, code in codes.items() if code < 0 or code > _WELL]
    said = entry.detail.get("error")
    return ": ".join(filter(None, [", ".join(failed), str(said) if said else ""])) or "see the log"
