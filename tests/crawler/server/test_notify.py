"""Each person is told of each fault once, and once more when it is over; secrets and addresses stay out of the log."""

import smtplib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from crawler.errors import CrawlerError
from crawler.logs import keep_secret, line, scrub
from crawler.server.alarms.alarm import Alarm
from crawler.server.alarms.texts import alarm_kinds
from crawler.server.channels import Channel, Message, channels
from crawler.server.notify import DATA_KINDS, message_of, over_message, read_told, tell
from tests.crawler.server.serving import free_port, settings, webhook

KINDS = frozenset(alarm_kinds())
NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
DISK = Alarm("disk_low", "disk", NOW, {"free_gb": "1.0", "least_gb": "5.0"})


class Noted(Channel):
    def __init__(self, name: str, fails: int = 0) -> None:
        self.name = name
        self.fails = fails
        self.titles: list[str] = []

    def send(self, message: Message) -> None:
        if self.fails:
            self.fails -= 1
            raise smtplib.SMTPServerDisconnected("gone")
        self.titles.append(message.title)


def round_of(home: Path, alarms: list[Alarm], *who: Channel, judged: frozenset[str] = KINDS) -> None:
    tell(home, alarms, judged, who, NOW)


def test_told_once(tmp_path: Path) -> None:
    who = Noted("a")
    for _ in range(3):
        round_of(tmp_path, [DISK], who)
    assert who.titles == ["The disk is nearly full"]


def test_told_once_when_over(tmp_path: Path) -> None:
    who = Noted("a")
    for alarms in ([DISK], [], []):
        round_of(tmp_path, alarms, who)
    assert who.titles == ["The disk is nearly full", "Over: The disk is nearly full"]


def test_told_again_when_it_comes_back(tmp_path: Path) -> None:
    who = Noted("a")
    for alarms in ([DISK], [], [DISK]):
        round_of(tmp_path, alarms, who)
    assert len(who.titles) == 3


def test_who_could_not_be_reached_is_told_later(tmp_path: Path) -> None:
    reached, late = Noted("a"), Noted("b", fails=1)
    for _ in range(2):
        round_of(tmp_path, [DISK], reached, late)
    assert (len(reached.titles), len(late.titles)) == (1, 1)


def test_what_was_not_judged_is_not_over(tmp_path: Path) -> None:
    who = Noted("a")
    round_of(tmp_path, [DISK], who)
    round_of(tmp_path, [], who, judged=frozenset())
    assert len(who.titles) == 1


def test_nobody_is_told_what_cannot_be_remembered(tmp_path: Path) -> None:
    (tmp_path / "server").write_text("in the way")
    who = Noted("a")
    with pytest.raises(CrawlerError):
        round_of(tmp_path, [DISK], who)
    assert who.titles == []


def test_record_names_nobody(tmp_path: Path) -> None:
    found = channels(settings(notify={"emails": ["ann@council.example"]}, smtp={"sender": "m@monitor.example"}))
    assert "ann" not in found[0].name
    assert read_told(tmp_path) == {}


# What each kind of alarm states besides its subject and its beginning, in the places that make it.
FACTS: dict[str, dict[str, object]] = {
    "source_failing": {"times": 3, "why": "503"},
    "job_failed": {"times": 2, "why": "publish (exit code 2)"},
    "job_missed": {"times": 1},
    "job_overlapping": {"times": 1},
    "nothing_runs": {},
    "disk_low": {"free_gb": "1.0", "least_gb": "5.0"},
    "edition_held": {"why": "half is missing"},
    "completeness": {"worst_pct": "97.9", "worst_week": "2026-W46", "weeks": "2026-W46"},
    "volume": {"day": "2026-11-13", "weekday": "Friday", "notices": 3, "usual": "40", "least": 18},
    "fill_rate": {"field": "description", "now_pct": "0", "before_pct": "98"},
    "classifier_rate": {"now_n": 90, "now_pct": "60", "before_pct": "20"},
    "snapshot_old": {"published": "14 November 2026 05:10"},
    "snapshot_damaged": {"why": "no database"},
    "nothing_published": {},
    "lake_behind": {"published": "14 November 2026 05:10", "why": "the catalogue is down"},
    "time_open": {"spans": "2 spans of time are", "hours": "30.0", "first": "a day", "why": "; last: http_500"},
    "notices_missing": {"notices": "1 notice is", "names": "051234-2026"},
    "clock_wrong": {"what": "the clock of this machine is 3 hours behind the portal's"},
}


def row_of(kind: str) -> dict[str, object]:
    return {"kind": kind, "subject": "find_a_tender", "since": NOW.isoformat(), "facts": FACTS[kind]}


def test_every_kind_has_words() -> None:
    assert set(FACTS) == KINDS > DATA_KINDS


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_message_says_what_happened_since_when_what_it_means_and_what_to_do(kind: str) -> None:
    what, since, means, do = message_of(row_of(kind)).paragraphs
    assert len(what) > 30
    assert since == "Since: Monday 16 November 2026 09:00 (UK time)."
    assert means.removeprefix("What it means for the figures: ")[20:]
    assert do.removeprefix("What to do: ")[20:]


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_message_states_every_fact(kind: str) -> None:
    text = message_of(row_of(kind)).title + message_of(row_of(kind)).text
    assert [value for value in FACTS[kind].values() if str(value) not in text] == []
    assert "not known" not in text


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_message_of_the_end_says_what_is_over_and_since_when_it_was(kind: str) -> None:
    message = over_message(row_of(kind))
    assert message.title == f"Over: {message_of(row_of(kind)).title}"
    assert "since Monday 16 November 2026 09:00" in message.text


def test_webhook_gets_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with webhook() as (url, texts):
        monkeypatch.setenv("SVMONITOR_WEBHOOK", url)
        round_of(tmp_path, [DISK], *channels(settings()))
    assert texts[0].startswith("*The disk is nearly full*\n")


def test_words_of_a_portal_are_no_markup_and_name_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    why = "<!channel> ask ann.bee@council.example & co"
    with webhook() as (url, texts):
        monkeypatch.setenv("SVMONITOR_WEBHOOK", url)
        round_of(tmp_path, [Alarm("source_failing", "ted", NOW, {"times": 3, "why": why})], *channels(settings()))
    assert "&lt;!channel&gt; ask [e-mail removed] &amp; co" in texts[0]
    assert "ann.bee" not in (tmp_path / "server" / "told.json").read_text()


class Inbox:
    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.mails.append(envelope)
        return "250 OK"


def test_email_goes_to_each_address(tmp_path: Path) -> None:
    inbox = Inbox()
    server = Controller(inbox, hostname="127.0.0.1", port=0)
    server.port = free_port()
    server.start()
    try:
        smtp = {"host": "127.0.0.1", "port": server.port, "security": "none", "sender": "m@monitor.example"}
        emails = {"emails": ["ann@council.example", "bob@council.example"]}
        round_of(tmp_path, [DISK], *channels(settings(notify=emails, smtp=smtp)))
    finally:
        server.stop()
    assert sorted(mail.rcpt_tos[0] for mail in inbox.mails) == emails["emails"]


def test_sender_is_needed() -> None:
    with pytest.raises(CrawlerError, match="set sender"):
        channels(settings(notify={"emails": ["ann@council.example"]}))


def test_secret_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hunter-of-words\n")
    own = settings(smtp={"password_file": tmp_path / "password"})
    assert own.smtp.password() == "hunter-of-words"
    assert "hunter" not in scrub("login hunter-of-words refused")


def test_secret_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CrawlerError, match="cannot be read"):
        settings(smtp={"password_file": tmp_path / "none"}).smtp.password()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("write to ann.bee@council.example now", "write to [e-mail removed] now"),
        ("ring 01622 696 000 now", "ring [telephone removed] now"),
        ("run 20261123T060000Z-3f9a of 2026-11-23 06:00:00", "run 20261123T060000Z-3f9a of 2026-11-23 06:00:00"),
        ("051234-2026 is missing", "051234-2026 is missing"),
    ],
)
def test_log_holds_no_addresses(text: str, shown: str) -> None:
    assert scrub(text) == shown


def test_json_line_holds_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    import orjson

    monkeypatch.setenv("SVMONITOR_LOG", "json")
    keep_secret("s3cret-word")
    told = orjson.loads(line("warning", "the s3cret-word", job="update"))
    assert (told["level"], told["message"], told["job"]) == ("warning", "the [secret]", "update")


def test_lines_of_a_run_carry_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVMONITOR_RUN_ID", "run-7")
    assert line("info", "done").endswith(" info: run-7: done")


def test_since_stays_that_of_the_first_round(tmp_path: Path) -> None:
    who = Noted("a")
    round_of(tmp_path, [DISK], who)
    later = Alarm("disk_low", "disk", NOW + timedelta(days=1), DISK.facts)
    round_of(tmp_path, [later], who)
    assert read_told(tmp_path)["disk_low:disk"]["since"] == NOW.isoformat()
