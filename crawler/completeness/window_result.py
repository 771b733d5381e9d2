"""What asking a window has brought, and how that stands in the ledger."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from crawler.completeness.notice_numbers import ranges_by_year
from crawler.formats.ledger import Line, Proof, State, WindowState
from crawler.formats.pages import Page, Release
from crawler.formats.windows import Window
from crawler.text.counts import how_many


@dataclass
class WindowResult:
    """Filled while a window is asked.

    Attributes:
        asked: the span asked of the portal; longer than the window where bounds overlap.
        parts: the windows that replace this one, when the state is `split`.
        cut_for: the fault that it was cut for, when it was not for being full.
        found_before: ids that a check of the window, which this one goes on with, had found.
    """

    window: Window
    asked: Window
    asked_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    state: State = "incomplete"
    pages: list[Page] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    proof: list[Proof] = field(default_factory=list)
    parts: list[Window] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    error: str | None = None
    cut_for: str | None = None
    found_before: list[str] = field(default_factory=list)

    def prove(self, kind: str, detail: str, *, is_proven: bool = True) -> None:
        """Record a reason to believe, or to doubt, that the window is whole."""
        self.proof.append(Proof(kind, is_proven, detail))

    def settle(self, kind: str, detail: str, fault: str | None) -> None:
        """Record a proof, and that the window is complete by it, or incomplete for the fault or a lost release."""
        lost_count = sum(page.lost_count for page in self.pages)
        if lost_count and not fault:
            fault = f"{how_many(lost_count, 'release')} cannot be read"
        self.prove(kind, f"{detail}: {fault}" if fault else detail, is_proven=fault is None)
        self.state = "incomplete" if fault else "complete"
        self.error = fault

    def fail(self, error: Exception) -> None:
        """Record that the window could not be read."""
        self.state = "failed"
        self.parts = []
        self.error = str(error)

    def own_keys(self, first_page: int = 0) -> set[tuple[str, str]]:
        """The different (ocid, id) that belong to the window, not to a neighbour it was asked to overlap.

        Args:
            first_page: how many of the pages to pass over.
        """
        pages = self.pages[first_page:]
        return {(release.ocid, release.id) for page in pages for release in page.releases if self._owns(release)}

    def _owns(self, release: Release) -> bool:
        if release.date is None or self.window.contains(release.date):
            return True
        return not self.asked.since <= release.date <= self.asked.until

    def line(self, source: str, run_id: str, before: WindowState | None, check: str | None = None) -> Line:
        """The line for the ledger.

        Args:
            source: name of the source.
            run_id: name of the run.
            before: the latest earlier reading of the same window, to compare with.
            check: the name of the check, if the window was not read but checked.
        """
        keys = sorted(self.own_keys())
        digest = sha256("\n".join(f"{ocid} {id_}" for ocid, id_ in keys).encode()).hexdigest()[:16]
        if check is None and self.state == "complete" and before is not None and before.state == "complete":
            detail = f"{before.distinct_ids} ids on {before.asked_at:%Y-%m-%d}, now {len(keys)}"
            self.prove("second_read", detail, is_proven=before.ids_sha256 == digest)
        return Line(
            source=source,
            window=self.window,
            run_id=run_id,
            asked_at=self.asked_at,
            ended_at=datetime.now(UTC),
            state=self.state,
            pages=len(self.pages),
            releases=sum(len(page.releases) + page.lost_count for page in self.pages),
            distinct_ids=len(keys),
            proof=tuple(self.proof),
            missing=tuple(self.missing),
            error=self.error,
            files=tuple(self.files),
            ids_sha256=digest,
            numbers=ranges_by_year([*self.found_before, *(id_ for _, id_ in keys)]),
            notes=(*filter(None, [self.cut_for]), *(note for page in self.pages for note in page.notes)),
            check=check,
        )
