"""What a crawl of one source came to, for the parent process to judge."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from crawler.errors import UNREACHABLE
from crawler.formats.ledger import Line
from crawler.home.files import write_whole
from crawler.text.counts import how_many


@dataclass
class CrawlStats:
    """The counts of a crawl while it runs; `finish_reason` is None as long as nothing has gone wrong."""

    states: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    releases: int = 0
    missing: int = 0
    robots: str = ""
    skew_seconds: float = 0
    finish_reason: str | None = None
    errors: list[str] = field(default_factory=list)
    documents: Counter[str] = field(default_factory=Counter)

    def count(self, line: Line) -> None:
        """Add a line of the ledger."""
        if line.check is None:
            self.states[line.state] += 1
        self.pages += line.pages
        self.releases += line.releases
        self.missing += len(line.missing)
        if line.error:
            self.errors.append(f"{line.window}: {line.error}")


class Verdict(BaseModel):
    """The statement of one child process about its source.

    Attributes:
        finish_reason: `finished` when every window planned was asked; else why it ended.
        is_ok: it finished, and every window is complete or split into parts that are.
        windows_asked: windows tried; windows_complete, _split, _incomplete, _failed: how they ended.
        pages: usable pages received; releases: release objects in them.
        missing: notices that the portal should have and did not give.
        robots: what robots.txt decided.
        skew_seconds: how far our clock is ahead of the portal's, when one of them must be wrong; else 0.
        documents: of a fetch of documents, how many by what came of them; None for a crawl of notices.
        errors: one line each, for a person.
    """

    model_config = ConfigDict(extra="forbid")

    source: str
    run_id: str
    started_at: datetime
    ended_at: datetime
    finish_reason: str
    is_ok: bool
    windows_asked: int = 0
    windows_complete: int = 0
    windows_split: int = 0
    windows_incomplete: int = 0
    windows_failed: int = 0
    pages: int = 0
    releases: int = 0
    missing: int = 0
    robots: str = ""
    skew_seconds: float = 0
    errors: list[str] = []
    documents: dict[str, int] | None = None

    def followed_by(self, later: "Verdict") -> "Verdict":
        """One statement about two fetches of documents, one after the other."""
        counts = Counter(self.documents or {}) + Counter(later.documents or {})
        return later.model_copy(
            update={
                "started_at": self.started_at,
                "is_ok": self.is_ok and later.is_ok,
                "documents": dict(counts),
                "errors": [*self.errors, *later.errors],
            }
        )

    @property
    def is_unreachable(self) -> bool:
        """Whether no connection to the portal could be made, so that nothing was asked."""
        return self.finish_reason == UNREACHABLE

    def sentence(self) -> str:
        """Say in a line how the crawl of the source ended."""
        if self.is_unreachable:
            return f"{self.source}: {self.errors[0]}"
        end = "done" if self.is_ok else f"not whole ({self.finish_reason})"
        if self.documents is not None:
            outcomes = ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(self.documents.items()))
            return f"{self.source}: documents {end}: {outcomes or 'none due'}" + (
                f"; {self.errors[0]}" if self.errors else ""
            )
        holes = self.windows_incomplete + self.windows_failed
        counts = (
            f"{how_many(self.windows_complete, 'window')} complete, {holes:,} not; {how_many(self.releases, 'release')}"
        )
        errors = f"; {self.errors[0]}" if self.errors else ""
        return f"{self.source}: {end}: {counts}{errors}"


def verdict_path(home: Path, run_id: str, source: str) -> Path:
    """Where a child leaves its verdict. `source` may be the name of a spider of documents."""
    return home / "runs" / run_id / f"{source}.verdict.json"


def write_verdict(path: Path, verdict: Verdict) -> None:
    """Write a verdict whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    write_whole(path, verdict.model_dump_json(indent=1).encode())
