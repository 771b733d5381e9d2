"""Sends the e-mail of an edition: to each recipient once, whatever happens in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import orjson

from crawler.errors import CrawlerError
from crawler.home.files import append_lines, read_json_lines
from crawler.logs import scrub
from crawler.server.channels import NOT_SENT, connect, digest_of, message_id
from crawler.server.settings import ServerSettings
from crawler.text.printable import in_one_line

_REFUSED = "refused"


@dataclass(frozen=True)
class Mail:
    """What is sent: the week of the edition, the subject, and the same words as plain text and HTML."""

    week: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Sent:
    """What came of it: messages sent, recipients who had it before, and failures in a line each."""

    sent: int
    before: int
    failures: list[str]


def send_digest(home: Path, settings: ServerSettings, mails: Mapping[str, Mail]) -> Sent:
    """Send the e-mails of a week, one to each address, to everyone who has not been sent theirs.

    What is about to be sent is written to `server/digests.jsonl` first: whoever stands there is not sent it again after
    a crash, even if it never left; only what the mail server refused is tried again.

    Raises:
        CrawlerError: no sender is set, a secret cannot be read, or the record cannot be written; nothing more is sent.
    """
    if not settings.smtp.sender:
        raise CrawlerError("e-mail cannot be sent: set sender in [smtp]")
    path = _record_path(home)
    begun = _begun(path)
    waiting = {to: mail for to, mail in mails.items() if (mail.week, digest_of(to)) not in begun}
    failures: list[str] = []
    for address, mail in waiting.items():
        _note(path, mail.week, address, "begun")
        try:
            with connect(settings.smtp) as smtp:
                smtp.send_message(compose(mail, address, settings))
        except NOT_SENT as error:
            _note(path, mail.week, address, _REFUSED)
            failures.append(scrub(f"{digest_of(address)}: {type(error).__name__}: {error}"))
        else:
            _note(path, mail.week, address, "sent")
    return Sent(len(waiting) - len(failures), len(mails) - len(waiting), failures)


def first_waiting(home: Path, settings: ServerSettings) -> str | None:
    """The week of the latest edition, while none is sent unattended: nobody has looked at the first and had it sent."""
    digest = settings.digest
    if not (digest.emails or digest.lists) or digest.first == "send" or any(read_json_lines(_record_path(home))):
        return None
    editions = (home / "published" / "site" / "editions").glob("*/digest.json")
    return max((path.parent.name for path in editions), default=None)


def compose(mail: Mail, address: str, settings: ServerSettings) -> EmailMessage:
    """The message to one recipient: plain text and HTML, with a way to unsubscribe in its head and at its end."""
    sender = settings.smtp.sender or "svmonitor@localhost"
    message = EmailMessage()
    message["Subject"] = in_one_line(mail.subject)
    message["From"], message["To"] = sender, address
    message["Date"] = datetime.now(UTC)
    message["Message-ID"] = message_id(f"digest {mail.week}", address, settings.smtp)
    own_address = settings.smtp.address or sender
    way = settings.digest.unsubscribe or f"mailto:{own_address}?subject=unsubscribe"
    message["List-Unsubscribe"] = f"<{way}>"
    if way.startswith("https:"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["List-ID"] = f"Social Value Monitor <digest.{own_address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    stop = f"To get these no more: {way}"
    link = way.replace("&", "&amp;").replace('"', "%22")
    small = "font-family:Arial,Helvetica,sans-serif;font-size:14px;text-align:center;color:#505a5f"
    foot = f'<p style="{small}"><a href="{link}" style="color:#505a5f">Unsubscribe</a></p></body>'
    message.set_content(f"{mail.text}\n{stop}\n")
    message.add_alternative(mail.html.replace("</body>", foot, 1), subtype="html")
    return message


def write_mails(folder: Path, mails: Mapping[str, Mail], settings: ServerSettings) -> list[Path]:
    """Write the messages as `.eml` files in place of sending them. Raises CrawlerError when one cannot be written."""
    made = []
    for number, (address, mail) in enumerate(mails.items(), 1):
        path = folder / f"{mail.week}-{number}.eml"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(compose(mail, address, settings)))
        except OSError as error:
            raise CrawlerError(f"cannot write {path}: {error.strerror}") from error
        made.append(path)
    return made


def _record_path(home: Path) -> Path:
    return home / "server" / "digests.jsonl"


def _begun(path: Path) -> set[tuple[str, str]]:
    """(week, recipient) of everything sent, or begun and not refused. A line cut off by a crash counts for nothing."""
    states = {(row["week"], row["to"]): row["state"] for row in read_json_lines(path)}
    return {key for key, state in states.items() if state != _REFUSED}


def _note(path: Path, week: str, address: str, state: str) -> None:
    row = {"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "week": week, "to": digest_of(address), "state": state}
    try:
        append_lines(path, [orjson.dumps(row)])
    except OSError as error:
        raise CrawlerError(f"cannot write {path}, so nothing more is sent: {error.strerror}") from error
