"""Landed pages and files of notices into the writer's database."""

from __future__ import annotations

import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from store.documents import Document, documents_of_file, landed_document, landed_names
from store.errors import StoreError
from store.ledger import load_ledgers
from store.readers.containers import SUFFIXES, files_below
from store.readers.packages import Notes
from store.reading import notices_of
from store.scripts import run_script
from store.staging import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import duckdb

    from store.mapping.rows import NoticeRows

    Progress = Callable[[str, int, int | None], None]

_PROGRESS_SECONDS = 0.25


@dataclass(slots=True)
class SourceCounts:
    """What became of the releases of one source.

    `releases_read` is the sum of `notices_stored` (new or changed), `already_known`, `superseded` (an older content of
    a notice) and `refused` (an error in core.issue says why). `issues` are the rows added to core.issue.
    """

    files_read: int = 0
    releases_read: int = 0
    notices_stored: int = 0
    already_known: int = 0
    superseded: int = 0
    refused: int = 0
    issues: int = 0

    @property
    def is_reconciled(self) -> bool:
        """Whether every release read is accounted for."""
        return self.releases_read == self.notices_stored + self.already_known + self.superseded + self.refused


@dataclass(slots=True)
class IngestSummary:
    """Counts by source; documents read before; files of directories left out for their names; one line a fault."""

    sources: dict[str, SourceCounts] = field(default_factory=dict)
    documents_known: int = 0
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


def ingest_landing(con: duckdb.DuckDBPyConnection, home: Path, *, progress: Progress | None = None) -> IngestSummary:
    """Read every landed page not read before, and rebuild core.crawl_window from the ledgers.

    A page is known by its name in raw.document. Work is saved batch by batch; a run that is stopped is completed by
    the next.
    """
    known = {row[0] for row in con.execute("SELECT name FROM raw.document").fetchall()}
    names = landed_names(home)
    new = [name for name in names if name not in known]
    summary = IngestSummary(documents_known=len(names) - len(new))
    documents = (landed_document(home / "landing" / name, name) for name in new)
    _ingest(con, documents, summary, total=len(new), progress=progress)
    load_ledgers(con, home)
    return summary


def ingest_paths(
    con: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    *,
    source: str | None = None,
    progress: Progress | None = None,
) -> IngestSummary:
    """Read files, directories (with all below them) and archives of notices.

    Takes OCDS release and record packages, single releases and records, lists and JSON lines of these, and TED XML,
    plain or in .gz, .zip or .zst. `source` names the portal of everything read; None tells it from each notice.

    Raises:
        StoreError: a path does not exist, or nothing in the paths could be read.
    """
    summary = IngestSummary()
    found, summary.left_out = files_below(paths)
    documents = (document for path, name in found for document in documents_of_file(path, name, source))
    _ingest(con, _unknown(con, documents, summary), summary, total=None, progress=progress)
    if not summary.documents_known and not any(counts.releases_read for counts in summary.sources.values()):
        raise StoreError(f"nothing could be read: {summary.faults[0]}" if summary.faults else _no_files(paths))
    return summary


def _no_files(paths: Sequence[Path]) -> str:
    return f"no files of notices in {', '.join(map(str, paths))}: they end in {', '.join(SUFFIXES)}"


def _unknown(
    con: duckdb.DuckDBPyConnection, documents: Iterable[Document], summary: IngestSummary
) -> Iterator[Document]:
    """Documents whose bytes have not been read before as of the same source."""
    known = dict(con.execute("SELECT document_id, source FROM raw.document").fetchall())
    for document in documents:
        if document.document_id in known and document.source in {None, known[document.document_id]}:
            summary.documents_known += 1
        else:
            yield document


def _ingest(
    con: duckdb.DuckDBPyConnection,
    documents: Iterable[Document],
    summary: IngestSummary,
    *,
    total: int | None,
    progress: Progress | None,
) -> None:
    stage = Stage(con, _work_folder(con))
    try:
        shown_at = 0.0
        for count, document in enumerate(documents, start=1):
            for _ in _staged(document, stage, summary):
                if stage.is_full:
                    _merge(stage, summary)
                if progress and time.monotonic() - shown_at > _PROGRESS_SECONDS:
                    shown_at = time.monotonic()
                    progress("ingest", count, total)
        _merge(stage, summary)
    finally:
        stage.close()
    run_script(con, "ingest_edited.sql")


def _staged(document: Document, stage: Stage, summary: IngestSummary) -> Iterator[None]:
    """Read one document into the stage, pausing after each release."""
    notes = Notes()
    described = {"source": document.source or "other", "document_id": document.document_id, "name": document.name}
    seen: set[str] = set()
    release_count = notice_count = issue_count = 0
    for rows in notices_of(document, notes):
        release_count += 1
        found_in = rows.notice["source"] if rows.notice else described["source"]
        counts = summary.of(found_in)
        counts.releases_read += 1
        seen.add(found_in)
        if rows.notice:
            notice_count += 1
            stage.add_notice(rows, document.document_id, document.received_at, is_sample=document.is_sample)
        else:
            counts.refused += 1
        issue_count += _add_issues(rows, stage, described)
        yield
    described["source"] = seen.pop() if len(seen) == 1 else described["source"]
    for issue in notes.issues:
        stage.add_issue(issue, None, described)
        if issue.level == "error":
            summary.faults.append(f"{document.name}: {issue.message}")
    issue_count += len(notes.issues)
    summary.of(described["source"]).files_read += 1
    stage.add_document(
        described
        | {
            "format": notes.format,
            "received_at": document.received_at,
            "byte_count": document.byte_count,
            "release_count": release_count,
            "notice_count": notice_count,
            "issue_count": issue_count,
            "is_sample": document.is_sample,
        }
    )
    yield


def _add_issues(rows: NoticeRows, stage: Stage, described: dict[str, str]) -> int:
    for issue in rows.issues:
        stage.add_issue(issue, rows.notice, described)
    return len(rows.issues)


def _merge(stage: Stage, summary: IngestSummary) -> None:
    for source, outcome, count in stage.merge():
        counts = summary.of(source)
        setattr(counts, outcome, getattr(counts, outcome) + count)


def _work_folder(con: duckdb.DuckDBPyConnection) -> Path:
    """The folder for batches, beside the database so that it is on the same disk."""
    row = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
    return Path(row[0]).parent / ".ingest" if row and row[0] else Path(tempfile.mkdtemp(prefix="svmonitor-"))
