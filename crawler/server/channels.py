"""Ways to reach people: e-mail and a Slack-compatible webhook."""

import hashlib
import http.client
import re
import smtplib
import ssl
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape
from urllib.parse import urlsplit

import orjson

from crawler.errors import CrawlerError
from crawler.server.settings import ServerSettings, Smtp
from crawler.text.printable import in_one_line

_TIMEOUT_SECONDS = 30.0
_WEB_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)
# What a channel raises when a message is not accepted.
NOT_SENT = (OSError, smtplib.SMTPException, http.client.HTTPException, ValueError, CrawlerError)


@dataclass(frozen=True)
class Message:
    """One message: a subject line, paragraphs, and an id that stays the same when it is sent again."""

    title: str
    paragraphs: tuple[str, ...]
    identity: str

    @property
    def text(self) -> str:
        """The whole as plain text."""
        return "\n\n".join(self.paragraphs) + "\n"


class Channel:
    """One way to one person or room.

    Attributes:
        name: how it stands in the record of who was told: without the address itself.
    """

    name: str

    def send(self, message: Message) -> None:
        """Send a message. Raises what NOT_SENT lists when it is not accepted."""
        raise NotImplementedError


class EmailChannel(Channel):
    """E-mail to one address."""

    def __init__(self, address: str, settings: ServerSettings) -> None:
        self.name = f"email:{digest_of(address)}"
        self._address = address
        self._smtp = settings.smtp
        if not self._smtp.sender:
            raise CrawlerError("messages cannot be sent: set sender in [smtp]")

    def send(self, message: Message) -> None:
        """Send it as plain text, with an id by which a mail reader knows it again."""
        mail = EmailMessage()
        mail["Subject"] = in_one_line(f"[Social Value Monitor] {message.title}")
        mail["From"], mail["To"] = self._smtp.sender, self._address
        mail["Date"] = datetime.now(UTC)
        mail["Message-ID"] = message_id(message.identity, self._address, self._smtp)
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        with connect(self._smtp) as smtp:
            smtp.send_message(mail)


def connect(own: Smtp) -> smtplib.SMTP:
    """An open connection to the mail server, logged in. Raises what NOT_SENT lists."""
    context = ssl.create_default_context()
    if own.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(own.host, own.port, timeout=_TIMEOUT_SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(own.host, own.port, timeout=_TIMEOUT_SECONDS)
    try:
        if own.security == "starttls":
            smtp.starttls(context=context)
        if own.user:
            smtp.login(own.user, own.password())
    except BaseException:
        smtp.close()
        raise
    return smtp


def message_id(identity: str, address: str, own: Smtp) -> str:
    """An id by which a mail reader knows the same message to the same person again."""
    return f"<{digest_of(identity + address)}@{own.address.rpartition('@')[2] or 'localhost'}>"


class WebhookChannel(Channel):
    """A Slack-compatible webhook: a JSON object with `text`, in which what a portal said is no markup."""

    name = "webhook"

    def __init__(self, url: str) -> None:
        if not _is_web_address(url):
            raise CrawlerError("the address of the webhook is not an http or https address")
        self._url = url

    def send(self, message: Message) -> None:
        """Post it."""
        title, text = (escape(part, quote=False) for part in (message.title, message.text))
        body = orjson.dumps({"text": f"*{title}*\n{text}"})
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._url, data=body, headers=headers)  # noqa: S310 - checked above
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
            answer.read()


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(_WEB_ADDRESS.fullmatch(url) and parts.hostname and parts.port != 0)
    except ValueError:  # brackets or a port that are none
        return False


def channels(settings: ServerSettings) -> list[Channel]:
    """Everyone to be told. Raises CrawlerError when a setting or secret does not allow it."""
    found: list[Channel] = [EmailChannel(address, settings) for address in settings.notify.emails]
    webhook = settings.notify.webhook()
    return [*found, WebhookChannel(webhook)] if webhook else found


def digest_of(text: str) -> str:
    """Short digest that stands for an address in records, where the address itself shall not."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
