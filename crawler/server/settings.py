"""The server's settings: when jobs run, whom to tell, what counts as ill, what is kept. Secrets never stand here."""

import re
from datetime import time
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from crawler.config import CrawlerSettings, SourceName, read_settings
from crawler.server.lake_settings import Lake
from crawler.server.setting_kinds import CONTROL, SecretFile, Word, secret_of
from crawler.setting_values import Section
from crawler.sources import SOURCES

_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


def _clear_time(value: time) -> time:
    """Between 01:00 and 02:00 UK local time an hour is missing in March and happens twice in October."""
    if value.hour == 1:
        raise ValueError("the hour from 01:00 to 02:00 is missing in March and comes twice in October: choose another")
    return value


def _written_time(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-2]\d:[0-5]\d", value):
        raise ValueError("write a time of day as 06:00, UK local time")
    return value


def _address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError(f"{value!r} is not an e-mail address")
    return value


def _sender(value: str) -> str:
    if value and (CONTROL.search(value) or not _ADDRESS.fullmatch(parseaddr(value)[1])):
        raise ValueError(f"{value!r} is no sender: write m@monitor.example or Monitor <m@monitor.example>")
    return value


def _name(value: str) -> str:
    name = value.strip()
    if not name or CONTROL.search(name):
        raise ValueError("a name stands in one line and is not empty")
    return name


LocalTime = Annotated[time, BeforeValidator(_written_time), AfterValidator(_clear_time)]
DayOfMonth = Annotated[int, Field(ge=1, le=28)]
Address = Annotated[str, AfterValidator(_address)]
Sender = Annotated[str, AfterValidator(_sender)]
Name = Annotated[str, AfterValidator(_name)]


class Schedule(Section):
    """Section `[schedule]`: times of day in UK local time (`06:00`), days of the month 1 to 28.

    Attributes:
        sources: portals to crawl.
        crawl_at: every day, each portal: what is new, what is not proven complete, and the trailing re-reads.
        update_at: every day: ingest, classify, publish; a held edition is tried again.
        edition_at: every Monday: the edition of the week before.
        month_day, month_at: the whole month before is read again.
        sample_day, sample_at: a sample for labelling is drawn.
        cleanup_day, cleanup_at: what is kept no longer is removed.
        documents_at: every day: tender documents that are due are fetched and read.
        watch_minutes: how often faults are looked for and told.
    """

    sources: list[SourceName] = Field(default_factory=lambda: list(SOURCES))
    crawl_at: LocalTime = time(3, 30)
    update_at: LocalTime = time(5, 0)
    edition_at: LocalTime = time(6, 0)
    month_day: DayOfMonth = 2
    month_at: LocalTime = time(19, 0)
    sample_day: DayOfMonth = 1
    sample_at: LocalTime = time(9, 0)
    cleanup_day: DayOfMonth = 1
    cleanup_at: LocalTime = time(10, 0)
    documents_at: LocalTime = time(20, 30)
    watch_minutes: Annotated[int, Field(ge=1, le=1440)] = 60


class Smtp(Section):
    """Section `[smtp]`: how e-mail leaves. The password comes from SVMONITOR_SMTP_PASSWORD or `password_file`.

    Attributes:
        security: `starttls`, `tls` from the first byte, or `none` (a relay on this machine).
        sender: address in From; needed to send.
    """

    host: Word = "localhost"
    port: Annotated[int, Field(gt=0, lt=65536)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_file: SecretFile = None
    sender: Sender = ""

    @property
    def address(self) -> str:
        """The address of the sender without its name; empty when none is set."""
        return parseaddr(self.sender)[1]

    def password(self) -> str:
        """The password, or an empty text. Raises CrawlerError when its file cannot be read."""
        return secret_of("SVMONITOR_SMTP_PASSWORD", self.password_file)


class Notify(Section):
    """Section `[notify]`: who is told. The address of the webhook comes from SVMONITOR_WEBHOOK or `webhook_file`.

    Attributes:
        emails: who gets a message of their own for each fault.
        webhook_file: file holding the address of a Slack-compatible webhook.
    """

    emails: list[Address] = Field(default_factory=list)
    webhook_file: SecretFile = None

    def webhook(self) -> str:
        """Address of the webhook, or an empty text. Raises CrawlerError when its file cannot be read."""
        return secret_of("SVMONITOR_WEBHOOK", self.webhook_file)


class DigestList(Section):
    """One of `[[digest.lists]]`: who is told what is new each week at which public bodies.

    Attributes:
        emails: who is told.
        bodies: names of the bodies, such as Lambeth Council.
    """

    emails: Annotated[list[Address], Field(min_length=1)]
    bodies: Annotated[list[Name], Field(min_length=1)]


class Digest(Section):
    """Section `[digest]`: who gets each weekly edition by e-mail.

    Attributes:
        emails: who gets it, a message of their own each.
        first: what becomes of the first edition of a home: `wait` until a person has looked at it and says
            `svmonitor digest`, after which all later ones go out by themselves; or `send` it like any other.
        lists: who is told what is new at the bodies they follow; who stands in `emails` too gets both in one message.
        unsubscribe: web or mailto address that ends it; by default an e-mail to the sender. One beginning with https
            must take a POST (RFC 8058).
    """

    emails: list[Address] = Field(default_factory=list)
    first: Literal["wait", "send"] = "wait"
    lists: list[DigestList] = Field(default_factory=list)
    unsubscribe: Annotated[str, Field(pattern=r"^((https?://|mailto:)[^\s<>]+)?$")] = ""

    def followed(self) -> dict[str, tuple[str, ...]]:
        """The names of the bodies that each person follows, over all lists."""
        found: dict[str, dict[str, None]] = {}
        for each in self.lists:
            for address in each.emails:
                found.setdefault(address, {}).update(dict.fromkeys(each.bodies))
        return {address: tuple(names) for address, names in found.items()}


class Site(Section):
    """Section `[site]`: where the published site stands on the web, and who is told of mistakes in it.

    Attributes:
        url: its base address; feeds, pictures and e-mails then name whole addresses.
        contact: e-mail or web address for corrections.
        duckdb_wasm: folder in which npm installed `@duckdb/duckdb-wasm`, the engine of the page that asks the data.
    """

    url: Annotated[str, Field(pattern=r"^(https?://[^\s<>]+)?$")] = ""
    contact: Annotated[str, Field(pattern=r"^[^\s<>]*$")] = ""
    duckdb_wasm: str = ""


class Health(Section):
    """Section `[health]`: the page for machines, and when a person is told.

    Attributes:
        host, port: where /healthz and /metrics are served while `svmonitor schedule` runs; port 0 serves nothing.
        is_site_served: whether the reports are served at /site/ as well.
        failures: so many crawls of a portal that fail in a row are told.
        disk_free_gb: less free space than this is told, in 10^9 bytes.
    """

    host: Word = "127.0.0.1"
    port: Annotated[int, Field(ge=0, lt=65536)] = 8900
    is_site_served: bool = False
    failures: Annotated[int, Field(gt=0)] = 3
    disk_free_gb: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 5.0


class Retention(Section):
    """Section `[retention]`: how long things are kept, in days; 0 keeps them for good.

    Attributes:
        landing_days: raw pages; they hold the contact details that notices name, and are what all else is made from.
        is_thinned: whether a page read again with the very same content is kept once only.
        fault_days: broken answers of portals.
        run_days: logs and verdicts of crawls, and lines of the journal of jobs.
    """

    landing_days: Annotated[int, Field(ge=0)] = 0
    is_thinned: bool = False
    fault_days: Annotated[int, Field(ge=0)] = 90
    run_days: Annotated[int, Field(ge=0)] = 400


class ServerSettings(CrawlerSettings):
    """Everything the server reads from the settings file and the environment."""

    schedule: Schedule = Field(default_factory=Schedule)
    smtp: Smtp = Field(default_factory=Smtp)
    notify: Notify = Field(default_factory=Notify)
    digest: Digest = Field(default_factory=Digest)
    site: Site = Field(default_factory=Site)
    health: Health = Field(default_factory=Health)
    retention: Retention = Field(default_factory=Retention)
    lake: Lake = Field(default_factory=Lake)


def load_server_settings(config_path: Path | None) -> ServerSettings:
    """Read the server's settings. Raises CrawlerError as `read_settings` does."""
    return read_settings(config_path, ServerSettings)
