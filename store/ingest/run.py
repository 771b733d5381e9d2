"""Landed pages and files of notices into the writer's database."""

from __future__ import annotations

import collections
import contextlib
import itertools
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.text.counts import by_count, how_many
from crawler.text.printable import in_one_line, shown_name
from store.errors import StoreError
from store.hashes import short_hash
from store.ingest.crawl_windows import load_ledgers
from store.ingest.cutting import units_of_documents, units_of_pages
from store.ingest.documents import Document, documents_of_file, faulty, landed_files
from store.ingest.issues import Issue
from store.ingest.known import WORTH_BYTES, write_known
from store.ingest.readers.containers import SUFFIXES
from store.ingest.readers.folders import files_below
from store.ingest.staging import Stage
from store.ingest.summary import IngestSummary
from store.ingest.workers import mapped_units, process_count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import duckdb

    from store.ingest.units import Mapped, Part, Tally

    Progress = Callable[[str, int, int | None], None]

_PROGRESS_SECONDS = 0.25
_PACKED = 8  # how much larger a landed page is than its file


@dataclass(frozen=True, slots=True)
class Origin:
    """Where files come from: the portal of all in them (None tells it from each notice), and whether all is sample."""

    source: str | None = None
    is_sample: bool = False


UNTOLD = Origin()


def ingest_landing(
    con: duckdb.DuckDBPyConnection, home: Path, *, progress: Progress | None = None, processes: int | None = None
) -> IngestSummary:
    """Read every landed page not read before, and rebuild core.crawl_window from the ledgers.

    A page is known by its name in raw.document. Work is saved batch by batch; a run that is stopped is completed by
    the next. `processes` map the pages; None takes as many as the work is worth.
    """
    known = _landed(con)
    names, odd = landed_files(home)
    new = [name for name in names if shown_name(name) not in known]
    landing = home / "landing"
    summary = IngestSummary(documents_known=len(names) - len(new))
    byte_count = sum((landing / name).stat().st_size for name in new)
    run = _Run(con, summary, processes or process_count(byte_count * _PACKED), len(new), progress)
    is_known_told = byte_count * _PACKED >= WORTH_BYTES
    run.read(units_of_pages(landing, new), is_known_told=is_known_told)
    if is_known_told:
        _read_again(con, landing, new)
    summary.left_out = [f"landing/{shown_name(name)}" for name in odd]
    load_ledgers(con, home, faults=summary.faults)
    return summary


def _read_again(con: duckdb.DuckDBPyConnection, landing: Path, names: Sequence[str]) -> None:
    """Read pages whole that hold what has risen again (risen.sql); they are counted already."""
    known = _landed(con)
    again = [name for name in names if shown_name(name) not in known]
    if again:
        _Run(con, IngestSummary(), 1, None, None).read(units_of_pages(landing, again))


def _landed(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the landed pages that have been read to their end."""
    return {row[0] for row in con.execute("SELECT name FROM raw.landed_file").fetchall()}


def ingest_paths(
    con: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    *,
    origin: Origin = UNTOLD,
    progress: Progress | None = None,
    processes: int | None = None,
) -> IngestSummary:
    """Read files, directories (with all below them) and archives of notices.

    Takes OCDS release and record packages, single releases and records, lists and JSON lines of these, the flat CSV of
    Contracts Finder, and the XML of TED and Find a Tender, plain or in .gz, .zip, .tar or .zst. `processes` as in
    `ingest_landing`.

    Raises:
        StoreError: a path does not exist, or nothing in the paths could be read.
    """
    summary = IngestSummary()
    found = files_below(paths)
    summary.left_out = found.left_out
    documents = itertools.chain(
        (faulty(name, fault, origin.source) for name, fault in found.faults),
        (
            replace(document, is_sample=document.is_sample or origin.is_sample)
            for path, name in found.files
            for document in documents_of_file(path, name, origin.source, summary.left_out)
        ),
    )
    run = _Run(con, summary, processes or process_count(found.byte_count()), None, progress)
    is_known_told = found.byte_count() >= WORTH_BYTES
    run.read(units_of_documents(_unknown(con, documents, summary)), is_known_told=is_known_told)
    summary.unopened += run.unread_count()
    if not summary.documents_known and not any(counts.releases_read for counts in summary.sources.values()):
        raise StoreError(f"nothing could be read: {summary.faults[0]}" if summary.faults else _no_files(paths))
    return summary


def _no_files(paths: Sequence[Path]) -> str:
    names = ", ".join(shown_name(str(path)) for path in paths)
    return f"no files of notices in {names}: they end in {', '.join(SUFFIXES)}"


def _unknown(
    con: duckdb.DuckDBPyConnection, documents: Iterable[Document], summary: IngestSummary
) -> Iterator[Document]:
    """Documents of which no notice was taken before, as of the same source: what is wrong with one is said again."""
    known = dict(con.execute("SELECT document_id, source FROM raw.document WHERE notice_count > 0").fetchall())
    for document in documents:
        if document.document_id in known and document.source in {None, known[document.document_id]}:
            summary.documents_known += 1
        else:
            yield document


class _Run:
    """One reading of documents into the database: mapped units come in, batches are merged, counts are kept."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        summary: IngestSummary,
        processes: int,
        total: int | None,
        progress: Progress | None,
    ) -> None:
        self._con = con
        self._summary = summary
        self._processes = processes
        self._total = total
        self._progress = progress
        self._shown_at = 0.0
        self._documents = 0
        self._open: dict[str, Tally] = {}
        self._read: set[str] = set()  # names of files of which a notice was read
        self._faulty: set[str] = set()  # and of those with a fault, other than that they cannot be opened
        self._foreign: collections.Counter[str] = collections.Counter()

    def read(self, units: Iterable[list[Part]], *, is_known_told: bool = False) -> None:
        """Map and merge all units; `is_known_told`: releases that the database holds as they stand are not mapped.

        Raises:
            StoreError: the disk is full; what was merged before stays.
        """
        stage = Stage(self._con, _work_folder(self._con))
        try:
            known = write_known(self._con, stage.folder / "known") if is_known_told else None
            with contextlib.closing(mapped_units(units, stage.folder, self._processes, known)) as all_mapped:
                for mapped in all_mapped:
                    self._take(mapped, stage)
                    if stage.is_full:
                        self._merge(stage)
            self._note_foreign(stage)
            self._merge(stage)
        finally:
            stage.close()

    def _take(self, mapped: Mapped, stage: Stage) -> None:
        stage.add_files(
            mapped.paths,
            notices=mapped.new_count,
            documents=len(mapped.tallies),
            byte_count=mapped.byte_count,
            longest=mapped.longest,
        )
        for tally in mapped.tallies:
            for source, (read, refused, passed_over) in tally.counts.items():
                counts = self._summary.of(source)
                counts.releases_read += read
                counts.refused += refused
                counts.passed_over += passed_over
            whole = self._open.pop(tally.document["document_id"], None)
            whole = tally if whole is None else whole.with_next(tally)
            if tally.is_last:
                self._finish(whole, stage)
            else:
                self._open[tally.document["document_id"]] = whole
        now = time.monotonic()
        if self._progress and now - self._shown_at > _PROGRESS_SECONDS:
            self._shown_at = now
            self._progress("ingest", self._documents, self._total)

    def _finish(self, tally: Tally, stage: Stage) -> None:
        """Note a document that has been read to its end; members of an archive that are not for us leave no row."""
        self._documents += 1
        archive, bang, _ = tally.document["name"].partition("!")
        if tally.notice_count or tally.foreign_count:
            self._read.add(archive)
        elif tally.release_count:  # all refused
            self._faulty.add(archive)
        if tally.foreign_count and bang:
            self._foreign[archive] += tally.foreign_count
            return
        described = tally.document
        if len(tally.notice_sources) == 1:
            described = described | {"source": next(iter(tally.notice_sources))}
        for issue in tally.issues:
            stage.own.add_issue(issue, None, described)
            self._summary.unopened += issue.code == "unreadable_file"
            if issue.level == "error":
                if issue.code != "unreadable_file":
                    self._faulty.add(archive)
                self._summary.faults.append(f"{described['name']}: {in_one_line(issue.message)}")
        self._summary.of(described["source"]).files_read += 1
        counts = {"release_count": tally.release_count, "notice_count": tally.notice_count}
        issue_count = tally.issue_count + len(tally.issues)
        stage.own.add_document(described | counts | {"issue_count": issue_count, "format": tally.format})

    def unread_count(self) -> int:
        """How many files that could be opened gave no notice for their faults."""
        return len(self._faulty - self._read)

    def _note_foreign(self, stage: Stage) -> None:
        for name, count in self._foreign.items():
            issue = Issue(
                "other_country",
                f"{how_many(count, 'notice')} of other countries {by_count(count, 'was', 'were')} passed over",
                None,
                str(count),
            )
            stage.own.add_issue(issue, None, {"source": "ted", "document_id": short_hash(name.encode()), "name": name})

    def _merge(self, stage: Stage) -> None:
        for source, outcome, count in stage.merge():
            counts = self._summary.of(source)
            setattr(counts, outcome, getattr(counts, outcome) + count)


def _work_folder(con: duckdb.DuckDBPyConnection) -> Path:
    """The folder for batches, beside the database so that it is on the same disk."""
    row = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchone()
    return Path(row[0]).parent / ".ingest" if row and row[0] else Path(tempfile.mkdtemp(prefix="svmonitor-"))
