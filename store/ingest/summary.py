"""What became of the releases that were read: counts by source, and what could not be read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(slots=True)
class SourceCounts:
    """What became of the releases of one source.

    `releases_read` is the sum of `notices_stored` (new or changed), `already_known`, `superseded` (an older content of
    a notice), `refused` (an error in core.issue says why) and `passed_over` (a notice of another country, out of a
    package of TED). `issues` are the rows added to core.issue.
    """

    files_read: int = 0
    releases_read: int = 0
    notices_stored: int = 0
    already_known: int = 0
    superseded: int = 0
    refused: int = 0
    passed_over: int = 0
    issues: int = 0

    @property
    def is_reconciled(self) -> bool:
        """Whether every release read is accounted for."""
        settled = self.notices_stored + self.already_known + self.superseded + self.refused + self.passed_over
        return self.releases_read == settled


@dataclass(slots=True)
class IngestSummary:
    """Counts by source; documents read before; files of directories left out for their names; one line a fault.

    `unopened` counts the files and folders among what was given that could not be opened, and the files of which no
    notice was read for their faults.
    """

    sources: dict[str, SourceCounts] = field(default_factory=dict)
    documents_known: int = 0
    unopened: int = 0
    left_out: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def of(self, source: str) -> SourceCounts:
        """Counts of one source, begun at nothing."""
        return self.sources.setdefault(source, SourceCounts())

    def totals(self) -> dict[str, int]:
        """Counts summed over the sources."""
        counts = [asdict(each) for each in self.sources.values()]
        return {name: sum(count[name] for count in counts) for name in asdict(SourceCounts())}

    def table(self) -> tuple[list[str], list[tuple[str | int, ...]]]:
        """Column names and a row of counts for each source, in order of name."""
        rows: list[tuple[str | int, ...]] = [
            (source, *asdict(counts).values()) for source, counts in sorted(self.sources.items())
        ]
        return ["source", *asdict(SourceCounts())], rows

    @property
    def is_reconciled(self) -> bool:
        """Whether every release read is accounted for, in every source."""
        return all(counts.is_reconciled for counts in self.sources.values())
