"""The base of the spiders that fetch tender documents: a list of addresses is asked for, one after the other."""

import asyncio
import logging
import re
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import unquote

import orjson
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.attachments import asked_url
from crawler.base_spiders.portal import PortalSpider
from crawler.completeness.window_result import WindowResult
from crawler.config import load_settings
from crawler.errors import AnswerError, CrawlerError, CrawlStoppedError, FinalAnswerError, PortalClosedError
from crawler.formats.document_ledger import LEDGER_NAME, DocumentLedger, DocumentLine, Outcome, document_path
from crawler.formats.landing import Answer, envelope_of
from crawler.home.disk import DiskWriter
from crawler.home.files import read_json_lines
from crawler.home.lock import lock_name
from crawler.http.client import LOCKOUTS, PortalClient
from crawler.http.entrance import reach, robots_of
from crawler.http.robots import Robots
from crawler.text.login_pages import is_html, is_login_address, page_in_place
from crawler.text.redact import redact

logger = logging.getLogger(__name__)

_FORBIDDEN = 403  # of a document it says no; Contracts Finder says so as well when it was asked too often
_OUTCOMES: dict[str, Outcome] = {
    "http_401": "login",
    "http_403": "refused",
    "http_404": "missing",
    "http_407": "login",
    "http_410": "missing",
    "body_too_large": "too_large",
    "off_host": "off_host",
}
_WORDS = {
    "http_401": "asks for a login (401)",
    "http_403": "refused (403)",
    "http_404": "gone (404)",
    "http_407": "asks for a login (407)",
    "http_410": "gone (410)",
}
_MARKUP = re.compile(r"<[^<>]*>?")
_LONGEST_DETAIL = 120
_RETRIES = 1  # a document that fails is asked for again at the next run
_LONGEST_NAME = 150
_ARGUMENTS = frozenset({"list", "home", "run_id", "is_sample"})


class DocumentSpider(PortalSpider):
    """Asks one portal for documents, each until there is an answer that settles it.

    Arguments (`-a NAME=VALUE`): `list`, a file of JSON lines `{"url", "edition", "stated_format"}`; `home`, `run_id`
    and `is_sample` as for other spiders.
    """

    source: ClassVar[str]
    """The portal, as in `crawler.sources`."""
    asks_again_when_forbidden: ClassVar[bool] = False
    """Whether 403 may also mean that too much was asked, so that one pause is made before it is believed."""

    documents_url: str

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.folder = self.home / "landing" / self.source
        self._doubtful: list[DocumentLine] = []
        self._failed_in_a_row = 0

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put what a person set into Scrapy's settings; Scrapy calls this."""
        super(PortalSpider, cls).update_settings(settings)
        config_path = settings.get("SVMONITOR_CONFIG")
        chosen = load_settings(Path(config_path) if config_path else None)
        settings.setdict(
            {
                "SVMONITOR_SETTINGS": chosen,
                "DOWNLOAD_DELAY": chosen.delay_seconds(cls.source),
                "DOWNLOAD_TIMEOUT": chosen.crawler.timeout,
                "DOWNLOAD_MAXSIZE": chosen.documents.max_bytes,
                "USER_AGENT": chosen.crawler.agent_line,
            },
            priority="spider",
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider; Scrapy calls this."""
        spider = super(PortalSpider, cls).from_crawler(crawler, *args, **kwargs)
        spider.config = crawler.settings["SVMONITOR_SETTINGS"]
        spider.documents_url = spider.base_url = spider.config.documents_url(spider.source)
        limits = spider.config.crawler
        fewer = limits.model_copy(update={"retries": min(limits.retries, _RETRIES)})
        settings = spider.config.model_copy(update={"crawler": fewer})
        spider.client = PortalClient(crawler, spider.source, settings, [spider.documents_url], LOCKOUTS - {_FORBIDDEN})
        return spider

    @property
    def lock(self) -> str:
        """The lock of the portal: its pages are not asked for meanwhile."""
        return lock_name(self.source)

    async def read(self, result: WindowResult) -> None:
        """Documents are no windows."""
        raise NotImplementedError

    def open_record(self, disk: DiskWriter) -> None:
        """Open the ledger of documents."""
        self._disk = disk
        self._ledger = DocumentLedger(self.folder / LEDGER_NAME, disk)

    async def _crawl(self) -> None:
        due = [entry for entry in self._due() if not self._ledger.is_settled(entry["url"], entry["edition"])]
        if not due:
            return
        await reach([self.documents_url], self.source, self.config)
        rules = await robots_of(self.documents_url, self.client, self.config.crawler.agent_line)
        self.client.slow_down(rules.delay_seconds)
        for done, entry in enumerate(due):
            self.progress(done, len(due))
            await self._fetch(entry, rules)
        self._believe()
        self.progress(len(due), len(due))

    def _take_back(self) -> None:
        """Nothing is taken back: a document that was had stays had, whatever the clock said."""

    def _due(self) -> list[dict[str, Any]]:
        unknown = {name for name in self.arguments if name not in _ARGUMENTS and not name.startswith("_")}
        if unknown or "list" not in self.arguments:
            raise CrawlerError(f"arguments of {self.name} are {', '.join(sorted(_ARGUMENTS))}; list is needed")
        path = Path(self.arguments["list"])
        if not path.is_file():
            raise CrawlerError(f"there is no list of documents {path}")
        return [
            {"stated_format": None, "edition": "", **entry}
            for entry in read_json_lines(path)
            if isinstance(entry.get("url"), str)
        ]

    async def _fetch(self, entry: dict[str, Any], rules: Robots) -> None:
        """Ask for one document and enter what came of it."""
        asked_at = datetime.now(UTC)
        url = asked_url(self.source, entry["url"], self.documents_url)
        if not rules.is_allowed(url):
            self._note(entry, asked_at, "refused", "robots.txt forbids it")
            return
        try:
            self.client.check_origin(url)
            answer = await self._answer(url)
        except PortalClosedError as fault:
            raise CrawlStoppedError("portal_closed", str(fault)) from fault
        except AnswerError as fault:
            self._enter_fault(entry, asked_at, fault)
            return
        self._enter_answer(entry, asked_at, answer)

    async def _answer(self, url: str) -> Answer:
        try:
            return await self.client.fetch(url, _whole, _keep_nothing)
        except FinalAnswerError as fault:
            if fault.code != f"http_{_FORBIDDEN}" or not self.asks_again_when_forbidden:
                raise
            pause_seconds = self.config.lockout_seconds(self.source)
            logger.warning("%s: %s; asking again in %g s", url, fault, pause_seconds)
        await asyncio.sleep(pause_seconds)
        return await self.client.fetch(url, _whole, _keep_nothing)

    def _enter_fault(self, entry: dict[str, Any], asked_at: datetime, fault: AnswerError) -> None:
        outcome = _OUTCOMES.get(fault.code)
        if outcome is None:
            status = fault.answer.status if fault.answer is not None else 0
            outcome = "refused" if isinstance(fault, FinalAnswerError) and 400 <= status < 500 else "failed"
        if outcome == "off_host" and is_login_address(str(fault)):
            outcome = "login"
        self._note(entry, asked_at, outcome, _detail(fault))
        self._failed_in_a_row = self._failed_in_a_row + 1 if outcome == "failed" else 0
        if self._failed_in_a_row >= self.config.crawler.failures_in_a_row:
            raise CrawlStoppedError("portal_down", f"{self._failed_in_a_row} documents failed one after the other")

    def _enter_answer(self, entry: dict[str, Any], asked_at: datetime, answer: Answer) -> None:
        self._failed_in_a_row = 0
        if is_html(answer.body):
            found = page_in_place(answer.body)
            if found is None and is_login_address(answer.url):
                found = "login", "leads to a page to log in on"
            if found is not None:
                self._note(entry, asked_at, found[0], found[1])
                return
            if entry["stated_format"] and "html" not in str(entry["stated_format"]).lower():
                self._note(entry, asked_at, "refused", "a web page in place of the document")
                return
        self._land(entry, asked_at, answer)

    def _land(self, entry: dict[str, Any], asked_at: datetime, answer: Answer) -> None:
        """Have a document written, under its checksum; one that is there is left as it is."""
        envelope = envelope_of(answer, answer.body, self.source, run_id=self.run_id, is_sample=self.is_sample)
        path = document_path(self.folder, envelope["sha256"])
        self._disk.write(path, orjson.dumps(envelope) + b"\n", answer.body)
        self._note(
            entry,
            asked_at,
            "got",
            None,
            sha256=envelope["sha256"],
            byte_count=len(answer.body),
            content_type=answer.headers.get("content-type"),
            file_name=file_name(answer.headers.get("content-disposition", "")),
            file=path.relative_to(self.folder).as_posix(),
        )

    def _note(
        self, entry: dict[str, Any], asked_at: datetime, outcome: Outcome, detail: str | None, **got: Any
    ) -> None:
        """Put a document into the ledger. A refusal that may be a lock-out waits until another document was had."""
        line = DocumentLine(
            source=self.source,
            url=entry["url"],
            edition=entry["edition"],
            run_id=self.run_id,
            asked_at=asked_at,
            outcome=outcome,
            detail=detail,
            **got,
        )
        if outcome == "refused" and self.asks_again_when_forbidden:
            self._doubtful.append(line)
            if len(self._doubtful) >= self.config.crawler.failures_in_a_row:
                self._doubtful.clear()
                raise CrawlStoppedError("portal_closed", "the portal refuses one document after the other")
            return
        self._believe()
        self._append(line)

    def _believe(self) -> None:
        for line in self._doubtful:
            self._append(line)
        self._doubtful.clear()

    def _append(self, line: DocumentLine) -> None:
        self._ledger.append(line)
        self.crawl_stats.documents[line.outcome] += 1
        if line.outcome != "got":
            logger.warning("%s: %s: %s", line.url, line.outcome, line.detail)


def _whole(answer: Answer) -> Answer:
    """The answer, when there is something in it.

    Raises:
        AnswerError: the body is empty.
    """
    if not answer.body:
        raise AnswerError("empty_body", "status 200 and no body", answer)
    return answer


def _keep_nothing(_answer: Answer, _code: str) -> None:
    """Broken answers to a request for a document are not kept."""


def _detail(fault: AnswerError) -> str:
    """What an answer that was no document said, in a few words without markup."""
    if fault.code in _WORDS:
        return _WORDS[fault.code]
    text = _MARKUP.sub(" ", str(fault))
    return redact(" ".join(text.split()))[:_LONGEST_DETAIL]


def file_name(disposition: str) -> str | None:
    """The name that a Content-Disposition header gives, its last part, printable and short; None without one."""
    message = Message()
    message["content-disposition"] = disposition
    found = message.get_filename()
    if not found:
        return None
    name = unquote(found).replace("\\", "/").rpartition("/")[2]
    clean = " ".join("".join(character if character.isprintable() else " " for character in name).split())
    return redact(clean)[-_LONGEST_NAME:] or None
