"""Documents cut into units of work that any process can map: from what was read to rows written for the database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from store.ingest.documents import Document, landed_document
from store.ingest.mapping.likely import future_issues, latest_likely
from store.ingest.mapping.ocds import FULL
from store.ingest.notices import known_rows, notices_of, release_rows
from store.ingest.readers.packages import Notes, releases_of_lines
from store.ingest.stage_writer import StageWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.ingest.issues import Issue
    from store.ingest.known import KnownReleases
    from store.ingest.mapping.rows import NoticeRows


class ParsedRelease(NamedTuple):
    """A release that was parsed while its document was cut: place, value, rank of the format, whether it was mended."""

    pointer: str
    release: Any
    format_rank: int
    has_mends: bool = False


@dataclass(slots=True)
class Part:
    """A document or a piece of one; exactly one of `page`, `document` with a body, `lines` and `releases` is read.

    `page` is a landed page still to be opened, `lines` JSON lines from `first_line` on, `releases` releases already
    parsed. `notes` are what was learnt while the document was cut.
    """

    document: Document
    page: Path | None = None
    lines: list[bytes] | None = None
    first_line: int = 1
    releases: list[ParsedRelease] | None = None
    notes: Notes = field(default_factory=Notes)
    is_last: bool = True


@dataclass(slots=True)
class Tally:
    """What a part came to. `counts` are (releases read, refused, passed over) by source; `issues` the document's."""

    document: dict[str, Any]
    format: str
    is_last: bool
    counts: dict[str, list[int]] = field(default_factory=dict)
    notice_sources: set[str] = field(default_factory=set)
    release_count: int = 0
    notice_count: int = 0
    issue_count: int = 0
    foreign_count: int = 0
    issues: list[Issue] = field(default_factory=list)

    def with_next(self, other: Tally) -> Tally:
        """This tally with that of the next part of the same document; `counts` are settled part by part."""
        return replace(
            self,
            format=other.format if other.format != "unknown" else self.format,
            notice_sources=self.notice_sources | other.notice_sources,
            release_count=self.release_count + other.release_count,
            notice_count=self.notice_count + other.notice_count,
            issue_count=self.issue_count + other.issue_count,
            foreign_count=self.foreign_count + other.foreign_count,
            issues=list(dict.fromkeys(self.issues + other.issues)),
        )


@dataclass(slots=True)
class Mapped:
    """A unit mapped: its files by table, their size and longest line in bytes, and a tally of each part."""

    paths: dict[str, str]
    byte_count: int
    longest: int
    known_count: int
    tallies: list[Tally]

    @property
    def new_count(self) -> int:
        """How many notices were mapped: not those that are known as they stand."""
        return sum(tally.notice_count for tally in self.tallies) - self.known_count


def map_unit(parts: list[Part], folder: Path, name: str, known: KnownReleases | None = None) -> Mapped:
    """Map the parts and write their rows to files `<name>.*` of a folder; what is `known` is passed over."""
    writer = StageWriter(folder, name)
    tallies = [_map_part(part, writer, known) for part in parts]
    return Mapped(writer.written(), writer.byte_count, writer.longest, writer.known_count, tallies)


def _map_part(part: Part, writer: StageWriter, known: KnownReleases | None) -> Tally:
    document = part.document if part.page is None else landed_document(part.page, part.document.name)
    described = {"source": document.source or "other", "document_id": document.document_id, "name": document.name}
    about = {"received_at": document.received_at, "byte_count": document.byte_count, "is_sample": document.is_sample}
    tally = Tally(described | about, "unknown", part.is_last)
    notes, latest = part.notes, latest_likely()
    # A page that is given as a file may hold what has risen again (known.sql), and is read once: it is mapped whole.
    is_known_told = part.page is not None or document.received_at is None
    for rows in rows_of(part, document, notes, known if is_known_told else None):
        tally.release_count += 1
        told = rows.notice or rows.known
        found_in = told["source"] if told else "ted" if rows.is_foreign else described["source"]
        counts = tally.counts.setdefault(found_in, [0, 0, 0])
        counts[0] += 1
        tally.notice_sources.add(found_in)
        if rows.notice:
            tally.notice_count += 1
            if not document.is_sample:  # whose time is its own
                rows.issues += future_issues(rows.notice, latest)
            for issue in rows.issues:
                writer.add_issue(issue, rows.notice, described)
            writer.add_notice(rows, document.document_id, document.received_at, is_sample=document.is_sample)
        elif rows.known:
            tally.notice_count += 1
            writer.add_known(rows.known, described, document.received_at)
        elif rows.is_foreign:
            counts[2] += 1
            tally.foreign_count += 1
        else:
            counts[1] += 1
            for issue in rows.issues:
                writer.add_issue(issue, None, described)
        tally.issue_count += len(rows.issues) + rows.known_issues
    tally.format = notes.format
    tally.issues = notes.issues
    if part.page is not None:  # the crawler took it for an answer: it is how the portal says that a list is empty
        tally.issues = [issue for issue in notes.issues if issue.code != "no_releases"]
    return tally


def rows_of(part: Part, document: Document, notes: Notes, known: KnownReleases | None = None) -> Iterator[NoticeRows]:
    """Rows of each release or form of a part; `notes` are complete when these are exhausted."""
    if part.releases is not None:
        for item in part.releases:
            is_full = item.format_rank == FULL
            yield known_rows(
                item.release, document.source, known if is_full else None, has_mends=item.has_mends
            ) or release_rows(
                item.pointer, item.release, document.source, has_mends=item.has_mends, format_rank=item.format_rank
            )
    elif part.lines is not None:
        for pointer, release in releases_of_lines(part.lines, notes, document.charset, part.first_line):
            yield known_rows(release, document.source, known, has_mends=notes.has_mends) or release_rows(
                pointer, release, document.source, has_mends=notes.has_mends
            )
    else:
        yield from notices_of(document, notes, known)
