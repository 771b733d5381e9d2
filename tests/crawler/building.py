"""Small releases and one-call crawls for the tests."""

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import zstandard

from crawler.completeness.verdict import Verdict
from crawler.run import crawl
from crawler.sample.portal import SamplePortal

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
DAY = timedelta(days=1)


def release(number: int, at: datetime) -> dict[str, Any]:
    """A release with a notice number, published at an instant."""
    return {
        "ocid": f"ocds-test-{number:06d}",
        "id": f"{number:06d}-{at.year}",
        "date": at.isoformat(),
        "tag": ["tender"],
    }


def releases(count: int, start: datetime = MONDAY, span: timedelta = DAY) -> list[dict[str, Any]]:
    """Releases numbered from 1, spread evenly over a span."""
    return [release(index + 1, start + (span * index) // count) for index in range(count)]


def run(
    home: Path,
    portal: SamplePortal,
    since: datetime | None = MONDAY,
    until: datetime | None = MONDAY + DAY,
    *,
    run_id: str = "run",
    environ: Mapping[str, str] | None = None,
    tell: Callable[[str], None] = print,
) -> dict[str, Verdict]:
    """Crawl every source of a sample portal; its time is taken as its own, so the clock does not matter."""
    verdicts = crawl(
        home,
        list(portal.urls),
        from_=since,
        until=until,
        run_id=run_id,
        config_path=None,
        environ=os.environ | portal.environ() | dict(environ or {}),
        is_sample=True,
        tell=tell,
    )
    return {verdict.source: verdict for verdict in verdicts}


def ledger(home: Path, source: str) -> list[dict[str, Any]]:
    """The lines of a ledger that report on a window, without the plan."""
    text = (home / "landing" / source / "ledger.jsonl").read_bytes()
    return [line for line in map(orjson.loads, text.splitlines()) if line["pages"] or line["state"] != "split"]


def landed(home: Path, source: str, kind: str = "page") -> Iterator[tuple[dict[str, Any], bytes]]:
    """Envelope and body of each landing file."""
    for path in sorted((home / "landing" / source).rglob(f"*.{kind}.zst")):
        envelope, _, body = zstandard.decompress(path.read_bytes()).partition(b"\n")
        yield orjson.loads(envelope), body


def landed_ids(home: Path, source: str) -> set[str]:
    """The ids of all releases that were landed."""
    return {item["id"] for _, body in landed(home, source) for item in orjson.loads(body).get("releases", [])}
