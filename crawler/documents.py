"""Fetching the tender documents that are due, some at a time, so that the notices of a portal get their turn too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import orjson

from crawler.home.files import write_whole
from crawler.run import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from crawler.completeness.verdict import Verdict

AT_A_TIME = 100  # documents of a portal; at 13 seconds each, 22 minutes


class Due(Protocol):
    """A document to be asked for."""

    @property
    def url(self) -> str:
        """Its address as published."""

    @property
    def edition(self) -> str:
        """Its date as published, or an empty text."""

    @property
    def stated_format(self) -> str | None:
        """Its format as the notice states it."""


@dataclass
class DocumentFetch:
    """One fetch of documents from several portals side by side.

    Attributes:
        home: folder of the monitor.
        run_id: name of the run.
        options: what `crawler.run.crawl` takes beside: settings, environment, progress and so on.
        verdicts: what came of each portal so far.
    """

    home: Path
    run_id: str
    options: dict[str, Any]

    def __post_init__(self) -> None:
        self.verdicts: dict[str, Verdict] = {}

    def batches(self, due: Mapping[str, Sequence[Due]]) -> Iterator[int]:
        """Fetch what is due, batch by batch; yields how many were asked for, when they have been.

        A portal that closes is not asked for more.

        Raises:
            CrawlerError: the settings or the home cannot be used.
        """
        waiting = {source: list(documents) for source, documents in due.items() if documents}
        while waiting:
            batch = {source: documents[:AT_A_TIME] for source, documents in waiting.items()}
            self._fetch(batch)
            yield sum(map(len, batch.values()))
            waiting = {
                source: documents[AT_A_TIME:]
                for source, documents in waiting.items()
                if len(documents) > AT_A_TIME and self.verdicts[source].finish_reason == "finished"
            }

    def _fetch(self, batch: Mapping[str, Sequence[Due]]) -> None:
        lists = {source: self._list(source, documents) for source, documents in batch.items()}
        found = crawl(
            self.home, list(batch), from_=None, until=None, run_id=self.run_id, documents=lists, **self.options
        )
        for verdict in found:
            before = self.verdicts.get(verdict.source)
            self.verdicts[verdict.source] = verdict if before is None else before.followed_by(verdict)

    def _list(self, source: str, documents: Sequence[Due]) -> Path:
        path = self.home / "runs" / self.run_id / f"{source}_documents.jsonl"
        lines = [
            orjson.dumps({"url": each.url, "edition": each.edition, "stated_format": each.stated_format})
            for each in documents
        ]
        write_whole(path, b"".join(line + b"\n" for line in lines))
        return path
