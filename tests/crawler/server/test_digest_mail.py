"""The e-mail of an edition goes to each recipient once, whatever happens in between."""

import email
import email.policy
import shutil
import smtplib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiosmtpd.controller import Controller
from pydantic import ValidationError

import svmonitor
from crawler.errors import CrawlerError
from crawler.server import digest_mail
from crawler.server.digest_mail import Mail, compose, first_waiting, send_digest, write_mails
from crawler.server.settings import ServerSettings
from tests.crawler.server.serving import free_port, settings

MAIL = Mail("2026-W47", "A finding", "In words.\n", "<html><body><p>In words.</p></body></html>")
BOTH = ["ann@charity.example", "bob@charity.example"]


def to_both(mail: Mail) -> dict[str, Mail]:
    return dict.fromkeys(BOTH, mail)


class Inbox:
    """A mail server that refuses whom it is told to."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def own(inbox: Inbox) -> Iterator[ServerSettings]:
    server = Controller(inbox, hostname="127.0.0.1", port=free_port())
    server.start()
    smtp = {"host": "127.0.0.1", "port": server.port, "security": "none", "sender": "m@monitor.example"}
    yield settings(smtp=smtp, digest={"emails": BOTH})
    server.stop()


def test_everyone_gets_one(tmp_path: Path, own: ServerSettings, inbox: Inbox) -> None:
    assert send_digest(tmp_path, own, to_both(MAIL)).sent == 2
    assert sorted(str(mail["To"]) for mail in inbox.mails) == BOTH


def test_nobody_gets_two(tmp_path: Path, own: ServerSettings, inbox: Inbox) -> None:
    send_digest(tmp_path, own, to_both(MAIL))
    again = send_digest(tmp_path, own, to_both(MAIL))
    assert (again.sent, again.before, len(inbox.mails)) == (0, 2, 2)


def test_the_next_edition_goes_out(tmp_path: Path, own: ServerSettings) -> None:
    send_digest(tmp_path, own, to_both(MAIL))
    assert send_digest(tmp_path, own, to_both(Mail("2026-W48", "Next", "x", "<body></body>"))).sent == 2


def test_who_was_refused_is_tried_again_alone(tmp_path: Path, own: ServerSettings, inbox: Inbox) -> None:
    inbox.refused = {BOTH[0]}
    first = send_digest(tmp_path, own, to_both(MAIL))
    assert (first.sent, len(first.failures)) == (1, 1)
    assert BOTH[0] not in first.failures[0]
    inbox.refused = set()
    assert send_digest(tmp_path, own, to_both(MAIL)).sent == 1
    assert [str(mail["To"]) for mail in inbox.mails] == [BOTH[1], BOTH[0]]


def test_a_crash_while_sending_sends_nothing_twice(
    tmp_path: Path, own: ServerSettings, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(smtplib.SMTP):
        def send_message(self, *args: Any, **named: Any) -> Any:
            super().send_message(*args, **named)
            raise KeyboardInterrupt

    monkeypatch.setattr(digest_mail, "connect", lambda smtp: Crash(smtp.host, smtp.port))
    with pytest.raises(KeyboardInterrupt):
        send_digest(tmp_path, own, to_both(MAIL))
    monkeypatch.undo()
    send_digest(tmp_path, own, to_both(MAIL))
    assert sorted(str(mail["To"]) for mail in inbox.mails) == BOTH


def test_a_line_cut_off_by_a_crash_is_passed_over(tmp_path: Path, own: ServerSettings) -> None:
    send_digest(tmp_path, own, to_both(MAIL))
    with (tmp_path / "server" / "digests.jsonl").open("ab") as file:
        file.write(b'{"week": "2026-W4')
    later = Mail("2026-W48", "Next", "x", "<body></body>")
    assert send_digest(tmp_path, own, to_both(later)).sent == 2
    assert send_digest(tmp_path, own, to_both(later)).sent == 0


def test_the_record_holds_no_address(tmp_path: Path, own: ServerSettings) -> None:
    send_digest(tmp_path, own, to_both(MAIL))
    text = (tmp_path / "server" / "digests.jsonl").read_text()
    assert "@" not in text
    assert [orjson.loads(line)["state"] for line in text.splitlines()] == ["begun", "sent"] * 2


def test_nothing_is_sent_that_cannot_be_remembered(tmp_path: Path, own: ServerSettings, inbox: Inbox) -> None:
    (tmp_path / "server").write_text("in the way")
    with pytest.raises(CrawlerError, match="nothing more is sent"):
        send_digest(tmp_path, own, to_both(MAIL))
    assert inbox.mails == []


def test_a_sender_is_needed(tmp_path: Path) -> None:
    with pytest.raises(CrawlerError, match="set sender"):
        send_digest(tmp_path, settings(digest={"emails": BOTH}), to_both(MAIL))


@pytest.mark.parametrize(
    ("way", "head", "post"),
    [
        ("", "<mailto:m@monitor.example?subject=unsubscribe>", None),
        ("https://monitor.example/stop", "<https://monitor.example/stop>", "List-Unsubscribe=One-Click"),
        ("mailto:stop@monitor.example", "<mailto:stop@monitor.example>", None),
    ],
)
def test_a_way_out(way: str, head: str, post: str | None) -> None:
    own = settings(smtp={"sender": "m@monitor.example"}, digest={"unsubscribe": way})
    mail = compose(MAIL, BOTH[0], own)
    assert (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]) == (head, post)
    text, html = mail.iter_parts()
    assert head.strip("<>") in text.get_content()
    assert head.strip("<>") in html.get_content()


def test_the_same_mail_has_the_same_id() -> None:
    own = settings(smtp={"sender": "m@monitor.example"})
    ids = {compose(MAIL, address, own)["Message-ID"] for address in [*BOTH, *BOTH]}
    assert len(ids) == 2


def test_dry_run_writes_what_would_be_sent(tmp_path: Path) -> None:
    [path] = write_mails(tmp_path / "out", {BOTH[0]: MAIL}, settings())
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("emails", [["no address"], ["a@b.example\nBcc: c@d.example"]])
def test_what_is_no_address_is_refused(emails: list[str]) -> None:
    with pytest.raises(ValueError, match="is not an e-mail address"):
        settings(digest={"emails": emails})


# -- the first edition of a home ---------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with an edition on its site, and its settings in the environment of the tests."""
    folder = tmp_path / "published" / "site" / "editions" / MAIL.week
    folder.mkdir(parents=True)
    digest = {"week": MAIL.week, "subject": MAIL.subject, "text": MAIL.text, "html": MAIL.html}
    (folder / "digest.json").write_bytes(orjson.dumps(digest))
    return tmp_path


@pytest.fixture
def settings_file(home: Path, own: ServerSettings) -> Path:
    path = home / "svmonitor.toml"
    path.write_text(
        f'[smtp]\nhost = "127.0.0.1"\nport = {own.smtp.port}\nsecurity = "none"\nsender = "m@monitor.example"\n'
        f"[health]\ndisk_free_gb = 0\n[digest]\nemails = {BOTH}\n"
    )
    return path


def test_the_first_edition_waits_until_a_person_sends_it(home: Path, settings_file: Path, inbox: Inbox) -> None:
    unattended = ["digest", "--unattended", "--home", str(home)]
    assert svmonitor.main(unattended) == 0
    assert inbox.mails == []
    assert svmonitor.main(["digest", "--home", str(home)]) == 0
    assert len(inbox.mails) == 2
    next_one = home / "published" / "site" / "editions" / "2026-W48"
    shutil.copytree(next_one.with_name(MAIL.week), next_one)
    digest = (next_one / "digest.json").read_text().replace(MAIL.week, "2026-W48")
    (next_one / "digest.json").write_text(digest)
    assert svmonitor.main(unattended) == 0
    assert len(inbox.mails) == 4


def test_the_first_edition_is_sent_at_once_where_that_is_set(home: Path, settings_file: Path, inbox: Inbox) -> None:
    with settings_file.open("a") as file:
        file.write('first = "send"\n')
    assert svmonitor.main(["digest", "--unattended", "--home", str(home)]) == 0
    assert len(inbox.mails) == 2


def test_status_says_that_it_waits(home: Path, settings_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "landing").mkdir()
    assert svmonitor.main(["status", "--home", str(home)]) == 0
    assert f"The edition of {MAIL.week} is on the site and was sent to nobody by e-mail" in capsys.readouterr().out
    svmonitor.main(["digest", "--home", str(home)])
    capsys.readouterr()
    svmonitor.main(["status", "--home", str(home)])
    assert "was sent to nobody" not in capsys.readouterr().out


def test_where_nobody_gets_it_nothing_waits(home: Path) -> None:
    assert first_waiting(home, settings()) is None


def test_where_there_is_no_edition_nothing_waits(tmp_path: Path, own: ServerSettings) -> None:
    assert first_waiting(tmp_path, own) is None


def test_a_person_of_several_lists_follows_all_their_bodies_once() -> None:
    lists = [
        {"emails": BOTH, "bodies": ["Lambeth", "Durham"]},
        {"emails": BOTH[:1], "bodies": ["Durham", "Knowsley"]},
    ]
    followed = settings(digest={"lists": lists}).digest.followed()
    assert followed == {BOTH[0]: ("Lambeth", "Durham", "Knowsley"), BOTH[1]: ("Lambeth", "Durham")}


def test_names_of_bodies_may_have_several_words() -> None:
    lists = [{"emails": BOTH, "bodies": ["  Leeds City Council ", "Department for Work & Pensions"]}]
    followed = settings(digest={"lists": lists}).digest.followed()
    assert followed[BOTH[0]] == ("Leeds City Council", "Department for Work & Pensions")


@pytest.mark.parametrize("name", ["", "  ", "Leeds\nCity Council"])
def test_a_name_is_one_line_and_not_empty(name: str) -> None:
    with pytest.raises(ValidationError, match="a name stands in one line"):
        settings(digest={"lists": [{"emails": BOTH, "bodies": [name]}]})
