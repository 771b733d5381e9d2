"""Telling people: each alarm once to each of them by e-mail and webhook, and once more when it is over."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from crawler.errors import CrawlerError
from crawler.formats.windows import LONDON
from crawler.home.files import write_whole
from crawler.home.lock import hold
from crawler.logs import scrub
from crawler.server.alarms.alarm import Alarm
from crawler.server.alarms.findings import Findings
from crawler.server.alarms.health import alarms
from crawler.server.alarms.texts import alarm_kinds, texts_of
from crawler.server.channels import NOT_SENT, Channel, Message, channels
from crawler.server.settings import ServerSettings

DATA_KINDS = frozenset({"completeness", "volume", "fill_rate", "classifier_rate", "snapshot_old"})
"""Kinds of alarm that need a look at the published data."""
_TOLD_BYTES = 64 * 1024  # the record is filled up with blanks, so that there is room for it on a full disk


@dataclass(frozen=True)
class Told:
    """What came of a round: messages sent, failures in one line each, and the titles of the alarms that hold."""

    sent: int
    failures: list[str]
    titles: tuple[str, ...] = ()


def tell(
    home: Path, current: Sequence[Alarm], judged: Collection[str], everyone: Sequence[Channel], now: datetime
) -> Told:
    """Tell everyone what they have not been told, and what is over.

    Args:
        home: folder of the monitor; `server/told.json` remembers who was told what.
        current: the alarms that hold now.
        judged: kinds of alarm that were looked at; one of another kind is not over because it is not among `current`.
        everyone: the channels.
        now: the present instant.

    Raises:
        CrawlerError: the record of who was told what cannot be written; nothing more is sent then.
    """
    record = read_told(home)
    _write_told(home, record)  # before anything is sent: who cannot be remembered would be told again and again
    holding = {alarm.key: alarm for alarm in current}
    for alarm in current:
        row = record.setdefault(alarm.key, {**alarm.as_row(), "told": {}})
        row["facts"] = alarm.as_row()["facts"]
    sent, failures = 0, list[str]()
    for channel in everyone:
        for key, row in record.items():
            is_told = channel.name in row["told"]
            is_over = key not in holding and row["kind"] in judged
            if is_told != is_over:
                continue
            try:
                channel.send(over_message(row) if is_over else message_of(row))
            except NOT_SENT as error:
                failures.append(scrub(f"{channel.name}: {error}"))
                continue
            sent += 1
            if is_over:
                del row["told"][channel.name]
            else:
                row["told"][channel.name] = now.isoformat()
            _write_told(home, record)  # after each one, so that a crash does not tell everybody twice
    _write_told(home, {key: row for key, row in record.items() if key in holding or _is_open(row, judged, everyone)})
    return Told(sent, failures, tuple(message_of(alarm.as_row()).title for alarm in current))


def _is_open(row: Mapping[str, Any], judged: Collection[str], everyone: Sequence[Channel]) -> bool:
    """Whether an alarm that does not hold has to be remembered: not judged now, or somebody is not told of its end."""
    return row["kind"] not in judged or bool({channel.name for channel in everyone} & set(row["told"]))


def look_and_tell(home: Path, settings: ServerSettings, findings: Findings | None) -> Told:
    """Look at the home and tell everyone.

    Args:
        home: folder of the monitor.
        settings: whom to tell, and what counts as ill.
        findings: what was found in the published data; None when nothing is published, or it cannot be read.

    Raises:
        CrawlerError: there is no home, or the record of who was told what cannot be written.
    """
    if not home.is_dir():
        raise CrawlerError(f"there is no home {home}: run `svmonitor run` or `svmonitor schedule` first")
    now = datetime.now(UTC)
    everyone = channels(settings)
    with hold(home, "notify", "svmonitor notify"):
        current = alarms(home, settings.health, now, findings)
        return tell(home, current, _judged(findings), everyone, now)


def _judged(findings: Findings | None) -> set[str]:
    """Kinds of alarm that were looked at: not those of the data where these could not be read."""
    return set(alarm_kinds()) if findings else set(alarm_kinds()) - DATA_KINDS


def send_test(settings: ServerSettings) -> Told:
    """Send everyone a test message. Raises CrawlerError when nobody is set to be told."""
    everyone = channels(settings)
    if not everyone:
        raise CrawlerError("nobody is set to be told: see [notify] and [smtp] in docs/settings.md")
    failures: list[str] = []
    for channel in everyone:
        try:
            channel.send(test_message())
        except NOT_SENT as error:
            failures.append(scrub(f"{channel.name}: {error}"))
    return Told(len(everyone) - len(failures), failures)


def test_message() -> Message:
    """A message that shows that messages arrive."""
    text = "This is a test. Messages of the server will arrive here, each fault once, and once more when it is over."
    return Message("Test", (text,), f"test:{datetime.now(UTC).isoformat()}")


def message_of(row: Mapping[str, Any]) -> Message:
    """The message that tells an alarm: what happened, since when, what it means for the figures, what to do."""
    texts, facts = texts_of(row["kind"]), _facts(row)
    return Message(
        texts["title"].format_map(facts),
        (
            texts["what"].format_map(facts),
            f"Since: {facts['since']} (UK time).",
            f"What it means for the figures: {texts['means'].format_map(facts)}",
            f"What to do: {texts['do'].format_map(facts)}",
        ),
        f"{row['kind']}:{row['subject']}:{row['since']}",
    )


def facts_of(alarm: Alarm) -> dict[str, Any]:
    """An alarm for `svmonitor status`: `kind`, `subject`, `since`, `title` and `what` has happened."""
    message = message_of(alarm.as_row())
    what = message.paragraphs[0]
    return {"kind": alarm.kind, "subject": alarm.subject, "since": alarm.since, "title": message.title, "what": what}


def over_message(row: Mapping[str, Any]) -> Message:
    """The message that tells that an alarm is over."""
    texts, facts = texts_of(row["kind"]), _facts(row)
    return Message(
        f"Over: {texts['title'].format_map(facts)}",
        (texts["over"].format_map(facts), f"It had been so since {facts['since']} (UK time)."),
        f"over:{row['kind']}:{row['subject']}:{row['since']}",
    )


def told_path(home: Path) -> Path:
    """Where `svmonitor notify` remembers the alarms that hold, and who was told of each."""
    return home / "server" / "told.json"


def read_told(home: Path) -> dict[str, dict[str, Any]]:
    """Alarms that were told and are not over, by key; an unreadable record counts as none."""
    try:
        told: dict[str, dict[str, Any]] = orjson.loads(told_path(home).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return told


def _write_told(home: Path, record: Mapping[str, Mapping[str, Any]]) -> None:
    path = told_path(home)
    try:
        _replace(path, orjson.dumps(record, option=orjson.OPT_INDENT_2).ljust(_TOLD_BYTES))
    except OSError as error:
        raise CrawlerError(f"{path} cannot be written, so nobody is told twice: {error.strerror}") from error


def _replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another; on a full disk write over it, which takes no room as it is never smaller."""
    try:
        write_whole(path, content)
    except OSError:
        if not path.exists() or path.stat().st_size < len(content):
            raise
        with path.open("r+b") as file:
            file.write(content.ljust(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "not known"


def _facts(row: Mapping[str, Any]) -> _Known:
    since = datetime.fromisoformat(row["since"]).astimezone(LONDON)
    return _Known(row["facts"] | {"subject": row["subject"], "since": f"{since:%A %-d %B %Y %H:%M}"})
