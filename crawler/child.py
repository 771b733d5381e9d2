"""One source crawled in a process of its own: `python -m crawler.child`, the job as a line of JSON on standard input.

Standard input stays open as long as the parent lives; when it ends, so does the crawl. Progress and, at the end, the
verdict go to standard output as lines of JSON, Scrapy's log to standard error. The verdict is kept in a file as well.
"""

import gc
import logging
import os
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict
from scrapy import Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawler.base_spiders.portal import PortalSpider
from crawler.completeness.verdict import CrawlStats, Verdict, verdict_path, write_verdict
from crawler.errors import CrawlerError
from crawler.home.lock import Holder, hold, lock_name
from crawler.logs import log_run

logger = logging.getLogger(__name__)

# A page is some 20,000 objects that go all at once: with the usual 700 the collector would walk through it thirty
# times, and through everything imported again and again: a sixth more CPU (`python -m tests.benchmarks.crawl speed`).
_GC_THRESHOLDS = (100_000, 10, 100)


class Job(BaseModel):
    """What the parent asks of a child; times are instants in UTC."""

    model_config = ConfigDict(extra="forbid")

    home: Path
    source: str
    run_id: str
    since: datetime | None
    until: datetime | None
    config_path: Path | None
    is_sample: bool
    documents: Path | None = None
    """A list of documents to fetch, in place of windows of notices."""

    @property
    def spider(self) -> str:
        """Name of the spider."""
        return self.source if self.documents is None else f"{self.source}_documents"


def main() -> None:
    """Do one job and leave a verdict."""
    job = Job.model_validate_json(sys.stdin.buffer.readline())
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    started_at = datetime.now(UTC)
    stats, finish_reason = CrawlStats(), "start_error"
    try:
        with hold(job.home, lock_name(job.source), f"svmonitor crawl {job.source}", tell=_tell_waiting):
            stats, finish_reason = _crawl(job)
    except CrawlerError as error:
        stats.errors.append(str(error))
    path = verdict_path(job.home, job.run_id, job.spider)
    verdict = judge(job, started_at, stats, finish_reason)
    try:
        write_verdict(path, verdict)
    except OSError as error:
        stats.errors.append(f"{path}: cannot be written: {error.strerror}")
        verdict = judge(job, started_at, stats, finish_reason)
    _say({"verdict": verdict.model_dump(mode="json")})


def judge(job: Job, started_at: datetime, stats: CrawlStats, finish_reason: str) -> Verdict:
    """The statement about a crawl that has ended."""
    states = stats.states
    finish_reason = stats.finish_reason or finish_reason
    is_ok = finish_reason == "finished" and not stats.errors and not states["failed"] and not states["incomplete"]
    return Verdict(
        source=job.source,
        run_id=job.run_id,
        started_at=started_at,
        ended_at=datetime.now(UTC),
        finish_reason=finish_reason,
        is_ok=is_ok,
        windows_asked=states.total(),
        windows_complete=states["complete"],
        windows_split=states["split"],
        windows_incomplete=states["incomplete"],
        windows_failed=states["failed"],
        pages=stats.pages,
        releases=stats.releases,
        missing=stats.missing,
        robots=stats.robots,
        skew_seconds=stats.skew_seconds,
        errors=stats.errors,
        documents=None if job.documents is None else dict(stats.documents),
    )


def _crawl(job: Job) -> tuple[CrawlStats, str]:
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    settings = get_project_settings()
    settings.set("SVMONITOR_CONFIG", str(job.config_path) if job.config_path else None, priority="cmdline")
    # Scrapy's own handler would write the contact in the User-Agent, and knows no run.
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    log_run(job.run_id)
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(SpiderLoader.from_settings(settings).load(job.spider))
    reasons: list[str] = []

    def opened(spider: Spider) -> None:
        assert isinstance(spider, PortalSpider)  # noqa: S101 - every spider of the project is one
        spider.progress = _tell_progress
        spider.is_alone = True

    def closed(spider: Spider, reason: str) -> None:  # noqa: ARG001 - Scrapy passes both by name
        reasons.append(reason)

    crawler.signals.connect(opened, signals.spider_opened)
    crawler.signals.connect(closed, signals.spider_closed)
    process.crawl(crawler, **_arguments(job))
    process.start()
    return _stats(crawler), reasons[0] if reasons else "start_error"


def _stats(crawler: Crawler) -> CrawlStats:
    if isinstance(crawler.spider, PortalSpider):
        return crawler.spider.crawl_stats
    return CrawlStats(errors=["the spider could not be started: see the log"])


def _arguments(job: Job) -> dict[str, Any]:
    arguments: dict[str, Any] = {"home": str(job.home), "run_id": job.run_id, "is_sample": job.is_sample}
    if job.documents:
        arguments["list"] = str(job.documents)
    if job.since:
        arguments["from"] = job.since.isoformat()
    if job.until:
        arguments["until"] = job.until.isoformat()
    return arguments


def _tell_progress(done: int, total: int) -> None:
    _say({"done": done, "total": total})


def _tell_waiting(other: Holder) -> None:
    _say({"waiting": str(other)})


def _say(news: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(news) + b"\n")
    sys.stdout.buffer.flush()


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
